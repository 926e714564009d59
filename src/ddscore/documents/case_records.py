"""The parts of a case's document, for the checks that walk it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ddscore.documents.positions import NodePath
from ddscore.model.fields import DATES, Field, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

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


Statement = tuple[Record, NodePath, Stated]
"""A part of a case, its place, and which of its fields are dates or name other parts by their ids.

A plain tuple: there is one for every fact and source of every case.
"""


def fact_lists(case: Record, fields: CaseFields) -> Facts:
    """Return the facts that the case lists, by collection."""
    return {name: case[name] for name in fields.collections if isinstance(case.get(name), list)}


def statements(case: Record, facts: Facts, fields: CaseFields) -> Iterator[Statement]:
    """List every part of a case that states dates or names other parts."""
    yield case, (), _OF_A_CASE
    record = case.get("record", {})
    yield record, ("record",), _OF_ITS_RECORD
    for index, correction in enumerate(record.get("corrections", ())):
        yield correction, ("record", "corrections", index), _OF_ITS_RECORD
    for name, source in case.get("sources", {}).items():
        yield source, ("sources", name), _OF_A_SOURCE
    for _, search, at in searches(case):
        yield search, at, _OF_A_SEARCH
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
        at = (collection, index)
        yield fact, at, own
        for name, stated in inner.items():
            if name in fact:
                yield fact[name], (*at, name), stated
        if "updates" in fact:
            yield from _of_updates(fact["updates"], (*at, "updates"), own, inner)


def _of_updates(
    updates: Sequence[Record], at: NodePath, own: Stated, inner: Mapping[str, Stated]
) -> Iterator[Statement]:
    for place, update in enumerate(updates):
        here = (*at, place, "set")
        yield update["set"], here, own
        for name, stated in inner.items():
            if name in update["set"]:
                yield update["set"][name], (*here, name), stated
        yield update, (*at, place), _SOURCED


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
        yield answer, at, _SOURCED
