"""The Walmart case: an exclusion and its revocation, of whose grounds little was read."""

from __future__ import annotations

from tests.cases.shipped_case import as_of


def test_before_the_revocation_nothing_is_known() -> None:
    assert as_of("walmart", "2019-06-24").facts == {}


def test_on_the_day_of_the_revocation_it_is_known_that_the_exclusion_ended() -> None:
    facts = as_of("walmart", "2019-06-25").facts
    assert (facts["gpfg-2006"]["in_force"], facts["gpfg-2006"]["revoked"]) == ("2006", "2019-06-25")
    assert facts["grounds-ceased-2019"]["direction"] == "exculpatory"


def test_no_conduct_is_recorded_of_which_nothing_was_read() -> None:
    assessment = as_of("walmart", "2019-06-25")
    assert {fact["collection"] for fact in assessment.facts.values()} == {"actions", "findings"}
    assert not any(research.closed for research in assessment.research.values())
