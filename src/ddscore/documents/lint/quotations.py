"""Quotations so long that they copy a source rather than cite it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ddscore.documents.case_records import versions
from ddscore.documents.findings import Finding
from ddscore.documents.lint.words import QUOTATION_MARKS, quoted
from ddscore.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.documents.case_records import Facts
    from ddscore.documents.lint.words import Text, Whole
    from ddscore.documents.positions import NodePath

MOST_WORDS: Final = 40
_WITHOUT_SPACES: Final = (
    # Two characters make a word of Chinese or Japanese, about five one of Thai, Lao, Burmese or Khmer.
    (re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"), 2),
    (re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"), 5),
)
"""Scripts that are written without spaces, each with how many of its characters make a word."""
_WORD: Final = re.compile(r"\w+(?:['’.,-]\w+)*")


def may_quote(whole: Whole) -> bool:
    """Whether all text at once holds a quotation."""
    return any(mark in whole.text for mark in QUOTATION_MARKS)


def lint_quotations(text: Text) -> Iterator[Finding]:
    """Warn of a long quotation within free text, where the marks may be unpaired."""
    for inside in quoted(text.words):
        yield from _too_long(inside, text.at, Severity.WARNING)


def lint_quotes(facts: Facts) -> Iterator[Finding]:
    """Refuse a `quote` of over 40 words."""
    for index, fact in enumerate(facts.get("findings", ())):
        for record, at in versions(fact, ("findings", index)):
            if record.get("quote"):
                yield from _too_long(record["quote"], (*at, "quote"), Severity.ERROR)


def count_words(text: str) -> int:
    """Count the words of a text in any script, approximately where words are not set apart."""
    count = 0.0
    for script, length in _WITHOUT_SPACES:
        text, characters = script.subn(" ", text)
        count += characters / length
    return round(count) + len(_WORD.findall(text))


def _too_long(inside: str, at: NodePath, severity: Severity) -> Iterator[Finding]:
    words = count_words(inside)
    if words > MOST_WORDS:
        message = f"this quotation has {words} words, {MOST_WORDS} at the most: “{inside[:40].strip()}…”"
        hint = "quote what matters, and tell the rest in your own words"
        yield Finding("case/long-quotation", at, message, hint, severity=severity)
