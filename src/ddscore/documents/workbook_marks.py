"""What openpyxl does not say of cells as it reads row by row: merged ones, and formulas without a result."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import IO, TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import iterparse

from ddscore.documents.tables import MAX_COLUMNS, Covered, Unreckoned

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree.ElementTree import Element

_TELLS = re.compile(rb"<(?:\w+:)?(?:f[\s/>]|mergeCell\s)")
_CHUNK, _TAG = 2**20, 64
"""A tag may begin in one chunk and end in the next."""


class _Range(NamedTuple):
    """Cells that are merged over several rows; all count from 1."""

    top: int
    bottom: int
    left: int
    right: int


class Marks:
    """The cells of a sheet that say other than they seem to; asked row by row, from the first on."""

    def __init__(self, merged: Sequence[_Range], formulas: dict[int, list[int]]) -> None:
        self._waiting = sorted(merged, reverse=True)
        self._open: list[_Range] = []
        self._formulas = formulas

    def on(self, line: int, cells: list[str]) -> list[str]:
        """A row with such cells marked; ValueError where more ranges overlap than there are columns."""
        while self._waiting and self._waiting[-1].top < line:
            self._open.append(self._waiting.pop())
        if self._open:
            self._open = [one for one in self._open if line <= one.bottom]
            if len(self._open) > MAX_COLUMNS:
                raise ValueError("its merged cells overlap")
        for one in self._open:
            for column in range(one.left, min(one.right, len(cells)) + 1):
                cells[column - 1] = Covered()
        for column in self._formulas.pop(line, ()):
            cells += [""] * (column - len(cells))
            cells[column - 1] = Unreckoned("=")
        return cells


def marks_of(opened: Callable[[], IO[bytes]]) -> Marks:
    """The marks of a sheet, by what opens its part of the workbook.

    Most sheets have none, and a look for two tags takes a fiftieth of the time of reading them.
    """
    merged: list[_Range] = []
    formulas: dict[int, list[int]] = defaultdict(list)
    with opened() as part:
        if not _tells(part):
            return Marks((), {})
    with opened() as part:
        # As openpyxl reads it; expat stops at entities that swell.
        for _, element in iterparse(part):  # noqa: S314
            tag = _name(element)
            if tag == "mergeCell":
                _add_merged(element, merged)
            elif tag == "c" and _is_unreckoned(element):
                _add_formula(element, formulas)
            if tag in ("row", "mergeCell"):
                element.clear()
    return Marks(merged, formulas)


def _tells(part: IO[bytes]) -> bool:
    end = b""
    while chunk := part.read(_CHUNK):
        if _TELLS.search(end + chunk):
            return True
        end = chunk[-_TAG:]
    return False


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _add_merged(element: Element, merged: list[_Range]) -> None:
    from openpyxl.utils.cell import range_boundaries

    left, top, right, bottom = range_boundaries(element.get("ref", ""))
    if top and bottom and left and right and top < bottom:
        merged.append(_Range(top, bottom, left, right))


def _is_unreckoned(cell: Element) -> bool:
    """Whether it is a formula without a result; one that comes to an empty text has that for a result."""
    parts = {_name(part): part for part in cell}
    return "f" in parts and cell.get("t") != "str" and ("v" not in parts or not parts["v"].text)


def _add_formula(cell: Element, formulas: dict[int, list[int]]) -> None:
    from openpyxl.utils.cell import coordinate_to_tuple

    row, column = coordinate_to_tuple(cell.get("r", ""))
    if column <= MAX_COLUMNS:
        formulas[row].append(column)
