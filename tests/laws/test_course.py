"""A case looked at day after day is as an assessment of each day says; only listed days change anything."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from ddscore import assess
from ddscore.documents.case import build_case
from ddscore.documents.rubric import build_rubric
from ddscore.documents.vocabulary import case_fields
from ddscore.engine.assess import unknowns
from ddscore.engine.course import Course
from ddscore.engine.results import explained_summary, node_results
from tests.laws.assessments import decided, scores
from tests.laws.cases import cases
from tests.laws.rubrics import rubrics

if TYPE_CHECKING:
    from random import Random

    from ddscore.model.case import Case
    from ddscore.model.rubric import Rubric

Document = dict[str, Any]
FIRST, LAST = date(2017, 12, 31), date(2023, 6, 1)


def built(rubric: Document, case: Document) -> tuple[Rubric, Case]:
    return build_rubric(rubric, ""), build_case(case, case_fields(), "")


def turning(rubric: Document, case: Document) -> list[date]:
    """The days between the first and the last on which anything can change."""
    model, facts = built(rubric, case)
    return [day for day in Course(facts, model).calendar.days if FIRST < day < LAST]


@st.composite
def drawn(draw: Any) -> tuple[Document, Document, list[date]]:
    """A rubric, a case, and some days, most of them near one on which something can change."""
    rubric, case = draw(rubrics()), draw(cases())
    days = [FIRST, *turning(rubric, case)]
    near = sorted({*days, *(day - timedelta(days=1) for day in days)})
    one = st.one_of(st.sampled_from(near), st.sampled_from(near), st.dates(FIRST, LAST))
    return rubric, case, sorted(draw(st.lists(one, min_size=2, max_size=8)))


@settings(max_examples=300)
@given(drawn())
def test_each_day_is_as_an_assessment_of_it_says(drawing: tuple[Document, Document, list[date]]) -> None:
    rubric, case = built(*drawing[:2])
    for day, run in zip(drawing[2], Course(case, rubric).runs(drawing[2]), strict=True):
        assessment = assess(case, rubric, day.isoformat())
        assert explained_summary(run) == assessment.summary
        assert node_results(run) == assessment.nodes
        assert unknowns(run) == assessment.unknowns


@settings(max_examples=300)
@given(rubrics(), cases(), st.randoms(use_true_random=False))
def test_between_two_days_of_the_calendar_no_score_moves(
    written: Document, recorded: Document, random: Random
) -> None:
    rubric, case = built(written, recorded)
    days = [FIRST, *turning(written, recorded), LAST]
    first, last = random.choice(list(pairwise(days)))
    between = first + timedelta(days=random.randrange((last - first).days))
    event(f"days apart: {between > first}")
    one, other = (assess(case, rubric, day.isoformat()) for day in (first, between))
    assert scores(one) == scores(other)
    assert decided(one) == decided(other)
