"""The Hikvision case from 2018 to 2025: the days on which its figures moved, and what moved them."""

from __future__ import annotations

from functools import cache

import pytest

from ddscore import load_case, load_rubric
from ddscore.analysis.history import history
from ddscore.documents import shipped
from ddscore.model.history import History, HistoryRow, Turn


@cache
def told() -> History:
    return history(load_case(shipped.folder("cases") / "hikvision.yaml"), load_rubric("ungp"))


def row(day: str) -> HistoryRow:
    return next(row for row in told().rows if row.as_of.text == day)


def moved_on(side: str) -> list[str]:
    """The days on which a figure of the summary moved."""
    figures = [(row.as_of.text, getattr(row.summary, side)) for row in told().rows]
    return [day for (day, now), (_, before) in zip(figures[1:], figures, strict=False) if now != before]


def test_the_history_runs_from_2018_to_2025() -> None:
    assert (told().begins.text, told().ends.text) == ("2018-05-08", "2025-12-31")


@pytest.mark.parametrize(
    ("side", "days"),
    [
        ("policy", ["2019-04-30", "2020-09-23", "2021-09-24", "2024-04-10"]),
        ("practice", ["2019-08-31", "2020-09-18", "2020-09-23", "2021-09-24", "2024-12-13"]),
        ("gap", ["2020-09-18", "2020-09-23", "2021-09-24", "2024-12-13"]),
        ("profile", ["2020-09-18"]),
        ("outcome", ["2020-09-18", "2024-12-13"]),
        ("possible_outcomes", ["2019-04-30", "2020-04-01", "2020-09-18", "2024-12-13"]),
    ],
)
def test_each_figure_moved_on_these_days(side: str, days: list[str]) -> None:
    assert [day for day in moved_on(side) if day != "2025-12-31"] == days


@pytest.mark.parametrize(
    ("day", "fact", "source"),
    [
        ("2019-04-30", "respect-2018", "esg-2018"),
        ("2019-04-30", "review-2019", "esg-2018"),
        ("2020-09-18", "coe-2020", "coe-recommendation"),
        ("2020-09-23", "ipvm-request-2020", "ipvm-2020-09"),
        ("2024-12-13", "xinjiang-projects", "filing-2024-12"),
    ],
)
def test_each_turn_is_told_with_its_source(day: str, fact: str, source: str) -> None:
    """The statement, the review announced, the finding published, the question, the contracts ended."""
    (change,) = [change for change in row(day).changes if change.fact == fact]
    assert source in change.sources


def test_the_partial_disclosure_moved_no_figure_and_is_told_all_the_same() -> None:
    changes = {
        change.fact: change
        for one in told().rows
        for change in one.unmoving
        if change.on.text == "2021-04-28"
    }
    assert changes["review-2019"].fields == ("partly_kept",)
    assert changes["coe-2020"].fields == ("disputed_by",)
    assert changes["review-2021"].turn is Turn.KNOWN
    assert all(change.sources == ("esg-2020",) for change in changes.values())


def test_the_search_for_remedy_closed_with_the_article_and_lapsed_a_year_later() -> None:
    assert Turn.CLOSED in {change.turn for change in row("2020-09-23").changes}
    assert [change.turn for change in row("2021-09-24").changes] == [Turn.LAPSED]


def test_a_promise_open_for_a_year_moved_the_outcomes_that_are_possible() -> None:
    (change,) = row("2020-04-01").changes
    assert (change.turn, change.fact, change.nodes) == (Turn.PASSED, "review-2019", ("ungp",))
