"""What changed, in every format: one expected file each, and nothing that a case holds can break one.

After a change that is meant to show, write the expected files anew with DDSCORE_GOLDEN=write, and read them.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from markdown_it import MarkdownIt

from ddscore import __version__, load_case, load_rubric
from ddscore.analysis.diff import Input, diff
from ddscore.analysis.saved_diff import diff_saved
from ddscore.cli.main import run
from ddscore.documents.case import parse_case
from ddscore.documents.schema import parsed
from ddscore.model.dates import PartialDate
from ddscore.reports.diff import DIFF_FORMATS
from tests.reports.test_formats import assert_as_expected

DATA = Path(__file__).parents[2] / "data" / "diff"
RUBRIC = load_rubric(DATA / "rubric.yaml")
EDIT = diff(
    Input("before.yaml", load_case(DATA / "before.yaml"), RUBRIC, PartialDate.parse("2021-06-30")),
    Input(
        "after.yaml",
        load_case(DATA / "after.yaml"),
        load_rubric(DATA / "rubric-after.yaml"),
        PartialDate.parse("2022-12-31"),
    ),
)
SAVED = diff_saved(EDIT.before, EDIT.after, ("before.json", "after.json"))
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


def rendered(name, *diffs):
    return DIFF_FORMATS[name].render(diffs)


def told(text):
    """The expected files hold whatever the version is."""
    return text.replace(f'"version": "{__version__}"', '"version": "0"')


@pytest.mark.parametrize("form", DIFF_FORMATS.values(), ids=str)
def test_a_diff_is_as_expected(form):
    assert_as_expected(f"diff{form.suffix}", told(form.render([EDIT])))


def test_every_format_stands_under_its_name_with_its_own_ending():
    assert {name: form.suffix for name, form in DIFF_FORMATS.items()} == {
        "text": ".txt",
        "markdown": ".md",
        "html": ".html",
        "json": ".json",
    }


@pytest.mark.parametrize("found", [EDIT, SAVED], ids=["edit", "saved"])
def test_the_document_is_as_its_schema_says(found):
    jsonschema.validate(json.loads(rendered("json", found)), parsed("diff"))


def test_the_schema_can_be_printed(capsys):
    assert run(["schema", "diff"]) == 0
    assert json.loads(capsys.readouterr().out) == parsed("diff")


@pytest.mark.parametrize("found", [EDIT, SAVED], ids=["edit", "saved"])
def test_the_shares_in_the_document_add_up_as_decimals(found):
    document = json.loads(rendered("json", found), parse_float=Decimal)
    shared = [one for one in document["figures"] if one["change"] is not None]
    assert shared
    for one in shared:
        assert (
            sum(share["amount"] for share in one["shares"]) == one["change"] == one["after"] - one["before"]
        )
        assert sum(one["origins"].values()) == (one["change"] if found is EDIT else 0)


def test_a_change_says_of_itself_whether_it_moved_anything():
    document = json.loads(rendered("json", EDIT))
    moved = {one["id"] for one in document["changes"] if one["moved"]}
    assert moved == {name for one in (*document["figures"], *document["turns"]) for name in one["by"]}
    assert "fact:commitment" not in moved


def test_several_are_a_list():
    assert len(json.loads(rendered("json", EDIT, SAVED))) == 2


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_where_nothing_moved_one_line_says_so(name):
    same = diff(*(Input("a", load_case(DATA / "before.yaml"), RUBRIC) for _ in "ab"))
    text = rendered(name, same)
    assert text.count("\n") == 1
    assert "nothing that small 1.0 says changed" in text.replace("\\", "")


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_what_has_no_effect_is_named_in_that_line(name):
    case = load_case(DATA / "before.yaml")
    words = diff(Input("a", case, RUBRIC), Input("b", case._replace(status="reviewed"), RUBRIC))
    assert "Without effect: the case's status changed (status: draft → reviewed)." in rendered(
        name, words
    ).replace("\\", "")


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_a_finding_is_told_as_its_source_tells_it(name):
    text = " ".join(rendered(name, EDIT).replace("\\", "").split())
    assert (
        "According to Example Court (12 April 2021): The court upheld the families' claim. [ruling]" in text
    )


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_what_is_only_possible_is_printed_as_possible(name):
    """A verdict in quotation marks is reached; all others stand in a list of what is possible."""
    text = " ".join(rendered(name, EDIT).replace("\\", "").split())
    rows = {row.id: row.title for row in (*EDIT.after.rubric.outcomes, *EDIT.after.rubric.profiles)}
    ends = [decided for turn in EDIT.turns if turn.what != "status" for decided in (turn.before, turn.after)]
    reached = {rows.get(one.reached, one.reached) for one in ends if one.reached is not None}
    assert set(re.findall(r"“([^”]*)”", text)) - {"at least"} <= reached
    assert any(one.reached is None and one.possible for one in ends)


def test_saved_assessments_are_said_not_to_be_computed_again():
    text = " ".join(rendered("text", SAVED).split())
    assert "Two saved assessments cannot be computed again" in text
    assert "Also different" in text
    assert "Without effect" not in text


HOSTILE = "a|b\n<script>x</script> @everyone [x](javascript:1) \x1b[31m \u202e"


def hostile():
    content = (DATA / "after.yaml").read_bytes()
    before, after = (parse_case(content, "x.yaml") for _ in "ab")
    ruling = after.facts["findings"][0]
    facts = {
        **after.facts,
        "findings": (ruling._replace(fields={**ruling.fields, "title": HOSTILE, "note": HOSTILE}),),
    }
    bare = {name: listed for name, listed in before.facts.items() if name != "findings"}
    return diff(
        Input(HOSTILE, before._replace(facts=bare, company=HOSTILE), RUBRIC),
        Input(HOSTILE, after._replace(facts=facts, company=HOSTILE), RUBRIC),
    )


def test_nothing_in_a_case_can_break_the_markdown():
    tokens = MARKDOWN.parse(rendered("markdown", hostile()))
    kinds = {token.type for token in tokens} | {
        child.type for token in tokens for child in token.children or ()
    }
    assert not {"link_open", "html_block", "html_inline", "image"} & kinds
    rows = [line for line in rendered("markdown", EDIT).splitlines() if line.startswith("|")]
    assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) == 1
    assert "<script" not in rendered("markdown", hostile()).replace("\\<", "")


def test_nothing_in_a_case_reaches_a_terminal():
    text = rendered("text", hostile())
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_the_table_of_the_comment_is_a_table_and_its_details_fold():
    text = rendered("markdown", EDIT)
    assert any(token.type == "table_open" for token in MARKDOWN.parse(text))
    assert text.count("<details>") == text.count("</details>") == 3
    assert text.startswith("### ")
