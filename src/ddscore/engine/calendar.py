"""The days on which anything in an assessment can change: between two of them every day is like the first."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ddscore.engine.clocks import clock_of
from ddscore.model.dates import PartialDate, add_months

if TYPE_CHECKING:
    from ddscore.engine.clocks import Clock
    from ddscore.engine.evaluation import CompiledRubric
    from ddscore.model.case import Case, Fact, Search

_DAY = timedelta(days=1)
_YEAR = 12
_PLANNED = frozenset({"due", "deadline"})
"""Dates that pass without anything happening, and that derived collections look at."""


class Calendar(NamedTuple):
    """When the record and the clocks of one case under one rubric can turn."""

    days: tuple[date, ...]
    """All of them, in order."""
    published: tuple[date, ...]
    """Those on which a source that the case draws on was known for the first time, in order."""
    facts: Mapping[str, tuple[date, ...]]
    """By fact: when what is known of it can change, in order."""
    answers: tuple[date, ...]
    """When coded answers can become known, in order."""

    def turned(self, since: date, day: date) -> frozenset[str]:
        """The facts of which something else may be known on `day` than on `since`."""
        return frozenset(name for name, days in self.facts.items() if _within(days, since, day))

    def turns(self, since: date, day: date) -> bool:
        """Whether anything at all may be otherwise on `day` than on `since`."""
        return _within(self.days, since, day)

    def answered(self, since: date, day: date) -> bool:
        """Whether another coded answer may be known on `day` than on `since`."""
        return _within(self.answers, since, day)


def _within(days: tuple[date, ...], since: date, day: date) -> bool:
    return bisect_right(days, day) > bisect_right(days, since)


def calendar(case: Case, compiled: CompiledRubric) -> Calendar:
    """The calendar of a case under a rubric."""
    facts = {fact.id: _ordered(_of_fact(case, fact)) for recorded in case.facts.values() for fact in recorded}
    questions = [asked for rubric in case.answers.values() for asked in rubric.values()]
    answers = _ordered(
        _known(case, [source for asked in questions for answer in asked for source in answer.sources])
    )
    searches = [search for made in case.research.values() for search in made]
    days = {day for turning in facts.values() for day in turning}.union(
        answers,
        (day for search in searches for day in _of_search(case, search, compiled.rubric.search_stands)),
        _planned(case),
        (day for clock in _clocks(compiled) for day in _of_clock(case, clock)),
    )
    sources = {source for recorded in case.facts.values() for fact in recorded for source in _cited(fact)}
    told = {*_known(case, sources), *answers}
    return Calendar(tuple(sorted(days)), tuple(sorted(told)), facts, answers)


def _ordered(days: Iterable[date]) -> tuple[date, ...]:
    return tuple(sorted(set(days)))


def _known(case: Case, sources: Iterable[str]) -> Iterator[date]:
    """From when sources are known: the last day of what they give as their publication."""
    for name in sources:
        known = case.sources[name].known
        if known is not None:
            yield known.last


def _of_fact(case: Case, fact: Fact) -> Iterator[date]:
    """When its sources are published, and when each of its dates begins to come, and has come."""
    yield from _known(case, _cited(fact))
    for _, stated in _dates(fact):
        yield stated.first
        yield stated.last


def _cited(fact: Fact) -> Iterator[str]:
    yield from fact.sources
    yield from _denials(fact.fields)
    for update in fact.updates:
        yield from update.sources
        yield from _denials(update.set)


def _denials(fields: Mapping[str, object]) -> Iterator[str]:
    denied = fields.get("disputed_by")
    if isinstance(denied, list | tuple):
        yield from denied


def _dates(fact: Fact) -> Iterator[tuple[str, PartialDate]]:
    """Every date of a fact with the name of its field, those of its updates included."""
    for fields in (fact.fields, *(update.set for update in fact.updates)):
        yield from _within_fields(fields)


def _within_fields(fields: Mapping[str, object]) -> Iterator[tuple[str, PartialDate]]:
    for name, value in fields.items():
        if isinstance(value, PartialDate):
            yield name, value
        elif isinstance(value, Mapping):
            yield from _within_fields(value)


def _of_search(case: Case, search: Search, stands: int) -> Iterator[date]:
    """When a search is known, and the day after the last on which it stands."""
    yield from _known(case, search.sources)
    until = search.until or case.as_of
    if search.complete and until is not None:
        yield from _after(_later(until.first, stands))


def _planned(case: Case) -> Iterator[date]:
    """When a due date or a deadline begins to be past, and when it surely is."""
    for collection in ("promises", "engagement"):
        for fact in case.facts.get(collection, ()):
            for name, stated in _dates(fact):
                if name in _PLANNED:
                    yield from _after((stated.first, stated.last))


def _clocks(compiled: CompiledRubric) -> Iterator[Clock]:
    for test, (collection, wanted) in compiled.tests.items():
        clock = clock_of(collection, test.path, wanted, compiled.rubric.fields)
        if clock is not None:
            yield clock


def _of_clock(case: Case, clock: Clock) -> Iterator[date]:
    """When the answer of a test may turn with time alone."""
    for limit in clock.limits:
        yield limit.first
        yield from _after((limit.last,))
    for collection in clock.collections:
        for fact in case.facts.get(collection, ()):
            for name, stated in _dates(fact):
                if name == clock.field:
                    yield from _of_date(stated, clock)


def _of_date(stated: PartialDate, clock: Clock) -> Iterator[date]:
    ends = (stated.first, stated.last)
    if clock.on_the_day:
        yield from ends
        yield from _after(ends)
    for months in clock.months:
        # A year counts in whole years where the length of a time is shown.
        for counted in {months, -(-months // _YEAR) * _YEAR}:
            for end in ends:
                yield from _later(end, counted)


def _later(day: date, months: int) -> Iterator[date]:
    """So many months later; nothing beyond the calendar, where no assessment is."""
    try:
        yield add_months(day, months)
    except (ValueError, OverflowError):
        return


def _after(days: Iterable[date]) -> Iterator[date]:
    """The day after each; nothing beyond the calendar."""
    for day in days:
        if day < date.max:
            yield day + _DAY
