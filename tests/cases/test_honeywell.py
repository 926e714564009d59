"""The Honeywell case, as of the two decisions on its exclusion."""

from __future__ import annotations

from tests.cases.shipped_case import as_of


def test_the_recommendation_is_known_from_its_announcement_and_not_before() -> None:
    assert as_of("honeywell", "2006-01-04").facts == {}
    facts = as_of("honeywell", "2006-01-05").facts
    assert (facts["gpfg-2006"]["recommended"], facts["gpfg-2006"]["decided"]) == ("2005-09-19", "2006-01-05")
    assert facts["coe-2005"]["date"] == "2005-09-19"


def test_in_2018_the_exclusion_is_kept_and_so_not_revoked() -> None:
    before, after = (as_of("honeywell", day).facts for day in ("2018-01-15", "2018-01-16"))
    assert "gpfg-2018" not in before
    assert "revoked" not in before["gpfg-2006"]
    assert after["gpfg-2018"]["decided"] == "2018-01-16"
    assert after["gpfg-2006"]["revoked"] is None


def test_a_product_is_no_concern_about_human_rights_that_was_upheld() -> None:
    assessment = as_of("honeywell", "2018-01-16")
    finding, product = assessment.facts["coe-2005"], assessment.facts["nuclear-weapons"]
    assert (finding["concerns"], finding["rights"], product["kind"]) == ([], [], "product")
    assert {"relationship", "severity"}.isdisjoint(product)
    for action in ("gpfg-2006", "gpfg-2018"):
        assert assessment.facts[action]["grounds"] == ["humanitarian-weapons"]
    assert assessment.contradictions == assessment.possible_contradictions == ()


def test_by_the_criterion_on_weapons_the_grounds_hold_in_2018() -> None:
    assert as_of("honeywell", "2018-01-16", "gpfg-weapons").summary.outcome == "exclude"
