"""A page opened in the browser, with what it asked for and complained of meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZE = {"width": 1280, "height": 900}


@dataclass
class Opened:
    """A page, shared by the tests that only look at it."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    """Errors and warnings of the console, uncaught exceptions, and dialogs."""


def opened(browser: Browser, path: Path, html: str) -> Opened:
    """The page of that text, read from a file as people read it."""
    path.write_bytes(html.encode())
    page = browser.new_page(viewport=SIZE)
    shown = Opened(page, path.as_uri())
    page.on("request", lambda request: shown.requests.append(request.url))
    page.on("console", lambda message: shown.complaints.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: shown.complaints.append(str(error)))
    page.on("dialog", lambda dialog: (shown.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.goto(shown.address)
    return shown
