"""Dates as the record gives them: days, months and years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddscore.model.dates import (
    PartialDate,
    add_months,
    after,
    before,
    elapsed_months,
    months_between,
    on_or_after,
    on_or_before,
    within,
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020-09-23", "2020-09-23", "2020-09-23"),
        ("2020-09", "2020-09-01", "2020-09-30"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2019-02", "2019-02-01", "2019-02-28"),
        ("2020-12", "2020-12-01", "2020-12-31"),
        ("2020-01", "2020-01-01", "2020-01-31"),
        ("2020", "2020-01-01", "2020-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
    ],
)
def test_a_date_spans_the_days_that_it_may_mean(text: str, first: str, last: str) -> None:
    parsed = PartialDate.parse(text)
    assert (parsed.text, str(parsed)) == (text, text)
    assert (parsed.first.isoformat(), parsed.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["", "20", "2020-9", "2020-09-3", "2020-13", "2020-00", "2020-02-30", "2020-09-23 ", "23.9.2020", "٢٠٢٠"],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date|must be in|out of range|month"):
        PartialDate.parse(text)


days = st.dates(date(1990, 1, 1), date(2030, 12, 31))
texts = st.one_of(
    days.map(date.isoformat), days.map(lambda day: f"{day:%Y-%m}"), days.map(lambda day: f"{day:%Y}")
)
partial = texts.map(PartialDate.parse)


def spanned(dates: PartialDate) -> list[date]:
    return [dates.first + timedelta(days=day) for day in range((dates.last - dates.first).days + 1)]


@given(partial, partial)
def test_a_comparison_holds_of_every_day_or_none_or_is_unknown(
    value: PartialDate, limit: PartialDate
) -> None:
    """A partial limit counts by its own first or last day."""
    answers = {
        before: {day < limit.first for day in spanned(value)},
        after: {day > limit.last for day in spanned(value)},
        on_or_before: {day <= limit.last for day in spanned(value)},
        on_or_after: {day >= limit.first for day in spanned(value)},
        within: {limit.first <= day <= limit.last for day in spanned(value)},
    }
    for compare, found in answers.items():
        assert compare(value, limit) is (found.pop() if len(found) == 1 else None)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2019-09-23", 12, "2020-09-23"),
        ("2019-08-31", 6, "2020-02-29"),
        ("2018-08-31", 6, "2019-02-28"),
        ("2019-12-31", 1, "2020-01-31"),
        ("2019-11-30", 1, "2019-12-30"),
        ("2019-12-15", 0, "2019-12-15"),
        ("2019-01-15", -1, "2018-12-15"),
        ("2019-01-15", 23, "2020-12-15"),
    ],
)
def test_a_day_some_months_later_is_the_same_day_or_the_last_of_a_shorter_month(
    start: str, months: int, end: str
) -> None:
    assert add_months(date.fromisoformat(start), months).isoformat() == end


@given(days, days)
def test_whole_months_between_two_days_are_the_most_that_have_passed(start: date, end: date) -> None:
    months = months_between(start, end)
    assert add_months(start, months) <= end < add_months(start, months + 1)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2019-04-24", "2020-09-23", 16),
        ("2019-04-23", "2020-09-23", 17),
        ("2019-04-22", "2020-09-23", 17),
        # at the coarser of both precisions
        ("2019-04", "2020-09-23", 17),
        ("2019-04-24", "2020-09", 17),
        ("2019-04", "2020-09", 17),
        ("2019", "2020-09-23", 12),
        ("2019-04-24", "2020", 12),
        ("2020", "2020-09-23", 0),
        ("2020-09", "2020-09-23", 0),
        ("2020-08-31", "2020-09-30", 1),
        ("2020-08-31", "2020-09-29", 0),
        ("2020-01-31", "2020-02-29", 1),
    ],
)
def test_an_elapsed_time_counts_at_the_coarser_precision(start: str, end: str, months: int) -> None:
    assert elapsed_months(PartialDate.parse(start), PartialDate.parse(end)) == months
