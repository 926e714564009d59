"""Every page in a real browser: quiet, accessible, as narrow as a phone, with links that lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.opening import SIZE, Opened, opened
from tests.browser.pages import CASES, LONGEST, PAGES, page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Show = Callable[[str], Opened]
COLOURS = ["color-contrast", "link-in-text-block"]
PHONE = {"width": 360, "height": 740}
NARROWEST = {"width": 320, "height": 740}
"""What WCAG 1.4.10 asks for."""

each_page = pytest.mark.parametrize("name", PAGES)
each_kind = pytest.mark.parametrize("name", [name for name in PAGES if name not in CASES or name == LONGEST])
"""Of the shipped cases only the longest: the others are pages of the same kind."""


@pytest.fixture(scope="module")
def show(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Show]:
    """A page by its name; it is opened once."""
    folder = tmp_path_factory.mktemp("pages")
    shown: dict[str, Opened] = {}

    def open_once(name: str) -> Opened:
        if name not in shown:
            shown[name] = opened(browser, folder / f"{len(shown)}.html", page(name))
        shown[name].page.set_viewport_size(SIZE)  # type: ignore[arg-type]
        return shown[name]

    yield open_once
    for one in shown.values():
        one.page.close()


@each_page
def test_a_page_asks_for_nothing_and_complains_of_nothing(show: Show, name: str) -> None:
    shown = show(name)
    assert shown.requests == [shown.address]
    assert shown.complaints == []


@each_page
def test_axe_finds_nothing(show: Show, name: str) -> None:
    looked_at = show(name).page
    looked_at.emulate_media(color_scheme="light")
    assert violations(looked_at) == []


@each_kind
def test_axe_finds_nothing_in_the_dark_either(show: Show, name: str) -> None:
    looked_at = show(name).page
    looked_at.emulate_media(color_scheme="dark")
    # Nothing but colours is other there.
    assert violations(looked_at, COLOURS) == []


def violations(looked_at: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds, by all its rules or by some."""
    from axe_playwright_python.base import AXE_SCRIPT

    # By evaluating it: the page's own policy blocks a script that is put into it.
    looked_at.evaluate(AXE_SCRIPT)
    only = {"runOnly": {"type": "rule", "values": rules}} if rules else {}
    found = looked_at.evaluate(
        """options => axe.run(options).then(found => found.violations.map(one =>
            `${one.id}: ${one.help}: ${one.nodes[0].html.slice(0, 200)}: ${one.nodes[0].failureSummary}`))""",
        {"resultTypes": ["violations"], **only},
    )
    return [str(one) for one in found]


def test_axe_finds_what_is_wrong(browser: Browser) -> None:
    """The oracle sees what it is there for."""
    wrong = browser.new_page()
    wrong.set_content("<html><body><img src='x'><p style='color:#eee;background:#fff'>pale</p></body></html>")
    assert {one.partition(":")[0] for one in violations(wrong)} >= {
        "image-alt",
        "color-contrast",
        "html-has-lang",
    }
    wrong.close()


@each_kind
@pytest.mark.parametrize("size", [PHONE, NARROWEST], ids=["phone", "narrowest"])
def test_nothing_scrolls_sideways(show: Show, name: str, size: Any) -> None:
    looked_at = show(name).page
    looked_at.set_viewport_size(size)
    beyond = looked_at.evaluate(
        """() => [...document.body.querySelectorAll("*")]
            .filter(one => !one.closest("[tabindex='0'], svg, .skip"))
            .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
            .map(one => one.outerHTML.slice(0, 200))"""
    )
    assert beyond == []
    assert looked_at.evaluate("document.documentElement.scrollWidth") == size["width"]


@each_page
def test_every_link_leads_somewhere(show: Show, name: str) -> None:
    looked_at = show(name).page
    links = looked_at.evaluate(
        """() => [...document.querySelectorAll("[href]")]
            .map(one => [one.tagName.toUpperCase(), one.getAttribute("href")])"""
    )
    assert {tag for tag, _ in links} <= {"A"}
    lost = looked_at.evaluate(
        """() => [...document.querySelectorAll("a[href^='#']")]
            .filter(one => !document.getElementById(one.getAttribute("href").slice(1)))
            .map(one => one.outerHTML)"""
    )
    assert lost == []
    beside = {href for _, href in links if not href.startswith(("#", "http://", "https://"))}
    assert beside <= {f"{case}.html" for case in CASES}
    ids = looked_at.evaluate("""() => [...document.querySelectorAll("[id]")].map(one => one.id)""")
    assert len(ids) == len(set(ids))


@each_kind
def test_what_names_another_element_names_one_that_is_there(show: Show, name: str) -> None:
    missing = show(name).page.evaluate(
        """() => ["aria-labelledby", "aria-describedby", "aria-controls", "for", "headers"]
            .flatMap(name => [...document.querySelectorAll(`[${name}]`)]
                .flatMap(one => one.getAttribute(name).split(/\\s+/)))
            .filter(id => !document.getElementById(id))"""
    )
    assert missing == []


@each_kind
def test_headings_follow_each_other(show: Show, name: str) -> None:
    levels = show(name).page.evaluate(
        """() => [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map(one => +one.tagName[1])"""
    )
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@each_kind
def test_a_page_is_reached_by_keyboard_alone(show: Show, name: str) -> None:
    looked_at = show(name).page
    looked_at.evaluate(
        "() => { scrollTo(0, 0); getSelection().removeAllRanges(); document.activeElement.blur(); }"
    )
    looked_at.keyboard.press("Tab")
    skip = looked_at.evaluate(
        """() => {
            const one = document.activeElement;
            return [one.getAttribute("href"), one.getBoundingClientRect().left >= 0];
        }"""
    )
    assert skip == ["#report", True]
    looked_at.keyboard.press("Enter")
    assert looked_at.evaluate("document.querySelector(':target').id") == "report"
    order = looked_at.evaluate(
        """() => [...document.querySelectorAll("a[href], summary, button, [tabindex]")]
            .filter(one => one.checkVisibility() && one.tabIndex === 0).length"""
    )
    places = []
    for _ in range(min(order - 1, 25)):
        looked_at.keyboard.press("Tab")
        place, outlined = looked_at.evaluate(
            """() => {
                const one = document.activeElement, style = getComputedStyle(one);
                const place = [...document.querySelectorAll("*")].indexOf(one);
                return [place, style.outlineStyle !== "none" && one !== document.body];
            }"""
        )
        assert outlined
        places.append(place)
    assert places == sorted(set(places))


@each_kind
def test_what_is_folded_opens_by_keyboard(show: Show, name: str) -> None:
    looked_at = show(name).page
    for summary in looked_at.query_selector_all("details:not([open]) > summary"):
        if summary.is_visible():
            summary.focus()
            looked_at.keyboard.press("Enter")
            assert summary.evaluate("one => one.parentElement.open")
    looked_at.reload()


@pytest.mark.parametrize("name", ["Arabic", "Hebrew"])
def test_a_name_from_right_to_left_runs_so_in_a_page_from_left_to_right(show: Show, name: str) -> None:
    looked_at = show(name).page
    assert looked_at.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    assert looked_at.evaluate("getComputedStyle(document.body).direction") == "ltr"


@pytest.mark.parametrize("name", ["hikvision", "index"])
def test_a_page_is_whole_without_scripts(browser: Browser, show: Show, name: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        plain = context.new_page()
        plain.goto(show(name).address)
        assert plain.inner_text("main") == show(name).page.inner_text("main")
