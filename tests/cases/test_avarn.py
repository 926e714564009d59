"""The Avarn case: a customer that acted on its business relationship, of which a headline was read."""

from __future__ import annotations

from tests.cases.shipped_case import as_of


def test_before_the_headline_nothing_is_known() -> None:
    assert as_of("avarn", "2021-03-01").facts == {}


def test_a_customer_is_linked_and_has_acted() -> None:
    facts = as_of("avarn", "2021-03-02").facts
    assert facts["hikvision-relationship"]["relationship"] == "linked"
    assert facts["drops-hikvision"]["step"] == "act"


def test_of_what_a_headline_does_not_tell_nothing_is_stated() -> None:
    facts = as_of("avarn", "2021-03-02").facts
    assert not {"period", "severity", "leverage"} & set(facts["hikvision-relationship"])
    assert not {"disclosed", "consulted", "independent"} & set(facts["drops-hikvision"])


def test_no_body_found_anything_against_it_and_none_is_said_to_have_looked() -> None:
    assessment = as_of("avarn", "2021-03-02")
    assert assessment.contradictions == assessment.possible_contradictions == ()
    assert not assessment.research["findings"].closed
