"""The parts of a case's document, for the checks that walk it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.documents.positions import NodePath
    from ddscore.model.fields import CaseFields, Field

Record = Mapping[str, Any]
"""A part of a case's document, as its schema has accepted it."""

Facts = Mapping[str, Sequence[Record]]
"""The facts of a case by collection."""


class Statement(NamedTuple):
    """What a fact, or an update to it, says."""

    record: Record
    at: NodePath
    table: Mapping[str, Field]
    """The fields of its collection."""


def fact_lists(case: Record, fields: CaseFields) -> Facts:
    """Return the facts that the case lists, by collection."""
    return {name: case[name] for name in fields.collections if isinstance(case.get(name), list)}


def statements(facts: Facts, fields: CaseFields) -> Iterator[Statement]:
    """List what facts say, and what their updates set."""
    for collection, listed in facts.items():
        table = fields.collections[collection]
        for index, fact in enumerate(listed):
            at = (collection, index)
            yield Statement(fact, at, table)
            for place, update in enumerate(fact.get("updates", ())):
                yield Statement(update["set"], (*at, "updates", place, "set"), table)


def searches(case: Record) -> Iterator[tuple[str, Record, NodePath]]:
    """List the searches, each with its collection and its place."""
    for collection, listed in case.get("research", {}).items():
        for index, search in enumerate(listed):
            yield collection, search, ("research", collection, index)
