"""Checks of `score` in conditions: it names a figure that exists, and none depends on itself (FORMATS 3)."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ddscore.documents.conditions import scores_in
from ddscore.documents.findings import MOST, Finding, guess
from ddscore.documents.rubric_nodes import SIDES, conditions, figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ddscore.documents.positions import NodePath
    from ddscore.documents.rubric_nodes import Node, Record, Stated


class _Figure(NamedTuple):
    """What depends on what: the score of a node, a theme's sides and gap as one, or whether it applies."""

    node: str
    """Empty for the rubric's own."""
    applies: bool = False

    def __str__(self) -> str:
        if not self.node:
            return "the rubric's own score"
        return f"whether `{self.node}` applies" if self.applies else f"`{self.node}`"


_WHOLE = _Figure("")


class _Reference(NamedTuple):
    """A `score` in a condition."""

    stated: Stated
    at: NodePath
    score: Record


def check_scores(rubric: Record, placed: Sequence[Node]) -> Iterator[Finding]:
    """Find every `score` that names no figure, or one that is not settled before it is asked for."""
    by_id = {node.id: node for node in placed}
    order = {node.id: place for place, node in enumerate(placed)}
    sound = []
    for reference in _references(rubric, placed):
        finding = _amiss(reference, rubric, by_id) or _too_late(reference, order)
        if finding is None:
            sound.append(reference)
        else:
            yield finding
    if len(by_id) == len(placed):
        yield from _circles(by_id, sound)


def _references(rubric: Record, placed: Sequence[Node]) -> Iterator[_Reference]:
    for stated in conditions(rubric, placed):
        for at, score in scores_in(stated.condition, stated.at):
            yield _Reference(stated, at, score)


def _amiss(reference: _Reference, rubric: Record, by_id: Mapping[str, Node]) -> Finding | None:
    """What is wrong with the figure that a `score` names."""
    at, score = reference.at, reference.score
    if "percent" in score and "points" in score:
        message, hint = "a score is compared in percent or in points", "leave one of them out"
        return Finding("rubric/percent-and-points", (*at, "points"), message, hint, at_key=True)
    name = score.get("node")
    if name is not None and name not in by_id:
        hint = guess(name, by_id, "write the id of a theme, a group or a criterion")
        if name == rubric["id"]:
            hint = "leave `node` out for the rubric's own score"
        return Finding(
            "rubric/unknown-node", (*at, "node"), f"there is no node `{name}` in this rubric", hint
        )
    allowed = figures(rubric) if name is None else _figures_of(by_id[name], rubric)
    whose = "the rubric itself" if name is None else f"the {by_id[name].kind} `{name}`"
    if not allowed:
        hint = "it needs `children`, or a theme with both sides"
        return Finding("rubric/no-score", at, f"{whose} has no score", hint, at_key=True)
    return _wrong_side(reference, whose, allowed, by_id)


def _figures_of(node: Node, rubric: Record) -> tuple[str, ...]:
    if node.side is None:
        return (*node.sides, "gap") if len(node.sides) == len(SIDES) else node.sides
    declared = node.record.get("side")
    return (node.side, declared) if "children" in rubric and declared is not None else (node.side,)


def _wrong_side(
    reference: _Reference, whose: str, allowed: Sequence[str], by_id: Mapping[str, Node]
) -> Finding | None:
    at, score = reference.at, reference.score
    side, name = score.get("side"), score.get("node")
    hint = f"write `side: {allowed[0]}`" + "".join(f" or `side: {other}`" for other in allowed[1:])
    if side is None:
        if name is not None and by_id[name].side is None:
            return Finding(
                "rubric/wrong-side", at, f"this does not say which score of {whose}", hint, at_key=True
            )
    elif side not in allowed:
        return Finding("rubric/wrong-side", (*at, "side"), f"{whose} has no {side} score", hint)
    return None


def _too_late(reference: _Reference, order: Mapping[str, int]) -> Finding | None:
    """Refuse an `applies_when` that asks for a figure of what does not stand before it."""
    stated, name = reference.stated, reference.score.get("node")
    if stated.role != "applies_when" or stated.node is None:
        return None
    if name is not None and order[name] < order[stated.node.id]:
        return None
    whose = "the rubric's own score" if name is None else f"the score of `{name}`"
    message = f"`applies_when` asks for {whose}, which does not come before it"
    at = reference.at if name is None else (*reference.at, "node")
    hint = "name a node that stands earlier in the rubric"
    return Finding("rubric/later-node", at, message, hint, at_key=name is None)


def _circles(by_id: Mapping[str, Node], references: Sequence[_Reference]) -> Iterator[Finding]:
    """Find the figures that depend on themselves, and for each circle the first `score` in it."""
    from graphlib import CycleError, TopologicalSorter

    structure = _structure(by_id)
    asked: dict[tuple[_Figure, _Figure], list[NodePath]] = defaultdict(list)
    for reference in references:
        for figure in _decided(reference.stated, by_id):
            for needed in _needed(reference.score, by_id):
                if needed not in structure[figure]:
                    asked[figure, needed].append(reference.at)
    for _ in range(MOST):
        graph = {figure: list(parts) for figure, parts in structure.items()}
        for figure, needed in asked:
            graph[figure].append(needed)
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            # Turned round, each figure needs the next, and the last is the first again.
            circle: list[_Figure] = error.args[1][::-1]
        else:
            return
        steps = set(pairwise(circle))
        first = next(step for step in asked if step in steps)
        start = circle.index(first[1])
        way = " → ".join(str(figure) for figure in (*circle[start:-1], *circle[:start], first[1]))
        message, hint = f"this score depends on itself: {way}", "let one of them rest on facts alone"
        for at in asked.pop(first):
            yield Finding("rubric/circular-score", at, message, hint, at_key=True)


def _structure(by_id: Mapping[str, Node]) -> dict[_Figure, list[_Figure]]:
    """What each figure is made of, whatever the conditions say."""
    parts: dict[_Figure, list[_Figure]] = {_WHOLE: []}
    for node in by_id.values():
        figure, applies = _Figure(node.id), _Figure(node.id, applies=True)
        parts[figure], parts[applies] = [applies], []
        parts[_Figure(node.parents[-1].id) if node.parents else _WHOLE].append(figure)
    return parts


def _decided(stated: Stated, by_id: Mapping[str, Node]) -> Iterable[_Figure]:
    """The figures that a condition decides on."""
    if stated.node is not None:
        return (_Figure(stated.node.id, applies=stated.role == "applies_when"),)
    if stated.role != "caps":
        return ()
    themes = [theme for theme in by_id.values() if theme.side is None]
    # A rubric's cap acts on its side of every theme, else on the overall score.
    return [_Figure(theme.id) for theme in themes if stated.side in theme.sides] if themes else (_WHOLE,)


def _needed(score: Record, by_id: Mapping[str, Node]) -> Iterable[_Figure]:
    """What must be settled for a score: the figure, and whether all that it is part of applies."""
    if "node" not in score:
        return (_WHOLE,)
    node = by_id[score["node"]]
    return (_Figure(node.id), *(_Figure(parent.id, applies=True) for parent in node.parents))
