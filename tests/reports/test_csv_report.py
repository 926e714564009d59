"""CSV: a row for each case, rubric, node and side, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given

from ddscore.model.rubric import Side
from ddscore.model.score import Status
from ddscore.reports import FORMATS
from ddscore.reports.characters import visible
from tests.reports.example_assessment import EXAMPLE, UNTOUCHED, node, percent
from tests.reports.hostile import texts, with_text

HEADER = "case,company,rubric,as_of,node,kind,side,points,of,percent,low,high,status,band,outcome,coverage"


def rows(*assessments) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(FORMATS["csv"].render(assessments), newline="")))


def row(node_id: str, side: str, *assessments) -> dict[str, str]:
    (found,) = [
        one for one in rows(*assessments or (EXAMPLE,)) if (one["node"], one["side"]) == (node_id, side)
    ]
    return found


def test_the_header_is_that_of_the_format():
    text = FORMATS["csv"].render([EXAMPLE])
    assert text.partition("\n")[0] == HEADER
    assert "\r" not in text


def test_the_rubrics_own_figures_stand_under_its_id():
    assert row("example", "practice") == {
        "case": "example-mining",
        "company": "Example Mining plc",
        "rubric": "example",
        "as_of": "2020-09-23",
        "node": "example",
        "kind": "summary",
        "side": "practice",
        "points": "0.0",
        "of": "100.0",
        "percent": "0.0",
        "low": "0.0",
        "high": "40.0",
        "status": "scored",
        "band": "",
        "outcome": "",
        "coverage": "0.6",
    }


def test_a_band_and_an_outcome_stand_only_where_they_are_certain():
    assert {one["band"] for one in rows(EXAMPLE) if one["kind"] == "summary"} == {""}
    summary = EXAMPLE.summary._replace(band="wide", outcome="exclude")
    certain = EXAMPLE._replace(summary=summary)
    assert row("example", "gap", certain)["band"] == "wide"
    assert row("example", "policy", certain)["band"] == ""
    assert {one["outcome"] for one in rows(certain) if one["kind"] == "summary"} == {"exclude"}


def test_a_theme_has_a_row_for_each_side():
    assert [one["side"] for one in rows(EXAMPLE) if one["node"] == "commitment"] == [
        "policy",
        "practice",
        "gap",
    ]
    assert row("commitment", "gap")["band"] == "severe"
    assert row("commitment", "practice")["coverage"] == "1.0"
    assert row("commitment", "gap")["coverage"] == "0.6"


def test_the_summary_says_why_a_figure_is_missing():
    assert row("example", "policy", UNTOUCHED)["status"] == "insufficient"
    blocked = UNTOUCHED._replace(nodes=(node("a", "A", "theme", side=None, status=Status.BLOCKED),))
    assert row("example", "policy", blocked)["status"] == "blocked"


def test_each_side_of_a_theme_has_a_status_of_its_own():
    statuses = {one["side"]: one["status"] for one in rows(EXAMPLE) if one["node"] == "remedy"}
    assert statuses == {"policy": "scored", "practice": "insufficient", "gap": "insufficient"}
    theme = next(one for one in EXAMPLE.nodes if one.id == "remedy")
    open_ = EXAMPLE._replace(nodes=(theme._replace(practice=percent(0, 0, 100)),))
    assert row("remedy", "practice", open_)["status"] == "unknown"
    silent = EXAMPLE._replace(nodes=(theme._replace(practice=percent(None, 0, 50), status=Status.SCORED),))
    assert row("remedy", "practice", silent)["status"] == "unknown"


def test_a_criterion_has_one_row_on_its_own_side():
    found = row("remedy-given", "practice")
    assert (found["kind"], found["status"], found["percent"], found["high"]) == (
        "criterion",
        "unknown",
        "",
        "100.0",
    )


def test_a_node_that_does_not_apply_has_a_row_without_figures():
    found = row("leverage", "")
    assert found["status"] == "not-applicable"
    assert {found[name] for name in ("points", "of", "percent", "low", "high", "coverage")} == {""}


def test_a_rubric_of_outcomes_alone_has_its_row():
    summary = EXAMPLE.summary._replace(
        policy=None, practice=None, gap=None, understatement=None, outcome="none"
    )
    assert row("example", "", EXAMPLE._replace(summary=summary))["outcome"] == "none"


def test_numbers_are_unrounded_and_a_negative_gap_stays_a_number():
    third = percent(-100 / 3, -100 / 3, -0.0)
    odd = EXAMPLE._replace(nodes=(node("a", "A", "theme", side=None, gap=third),))
    found = row("a", Side.GAP, odd)
    assert found["percent"] == "-33.333333333333336"
    assert found["high"] == "0.0"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "＝"])
def test_no_cell_of_text_begins_a_formula(start):
    company = f"{start}HYPERLINK(1)"
    named = EXAMPLE._replace(case=EXAMPLE.case._replace(company=company))
    assert {one["company"] for one in rows(named)} == {f"'{company}"}


@pytest.mark.parametrize("start", ["\t=", "\r=", "\n+", "\r\n@"])
def test_nor_does_one_after_what_a_spreadsheet_skips(start):
    named = EXAMPLE._replace(case=EXAMPLE.case._replace(company=f"{start}1"))
    assert {one["company"] for one in rows(named)} == {f"' {start[-1]}1"}


@given(texts)
def test_any_company_comes_back_as_it_was_with_control_characters_shown(text):
    named = UNTOUCHED._replace(case=UNTOUCHED.case._replace(company=text))
    assert {one["company"].removeprefix("'") for one in rows(named)} == {visible(text).removeprefix("'")}


def test_several_assessments_stand_in_one_table():
    assert {one["case"] for one in rows(EXAMPLE, UNTOUCHED)} == {"example-mining", "example-blank"}
    assert len(rows(with_text("=1"))) == len(rows(EXAMPLE))
