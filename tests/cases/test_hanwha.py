"""The Hanwha case: an exclusion over a product, and its revocation once the activity had ceased."""

from __future__ import annotations

from tests.cases.shipped_case import as_of


def test_on_the_day_of_the_article_the_exclusion_stood_and_no_more_is_known() -> None:
    facts = as_of("hanwha", "2020-09-23").facts
    assert set(facts) == {"gpfg-2008"}
    assert facts["gpfg-2008"]["revoked"] is None
    assert {"decided", "in_force"}.isdisjoint(facts["gpfg-2008"])


def test_the_recommendation_to_revoke_is_not_known_before_the_revocation() -> None:
    before, after = (as_of("hanwha", day).facts for day in ("2021-09-28", "2021-09-29"))
    assert "27 May 2021" not in str(before)
    assert after["activity-ceased-2021"]["date"] == "2021-05-27"
    assert after["activity-ceased-2021"]["direction"] == "exculpatory"
    assert after["gpfg-2008"]["revoked"] == "2021-09-29"
    assert after["gpfg-2008"]["ended_because"] == "activity-ceased"


def test_of_two_years_of_exclusion_the_later_is_recorded_and_both_are_told() -> None:
    action = as_of("hanwha", "2021-09-29").facts["gpfg-2008"]
    assert (action["decided"], action["in_force"]) == ("2008", "2008")
    assert "since 2007" in str(action["note"])


def test_a_product_is_no_concern_about_human_rights() -> None:
    facts = as_of("hanwha", "2021-09-29").facts
    assert (facts["activity-ceased-2021"]["concerns"], facts["activity-ceased-2021"]["rights"]) == ([], [])
    assert facts["gpfg-2008"]["grounds"] == ["humanitarian-weapons"]
    assert {"relationship", "severity"}.isdisjoint(facts["cluster-munitions"])


def test_by_the_criterion_on_weapons_the_ground_of_the_exclusion_is_gone() -> None:
    assert as_of("hanwha", "2021-09-28", "gpfg-weapons").summary.profile is None
    assert as_of("hanwha", "2021-09-29", "gpfg-weapons").summary.profile == "ground-gone"
