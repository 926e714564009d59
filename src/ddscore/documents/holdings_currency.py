"""The one currency of a list of holdings, and the lines that contradict it or do not say theirs.

Nothing is converted, and no line is taken to be in the currency of the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ddscore.documents.currencies import SEVERAL, agree, in_a_cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LISTED = 5
_LEFT_OUT = "a column that tells of something else: --map currency="


class Priced(NamedTuple):
    """What one line says of its currency; empty where it says nothing."""

    line: int
    cell: str
    """In the column of currencies."""
    beside: str
    """Beside the value."""
    is_nothing: bool
    """Whether the value is 0, which is the same in any currency."""


class Wrong(NamedTuple):
    """Why a line, or the list, cannot be used."""

    check: str
    message: str
    hint: str


class Found(NamedTuple):
    """The currency of a list."""

    currency: str
    """Its code; a sign that several have, where no code is stated; empty where none is."""
    several: tuple[Wrong, int] | None
    """Where there is no one currency: why, and in which line this shows."""
    wrong: Mapping[int, Wrong]
    """By the lines that cannot be used."""
    notes: tuple[str, ...]


def currency_of(lines: Sequence[Priced], column: str) -> Found:
    """The one currency of all values.

    Where the name of the values' column says one, a column of currencies tells of something else; what stands
    beside a number itself never does.
    """
    wrong: dict[int, Wrong] = {}
    first: dict[str, int] = {column: 0} if column else {}
    cells = [in_a_cell(line.cell) if line.cell and not column else "" for line in lines]
    for line, cell in zip(lines, cells, strict=True):
        said = column or cell
        if said and line.beside and not agree(said, line.beside):
            wrong[line.line] = _contradicts(line, said, in_name=bool(column))
            continue
        # A sign says no more than the code in its own row.
        for code in (said, line.beside) if said in SEVERAL else (said or line.beside,):
            if code:
                first.setdefault(code, line.line)
    currency = _one(first)
    if currency is None:
        return Found("", _several(first), wrong, ())
    notes = [
        f"{sign} (line {line}) was read as {currency}, the one currency with that sign that the list states"
        for sign, line in first.items()
        if sign != currency and line
    ]
    unsaid = [
        line.line
        for line, cell in zip(lines, cells, strict=True)
        if not (column or cell or line.beside or line.is_nothing)
    ]
    if currency and unsaid and not any(cells) and lines[0].beside:
        # As accounts have it: the sign stands at the first figure, and holds for all below.
        notes.append(f"{lines[0].beside} beside the first value was taken for those without a currency too")
    elif currency:
        wrong |= dict.fromkeys(unsaid, _unsaid(currency, first))
    return Found(currency, None, wrong, tuple(notes))


def _one(first: Mapping[str, int]) -> str | None:
    """The one currency that all can be; None where there is none, empty where none is stated."""
    codes = [code for code in first if code not in SEVERAL] or list(first)[:1]
    if not codes:
        return ""
    return codes[0] if all(agree(codes[0], other) for other in first) else None


def _several(first: Mapping[str, int]) -> tuple[Wrong, int]:
    places = [(code, f"line {line}" if line else "the column's name") for code, line in first.items()]
    listed = ", ".join(f"{code} ({place})" for code, place in places[:_LISTED])
    hint = f"give them in one, or give weights; {_LEFT_OUT}"
    return Wrong("currencies", f"the values are in several currencies: {listed}", hint), list(first.values())[
        1
    ]


def _contradicts(line: Priced, said: str, *, in_name: bool) -> Wrong:
    where = "the column's name" if in_name else "its column"
    message = f"the currency beside this value is {line.beside}, and {where} says {said}"
    return Wrong("currencies", message, "correct the one that is wrong; ddscore converts nothing")


def _unsaid(currency: str, first: Mapping[str, int]) -> Wrong:
    line = next(iter(first.values()))
    message = f"this row does not say its currency, and others do: {currency} (line {line})"
    return Wrong("no-currency", message, f"write it in each row, or leave out {_LEFT_OUT}")
