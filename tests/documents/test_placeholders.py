"""Texts of the templates that say what to write: found in cases, rubrics and their tests, at their lines."""

from __future__ import annotations

from functools import cache

import pytest

from ddscore.documents.check import check
from ddscore.documents.lint import Context, asks_of
from ddscore.documents.placeholders import placeholders
from ddscore.documents.rubric import load_rubric
from ddscore.documents.starts import Start, case_start, extension_start, rubric_start, uncommented
from ddscore.problems import Severity

START = Start("example-mining", "Example Mining plc", "GB", "2024-06-30")
TEST = """\
ddscore: rubric-test/1
rubric: harm-score
as_of: 2024-06-30
tests:
  - name: What a rubric makes of a case
    case: {sources: {report: {title: Report, publisher: PUBLISHER, kind: ngo, published: 2020}}}
    expect: {outcome: null}
"""


@cache
def context() -> Context:
    return Context(asks_of([]))


def left_in(text: str, path: str) -> list[tuple[int | None, str]]:
    """The placeholders that `check` finds, with their lines; everything that it finds must be one."""
    (one,) = check(text.encode(), path, context())
    assert {(p.id.rpartition("/")[2], p.severity) for p in one.problems} <= {("placeholder", Severity.ERROR)}
    return [(problem.location.line, problem.message.split('"')[1]) for problem in one.problems]


def test_a_case_full_of_examples_is_refused_at_each_line_that_still_says_what_to_write() -> None:
    text = uncommented(case_start(START, "example.yaml", None))
    found = left_in(text, "example.yaml")
    lines = text.splitlines()
    assert all(said in lines[(number or 0) - 1] for number, said in found)
    assert {said for _, said in found} >= {
        "Who published it",
        "What happened, and where, in one line",
        "What in the source makes it so",
        "The full legal name of the subsidiary",
        "https://example.org/where-the-report-stands",
    }
    title = "The title as published"
    assert len([said for _, said in found if said == title]) == text.count(title)


@pytest.mark.parametrize("base", ["ungp", "rdr-2019"])
def test_the_examples_of_a_rubric_upon_another_are_valid_but_for_what_they_say(base: str) -> None:
    text, _ = extension_start("ours", "Ours", load_rubric(base), "ours.yaml", None)
    before, example, after = text.partition("# add:")
    added, removed = after.split("## Nodes that are left out.")
    assert removed
    assert left_in(text, "ours.yaml") == []
    found = left_in(before + uncommented(example + added), "ours.yaml")
    assert [said for _, said in found] == [
        "What this asks of the record",
        "What is found where it is so",
        "What a complete search finds where it is not",
    ]


def test_what_a_new_rubric_says_is_nowhere_taken_for_a_placeholder() -> None:
    text, _ = rubric_start("ours", "Ours", "ours.test.yaml", "ours.yaml", None)
    assert left_in(text, "ours.yaml") == []


def test_a_test_of_a_rubric_is_to_name_who_published_it() -> None:
    assert left_in(TEST.replace("PUBLISHER", "Who published it"), "x.test.yaml") == [(6, "Who published it")]
    assert left_in(TEST.replace("PUBLISHER", "Example Rights Watch"), "x.test.yaml") == []


def test_places_that_were_searched_may_be_called_as_in_the_template() -> None:
    assert "the company's website" in uncommented(case_start(START, "example.yaml", None))
    assert "the company's website" not in placeholders()
