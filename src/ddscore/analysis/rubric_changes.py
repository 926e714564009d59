"""What is different between two rubrics, node by node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.diff import Change, FieldChange, How, Kind, Origin
from ddscore.model.rubric import Criterion
from ddscore.model.rubric_test import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from ddscore.model.rubric import Node, Rubric

_OF_THE_WHOLE = (
    "id",
    "version",
    "title",
    "higher_is",
    "minimum_coverage",
    "search_stands",
    "caps",
    "bands",
    "profiles",
    "outcomes",
)
_PARTS = ("policy", "practice", "children")


def rubric_change(before: Rubric, after: Rubric) -> Change | None:
    """How one rubric differs from another; None where they score alike in every case."""
    if before is after:
        return None
    changed = tuple(_changes(before, after))
    return Change(Kind.RUBRIC, "", How.CHANGED, Origin.RUBRIC, fields=changed) if changed else None


def _changes(before: Rubric, after: Rubric) -> Iterator[FieldChange]:
    for name in _OF_THE_WHOLE:
        yield from _field(name, getattr(before, name), getattr(after, name))
    yield from _field(
        "aggregate", *(rubric.overall and rubric.overall.aggregate for rubric in (before, after))
    )
    yield from _field("instruments", before.instruments.sha256, after.instruments.sha256)
    old, new = nodes(before), nodes(after)
    for name in dict.fromkeys((*old, *new)):
        if name not in new:
            yield FieldChange(name, (old[name].title,), ())
        elif name not in old:
            yield FieldChange(name, (), (new[name].title,))
        else:
            yield from _node(name, old[name], new[name])
    shared = old.keys() & new.keys()
    below, then = _below(before, shared), _below(after, shared)
    for name in [name for name in below if name in then]:
        yield from _field(f"{name}.parts" if name else "parts", below[name], then[name])


def _node(name: str, before: Node, after: Node) -> Iterator[FieldChange]:
    names = dict.fromkeys(field for node in (before, after) for field in node._fields)
    for field in names:
        if field not in _PARTS:
            yield from _field(f"{name}.{field}", getattr(before, field, None), getattr(after, field, None))
    for side in ("policy", "practice"):
        old, new = getattr(before, side, None), getattr(after, side, None)
        if old is not None and new is not None:
            for field in ("aggregate", "unknown"):
                yield from _field(f"{name}.{side}.{field}", getattr(old, field), getattr(new, field))


def _field(path: str, before: object, after: object) -> Iterator[FieldChange]:
    if before != after:
        yield FieldChange(path, (_plain(before),), (_plain(after),))


def _plain(value: object) -> object:
    """A value as JSON has it; named tuples by their fields."""
    if hasattr(value, "_asdict"):
        return {name: _plain(member) for name, member in value._asdict().items()}
    if isinstance(value, dict):
        return {str(name): _plain(member) for name, member in value.items()}
    if isinstance(value, list | tuple | frozenset):
        return [_plain(member) for member in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def _below(rubric: Rubric, shared: Set[str]) -> dict[str, list[str]]:
    """The shared nodes that stand below each of those that have parts; of the whole under an empty name."""
    tops = rubric.themes if rubric.overall is None else rubric.overall.children
    below = {"": [top.id for top in tops if top.id in shared]}
    for name, node in nodes(rubric).items():
        if name in shared and not isinstance(node, Criterion):
            groups = (getattr(node, "policy", None), getattr(node, "practice", None), node)
            parts = (child for group in groups for child in getattr(group, "children", ()))
            below[name] = [child.id for child in parts if child.id in shared]
    return below
