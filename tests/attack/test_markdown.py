"""Markdown keeps its shape whatever its texts hold: by CommonMark, by GitHub's own parser, and by pandoc."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from typing import Any

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from markdown_it import MarkdownIt

from tests.attack.attacking import attacked, attacks, on, unseen
from tests.attack.payloads import FAMILIES
from tests.attack.specimens import VARIANTS, printers

COMMONMARK = MarkdownIt("commonmark", {"html": False}).enable("table")
SAFE = ("https://", "http://")
MENTION = re.compile(r"(?<![\w`])@[A-Za-z0-9]")
ISSUE = re.compile(r"#[0-9]|\bgh-[0-9]", re.IGNORECASE)
"""What GitHub makes links of in text after it has parsed the page."""
AS_IT_STANDS = ("code", "pre", "a")
"""Elements in which GitHub makes none."""


def shape(markdown: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """The elements of a page in order, without their texts."""
    return [
        (token.type, token.tag, tuple(token.attrs))
        for outer in COMMONMARK.parse(markdown)
        for token in (outer, *(outer.children or ()))
        if token.type not in ("text", "text_special")
    ]


def addresses(markdown: str) -> list[str]:
    return [
        str(token.attrs[name])
        for outer in COMMONMARK.parse(markdown)
        for token in (outer, *(outer.children or ()))
        for name in ("href", "src")
        if name in token.attrs
    ]


class Page(HTMLParser):
    """A page as GitHub's parser makes it: its elements, and its text outside of code and links."""

    def __init__(self, markdown: str) -> None:
        super().__init__(convert_charrefs=True)
        self.shape: list[tuple[str, tuple[str, ...]]] = []
        self.text = ""
        self._within: list[str] = []
        self.feed(cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_FOOTNOTES))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.shape.append((tag, tuple(name for name, _ in attrs)))
        self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.shape.append((f"/{tag}", ()))
        while self._within and self._within.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.text += "\n" if any(tag in AS_IT_STANDS for tag in self._within) else data


@on("markdown")
def test_the_shape_is_that_of_the_harmless_twin(printer: str, arms: str) -> None:
    # The parser is slow: one by one the payloads are tried on GitHub's below.
    attack = attacked("markdown", printer, arms, "all together")
    assert shape(attack.text) == shape(attack.twin)
    for address in addresses(attack.text):
        assert address.startswith(SAFE) or (":" not in address and not address.startswith("/"))


@on("markdown")
def test_on_github_the_shape_is_the_same_and_nobody_is_mentioned(printer: str, arms: str) -> None:
    for attack in attacks("markdown", printer, arms):
        page, harmless = Page(attack.text), Page(attack.twin)
        assert page.shape == harmless.shape, attack.family
        assert MENTION.findall(page.text) == [], attack.family
        assert ISSUE.findall(page.text) == [], attack.family
        assert unseen(attack.text) == set(), attack.family


def test_github_would_have_made_links_and_more_of_the_payloads() -> None:
    """The oracle sees what it is there for."""
    page = Page("\n\n".join(FAMILIES.values()).encode("utf-8", "replace").decode())
    assert {tag for tag, _ in page.shape} >= {"a", "h1", "table", "del", "code", "li"}
    assert MENTION.search(page.text)
    assert ISSUE.search(page.text)
    assert len(addresses(FAMILIES["markdown in a line"])) > 1


@pytest.mark.skipif(
    shutil.which("pandoc") is None and os.environ.get("DDSCORE_TOOLS") != "required",
    reason="pandoc is not installed",
)
@pytest.mark.parametrize("printer", [name for name in printers("markdown") if not name.startswith(VARIANTS)])
def test_pandoc_reads_the_same_shape(printer: str) -> None:
    attack = attacked("markdown", printer, "where a writer is free", "all together")
    read, expected = (by_pandoc(text) for text in (attack.text, attack.twin))
    assert read["meta"] == expected["meta"] == {}
    assert list(kinds(read["blocks"])) == list(kinds(expected["blocks"]))


def by_pandoc(markdown: str) -> Any:
    command = ["pandoc", "--sandbox", "--from", "markdown", "--to", "json"]
    done = subprocess.run(command, input=markdown.encode(), capture_output=True, check=True)
    return json.loads(done.stdout)


def kinds(part: Any) -> Any:
    """The kinds of all elements, but for those that text is made of and for the widths of columns."""
    if isinstance(part, list):
        for member in part:
            yield from kinds(member)
    elif isinstance(part, dict):
        if part["t"] not in (
            "Str",
            "Space",
            "SoftBreak",
            "Quoted",
            "SingleQuote",
            "DoubleQuote",
            "ColWidth",
            "ColWidthDefault",
        ):
            yield part["t"]
        yield from kinds(part.get("c"))
