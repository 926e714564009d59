"""Dates as case files write them."""

from __future__ import annotations

import re

from ddscore.model.dates import PartialDate

_ARCHIVE_STAMP = re.compile(r"/([0-9]{4})([0-9]{2})([0-9]{2})[0-9]{6}/")
"""The day in an archived copy's address, as web archives write it."""


def parsed(date: object) -> PartialDate | None:
    """The date that a document gives; None where no calendar has it."""
    try:
        return PartialDate.parse(str(date))
    except ValueError:
        return None


def archived_on(archived: object) -> PartialDate | None:
    """The day on which a copy was archived: as stated, or as the copy's address says it."""
    stamp = _ARCHIVE_STAMP.search(str(archived))
    return parsed(archived if stamp is None else "-".join(stamp.groups()))
