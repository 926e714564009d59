"""Dates that no source can tell of, and facts that would be known, or overridden, too early."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ddscore.documents.case_dates import is_after, is_well_after
from ddscore.documents.dates import archived_on
from ddscore.documents.findings import Finding
from ddscore.model.dates import PartialDate, add_months
from ddscore.model.fields import Kind
from ddscore.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ddscore.documents.case_records import Facts, Record
    from ddscore.documents.positions import NodePath
    from ddscore.model.fields import CaseFields

_AHEAD: Final = frozenset(
    {("actions", "in_force"), ("actions", "revoked"), ("policies", "date"), ("policies", "until")}
)
"""Dates from or until when something applies: a source may well tell of them before they come."""
_PLANNED: Final = {
    ("involvement", "period"): "what was only planned or announced goes under `planned_until`",
}
_CHECK_BOTH: Final = (
    "check the date against the source; where a later version of the source tells of it, give its `archived`"
)
_EARLIEST, _LATEST, _YEARS = "1900", "2100", 10
_LATER_THAN_ANY_DAY: Final = "-99-99"

EventPath = tuple[str, str | None]
"""A field that holds an event date, or a mapping with the field in it that does."""


class _Told(NamedTuple):
    """When a source was public."""

    known: str
    """From when what it tells is known."""
    last: str
    """The latest that it can tell of: a copy may have been kept after it was published."""
    sorts_as: str
    """The latter as text, a month or a year as its end."""
    copies: bool
    """Whether it only repeats another source."""


def lint_dates(case: Record, facts: Facts, fields: CaseFields) -> Iterator[Finding]:
    """Find events after every source of them, sources too far apart, and updates out of order."""
    told = {name: said for name, source in case.get("sources", {}).items() if (said := _told(source))}
    yield from _of_another_age(case, told)
    yield from _read_too_early(case, told)
    for collection, listed in facts.items():
        events = _events(fields, collection)
        for index, fact in enumerate(listed):
            at = (collection, index)
            yield from _of_a_record(fact, fact["sources"], at, at, events, told)
            updates = fact.get("updates", ())
            for place, update in enumerate(updates):
                here = (*at, "updates", place)
                yield from _of_a_record(update["set"], update["sources"], (*here, "set"), here, events, told)
            if len(updates) > 1:
                yield from _out_of_order(updates, (*at, "updates"), told)


def lint_no_date(case: Record) -> Iterator[Finding]:
    """Warn of a case that nobody can assess without saying as of which day."""
    if "as_of" not in case:
        message = "this case has no date of assessment, and is assessed only with --as-of"
        hint = "add `as_of`, the day up to which you know the record: `as_of: 2024-06-30`"
        yield Finding("case/no-date", ("as_of",), message, hint, severity=Severity.WARNING)


def _told(source: Record) -> _Told | None:
    published, archived = source.get("published"), source.get("archived")
    if archived is None:
        known = last = str(published)
    else:
        kept = archived_on(archived)
        dates = [str(date) for date in (published, kept) if date is not None]
        if not dates:
            return None
        known, last = dates[0], max(dates, key=_sorts_as)
    return _Told(known, last, _sorts_as(last), "republishes" in source)


def _of_another_age(case: Record, told: Mapping[str, _Told]) -> Iterator[Finding]:
    """Warn of a source whose year is mistyped: it would be known long before or after all else, or never."""
    years = [said.known[:4] for said in told.values()]
    if "as_of" in case:
        years.append(case["as_of"][:4])
    years.sort()
    if not years or (years[0] >= _EARLIEST and years[-1] <= _LATEST and _follow(years)):
        return
    dated: dict[NodePath, str] = {
        ("sources", name, "published" if "published" in case["sources"][name] else "archived"): said.known
        for name, said in told.items()
    }
    if "as_of" in case:
        dated[("as_of",)] = case["as_of"]
    for at, date in dated.items():
        year = date[:4]
        if at == ("as_of",):
            if _EARLIEST <= year <= _LATEST:
                continue
            wrong = f"the case would be assessed as of {date}"
        elif year < _EARLIEST:
            wrong = f"{date} is before the year {_EARLIEST}: what rests on it would be known since then"
        elif year > _LATEST:
            wrong = f"{date} is after the year {_LATEST}: nothing that rests on it would be known in our time"
        elif year == years[-1] and not _follow(years):
            wrong = (
                f"{date} is over {_YEARS} years after every other date: what rests on it is unknown till then"
            )
        else:
            continue
        hint = "check the year"
        yield Finding("case/implausible-date", at, wrong, hint, severity=Severity.WARNING)


def _follow(years: Sequence[str]) -> bool:
    """Whether the last of some years comes soon enough after the one before it, if there is one."""
    return len(years) < 2 or int(years[-1]) - int(years[-2]) <= _YEARS


def _read_too_early(case: Record, told: Mapping[str, _Told]) -> Iterator[Finding]:
    """Warn of a source that came out after the one through which it was read."""
    for name, source in case.get("sources", {}).items():
        host = told.get(source.get("read_in", ""))
        if host is not None and is_well_after(source.get("published"), host.last):
            message = f"this came out on {source['published']}, after what it was read in ({host.last})"
            at = ("sources", name, "read_in")
            yield Finding("case/source-dates", at, message, "check both dates", severity=Severity.WARNING)


def _sorts_as(date: str) -> str:
    return (date + _LATER_THAN_ANY_DAY)[:10]


@cache
def _events(fields: CaseFields, collection: str) -> tuple[EventPath, ...]:
    """Where the facts of a collection say when something happened that a source can only tell of later."""
    found: list[EventPath] = []
    for name, field in fields.collections[collection].items():
        if (collection, name) in _AHEAD:
            continue
        if field.kind is Kind.EVENT_DATE:
            found.append((name, None))
        found += [(name, inner) for inner, within in field.fields.items() if within.kind is Kind.EVENT_DATE]
    return tuple(found)


def _of_a_record(
    record: Record,
    sources: Sequence[str],
    at: NodePath,
    sourced: NodePath,
    events: Sequence[EventPath],
    told: Mapping[str, _Told],
) -> Iterator[Finding]:
    """Check what a fact first says, or an update, against the sources of just that."""
    if len(sources) > 1:
        yield from _far_apart(sources, (*sourced, "sources"), told)
    latest = ""
    for name in sources:
        if name in told and told[name].sorts_as > latest:
            latest = told[name].sorts_as
    for name, inner in events:
        date: Any = record.get(name)
        if inner is not None and date is not None:
            date = date.get(inner)
        if date is not None and latest and str(date) > latest:
            path = (*at, name) if inner is None else (*at, name, inner)
            yield from _after_every_source(str(date), path, sources, told)


def _after_every_source(
    date: str, at: NodePath, sources: Sequence[str], told: Mapping[str, _Told]
) -> Iterator[Finding]:
    publications = [told[name].last for name in sources if name in told]
    if all(_comes_after(date, published) for published in publications):
        latest = max(publications, key=_sorts_as)
        message = f"no source can tell of {date}: the latest that is named for it is of {latest}"
        hint = _PLANNED.get((str(at[0]), str(at[-2])), _CHECK_BOTH)
        yield Finding("case/event-after-sources", at, message, hint)


def _comes_after(date: str, published: str) -> bool:
    """Whether a date lies after a publication; of two days, by more than the hour around the world."""
    days = len(date) == len(published) == len("2020-09-23")
    return is_well_after(date, published) if days else is_after(date, published)


def _far_apart(sources: Sequence[str], at: NodePath, told: Mapping[str, _Told]) -> Iterator[Finding]:
    """Warn where a source came out over a year after another: a fact is known from its first source on."""
    dated = [
        (index, name, told[name].known)
        for index, name in enumerate(sources)
        if name in told and not told[name].copies
    ]
    years = {date[:4] for _, _, date in dated}
    if len(years) < 2:
        return
    first = min(dated, key=lambda one: _sorts_as(one[2]))
    last = max(dated, key=lambda one: one[2])
    if _over_a_year(first[2], last[2]):
        message = (
            f"`{last[1]}` ({last[2]}) came out over a year after `{first[1]}` ({first[2]}), "
            "from which on all of this would be known"
        )
        hint = f"move what only `{last[1]}` tells to an update with it as its source"
        yield Finding("case/sources-far-apart", (*at, last[0]), message, hint, severity=Severity.WARNING)


def _over_a_year(first: str, last: str) -> bool:
    try:
        return add_months(PartialDate.parse(first).last, 12) < PartialDate.parse(last).first
    except ValueError:  # a day that there is not, which is told elsewhere
        return False


def _out_of_order(updates: Sequence[Record], at: NodePath, told: Mapping[str, _Told]) -> Iterator[Finding]:
    """Warn of an update that came out before the one above it and says the same field otherwise."""
    said: dict[str, tuple[str, object]] = {}
    for place, update in enumerate(updates):
        known = min(
            (told[name].known for name in update["sources"] if name in told), key=_sorts_as, default=""
        )
        for name, value in update["set"].items():
            since, other = said.get(name, ("", None))
            if known and since and is_after(since, known) and value != other:
                message = f"this is of {known}, and overrides what came out on {since} of `{name}`"
                hint = "updates apply in the order listed: put them in the order of their sources"
                yield Finding(
                    "case/updates-out-of-order",
                    (*at, place, "set", name),
                    message,
                    hint,
                    at_key=True,
                    severity=Severity.WARNING,
                )
            said[name] = (known, value)
