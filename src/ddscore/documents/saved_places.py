"""Where in a JSON text something stands that Python's reader refuses without saying where."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from ddscore.documents.characters import place_after

if TYPE_CHECKING:
    from collections.abc import Callable

    Place = tuple[int, int]
    """A line and a column, both from 1."""

_TOKEN = re.compile(
    r"""
      (?P<key> " (?: [^"\\] | \\. )*+ " (?= \s*+ : ) )
    | (?P<text> " (?: [^"\\] | \\. )*+ " )
    | (?P<begin> [\[{] )
    | (?P<end> [\]}] )
    | (?P<word> [^\s\[\]{},:"]++ )
    """,
    re.VERBOSE | re.DOTALL,
)


def place_of_word(text: str, is_it: Callable[[str], bool]) -> Place | None:
    """Where the first number or other word outside of quotation marks stands that is meant."""
    return next(
        (_place(match, text) for match in _TOKEN.finditer(text) if match["word"] and is_it(match["word"])),
        None,
    )


def place_of_text(text: str, is_it: Callable[[str], bool]) -> Place | None:
    """Where the first text stands that is meant, keys included, as it is read."""
    quoted = (match for match in _TOKEN.finditer(text) if match["key"] or match["text"])
    return next((_place(match, text) for match in quoted if is_it(json.loads(match[0], strict=False))), None)


def place_of_second(text: str, name: str) -> Place | None:
    """Where an object has a key for the second time."""
    seen: list[bool] = []
    for match in _TOKEN.finditer(text):
        if match["begin"]:
            seen.append(False)
        elif match["end"]:
            seen.pop()
        elif match["key"] and json.loads(match[0], strict=False) == name:
            if seen[-1]:
                return _place(match, text)
            seen[-1] = True
    return None


def place_of_depth(text: str, levels: int) -> Place | None:
    """Where the first list or object begins that is deeper than so many levels."""
    depth = 0
    for match in _TOKEN.finditer(text):
        depth += 1 if match["begin"] else -1 if match["end"] else 0
        if depth > levels:
            return _place(match, text)
    return None


def _place(match: re.Match[str], text: str) -> Place:
    return place_after(text[: match.start()])
