"""Checks of the dates in a case: that there are such days, and that no source tells of what came after it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ddscore.documents.case_records import searches, statements
from ddscore.documents.findings import Finding
from ddscore.model.dates import PartialDate
from ddscore.model.fields import DATES, Kind
from ddscore.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ddscore.documents.case_records import Facts, Record
    from ddscore.documents.positions import NodePath
    from ddscore.model.fields import CaseFields, Field

_LAST_CERTAIN_DAY = "28"
"""Every month has it; the schema leaves nothing else to check."""

_ELSEWHERE = timedelta(days=1)
"""On one day of the record it may be two different dates around the world."""


def check_dates(case: Record, facts: Facts, fields: CaseFields) -> Iterator[Finding]:
    """Find days that no calendar has; then warn of sources that speak of what came after them."""
    yield from _impossible(case.get("as_of"), ("as_of",))
    yield from _in_record(case.get("record", {}))
    for name, source in case.get("sources", {}).items():
        for key in ("published", "archived"):
            yield from _impossible(source.get(key), ("sources", name, key))
    for _, search, at in searches(case):
        yield from _impossible(search.get("until"), (*at, "until"))
    for statement in statements(facts, fields):
        yield from _in_fields(statement.record, statement.at, statement.table)
    yield from _out_of_time(case.get("sources", {}))
    yield from _beyond_their_sources(case)


def _in_record(record: Record) -> Iterator[Finding]:
    for key in ("reviewed", "published"):
        yield from _impossible(record.get(key), ("record", key))
    for index, correction in enumerate(record.get("corrections", ())):
        yield from _impossible(correction["date"], ("record", "corrections", index, "date"))


def _in_fields(record: Record, at: NodePath, table: Mapping[str, Field]) -> Iterator[Finding]:
    for name, value in record.items():
        field = table.get(name)
        if field is None or value is None:
            continue
        if field.kind in DATES:
            yield from _impossible(value, (*at, name))
        elif field.kind is Kind.MAPPING:
            yield from _in_fields(value, (*at, name), field.fields)


def _impossible(value: object, at: NodePath) -> Iterator[Finding]:
    """Refuse 30 February; the address of an archived copy is no date."""
    if isinstance(value, str) and len(value) == 10 and value[8:] > _LAST_CERTAIN_DAY and value[0].isdigit():
        try:
            PartialDate.parse(value)
        except ValueError:
            message = f"there is no such day as {value}"
            yield Finding("case/impossible-date", at, message, "check it against the source")


def is_after(date: object, other: object) -> bool:
    """Whether one date lies wholly after another: ISO 8601 sorts as text, at the coarser precision."""
    one, beside = str(date), str(other)
    digits = min(len(one), len(beside))
    return one[:digits] > beside[:digits]


def _is_well_after(date: object, other: object) -> bool:
    """The same, and not only by where in the world each was written down."""
    if not is_after(date, other):
        return False
    try:
        return PartialDate.parse(str(date)).first - PartialDate.parse(str(other)).last > _ELSEWHERE
    except ValueError:
        # An impossible day has a finding of its own; the address of an archived copy is no date.
        return False


def _out_of_time(sources: Mapping[str, Record]) -> Iterator[Finding]:
    """Warn of copies that are older than what they hold, and of readings that are older than what was read."""
    for name, source in sources.items():
        published, archived = source.get("published"), source.get("archived")
        if published is None:
            continue
        if archived is not None and _is_well_after(published, archived):
            message = f"this was archived on {archived}, before it was published on {published}"
            yield _warning("case/source-dates", ("sources", name, "archived"), message)
        read_in = sources.get(source.get("read_in", ""), source).get("published", published)
        if _is_well_after(published, read_in):
            message = f"this was published on {published}, after what it was read in ({read_in})"
            yield _warning("case/source-dates", ("sources", name, "read_in"), message)
        original = sources.get(source.get("republishes", ""), source).get("published", published)
        if _is_well_after(original, published):
            message = f"this was published on {published}, before what it copies ({original})"
            yield _warning("case/source-dates", ("sources", name, "republishes"), message)


def _beyond_their_sources(case: Record) -> Iterator[Finding]:
    """Warn of somebody else's search that is said to reach beyond the day on which they spoke of it."""
    sources = case.get("sources", {})
    for _, search, at in searches(case):
        named = [sources[name] for name in search.get("sources", ()) if name in sources]
        known = [source.get("published", source.get("archived")) for source in named]
        until = search.get("until", case.get("as_of"))
        if search["coverage"] == "complete" and known and all(_is_well_after(until, date) for date in known):
            message = f"this search reaches to {until}, and rests on a source of {known[0]}"
            yield _warning(
                "case/search-beyond-its-source", at, message, "add `until`: the day the source speaks of"
            )


def _warning(check: str, at: NodePath, message: str, hint: str = "check both dates") -> Finding:
    return Finding(check, at, message, hint, severity=Severity.WARNING)
