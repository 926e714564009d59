"""The fields and words of the formats, read from the schemas, so that each is written down once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from ddscore.documents.digest import sha256
from ddscore.documents.schema import parsed, shipped_text
from ddscore.model.fields import CaseFields, Field, Kind
from ddscore.model.rubric import Instruments

if TYPE_CHECKING:
    from collections.abc import Sequence

Annotated = Mapping[str, Any]
"""A schema, or a piece of one."""

_DATES = {"event": Kind.EVENT_DATE, "planned": Kind.PLANNED_DATE}
_NOT_FIELDS = frozenset({"updates"})


@cache
def case_fields() -> CaseFields:
    """List what conditions may speak of: fields of facts, of coded answers and of derived collections."""
    case: Annotated = parsed("case")
    derived: Annotated = json.loads(shipped_text("derived-1"))
    definitions = case["$defs"]
    everywhere = _fields(derived["every_fact"], definitions)
    collections: dict[str, Mapping[str, Field]] = {}
    for name, listed in case["properties"].items():
        if "items" in listed:
            own = derived["facts"].get(name, {})
            recorded = _resolve(listed["items"], definitions)["properties"]
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
    table: Annotated = json.loads(text)["instruments"]
    entails = {name: frozenset({name, *described["entails"]}) for name, described in table.items()}
    return Instruments(entails, sha256(text.encode()))


def _fields(properties: Annotated, definitions: Annotated) -> dict[str, Field]:
    return {
        name: _field(_resolve(described, definitions), definitions)
        for name, described in properties.items()
        if name not in _NOT_FIELDS
    }


def _field(described: Annotated, definitions: Annotated) -> Field:
    """Read the type of a field from the schema of its value."""
    types = _types(described)
    many = "array" in types
    if "x-reference" in described:
        return Field(Kind.REFERENCE, many, to=tuple(described["x-reference"]))
    if many:
        member = _field(_resolve(described["items"], definitions), definitions)
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


def _types(described: Annotated) -> Sequence[str]:
    types: str | list[str] = described["type"]
    return [types] if isinstance(types, str) else types


def _resolve(described: Annotated, definitions: Annotated) -> Annotated:
    """Join a schema with what it refers to; what stands beside the reference goes first."""
    reference: str | None = described.get("$ref")
    if reference is None:
        return described
    return {**definitions[reference.removeprefix("#/$defs/")], **described}
