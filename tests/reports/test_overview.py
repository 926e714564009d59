"""Several assessments on one page: a table that readers can sort, and a picture of the companies."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from ddscore.reports import FORMATS
from ddscore.reports.html.pictures import drawn
from ddscore.reports.story.blocks import Line, Place, Quadrant, Section, Table
from ddscore.reports.story.overview import entry, overview, quadrant
from tests.reports.example_assessment import EXAMPLE, UNTOUCHED
from tests.reports.example_together import STRICT
from tests.reports.hostile import HOSTILE, with_text
from tests.reports.test_html_report import Page

FILES = {"first.html": [EXAMPLE], "second.html": [UNTOUCHED]}


def index(files=FILES) -> str:
    return FORMATS["html"].index(files)


def table_of(files=FILES) -> Table:
    (section,) = [block for block in overview(files).blocks if isinstance(block, Section)]
    (table,) = section.blocks
    return table


def words(files=FILES) -> list[dict[str, str]]:
    table = table_of(files)
    return [dict(zip(table.head, (cell.sentence.text for cell in row), strict=True)) for row in table.rows]


def test_each_company_has_a_row_with_its_figures_and_leads_to_its_report():
    first, second = words()
    assert first["Company"] == EXAMPLE.case.company
    assert first["What it says"] == "36 (between 36 and 65)"
    assert first["Outcome"] == "undetermined (2 possible)"
    assert second["Company"] == UNTOUCHED.case.company
    assert {"first.html", "second.html"} <= set(Page(index()).all("href"))


def test_what_no_company_has_is_no_column():
    assert "Overall" not in table_of().head
    assert "Overall" in table_of({"first.html": [STRICT]}).head


def test_rubrics_are_named_once_in_the_title_and_several_in_each_row():
    assert "Rubric" not in table_of().head
    both = {"first.html": [EXAMPLE, STRICT]}
    assert [row["Rubric"] for row in words(both)] == ["example 1.0", "strict 2.1"]


def test_figures_by_several_rubrics_stand_in_no_common_picture():
    assert table_of().picture is not None
    assert table_of({"first.html": [EXAMPLE, STRICT]}).picture is None
    assert "figures by two rubrics do not measure the same" in Page(index({"a.html": [EXAMPLE, STRICT]})).text


def test_a_rubric_by_which_higher_is_worse_is_named():
    assert "By strict a higher figure is worse." in Page(index({"first.html": [STRICT]})).text


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        (("draft",), "The record is a draft: no second reader has confirmed it"),
        (("draft", "reviewed"), "One of 2 records is a draft: no second reader has confirmed it"),
        (("draft", "draft"), "All records are drafts: no second reader has confirmed them"),
        (("draft", "draft", "published"), "2 of 3 records are drafts: no second reader has confirmed them"),
        (("reviewed",), ""),
    ],
)
def test_it_says_how_many_records_are_drafts(statuses, said):
    files = {
        f"{number}.html": [EXAMPLE._replace(case=EXAMPLE.case._replace(status=status))]
        for number, status in enumerate(statuses)
    }
    text = Page(index(files)).text
    assert said in text
    assert ("a draft:" in text or "are drafts:" in text) is bool(said)


def test_figures_are_sorted_as_numbers_and_one_that_is_lacking_has_none():
    heads = table_of({"first.html": [STRICT]}).head
    (row,) = table_of({"first.html": [STRICT]}).rows
    assert row[heads.index("Overall")].key is None
    figure = table_of().rows[0][table_of().head.index("What it says")]
    assert figure.key == EXAMPLE.summary.policy.percent
    assert f'<td data-key="{figure.key}">' in index()


def test_the_policy_of_the_page_allows_its_own_script_and_no_other():
    html = index()
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'; base-uri 'none'" in html
    assert "innerHTML" not in script


def test_a_page_without_a_table_to_sort_has_no_script():
    html = FORMATS["html"].render([EXAMPLE])
    assert "<script" not in html
    assert "script-src" not in html


def test_the_page_reads_without_its_script():
    html = index()
    assert "<button" not in html.partition("<script>")[0]
    assert '<th scope="col">What it says</th>' in html


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(text):
    pages = [Page(index({"first.html": [with_text(one, EXAMPLE)]})) for one in (text, "plain")]
    assert [tag for tag, _ in pages[0].elements] == [tag for tag, _ in pages[1].elements]


def place(name: str, policy: float | None, practice: float | None, spread: float = 5) -> Place:
    lines = (
        Line(side, "", max(0, middle - spread), min(100, middle + spread), percent, side)
        for side, percent in (("policy", policy), ("practice", practice))
        for middle in [50 if percent is None else percent]
    )
    return Place(name, "", *lines)


def picture(*places: Place):
    return drawn(Quadrant("Companies", "What it says", "What the record shows", places))


def test_a_company_stands_at_its_figures_with_its_bounds():
    (point,) = picture(place("Example", 100, 0)).points
    assert (point.x, point.y) == (346, 322)
    assert (point.left, point.right) == (346 - 3.12 * 5, 346)
    assert (point.bottom, point.top) == (322, 322 - 3.12 * 5)


def test_a_company_without_one_figure_has_its_bounds_and_no_point():
    shown = picture(place("First", None, 10), place("Second", 20, None))
    assert [point.has_point for point in shown.points] == [False, False]


def test_a_company_without_any_figure_is_not_drawn_and_is_named():
    shown = picture(place("First", None, None), place("Second", 20, 30))
    assert [point.number for point in shown.points] == ["2"]
    assert quadrant([entry(UNTOUCHED, "second.html")]).places[0].name == UNTOUCHED.case.company
    assert "not drawn: insufficient evidence" in index({"second.html": [UNTOUCHED]})


def test_numbers_stand_apart_where_companies_are_close():
    shown = picture(*(place(str(number), 50 + number % 3, 50 + number % 2) for number in range(6)))
    labels = [point.label[:2] for point in shown.points]
    assert len(set(labels)) == len(labels)


def test_of_many_companies_only_the_points_are_drawn():
    many = [place(str(number), number % 100, number % 90) for number in range(30)]
    shown = picture(*many, place("Without", None, 40))
    assert not shown.few
    assert len(shown.points) == 30
    assert [one.name for _, one in shown.open] == ["Without"]
    assert {point.label for point in shown.points} == {None}
