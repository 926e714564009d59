"""Checks of cases that a schema cannot make: ids, references, searches (FORMATS 1); dates in `case_dates`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from ddscore.documents.case_dates import check_dates
from ddscore.documents.findings import MOST, Finding, guess
from ddscore.model.fields import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ddscore.documents.positions import NodePath
    from ddscore.model.fields import CaseFields, Field

Record = Mapping[str, Any]
"""A part of a case's document, as its schema has accepted it."""

_EXCLUSIVE: Mapping[str, tuple[tuple[str, tuple[object, ...], str, tuple[object, ...]], ...]] = {
    "findings": (
        ("finality", ("provisional", "appealable", "final"), "ended_because", ()),
        ("conclusion", ("pending",), "finality", ("final",)),
    ),
    "engagement": (("answered", (None,), "response", ("full", "partial")),),
}
