"""What a condition may speak of: the fields of each collection, with their types and vocabularies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What the value of a field is."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    SCALAR = "scalar"
    """Text, a number or a boolean: a coded answer and what it was given for."""
    EVENT_DATE = "event date"
    """When something happened: later than the date of assessment, it has not happened yet."""
    PLANNED_DATE = "planned date"
    """When something is due, which may lie ahead."""
    VOCABULARY = "vocabulary"
    """One of a closed list of words."""
    REFERENCE = "reference"
    """The id of another fact, of an entity or of a source."""
    MAPPING = "mapping"
    """Fields within the field: severity, period."""


DATES = frozenset({Kind.EVENT_DATE, Kind.PLANNED_DATE})


class Field(NamedTuple):
    """The type of one field."""

    kind: Kind
    many: bool = False
    """Whether the value is, or may be, a list."""
    values: tuple[str, ...] = ()
    """Of a vocabulary: every word, as the schema lists them."""
    order: tuple[str, ...] = ()
    """Of an ordered vocabulary: its words from the weakest to the strongest; the others stand outside."""
    to: tuple[str, ...] = ()
    """Of a reference: the collections whose facts it may name, or `entities` or `sources`."""
    fields: Mapping[str, "Field"] = {}
    """Of a mapping: what it holds."""


OTHER_DIMENSION = Field(Kind.SCALAR)
"""What a coded answer was given for, under a key of the rubric's own choosing."""


@dataclass(frozen=True, slots=True, eq=False)
class CaseFields:
    """The fields of every collection, recorded and derived."""

    collections: Mapping[str, Mapping[str, Field]]
    derived: frozenset[str]
    """Collections that ddscore draws from the others: no case file holds them."""
    open: frozenset[str] = frozenset()
    """Collections whose facts may have fields of any other name too: the dimensions of coded answers."""

    def find(self, collection: str, path: str) -> Field | None:
        """Find the field at a dotted path, which may pass through mappings and references to facts.

        `severity.scale` of involvement; `involvement.severity.scale` of findings. None where there is none.
        """
        first, *rest = path.split(".")
        found = self.collections.get(collection, {}).get(first)
        if found is None and collection in self.open and not rest:
            return OTHER_DIMENSION
        for name in rest:
            found = None if found is None else self._within(found, name)
        return found

    def names(self, collection: str) -> tuple[str, ...]:
        """List a collection's dotted paths, but for those through references: what a misspelling may mean."""
        return tuple(path for path, _ in _paths(self.collections.get(collection, {})))

    def dates(self, collection: str) -> Mapping[str, Kind]:
        """List the dotted paths at which a collection's facts have dates, and of which kind."""
        return {
            path: found.kind for path, found in _paths(self.collections[collection]) if found.kind in DATES
        }

    def _within(self, outer: Field, name: str) -> Field | None:
        """Find a field of a mapping, or of whatever fact a reference names."""
        if outer.kind is Kind.MAPPING:
            return outer.fields.get(name)
        tables = (self.collections.get(target, {}) for target in outer.to)
        return next((table[name] for table in tables if name in table), None)


def _paths(fields: Mapping[str, "Field"], prefix: str = "") -> Iterator[tuple[str, Field]]:
    for name, found in fields.items():
        yield prefix + name, found
        yield from _paths(found.fields, f"{prefix}{name}.")
