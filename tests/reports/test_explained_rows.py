"""What can be explained, and why an outcome, a profile or a band holds or not."""

from __future__ import annotations

import pytest

from ddscore.model.assessment import Need, Reason
from ddscore.model.rows import RowResult
from ddscore.model.rubric import Row
from ddscore.reports.explained_rows import contents
from ddscore.reports.explanation import explain, written
from ddscore.reports.story.opening import walk
from tests.reports.example_assessment import EXAMPLE, UNTOUCHED, percent
from tests.reports.test_formats import assert_as_expected

NEED = Need("findings", None, None, "a complete search for findings")
ROWS = (
    RowResult("outcome", "exclude", None, Reason(("mine",), (), (NEED,))),
    RowResult("profile", "contradicted", True, Reason(("respects", "council-finding"), ("remediation",))),
)


def said(name: str, assessment=EXAMPLE, rows=ROWS) -> str:
    return " ".join(explain(assessment, name, rows).split())


def test_what_can_be_explained_is_as_expected():
    assert_as_expected("explainable.txt", contents(EXAMPLE))


def test_everything_that_is_listed_can_be_explained():
    ids = [line.split(":")[0].strip(" -") for line in contents(EXAMPLE).splitlines() if "- " in line[:8]]
    nodes = [node.id for node in walk(EXAMPLE.nodes)]
    assert [one for one in ids if one not in ("outcome", "profile", "band")] == nodes
    for table, rows in (
        ("outcome", EXAMPLE.rubric.outcomes),
        ("profile", EXAMPLE.rubric.profiles),
        ("band", EXAMPLE.rubric.bands),
    ):
        for row in rows:
            assert f"- {table}:{row.id}: {row.title}" in contents(EXAMPLE, 400)
            assert f"\n{row.title}\n===" in explain(EXAMPLE, f"{table}:{row.id}")


def test_a_rubric_without_rows_lists_its_nodes_alone():
    bare = EXAMPLE._replace(rubric=EXAMPLE.rubric._replace(outcomes=(), profiles=(), bands=()))
    assert "Outcomes" not in contents(bare)
    assert "Nodes" not in contents(UNTOUCHED._replace(nodes=()))


def test_a_row_that_is_possible_says_so_and_what_would_settle_it():
    text = said("outcome:exclude")
    assert "Possible, as one other is." in text
    assert "Condition, taken by itself: undetermined" in text
    assert "What would settle it ==================== - A complete search for findings" in text
    assert "reached" not in text


def test_a_row_that_is_certain_stands_with_its_facts_and_searches():
    text = said("profile:contradicted")
    assert "Certain: this is the profile." in text
    assert "It rests on a complete search for: Remediation." in text
    assert "- council-finding: According to Example Council" in text
    assert "What would settle it" not in text


def test_a_row_below_the_one_that_decides_names_it():
    assert "Ruled out: profile:contradicted stands above it, and its condition holds." in said("little")


def test_a_row_above_it_is_ruled_out_by_its_own_condition():
    summary = EXAMPLE.summary._replace(profile="little", possible_profiles=("little",))
    assert "Ruled out: its condition does not hold." in said(
        "contradicted", EXAMPLE._replace(summary=summary)
    )


def test_a_band_stands_with_its_limits_and_the_bounds_of_the_gap():
    text = said("band:severe")
    assert "Possible, as one other is." in text
    assert "It is for figures: at 50 or more" in text
    assert "The gap: at least 20.0 (between 20.0 and 65.0)" in text
    assert "It is for figures: below 20" in said("band:narrow")
    assert "Ruled out: the bounds of the figure do not reach it." in said("band:narrow")


def test_a_band_of_one_score_stands_with_that_score():
    summary = EXAMPLE.summary._replace(gap=None, overall=percent(40, 40, 55))
    assert "The figure: 40.0 (between 40.0 and 55.0)" in said(
        "band:severe", EXAMPLE._replace(summary=summary)
    )


def test_an_id_of_two_tables_is_asked_for_with_its_table():
    rows = (*EXAMPLE.rubric.outcomes, Row("little", "Little to do", None, None))
    both = EXAMPLE._replace(rubric=EXAMPLE.rubric._replace(outcomes=rows))
    with pytest.raises(ValueError, match="say outcome:little or profile:little"):
        explain(both, "little")


@pytest.mark.parametrize(
    ("name", "meant"), [("outcome:exclud", "outcome:exclude"), ("contradict", "profile:contradicted")]
)
def test_a_misspelt_row_is_suggested(name, meant):
    with pytest.raises(ValueError, match=f"did you mean {meant}"):
        explain(EXAMPLE, name)


def test_a_long_condition_has_a_line_for_each_part():
    parts = [{"findings": {"by_kind": ["court"] * 12, "standing": True}}, {"none": {"remediation": {}}}]
    code = written({"any": parts})
    assert code.text == "when:"
    assert code.more == (
        "  any:",
        "    - findings:",
        "        by_kind:",
        *["          - court"] * 12,
        "        standing: true",
        "    - {none: {remediation: {}}}",
    )


def test_a_short_condition_stays_on_its_line():
    assert written({"policies": {"public": True}}).text == "when: policies: {public: true}"
    assert written(None).text == "when: always"


def test_what_is_explained_of_a_draft_carries_its_banner():
    for text in (contents(EXAMPLE), explain(EXAMPLE, "commitment"), explain(EXAMPLE, "outcome:exclude")):
        assert "!! DRAFT: no second reader has confirmed this record" in text
    assert "DRAFT" not in contents(UNTOUCHED)
