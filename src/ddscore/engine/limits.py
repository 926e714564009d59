"""The limits that conditions set to scores, read off the rubric: all by which a figure decides anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ddscore.model.rubric import Criterion, Side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.model.rubric import Condition, Node


class Limits(NamedTuple):
    """A score that a condition asks for, with what it is set against."""

    node: str | None
    """None for the rubric's own."""
    side: Side
    in_points: bool
    limits: tuple[tuple[str, float], ...]
    """Each operator with its limit."""


def limits_in(spec: Mapping[str, object], own_side: Side) -> Limits:
    """What a `score` in a condition asks for; `own_side` is that of the rubric's own score."""
    node, side = spec.get("node"), spec.get("side")
    in_points = "points" in spec
    limits = spec["points" if in_points else "percent"]
    assert isinstance(limits, Mapping)  # noqa: S101 - the schema has said so
    return Limits(
        None if node is None else str(node),
        Side(str(side)) if side is not None else own_side if node is None else Side.OVERALL,
        in_points,
        tuple((bound, float(str(limit))) for bound, limit in limits.items()),
    )


def limits_of(condition: Condition | None, own_side: Side) -> Iterator[Limits]:
    """Every score that a condition asks for."""
    for name, operand in (condition or {}).items():
        if name == "score" and isinstance(operand, Mapping):
            yield limits_in(operand, own_side)
        elif name == "not" and isinstance(operand, Mapping):
            yield from limits_of(operand, own_side)
        elif name in ("all", "any") and isinstance(operand, list | tuple):
            for part in operand:
                yield from limits_of(part, own_side)


def limits_of_node(node: Node, own_side: Side) -> tuple[Limits, ...]:
    """Every score that a node's own conditions ask for, its caps' and its levels' among them."""
    levels = node.levels if isinstance(node, Criterion) else ()
    conditions = (node.applies_when, *(cap.when for cap in node.caps), *(level.when for level in levels))
    return tuple(found for condition in conditions for found in limits_of(condition, own_side))
