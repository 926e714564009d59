"""One browser for all tests: the chromium on PATH.

Where there is none, or no Playwright, the tests are skipped by name; DDSCORE_TOOLS=required makes that a
failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        lacking("there is no chromium on PATH")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        lacking("Playwright is not installed: it is in the extra `browser`")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        launched.close()


def lacking(what: str) -> None:
    if os.environ.get("DDSCORE_TOOLS") == "required":
        pytest.fail(what)
    pytest.skip(what)
