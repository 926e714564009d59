"""Lists of holdings as rows of text, however a custodian's system wrote them.

Which encoding it is and what parts the columns is found out, and said where it is not the usual; what cannot
be told is refused.
"""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from itertools import count, islice
from typing import TYPE_CHECKING, NamedTuple

from ddscore.documents.tables import MAX_ROWS, Row
from ddscore.errors import InputError
from ddscore.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_HEAD = 40
"""Within so many lines the column names are looked for; a custodian's own heading may stand above them."""
_NUL_SHARE = 0.3


class Rows(NamedTuple):
    """A file's rows, and what to know of how they were read."""

    rows: Iterator[Row]
    notes: tuple[str, ...]


def csv_rows(
    content: bytes, path: str, score: Callable[[Sequence[str]], int], *, most: int = MAX_ROWS
) -> Rows:
    """The rows of a text file; `score` says how well a row would do as the line of column names."""
    encoding, notes = _encoding(content, path)
    with _opened(content, encoding) as lines:
        head = [line.rstrip("\r\n") for line in islice(lines, _HEAD)]
    # Where no line names columns, the mark that is there most often: the refusal is then of the right ones.
    delimiter = max(
        DELIMITERS, key=lambda mark: (_best(head, mark, score), sum(line.count(mark) for line in head))
    )
    if delimiter != ",":
        notes = (*notes, f"its columns are parted by {DELIMITERS[delimiter]}")
    return Rows(_parted(_opened(content, encoding), delimiter, path, most), notes)


def _opened(content: bytes, encoding: str) -> io.TextIOWrapper:
    # Decoded line by line: as one text it would take four times the memory.
    return io.TextIOWrapper(io.BytesIO(content), encoding, newline="")


def _best(head: Sequence[str], delimiter: str, score: Callable[[Sequence[str]], int]) -> int:
    """How good a line of column names there is among the first lines, were they parted so."""
    reader = csv.reader(head, delimiter=delimiter)
    try:
        return max((score(cells) for cells in reader), default=0)
    except csv.Error:
        return 0


def _parted(lines: io.TextIOWrapper, delimiter: str, path: str, most: int) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    for number in count(1):
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            hint = 'check the quotation marks: write "…" around the whole cell, and "" for one inside it'
            raise _refused(path, line, "malformed", f"this row cannot be read: {error}", hint) from error
        if number > most:
            message = f"there are more than {most:,} rows"
            raise _refused(path, line, "too-many-rows", message, "split the file")
        yield Row(line, [cell.strip() for cell in cells])


class _Encoding(NamedTuple):
    """What a file is encoded in, and what to say of that."""

    name: str
    notes: tuple[str, ...] = ()


def _encoding(content: bytes, path: str) -> _Encoding:
    """The encoding in which all of a file can be read."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        try:
            content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise _unreadable(path, "it begins as UTF-16 and does not go on so") from error
        return _Encoding("utf-16", ("it is in UTF-16",))
    if content.count(0) > len(content) * _NUL_SHARE:
        raise _unreadable(path, "it may be UTF-16 without a byte order mark, or no text at all")
    try:
        content.decode()
    except UnicodeDecodeError:
        pass
    else:
        return _Encoding("utf-8-sig")
    try:
        content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _unreadable(path, "it is neither UTF-8 nor Windows-1252") from error
    return _Encoding("cp1252", ("it is not UTF-8 and was read as Windows-1252; check names with accents",))


def _unreadable(path: str, message: str) -> InputError:
    return _refused(path, None, "encoding", message, "save the list as CSV UTF-8")


def _refused(path: str, line: int | None, check: str, message: str, hint: str) -> InputError:
    return InputError([Problem(f"holdings/{check}", Severity.ERROR, message, hint, Location(path, line))])
