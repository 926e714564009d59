"""What came of varying weights, in each format."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from typing import Any

import jsonschema
import pytest

from ddscore import load_case, load_rubric
from ddscore.analysis.robustness import robustness
from ddscore.documents import shipped
from ddscore.documents.schema import parsed
from ddscore.reports import wording
from ddscore.reports.characters import visible
from ddscore.reports.robustness import ROBUSTNESS_FORMATS
from ddscore.reports.robustness.story import LIMITS
from tests.reports.example_assessment import EXAMPLE
from tests.reports.example_robustness import ALONE, NEAR, ROBUSTNESS
from tests.reports.hostile import HOSTILE, with_text
from tests.reports.test_formats import assert_as_expected
from tests.reports.test_markdown_report import shape
from tests.reports.test_text_report import too_wide

each_format = pytest.mark.parametrize("form", ROBUSTNESS_FORMATS.values(), ids=lambda form: form.name)


def text_of(found: Any = ROBUSTNESS) -> str:
    return " ".join(ROBUSTNESS_FORMATS["text"].render(found).split())


@each_format
def test_a_report_is_as_expected(form: Any) -> None:
    assert_as_expected(f"robustness{form.suffix}", form.render(ROBUSTNESS))


def test_every_format_stands_under_its_name_with_its_own_ending() -> None:
    assert list(ROBUSTNESS_FORMATS) == ["text", "markdown", "html", "json", "csv"]
    assert all(name == form.name for name, form in ROBUSTNESS_FORMATS.items())
    assert len({form.suffix for form in ROBUSTNESS_FORMATS.values()}) == len(ROBUSTNESS_FORMATS)


@each_format
def test_the_same_run_gives_the_same_bytes(form: Any) -> None:
    assert form.render(ROBUSTNESS) == form.render(ROBUSTNESS._replace())
    assert form.render(ROBUSTNESS).endswith("\n")
    assert "\r" not in form.render(ROBUSTNESS)


def test_json_is_what_its_schema_says() -> None:
    for found in (ROBUSTNESS, ALONE):
        jsonschema.validate(json.loads(ROBUSTNESS_FORMATS["json"].render(found)), parsed("robustness"))


def test_it_opens_with_what_was_done() -> None:
    assert (
        "In 10,000 draws each of the 3 weights of example was varied by up to 25 percent either way, evenly "
        "and independently of the others (seed 7)."
    ) in text_of()


def test_what_is_not_certain_is_never_named_by_itself() -> None:
    said = text_of()
    assert (
        "at least “Narrow gap” (possible: Narrow gap; Wide gap) as assessed, and in 9,000 of 10,000" in said
    )
    assert "undetermined in 1 of 10,000 draws" in said


def test_a_figure_that_is_wholly_known_has_one_end() -> None:
    assert "60.0 as assessed; 54.3 to 65.8 in nine draws of ten, 51.5 to 68.5 in all." in text_of()
    assert (
        "the least 1.5 to 2.5 in nine draws of ten, 1.3 to 2.8 in all; the most 35.0 in all draws"
        in text_of()
    )


def test_ranks_come_with_intervals_and_a_case_without_a_figure_has_none() -> None:
    assert "1 to 2 as assessed; the same in 9,500 of 10,000 draws; within 1 to 2 in nine" in text_of()
    assert "not ranked: it has no figure." in text_of()


def test_where_all_share_all_places_it_is_said_that_none_is_ahead() -> None:
    tied = "on what is known, none is ahead of any other"
    cases = [load_case(shipped.folder("cases") / f"{name}.yaml") for name in ("hikvision", "avarn")]
    assert tied in text_of(robustness(cases, load_rubric("ungp"), None, 25, 1, 10))
    assert tied not in text_of()


def test_a_case_alone_is_not_ranked() -> None:
    assert "Rank" not in ROBUSTNESS_FORMATS["text"].render(ALONE).splitlines()
    assert " of example-mining" not in text_of(ALONE)


def test_a_weight_says_what_it_changes_and_one_that_changes_nothing_is_not_listed() -> None:
    assert (
        "moves gap of example-mining by 3.5 points; changes the band of example-mining and example-blank and "
        "the rank of example-mining."
    ) in text_of()
    assert "Leverage" not in text_of()
    assert "The other weight moves nothing." in text_of()


def test_a_rubric_without_weights_says_so() -> None:
    assert "example has no weights that could change a result." in text_of(ROBUSTNESS._replace(weights=()))


def test_different_dates_are_told() -> None:
    moved = ROBUSTNESS._replace(cases=(NEAR, NEAR._replace(as_of=type(EXAMPLE.as_of).parse("2019-01-01"))))
    assert "The cases are assessed as of different dates." in text_of(moved)


@pytest.mark.parametrize("sentence", LIMITS)
def test_the_limits_are_always_said(sentence: str) -> None:
    assert sentence in text_of()


def test_where_a_higher_figure_is_worse_it_is_said() -> None:
    worse = ROBUSTNESS._replace(rubric=ROBUSTNESS.rubric._replace(higher_is="worse"))
    assert wording.HIGHER_IS_WORSE in text_of(worse)
    assert wording.HIGHER_IS_WORSE not in text_of()


def test_csv_has_a_row_for_each_end_result_and_rank() -> None:
    rows = list(csv.DictReader(io.StringIO(ROBUSTNESS_FORMATS["csv"].render(ROBUSTNESS))))
    assert [row["kind"] for row in rows] == ["figure"] * 6 + ["band"] * 3 + ["profile"] + ["outcome"] * 2 + [
        "rank"
    ]
    band = rows[6]
    assert (band["name"], band["assessed"], band["same"]) == ("possible: narrow; wide", "yes", "0.9")
    assert {row["seed"] for row in rows} == {"7"}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_breaks_a_format(text: str) -> None:
    hostile = with_text(text, ROBUSTNESS)
    plain = with_text("plain", ROBUSTNESS)
    assert shape(ROBUSTNESS_FORMATS["markdown"].render(hostile)) == shape(
        ROBUSTNESS_FORMATS["markdown"].render(plain)
    )
    printed = ROBUSTNESS_FORMATS["text"].render(hostile)
    assert too_wide(printed) == []
    assert {one for one in printed if unicodedata.category(one) in ("Cc", "Cf", "Cs")} == {"\n"}
    table = list(csv.reader(io.StringIO(ROBUSTNESS_FORMATS["csv"].render(hostile))))
    assert {row[1].removeprefix("'") for row in table[1:]} == {visible(text).removeprefix("'")}
    assert {len(row) for row in table} == {len(table[0])}
    assert json.loads(ROBUSTNESS_FORMATS["json"].render(hostile))["cases"][0]["company"] == text.replace(
        "\ud800", "\\ud800"
    )
