"""Texts of 100,000 characters: every format prints them, in its shape and in its width."""

from __future__ import annotations

import json
import time

import pytest

from ddscore.reports import FORMATS
from ddscore.reports.characters import width
from ddscore.reports.text import COLUMNS
from tests.attack.payloads import LONG
from tests.attack.specimens import EXAMPLE
from tests.attack.test_csv import rows
from tests.attack.test_markdown import Page as OnGitHub
from tests.reports.test_html_report import Page

TEXTS = {
    "a word": "x" * LONG,
    "words": "word " * (LONG // 5),
    "wide characters": "漢" * LONG,
    "marks": "e" + "\u0301" * (LONG // 6),
    "elements": "<script>" * (LONG // 8),
    "brackets": "[" * LONG,
    "backticks": "`" * LONG,
    "stars": "*a_" * (LONG // 3),
    "controls": "\x1b" * (LONG // 4),
}


def assessed(text: str):
    """Long where it is printed once or twice: a report that repeats it is long, and no more."""
    fact = {**EXAMPLE.facts["council-finding"], "title": text, "quote": text, "note": text}
    source = {**EXAMPLE.sources["council"], "title": text}
    return EXAMPLE._replace(
        case=EXAMPLE.case._replace(company=text),
        nodes=(EXAMPLE.nodes[0]._replace(title=text, ask=text), *EXAMPLE.nodes[1:]),
        facts={**EXAMPLE.facts, "council-finding": fact},
        sources={**EXAMPLE.sources, "council": source},
    )


@pytest.mark.parametrize("name", TEXTS)
def test_a_long_text_breaks_nothing(name: str) -> None:
    started = time.process_time()
    printed = {form: FORMATS[form].render([assessed(TEXTS[name])]) for form in FORMATS}
    # Time grows with the length of the text, not with its square.
    assert time.process_time() - started < 20
    twin = {form: FORMATS[form].render([assessed("plain")]) for form in FORMATS}
    assert all(width(line) <= COLUMNS for line in printed["text"].split("\n") if "://" not in line)
    assert json.loads(printed["json"])["case"]["company"] == TEXTS[name]
    assert list(map(len, rows(printed["csv"]))) == list(map(len, rows(twin["csv"])))
    shape, expected = ([tag for tag, _ in Page(one["html"]).elements] for one in (printed, twin))
    assert shape == expected
    assert OnGitHub(printed["markdown"]).shape == OnGitHub(twin["markdown"]).shape
