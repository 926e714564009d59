"""A rubric in plain text: what it asks, what gives points, and how they combine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.rubric import Band, Criterion, Group, Theme
from ddscore.reports.text import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.rubric import Node, Row, Rubric


def outline(rubric: Rubric) -> str:
    """The whole rubric, indented as it nests."""
    return "\n".join(_lines(rubric)) + "\n"


def _lines(rubric: Rubric) -> Iterator[str]:
    yield from _wrapped(f"{rubric.title} ({rubric.id} {rubric.version})", 0)
    for basis in rubric.basis:
        parts = (basis.get("title"), basis.get("publisher"), basis.get("year"), basis.get("url"))
        yield from _wrapped("Basis: " + ", ".join(str(part) for part in parts if part), 0)
    tops: Sequence[Node] = rubric.themes if rubric.overall is None else rubric.overall.children
    for node in tops:
        yield ""
        yield from _node(node, 0)
    for title, rows in (
        ("Bands", rubric.bands),
        ("Profiles", rubric.profiles),
        ("Outcomes", rubric.outcomes),
    ):
        if rows:
            yield from ("", title)
            yield from _rows(rows)


def _node(node: Node, indent: int) -> Iterator[str]:
    principle = f", {node.principle}" if node.principle else ""
    yield from _wrapped(f"{node.title} ({node.id}{principle}, weight {node.weight})", indent)
    for cap in node.caps:
        capped = f"{cap.side} " if cap.side else ""
        yield from _wrapped(f"{capped}at most {cap.at_most:g} percent where {cap.because}", indent + 2)
    if isinstance(node, Theme):
        for heading, side in (
            ("What the company says", node.policy),
            ("What the record shows", node.practice),
        ):
            if side is not None:
                yield from _wrapped(heading, indent + 2)
                for child in side.children:
                    yield from _node(child, indent + 4)
    elif isinstance(node, Group):
        for child in node.children:
            yield from _node(child, indent + 2)
    elif isinstance(node, Criterion):
        yield from _criterion(node, indent + 2)


def _criterion(criterion: Criterion, indent: int) -> Iterator[str]:
    if criterion.question != criterion.title:
        yield from _wrapped(criterion.question, indent)
    if criterion.for_each is not None:
        each = criterion.for_each
        yield from _wrapped(f"for each of {each.collection}, combined by {each.aggregate}", indent)
    yield from _wrapped(f"where unknown: {criterion.unknown}", indent)
    for level in criterion.levels:
        margin = " " * indent
        yield from wrap(level.label, f"{margin}{level.points:>5g}  ", f"{margin}{'':7}")


def _rows(rows: Sequence[Band | Row]) -> Iterator[str]:
    for row in rows:
        limit = f" (below {row.below:g})" if isinstance(row, Band) and row.below is not None else ""
        yield from _wrapped(f"{row.title} ({row.id}){limit}", 2)


def _wrapped(text: str, indent: int) -> list[str]:
    margin = " " * indent
    return wrap(text, margin, f"{margin}  ")
