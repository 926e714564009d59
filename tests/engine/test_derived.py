"""Promises that are open and questions without an answer (FORMATS 2)."""

from __future__ import annotations

import pytest

from tests.engine.worked import D, ask, recorded

PROMISES = [
    # fields, whether it is open (None: possible, not listed), months, overdue
    ("made: 2019-04-24, kept: null", True, 16, False),
    ("made: 2019-04, kept: null", True, 17, False),
    ("made: 2019, kept: null", True, 12, False),
    ("made: 2020-09-23, kept: null", True, 0, False),
    ("made: 2020-08-23, kept: null", True, 1, False),
    ("made: 2020-08-24, kept: null", True, 0, False),
    # kept on the day, or not yet
    ("made: 2019, kept: 2020-09-23", False, None, None),
    ("made: 2019, kept: 2020-09-24", True, 12, False),
    ("made: 2019, kept: 2020-09", None, None, None),
    ("made: 2019", None, None, None),
    # not made yet, or perhaps not
    ("made: 2020-09-24, kept: null", False, None, None),
    ("made: null, kept: null", False, None, None),
    ("made: 2020, kept: null", None, None, None),
    ("kept: null", None, None, None),
    ("kept: 2020-01-01", False, None, None),
    ("title: A review", None, None, None),
    # overdue only once a date has passed
    ("made: 2019, kept: null, due: 2020-09-22", True, 12, True),
    ("made: 2019, kept: null, due: 2020-09-23", True, 12, False),
    ("made: 2019, kept: null, due: 2020-08", True, 12, True),
    ("made: 2019, kept: null, due: 2020-09", True, 12, None),
    ("made: 2019, kept: null, due: 2020", True, 12, None),
    ("made: 2019, kept: null, due: 2021", True, 12, False),
    ("made: 2019, kept: null, due: null", True, 12, False),
    # only what is active
    ("made: 2019, kept: null, status: retracted", False, None, None),
]


@pytest.mark.parametrize(("fields", "is_open", "months", "overdue"), PROMISES)
def test_a_promise_is_open_once_made_until_kept(
    fields: str, is_open: bool | None, months: int | None, overdue: bool | None
) -> None:
    facts = f"promises: [{{id: x, {fields}}}]"
    listed = recorded(facts).open_promises
    assert [(promise.id, promise.months_open, promise.overdue) for promise in listed] == (
        [("x", months, overdue)] if is_open else []
    )
    assert ask("{open_promises: {}}", facts, "promises").truth is is_open
    if is_open:
        assert ask(f"{{open_promises: {{months_open: {months}}}}}", facts, "promises").truth is True
        assert ask("{open_promises: {overdue: true}}", facts, "promises").truth is overdue


def test_a_promise_partly_kept_stays_open_and_says_so() -> None:
    facts = "promises: [{id: x, made: 2019-04, partly_kept: 2020-06, due: 2020-12, kept: null}]"
    (promise,) = recorded(facts).open_promises
    dates = (promise.made, promise.partly_kept, promise.due)
    assert [None if date is None else date.text for date in dates] == ["2019-04", "2020-06", "2020-12"]
    (before,) = recorded(facts, as_of="2020-05-31").open_promises
    assert before.partly_kept is None


def test_the_clock_of_a_promise_runs_with_the_date_of_assessment() -> None:
    facts = "promises: [{id: x, made: 2019-04, kept: null}]"
    days = ("2019-04-30", "2019-05-01", D, "2021-03-31")
    months = [[promise.months_open for promise in recorded(facts, as_of=day).open_promises] for day in days]
    assert months == [[0], [1], [17], [23]]


