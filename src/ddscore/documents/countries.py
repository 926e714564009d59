"""The countries that there are, by their two letters (ISO 3166-1)."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from ddscore.documents.schema import shipped_text

if TYPE_CHECKING:
    from ddscore.documents.schema import Schema

_OTHERWISE = "write the two capital letters of ISO 3166-1: GB, CH, US"


def is_country(code: str) -> bool:
    """Whether two capital letters are a country's."""
    return code in _table()["countries"] or code in _table()["used"]


def instead_of(code: str) -> str:
    """Say what to write in place of two letters that are no country's."""
    meant = _table()["meant"]
    return f"did you mean `{meant[code]}`?" if code in meant else _OTHERWISE


@cache
def _table() -> Schema:
    table: Schema = json.loads(shipped_text("countries-1"))
    return table
