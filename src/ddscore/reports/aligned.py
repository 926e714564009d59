"""A table of short cells in plain text: in columns, beside what each row is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.characters import one_line, width

if TYPE_CHECKING:
    from ddscore.reports.story.blocks import Table

_INDENT = "  "


def aligned(table: Table, columns: int) -> list[str]:
    """Each column as wide as it has to be; the first cells wrapped in the room that is left."""
    heads = table.head[1:]
    numbers = [[one_line(cell.sentence.text) for cell in row[1:]] for row in table.rows]
    widths = [max(map(width, column)) for column in zip(heads, *numbers, strict=True)]
    room = columns - sum(widths) - len(_INDENT) * len(widths)
    firsts = [table.caption, *(row[0].sentence.text for row in table.rows)]
    lines: list[str] = []
    for text, cells in zip(firsts, [heads, *numbers], strict=True):
        first, *more = _wrapped(one_line(text), room)
        shown = [
            _INDENT + " " * (size - width(cell)) + cell for cell, size in zip(cells, widths, strict=True)
        ]
        lines += [first + " " * (room - width(first)) + "".join(shown), *more]
    return lines


def _wrapped(text: str, room: int) -> list[str]:
    """The text in lines of so many columns, those after the first indented."""
    lines = [""]
    for word in text.split(" "):
        rest = word
        while rest:
            piece, rest = _fitting(rest, room - len(_INDENT))
            if lines[-1].strip() and width(lines[-1]) + 1 + width(piece) > room:
                lines.append(_INDENT + piece)
            else:
                lines[-1] += f" {piece}" if lines[-1].strip() else piece
    return lines


def _fitting(word: str, room: int) -> tuple[str, str]:
    """As much of a word as fits, and the rest."""
    end = len(word)
    while width(word[:end]) > room:
        end -= 1
    return word[:end], word[end:]
