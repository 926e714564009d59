"""The nodes of a rubric's document, each with its place and with what it takes from those above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.documents.positions import NodePath

Record = Mapping[str, Any]
"""A part of a rubric's document, as its schema has accepted it."""

SIDES = ("policy", "practice")
OVERALL = "overall"


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A theme, a group or a criterion as it stands in the document."""

    record: Record
    at: NodePath
    side: str | None
    """policy, practice or overall; None for a theme."""
    unknown: str
    """Its own mode, or the one inherited."""
    answers: Mapping[str, Any] | None
    """How it takes points from coded answers: its own keys over those inherited; None where nothing says."""
    answers_at: Mapping[str, NodePath]
    """Where each of these keys is written."""
    parents: tuple[Node, ...]
    """What it is part of, the theme or outermost group first."""

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.record["id"])

    @property
    def kind(self) -> str:
        """What FORMATS calls it."""
        if self.side is None:
            return "theme"
        return "group" if "children" in self.record else "criterion"

    @property
    def sides(self) -> tuple[str, ...]:
        """Of a theme: the sides that it has, in the order of the document."""
        return tuple(side for side in self.record if side in SIDES)


class Family(NamedTuple):
    """Nodes that are combined into one figure."""

    aggregate: str
    children: Sequence[Record]
    at: NodePath


def nodes(rubric: Record) -> list[Node]:
    """List all nodes in the order of the document, each before what it is made of."""
    top = top_node(rubric)
    found: list[Node] = []
    for index, theme in enumerate(rubric.get("themes", ())):
        found += _below(top, theme, ("themes", index), None, ())
    for index, child in enumerate(rubric.get("children", ())):
        found += _below(top, child, ("children", index), OVERALL, ())
    return found


def top_node(rubric: Record) -> Node:
    """The rubric itself, as what stands above all its nodes."""
    answers = rubric.get("answers")
    written = dict.fromkeys(answers or (), ("answers",))
    return Node(rubric, (), OVERALL, rubric.get("unknown", "low"), answers, written, ())


def _below(
    above: Node, record: Record, at: NodePath, side: str | None, parents: tuple[Node, ...]
) -> Iterator[Node]:
    answers, answers_at = above.answers, above.answers_at
    if "answers" in record:
        answers = {**(answers or {}), **record["answers"]}
        answers_at = {**answers_at, **dict.fromkeys(record["answers"], (*at, "answers"))}
    node = Node(record, at, side, record.get("unknown", above.unknown), answers, answers_at, parents)
    yield node
    for name in node.sides if side is None else ("children",):
        for index, child in enumerate(record.get(name, ())):
            yield from _below(
                node, child, (*at, name, index), name if side is None else side, (*parents, node)
            )


def families(rubric: Record, placed: Sequence[Node]) -> Iterator[Family]:
    """List what is combined with what; the themes too, which make up the rubric's own score."""
    if "themes" in rubric:
        yield Family("mean", rubric["themes"], ("themes",))
    if "children" in rubric:
        yield Family(rubric.get("aggregate", "mean"), rubric["children"], ("children",))
    for node in placed:
        for name in node.sides if node.side is None else ("children",):
            if name in node.record:
                yield Family(node.record.get("aggregate", "mean"), node.record[name], (*node.at, name))


def figures(rubric: Record) -> tuple[str, ...]:
    """The figures of the rubric's own score; none where no theme has two sides."""
    if "children" in rubric:
        return (OVERALL,)
    if any(all(side in theme for side in SIDES) for theme in rubric.get("themes", ())):
        return (*SIDES, "gap")
    return ()


class Stated(NamedTuple):
    """A condition as it stands in a rubric."""

    condition: Record
    at: NodePath
    node: Node | None
    """The node that it is part of; None for one of the rubric itself."""
    role: str
    """`applies_when`, `caps`, `levels`, `profiles` or `outcomes`."""
    side: str | None = None
    """Of a cap: the side that it lowers, where it says so."""
    this: str | None = None
    """The collection of the fact in hand, where there is one."""


def conditions(rubric: Record, placed: Sequence[Node]) -> Iterator[Stated]:
    """List every condition of a rubric."""
    for role in ("caps", "profiles", "outcomes"):
        yield from _rows(rubric, (), None, role)
    for node in placed:
        if "applies_when" in node.record:
            yield Stated(node.record["applies_when"], (*node.at, "applies_when"), node, "applies_when")
        yield from _rows(node.record, node.at, node, "caps")
        this = next(iter(node.record.get("for_each", ())), None)
        yield from _rows(node.record, node.at, node, "levels", this)


def _rows(
    record: Record, at: NodePath, node: Node | None, role: str, this: str | None = None
) -> Iterator[Stated]:
    for index, row in enumerate(record.get(role, ())):
        if "when" in row:
            yield Stated(row["when"], (*at, role, index, "when"), node, role, row.get("side"), this)
