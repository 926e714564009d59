"""Bands, profiles and outcomes hold only when certain (FORMATS 4)."""

from __future__ import annotations

import pytest

from tests.engine.worked import assessed, nodes

BANDS = "bands: [{id: low, below: 20}, {id: middle, below: 50}, {id: high}]"

EDGES = [
    # figure, band, bands possible
    ("0", "low", ["low"]),
    ("19.9", "low", ["low"]),
    ("20", "middle", ["middle"]),
    ("49.99999", "middle", ["middle"]),
    ("50", "high", ["high"]),
    ("100", "high", ["high"]),
    ("0..19", "low", ["low"]),
    ("0..20", None, ["low", "middle"]),
    ("19..60", None, ["low", "middle", "high"]),
    ("20..49", "middle", ["middle"]),
    ("20..50", None, ["middle", "high"]),
    ("50..100", "high", ["high"]),
]


@pytest.mark.parametrize(("points", "band", "possible"), EDGES)
def test_a_band_is_given_where_all_that_is_possible_lies_in_it(
    points: str, band: str | None, possible: list[str]
) -> None:
    assessment = assessed(f"{BANDS}\nchildren: [{{id: g, {BANDS}, children: [{{id: a, is: {points}}}]}}]")
    assert assessment.summary.band == band
    assert list(assessment.summary.possible_bands) == possible
    assert nodes(assessment)["g"].band == band


def test_a_figure_that_equals_a_limit_in_decimals_meets_it() -> None:
    bands = "bands: [{id: low, below: 33.333333333}, {id: high}]"
    children = "children: [{id: a, is: 100}, {id: b, is: 0}, {id: c, is: 0}]"
    assert assessed(f"{bands}\n{children}").summary.band == "high"


@pytest.mark.parametrize(
    ("policy", "practice", "of_theme", "of_summary"),
    [
        ("80", "30", "wide", ["wide"]),
        ("40", "30", "narrow", ["narrow"]),
        ("80", "20..70", None, ["narrow", "wide"]),
        # a practice beyond policy is a narrow gap of the whole
        ("30", "80", "beyond", ["narrow"]),
    ],
)
def test_the_bands_of_a_gap_rubric_are_of_gaps(
    policy: str, practice: str, of_theme: str | None, of_summary: list[str]
) -> None:
    rubric = f"""
    bands: [{{id: narrow, below: 20}}, {{id: wide}}]
    themes:
    - id: t
      bands: [{{id: beyond, below: 0}}, {{id: narrow, below: 20}}, {{id: wide}}]
      policy: [{{id: a, is: {policy}}}]
      practice: [{{id: b, is: {practice}}}]
    """
    assessment = assessed(rubric)
    assert nodes(assessment)["t"].band == of_theme
    assert list(assessment.summary.possible_bands) == of_summary


def test_without_bands_or_without_a_figure_there_is_no_band() -> None:
    assert assessed("children: [{id: a, is: 5}]").summary.possible_bands == ()
    summary = assessed(f"{BANDS}\nchildren: [{{id: a, is: 5, applies_when: no}}]").summary
    assert (summary.band, summary.possible_bands) == (None, ())


def test_a_band_stands_also_where_no_figure_is_printed() -> None:
    rubric = "minimum_coverage: 0.9\n" + BANDS + "\nchildren: [{id: a, is: %s}]"
    summary = assessed(rubric % "60..100").summary
    assert summary.overall is not None
    assert (summary.overall.percent, summary.band) == (None, "high")
    blocked = assessed(f"unknown: block\n{BANDS}\nchildren: [{{id: a, is: 60..100}}]").summary
    assert blocked.overall is not None
    assert (blocked.overall.percent, blocked.band) == (None, "high")


ROWS = [
    # conditions of the rows, the last without; row that holds, rows possible
    ("yes, yes", "0", ["0"]),
    ("no, yes", "1", ["1"]),
    ("no, no", "2", ["2"]),
    # the first that is true with every row above it false
    ("maybe, yes", None, ["0", "1"]),
    ("maybe, no", None, ["0", "2"]),
    ("yes, maybe", "0", ["0"]),
    ("no, maybe", None, ["1", "2"]),
    ("maybe, maybe", None, ["0", "1", "2"]),
]


