"""Dates as the record gives them: a day, a month or a year (ISO 8601).

A partial date is an interval, never a guess at a day inside it. Comparisons take the whole interval and
answer None where the limit falls within it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

Truth = bool | None
"""True, false, or None for unknown (Kleene)."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year; `first` and `last` are the days it spans."""

    text: str
    """As written: `2020`, `2020-09` or `2020-09-23`."""
    first: date
    last: date

    @staticmethod
    def parse(text: str) -> PartialDate:
        """Read a day, a month or a year; ValueError for anything else, such as 30 February."""
        return _parsed(text)

    def __str__(self) -> str:
        """As written."""
        return self.text


@lru_cache(maxsize=10_000)
def _parsed(text: str) -> PartialDate:
    # Remembered, since the dates of many cases are few.
    match = _FORM.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = match.groups()
    if day is not None:
        exact = date(int(year), int(month), int(day))
        return PartialDate(text, exact, exact)
    if month is not None:
        first = date(int(year), int(month), 1)
        return PartialDate(text, first, _last_of_month(first))
    return PartialDate(text, date(int(year), 1, 1), date(int(year), 12, 31))


def _last_of_month(first: date) -> date:
    if first.month == 12:
        # Without looking at the next month: the last December of all has none.
        return first.replace(day=31)
    return first.replace(month=first.month + 1) - timedelta(days=1)


def before(value: PartialDate, limit: PartialDate) -> Truth:
    """Whether `value` lies before the first day of `limit`."""
    return True if value.last < limit.first else False if value.first >= limit.first else None


def after(value: PartialDate, limit: PartialDate) -> Truth:
    """Whether `value` lies after the last day of `limit`."""
    return True if value.first > limit.last else False if value.last <= limit.last else None


def on_or_before(value: PartialDate, limit: PartialDate) -> Truth:
    """Whether `value` lies on or before the last day of `limit`."""
    later = after(value, limit)
    return None if later is None else not later


def on_or_after(value: PartialDate, limit: PartialDate) -> Truth:
    """Whether `value` lies on or after the first day of `limit`."""
    earlier = before(value, limit)
    return None if earlier is None else not earlier


def within(value: PartialDate, limit: PartialDate) -> Truth:
    """Whether `value` lies within `limit`: 2019-06-01 is within 2019; 2019 may be within 2019-06."""
    if limit.first <= value.first and value.last <= limit.last:
        return True
    return False if value.last < limit.first or limit.last < value.first else None


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a month that is too short for it."""
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    return first.replace(day=min(day.day, _last_of_month(first).day))


def months_between(start: date, end: date) -> int:
    """Whole months from one day to another: 2019-04-24 to 2020-09-23 is 16."""
    months = (end.year - start.year) * 12 + end.month - start.month
    # The last day of a month completes it, however short it is.
    return months - 1 if start.day > end.day and end != _last_of_month(end.replace(day=1)) else months


def elapsed_months(start: PartialDate, end: PartialDate) -> int:
    """Whole months from `start` to `end`, counted at the coarser of their precisions.

    A month-precise start counts calendar months: 2019-04 to 2020-09-23 is 17. A year counts whole years.
    """
    precision = min(len(start.text), len(end.text))
    if precision == len("2020"):
        return (end.first.year - start.first.year) * 12
    if precision == len("2020-09"):
        return (end.first.year - start.first.year) * 12 + end.first.month - start.first.month
    return months_between(start.first, end.first)
