"""The attack in a real browser: nothing runs, nothing is asked for, and the page keeps its shape."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ddscore.reports import FORMATS
from tests.attack.attacking import Attack, attacked
from tests.attack.payloads import FAMILIES
from tests.attack.specimens import printers
from tests.attack.test_long import TEXTS, assessed
from tests.browser.opening import Opened, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SHAPE = """() => [...document.querySelectorAll("*")]
    .map(one => [one.tagName, ...one.getAttributeNames()].join(" "))"""
EVENTS = """() => document.querySelectorAll("*").forEach(one => {
    for (const name of ["mouseover", "focus", "error", "load", "toggle", "animationstart"])
        one.dispatchEvent(new Event(name));
})"""


@pytest.fixture
def shown(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """An empty page, with which all attacks of a test are opened in turn."""
    one = opened(browser, tmp_path / "page.html", "<!DOCTYPE html><title>Nothing yet</title>")
    yield one
    one.page.close()


def assert_harmless(shown: Opened, folder: Path, attack: Attack) -> None:
    (folder / "page.html").write_bytes(attack.text.encode())
    shown.requests.clear()
    shown.page.goto(shown.address)
    shown.page.evaluate(EVENTS)
    assert shown.page.evaluate("window.hit") is None
    assert shown.requests == [shown.address]
    assert shown.complaints == []
    shape = shown.page.evaluate(SHAPE)
    shown.page.goto("about:blank")
    shown.page.set_content(attack.twin)
    assert shape == shown.page.evaluate(SHAPE)


@pytest.mark.parametrize("arms", ["everywhere", "where a writer is free"])
@pytest.mark.parametrize("printer", printers("html"))
def test_all_payloads_together_do_nothing(shown: Opened, tmp_path: Path, printer: str, arms: str) -> None:
    assert_harmless(shown, tmp_path, attacked("html", printer, arms, "all together"))


@pytest.mark.parametrize("family", FAMILIES)
def test_a_payload_by_itself_does_nothing(shown: Opened, tmp_path: Path, family: str) -> None:
    assert_harmless(shown, tmp_path, attacked("html", "assessment, html", "where a writer is free", family))


@pytest.mark.parametrize("name", TEXTS)
def test_a_long_text_does_not_push_the_page_aside(shown: Opened, tmp_path: Path, name: str) -> None:
    (tmp_path / "page.html").write_bytes(FORMATS["html"].render([assessed(TEXTS[name])]).encode())
    shown.page.set_viewport_size({"width": 360, "height": 740})
    shown.page.goto(shown.address)
    assert shown.page.evaluate("document.documentElement.scrollWidth") == 360
    assert shown.complaints == []


def test_a_page_without_escapes_would_be_hit(shown: Opened, tmp_path: Path) -> None:
    """The oracle sees what it is there for."""
    (tmp_path / "page.html").write_text(f"<!DOCTYPE html><p>{FAMILIES['elements']}", encoding="utf-8")
    shown.page.goto(shown.address)
    shown.page.evaluate(EVENTS)
    assert shown.page.evaluate("window.hit") == 1
    assert len(shown.requests) > 1
