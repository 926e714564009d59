"""The rubric `ungp` on six invented companies: sensible, and fair to each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from ddscore import Assessment, assess, load_case, load_rubric
from ddscore.reports import FORMATS

COMPANIES = Path(__file__).parent.parent / "data" / "companies"


@cache
def assessed(company: str) -> Assessment:
    return assess(load_case(COMPANIES / f"{company}.yaml"), load_rubric("ungp"))


@pytest.mark.parametrize(
    ("company", "profile", "outcome"),
    [
        ("nothing-researched", None, None),
        ("searched-nothing-found", "little", "disclose"),
        ("good", "substantiated", "none"),
        ("grave-no-policy", "upheld", "urgent"),
        ("reformed", "addressed", "monitor"),
        ("allegations-only", "partial", "clarify"),
    ],
)
def test_each_company_has_the_profile_and_outcome_that_its_record_carries(
    company: str, profile: str | None, outcome: str | None
) -> None:
    summary = assessed(company).summary
    assert (summary.profile, summary.outcome) == (profile, outcome)


def test_where_nothing_was_researched_nothing_is_said() -> None:
    summary = assessed("nothing-researched").summary
    for score in (summary.policy, summary.practice, summary.gap):
        assert score is not None
        assert (score.percent, score.points) == (None, None)
        assert score.low <= 0
        assert score.high == 100
    assert summary.coverage == 0
    assert summary.band is None
    assert len(summary.possible_outcomes) > 1
    assert "insufficient evidence" in FORMATS["text"].render([assessed("nothing-researched")])


def test_a_clean_search_is_neither_a_good_score_nor_guilt() -> None:
    summary = assessed("searched-nothing-found").summary
    assert summary.policy is not None
    assert summary.practice is not None
    assert summary.policy.percent == 0
    assert summary.practice.percent is not None
    assert summary.practice.percent < 50, "silence earns no good score"
    assert assessed("searched-nothing-found").contradictions == ()
    text = FORMATS["text"].render([assessed("searched-nothing-found")])
    assert "is contradicted by the record" not in text


def test_a_company_that_promises_nothing_is_not_better_for_it() -> None:
    """Practice is judged by findings and facts, not by whether a contradiction exists."""
    silent, vocal = assessed("grave-no-policy").summary, assessed("good").summary
    assert silent.practice is not None
    assert vocal.practice is not None
    assert silent.practice.high == 0
    assert vocal.practice.low > 90
    assert assessed("grave-no-policy").contradictions == ()


def test_severe_harm_without_disclosed_remedy_caps_practice_and_says_why() -> None:
    capped = [cap for node in assessed("grave-no-policy").nodes for cap in node.caps if cap.holds]
    assert capped
    assert all("remedy" in cap.because for cap in capped)
    assert not [cap for node in assessed("reformed").nodes for cap in node.caps if cap.holds]


def test_a_commitment_made_after_the_harm_ended_is_no_contradiction() -> None:
    reformed = assessed("reformed")
    assert reformed.contradictions == ()
    assert len(reformed.later) == 1


def test_allegations_are_shown_as_disputed_and_never_as_a_contradiction() -> None:
    alleged = assessed("allegations-only")
    assert alleged.contradictions == ()
    assert len(alleged.disputed) == 1
    assert alleged.summary.profile != "contradicted"
