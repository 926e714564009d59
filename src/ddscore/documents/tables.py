"""Tables in CSV: from bytes to rows of text, strictly.

UTF-8 with commas, a line of column names, and as many cells in every row. Space around a cell means nothing,
as it means nothing around an unquoted value in YAML. The byte order mark that Excel writes is accepted.
"""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from dataclasses import dataclass
from sys import intern
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from ddscore.documents.characters import refused_character
from ddscore.documents.findings import MOST
from ddscore.errors import InputError
from ddscore.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_BYTES = 50 * 2**20
MAX_ROWS = 1_000_000
MAX_COLUMNS = 500


class Number(str):
    """A number of a workbook as text, with a decimal point: it needs no mark to be found out."""

    __slots__ = ()


class Failed(str):
    """The error in which a formula of a workbook ended, such as #REF!."""

    __slots__ = ()


class Unreckoned(str):
    """A formula, beside which the workbook holds no result."""

    __slots__ = ()


class Covered(str):
    """Nothing: a cell that is merged with one in a row above, which alone says what there is to say."""

    __slots__ = ()


class Row(NamedTuple):
    """One row below the column names."""

    line: int
    """Where it stands: its line in a CSV file, its row in a workbook."""
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under unique column names; empty rows are left out."""

    path: str
    """What problems name."""
    columns: tuple[str, ...]
    rows: Sequence[Row]

    def problem(self, check: str, message: str, hint: str, line: int | None = 1) -> Problem:
        """Something that is wrong in a row; in the line of column names where none is given."""
        return Problem(f"answers/{check}", Severity.ERROR, message, hint, Location(self.path, line))


def read_csv(content: bytes, path: str, *, most: int = MAX_ROWS) -> Table:
    """Read a CSV file; InputError with at most 100 problems, `answers/…`, each with its row."""
    text = _decode(content, path)
    return table(_records(text, path), path, most=most)


def table(records: Iterator[Row], path: str, *, most: int = MAX_ROWS) -> Table:
    """Check rows, the first of which has the column names, and make a table of them."""
    first = next((row for row in records if any(row.cells)), None)
    if first is None:
        _refuse(path, None, "empty", "there is nothing in this file", "begin it with a line of column names")
    columns = tuple(first.cells)
    _check_names(columns, path, first.line)
    rows: list[Row] = []
    problems: list[Problem] = []
    for row in records:
        if not any(row.cells):
            continue
        if len(row.cells) != len(columns) and len(problems) < MOST:
            problems.append(_ragged(row, columns, path))
        if len(rows) == most:
            _refuse(path, row.line, "too-many-rows", f"there are more than {most:,} rows", "split the file")
        rows.append(row)
    if problems:
        raise InputError(problems)
    return _without_nameless(Table(path, columns, rows))


def _check_names(columns: Sequence[str], path: str, line: int) -> None:
    if len(columns) > MAX_COLUMNS:
        message = f"there are {len(columns):,} columns, more than {MAX_COLUMNS}"
        _refuse(path, line, "too-many-columns", message, "keep those that hold answers")
    if len(columns) == 1 and any(mark in columns[0] for mark in ";\t"):
        message = "the columns are not separated by commas"
        _refuse(path, line, "no-commas", message, "save the sheet as CSV UTF-8 with commas")
    seen: set[str] = set()
    for name in columns:
        if name and name in seen:
            _refuse(path, line, "duplicate-column", f"two columns are called {name}", "rename one of them")
        seen.add(name)


def _ragged(row: Row, columns: Sequence[str], path: str) -> Problem:
    cells = "1 cell" if len(row.cells) == 1 else f"{len(row.cells)} cells"
    message = f"this row has {cells}, and there are {len(columns)} columns"
    hint = "put a cell with a comma or a line break in quotation marks"
    return Problem("answers/ragged-row", Severity.ERROR, message, hint, Location(path, row.line))


def _without_nameless(whole: Table) -> Table:
    """Drop columns without a name, which spreadsheets leave behind, where nothing stands in them."""
    if all(whole.columns):
        return whole
    for row in whole.rows:
        for column, cell in zip(whole.columns, row.cells, strict=True):
            if cell and not column:
                message, hint = "this row has a cell in a column without a name", "name the column in line 1"
                _refuse(whole.path, row.line, "nameless-column", message, hint)
    kept = [place for place, column in enumerate(whole.columns) if column]
    rows = [Row(line, [cells[place] for place in kept]) for line, cells in whole.rows]
    return Table(whole.path, tuple(whole.columns[place] for place in kept), rows)


def _records(text: str, path: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            hint = 'check the quotation marks: write "…" around the whole cell, and "" for one inside it'
            _refuse(path, line, "malformed", f"this row cannot be read: {error}", hint)
        # Codes and names repeat from row to row: a million rows need a tenth of the memory.
        yield Row(line, [intern(cell.strip()) for cell in cells])


def _decode(content: bytes, path: str) -> str:
    encoded = content.removeprefix(BOM_UTF8)
    try:
        text = encoded.decode()
    except UnicodeDecodeError as error:
        line = encoded[: error.start].count(b"\n") + 1
        message = f"the byte 0x{encoded[error.start]:02X} is not valid UTF-8 here"
        hint = "save the sheet as CSV UTF-8; it may be UTF-16, or from an older Windows program"
        _refuse(path, line, "not-utf8", message, hint)
    if refused_character(text) is not None:
        lines = enumerate(io.StringIO(text, newline=None), start=1)
        line, refusal = next((line, found) for line, part in lines if (found := refused_character(part)))
        _refuse(path, line, refusal.check, refusal.message, refusal.hint)
    return text


def _refuse(path: str, line: int | None, check: str, message: str, hint: str) -> NoReturn:
    raise InputError([Problem(f"answers/{check}", Severity.ERROR, message, hint, Location(path, line))])
