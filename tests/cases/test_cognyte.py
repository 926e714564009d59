"""The Cognyte case, as of the dates at which its record turned."""

from __future__ import annotations

from tests.cases.shipped_case import as_of


def test_before_the_decision_was_announced_nothing_is_known() -> None:
    assert as_of("cognyte", "2022-12-14").facts == {}


def test_on_the_day_of_the_decision_the_recommendation_of_june_is_known() -> None:
    assessment = as_of("cognyte", "2022-12-15")
    action = assessment.facts["gpfg-2022"]
    assert (action["recommended"], action["decided"]) == ("2022-06-17", "2022-12-15")
    assert assessment.facts["coe-2022"]["concerns"] == ["future-risk"]


def test_information_shared_with_the_council_is_an_answer() -> None:
    assessment = as_of("cognyte", "2022-12-15")
    assert assessment.facts["coe-dialogue"]["response"] == "partial"
    assert assessment.unanswered == ()


def test_what_was_not_read_is_unknown_and_not_denied() -> None:
    assessment = as_of("cognyte", "2022-12-15")
    assert not any(research.closed for research in assessment.research.values())
    assert "period" not in assessment.facts["surveillance-products"]
