"""What a case holds once a body's own findings, actions and publications are left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from ddscore import Case, load_case
from ddscore.model.case import Fact
from tests.backtest.leaving_out import leave_out

FILE = Path(__file__).parents[1] / "data" / "backtest" / "example-mining.yaml"
WHOLE = load_case(FILE)
LEFT = leave_out(WHOLE, {"Example Council"})


def facts(case: Case) -> dict[str, Fact]:
    return {fact.id: fact for recorded in case.facts.values() for fact in recorded}


def test_a_body_s_publications_go_with_their_copies_and_what_was_read_in_them() -> None:
    assert set(LEFT.sources) == {"news", "digest"}


def test_a_report_that_tells_only_what_the_body_concluded_goes_where_it_is_named() -> None:
    assert set(leave_out(WHOLE, {"Example Council"}, ["digest"]).sources) == {"news"}


def test_its_findings_go_though_others_report_them() -> None:
    assert [finding.id for finding in LEFT.facts["findings"]] == ["court"]


def test_an_action_goes_with_the_last_finding_that_it_follows() -> None:
    assert [action.id for action in LEFT.facts["actions"]] == ["sold", "watched"]
    assert facts(LEFT)["sold"].fields["follows"] == ["court"]


def test_a_finding_that_an_update_names_keeps_an_action() -> None:
    (update,) = facts(LEFT)["watched"].updates
    assert update.set["follows"] == "court"


def test_a_fact_that_others_tell_stays_with_their_sources() -> None:
    assert facts(LEFT)["mine"].sources == ("news",)


def test_a_fact_that_nobody_else_tells_goes() -> None:
    assert "spill" in facts(WHOLE)
    assert "spill" not in facts(LEFT)


def test_what_only_the_body_changed_is_as_it_was_before() -> None:
    (update,) = facts(LEFT)["mine"].updates
    assert facts(LEFT)["mine"].fields["relationship"] == "linked"
    assert (update.set, update.sources) == ({"pattern": "systematic"}, ("news",))


def test_a_later_change_does_not_keep_a_fact_that_is_known_from_nobody_else() -> None:
    assert "dam" in facts(LEFT)
    assert "dam" not in facts(leave_out(WHOLE, {"Example Council"}, ["digest"]))


def test_what_refers_to_a_fact_that_is_gone_is_unknown() -> None:
    assert "involvement" not in facts(LEFT)["court"].fields
    assert facts(LEFT)["clean-up"].fields["addresses"] == ["mine"]
    assert facts(LEFT)["watched"].fields["addresses"] == "mine"


def test_a_search_goes_that_rests_on_the_body_s_word_alone() -> None:
    (partial,) = LEFT.research["involvement"]
    (complete,) = LEFT.research["actions"]
    assert (partial.complete, complete.sources) == (False, ("news",))


def test_a_coded_answer_goes_that_was_read_in_its_publications_alone() -> None:
    assert set(LEFT.answers["harm"]) == {"spills", "dams"}


@pytest.mark.parametrize("name", ["Example Ministry", "Example Counci", ""])
def test_a_body_that_is_not_in_the_case_leaves_it_whole(name: str) -> None:
    assert leave_out(WHOLE, {name}) == WHOLE


def test_nothing_of_the_case_itself_is_changed() -> None:
    assert load_case(FILE) == WHOLE
