"""What a writer may have meant by a value that no field takes."""

from __future__ import annotations

import re
from difflib import SequenceMatcher, get_close_matches
from typing import TYPE_CHECKING, Final

from ddscore.documents.stray import plain
from ddscore.model.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Sequence

_YES: Final = frozenset({"yes", "y", "true", "on"})
_NO: Final = frozenset({"no", "n", "false", "off"})
_NOT_YET: Final = _NO | {"none", "never", "not yet", "ongoing", "open", "present", "current", "now", "today"}
_UNKNOWN: Final = frozenset({"unknown", "n/a", "na", "tbd", "?", "-"})
_NUMBER: Final = re.compile(r"([0-9]+(?:[.][0-9]+)?) ?%?")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR, _MONTH, _DAY = (
    r"(?P<year>[12][0-9]{3})",
    r"(?P<month>0?[1-9]|1[0-2])",
    r"(?P<day>0?[1-9]|[12][0-9]|3[01])",
)
_NO_MONTH = r"(?P<day>1[3-9]|2[0-9]|3[01])"
_NAME = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})[.]?"
_DATES: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}[-./]{_MONTH}(?:[-./]{_DAY})?",
        rf"{_YEAR}-{_MONTH}-{_DAY}[T ][0-9:.Z+-]+",
        rf"{_DAY}[.-] ?{_MONTH}[.-] ?{_YEAR}",
        rf"{_DAY}(?:st|nd|rd|th|[.])? {_NAME},? {_YEAR}",
        rf"{_NAME} (?:{_DAY}(?:st|nd|rd|th)?,? )?{_YEAR}",
        rf"{_NO_MONTH}/{_MONTH}/{_YEAR}",
        rf"{_MONTH}/{_NO_MONTH}/{_YEAR}",
    )
)
"""Ways in which people write dates, all but those that two readers take for two days."""
_ISO: Final = re.compile(r"[12][0-9]{3}(?:-(?:0[1-9]|1[0-2]))?")
_FROM_TO: Final = re.compile(
    r"(?:from |since )?(?P<first>[^/]+?)"
    r"(?: ?(?:/| to | until | - |(?<=[0-9]{4})-(?=[12][0-9]{3}|$)) ?(?P<last>.*))?",
    re.IGNORECASE,
)
"""Two dates with a word or a dash between them, or one since when something has run."""
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


def date(text: object) -> str | None:
    """The date that a text says in another way: `23.09.2020`, `23 September 2020`, `2020-9-3`.

    None where it says none, or may say two: of `03/06/2019` some read the month first.
    """
    if not isinstance(text, str | int) or isinstance(text, bool):
        return None
    written = plain(str(text))
    if _ISO.fullmatch(written):
        return written
    for form in _DATES:
        match = form.fullmatch(written)
        if match:
            return _iso(**match.groupdict())
    return None


def period(text: object) -> str:
    """The mapping that a text such as `2020-2022` means; empty where that cannot be told."""
    if isinstance(text, int) and not isinstance(text, bool):
        return f"{{from: {text}, to: {text}}}, or with the `to` that the source states"
    parts = _FROM_TO.fullmatch(plain(text)) if isinstance(text, str) else None
    if parts is None:
        return ""
    first, last = date(parts["first"]), date(parts["last"] or "")
    if first is None or (last is None and (parts["last"] or "").lower() not in _NOT_YET | {""}):
        return ""
    return f"{{from: {first}, to: {last or 'null'}}}" if parts["last"] else f"{{from: {first}}}"


def _iso(year: str, month: str, day: str | None = None) -> str | None:
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    said = f"{year}-{number:02}" + (f"-{int(day):02}" if day else "")
    try:
        return PartialDate.parse(said).text
    except ValueError:
        return None


def did_you_mean(name: object, words: Sequence[str], otherwise: str) -> str:
    """Guess at the word that was meant; else list them all."""
    if isinstance(name, str) and len(name) <= _LONGEST_GUESSED:
        plain = {word.lower(): word for word in words}
        written = name.replace(" ", "-").lower()
        for close in get_close_matches(written, plain, n=3, cutoff=_CLOSE):
            if _alike_in_what_differs(written, close):
                return f"did you mean `{plain[close]}`?"
        within = set(plain).intersection(written.split("-"))
        if len(within) == 1:
            return f"did you mean `{plain[within.pop()]}`?"
    return f"{otherwise} {', '.join(words)}"


def _alike_in_what_differs(written: str, meant: str) -> bool:
    """Whether two words are alike beyond the parts that they share: `esg-policy` is not `sales-policy`."""
    one, other = written.split("-"), meant.split("-")
    shared = set(one) & set(other)
    left, right = ("-".join(part for part in word if part not in shared) for word in (one, other))
    return left == right or SequenceMatcher(None, left, right).ratio() >= _ALIKE