@pytest.mark.parametrize("table", ["profiles", "outcomes"])
@pytest.mark.parametrize(("conditions", "holds", "possible"), ROWS)
def test_the_first_row_that_surely_holds_decides(
    table: str, conditions: str, holds: str | None, possible: list[str]
) -> None:
    rows = [f"{{id: '{place}', when: {when}}}" for place, when in enumerate(conditions.split(", "))]
    rubric = f"{table}: [{', '.join(rows)}, {{id: '{len(rows)}'}}]\nchildren: [{{id: a, is: 5}}]"
    summary = assessed(rubric).summary
    decided = {
        "profiles": (summary.profile, summary.possible_profiles),
        "outcomes": (summary.outcome, summary.possible_outcomes),
    }
    assert decided[table] == (holds, tuple(possible))
    other = decided["outcomes" if table == "profiles" else "profiles"]
    assert other == (None, ())


NO_ROW = [
    # conditions of all rows: none needs to hold
    ("no, no", None, []),
    ("no, maybe", None, ["1"]),
    ("maybe, no", None, ["0"]),
    ("maybe, yes", None, ["0", "1"]),
    ("no, yes", "1", ["1"]),
]


@pytest.mark.parametrize(("conditions", "holds", "possible"), NO_ROW)
def test_a_table_may_end_without_a_row_that_holds(
    conditions: str, holds: str | None, possible: list[str]
) -> None:
    rows = [f"{{id: '{place}', when: {when}}}" for place, when in enumerate(conditions.split(", "))]
    summary = assessed(f"outcomes: [{', '.join(rows)}]").summary
    assert (summary.outcome, list(summary.possible_outcomes)) == (holds, possible)


def test_a_rubric_of_outcomes_only_has_no_figures() -> None:
    assessment = assessed("outcomes: [{id: fine, when: {actions: {kind: fine}}}, {id: none}]", "", "actions")
    summary = assessment.summary
    assert (summary.policy, summary.practice, summary.gap, summary.overall) == (None,) * 4
    assert (summary.coverage, summary.band, summary.outcome) == (None, None, "none")
    assert assessment.nodes == ()


def test_profiles_read_both_sides_together() -> None:
    rubric = """
    themes: [{id: t, policy: [{id: a, is: %s}], practice: [{id: b, is: %s}]}]
    profiles:
    - id: contradicted
      when: {contradictions: {}}
    - id: substantiated
      when:
        all:
        - {score: {side: policy, percent: {at_least: 50}}}
        - {score: {side: practice, percent: {at_least: 50}}}
    - {id: outruns, when: {score: {side: policy, percent: {at_least: 50}}}}
    - {id: unspoken, when: {score: {side: practice, percent: {at_least: 50}}}}
    - {id: little}
    """
    closed = "policies findings involvement"
    profiles = {
        (policy, practice): assessed(rubric % (policy, practice), "", closed).summary.profile
        for policy in ("20", "50", "40..60")
        for practice in ("20", "50")
    }
    assert profiles == {
        ("20", "20"): "little",
        ("20", "50"): "unspoken",
        ("50", "20"): "outruns",
        ("50", "50"): "substantiated",
        ("40..60", "20"): None,
        ("40..60", "50"): None,
    }
    # with findings that nobody looked for, none of it is certain
    assert assessed(rubric % ("50", "50")).summary.profile is None
    assert list(assessed(rubric % ("50", "50")).summary.possible_profiles) == [
        "contradicted",
        "substantiated",
    ]


ASKING = """
outcomes:
- {id: kept, when: {promises: {kept: {happened: true}}}}
- {id: upheld, when: {findings: {direction: adverse}}}
- {id: none}
"""
RULING = "findings: [{id: ruling}]"


def test_a_certain_row_rests_on_its_facts_and_on_the_searches_that_ruled_out_those_above() -> None:
    reason = assessed(ASKING, RULING, "promises").summary.outcome_reason
    assert (reason.facts, reason.searched, reason.needs) == (("ruling",), ("promises",), ())


def test_an_undetermined_table_says_what_would_settle_it() -> None:
    reason = assessed(ASKING, RULING).summary.outcome_reason
    assert (reason.facts, reason.searched) == ((), ())
    assert [need.text for need in reason.needs] == ["a complete search for promises"]


def test_a_row_without_a_condition_rests_on_what_the_rows_above_it_lack() -> None:
    summary = assessed(ASKING, "", "promises findings").summary
    assert summary.outcome == "none"
    assert summary.outcome_reason.searched == ("promises", "findings")
    tables = "profiles: [{id: high, when: {score: {percent: {at_least: 50}}}}, {id: low}]"
    asked = (
        "children: [{id: a, levels: [{points: 0, when: {findings: {direction: adverse}}}, {points: 100}]}]"
    )
    summary = assessed(f"{tables}\n{asked}", RULING).summary
    assert (summary.profile, summary.profile_reason.facts) == ("low", ("ruling",))
