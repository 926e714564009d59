"""What to ask and what to research, in each format; and the letter for the right of reply."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from ddscore import assess, load_case, load_rubric
from ddscore.documents import shipped
from ddscore.documents.schema import parsed
from ddscore.model.dates import PartialDate
from ddscore.reports import wording
from ddscore.reports.engagement import ENGAGEMENT_FORMATS
from ddscore.reports.engagement.letter import letter
from ddscore.reports.markdown import in_markdown
from ddscore.reports.text import in_text
from tests.reports.example_assessment import EXAMPLE, UNTOUCHED
from tests.reports.example_engagement import ENGAGEMENT, RAISING
from tests.reports.hostile import HOSTILE, texts, with_text
from tests.reports.test_formats import assert_as_expected
from tests.reports.test_markdown_report import shape
from tests.reports.test_text_report import too_wide

DEADLINE = PartialDate.parse("2020-11-01")
HIKVISION = assess(load_case(shipped.folder("cases") / "hikvision.yaml"), load_rubric("ungp"))

each_format = pytest.mark.parametrize("form", ENGAGEMENT_FORMATS.values(), ids=lambda form: form.name)


def text_of(engagement: Any = ENGAGEMENT) -> str:
    return " ".join(ENGAGEMENT_FORMATS["text"].render(engagement).split())


def written(assessment: Any = EXAMPLE) -> str:
    return in_markdown(letter(assessment, DEADLINE))


@each_format
def test_a_report_is_as_expected(form: Any) -> None:
    assert_as_expected(f"engagement{form.suffix}", form.render(ENGAGEMENT))


def test_a_letter_is_as_expected() -> None:
    assert_as_expected("letter.md", written())


def test_every_format_stands_under_its_name_with_its_own_ending() -> None:
    assert list(ENGAGEMENT_FORMATS) == ["text", "markdown", "html", "json"]
    assert all(name == form.name for name, form in ENGAGEMENT_FORMATS.items())
    assert len({form.suffix for form in ENGAGEMENT_FORMATS.values()}) == len(ENGAGEMENT_FORMATS)


def test_json_is_what_its_schema_says() -> None:
    jsonschema.validate(json.loads(ENGAGEMENT_FORMATS["json"].render(ENGAGEMENT)), parsed("engagement"))


def test_a_question_comes_with_its_principle_its_level_its_effect_and_the_fact_that_prompts_it() -> None:
    said = text_of()
    for part in (
        "Provide remedy and publish it.",
        "Principle: UNGP 22",
        "A yes would reach: Remedy was completed",
        "“What the record shows” from between 2.0 and 35.0 to between 14.0 and 76.3.",
        f"Prompted by: - {RAISING.facts[0]}: According to ",
    ):
        assert part in said


def test_what_raises_practice_stands_apart_from_what_is_only_said() -> None:
    said = text_of()
    headings = [
        "What would raise what the record shows",
        "What would raise what the company says alone",
        "What no answer changes by itself",
    ]
    places = [said.index(heading) for heading in headings]
    assert places == sorted(places)
    assert (
        places[0] < said.index("Provide remedy") < places[1] < said.index("Publish a commitment") < places[2]
    )


def test_research_comes_with_what_each_unknown_holds() -> None:
    assert (
        "A complete search for findings: 20.3 points of “What the record shows” (5.0 by itself); bears"
        in text_of()
    )
    assert "One thing that is unknown holds nothing of the bounds" in text_of()


def test_with_nothing_to_ask_and_nothing_open_it_says_so() -> None:
    empty = ENGAGEMENT._replace(questions=(), unsettled=(), together=())
    assert "Nothing is left to ask by this rubric." in text_of(empty)
    assert "Nothing that this rubric asks is left open." in text_of(empty)
    assert "gives no figure for the company" in text_of(empty)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_breaks_a_format(text: str) -> None:
    hostile, plain = with_text(text, ENGAGEMENT), with_text("plain", ENGAGEMENT)
    render = ENGAGEMENT_FORMATS["markdown"].render
    assert shape(render(hostile)) == shape(render(plain))
    for printed in (
        ENGAGEMENT_FORMATS["text"].render(hostile),
        in_text(letter(hostile.assessment, DEADLINE)),
    ):
        assert [line for line in too_wide(printed) if "right-of-reply" not in line] == []
        assert {one for one in printed if unicodedata.category(one) in ("Cc", "Cf", "Cs")} == {"\n"}
    assert json.loads(ENGAGEMENT_FORMATS["json"].render(hostile))["questions"][0]["ask"] == text


@settings(max_examples=30)
@given(texts)
def test_no_text_changes_the_shape_of_a_letter(text: str) -> None:
    assert shape(written(with_text(text))) == shape(written(with_text("plain")))


def test_every_adverse_finding_and_involvement_of_hikvision_is_a_point_with_its_sources() -> None:
    said = written(HIKVISION)
    points = re.split(r"^## ", said, flags=re.MULTILINE)
    numbered = [point for point in points if point.startswith("Point ")]
    assert len(numbered) == 5
    assert [point.split("\n")[0] for point in numbered] == [f"Point {place}" for place in range(1, 6)]
    for point in numbered:
        assert point.split("\n")[2].startswith("According to ")
        assert "### What the company has said" in point
    for fact_id in ("xinjiang-projects", "ethnicity-analytics", "pishan-project", "moyu-project"):
        assert str(HIKVISION.facts[fact_id]["title"]) in said
    assert all(f"**{name}:**" in said for name in HIKVISION.sources)


def test_the_letter_sets_the_commitment_and_the_denial_beside_the_finding() -> None:
    said = written(HIKVISION)
    assert "### The commitment of the company that it is set beside" in said
    assert "ESG report for 2018" in said
    assert "### Denials as others report them" in said
    assert wording.FUTURE_RISK in said


def test_the_letter_names_the_deadline_and_how_the_answer_is_used() -> None:
    said = written()
    assert said.count("1 November 2020") == 2
    assert "at the same size" in said
    assert "deadline: 2020-11-01" in said
    assert "(date)" in in_markdown(letter(EXAMPLE, None))
    assert "deadline:" not in in_markdown(letter(EXAMPLE, None))


def test_a_record_without_adverse_points_says_so() -> None:
    assert "The record has no adverse point." in written(UNTOUCHED)


def test_a_finding_without_an_involvement_is_a_point_too() -> None:
    finding = {
        "collection": "findings",
        "title": "A concern about its reporting",
        "direction": "adverse",
        "finality": "withdrawn",
        "ended_because": "procedure",
        "concerns": ["future-risk"],
        "sources": [],
    }
    said = written(EXAMPLE._replace(facts={"apart": finding, **EXAMPLE.facts}))
    point = said.partition("## Point 1")[2].partition("## Point 2")[0]
    assert "A concern about its reporting" in point
    assert "not on the merits" in point
    assert wording.FUTURE_RISK in point
    assert "record no statement by the company itself" in point


def test_a_retracted_fact_is_no_point() -> None:
    gone = {
        name: {**fact, "status": "retracted"} if fact["collection"] in ("findings", "involvement") else fact
        for name, fact in EXAMPLE.facts.items()
    }
    assert "The record has no adverse point." in written(EXAMPLE._replace(facts=gone, contradictions=()))


def test_neither_report_uses_the_words_that_are_not_used() -> None:
    own = with_text("plain", ENGAGEMENT)
    for said in (text_of(own), written(with_text("plain"))):
        assert not re.search(
            r"\b(guilty|complicit|lied|lies|claims|admits|admitted|motive)\b", said, flags=re.IGNORECASE
        )
