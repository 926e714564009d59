"""Histories: which days they look at, and what they say moved the figures."""

from __future__ import annotations

import pytest

from ddscore import load_case, load_rubric
from ddscore.analysis.history import history
from ddscore.errors import UsageError
from ddscore.model.dates import PartialDate
from ddscore.model.history import Change, Every, History, Turn
from tests.reports.history.example_history import CASE, EXAMPLE, RUBRIC


def told(begins: str | None = None, ends: str | None = None, every: Every = Every.CHANGE) -> History:
    span = [None if day is None else PartialDate.parse(day) for day in (begins, ends)]
    return history(load_case(CASE), load_rubric(RUBRIC), *span, every)


def days(one: History) -> list[str]:
    return [row.as_of.text for row in one.rows]


def changes(one: History, day: str) -> list[tuple[Turn, str | None]]:
    row = next(row for row in one.rows if row.as_of.text == day)
    return [(change.turn, change.fact) for change in row.changes]


def unmoving(one: History) -> list[Change]:
    return [change for row in one.rows for change in row.unmoving]


def test_a_history_runs_from_the_first_to_the_last_publication() -> None:
    assert (told().begins.text, told().ends.text) == ("2019-04-30", "2021-03-02")


def test_there_is_a_row_for_each_day_on_which_something_moved() -> None:
    assert days(EXAMPLE) == [
        "2019-04-30",  # the commitment is public: a month counts from its last day
        "2020-09-18",  # the council's finding
        "2020-09-23",  # somebody else's complete search for remedy
        "2020-10-01",  # the deadline of a question has passed
        "2020-12-24",  # the search stood for three months
        "2021-03-02",  # the filing: the end straddles the day
        "2021-03-31",  # the month in which it ended is over
        "2021-04-01",  # the promise is two years old
        "2021-10-01",  # the search for involvement stood for three months
        "2021-12-31",
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2019-04-30", [(Turn.KNOWN, "commitment")]),
        ("2020-09-18", [(Turn.KNOWN, "mine"), (Turn.KNOWN, "council-2020")]),
        ("2020-09-23", [(Turn.CLOSED, None)]),
        ("2020-10-01", [(Turn.PASSED, "request")]),
        ("2020-12-24", [(Turn.LAPSED, None)]),
        ("2021-03-02", [(Turn.REVISED, "mine")]),
        ("2021-03-31", [(Turn.CAME, "mine")]),
        ("2021-04-01", [(Turn.PASSED, "review")]),
        ("2021-10-01", [(Turn.LAPSED, None)]),
        ("2021-12-31", []),
    ],
)
def test_each_row_names_what_moved_it_and_no_more(day: str, expected: list[tuple[Turn, str | None]]) -> None:
    assert changes(EXAMPLE, day) == expected


def test_what_moved_names_the_source_that_brought_it_and_the_nodes_it_moved() -> None:
    (change,) = EXAMPLE.rows[0].changes
    assert (change.sources, change.nodes) == (("report-2018",), ("committed",))


def test_what_moved_nothing_is_told_on_its_day() -> None:
    assert [(change.on.text, change.turn, change.fact, change.fields) for change in unmoving(EXAMPLE)] == [
        ("2019-04-30", Turn.KNOWN, "review", ()),
        ("2020-09-23", Turn.KNOWN, "request", ()),
        ("2020-09-23", Turn.KNOWN, "sale", ()),
        ("2020-10-05", Turn.REVISED, "mine", ("disputed_by",)),
    ]


def test_a_criterion_that_moved_is_told_with_its_figures_and_levels() -> None:
    (move,) = EXAMPLE.rows[2].moves
    assert move.node == "remedy"
    assert (move.before is not None and move.before.high, move.after and move.after.high) == (100, 0)
    assert (len(move.levels_before), move.levels_after) == (2, ("None found",))


def test_every_month_has_a_row_for_its_last_day() -> None:
    assert days(told("2020-08", "2020-11-15", Every.MONTH)) == [
        *("2020-08-31", "2020-09-30", "2020-10-31", "2020-11-15")
    ]


def test_every_year_has_a_row_for_its_last_day() -> None:
    assert days(told("2018-05", "2021-06-30", Every.YEAR)) == [
        *("2018-12-31", "2019-12-31", "2020-12-31", "2021-06-30")
    ]


def test_a_row_of_a_month_names_all_that_moved_it_in_that_month() -> None:
    month = told("2020-08", "2020-09", Every.MONTH)
    assert (Turn.CLOSED, None) in changes(month, "2020-09-30")
    assert (Turn.KNOWN, "mine") in changes(month, "2020-09-30")


def test_a_single_day_has_a_single_row() -> None:
    assert days(told("2020-09-23", "2020-09-23")) == ["2020-09-23"]


def test_the_first_row_tells_what_moved_on_that_day_and_not_what_came_before() -> None:
    assert changes(told("2020-01-01", "2020-12-31"), "2020-01-01") == []
    assert changes(told("2020-09-18", "2020-12-31"), "2020-09-18") == changes(EXAMPLE, "2020-09-18")


def test_no_days_are_wrong_usage() -> None:
    with pytest.raises(UsageError, match="no day between 2021-01-01 and 2020-12-31"):
        told("2021", "2020")


def test_a_case_without_facts_has_no_history() -> None:
    empty = load_case(CASE)._replace(facts={})
    with pytest.raises(UsageError, match="no facts"):
        history(empty, load_rubric(RUBRIC))


def test_a_reader_is_told_how_far_the_research_reaches() -> None:
    assert any("2021-06-30" in warning for warning in EXAMPLE.warnings)
