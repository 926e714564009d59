"""Records in which every text is an attack, whatever its field is called: a new field is attacked as well.

An attack and its harmless twin differ in the payload alone, so that their reports must have the same shape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from enum import Enum
from functools import cache
from typing import Any

from ddscore.documents.schema import parsed
from ddscore.model.dates import PartialDate
from ddscore.model.diff import Figure, Kind, Share, Turn
from ddscore.model.rubric import ForEach, Rubric
from ddscore.model.rubric_test import Expectation

Arm = Callable[[str], str]

KEPT = {
    (ForEach, "collection"),
    (Figure, "side"),
    (Figure, "bound"),
    (Expectation, "side"),
    (Expectation, "figure"),
}
"""Fields that hold the name of a field or of a collection, which no file gives."""
CONDITIONS = ("when", "applies_when", "for_each", "where", "pattern")
"""Fields of rubrics that hold conditions, made of the words of the schemas besides what a writer chooses."""
REFERENCES = {(Share, "change"), (Figure, "by"), (Turn, "by")}
"""Fields that hold `kind:name` of a change."""
_TABLES = ("fields", "instruments")
"""Of a rubric: what ddscore ships, and no file gives."""
_END = 100
"""So much of a payload stands at the end."""
_EXTRA = "field"
"""What every record says besides, under a name of the writer's own."""


def armed(value: Any, arm: Arm) -> Any:
    """The value with every text in it armed; enums, dates that were parsed and literals stay."""
    if isinstance(value, str):
        # No text stays none: that something is not said has a meaning of its own.
        return arm(value) if value and not isinstance(value, Enum) else value
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*(_field(value, name, arm) for name in value._fields))
    if isinstance(value, Rubric):
        texts = {one.name: _field(value, one.name, arm) for one in fields(value) if one.name not in _TABLES}
        return replace(value, **texts)
    if isinstance(value, Mapping):
        return {armed(name, arm): armed(member, arm) for name, member in value.items()}
    if isinstance(value, list | tuple | frozenset):
        return type(value)(armed(member, arm) for member in value)
    return value


def _field(record: Any, name: str, arm: Arm) -> Any:
    value = getattr(record, name)
    declared = str(type(record).__annotations__[name])
    if (type(record), name) in KEPT or "Literal" in declared:
        return value
    if (type(record), name) in REFERENCES:
        return _reference(value, arm)
    if name in CONDITIONS:
        return _value(value, lambda text: text if text in _words() else arm(text), extra=False)
    if re.search(r"Mapping\[str, object\]", declared):
        return _records(value, arm)
    return armed(value, arm)


def _reference(value: Any, arm: Arm) -> Any:
    if not isinstance(value, str):
        return type(value)(_reference(member, arm) for member in value)
    kind, colon, name = value.partition(":")
    assert kind in set(Kind)
    return f"{kind}{colon}{arm(name)}" if colon else kind


def _records(value: Any, arm: Arm) -> Any:
    """Records, in lists or by their ids."""
    if isinstance(value, Mapping) and all(isinstance(member, Mapping) for member in value.values()):
        return {arm(name): _value(member, arm) for name, member in value.items()}
    return _value(value, arm)


def _value(value: Any, arm: Arm, *, extra: bool = True) -> Any:
    """What stands in a record: mappings keep the names by which reports know them, and get one more."""
    if isinstance(value, Mapping):
        known = {name: _value(member, arm, extra=extra) for name, member in value.items()}
        return {**known, arm(_EXTRA): arm(_EXTRA)} if extra else known
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return type(value)(_value(member, arm, extra=extra) for member in value)
    return armed(value, arm)


def everywhere(payload: str) -> Arm:
    """Every text begins and ends with the payload: words of vocabularies and dates as well."""
    end = payload[-_END:]

    def arm(text: str) -> str:
        if text.startswith(("http://", "https://")):
            # Still an address, or there would be no link to attack.
            kept = "".join(one for one in payload if one.isprintable() and one not in " \\")
            return f"https://example.org/{kept}#{text.partition('//')[2]}"
        return f"{payload}{text}{end}"

    return arm


def where_free(payload: str) -> Arm:
    """Words of vocabularies and dates stay, so that a report says all that it can say."""
    arm = everywhere(payload)
    return lambda text: text if text in _words() or _is_date(text) else arm(text)


ARMS = {"everywhere": everywhere, "where a writer is free": where_free}


@cache
def _words() -> frozenset[str]:
    """Every word that a schema lists, and the names of collections."""

    def listed(part: Any) -> Any:
        if isinstance(part, Mapping):
            yield from (word for word in part.get("enum", ()) if isinstance(word, str))
            for member in part.values():
                yield from listed(member)
        elif isinstance(part, list):
            for member in part:
                yield from listed(member)

    case = parsed("case")
    return frozenset({*case["properties"], *listed(case), *listed(parsed("rubric"))})


def _is_date(text: str) -> bool:
    try:
        PartialDate.parse(text)
    except ValueError:
        return False
    return True
