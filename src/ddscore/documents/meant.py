"""What a writer may have meant by a value that no field takes."""

from __future__ import annotations

import re
from difflib import SequenceMatcher, get_close_matches
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_YES: Final = frozenset({"yes", "y", "true", "on"})
_NO: Final = frozenset({"no", "n", "false", "off"})
_NOT_YET: Final = _NO | {"none", "never", "not yet", "ongoing", "open", "present", "current", "now", "today"}
_UNKNOWN: Final = frozenset({"unknown", "n/a", "na", "tbd", "?", "-"})
_NUMBER: Final = re.compile(r"([0-9]+(?:[.][0-9]+)?) ?%?")
_CLOSE: Final = 0.7
_ALIKE: Final = 0.6
_LONGEST_GUESSED: Final = 100
"""Longer text is no misspelt word, and comparing it takes long."""


def truth(value: object) -> str:
    """Which of `true` and `false` was meant, or that it is one of them."""
    word = str(value).lower()
    return "true" if word in _YES else "false" if word in _NO else "true` or `false"


def number(text: str) -> str | None:
    """The number in a text that is one but for a percent sign."""
    match = _NUMBER.fullmatch(text)
    return None if match is None else match[1]


def instead_of_a_date(value: object, kind: str, field: Sequence[object]) -> str:
    """What to write where something in the place of a date says that there is none; empty for all else.

    `kind` is what the schema says of the date: event, planned or another. `field` ends in its name.
    """
    word = str(value).strip().lower()
    if kind not in ("event", "planned"):
        return ""
    if word in _UNKNOWN:
        return "leave it out where it is unknown"
    if kind == "planned":
        return "write `null`, or leave it out, where no date was set" if word in _NOT_YET else ""
    if word in _NOT_YET:
        ended = "ended" if field[-1] == "to" else "happened"
        return f"write `null` where a source says that it has not {ended}; leave it out where that is unknown"
    if word in _YES:
        return "write when: a day, a month or a year; leave it out where that is unknown"
    return ""


def did_you_mean(name: object, words: Sequence[str], otherwise: str) -> str:
    """Guess at the word that was meant; else list them all."""
    if isinstance(name, str) and len(name) <= _LONGEST_GUESSED:
        plain = {word.lower(): word for word in words}
        written = name.replace(" ", "-").lower()
        for close in get_close_matches(written, plain, n=3, cutoff=_CLOSE):
            if _alike_in_what_differs(written, close):
                return f"did you mean `{plain[close]}`?"
    return f"{otherwise} {', '.join(words)}"


def _alike_in_what_differs(written: str, meant: str) -> bool:
    """Whether two words are alike beyond the parts that they share: `esg-policy` is not `sales-policy`."""
    one, other = written.split("-"), meant.split("-")
    shared = set(one) & set(other)
    left, right = ("-".join(part for part in word if part not in shared) for word in (one, other))
    return left == right or SequenceMatcher(None, left, right).ratio() >= _ALIKE
