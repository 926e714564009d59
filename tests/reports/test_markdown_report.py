"""Markdown in which the text of a case stays text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from ddscore.reports import FORMATS
from ddscore.reports.characters import one_line
from ddscore.reports.markdown import escape
from tests.reports.example_assessment import EXAMPLE, SOURCES
from tests.reports.hostile import HOSTILE, texts, with_text

PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")
PLACES = {
    "a paragraph": "{}",
    "a heading": "## {}",
    "a list": "- {}",
    "a list in a list": "- one\n\n  - {}",
    "a labelled entry": "- **{}:** after",
    "a quotation": "> {}\n>\n> after",
    "a link": "[{}](<https://example.org>)",
    "a cell": "| a | b |\n| --- | --- |\n| {} | c |",
}


def shape(markdown: str) -> list[str]:
    """The elements of the page, in order, without their text."""
    return [
        token.tag or token.type
        for outer in PARSER.parse(markdown)
        for token in (outer, *(outer.children or ()))
        if token.type not in ("text", "text_special")
    ]


def said(markdown: str) -> str:
    return "".join(
        inner.content
        for outer in PARSER.parse(markdown)
        for inner in outer.children or ()
        if inner.type in ("text", "text_special")
    )


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(place, text):
    written = place.format(escape(text))
    assert shape(written) == shape(place.format("plain"))
    assert one_line(text) in said(written).replace("\u200b", "")


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@given(text=texts)
def test_any_text_stays_text(place, text):
    written = place.format(escape(text))
    assert shape(written) == shape(place.format("plain"))
    assert one_line(text) in said(written).replace("\u200b", "")


@settings(max_examples=40)
@given(texts)
def test_no_text_changes_the_shape_of_a_report(text):
    assert shape(FORMATS["markdown"].render([with_text(text)])) == shape(
        FORMATS["markdown"].render([with_text("plain")])
    )


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a|b", "a\\|b"),
        ("@somebody", "@&#8203;somebody"),
        ("https://example.org", "https\\://example.org"),
        ("www.example.org", "www\\.example.org"),
        ("#12", "#&#8203;12"),
        ("- item", "\\- item"),
        ("12) item", "12\\) item"),
        ("an ordinary sentence, with (brackets) and 1.5 of it: fine.", None),
    ],
)
def test_only_what_could_be_markup_is_escaped(text, escaped):
    assert escape(text) == (text if escaped is None else escaped)


def test_only_http_addresses_are_links():
    links = [
        str(inner.attrs["href"])
        for outer in PARSER.parse(FORMATS["markdown"].render([EXAMPLE]))
        for inner in outer.children or ()
        if inner.type == "link_open"
    ]
    assert links == [
        SOURCES["report-2018"]["url"],
        SOURCES["report-2018"]["archived"],
        SOURCES["gazette"]["url"],
        "https://example.org",
    ]


@pytest.mark.parametrize("address", ["https://example.org/a>b](x", "https://example.org/?a=1&copy=2|<`"])
def test_an_address_cannot_end_its_link(address):
    source = {**SOURCES["gazette"], "url": address}
    odd = EXAMPLE._replace(sources={**SOURCES, "gazette": source})
    assert shape(FORMATS["markdown"].render([odd])) == shape(FORMATS["markdown"].render([EXAMPLE]))
