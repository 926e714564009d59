"""Text that a terminal, a page and a reader can trust: control characters are shown, never sent."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_JOINERS = "\u200c\u200d"
"""Persian, Indic scripts and emoji need them, and they move nothing."""
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Categories that print nothing of their own: controls, bidirectional marks, surrogates, private use."""
_MOST_MARKS = 30
"""On one letter: as many as any language can need (UAX #15); browsers stand still over thousands."""
_CAN_BE_MARKS = re.compile(f"[^\x00-\u02ff]{{{_MOST_MARKS + 1}}}")


def visible(text: str) -> str:
    r"""The text with each control character as its escape: ESC is `\x1b`; line breaks are spaces."""
    # Nothing hidden is printable, and of spaces only the plain one.
    if text.isprintable() and (text.isascii() or _CAN_BE_MARKS.search(text) is None):
        return text
    return "".join(_unstacked("".join(map(_shown, text.replace("\r\n", "\n")))))


def hidden(text: str) -> set[str]:
    """The characters of a text that would be shown as escapes; line breaks are not among them."""
    return {character for character in set(text) if character != "\n" and _shown(character) != character}


def one_line(text: str) -> str:
    """The text on one line, single-spaced, with control characters as their escapes."""
    return " ".join(visible(text).split())


def indented(text: str) -> str:
    """The text on one line behind the spaces that it begins with, as code is."""
    return " " * (len(text) - len(text.lstrip(" "))) + one_line(text)


def width(text: str) -> int:
    """How many columns a terminal needs: wide East Asian characters take two, combining marks none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def is_narrow(text: str) -> bool:
    """Whether each of its characters takes one column, so that its length is its width."""
    return text.isascii() or {1}.issuperset(map(_columns, set(text)))


def _unstacked(text: str) -> Iterator[str]:
    """The text with marks that are too many on one letter as their escapes."""
    marks = 0
    for character in text:
        if unicodedata.category(character) in ("Mn", "Me"):
            marks += 1
        elif character not in _JOINERS:
            marks = 0
        yield character if marks <= _MOST_MARKS or character in _JOINERS else _escape(character)


def _shown(character: str) -> str:
    if character in "\n\t\r":
        return " "
    if unicodedata.category(character) not in _HIDDEN or character in _JOINERS:
        return character
    return _escape(character)


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


@cache
def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
