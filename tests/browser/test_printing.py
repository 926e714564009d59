"""Printed on A4: no row is cut, nothing is clipped, and nothing is left out.

Each row gets a link at its beginning and one at its end; the PDF says on which page each came to stand.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("pypdf", reason="pypdf is not installed: it is in the extra `browser`")
from pypdf import PdfReader

from tests.browser.opening import opened
from tests.browser.pages import page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PRINTED = (
    "hikvision",
    "by all rubrics",
    "index",
    "history",
    "the example",
    "200 criteria",
    "Chinese",
    "Arabic",
)
WIDTH = {"width": 673, "height": 986}
"""The room that A4 leaves between the page's margins, in CSS pixels."""
ROWS = "tr, dl > div, figure, blockquote, pre, li:not(:has(li, dl, figure, table))"
MARK = """([rows, tallest]) => [...document.querySelectorAll(rows)]
    .filter(row => row.checkVisibility() || row.closest("details:not([open])"))
    .filter(row => row.getBoundingClientRect().height < tallest)
    .map((row, number) => {
        const link = end => {
            const mark = document.createElement("a");
            mark.href = `https://mark.example/${number}${end}`;
            mark.style.cssText = "position: absolute; width: 1px; height: 1px; padding: 1px";
            return mark;
        };
        // Into its first and its last line: beside blocks a mark would not stand where they end.
        const within = (one, next) => {
            const inner = one[next];
            const isBlock = inner && !/inline|none|contents/.test(getComputedStyle(inner).display);
            return isBlock && !inner.matches("svg") ? within(inner, next) : one;
        };
        within(row, "firstElementChild").prepend(link("a"));
        within(row, "lastElementChild").append(link("b"));
        return row.textContent.slice(0, 200);
    })"""


@pytest.fixture
def printed(browser: Browser, tmp_path: Path, name: str) -> Any:
    shown = opened(browser, tmp_path / "page.html", page(name))
    shown.page.emulate_media(media="print")
    shown.page.set_viewport_size(WIDTH)  # type: ignore[arg-type]
    yield shown.page
    shown.page.close()


def cut(looked_at: Page) -> list[str]:
    """The rows that do not stand whole on one page, or on none."""
    rows = looked_at.evaluate(MARK, [ROWS, WIDTH["height"] / 2])
    document = PdfReader(BytesIO(looked_at.pdf(format="A4", prefer_css_page_size=True)))
    where = {
        mark.get_object()["/A"]["/URI"].rpartition("/")[2]: number
        for number, sheet in enumerate(document.pages)
        for mark in sheet.get("/Annots", ())
        if "mark.example" in mark.get_object().get("/A", {}).get("/URI", "")
    }
    assert len(where) > len(rows)
    places = [(row, where.get(f"{number}a"), where.get(f"{number}b")) for number, row in enumerate(rows)]
    return [f"{row}: from {first} to {last}" for row, first, last in places if first is None or first != last]


@pytest.mark.parametrize("name", PRINTED)
def test_no_row_is_cut_or_left_out(printed: Page) -> None:
    assert cut(printed) == []


@pytest.mark.parametrize("name", ["hikvision"])
def test_without_the_rules_for_printing_rows_are_cut(printed: Page) -> None:
    """The oracle sees what it is there for."""
    printed.evaluate(
        """document.querySelectorAll("*")
            .forEach(one => one.style.setProperty("break-inside", "auto", "important"))"""
    )
    assert cut(printed) != []


@pytest.mark.parametrize("name", PRINTED)
def test_nothing_is_clipped_at_the_edge_of_the_paper(printed: Page) -> None:
    clipped = printed.evaluate(
        """() => [...document.querySelectorAll("body, body *:not(svg, svg *)")]
            .filter(one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline"
                           && getComputedStyle(one).overflowX !== "visible"
                           && getComputedStyle(one).clipPath === "none")
            .map(one => one.outerHTML.slice(0, 200))"""
    )
    assert clipped == []
    assert printed.evaluate("document.documentElement.scrollWidth") <= WIDTH["width"]
