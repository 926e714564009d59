"""Lists of holdings: from a custodian's file to what is held, line by line.

Nothing is guessed at and nothing is dropped in silence: what cannot be read is a problem with its line.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ddscore.documents import amounts, identifiers
from ddscore.documents.digest import sha256
from ddscore.documents.files import read
from ddscore.documents.findings import MOST
from ddscore.documents.holdings_columns import columns_of, fitness, usual_field
from ddscore.documents.holdings_rows import Listing, identifier, problem
from ddscore.documents.holdings_sums import on_repetitions, on_sums, on_weights, on_weights_beside
from ddscore.documents.holdings_text import Rows, csv_rows
from ddscore.documents.tables import MAX_BYTES, Number
from ddscore.errors import InputError, UsageError
from ddscore.model.holdings import Holdings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ddscore.documents.holdings_rows import Line
    from ddscore.documents.tables import Row
    from ddscore.model.dates import PartialDate
    from ddscore.model.holdings import Holding


class Reading(NamedTuple):
    """How a list of holdings is to be read."""

    columns: Mapping[str, str] = {}
    """The columns of fields that go by no usual name."""
    sheet: str | None = None
    """Of a workbook with several sheets: the one to read."""
    decimal: str | None = None
    """The decimal mark; None where the file shows it."""

    def options(self) -> tuple[str, ...]:
        """The same, as on a command line."""
        maps = [("--map", f"{field}={column}") for field, column in self.columns.items()]
        given = [
            (name, said) for name, said in (("--sheet", self.sheet), ("--decimal", self.decimal)) if said
        ]
        return tuple(word for pair in (*maps, *given) for word in pair)


def load_holdings(path: Path | str, reading: Reading, as_of: PartialDate | None = None) -> Holdings:
    """Read a list of holdings; what is wrong with single lines is told in it.

    InputError where the file as a whole cannot be read; UsageError where it has to be told how.
    """
    return parse_holdings(read(path, limit=MAX_BYTES), str(path), reading, as_of)


def parse_holdings(content: bytes, path: str, reading: Reading, as_of: PartialDate | None = None) -> Holdings:
    """A list of holdings from the bytes of its file; `path` is what problems name."""
    rows, notes = _rows(content, path, reading)
    above: list[Row] = []
    head = _head(rows, above, reading)
    if head is None:
        raise _no_columns(above, path, reading)
    if any(any(row.cells) for row in above):
        notes = (*notes, f"what stands above the column names in line {head.line} was left out")
    file = Listing(path, columns_of(head.cells, reading.columns, path), len(head.cells))
    lines = [line for row in rows if any(row.cells) and (line := file.take(row)) is not None]
    file.check_percent(lines)
    currency, lines, on_currency = file.in_one_currency(lines)
    decimal = _decimal([line for line in lines if not isinstance(line.written, Number)], path, reading)
    in_percent = file.is_weight and ("%" in file.amounts_name or any(line.given.percent for line in lines))
    holdings = tuple(holding for line in lines if (holding := file.holding(line, decimal)) is not None)
    if not holdings:
        if file.problems:
            raise InputError(file.sorted_problems()[:MOST])
        raise file.refused("empty", "there is no row below the column names", "list what is held", None)
    on_weighed = on_weights(holdings, in_percent=in_percent) if file.is_weight else ()
    beside = {line.line: line.weight_beside for line in lines if line.weight_beside}
    on_lines = (
        *on_sums(holdings),
        *on_repetitions(holdings),
        *on_weights_beside(holdings, beside),
        *_on_names(holdings),
    )
    return Holdings(
        path,
        sha256(content),
        as_of,
        holdings,
        file.is_weight,
        currency,
        file.sorted_problems(),
        file.taken - len(holdings),
        (*notes, *on_currency, *on_weighed, *on_lines),
        reading.options(),
    )


def _head(rows: Iterator[Row], above: list[Row], reading: Reading) -> Row | None:
    """The line of column names; what stands above it is put aside."""
    for row in rows:
        if fitness(row.cells, reading.columns):
            return row
        above.append(row)
    return None


def _rows(content: bytes, path: str, reading: Reading) -> Rows:
    suffix = Path(path).suffix.lower()
    if suffix in (".xls", ".ods", ".numbers"):
        raise UsageError(f"{path}: save the sheet as .xlsx or as CSV UTF-8")
    if suffix in (".xlsx", ".xlsm"):
        from ddscore.documents.workbook import read_sheet

        sheet = read_sheet(content, path, reading.sheet, "holdings")
        return Rows(sheet.rows, tuple(f"the hidden sheet {title} was not read" for title in sheet.hidden))
    if reading.sheet is not None:
        raise UsageError(f"{path} is no workbook, and has no sheet {reading.sheet}: leave --sheet out")
    if content.startswith(b"PK\x03\x04"):
        hint = "let its name end in .xlsx, or save the sheet as CSV UTF-8"
        raise InputError([problem("malformed", "this is a workbook, and no CSV file", hint, path, None)])
    return csv_rows(content, path, lambda cells: fitness(cells, reading.columns))


def _no_columns(rows: Sequence[Row], path: str, reading: Reading) -> Exception:
    first = next((row for row in rows if any(row.cells)), None)
    if first is None:
        message, hint = "there is nothing in this file", "begin it with a line of column names"
        return InputError([problem("empty", message, hint, path, None)])
    for field, column in reading.columns.items():
        if not any(column in row.cells for row in rows):
            columns_of(first.cells, {field: column}, path)
    message = "no line names both what is held (name, ISIN, LEI or ticker) and its value or weight"
    # Titles may stand above: the line that names most fields is the likeliest to name columns.
    best = max(rows, key=lambda row: len({*map(usual_field, row.cells)} - {None}))
    fields = {*map(usual_field, best.cells)} - {None}
    line = best if fields else first
    others = ", ".join(cell for cell in line.cells if cell and not usual_field(cell))[:200]
    known = " and the ".join(sorted(filter(None, fields)))
    what = f"the first line is {others}"
    if fields:
        what = f"line {line.line} names the {known}, and {others} is not known"
    hint = f'{what}; name the columns: --map name=COLUMN --map value="COLUMN"'
    return InputError([problem("missing-column", message, hint, path, line.line)])


def _decimal(lines: Sequence[Line], path: str, reading: Reading) -> str:
    """The decimal mark of a column of amounts: the one given, else the one that it proves."""
    if reading.decimal is not None:
        return reading.decimal
    numbers = [(line.line, line.given.number) for line in lines]
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
        raise InputError([problem("decimal-mark", message, hint, path, line)])
    message = f"the decimal mark is a point in line {marks['.']} and a comma in line {marks[',']}"
    hint = "write all values alike, or say which it is: --decimal . or --decimal ,"
    raise InputError([problem("decimal-mark", message, hint, path, max(marks.values()))])


def _on_names(holdings: Sequence[Holding]) -> Iterator[str]:
    """Where the column of names has identifiers."""
    unread = next((one for one in holdings if not one.isin and _is_isin(identifier(one.name))), None)
    if unread is not None:
        yield (
            f"the name in line {unread.line} is an ISIN, and no case is found by it: map the column of "
            "ISINs, --map isin=COLUMN"
        )


def _is_isin(number: str) -> bool:
    return identifiers.has_form("isin", number) and identifiers.mended("isin", number) == number
