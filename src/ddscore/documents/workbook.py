"""Tables in Excel workbooks (.xlsx), read as the same rows of text that a CSV file has."""

from __future__ import annotations

import io
import warnings
import zlib
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, cast
from zipfile import BadZipFile, ZipFile

from ddscore.documents.characters import refused_character
from ddscore.documents.findings import guess
from ddscore.documents.tables import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    Failed,
    Number,
    Row,
    Unreckoned,
    table,
)
from ddscore.documents.workbook_marks import marks_of
from ddscore.errors import InputError, UsageError
from ddscore.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    from ddscore.documents.tables import Table

    AnyCell = Cell | MergedCell | ReadOnlyCell | EmptyCell

MAX_UNPACKED = 4 * MAX_BYTES
"""A workbook is a zip file, and a small one can unpack to fill a disk."""

_DAMAGE = (
    *(BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, SyntaxError),
    *(zlib.error, EOFError, RuntimeError, ArithmeticError),
)
"""What openpyxl raises on a damaged workbook: whatever its readers of zip and XML stumble over."""
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a compound file begins: a workbook before 2007, or one that a password protects."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Sheet(NamedTuple):
    """The rows of one sheet, in the width that each has, and the hidden sheets that were passed over."""

    rows: Iterator[Row]
    hidden: tuple[str, ...]


def read_xlsx(content: bytes, path: str, sheet: str | None) -> Table:
    """Read one sheet of a workbook: the one named, else the only one; problems as for a CSV file."""
    return table(_sound(read_sheet(content, path, sheet, "answers").rows, path), path)


def read_sheet(content: bytes, path: str, sheet: str | None, kind: str) -> Sheet:
    """One sheet of a workbook: the one named, else the only one that is not hidden.

    Formulas that failed or have no result, and cells under a merged one, are told by their types. Problems of
    the workbook as a whole are called `kind/…`.
    """
    file = _File(path, kind)
    with warnings.catch_warnings():
        # openpyxl warns of what it leaves aside, such as drop-down lists: none of it is an answer.
        warnings.simplefilter("ignore", UserWarning)
        book = file.open(content)
    sheets = {one.title: one for one in book.worksheets}
    shown = [title for title, one in sheets.items() if one.sheet_state == "visible"] or list(sheets)
    if not sheets:
        file.refuse(None, "malformed", "this workbook has no sheet with cells")
    if sheet is None and len(shown) > 1:
        raise UsageError(f"{path} has the sheets {', '.join(shown)}: name the one to read, --sheet NAME")
    if sheet is not None and sheet not in sheets:
        hint = guess(sheet, list(sheets), f"its sheets are {', '.join(sheets)}")
        raise UsageError(f"{path} has no sheet {sheet}; {hint}")
    hidden = () if sheet is not None else tuple(title for title in sheets if title not in shown)
    return Sheet(file.rows(sheets[sheet or shown[0]]), hidden)


def _sound(rows: Iterator[Row], path: str) -> Iterator[Row]:
    """Rows of answers: none may hold a formula without a result, or a character that nobody sees."""
    for row in rows:
        for cell in row.cells:
            if isinstance(cell, Failed):
                message = f"a formula in this row ended in the error {cell}"
                _File(path, "answers").refuse(row.line, "malformed", message)
            if isinstance(cell, Unreckoned):
                message = "a formula in this row has no result in the workbook"
                _File(path, "answers").refuse(row.line, "malformed", message)
            refusal = refused_character(cell)
            if refusal is not None:
                _File(path, "answers").refuse(row.line, refusal.check, refusal.message)
        yield row


class _File(NamedTuple):
    """A workbook while it is read."""

    path: str
    kind: str
    """What its problems are called: `answers`, `holdings`."""

    def open(self, content: bytes) -> Workbook:
        """The workbook; InputError where it is none."""
        try:
            from openpyxl import load_workbook
        except ImportError as error:
            remedy = "pip install 'ddscore[excel]', or save the sheet as CSV UTF-8"
            raise UsageError(f"{self.path} is an Excel workbook, which openpyxl reads: {remedy}") from error
        self._check_container(content)
        try:
            with ZipFile(io.BytesIO(content)) as packed:
                unpacked = sum(part.file_size for part in packed.infolist())
            if unpacked > MAX_UNPACKED:
                most = f"the workbook unpacks to more than {MAX_UNPACKED / 2**20:g} MiB"
                self.refuse(None, "too-large", most)
            return load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        except _DAMAGE as error:
            self._refuse_damage(error)

    def _check_container(self, content: bytes) -> None:
        """Tell what a file is that is called a workbook, and is none."""
        if not content:
            self.refuse(None, "empty", "there is nothing in this file", "save the sheet anew")
        if content.startswith(_COMPOUND):
            if _ENCRYPTED in content:
                self.refuse(None, "malformed", "a password protects this workbook", "save it without one")
            self.refuse(None, "malformed", "this is a workbook of before 2007", "save it as .xlsx")
        if not content.startswith(b"PK") and b"\0" not in content[:1000]:
            hint = "if it is CSV, let its name end in .csv; else save the sheet as CSV UTF-8"
            self.refuse(None, "malformed", "this is text, and no workbook", hint)

    def rows(self, sheet: ReadOnlyWorksheet) -> Iterator[Row]:
        """All rows of a sheet."""
        # Each row in the width that it has: the size that a sheet declares may be wrong, or empty and vast.
        sheet.reset_dimensions()
        rows = sheet.rows
        width = line = 0
        try:
            # Nothing public opens the XML of a sheet.
            marks = marks_of(cast("Any", sheet)._get_source)
            while (cells := _next(rows)) is not None:
                line += 1
                if line > MAX_ROWS + 1 or len(cells) > MAX_COLUMNS:
                    most = f"the sheet goes beyond {MAX_COLUMNS} columns or {MAX_ROWS:,} rows"
                    self.refuse(line, "too-large", most)
                texts = [_text(cell) for cell in cells]
                while texts and not texts[-1]:
                    texts.pop()
                width = max(width, len(texts))
                yield Row(line, marks.on(line, texts + [""] * (width - len(texts))))
        except _DAMAGE as error:
            self._refuse_damage(error)

    def _refuse_damage(self, error: Exception) -> NoReturn:
        said = f": {error}" if str(error) else ""
        self.refuse(None, "malformed", f"this is no workbook that can be read{said}")

    def refuse(
        self,
        line: int | None,
        check: str,
        message: str,
        hint: str = "mend the workbook, or save the sheet as CSV UTF-8",
    ) -> NoReturn:
        """Raise InputError."""
        location = Location(self.path, line)
        raise InputError([Problem(f"{self.kind}/{check}", Severity.ERROR, message, hint, location)])


def _next(rows: Iterator[tuple[AnyCell, ...]]) -> tuple[AnyCell, ...] | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return next(rows, None)


def _text(cell: AnyCell) -> str:
    """A cell as a CSV file would have it: dates as YYYY-MM-DD, whole numbers without a point."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        return Failed(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return Number(int(value) if value.is_integer() else value)
    if isinstance(value, int):
        return Number(value)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat() if isinstance(value, date) else str(value).strip()
