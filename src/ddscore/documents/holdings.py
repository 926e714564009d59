"""Lists of holdings: from a custodian's file to what is held, line by line.

Nothing is guessed at and nothing is dropped in silence: what cannot be read is a problem with its line.
"""

from __future__ import annotations

from math import fsum, isclose
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ddscore.documents import amounts, identifiers
from ddscore.documents.characters import refused_character
from ddscore.documents.digest import sha256
from ddscore.documents.files import read
from ddscore.documents.findings import MOST
from ddscore.documents.holdings_columns import IDENTITY, columns_of, fitness
from ddscore.documents.holdings_text import Rows, csv_rows
from ddscore.documents.tables import MAX_BYTES, Number
from ddscore.errors import InputError, UsageError
from ddscore.model.holdings import Holding, Holdings
from ddscore.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ddscore.documents.amounts import Amount
    from ddscore.documents.holdings_columns import Columns
    from ddscore.documents.tables import Row
    from ddscore.model.dates import PartialDate

_NOTHING = frozenset({"", "-", "--", "n/a", "na", "#n/a", "none", "null", "nan"})
"""What stands in a cell that says nothing, in any case."""
_TOTALS = frozenset(
    (
        *("total", "totals", "grandtotal", "subtotal", "sum", "portfoliototal", "totalportfolio"),
        *("fundtotal", "totalfund", "totalassets", "totalnetassets", "netassets", "nav", "totalvalue"),
        *("totalholdings", "totalinvestments", "totalmarketvalue", "totalequity", "totalequities"),
        *("summe", "gesamt", "gesamtsumme", "zwischensumme", "insgesamt", "somme", "soustotal"),
        *("totalgeneral", "totale", "totaal", "subtotaal", "suma", "soma", "summa", "合計", "合计", "总计"),
    )
)
"""What a line is called that adds up others: without case, space and punctuation."""
_ADD_UP = 3
"""So many lines at least stand above one that may be their sum: fewer add up by chance."""
_WHOLE = 100
_MOST_OF_ONE = 1.5
"""Weights that sum to more are in percent, also without a sign."""
_NEAR_WHOLE = 0.5
"""Weights that sum to within so many percent of a hundred are rounded, and lack nothing."""


class Reading(NamedTuple):
    """How a list of holdings is to be read."""

    columns: Mapping[str, str] = {}
    """The columns of fields that go by no usual name."""
    sheet: str | None = None
    """Of a workbook with several sheets: the one to read."""
    decimal: str | None = None
    """The decimal mark; None where the file shows it."""


class _Line(NamedTuple):
    """A row below the column names, with its cells by field."""

    line: int
    cells: Mapping[str, str]
    given: Amount | None


def load_holdings(path: Path | str, reading: Reading, as_of: PartialDate | None = None) -> Holdings:
    """Read a list of holdings; what is wrong with single lines is told in it.

    InputError where the file as a whole cannot be read; UsageError where it has to be told how.
    """
    return parse_holdings(read(path, limit=MAX_BYTES), str(path), reading, as_of)


def parse_holdings(content: bytes, path: str, reading: Reading, as_of: PartialDate | None = None) -> Holdings:
    """A list of holdings from the bytes of its file; `path` is what problems name."""
    rows, notes = _rows(content, path, reading)
    head = next((at for at, row in enumerate(rows) if fitness(row.cells, reading.columns)), None)
    if head is None:
        raise _no_columns(rows, path, reading)
    if any(any(row.cells) for row in rows[:head]):
        notes = (*notes, f"what stands above the column names in line {rows[head].line} was left out")
    columns = columns_of(rows[head].cells, reading.columns, path)
    file = _File(path, columns, len(rows[head].cells))
    lines = [file.take(row) for row in rows[head + 1 :] if any(row.cells)]
    kept = [line for line in lines if line is not None]
    file.check_percent(kept)
    decimal = _decimal([line for line in kept if not _is_typed(line, file.amounts)], path, reading)
    holdings = [holding for line in kept if (holding := file.holding(line, decimal)) is not None]
    if not holdings:
        if file.problems:
            raise InputError(file.problems[:MOST])
        raise file.refused("empty", "there is no row below the column names", "list what is held", None)
    is_weight = "weight" in columns.places
    currency = "" if is_weight else file.currency(kept)
    notes = (*notes, *_on_weights(holdings, kept, columns), *_on_lines(holdings))
    return Holdings(
        path,
        sha256(content),
        as_of,
        tuple(holdings),
        is_weight,
        currency,
        tuple(sorted(file.problems, key=lambda problem: problem.location.line or 0)),
        len(lines) - len(holdings),
        notes,
    )


