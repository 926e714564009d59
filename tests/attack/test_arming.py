"""The attack reaches every text: one that is added tomorrow as well."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import fields
from enum import Enum
from typing import Any

import pytest

from ddscore.model import (
    assessment,
    checked,
    diff,
    engagement,
    history,
    log,
    portfolio,
    robustness,
    rubric_test,
    standing,
    verification,
)
from ddscore.model.rubric import Instruments, Rubric
from tests.attack.arming import ARMS, CONDITIONS, KEPT, REFERENCES, armed
from tests.attack.payloads import FAMILIES
from tests.attack.specimens import SPECIMENS

RESULTS = (
    assessment,
    checked,
    diff,
    engagement,
    history,
    log,
    portfolio,
    robustness,
    rubric_test,
    standing,
    verification,
)
INPUTS = {rubric_test.RubricTest, rubric_test.RubricTests, standing.Company, standing.Judged}
"""What is read and never printed."""
OF_NO_FORMAT = {(checked.Check, "beside"), (standing.NodeStanding, "band")}
"""What only the catalogue of checks prints, which is shipped; what only the SQLite file holds."""


def fields_of(record: Any) -> Iterator[tuple[str, Any]]:
    names = record._fields if hasattr(record, "_fields") else [one.name for one in fields(record)]
    return ((name, getattr(record, name)) for name in names)


def texts(value: Any, found: dict[tuple[type, str], list[str]]) -> list[str]:
    """Every text in a value that is no enum's, noting of each field of a record which are in it."""
    if isinstance(value, str):
        return [] if isinstance(value, Enum) else [value]
    if isinstance(value, Instruments):
        return []
    if hasattr(value, "_fields") or isinstance(value, Rubric):
        parts = {name: texts(member, found) for name, member in fields_of(value)}
        for name, inner in parts.items():
            found.setdefault((type(value), name), []).extend(filter(None, inner))
        return [text for inner in parts.values() for text in inner]
    if isinstance(value, Mapping):
        return [text for pair in value.items() for part in pair for text in texts(part, found)]
    if isinstance(value, list | tuple | frozenset):
        return [text for member in value for text in texts(member, found)]
    return []


def test_every_text_that_a_result_can_hold_stands_in_a_specimen() -> None:
    found: dict[tuple[type, str], list[str]] = {}
    for specimen in SPECIMENS.values():
        texts(specimen.made, found)
    declared = [
        (record, name, str(record.__annotations__[name]))
        for module in RESULTS
        for record in vars(module).values()
        if inspect.isclass(record) and hasattr(record, "_fields") and record.__module__ == module.__name__
        for name in record._fields
    ]
    missing = [
        f"{record.__name__}.{name}"
        for record, name, declaration in declared
        if ("str" in declaration or "object" in declaration)
        and "Literal" not in declaration
        and record not in INPUTS
        and (record, name) not in OF_NO_FORMAT
        and not found.get((record, name))
    ]
    assert missing == []
    assert len(declared) > 100


@pytest.mark.parametrize("name", SPECIMENS)
def test_every_field_that_holds_a_text_is_armed(name: str) -> None:
    found: dict[tuple[type, str], list[str]] = {}
    texts(armed(SPECIMENS[name].made, ARMS["everywhere"](FAMILIES["terminals"])), found)
    unarmed = {
        (record, field)
        for (record, field), said in found.items()
        if said and not any("\x1b" in text or "example.org" in text for text in said)
    }
    assert {
        (record, field)
        for record, field in unarmed - KEPT
        if "Literal" not in str(record.__annotations__[field]) and field not in CONDITIONS
    } <= REFERENCES
