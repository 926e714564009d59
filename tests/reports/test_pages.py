"""Robustness, questions and changes as pages: as safe and as whole as the report."""

from __future__ import annotations

from typing import Any

import pytest

from ddscore.reports.diff import DIFF_FORMATS
from ddscore.reports.engagement import ENGAGEMENT_FORMATS
from ddscore.reports.robustness import ROBUSTNESS_FORMATS
from tests.reports.diff.test_formats import DATA, EDIT, RUBRIC, SAVED, Input, diff, hostile, load_case
from tests.reports.example_engagement import ENGAGEMENT
from tests.reports.example_robustness import ROBUSTNESS
from tests.reports.hostile import HOSTILE, with_text
from tests.reports.test_html_report import Page

SAME = diff(*(Input("a", load_case(DATA / "before.yaml"), RUBRIC) for _ in "ab"))


def rendered(result: Any) -> str:
    formats = {type(ROBUSTNESS): ROBUSTNESS_FORMATS, type(ENGAGEMENT): ENGAGEMENT_FORMATS}
    if type(result) in formats:
        return formats[type(result)]["html"].render(result)
    return DIFF_FORMATS["html"].render(result)


each = pytest.mark.parametrize(
    "result", [ROBUSTNESS, ENGAGEMENT, [EDIT], [EDIT, SAVED]], ids=["robustness", "engage", "diff", "diffs"]
)


@each
def test_every_name_is_its_own_and_every_link_within_the_page_leads_somewhere(result):
    read = Page(rendered(result))
    names = read.all("id")
    assert len(names) == len(set(names))
    assert [link for link in read.all("href") if link.startswith("#") and link[1:] not in names] == []


@each
def test_nothing_runs(result):
    html = rendered(result)
    assert "<script" not in html
    assert "default-src 'none'; style-src 'sha256-" in html


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("result", [ROBUSTNESS, ENGAGEMENT], ids=["robustness", "engage"])
def test_hostile_text_stays_text(result, text):
    pages = [Page(rendered(with_text(one, result))) for one in (text, "plain")]
    assert [tag for tag, _ in pages[0].elements] == [tag for tag, _ in pages[1].elements]


def test_hostile_text_in_a_diff_stays_text():
    read = Page(rendered([hostile()]))
    assert "script" not in {tag for tag, _ in read.elements}
    assert not [link for link in read.all("href") if not link.startswith("#")]


def test_what_is_cited_is_listed_and_nothing_else():
    html = rendered(ENGAGEMENT)
    cited = {link for link in Page(html).all("href") if link.startswith("#r1-source-")}
    listed = {f"#{name}" for name in Page(html).all("id") if name.startswith("r1-source-")}
    assert cited
    assert cited == listed


def test_a_diff_of_what_did_not_move_says_so_on_a_page():
    assert "nothing that small 1.0 says changed" in Page(rendered([SAME])).text
