"""Tables in Excel workbooks (.xlsx), read as the same rows of text that a CSV file has."""

from __future__ import annotations

import io
import warnings
from datetime import date, datetime, time
from typing import TYPE_CHECKING, NoReturn
from zipfile import BadZipFile, ZipFile

from ddscore.documents.characters import refused_character
from ddscore.documents.tables import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Number, Row, table
from ddscore.errors import InputError, UsageError
from ddscore.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    from ddscore.documents.tables import Table

MAX_UNPACKED = 4 * MAX_BYTES
"""A workbook is a zip file, and a small one can unpack to fill a disk."""

_DAMAGE = (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, SyntaxError)
"""What openpyxl raises on a damaged workbook: whatever its readers of zip and XML stumble over."""


def read_xlsx(content: bytes, path: str, sheet: str | None) -> Table:
    """Read one sheet of a workbook: the one named, else the only one; problems as for a CSV file."""
    return table(iter(read_rows(content, path, sheet)), path)


def read_rows(content: bytes, path: str, sheet: str | None) -> list[Row]:
    """The rows of one sheet of a workbook, in the width that each has."""
    with warnings.catch_warnings():
        # openpyxl warns of what it leaves aside, such as drop-down lists: none of it is an answer.
        warnings.simplefilter("ignore", UserWarning)
        book = _open(content, path)
        sheets = {one.title: one for one in book.worksheets}
        if sheet is None and len(sheets) > 1:
            raise UsageError(f"{path} has the sheets {', '.join(sheets)}: name the one to read, --sheet NAME")
        if sheet is not None and sheet not in sheets:
            raise UsageError(f"{path} has no sheet {sheet}; its sheets are {', '.join(sheets)}")
        read = sheets[sheet] if sheet is not None else next(iter(sheets.values()))
        return list(_records(read, path))


def _open(content: bytes, path: str) -> Workbook:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        remedy = "pip install 'ddscore[excel]', or save the sheet as CSV UTF-8"
        raise UsageError(f"{path} is an Excel workbook, which openpyxl reads: {remedy}") from error
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > MAX_UNPACKED:
            _refuse(
                path, None, "too-large", f"the workbook unpacks to more than {MAX_UNPACKED / 2**20:g} MiB"
            )
        return load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except _DAMAGE as error:
        _refuse_damage(path, error)


def _records(sheet: ReadOnlyWorksheet, path: str) -> Iterator[Row]:
    # Each row in the width that it has: the size that a sheet declares may be wrong, or empty and vast.
    sheet.reset_dimensions()
    rows = sheet.rows
    width = line = 0
    while True:
        try:
            cells = next(rows, None)
        except _DAMAGE as error:
            _refuse_damage(path, error)
        if cells is None:
            return
        line += 1
        if line > MAX_ROWS + 1 or len(cells) > MAX_COLUMNS:
            _refuse(
                path, line, "too-large", f"the sheet goes beyond {MAX_COLUMNS} columns or {MAX_ROWS:,} rows"
            )
        texts = [_text(cell, line, path) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        width = max(width, len(texts))
        yield Row(line, texts + [""] * (width - len(texts)))


def _text(cell: Cell | MergedCell | ReadOnlyCell | EmptyCell, line: int, path: str) -> str:
    """A cell as a CSV file would have it: dates as YYYY-MM-DD, whole numbers without a point."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        _refuse(path, line, "malformed", f"a formula in this row ended in the error {value}")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return Number(int(value) if value.is_integer() else value)
    if isinstance(value, int):
        return Number(value)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    text = value.isoformat() if isinstance(value, date) else str(value).strip()
    refusal = refused_character(text)
    if refusal is not None:
        _refuse(path, line, refusal.check, refusal.message)
    return text


def _refuse_damage(path: str, error: Exception) -> NoReturn:
    said = f": {error}" if str(error) else ""
    _refuse(path, None, "malformed", f"this is no workbook that can be read{said}")


def _refuse(path: str, line: int | None, check: str, message: str) -> NoReturn:
    hint = "mend the workbook, or save the sheet as CSV UTF-8"
    raise InputError([Problem(f"answers/{check}", Severity.ERROR, message, hint, Location(path, line))])
