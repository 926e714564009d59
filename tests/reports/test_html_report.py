"""HTML: one safe, self-contained page that a machine can read too."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings

from ddscore.reports import FORMATS
from ddscore.reports.characters import one_line
from ddscore.reports.html import page as one_page
from ddscore.reports.html.pictures import certain_gap
from ddscore.reports.story.blocks import Chart, Line, Story, paragraph
from tests.reports.example_assessment import COMMITMENT, EXAMPLE, LEVERAGE, SOURCES, STATED, UNTOUCHED
from tests.reports.hostile import HOSTILE, texts, with_text

VOID = {"meta"}


class Page(HTMLParser):
    """A page as its elements, attributes and text; every element must be closed in turn."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, name: str) -> list[str]:
        """Every value of an attribute."""
        return [value for _, attributes in self.elements if (value := attributes.get(name)) is not None]


def plain(html: str) -> str:
    """The words of a part of a page."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def page(assessment=EXAMPLE) -> Page:
    return Page(FORMATS["html"].render([assessment]))


def test_the_page_loads_nothing_and_runs_nothing():
    read = page()
    assert not {tag for tag, _ in read.elements} & {
        "script",
        "img",
        "iframe",
        "object",
        "embed",
        "link",
        "form",
        "base",
    }
    assert not [name for _, attributes in read.elements for name in attributes if name.startswith("on")]
    assert not {"src", "srcset", "style", "action"} & {
        name for _, attributes in read.elements for name in attributes
    }
    assert "@import" not in read.text
    assert "url(" not in read.text


def test_its_policy_allows_its_own_style_and_nothing_else():
    html = FORMATS["html"].render([EXAMPLE])
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    (policy,) = [
        attributes["content"]
        for _, attributes in Page(html).elements
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_links_lead_to_http_or_within_the_page():
    read = Page(FORMATS["html"].render([EXAMPLE, UNTOUCHED]))
    for tag, attributes in read.elements:
        address = attributes.get("href")
        if address is not None:
            assert tag == "a"
            if address.startswith("#"):
                assert address[1:] in read.all("id")
            else:
                assert address.startswith("https://")
                assert attributes["rel"] == "noreferrer noopener"
    assert SOURCES["report-2018"]["url"] in read.all("href")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org",
        "https:example.org",
        "https://",
        "https:///etc",
        "https://exa mple.org",
        "https://example.org\\@other.example",
        "ftp://example.org",
    ],
)
def test_other_addresses_are_no_links(address):
    odd = EXAMPLE._replace(sources={**SOURCES, "gazette": {**SOURCES["gazette"], "url": address}})
    assert address not in page(odd).all("href")


def test_every_name_within_the_page_is_its_own():
    names = Counter(Page(FORMATS["html"].render([EXAMPLE, EXAMPLE])).all("id"))
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(text):
    read, plain = page(with_text(text)), page(with_text("plain"))
    assert [tag for tag, _ in read.elements] == [tag for tag, _ in plain.elements]
    assert [sorted(attributes) for _, attributes in read.elements] == [
        sorted(attributes) for _, attributes in plain.elements
    ]
    assert one_line(text) in read.text


@settings(max_examples=40)
@given(texts)
def test_any_text_stays_text(text):
    read, plain = page(with_text(text)), page(with_text("plain"))
    assert [tag for tag, _ in read.elements] == [tag for tag, _ in plain.elements]


def test_headings_do_not_skip_a_level():
    levels = [int(tag[1]) for tag, _ in page().elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_and_what_is_quoted_say_their_language():
    html = FORMATS["html"].render([EXAMPLE])
    assert '<html lang="en">' in html
    assert '<blockquote dir="auto" lang="nb"><p>“facilitates serious abuse”' in html
    assert '<bdi lang="nb">“Tilrådning om utelukkelse”</bdi>' in html


def test_every_picture_says_what_it_shows():
    html = FORMATS["html"].render([EXAMPLE])
    pictures = re.findall(r'<svg [^>]*role="img">\n<title>(.*?)</title>\n<desc>(.*?)</desc>', html)
    others = [one for one in re.findall(r"<svg [^>]*>", html) if "x=" not in one and "aria-hidden" not in one]
    assert len(pictures) == len(others)
    assert (
        "Policy commitment",
        "What it says: 60 (between 60 and 100). What the record shows: 0.",
    ) in pictures


def test_the_first_link_skips_to_the_report():
    tag, attributes = next(element for element in page().elements if "href" in element[1])
    assert (tag, attributes["href"]) == ("a", "#report")


def test_several_reports_have_a_list_of_contents():
    html = FORMATS["html"].render([EXAMPLE, UNTOUCHED])
    assert '<nav class="reports" aria-label="Reports">' in html
    assert '<a href="#r2-top"><bdi>Example Blank plc</bdi></a>' in html
    assert "<title>Assessments</title>" in html


def test_an_index_leads_to_the_reports_beside_it():
    read = Page(FORMATS["html"].index({"example.html": [EXAMPLE]}))
    assert "example.html" in read.all("href")


def test_nothing_stands_before_the_doctype():
    assert FORMATS["html"].render([EXAMPLE]).startswith("<!DOCTYPE html>\n<html ")


def test_the_head_has_what_was_decided_and_the_figures_with_their_bounds():
    html = FORMATS["html"].render([EXAMPLE])
    said = plain(html[html.index("<header>") : html.index("</header>")])
    for expected in (
        "DRAFT: ",
        "Profile A stated commitment is contradicted by the record",
        "Outcome undetermined possible: Meets this rubric's test for exclusion; Meets no test for a measure",
        "What it says 36 between 36 and 65",
        "What the record shows 0 between 0 and 40",
        "Coverage 60 percent of the range of the figures is settled; the profile holds whatever the rest",
        "Band at least Wide gap",
    ):
        assert expected in said


def test_each_figure_of_the_summary_stands_once_in_the_head():
    html = FORMATS["html"].render([EXAMPLE])
    head = html[html.index("<header>") : html.index("</header>")]
    assert head.count("<dt>Profile</dt>") == 1
    assert head.count("What it says</dt>") == 1


def theme(title: str, assessment=EXAMPLE) -> str:
    """The row of a theme in the picture of all."""
    html = FORMATS["html"].render([assessment])
    rows = re.findall(r'<tr role="row">\n<th scope="row".*?</tr>', html, re.DOTALL)
    (found,) = [row for row in rows if f">{title}</a></th>" in row]
    return found


def cells(row: str) -> list[str]:
    """The words beside a picture."""
    return [plain(cell) for cell in re.split(r"<td [^>]*>", row)[2:]]


def drawing(row: str) -> str:
    """The picture without the words beside it."""
    return re.split(r"<td [^>]*>", row)[1]


def test_a_theme_is_a_row_with_both_figures_and_the_gap_in_words():
    assert cells(theme("Policy commitment")) == [
        "What it says 60 between 60 and 100",
        "What the record shows 0",
        "Gap at least 60 between 60 and 100",
    ]


def test_a_figure_has_a_shape_of_its_side_and_one_that_is_lacking_has_none():
    both, one = theme("Policy commitment"), theme("Remediation")
    drawn, lacking = drawing(both), drawing(one)
    assert (drawn.count("<circle"), drawn.count("<rect")) == (1, 1)
    assert (lacking.count("<circle"), lacking.count("<rect")) == (1, 0)
    assert '<g class="practice open">' in lacking
    assert "insufficient evidence" in cells(one)[1]


def test_a_theme_that_does_not_apply_says_so_and_has_no_picture():
    row = theme("Leverage")
    assert "does not apply" in row
    assert "<svg" not in row


def chart_of(policy: tuple[float | None, float, float], practice: tuple[float | None, float, float]) -> Chart:
    lines = (
        Line(side, "", low, high, percent, side)
        for side, (percent, low, high) in (("policy", policy), ("practice", practice))
    )
    return Chart("Example", tuple(lines), "a gap", "a gap")


@pytest.mark.parametrize(
    ("policy", "practice", "drawn"),
    [
        ((50, 50, 100), (0, 0, 30), (30, 50)),
        ((20, 10, 30), (60, 50, 70), (30, 50)),
        ((50, 20, 100), (0, 0, 30), None),
        ((None, 50, 100), (0, 0, 30), None),
        ((50, 50, 100), (None, 0, 30), None),
    ],
    ids=["apart", "practice ahead", "may meet", "no policy figure", "no practice figure"],
)
def test_a_gap_is_drawn_only_where_it_is_certain(policy, practice, drawn):
    assert certain_gap(chart_of(policy, practice)) == drawn


def test_the_gap_of_the_whole_is_no_distance_between_its_figures_and_not_drawn():
    whole = chart_of((50, 50, 100), (0, 0, 30))._replace(gap_shown="")
    assert certain_gap(whole) is None
    html = FORMATS["html"].render([EXAMPLE])
    assert 'class="gap" x1=' not in html[html.index("<header>") : html.index("</header>")]


def test_a_rubric_with_one_side_alone_has_no_gap():
    assert certain_gap(Chart("Example", (Line("Overall", "40", 40, 40, 40),))) is None


def test_the_contents_name_every_section_and_lead_there():
    html = FORMATS["html"].render([EXAMPLE])
    contents = html[html.index('<nav class="contents"') : html.index("</nav>")]
    listed = re.findall(r'<li><a href="#(.*?)">(.*?)</a></li>', contents)
    body = html[html.index('<div class="body">') :]
    assert [title for _, title in listed] == re.findall(r"<h2>(.*?)</h2>", body)
    assert {anchor for anchor, _ in listed} <= set(Page(html).all("id"))


def entry(html: str, anchor: str) -> str:
    """A fact or source of the page, up to the next."""
    return re.split(r"\n<li id=|\n</section>", html[html.index(f'<li id="{anchor}"') :], maxsplit=1)[0]


def test_a_fact_says_which_criteria_rest_on_it_and_a_source_which_facts():
    html = FORMATS["html"].render([EXAMPLE])
    fact, source = entry(html, "r1-fact-council-finding"), entry(html, "r1-source-council")
    assert '<a href="#r1-node-commitment-upheld">Findings on the commitment</a>' in fact
    assert '<a href="#r1-fact-council-finding">council-finding</a>' in source
    assert "Used in:" not in entry(html, "r1-source-wire").partition("</p>")[0]


def test_every_fact_source_and_criterion_can_be_cited_by_an_address():
    html = FORMATS["html"].render([EXAMPLE])
    links = Page(html).all("href")
    for anchor in ("fact-mine", "source-council", "node-commitment-upheld"):
        assert f"#r1-{anchor}" in links


def longer(count: int):
    """The example by a rubric of so many criteria in one theme."""
    parts = tuple(STATED._replace(id=f"criterion-{number}") for number in range(count))
    return EXAMPLE._replace(nodes=(COMMITMENT._replace(children=parts),))


def test_themes_of_a_long_rubric_are_folded_with_their_figures_and_those_of_a_short_one_are_not():
    html = FORMATS["html"].render([longer(200)])
    assert html.count("<details>") == 1
    assert "<h3>Policy commitment</h3> <span>What it says: 60 (between 60 and 100); " in html
    assert "<details>" not in FORMATS["html"].render([longer(12)])


def test_a_rubric_without_criteria_or_with_nothing_that_applies_gives_a_page():
    for nodes in ((), (LEVERAGE,)):
        read = page(EXAMPLE._replace(nodes=nodes))
        assert [
            link for link in read.all("href") if link.startswith("#") and link[1:] not in read.all("id")
        ] == []


def test_a_source_that_the_page_does_not_list_is_named_and_no_link():
    html = one_page([Story("Example", "", "", (paragraph("Said.", ("council",)),))], "Examples")
    assert '<span class="cite">[council]</span>' in html


@pytest.mark.parametrize(
    ("address", "named"), [("https://example.org/council", False), ("https://example.org", True)]
)
def test_a_link_whose_words_are_not_its_address_is_marked_for_print(address, named):
    html = FORMATS["html"].render([EXAMPLE])
    (found,) = set(re.findall(rf'<a[^>]* href="{re.escape(address)}"', html))
    assert ('class="named"' in found) is named