QUESTIONS = [
    # fields, whether it is unanswered (None: possible, not listed)
    ("delivered: confirmed, answered: null", True),
    ("delivered: presumed, answered: null", True),
    ("delivered: failed, answered: null", False),
    ("delivered: null, answered: null", False),
    ("answered: null", None),
    # an answer, by its date or by its kind; to decline is one
    ("delivered: confirmed", None),
    ("delivered: confirmed, answered: 2020-09-23", False),
    ("delivered: confirmed, answered: 2020-09-24", True),
    ("delivered: confirmed, answered: 2020-09", None),
    ("delivered: confirmed, answered: 2020-09-24, response: full", True),
    ("delivered: confirmed, answered: 2020-09, response: full", None),
    ("delivered: confirmed, response: declined", False),
    ("delivered: confirmed, response: partial", False),
    ("delivered: confirmed, response: null", None),
    ("delivered: confirmed, answered: null, response: null", True),
    # after its deadline, or at all where none was set
    ("delivered: confirmed, answered: null, deadline: 2020-09-22", True),
    ("delivered: confirmed, answered: null, deadline: 2020-09-23", False),
    ("delivered: confirmed, answered: null, deadline: 2020-08", True),
    ("delivered: confirmed, answered: null, deadline: 2020-09", None),
    ("delivered: confirmed, answered: null, deadline: 2020-10", False),
    ("delivered: confirmed, answered: null, deadline: null", True),
    # asked by then
    ("delivered: confirmed, answered: null, asked: 2020-09-23", True),
    ("delivered: confirmed, answered: null, asked: 2020-09-24", False),
    ("delivered: confirmed, answered: null, asked: 2020-09", None),
    # only what is active
    ("delivered: confirmed, answered: null, status: superseded", False),
]


@pytest.mark.parametrize(("fields", "unanswered"), QUESTIONS)
def test_a_question_is_unanswered_once_its_time_is_up(fields: str, unanswered: bool | None) -> None:
    facts = f"engagement: [{{id: x, {fields}}}]"
    listed = recorded(facts).unanswered
    assert [question.id for question in listed] == (["x"] if unanswered else [])
    assert ask("{unanswered: {}}", facts, "engagement").truth is unanswered


def test_an_unanswered_question_is_listed_with_its_dates() -> None:
    facts = """
        engagement: [{id: x, asked: 2020-09-01, deadline: 2020-09-15, delivered: confirmed, answered: null}]
    """
    (question,) = recorded(facts).unanswered
    assert (str(question.asked), str(question.deadline)) == ("2020-09-01", "2020-09-15")


def test_what_is_derived_can_be_asked_for_the_fields_of_its_fact() -> None:
    facts = """
        promises: [{id: x, made: 2019-04, kept: null, promised: publish, sources: [ngo, court]}]
        engagement: [{id: y, by_kind: media, delivered: confirmed, answered: null}]
    """
    answer = ask("{open_promises: {promised: publish, corroboration: 2}}", facts)
    assert (answer.truth, answer.facts) == (True, ("x",))
    answer = ask("{unanswered: {by_kind: media}}", facts)
    assert (answer.truth, answer.facts) == (True, ("y",))


@pytest.mark.parametrize(
    ("derived", "collection", "fields", "needs"),
    [
        ("open_promises", "promises", "kept: null", ["made of x, to settle open_promises"]),
        (
            "open_promises",
            "promises",
            "title: A review",
            ["made of x, to settle open_promises", "kept of x, to settle open_promises"],
        ),
        ("open_promises", "promises", "made: 2020, kept: null", ["more exact dates of x"]),
        ("unanswered", "engagement", "answered: null", ["delivered of x, to settle unanswered"]),
        ("unanswered", "engagement", "delivered: confirmed", ["answered of x, to settle unanswered"]),
        (
            "unanswered",
            "engagement",
            "delivered: confirmed, answered: null, deadline: 2020-09",
            ["more exact dates of x"],
        ),
    ],
)
def test_what_is_only_possible_says_what_would_settle_it(
    derived: str, collection: str, fields: str, needs: list[str]
) -> None:
    answer = ask(f"{{{derived}: {{}}}}", f"{collection}: [{{id: x, {fields}}}]", collection)
    assert list(answer.needs) == needs


@pytest.mark.parametrize(
    ("derived", "collection"), [("open_promises", "promises"), ("unanswered", "engagement")]
)
def test_a_derived_collection_closes_with_what_it_is_drawn_from(derived: str, collection: str) -> None:
    assert ask(f"{{{derived}: {{}}}}", "", collection).truth is False
    answer = ask(f"{{{derived}: {{}}}}", "", "policies")
    assert (answer.truth, answer.needs) == (
        None,
        (f"a complete search for {collection}",),
    )