def _rows(content: bytes, path: str, reading: Reading) -> Rows:
    suffix = Path(path).suffix.lower()
    if suffix in (".xls", ".ods", ".numbers"):
        raise UsageError(f"{path}: save the sheet as .xlsx or as CSV UTF-8")
    if suffix in (".xlsx", ".xlsm"):
        from ddscore.documents.workbook import read_rows

        return Rows(read_rows(content, path, reading.sheet), ())
    if reading.sheet is not None:
        raise UsageError(f"{path} is no workbook, and has no sheet {reading.sheet}: leave --sheet out")
    return csv_rows(content, path, lambda cells: fitness(cells, reading.columns))


def _no_columns(rows: Sequence[Row], path: str, reading: Reading) -> Exception:
    first = next((row for row in rows if any(row.cells)), None)
    if first is None:
        message, hint = "there is nothing in this file", "begin it with a line of column names"
        return InputError([_problem("empty", message, hint, path, None)])
    for field, column in reading.columns.items():
        if not any(column in row.cells for row in rows):
            columns_of(first.cells, {field: column}, path)
    named = ", ".join(cell for cell in first.cells if cell)[:200]
    message = "no line names both what is held (name, ISIN, LEI or ticker) and its value or weight"
    hint = f'the first line is {named}; name the columns: --map name=COLUMN --map value="COLUMN"'
    return InputError([_problem("missing-column", message, hint, path, first.line)])


def _problem(check: str, message: str, hint: str, path: str, line: int | None) -> Problem:
    return Problem(f"holdings/{check}", Severity.ERROR, message, hint, Location(path, line))


class _File:
    """A list of holdings while its rows are taken."""

    def __init__(self, path: str, columns: Columns, width: int) -> None:
        self.path = path
        self.columns = columns
        self.width = width
        self.amounts = "weight" if "weight" in columns.places else "value"
        self.problems: list[Problem] = []

    def refused(self, check: str, message: str, hint: str, line: int | None) -> InputError:
        """An error about the file as a whole."""
        return InputError([_problem(check, message, hint, self.path, line)])

    def take(self, row: Row) -> _Line | None:
        """The cells of a row by field; None where it cannot be read, which is then a problem."""
        wrong = self._wrong_as_a_whole(row)
        if wrong is not None:
            self._add(*wrong, row.line)
            return None
        cells = {field: _said(row.cells[at]) for field, at in self.columns.places.items()}
        line = _Line(row.line, cells, amounts.amount(cells[self.amounts]))
        wrong = next(self._wrong(line), None)
        if wrong is not None:
            self._add(*wrong, row.line)
            return None
        return line

    def _add(self, check: str, message: str, hint: str, line: int) -> None:
        self.problems.append(_problem(check, message, hint, self.path, line))

    def _wrong_as_a_whole(self, row: Row) -> tuple[str, str, str] | None:
        beyond = [cell for cell in row.cells[self.width :] if cell]
        if beyond or len(row.cells) <= max(self.columns.places.values()):
            cells = "1 cell" if len(row.cells) == 1 else f"{len(row.cells)} cells"
            message = f"this row has {cells}, and there are {self.width} columns"
            return "ragged-row", message, "put a cell with a comma in quotation marks; leave remarks out"
        refusal = next((found for cell in row.cells if (found := refused_character(cell))), None)
        return None if refusal is None else (refusal.check, refusal.message, refusal.hint)

    def _wrong(self, line: _Line) -> Iterator[tuple[str, str, str]]:
        cell = line.cells[self.amounts]
        named = [line.cells.get(field, "") for field in IDENTITY]
        if not any(named):
            message = "this row does not say what is held"
            yield "no-name", message, "give a name, an ISIN, an LEI or a ticker"
        elif _letters(line.cells.get("name", "")) in _TOTALS and not any(named[1:]):
            message = f"this row, {line.cells['name']}, looks like a sum of others"
            yield "total", message, "leave it out; give a company of that name an identifier"
        if not cell:
            yield "no-value", f"this row has no {self.amounts}", "give it, 0 where nothing is held"
        elif line.given is None or (line.given.percent and self.amounts == "value"):
            hint = "write a plain number, such as 1234.50; a column of weights: --map weight=COLUMN"
            yield "bad-number", f"the {self.amounts} {cell[:40]!r} cannot be read as a number", hint

    def holding(self, line: _Line, decimal: str) -> Holding | None:
        """A line as a holding, with what is wrong with its identifiers told."""
        assert line.given is not None  # noqa: S101 - else it was not kept
        read = amounts.value(line.given, "." if _is_typed(line, self.amounts) else decimal)
        if read is None:
            cell = line.cells[self.amounts]
            hint = "write it like the others, as a plain number of sensible size"
            message = f"the {self.amounts} {cell[:40]!r} is no number with {decimal!r} as its decimal mark"
            self._add("bad-number", message, hint, line.line)
            return None
        given = {kind: _identifier(line.cells.get(kind, "")) for kind in identifiers.NAMES}
        wrong = [found for kind, number in given.items() if number and (found := _amiss(kind, number))]
        for found in wrong:
            self._add(*found, line.line)
        return Holding(line.line, line.cells.get("name", ""), **given, value=read, unclear=bool(wrong))

    def check_percent(self, lines: Sequence[_Line]) -> None:
        """Refuse weights of which some alone have a percent sign: 0.5 may be a half of the whole."""
        with_sign = {line.given.percent: line.line for line in reversed(lines) if line.given}
        if len(with_sign) > 1:
            message = f"line {with_sign[True]} has a percent sign, and line {with_sign[False]} has none"
            raise self.refused("mixed-weights", message, "write all weights alike", max(with_sign.values()))

    def currency(self, lines: Sequence[_Line]) -> str:
        """The one currency of all values; InputError where there are several.

        Where the values' column names one, a column of currencies tells of something else; what stands
        beside a number itself never does.
        """
        column = self.columns.currency
        found: dict[str, int] = {column: 0} if column else {}
        for line in lines:
            beside = line.given.currency if line.given else ""
            named = column or line.cells.get("currency", "").upper()
            for code in (named or beside, beside if beside.isalpha() and beside.isupper() else ""):
                if code:
                    found.setdefault(code, line.line)
        if len(found) > 1:
            places = ((code, f"line {line}" if line else "the column's name") for code, line in found.items())
            listed = ", ".join(f"{code} ({place})" for code, place in list(places)[:5])
            message = f"the values are in several currencies: {listed}"
            hint = "give them in one, or give weights; a column that tells of something else: --map currency="
            raise self.refused("currencies", message, hint, list(found.values())[1])
        return next(iter(found), "")


