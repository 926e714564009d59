"""The catalogue of checks as a page: it links to what is there, and shows each example as it is."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from ddscore.model.checked import Check
from ddscore.problems import Severity
from ddscore.reports.problems.catalogue import entry, page

CHECK = Check(
    "case/unused-source",
    Severity.WARNING,
    "Nothing rests on a source",
    "Someone read it, and the score does not say what for.",
    "Name it where it is a source, or take it out.",
    bad="id: example\nsources:\n  - wire\n",
    good="id: example\n",
)


def blocks(text: str) -> list[tuple[str, str]]:
    return [
        (token.info, token.content) for token in MarkdownIt("commonmark").parse(text) if token.type == "fence"
    ]


def test_an_entry_says_what_is_wrong_why_it_matters_and_how_it_is_mended() -> None:
    assert entry(CHECK) == (
        "# case/unused-source\n\n"
        "**Warning.** Nothing rests on a source.\n\n"
        "Someone read it, and the score does not say what for.\n\n"
        "**To mend it.** Name it where it is a source, or take it out.\n\n"
        "In `case.yaml`:\n\n"
        "```diff\n  id: example\n- sources:\n-   - wire\n```\n"
    )


def test_an_entry_without_an_example_ends_with_how_it_is_mended() -> None:
    assert entry(CHECK._replace(bad="", good="")).endswith("or take it out.\n")


def test_what_stands_beside_an_example_is_shown_before_it() -> None:
    text = entry(CHECK._replace(beside={"answers.csv": "question\nG1\n"}))
    assert "With this `answers.csv`:" in text
    assert [info for info, _ in blocks(text)] == ["csv", "diff"]
    assert blocks(text)[0][1] == "question\nG1\n"


def test_another_command_that_finds_a_problem_is_named() -> None:
    text = entry(CHECK._replace(file="sheet.csv", command="ddscore import sheet.csv"))
    assert "In `sheet.csv`, where `ddscore import sheet.csv` finds it:" in text


def test_what_stands_for_a_byte_is_said() -> None:
    assert r"with `\x…` for a byte" in entry(CHECK._replace(escaped=True))


@pytest.mark.parametrize("fence", ["```", "````", "~~~"])
def test_an_example_cannot_end_its_own_block(fence: str) -> None:
    text = entry(CHECK._replace(bad=f"{fence}\nhere: it ends\n{fence}\n", good="here: it ends\n"))
    assert blocks(text) == [("diff", f"- {fence}\n  here: it ends\n- {fence}\n")]


def test_a_long_sentence_is_broken_into_lines_that_are_no_list() -> None:
    text = entry(CHECK._replace(why=f"{'word ' * 40}end."))
    assert max(map(len, text.splitlines())) <= 110


def test_a_page_has_a_table_for_each_family_whose_links_lead_to_its_entries() -> None:
    others = {
        name: CHECK._replace(id=name, title="One | two") for name in ("yaml/alias", "rubric-test/no-date")
    }
    text = page({CHECK.id: CHECK, **others})
    headings = re.findall(r"^### (.+)$", text, re.MULTILINE)
    assert headings == ["yaml/alias", "case/unused-source", "rubric-test/no-date"]
    assert "| [unused-source](#caseunused-source) | warning | Nothing rests on a source |\n" in text
    assert r"| [no-date](#rubric-testno-date) | warning | One \| two |" in text
    assert "- [Rubric tests](#rubric-tests): 1 check, `rubric-test/…`\n" in text


def test_a_page_leaves_out_families_without_checks() -> None:
    assert "## Settings" not in page({CHECK.id: CHECK})


def test_a_family_without_a_heading_is_an_error_and_not_left_out() -> None:
    with pytest.raises(KeyError):
        page({"new/check": CHECK._replace(id="new/check")})
