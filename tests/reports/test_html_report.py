"""HTML: one safe, self-contained page that a machine can read too."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings

from ddscore.reports import FORMATS
from ddscore.reports.characters import one_line
from tests.reports.example_assessment import EXAMPLE, SOURCES, UNTOUCHED
from tests.reports.hostile import HOSTILE, texts, with_text

VOID = {"meta", "rect", "line", "circle"}


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
    assert len(pictures) == html.count("<svg ")
    assert (
        "Policy commitment",
        "What it says: 60 (between 60 and 100). What the record shows: 0.",
    ) in pictures


def test_the_first_link_skips_to_the_report():
    tag, attributes = next(element for element in page().elements if "href" in element[1])
    assert (tag, attributes["href"]) == ("a", "#report")


def test_several_reports_have_a_list_of_contents():
    html = FORMATS["html"].render([EXAMPLE, UNTOUCHED])
    assert '<nav aria-label="Reports">' in html
    assert '<a href="#r2-top"><bdi>Example Blank plc</bdi></a>' in html
    assert "<title>Assessments</title>" in html


def test_an_index_leads_to_the_reports_beside_it():
    read = Page(FORMATS["html"].index({"example.html": [EXAMPLE]}))
    assert "example.html" in read.all("href")
