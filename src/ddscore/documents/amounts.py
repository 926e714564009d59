"""Amounts as spreadsheets and custodians write them: signs, percent, thousands, and either decimal mark.

Whether a comma is a decimal mark is never guessed: the column proves it (1.234,50 can be read one way only),
or somebody has to say it.
"""

from __future__ import annotations

import re
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from ddscore.documents.currencies import WRITTEN, currency

if TYPE_CHECKING:
    from collections.abc import Iterable

MARKS = (".", ",")
_LONGEST = 60
"""No amount has more characters, and to look for one in many takes long."""
MOST = 1e18
"""No position is worth more, in any currency."""

_AMOUNT = re.compile(
    rf"""(?P<open>\()?\s*
    (?P<sign>[-+\u2212\u2013])?\s*
    (?:(?P<before>{WRITTEN})\s*)?
    (?P<inner>[-+\u2212\u2013])?
    (?P<number>[0-9.,][0-9.,'’\s]*(?:[eE][-+]?[0-9]{{1,2}})?)\s*
    (?P<after>{WRITTEN})?\s*(?P<percent>%)?\s*
    (?P<close>\))?(?P<behind>[-\u2212])?""",
    re.VERBOSE,
)
_SPACES = re.compile(r"[\s'’]")


class Amount(NamedTuple):
    """A cell that says an amount, before it is known which of its marks is the decimal one."""

    number: str
    """Its digits and marks; spaces and apostrophes, which can only part thousands, are gone."""
    negative: bool
    percent: bool
    currency: str
    """Its code, or the sign of one that several have; empty where it names none."""


def amount(cell: str) -> Amount | None:
    """Read a cell as an amount; None where it says none.

    In brackets, or with a minus on either side, it is negative.
    """
    match = _AMOUNT.fullmatch(cell.strip()) if len(cell) <= _LONGEST else None
    if match is None or (match["open"] is None) != (match["close"] is None):
        return None
    signs = [sign for sign in (match["sign"], match["inner"], match["behind"], match["open"]) if sign]
    codes = [code for code in (match["before"], match["after"]) if code]
    parted = match["number"].strip()
    if len(signs) > 1 or len(codes) > 1 or not _parts_thousands(parted):
        return None
    beside = currency(codes[0]) if codes else ""
    if beside is None:
        return None
    negative = bool(signs) and signs[0] != "+"
    return Amount(_SPACES.sub("", parted), negative, match["percent"] is not None, beside)


def _parts_thousands(number: str) -> bool:
    """Whether the spaces and apostrophes in a number stand where they part thousands."""
    groups = _SPACES.split(number)
    inner = [re.match(r"[0-9]*", group) for group in groups[1:]]
    return all(match is not None and len(match.group()) == 3 for match in inner) and all(
        group.isdigit() for group in groups[:-1]
    )


def proven_mark(number: str) -> str | None:
    """The decimal mark that a number proves by itself; None where it proves none."""
    dots, commas = number.count("."), number.count(",")
    if dots and commas:
        return max(MARKS, key=number.rfind)
    if dots > 1 or commas > 1:
        return "," if dots else "."
    if not dots and not commas:
        return None
    mark = "." if dots else ","
    whole, _, rest = number.partition(mark)
    is_thousands = len(rest) == 3 and 1 <= len(whole) <= 3 and whole[0] != "0"
    return None if is_thousands else mark


def is_ambiguous(number: str) -> bool:
    """Whether one mark of a number could be either: 1,234."""
    return proven_mark(number) is None and any(mark in number for mark in MARKS)


def marks_in(numbers: Iterable[tuple[int, str]]) -> dict[str, int]:
    """The decimal marks that a column proves, each with the line that first proves it."""
    proven: dict[str, int] = {}
    for line, number in numbers:
        mark = proven_mark(number)
        if mark is not None:
            proven.setdefault(mark, line)
    return proven


def value(given: Amount, decimal: str) -> float | None:
    """The amount as a number, by a decimal mark; None where it cannot be read so, or is beyond all sense."""
    thousands = "," if decimal == "." else "."
    number = given.number
    grouped = rf"[0-9]{{1,3}}(?:\{thousands}[0-9]{{2,3}})*\{thousands}[0-9]{{3}}(?:\{decimal}[0-9]*)?"
    plain = rf"(?:[0-9]+(?:\{decimal}[0-9]*)?|\{decimal}[0-9]+)(?:[eE][-+]?[0-9]+)?"
    if not re.fullmatch(grouped, number) and not re.fullmatch(plain, number):
        return None
    read = float(number.replace(thousands, "").replace(decimal, "."))
    if not isfinite(read) or read > MOST:
        return None
    return -read if given.negative and read else read
