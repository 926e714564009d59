"""What each score of a rubric lies between, whatever the case: for conditions that ask for more or less."""

from __future__ import annotations

from collections import defaultdict
from math import floor, inf
from typing import TYPE_CHECKING, NamedTuple

from ddscore.documents.rubric_answers import named_scales, worths
from ddscore.documents.rubric_nodes import OVERALL, SIDES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ddscore.documents.positions import NodePath
    from ddscore.documents.rubric_nodes import Node, Record

Figure = tuple[str, str, str]
"""Whose score, empty for the rubric's own; its side; in percent or points."""

GAP = "gap"


class _Range(NamedTuple):
    """In percent; `of` is the most points that it can be out of."""

    least: float
    most: float
    of: float
    fixed: bool
    """Whether it is always out of so many."""


_ANY = _Range(0, 100, inf, False)


class Figures:
    """The scores of a rubric, by name."""

    def __init__(self, rubric: Record, placed: Sequence[Node]) -> None:
        self._rubric = rubric
        self._by_id = {node.id: node for node in placed}
        self._parts: dict[NodePath, list[Node]] = defaultdict(list)
        for node in placed:
            self._parts[node.at[:-1]].append(node)
        self._known: dict[tuple[str, str], _Range] = {}

    def name(self, score: Record) -> tuple[str, str]:
        """Whose score a condition names, and on which side."""
        name = score.get("node", "")
        if not name:
            return name, score.get("side", OVERALL if "children" in self._rubric else GAP)
        own = self._by_id[name].side if name in self._by_id else None
        return name, own or score.get("side", "")

    def reach(self, figure: Figure) -> tuple[float, float]:
        """The least and the most that a score can be, in percent or in points."""
        name, side, unit = figure
        if (name, side) not in self._known:
            self._known[name, side] = self._range(name, side)
        found = self._known[name, side]
        if unit == "percent":
            return _lower(found.least), round(found.most, 9)
        least = found.least * found.of / 100 if found.fixed else min(found.least, 0)
        return _lower(least), round(found.most * found.of / 100, 9)

    def _range(self, name: str, side: str) -> _Range:
        if name:
            return self._of_node(self._by_id[name], side) if name in self._by_id else _ANY
        if "children" in self._rubric:
            return self._of_parts(self._rubric, (), "children", self._rubric.get("caps", ()))
        themes = [theme for theme in self._parts[("themes",)] if len(theme.sides) == len(SIDES)]
        ranges = [self._of_node(theme, side) for theme in themes]
        least, most = min(one.least for one in ranges), max(one.most for one in ranges)
        # Gaps below 0 are no gaps: they count apart, as understatement.
        return _Range(max(least, 0), max(most, 0), 100, True)

    def _of_node(self, node: Node, side: str) -> _Range:
        caps = node.record.get("caps", ())
        if node.kind == "criterion":
            return self._of_criterion(node)
        if node.kind == "group":
            return self._of_parts(node.record, node.at, "children", caps)
        if side == GAP:
            policy, practice = (self._of_node(node, one) for one in SIDES)
            return _Range(policy.least - practice.most, policy.most - practice.least, 100, True)
        acting = [cap for cap in (*caps, *self._rubric.get("caps", ())) if cap.get("side") == side]
        return self._of_parts(node.record, node.at, side, acting)

    def _of_parts(self, record: Record, at: NodePath, part: str, caps: Iterable[Record]) -> _Range:
        ranges = [self._of_node(node, node.side or "") for node in self._parts[(*at, part)]]
        is_sum = record.get("aggregate") == "sum"
        of = record.get("of", sum(one.of for one in ranges) if is_sum else 100)
        least, most = min(one.least for one in ranges), max(one.most for one in ranges)
        return _Range(_capped(least, caps), most, of, "of" in record or not is_sum)

    def _of_criterion(self, node: Node) -> _Range:
        points = self._points(node)
        if not points or max(points) <= 0:
            return _ANY
        least, most = min(points), max(points)
        caps = node.record.get("caps", ())
        return _Range(_capped(100 * least / most, caps), 100, node.record.get("of", most), True)

    def _points(self, node: Node) -> Sequence[float]:
        """The points that a criterion can give; none where its scales are not known."""
        if "levels" in node.record:
            return [level["points"] for level in node.record["levels"]]
        rule = node.answers or {}
        if "steps" in rule:
            return list(rule["steps"].values())
        scales = [self._rubric.get("scales", {}).get(name) for name in named_scales(rule)]
        return [] if None in scales else [worth for scale in scales for worth in worths(scale)]


def _capped(least: float, caps: Iterable[Record]) -> float:
    limits: list[float] = [cap["at_most"] for cap in caps]
    return min([least, *limits])


def _lower(least: float) -> float:
    """No more than the engine may find, which adds and divides in another order."""
    return floor(least * 1e6) / 1e6
