"""What depends on what by `score`: nothing on itself, and nothing through too many others (FORMATS 3)."""

from __future__ import annotations

from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ddscore.documents.findings import MOST, Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ddscore.documents.positions import NodePath
    from ddscore.documents.rubric_nodes import Node, Record, Stated
    from ddscore.documents.rubric_scores import Reference

_DEEPEST = 600
"""Calls within calls that a chain of scores may need; Python ends a program at 1000, and others need some."""
_CALLS = 8
"""From one score to the next that it asks for: from a condition to the figures of a node."""
_CALLS_OF_A_PART = 5
"""From a group to a node in it."""
_CALLS_OF_A_CONDITION = 3
"""From `all`, `any` or `not` to a condition in it."""


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

_Step = tuple[_Figure, _Figure]
"""From what is decided to what must be settled first."""


def check_chains(by_id: Mapping[str, Node], references: Sequence[Reference]) -> Iterator[Finding]:
    """Find scores that depend on themselves, else those that stand at the end of too long a chain."""
    structure = _structure(by_id)
    asked: dict[_Step, list[NodePath]] = defaultdict(list)
    calls: dict[_Step, int] = defaultdict(int)
    for reference in references:
        for figure in _decided(reference.stated, by_id):
            for needed in _needed(reference.score, by_id):
                if needed not in structure[figure]:
                    asked[figure, needed].append(reference.at)
                    calls[figure, needed] = max(calls[figure, needed], _calls(reference))
    circular = list(_circles(structure, dict(asked)))
    yield from circular or _too_long(structure, asked, calls)


def _calls(reference: Reference) -> int:
    within = reference.at[len(reference.stated.at) :]
    return _CALLS + _CALLS_OF_A_CONDITION * sum(step in ("all", "any", "not") for step in within)


def _circles(
    structure: Mapping[_Figure, Sequence[_Figure]], asked: dict[_Step, list[NodePath]]
) -> Iterator[Finding]:
    """Find the figures that depend on themselves, and for each circle the first `score` in it."""
    for _ in range(MOST):
        try:
            TopologicalSorter(_graph(structure, asked)).prepare()
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


def _too_long(
    structure: Mapping[_Figure, Sequence[_Figure]],
    asked: Mapping[_Step, Sequence[NodePath]],
    calls: Mapping[_Step, int],
) -> Iterator[Finding]:
    """Find the scores with which a chain grows too long to be followed."""
    graph = _graph(structure, asked)
    deep: dict[_Figure, int] = {}
    long: dict[_Figure, int] = {}
    told: set[_Figure] = set()
    for figure in TopologicalSorter(graph).static_order():
        steps = [(needed, calls.get((figure, needed), _CALLS_OF_A_PART)) for needed in graph[figure]]
        deep[figure] = max((deep[needed] + own for needed, own in steps), default=0)
        long[figure] = max((long[needed] + ((figure, needed) in asked) for needed, _ in steps), default=0)
        if told.intersection(graph[figure]):
            told.add(figure)
            continue
        for needed, own in steps:
            if (figure, needed) in asked and deep[needed] + own > _DEEPEST:
                told.add(figure)
                message = f"{figure} rests on a chain of {long[figure]} scores, each asking for the next"
                hint = "let one of them rest on facts, or ask for one that stands further on"
                at = asked[figure, needed][0]
                yield Finding("rubric/score-chain", at, message, hint, at_key=True)


def _graph(
    structure: Mapping[_Figure, Sequence[_Figure]], asked: Iterable[_Step]
) -> dict[_Figure, list[_Figure]]:
    graph = {figure: list(parts) for figure, parts in structure.items()}
    for figure, needed in asked:
        graph[figure].append(needed)
    return graph


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
