"""Checks of the dates in a case: that there are such days, and that no source tells of what came after it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ddscore.documents.case_records import searches
from ddscore.documents.dates import archived_on, parsed
from ddscore.documents.findings import Finding
from ddscore.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ddscore.documents.case_records import Record
    from ddscore.documents.positions import NodePath

_LAST_DAY_OF_ANY_MONTH = "28"
_A_DAY = timedelta(days=1)


def is_impossible(date: object) -> bool:
    """Whether a date names a day that no calendar has, such as 30 February.

    The schema has left nothing else to ask; the address of an archived copy is no date.
    """
    if isinstance(date, float):
        # JSON Schema takes 2016.0 for a whole number, and so for a year.
        return True
    if not isinstance(date, str) or len(date) != 10 or date[8:] <= _LAST_DAY_OF_ANY_MONTH:
        return False
    return date[0].isdigit() and parsed(date) is None


def no_such_day(date: object, at: NodePath) -> Finding:
    """Refuse a date that names a day that no calendar has."""
    return Finding("case/impossible-date", at, f"there is no date {date}", "check it against the source")


def is_after(date: object, other: object) -> bool:
    """Whether one date lies wholly after another: ISO 8601 sorts as text, at the coarser precision."""
    one, beside = str(date), str(other)
    digits = min(len(one), len(beside))
    return one[:digits] > beside[:digits]


def undated_sources(case: Record) -> Iterator[Finding]:
    """Refuse sources of which nothing says when they were public: their facts would never be known."""
    for name, source in case.get("sources", {}).items():
        archived = source.get("archived")
        if "published" not in source and archived_on(archived) is None and not is_impossible(archived):
            message = f"nothing says when `{name}` was public: it has no `published`, and its archive no date"
            hint = "give `published`, as exactly as it is known, or the day it was archived"
            yield Finding("case/undated-source", ("sources", name), message, hint, at_key=True)


def untimely_sources(case: Record) -> Iterator[Finding]:
    """Warn of sources that are older than what they copy or hold."""
    sources: Mapping[str, Record] = case.get("sources", {})
    for name, source in sources.items():
        published = source.get("published")
        if is_well_after(published, source.get("archived")):
            message = f"this was archived on {source['archived']}, before it was published on {published}"
            yield _warning("case/source-dates", ("sources", name, "archived"), message)
        original = sources.get(source.get("republishes", ""), {}).get("published")
        if is_well_after(original, published):
            message = f"this was published on {published}, before what it republishes ({original})"
            yield _warning("case/source-dates", ("sources", name, "republishes"), message)


def untimely_searches(case: Record) -> Iterator[Finding]:
    """Warn of somebody else's search that is said to reach beyond the day on which they spoke of it."""
    sources = case.get("sources", {})
    for _, search, at in searches(case):
        known = [sources[name].get("published") for name in search.get("sources", ()) if name in sources]
        until = search.get("until", case.get("as_of"))
        if search["coverage"] == "complete" and known and all(is_well_after(until, date) for date in known):
            message = f"this search reaches to {until}, and rests on a source of {known[0]}"
            hint = "let `until` be the day that the source speaks of"
            yield _warning("case/search-beyond-its-source", at, message, hint)


def is_well_after(date: object, other: object) -> bool:
    """Whether one date lies after another by more than the hour of the day around the world."""
    if date is None or other is None or not is_after(date, other):
        return False
    later, earlier = parsed(date), parsed(other)
    return later is not None and earlier is not None and later.first - earlier.last > _A_DAY


def _warning(check: str, at: NodePath, message: str, hint: str = "check both dates") -> Finding:
    return Finding(check, at, message, hint, severity=Severity.WARNING)
