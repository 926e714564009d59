"""The line of a file on which a problem stands, with a caret under it."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from ddscore.reports.characters import visible, width

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS = 80
"""What a terminal is sure to have."""
_NEAR = 4 * COLUMNS
"""Characters looked at on each side of the caret: more than fit, since some take no column."""
_CUT = "…"


def excerpt(line: str, number: int, column: int | None) -> list[str]:
    """The line with its number, cut around the column to fit a terminal; below it a caret under the column.

    Without a column there is no caret. Wide characters count two columns; a control character is shown as
    its escape, and a tab as a space.
    """
    gutter = f"  {number} | "
    at = 0 if column is None else min(column - 1, len(line))
    before, after = _around(line, at, COLUMNS - len(gutter))
    shown = [f"{gutter}{before}{after}".rstrip()]
    if column is not None:
        shown.append(f"{'|':>{len(gutter) - 1}} {' ' * width(before)}^")
    return shown


def _around(line: str, at: int, room: int) -> tuple[str, str]:
    """What stands before an index and from it on, together no wider than there is room."""
    near, far = line[max(0, at - _NEAR) : at], line[at : at + _NEAR]
    # After the end there is still a place for the caret.
    before, after = visible(near), visible(far) or " "
    whole = len(near) + len(far) == len(line)
    if whole and width(before) + width(after) <= room:
        return before, after
    # At least a third for what follows: the reader needs what the caret points at more than what led to it.
    before = _end(before, room - min(width(after), room // 3), cut=at > _NEAR)
    return before, _start(after, room - width(before), cut=at + _NEAR < len(line))


def _start(text: str, room: int, *, cut: bool) -> str:
    """As much of the beginning as there is room for, with an ellipsis where it is cut."""
    if not cut and width(text) <= room:
        return text
    return text[: _fitting(text, room - 1)] + _CUT


def _end(text: str, room: int, *, cut: bool) -> str:
    """As much of the end as there is room for, with an ellipsis where it is cut."""
    if not cut and width(text) <= room:
        return text
    return _CUT + text[len(text) - _fitting(reversed(text), room - 1) :]


def _fitting(characters: Iterable[str], room: int) -> int:
    """How many of the characters, from the first on, there is room for."""
    return sum(columns <= room for columns in accumulate(map(width, characters)))
