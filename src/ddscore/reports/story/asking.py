"""What a rubric looks at: the fields, and the values of them, that its conditions name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ddscore.reports.story.opening import walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.assessment import Assessment, NodeResult

    Asked = Mapping["Field", frozenset[str]]
    """Every field that is asked for, with the values that are named of it."""

Field = tuple[str, str]
"""A collection and a field of its facts; an empty field where any fact of the collection counts."""

DRAWN_FROM = {
    "contradictions": ("policies", "findings", "involvement"),
    "open_promises": ("promises",),
    "unanswered": ("engagement",),
}
"""Derived collections, and the recorded ones that they are drawn from."""
_REFERENCES = {"involvement": "involvement", "finding": "findings", "policy": "policies"}
"""Fields through which a path passes to the facts of another collection."""
_GROUPS = ("all", "any")
_WRAPPED = ("not", "none")


def asked(assessment: Assessment) -> dict[Field, frozenset[str]]:
    """All that the rubric's levels, caps, profiles and outcomes ask for."""
    found: dict[Field, set[str]] = {}
    for field, values in _asked(assessment):
        found.setdefault(field, set()).update(values)
    return {field: frozenset(values) for field, values in found.items()}


def collections(asked_for: Asked) -> frozenset[str]:
    """The recorded collections that bear on what is asked for, derived ones by what they are drawn from."""
    named = {collection for collection, _ in asked_for}
    return frozenset(one for collection in named for one in DRAWN_FROM.get(collection, (collection,)))


def _asked(assessment: Assessment) -> Iterator[tuple[Field, Sequence[str]]]:
    rubric = assessment.rubric
    for row in (*rubric.profiles, *rubric.outcomes):
        yield from _condition(row.when, "")
    for node in walk(assessment.nodes):
        yield from _node(node)


def _node(node: NodeResult) -> Iterator[tuple[Field, Sequence[str]]]:
    each = node.for_each or {}
    this = next(iter(each), "")
    yield from _condition(each, this)
    yield from _condition(node.applies_when, "")
    for level in node.levels:
        yield from _condition(level.when, this)
    for cap in node.caps:
        yield from _condition(cap.when, "")
    if node.kind == "criterion" and not node.levels:
        yield ("answers", ""), ()


def _condition(condition: object, this: str) -> Iterator[tuple[Field, Sequence[str]]]:
    for name, operand in condition.items() if isinstance(condition, Mapping) else ():
        if name in _GROUPS and isinstance(operand, list | tuple):
            for part in operand:
                yield from _condition(part, this)
        elif name in _WRAPPED:
            yield from _condition(operand, this)
        elif name in ("every", "count") and isinstance(operand, Mapping):
            yield from _condition(operand["of"], this)
            yield from _pattern(next(iter(operand["of"])), operand.get("match", {}))
        elif name != "score":
            yield from _pattern(this if name == "this" else name, operand)


def _pattern(collection: str, pattern: object) -> Iterator[tuple[Field, Sequence[str]]]:
    yield (collection, ""), ()
    for path, matcher in pattern.items() if isinstance(pattern, Mapping) else ():
        if matcher != "$this.id":
            yield _field(collection, path), _values(matcher)


def _field(collection: str, path: str) -> Field:
    first, _, rest = path.partition(".")
    if rest and first in _REFERENCES:
        return _REFERENCES[first], rest.partition(".")[0]
    return collection, first


def _values(matcher: object) -> list[str]:
    """The words that a matcher names; a limit by what it says: "at least serious"."""
    if isinstance(matcher, str):
        return [matcher]
    if isinstance(matcher, list | tuple):
        return [member for member in matcher if isinstance(member, str)]
    if isinstance(matcher, Mapping):
        return [
            value if operator == "all_of" else f"{operator} {value}"
            for operator, operand in matcher.items()
            for value in _values(operand)
        ]
    return []