def _said(cell: str) -> str:
    return "" if cell.casefold() in _NOTHING else cell


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _is_typed(line: _Line, amounts: str) -> bool:
    """Whether the amount is a number of a workbook, and no text that looks like one."""
    return isinstance(line.cells[amounts], Number)


def _identifier(cell: str) -> str:
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


def _decimal(lines: Sequence[_Line], path: str, reading: Reading) -> str:
    """The decimal mark of a column of amounts: the one given, else the one that it proves."""
    if reading.decimal is not None:
        return reading.decimal
    numbers = [(line.line, line.given.number) for line in lines if line.given]
    marks = amounts.marks_in(numbers)
    if len(marks) == 1:
        return next(iter(marks))
    if not marks:
        unsure = next(((line, number) for line, number in numbers if amounts.is_ambiguous(number)), None)
        if unsure is None:
            return "."
        line, number = unsure
        message = f"nothing shows whether {number} is a small number or one in thousands"
        hint = "say which mark is the decimal one: --decimal . or --decimal ,"
        raise InputError([_problem("decimal-mark", message, hint, path, line)])
    message = f"the decimal mark is a point in line {marks['.']} and a comma in line {marks[',']}"
    hint = "write all values alike, or say which it is: --decimal . or --decimal ,"
    raise InputError([_problem("decimal-mark", message, hint, path, max(marks.values()))])


def _on_lines(holdings: Sequence[Holding]) -> Iterator[str]:
    """What single lines may be that nothing proves."""
    *others, last = holdings
    above = fsum(one.value for one in others)
    identified = last.isin or last.lei or last.ticker
    if len(others) >= _ADD_UP and not identified and isclose(last.value, above, rel_tol=1e-9):
        yield f"line {last.line}, {last.name}, is the sum of all above it: if it is no holding, leave it out"
    unread = [one for one in holdings if not one.isin and _is_isin(_identifier(one.name))]
    if unread:
        yield (
            f"the name in line {unread[0].line} is an ISIN, and no case is found by it: map the column of "
            "ISINs, --map isin=COLUMN"
        )


def _is_isin(number: str) -> bool:
    return identifiers.has_form("isin", number) and identifiers.mended("isin", number) == number


def _on_weights(holdings: Sequence[Holding], lines: Sequence[_Line], columns: Columns) -> Iterator[str]:
    """What to know of weights that do not add up."""
    if "weight" not in columns.places:
        return
    percent = [line.given.percent for line in lines if line.given]
    total = sum(holding.value for holding in holdings)
    is_percent = any(percent) or "%" in columns.names["weight"] or total > _MOST_OF_ONE
    whole = _WHOLE if is_percent else 1
    if abs(total - whole) > _NEAR_WHOLE * whole / _WHOLE:
        yield (
            f"its weights add up to {total / whole * _WHOLE:.1f} percent; shares are of what it lists, so "
            "add a line for what is missing, such as cash"
        )
