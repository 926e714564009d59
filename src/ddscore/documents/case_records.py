"""The parts of a case's document, for the checks that walk it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ddscore.model.fields import DATES, Field, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.documents.positions import NodePath
    from ddscore.model.fields import CaseFields

Record = Mapping[str, Any]
"""A part of a case's document, as its schema has accepted it."""

Facts = Mapping[str, Sequence[Record]]
"""The facts of a case by collection."""


class Stated(NamedTuple):
    """What a part of a case states that is checked against the calendar and the rest of the case."""

    dates: tuple[str, ...]
    """The fields that are dates."""
    references: Mapping[str, tuple[str, ...]]
    """The fields that name other parts, each with the collections that these stand in."""


_SOURCES = {"sources": ("sources",)}
_OF_A_CASE = Stated(("as_of",), {})
_OF_ITS_RECORD = Stated(("reviewed", "published", "date"), {})
_OF_A_SOURCE = Stated(("published", "archived"), {"republishes": ("sources",), "read_in": ("sources",)})
_OF_A_SEARCH = Stated(("until",), _SOURCES)
_SOURCED = Stated((), _SOURCES)


class Statement(NamedTuple):
    """A part of a case that states dates, or names other parts by their ids."""

    record: Record
    at: NodePath
    stated: Stated


def fact_lists(case: Record, fields: CaseFields) -> Facts:
    """Return the facts that the case lists, by collection."""
    return {name: case[name] for name in fields.collections if isinstance(case.get(name), list)}


def statements(case: Record, facts: Facts, fields: CaseFields) -> Iterator[Statement]:
    """List every part of a case that states dates or names other parts."""
    yield Statement(case, (), _OF_A_CASE)
    record = case.get("record", {})
    yield Statement(record, ("record",), _OF_ITS_RECORD)
    for index, correction in enumerate(record.get("corrections", ())):
        yield Statement(correction, ("record", "corrections", index), _OF_ITS_RECORD)
    for name, source in case.get("sources", {}).items():
        yield Statement(source, ("sources", name), _OF_A_SOURCE)
    for _, search, at in searches(case):
        yield Statement(search, at, _OF_A_SEARCH)
    for collection, listed in facts.items():
        yield from _of_facts(listed, collection, fields)
    for rubric, questions in case.get("answers", {}).items():
        for question, answer in questions.items():
            yield from _of_an_answer(answer, ("answers", rubric, question))


def searches(case: Record) -> Iterator[tuple[str, Record, NodePath]]:
    """List the searches, each with its collection and its place."""
    for collection, listed in case.get("research", {}).items():
        for index, search in enumerate(listed):
            yield collection, search, ("research", collection, index)


def versions(fact: Record, at: NodePath) -> Iterator[tuple[Record, NodePath]]:
    """A fact as first recorded, then what each of its updates sets."""
    yield fact, at
    for index, update in enumerate(fact.get("updates", ())):
        yield update["set"], (*at, "updates", index, "set")


def _of_facts(listed: Sequence[Record], collection: str, fields: CaseFields) -> Iterator[Statement]:
    own, inner = _stated_by(fields, collection)
    for index, fact in enumerate(listed):
        for record, at in versions(fact, (collection, index)):
            yield Statement(record, at, own)
            for name, stated in inner.items():
                if name in record:
                    yield Statement(record[name], (*at, name), stated)
        for place, update in enumerate(fact.get("updates", ())):
            yield Statement(update, (collection, index, "updates", place), _SOURCED)


@cache
def _stated_by(fields: CaseFields, collection: str) -> tuple[Stated, Mapping[str, Stated]]:
    """What facts of a collection state by themselves, and what their mappings do."""
    table = fields.collections[collection]
    inner = {name: _stated(field.fields) for name, field in table.items()}
    return _stated(table), {name: stated for name, stated in inner.items() if any(stated)}


def _stated(table: Mapping[str, Field]) -> Stated:
    return Stated(
        tuple(name for name, field in table.items() if field.kind in DATES),
        {name: field.to for name, field in table.items() if field.kind is Kind.REFERENCE},
    )


def _of_an_answer(answer: object, at: NodePath) -> Iterator[Statement]:
    """A coded answer has sources where it is a mapping; a list holds one for each thing it was given for."""
    if isinstance(answer, list):
        for index, one in enumerate(answer):
            yield from _of_an_answer(one, (*at, index))
    elif isinstance(answer, dict):
        yield Statement(answer, at, _SOURCED)
