"""The Li Ning case, as of the dates at which its record turned."""

from __future__ import annotations

from tests.cases.shipped_case import as_of


def test_before_the_decision_was_announced_the_recommendation_is_not_known() -> None:
    assessment = as_of("li-ning", "2022-03-06")
    assert assessment.facts == {}
    assert assessment.unanswered == ()


def test_on_the_day_of_the_decision_the_council_has_had_no_answer() -> None:
    assessment = as_of("li-ning", "2022-03-07")
    action = assessment.facts["gpfg-2022"]
    assert (action["recommended"], action["decided"]) == ("2021-09-30", "2022-03-07")
    assert [question.id for question in assessment.unanswered] == ["coe-requests"]


def test_a_finding_of_risk_is_coded_as_no_more_than_that() -> None:
    facts = as_of("li-ning", "2022-03-07").facts
    assert facts["coe-2021"]["concerns"] == ["future-risk"]
    assert facts["xinjiang-suppliers"]["actuality"] == "potential"
    assert "period" not in facts["xinjiang-suppliers"], "since when, and whether it ended, is not known"


def test_what_was_not_read_contradicts_nothing() -> None:
    assessment = as_of("li-ning", "2022-03-07")
    assert assessment.contradictions == assessment.possible_contradictions == ()
