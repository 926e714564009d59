"""The fields and words of the formats, read from the schemas, so that each is written down once."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from ddscore.documents.digest import sha256
from ddscore.documents.schema import Schema, parsed, resolved, shipped_text
from ddscore.model.fields import CaseFields, Field, Kind
from ddscore.model.rubric import Instruments

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DATES = {"event": Kind.EVENT_DATE, "planned": Kind.PLANNED_DATE}
_NOT_FIELDS = frozenset({"updates"})


@cache
def case_fields() -> CaseFields:
    """List what conditions may speak of: fields of facts, of coded answers and of derived collections."""
    case: Schema = parsed("case")
    derived: Schema = json.loads(shipped_text("derived-1"))
    definitions = case["$defs"]
    everywhere = _fields(derived["every_fact"], definitions)
    collections: dict[str, Mapping[str, Field]] = {}
    for name, listed in case["properties"].items():
        if "items" in listed:
            own = derived["facts"].get(name, {})
            recorded = resolved(listed["items"], definitions)["properties"]
            collections[name] = {**_fields(recorded, definitions), **everywhere, **_fields(own, definitions)}
    for name, described in derived["collections"].items():
        collections[name] = {
            **collections.get(described.get("of"), {}),
            **_fields(described["fields"], definitions),
        }
    collections["answers"] = _fields(derived["answers"]["fields"], definitions)
    return CaseFields(collections, frozenset(derived["collections"]), frozenset({"answers"}))


@cache
def instruments() -> Instruments:
    """Read the shipped table of instruments: by short name all that each entails, itself included."""
    text = shipped_text("instruments-1")
    table: Schema = json.loads(text)["instruments"]
    entails = {name: frozenset({name, *described["entails"]}) for name, described in table.items()}
    return Instruments(entails, sha256(text.encode()))


def _fields(properties: Schema, definitions: Schema) -> dict[str, Field]:
    return {
        name: _field(resolved(described, definitions), definitions)
        for name, described in properties.items()
        if name not in _NOT_FIELDS
    }


def _field(described: Schema, definitions: Schema) -> Field:
    """Read the type of a field from the schema of its value."""
    types = _types(described)
    many = "array" in types
    if "x-reference" in described:
        return Field(Kind.REFERENCE, many, to=tuple(described["x-reference"]))
    if many:
        member = _field(resolved(described["items"], definitions), definitions)
        return Field(member.kind, True, member.values, member.order)
    if described.get("x-date") in _DATES:
        return Field(_DATES[described["x-date"]])
    if "enum" in described:
        words = tuple(word for word in described["enum"] if word is not None)
        return Field(Kind.VOCABULARY, values=words, order=tuple(described.get("x-order", ())))
    if "object" in types:
        return Field(Kind.MAPPING, fields=_fields(described["properties"], definitions))
    return Field(_plain(types))


def _plain(types: Sequence[str]) -> Kind:
    if "string" in types:
        return Kind.SCALAR if "number" in types else Kind.TEXT
    return Kind.BOOLEAN if "boolean" in types else Kind.NUMBER


def _types(described: Schema) -> Sequence[str]:
    types: str | list[str] = described["type"]
    return [types] if isinstance(types, str) else types
