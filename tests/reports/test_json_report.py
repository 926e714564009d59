"""JSON: exactly the keys of FORMATS 4, which the shipped schema holds too."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest

from ddscore.model.rubric import Base
from ddscore.reports import FORMATS
from tests.reports.example_assessment import EXAMPLE, UNTOUCHED, node, percent

SCHEMA = json.loads(files("ddscore.schemas").joinpath("assessment-1.json").read_text("utf-8"))
TOP = [
    *("ddscore", "tool", "case", "rubric", "as_of", "warnings", "summary", "nodes", "contradictions"),
    *("possible_contradictions", "disputed", "later", "open_promises", "unanswered", "unknowns", "facts"),
    *("research", "sources"),
]
NODE = [
    *("id", "title", "kind", "side", "weight", "status", "policy", "practice", "gap", "overall", "coverage"),
    *(
        "band",
        "question",
        "principle",
        "ask",
        "levels",
        "level",
        "possible_levels",
        "because",
        "caps",
        "facts",
    ),
    *("sources", "children", "applies_when", "for_each"),
]


def document(assessment=EXAMPLE):
    return json.loads(FORMATS["json"].render([assessment]))


@pytest.mark.parametrize("assessment", [EXAMPLE, UNTOUCHED], ids=["researched", "not researched"])
def test_an_assessment_is_as_the_schema_says(assessment):
    jsonschema.Draft202012Validator(SCHEMA).validate(document(assessment))


def test_the_keys_are_those_of_the_format_and_in_its_order():
    assert list(document()) == TOP
    assert list(document()["nodes"][0]) == NODE
    assert list(document()["summary"]["policy"]) == ["points", "of", "percent", "low", "high"]


def test_figures_are_unrounded_and_missing_ones_null():
    summary = document()["summary"]
    assert summary["policy"] == {"points": 36, "of": 100, "percent": 36, "low": 36, "high": 64.5}
    assert summary["overall"] is None
    assert document(UNTOUCHED)["summary"]["policy"]["percent"] is None


def test_a_negative_zero_is_zero():
    gap = node("a", "A", "theme", gap=percent(-0.0, -0.0, 5.0))
    read = document(EXAMPLE._replace(nodes=(gap,)))["nodes"][0]["gap"]
    assert [str(read[name]) for name in ("points", "percent", "low")] == ["0.0", "0.0", "0.0"]


def test_the_rubrics_that_it_extends_are_named():
    extended = EXAMPLE._replace(rubric=EXAMPLE.rubric._replace(bases=(Base("base", "1.0", "b" * 64),)))
    assert document(extended)["rubric"]["bases"] == [{"id": "base", "version": "1.0", "sha256": "b" * 64}]


def test_what_another_format_needs_is_there():
    read = document()
    assert read["rubric"]["bands"][0] == {"id": "narrow", "title": "Narrow gap", "below": 20}
    assert read["rubric"]["outcomes"][0]["because"] == "Grave harm was found."
    assert read["open_promises"][1] == {
        "id": "rehouse",
        "made": "2019-09-01",
        "months_open": 12,
        "partly_kept": "2020-05",
        "overdue": True,
        "due": "2020-06",
    }
    assert read["nodes"][0]["children"][0]["levels"][0]["when"] == {
        "policies": {"public": True, "instruments": "UNGP", "approved_by": ["board", "ceo"]}
    }


def test_one_assessment_is_an_object_and_several_are_a_list():
    several = json.loads(FORMATS["json"].render([EXAMPLE, UNTOUCHED]))
    assert [read["case"]["id"] for read in several] == ["example-mining", "example-blank"]


def test_text_is_written_as_it_is():
    assert "Tilrådning" in FORMATS["json"].render([EXAMPLE])
