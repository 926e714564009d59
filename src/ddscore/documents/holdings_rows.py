"""The rows of a list of holdings: what each says, or why it cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ddscore.documents import amounts, identifiers
from ddscore.documents.characters import refused_character
from ddscore.documents.holdings_columns import IDENTITY
from ddscore.documents.holdings_currency import Priced, currency_of
from ddscore.documents.holdings_sums import is_sum
from ddscore.documents.tables import Covered, Number, Unreckoned
from ddscore.errors import InputError
from ddscore.model.holdings import Holding
from ddscore.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.documents.amounts import Amount
    from ddscore.documents.holdings_columns import Columns
    from ddscore.documents.tables import Row

_NOTHING = frozenset({"", "-", "--", "n/a", "na", "#n/a", "none", "null", "nan"})
"""What stands in a cell that says nothing, in any case."""
_LONGEST_NOTHING = max(map(len, _NOTHING))
_ERRORS = frozenset({"#N/A"})
"""Errors of formulas by which systems say that they have nothing to say."""


class Line(NamedTuple):
    """What a row below the column names says."""

    line: int
    named: tuple[str, str, str, str]
    """Name, ISIN, LEI and ticker, as they are written."""
    currency: str
    written: str
    """The value or the weight."""
    given: Amount
    weight_beside: str
    """The weight that stands beside a value; empty where none does."""


class Listing:
    """A list of holdings while its rows are taken; what is wrong with single lines is kept in `problems`."""

    def __init__(self, path: str, columns: Columns, width: int) -> None:
        self.path = path
        self.columns = columns
        self.width = width
        self.is_weight = "weight" in columns.places
        self.amounts = "weight" if self.is_weight else "value"
        self.amounts_name = columns.names[self.amounts]
        self.problems: list[Problem] = []
        self.taken = 0
        self._identity = tuple(columns.places.get(field) for field in IDENTITY)
        self._currency = None if columns.currency else columns.places.get("currency")

    def refused(self, check: str, message: str, hint: str, line: int | None) -> InputError:
        """An error about the file as a whole."""
        return InputError([problem(check, message, hint, self.path, line)])

    def sorted_problems(self) -> tuple[Problem, ...]:
        """What is wrong with single lines, in their order."""
        return tuple(sorted(self.problems, key=lambda problem: problem.location.line or 0))

    def take(self, row: Row) -> Line | None:
        """What a row says; None where it cannot be read, which is then a problem."""
        self.taken += 1
        wrong = self._wrong_as_a_whole(row) or next(self._wrong_in_cells(row), None)
        if wrong is None:
            named = tuple("" if at is None else _said(row.cells[at]) for at in self._identity)
            written = _said(row.cells[self.columns.places[self.amounts]])
            given = amounts.amount(written)
            wrong = next(self._wrong(named, written, given), None)
            if wrong is None:
                assert given is not None  # noqa: S101 - else it is wrong
                currency = "" if self._currency is None else _said(row.cells[self._currency])
                identity = named[0], named[1], named[2], named[3]
                return Line(row.line, identity, currency, written, given, self._beside(row))
        self._add(*wrong, row.line)
        return None

    def _add(self, check: str, message: str, hint: str, line: int) -> None:
        self.problems.append(problem(check, message, hint, self.path, line))

    def _beside(self, row: Row) -> str:
        at = self.columns.weight_beside
        return row.cells[at] if at is not None and at < len(row.cells) else ""

    def _wrong_as_a_whole(self, row: Row) -> tuple[str, str, str] | None:
        beyond = [cell for cell in row.cells[self.width :] if cell]
        if beyond or len(row.cells) <= max(self.columns.places.values()):
            cells = "1 cell" if len(row.cells) == 1 else f"{len(row.cells)} cells"
            message = f"this row has {cells}, and there are {self.width} columns"
            return "ragged-row", message, "put a cell with a comma in quotation marks; leave remarks out"
        refusal = refused_character("\t".join(row.cells))
        return None if refusal is None else (refusal.check, refusal.message, refusal.hint)

    def _wrong_in_cells(self, row: Row) -> Iterator[tuple[str, str, str]]:
        """What a workbook alone can have: formulas that came to nothing, and merged cells."""
        for field, at in self.columns.places.items():
            cell = row.cells[at]
            if type(cell) is str or type(cell) is Number:
                continue
            what = identifiers.NAMES.get(field, field)
            if isinstance(cell, Covered):
                message = f"the {what} is merged with that of a row above, and only the first row has it"
                yield "merged-cells", message, "unmerge the cells, and fill in each row"
            elif isinstance(cell, Unreckoned):
                message = f"the {what} is a formula, and the workbook does not hold what it comes to"
                yield "formula", message, "open it in a spreadsheet program and save it, or paste values"
            elif cell not in _ERRORS:
                message = f"the {what} is {cell}, the error of a formula"
                yield "formula", message, "mend the formula, or write what it should say"

    def _wrong(
        self, named: Sequence[str], written: str, given: Amount | None
    ) -> Iterator[tuple[str, str, str]]:
        if not any(named):
            message = "this row does not say what is held"
            yield "no-name", message, "give a name, an ISIN, an LEI or a ticker"
        elif is_sum(named[0]) and not any(named[1:]):
            message = f"this row, {named[0]}, looks like a sum of others"
            yield "total", message, "leave it out; give a company of that name an identifier"
        if not written:
            yield "no-value", f"this row has no {self.amounts}", "give it, 0 where nothing is held"
        elif given is None or (given.currency if self.is_weight else given.percent):
            hint = "write a plain number, such as 1234.50; a column of weights: --map weight=COLUMN"
            yield "bad-number", f"the {self.amounts} {written[:40]!r} cannot be read as a number", hint

    def in_one_currency(self, lines: list[Line]) -> tuple[str, list[Line], tuple[str, ...]]:
        """The one currency of all values, the lines that are in it, and what to know of it.

        InputError where there are several.
        """
        if self.is_weight:
            return "", lines, ()
        priced = [
            Priced(line.line, line.currency, line.given.currency, not line.given.number.strip("0.,"))
            for line in lines
        ]
        found = currency_of(priced, self.columns.currency)
        for at, wrong in found.wrong.items():
            self._add(*wrong, at)
        if found.several is not None:
            wrong, at = found.several
            raise self.refused(*wrong, at)
        return found.currency, [line for line in lines if line.line not in found.wrong], found.notes

    def holding(self, line: Line, decimal: str) -> Holding | None:
        """A line as a holding, with what is wrong with its identifiers told."""
        read = amounts.value(line.given, "." if isinstance(line.written, Number) else decimal)
        if read is None:
            hint = "write it like the others, as a plain number of sensible size"
            message = (
                f"the {self.amounts} {line.written[:40]!r} is no number with {decimal!r} as its decimal mark"
            )
            self._add("bad-number", message, hint, line.line)
            return None
        name, *written = line.named
        isin, lei, ticker = (identifier(cell) for cell in written)
        given = {"isin": isin, "lei": lei, "ticker": ticker}
        wrong = [found for kind, number in given.items() if number and (found := _amiss(kind, number))]
        for found in wrong:
            self._add(*found, line.line)
        return Holding(line.line, name, isin, lei, ticker, read, bool(wrong))

    def check_percent(self, lines: Sequence[Line]) -> None:
        """Refuse weights of which some alone have a percent sign: 0.5 may be a half of the whole."""
        with_sign = {line.given.percent: line.line for line in reversed(lines)}
        if len(with_sign) > 1:
            message = f"line {with_sign[True]} has a percent sign, and line {with_sign[False]} has none"
            raise self.refused("mixed-weights", message, "write all weights alike", max(with_sign.values()))


def _said(cell: str) -> str:
    return "" if len(cell) <= _LONGEST_NOTHING and cell.casefold() in _NOTHING else cell


def identifier(cell: str) -> str:
    """An identifier without space and in capitals."""
    return "".join(cell.split()).upper()


def _amiss(kind: str, number: str) -> tuple[str, str, str] | None:
    """What is wrong with an identifier, if anything."""
    name = identifiers.NAMES[kind]
    if not identifiers.has_form(kind, number):
        return "bad-identifier", f"{number[:40]} is no {name}", identifiers.FORM_HINTS[kind]
    right = number if kind == "ticker" else identifiers.mended(kind, number)
    if right != number:
        message = f"{number} is no {name}: its check digits do not fit the rest"
        return (
            "check-digit",
            message,
            f"compare it with a register; were only they wrong, it would be {right}",
        )
    return None


def problem(check: str, message: str, hint: str, path: str, line: int | None) -> Problem:
    """What is wrong with a list, or with one of its lines."""
    return Problem(f"holdings/{check}", Severity.ERROR, message, hint, Location(path, line))
