"""Facts, sources and searches as plain values, dates as text, ready for any report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.dates import PartialDate
from ddscore.model.fields import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set

    from ddscore.engine.known import KnownFact, View
    from ddscore.model.case import Case, Search
    from ddscore.model.fields import CaseFields, Field


def value(given: object) -> object:
    """A value with dates as text and tuples as lists."""
    if isinstance(given, str):
        return given
    if isinstance(given, PartialDate):
        return given.text
    if isinstance(given, dict):
        return mapping(given)
    if isinstance(given, list | tuple):
        return [value(member) for member in given]
    return given


def mapping(given: Mapping[str, object]) -> dict[str, object]:
    """A mapping of plain values."""
    return {name: value(member) for name, member in given.items()}


_OTHERS = ("entities", "sources")
"""What a reference may name besides facts."""


def fact(known: KnownFact, view: View, table: CaseFields) -> dict[str, object]:
    """A fact as known on the date, with its collection and the name of the legal person it concerns.

    It names no fact that was not known yet: that there would be one was not known either.
    """
    case = view.case
    fields = dict(_without_later(known, view, table.collections.get(known.collection, {})))
    entity = fields.get("entity")
    named = (
        {"entity_name": case.entities[entity]} if isinstance(entity, str) and entity in case.entities else {}
    )
    return {"collection": known.collection, **mapping(fields), **named, "told_by": list(known.told_by)}


def _without_later(known: KnownFact, view: View, table: Mapping[str, Field]) -> Iterator[tuple[str, object]]:
    for name, member in known.fields.items():
        field = table.get(name)
        if name == "id":
            continue
        if member and field is not None and field.kind is Kind.REFERENCE and not {*field.to} & {*_OTHERS}:
            listed = member if isinstance(member, list | tuple) else (member,)
            named = [one for one in listed if one in view.facts]
            if named:
                yield name, named if listed is member else member
        else:
            yield name, member


def search(made: Search, public: Set[str]) -> dict[str, object]:
    """A search, with those of its sources that were public on the date."""
    record = mapping(made.record)
    if made.sources:
        record["sources"] = [source for source in made.sources if source in public]
    return record


def sources(case: Case, public: Set[str]) -> dict[str, Mapping[str, object]]:
    """The sources published by the date, whatever they lead to; what is later is not named.

    One that was read through a later source has None for `read_in`: it was not read in the original.
    """
    return {
        name: {
            key: None if key == "read_in" and member not in public else value(member)
            for key, member in source.record.items()
            if key != "republishes" or member in public
        }
        for name, source in case.sources.items()
        if name in public
    }
