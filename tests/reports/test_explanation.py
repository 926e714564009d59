"""Why a node has its score."""

from __future__ import annotations

import pytest
import yaml

from ddscore.reports.explanation import explain, flow
from tests.reports.example_assessment import EXAMPLE


def explained(node_id: str) -> str:
    return " ".join(explain(EXAMPLE, node_id).split())


def test_each_level_stands_with_its_condition_and_whether_it_holds():
    text = explained("commitment-stated")
    assert (
        "Approved at the most senior level (100 points): undetermined "
        "when: policies: {public: true, instruments: UNGP, approved_by: [board, ceo]}"
    ) in text
    assert "A public commitment (60 points): holds" in text
    assert "No public commitment found (0 points): holds when: always" in text


def test_figures_have_one_decimal():
    assert "Figure: 60.0 (between 60.0 and 100.0)" in explained("commitment-stated")


def test_what_would_settle_it_is_named():
    assert "What would settle it ==================== - respects: “approved by” is left open" in explained(
        "commitment-stated"
    )
    assert "What would settle it" not in explained("commitment-upheld")


def test_the_facts_stand_with_their_sources_and_words():
    text = explained("commitment-upheld")
    assert (
        "council-finding: According to Example Council "
        "(18 September 2020, read in Example Gazette [gazette]):" in text
    )
    assert "“facilitates serious abuse”" in text


def test_a_theme_shows_its_parts_weights_and_caps():
    text = explained("commitment")
    assert (
        "commitment-stated: A public commitment. What it says. "
        "Figure 60.0 (between 60.0 and 100.0). Weight 2."
    ) in text
    assert (
        "commitment-upheld: Findings on the commitment. What the record shows. Figure 0.0. Weight 1." in text
    )
    assert (
        "What the record shows: at most 20.0 percent, holds: grave harm has no disclosed remedy. On mine."
        in text
    )
    assert (
        "What it says: at most 50.0 percent, undetermined; its ground, which is not established: "
        "the policy is not public."
    ) in text
    assert "What it says: at most 10.0 percent, does not hold: the policy was withdrawn." in text


def test_a_node_that_does_not_apply_says_why():
    text = explained("leverage")
    assert "Does not apply, on a complete search of involvement." in text
    assert "leverage-used: Leverage used. What it says. Does not apply. Weight 1." in text


def test_a_zero_for_a_disclosure_is_explained():
    assert "Zero for a disclosure means" in explained("remedy-reported")


def test_an_unknown_node_names_those_that_are_close():
    with pytest.raises(ValueError, match=r"no node, .* 'comitment', .*; did you mean commitment, "):
        explain(EXAMPLE, "comitment")


def test_an_unknown_node_that_is_close_to_none_says_where_all_are_listed():
    with pytest.raises(ValueError, match="`ddscore explain CASE` lists them all"):
        explain(EXAMPLE, "zzz")


@pytest.mark.parametrize(
    "condition",
    [
        {"policies": {"public": True, "date": None, "instruments": ["UNGP", "ILO-core"]}},
        {"all": [{"score": {"side": "gap", "percent": {"at_least": 12.5, "below": -3}}}, {"findings": {}}]},
        {"findings": {"by": 'a: b, {c} "d" \\ #', "date": {"on_or_before": "2020-09-23"}}},
        {"findings": {"by": ["true", "NULL", "", "12", "- x", "plain words", "$as_of"]}},
    ],
)
def test_a_condition_is_written_as_yaml_that_means_the_same(condition):
    assert yaml.safe_load(flow(condition)) == condition
    assert yaml.safe_load(flow(condition, outermost=True).join("{}")) == condition
