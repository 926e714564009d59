"""What a rubric's tests expect: checked against the rubric, which must have all that is expected of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ddscore.documents.findings import Finding, guess
from ddscore.model.rubric import Criterion, Group, Side, Theme
from ddscore.model.rubric_test import UNDERSTATEMENT, Aspect, Expectation, nodes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ddscore.documents.positions import Mark, NodePath
    from ddscore.model.rubric import Band, Node, Row, Rubric
    from ddscore.model.rubric_test import Value

_TABLES = {
    "band": (Aspect.BAND, Aspect.POSSIBLE_BANDS, "possible_bands"),
    "profile": (Aspect.PROFILE, Aspect.POSSIBLE_PROFILES, "possible_profiles"),
    "outcome": (Aspect.OUTCOME, Aspect.POSSIBLE_OUTCOMES, "possible_outcomes"),
}
"""The rubric's tables, each with what can be expected of it and the key for all that are possible."""
_OF_A_THEME = (Side.POLICY, Side.PRACTICE, Side.GAP)


class Expectations:
    """Reads what tests expect of one rubric, and finds what is wrong with it.

    Without a rubric, where it cannot be used, nothing is expected and nothing is found.
    """

    def __init__(self, rubric: Rubric | None, marks: Mapping[NodePath, Mark]) -> None:
        self.findings: list[Finding] = []
        self._rubric = rubric
        self._nodes = {} if rubric is None else nodes(rubric)
        self._marks = marks

    def of(self, expect: Mapping[str, Any], at: NodePath) -> tuple[Expectation, ...]:
        """All that one test expects, as far as the rubric has it, in the order in which it is written."""
        if self._rubric is None:
            return ()
        found = [
            *self._levels(expect.get("levels", {}), (*at, "levels")),
            *self._possible_levels(expect.get("possible_levels", {}), (*at, "possible_levels")),
            *self._scores(expect.get("scores", {}), (*at, "scores")),
            *self._statuses(expect.get("statuses", {}), (*at, "statuses")),
            *self._bands(expect.get("bands", {}), (*at, "bands")),
            *self._summary(expect.get("summary", {}), (*at, "summary")),
            *self._tables(self._rubric, expect, at),
        ]
        return tuple(sorted(found, key=lambda expectation: expectation.line))

    def _levels(self, expected: Mapping[str, Any], at: NodePath) -> Iterator[Expectation]:
        for name, value in expected.items():
            place = (*at, name)
            criterion = self._with_levels(name, place)
            if criterion is None:
                continue
            if isinstance(value, list):
                yield self._expect(Aspect.LEVELS, name, self._labels(criterion, value, place), place)
            elif value is None:
                yield self._expect(Aspect.LEVEL, name, None, place)
            else:
                yield self._expect(Aspect.LEVEL, name, self._label(criterion, value, place), place)

    def _possible_levels(self, expected: Mapping[str, Any], at: NodePath) -> Iterator[Expectation]:
        for name, value in expected.items():
            criterion = self._with_levels(name, (*at, name))
            if criterion is not None:
                labels = self._labels(criterion, value, (*at, name))
                yield self._expect(Aspect.POSSIBLE_LEVELS, name, labels, (*at, name))

    def _scores(self, expected: Mapping[str, Any], at: NodePath) -> Iterator[Expectation]:
        for name, value in expected.items():
            node = self._node(name, (*at, name))
            if node is None:
                continue
            if not isinstance(node, Theme):
                if self._has_no_sides(name, value, (*at, name)):
                    yield from self._figures(name, None, value, (*at, name))
            elif not isinstance(value, dict) or not value.keys() <= set(_OF_A_THEME):
                message = f"`{name}` is a theme, which has a score for each side"
                self._find(
                    "wrong-figure", (*at, name), message, f"write {{{name}: {{policy: 60, practice: 40}}}}"
                )
            else:
                for side, figure in value.items():
                    yield from self._figures(name, side, figure, (*at, name, side))

    def _has_no_sides(self, name: str, value: object, at: NodePath) -> bool:
        sides = [side for side in _OF_A_THEME if isinstance(value, dict) and side in value]
        for side in sides:
            message = f"`{name}` is no theme, and has one score"
            self._find("wrong-figure", (*at, side), message, f"write {{{name}: 60}}", at_key=True)
        return not sides

    def _statuses(self, expected: Mapping[str, str], at: NodePath) -> Iterator[Expectation]:
        for name, value in expected.items():
            if self._node(name, (*at, name)) is not None:
                yield self._expect(Aspect.STATUS, name, value, (*at, name))

    def _bands(self, expected: Mapping[str, str | None], at: NodePath) -> Iterator[Expectation]:
        for name, value in expected.items():
            node = self._node(name, (*at, name))
            if node is not None and self._is_row("band", value, node.bands, (*at, name), f"`{name}`"):
                yield self._expect(Aspect.BAND, name, value, (*at, name))

    def _summary(self, expected: Mapping[str, Any], at: NodePath) -> Iterator[Expectation]:
        rubric = self._rubric
        has: Sequence[str] = (
            (*_OF_A_THEME, UNDERSTATEMENT)
            if rubric is not None and rubric.themes
            else (Side.OVERALL,)
            if rubric is not None and rubric.overall is not None
            else ()
        )
        for side, value in expected.items():
            if side in has:
                yield from self._figures(None, side, value, (*at, side))
            else:
                hint = f"its summary has {', '.join(has)}" if has else "it has only outcomes"
                message = f"this rubric has no {side} score"
                self._find("wrong-figure", (*at, side), message, hint, at_key=True)

    def _tables(self, rubric: Rubric, expect: Mapping[str, Any], at: NodePath) -> Iterator[Expectation]:
        rows: Mapping[str, Sequence[Band | Row]] = {
            "band": rubric.bands,
            "profile": rubric.profiles,
            "outcome": rubric.outcomes,
        }
        for key, (aspect, possible, possible_key) in _TABLES.items():
            if key in expect and self._is_row(key, expect[key], rows[key], (*at, key), "the rubric"):
                yield self._expect(aspect, None, expect[key], (*at, key))
            if possible_key in expect:
                names = expect[possible_key]
                place = (*at, possible_key)
                known = [
                    self._is_row(key, name, rows[key], (*place, index), "the rubric")
                    for index, name in enumerate(names)
                ]
                if all(known):
                    yield self._expect(possible, None, tuple(names), place)

    def _figures(self, node: str | None, side: str | None, value: Any, at: NodePath) -> Iterator[Expectation]:
        figures = value if isinstance(value, dict) else {"percent": value}
        for figure, number in figures.items():
            place = (*at, figure) if isinstance(value, dict) else at
            yield self._expect(Aspect.SCORE, node, number, place)._replace(side=side, figure=figure)

    def _expect(self, aspect: Aspect, node: str | None, value: Value, at: NodePath) -> Expectation:
        return Expectation(aspect, node, value, self._marks[at].key_line)

    def _node(self, name: str, at: NodePath) -> Node | None:
        if name not in self._nodes:
            message = f"the rubric has no node `{name}`"
            otherwise = "`ddscore rubrics show` lists them"
            self._find("unknown-node", at, message, guess(name, self._nodes, otherwise), at_key=True)
        return self._nodes.get(name)

    def _with_levels(self, name: str, at: NodePath) -> Criterion | None:
        node = self._node(name, at)
        if isinstance(node, Criterion) and node.levels:
            return node
        if node is not None:
            kind = "theme" if isinstance(node, Theme) else "group" if isinstance(node, Group) else ""
            what = f"is a {kind} and has no levels" if kind else "has coded answers and no levels"
            self._find("no-levels", at, f"`{name}` {what}", "expect its score, under `scores`", at_key=True)
        return None

    def _labels(self, criterion: Criterion, values: Sequence[str | float], at: NodePath) -> tuple[str, ...]:
        return tuple(self._label(criterion, value, (*at, index)) for index, value in enumerate(values))

    def _label(self, criterion: Criterion, value: str | float, at: NodePath) -> str:
        """The label of the level that a label or points mean."""
        if isinstance(value, str):
            labels = [level.label for level in criterion.levels]
            if value not in labels:
                hint = guess(value, labels, _levels_of(criterion))
                self._find("unknown-level", at, f"`{criterion.id}` has no level with this label", hint)
            return value
        meant = [level for level in criterion.levels if level.points == value]
        if not meant:
            message = f"no level of `{criterion.id}` gives {value:g} points"
            self._find("unknown-level", at, message, _levels_of(criterion))
        elif len(meant) > 1:
            message = f"{len(meant)} levels of `{criterion.id}` give {value:g} points"
            self._find("ambiguous-level", at, message, "say which by its label")
        return meant[0].label if meant else ""

    def _is_row(
        self, kind: str, name: str | None, rows: Collection[Band | Row], at: NodePath, owner: str
    ) -> bool:
        known = [row.id for row in rows]
        if name is not None and name not in known:
            otherwise = f"it has {', '.join(known)}" if known else f"it has no {kind}s"
            self._find("unknown-row", at, f"{owner} has no {kind} `{name}`", guess(name, known, otherwise))
            return False
        return True

    def _find(self, check: str, at: NodePath, message: str, hint: str, at_key: bool = False) -> None:
        self.findings.append(Finding(f"rubric-test/{check}", at, message, hint, at_key))


def _levels_of(criterion: Criterion) -> str:
    return "it gives " + ", ".join(f"{level.points:g}" for level in criterion.levels)
