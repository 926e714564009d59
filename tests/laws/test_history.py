"""A history says of each day what an assessment of it says, and leaves out no day on which that moves."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from ddscore import assess
from ddscore.analysis.history import history
from ddscore.documents.case import build_case
from ddscore.documents.rubric import build_rubric
from ddscore.documents.vocabulary import case_fields
from ddscore.model.assessment import Reason
from ddscore.model.dates import PartialDate
from ddscore.model.history import Every
from tests.laws.assessments import nodes, scores
from tests.laws.cases import cases
from tests.laws.rubrics import rubrics

if TYPE_CHECKING:
    from random import Random

    from ddscore.model.case import Case
    from ddscore.model.rubric import Rubric

Document = dict[str, Any]
BEGINS, ENDS = PartialDate.parse("2018"), PartialDate.parse("2022-03")

_REASONS = {"profile_reason": Reason(), "outcome_reason": Reason()}
"""What a profile rests on may change without the profile."""


def built(rubric: Document, case: Document) -> tuple[Case, Rubric]:
    return build_case(case, case_fields(), ""), build_rubric(rubric, "")


@settings(max_examples=100)
@given(rubrics(), cases(), st.sampled_from(Every))
def test_each_row_is_as_an_assessment_of_that_day_says(
    rubric: Document, case: Document, every: Every
) -> None:
    facts, model = built(rubric, case)
    told = history(facts, model, BEGINS, ENDS, every)
    for row in told.rows:
        assessment = assess(facts, model, row.as_of)
        assert row.summary == assessment.summary._replace(**_REASONS)
        for move in row.moves:
            assert move.after == nodes(assessment)[move.node].overall
            assert move.before != move.after


@settings(max_examples=100)
@given(rubrics(), cases(), st.randoms(use_true_random=False))
def test_between_two_rows_no_score_moves(rubric: Document, case: Document, random: Random) -> None:
    facts, model = built(rubric, case)
    told = history(facts, model, BEGINS, ENDS)
    row, later = random.choice(list(pairwise(told.rows)))
    day = row.as_of.first + timedelta(days=random.randrange((later.as_of.first - row.as_of.first).days))
    event(f"rows: {len(told.rows)}")
    one, other = assess(facts, model, row.as_of), assess(facts, model, day.isoformat())
    assert scores(one) == scores(other)
    assert one.summary._replace(**_REASONS) == other.summary._replace(**_REASONS)


@settings(max_examples=100)
@given(rubrics(), cases())
def test_every_move_has_something_that_moved_it(rubric: Document, case: Document) -> None:
    told = history(*built(rubric, case), BEGINS, ENDS)
    assert all(row.changes for row in told.rows[1:-1])


@settings(max_examples=100)
@given(rubrics(), cases())
def test_no_row_names_a_source_as_new_that_was_not_public(rubric: Document, case: Document) -> None:
    told = history(*built(rubric, case), BEGINS, ENDS)
    for row in told.rows:
        for change in (*row.changes, *row.unmoving):
            for name in change.sources:
                source = told.sources[name]
                known = PartialDate.parse(str(source.get("published") or source["archived"]))
                assert known.last <= row.as_of.first
