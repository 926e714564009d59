"""Shares add up to what changed; nothing changed is nothing told; the way back is the way there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import event, given, settings

from ddscore.analysis.diff import Input, diff
from ddscore.documents.case import build_case
from ddscore.documents.rubric import build_rubric
from ddscore.documents.vocabulary import case_fields
from ddscore.engine.snapshot import snapshot
from ddscore.library import assess
from ddscore.model.dates import PartialDate
from ddscore.model.diff import Diff, Method
from tests.laws.assessments import decided, scores
from tests.laws.cases import cases
from tests.laws.edits import edited
from tests.laws.rubrics import rubrics
from tests.laws.vocabulary import D

Document = dict[str, Any]
EARLIER = "2019-12-31"
Pair = tuple[Document, Document]


def compared(before: Document, after: Document, rubric: Pair, days: tuple[str, str]) -> Diff:
    first, last = (
        Input(name, build_case(case, case_fields(), ""), build_rubric(one, ""), PartialDate.parse(day))
        for name, case, one, day in zip("ab", (before, after), rubric, days, strict=True)
    )
    return diff(first, last)


def exact(value: float) -> Decimal:
    """The number as it is printed in full."""
    return Decimal(repr(value))


def adds_up(found: Diff) -> bool:
    return all(
        sum((exact(share.amount) for share in figure.shares), Decimal())
        == exact(figure.after) - exact(figure.before)
        for figure in found.figures
        if figure.before is not None and figure.after is not None
    )


@settings(max_examples=25)
@given(rubrics(), edited())
def test_the_shares_of_an_edit_add_up_to_the_change(rubric: Document, pair: Pair) -> None:
    found = compared(*pair, (rubric, rubric), (D, D))
    event(f"moved: {found.moved}, changes: {min(len(found.changes), 5)}")
    assert adds_up(found)


@settings(max_examples=12)
@given(rubrics(), rubrics(), edited(3))
def test_they_add_up_where_rubric_case_and_date_change(old: Document, new: Document, pair: Pair) -> None:
    found = compared(*pair, (old, new), (EARLIER, D))
    event(f"method: {found.method}")
    assert adds_up(found)
    for figure in found.figures:
        parts = [exact(amount) for amount in found.by_origin(figure).values()]
        shares = [exact(share.amount) for share in figure.shares]
        assert sum(parts, Decimal()) == sum(shares, Decimal())


@settings(max_examples=25)
@given(rubrics(), cases())
def test_a_case_does_not_differ_from_itself(rubric: Document, case: Document) -> None:
    found = compared(case, case, (rubric, rubric), (D, D))
    assert not found.moved
    assert found.changes == ()


@settings(max_examples=12)
@given(rubrics(), edited())
def test_the_way_back_undoes_the_way_there(rubric: Document, pair: Pair) -> None:
    there = compared(*pair, (rubric, rubric), (EARLIER, D))
    back = compared(*reversed(pair), (rubric, rubric), (D, EARLIER))
    event(f"moved: {there.moved}")
    assert {change.id for change in there.changes} == {change.id for change in back.changes}
    undone = {(one.node, one.side, one.bound): one for one in back.figures}
    assert undone.keys() == {(one.node, one.side, one.bound) for one in there.figures}
    for one in there.figures:
        other = undone[one.node, one.side, one.bound]
        assert (one.before, one.after) == (other.after, other.before)
        shares = {share.change: share.amount for share in other.shares}
        for share in one.shares:
            # What division leaves over may go to another.
            assert abs(share.amount + shares.get(share.change, 0.0)) < 3e-9


@settings(max_examples=40)
@given(rubrics(), cases())
def test_a_snapshot_scores_as_the_case_did_on_its_day(rubric: Document, case: Document) -> None:
    whole, by = build_case(case, case_fields(), ""), build_rubric(rubric, "")
    for day in (D, EARLIER):
        then = PartialDate.parse(day)
        was, now = assess(whole, by, day), assess(snapshot(whole, then), by, day)
        assert scores(was) == scores(now)
        assert decided(was) == decided(now)


@settings(max_examples=5)
@given(rubrics(), edited(12))
def test_many_changes_are_divided_too(rubric: Document, pair: Pair) -> None:
    found = compared(*pair, (rubric, rubric), (EARLIER, D))
    event(f"method: {found.method}, changes: {len(found.changes)}")
    assert found.method in (Method.EXACT, Method.ORDERS)
    assert adds_up(found)
