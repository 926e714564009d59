"""Histories in each format: one expected file each, safe against what a case holds, true to the history."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import jsonschema
import pytest
from markdown_it import MarkdownIt

from ddscore.documents.schema import compiled, parsed
from ddscore.model.history import History, Turn
from ddscore.reports.characters import width
from ddscore.reports.history import HISTORY_FORMATS
from ddscore.reports.history.csv import HEADER
from ddscore.reports.history.story import tell
from tests.reports.history.example_history import EXAMPLE, told
from tests.reports.hostile import HOSTILE
from tests.reports.test_formats import assert_as_expected
from tests.reports.test_html_report import Page

FORMS = pytest.mark.parametrize("form", HISTORY_FORMATS.values(), ids=lambda form: form.name)


def render(name: str, *histories: History) -> str:
    return HISTORY_FORMATS[name].render(histories or (EXAMPLE,))


@FORMS
def test_a_history_is_as_expected(form: Any) -> None:
    assert_as_expected(f"history{form.suffix}", form.render([EXAMPLE]))


@FORMS
def test_several_histories_are_all_told(form: Any) -> None:
    other = EXAMPLE._replace(case=EXAMPLE.case._replace(company="Example Timber plc"))
    text = form.render([EXAMPLE, other])
    assert "Example Mining plc" in text
    assert "Example Timber plc" in text
    assert text.endswith("\n")


def test_the_example_has_every_kind_of_turn() -> None:
    turns = {change.turn for row in EXAMPLE.rows for change in (*row.changes, *row.unmoving)}
    assert turns == set(Turn)


def test_the_json_is_as_its_schema_says() -> None:
    document = json.loads(render("json"))
    jsonschema.Draft202012Validator(parsed("history")).validate(document)
    assert compiled(parsed("history")).is_valid(document)
    assert not compiled(parsed("history")).is_valid({**document, "rows": []})


def test_the_text_fits_80_columns_but_for_the_command() -> None:
    lines = render("text").splitlines()
    assert all(width(line) <= 80 for line in lines if not line.startswith("    ddscore history"))


def test_the_chart_is_full_up_to_what_was_certain_and_shaded_up_to_what_was_possible() -> None:
    lines = render("text").splitlines()
    top = lines.index("What the record shows (0 to 100)") + 1
    assert re.fullmatch(r" 100 \|░+·+", lines[top])
    assert "█" not in "".join(lines[top : top + 3]), "never was the record certain to reach 50"
    assert lines[lines.index("What it says (0 to 100)") + 5].count("█") > 70


def test_the_table_of_the_csv_has_a_row_for_each_day_and_figure() -> None:
    header, *rows = csv.reader(io.StringIO(render("csv")))
    assert tuple(header) == HEADER
    assert len(rows) == 4 * len(EXAMPLE.rows)
    first = dict(zip(header, rows[0], strict=True))
    assert (first["as_of"], first["side"], first["percent"]) == ("2019-04-30", "policy", "100.0")
    assert (first["moved"], first["changed_by"]) == ("committed", "commitment")


def test_the_markdown_is_a_table_that_a_title_cannot_break() -> None:
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(render("markdown"))
    assert html.count("<table>") == 1
    assert html.count("<tr>") == 1 + len(EXAMPLE.rows)
    assert "Human rights policy | 2018" in html


def test_the_page_loads_nothing_runs_nothing_and_leads_to_its_own_parts() -> None:
    page = Page(render("html"))
    names = {name for name, _ in page.elements}
    assert not names & {"script", "link", "img", "iframe", "object", "form"}
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert "style" not in {name for _, attributes in page.elements for name in attributes}
    targets = {target[1:] for target in page.all("href") if target.startswith("#")}
    assert targets <= set(page.all("id"))


def test_the_picture_has_a_name_and_says_what_it_shows() -> None:
    page = Page(render("html"))
    pictures = [attributes for name, attributes in page.elements if name == "svg"]
    assert [one.get("role") for one in pictures if "aria-hidden" not in one] == ["img", "img"]
    assert "What the record shows, 0 to 100, over time" in page.text
    assert "18 September 2020: 17 (6 to 72)" in page.text


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_a_case_says_becomes_markup(text: str) -> None:
    rows = tuple(
        row._replace(
            changes=tuple(
                change._replace(record={**change.record, "title": text, "note": text})
                for change in row.changes
            )
        )
        for row in EXAMPLE.rows
    )
    hostile = EXAMPLE._replace(case=EXAMPLE.case._replace(company=text), rows=rows)
    assert [name for name, _ in Page(render("html", hostile)).elements] == [
        name for name, _ in Page(render("html")).elements
    ]
    assert "\x1b" not in render("text", hostile)
    json.loads(json.dumps(json.loads(render("json", hostile.__class__(*hostile)))))


def test_the_company_is_not_made_to_say_what_it_denies() -> None:
    text = " ".join(render("text").split())
    assert (
        "What is recorded of “Evictions at the mine” changed with Example Mining plc (5 October 2020)."
        in text
    )
    assert "Disputed by Example Mining plc (5 October 2020), “Our answer”." in text
    assert "According to Example Mining plc (5 October 2020)" not in text


def test_a_finding_of_future_risk_is_told_with_its_limits() -> None:
    text = " ".join(render("text").split())
    assert "A finding of future risk did not determine past conduct. It was withdrawn" in text


def test_a_short_history_has_no_axis_of_years() -> None:
    text = render("text", told(ends="2019-06"))
    assert "2019-05" in text
    assert tell(told(ends="2019-06")).title == "Example Mining plc"
