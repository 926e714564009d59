"""What to ask and what to research, in each format; and the letter for the right of reply."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
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


def test_a_fact_that_prompts_several_questions_is_told_once() -> None:
    again = ENGAGEMENT._replace(questions=(RAISING, RAISING._replace(node="again")))
    said = text_of(again).partition("For research")[0]
    told = f"{RAISING.facts[0]}: According to "
    assert said.count(told) == 1
    assert said.index(told) < said.index(f"{RAISING.facts[0]}: see above.")


def test_a_question_that_no_fact_prompts_is_explained_once() -> None:
    note = "Where no fact stands with a question, none prompts it"
    assert text_of().count(note) == 1
    assert note not in text_of(ENGAGEMENT._replace(questions=(RAISING,)))


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
        assert too_wide(printed) == []
        assert {one for one in printed if unicodedata.category(one) in ("Cc", "Cf", "Cs")} == {"\n"}
    assert json.loads(ENGAGEMENT_FORMATS["json"].render(hostile))["questions"][0]["ask"] == text.replace(
        "\ud800", "\\ud800"
    )


@settings(max_examples=30)
@given(texts)
def test_no_text_changes_the_shape_of_a_letter(text: str) -> None:
    assert shape(written(with_text(text))) == shape(written(with_text("plain")))


def test_every_adverse_finding_and_involvement_of_hikvision_is_a_point_with_its_sources() -> None:
    said = written(HIKVISION)
    points = re.split(r"^## ", said, flags=re.MULTILINE)
    numbered = [point for point in points if point.startswith("Point ")]
    assert len(numbered) == 5
    assert [point.split(" (")[0] for point in numbered] == [f"Point {place}" for place in range(1, 6)]
    assert numbered[0].startswith("Point 1 (coe-2020)\n")
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


def pasted(assessment: Any) -> str:
    """The lines of YAML below the letter, as they stand."""
    part = written(assessment).partition("## Not part of the letter")[2]
    return "\n".join(line[4:] for line in part.split("\n") if line.startswith("    "))


def test_the_lines_for_the_sender_are_yaml_that_name_every_fact_that_is_put() -> None:
    (sent,) = yaml.safe_load(pasted(HIKVISION))["engagement"]
    points = re.findall(r"^## Point \d+ \((.+)\)$", written(HIKVISION), flags=re.MULTILINE)
    assert set(points) < set(sent["addresses"])
    assert len(set(sent["addresses"])) == len(sent["addresses"])
    put = {
        name
        for name, fact in HIKVISION.facts.items()
        if fact["collection"] in ("involvement", "actions") or fact.get("direction") == "adverse"
    }
    assert set(sent["addresses"]) == put | {promise.id for promise in HIKVISION.open_promises}
    assert "answered" not in sent
    assert sent["sources"] == ["our-letter"]


def test_with_the_reply_they_make_a_case_that_is_accepted(tmp_path: Path) -> None:
    filled = pasted(HIKVISION)
    for placeholder, value in (
        (" # and its-reply, once it has come", ""),
        ("    # Once it has come:\n", ""),
        ("# ", ""),
        ("[our-letter]", "[our-letter, its-reply]"),
        ("(investor, ngo, media or another kind of body)", "investor"),
        ("(the sender's kind of body)", "investor"),
        ("(the day it was sent)", "2020-10-01"),
        ("(its day)", "2020-10-20"),
        ("(full, partial or declined)", "full"),
    ):
        assert placeholder in filled
        filled = filled.replace(placeholder, value)
    given = yaml.safe_load(filled)
    assert set(given["sources"]) == {"our-letter", "its-reply"}
    given["involvement"] = [
        {"id": point, "title": "A point", "sources": ["our-letter"]}
        for point in given["engagement"][0]["addresses"]
    ]
    whole = {"ddscore": "case/1", "id": "example", "company": {"name": "Example Mining plc"}, **given}
    path = tmp_path / "case.yaml"
    path.write_text(yaml.safe_dump(whole), encoding="utf-8")
    (fact,) = load_case(path).facts["engagement"]
    assert fact.fields["statement"] == "(the company's own words)"


def test_the_letter_says_what_a_report_would_open_with() -> None:
    assert "## What the record comes to by these rules" in written()
    assert "2 stated commitments of the company are contradicted by the record." in written()
    assert "What the record comes to" not in written(UNTOUCHED)


def test_a_reply_that_addresses_a_point_stands_in_the_letter_beside_it() -> None:
    answer = {**EXAMPLE.facts["council-question"], "addresses": ["ngo-finding"]}
    apart = {**EXAMPLE.facts, "council-question": answer}
    said = written(EXAMPLE._replace(facts=apart))
    point = next(part for part in said.split("\n## ") if part.startswith("Point 2 (ngo-finding)"))
    assert "### What the company has said" in point
    assert "> “We take rights very seriously.”" in point


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
