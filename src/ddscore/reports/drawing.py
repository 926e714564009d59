"""Figures over time, drawn with characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.characters import width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.reports.story.blocks import Mark, Timeline, Track

_SCALE = 6
"""Columns before each line of a chart, for the percent that it stands for."""
_STEPS = 5
_STEP = 100 / _STEPS
_BETWEEN = "  "


def drawn(block: Timeline, columns: int) -> Iterator[str]:
    """A chart for each figure over one axis, then all figures in a table."""
    room = columns - _SCALE
    for track in block.tracks:
        yield f"{track.label} (0 to 100)"
        yield from _chart(track, room)
    if block.tracks:
        yield f"{'':{_SCALE}}{_axis(block.ticks, room)}"
        if block.marks:
            yield f"{'':{_SCALE}}{_marked(block.marks, room)}"
        yield ""
    yield from _table([block.header, *block.rows])


def _chart(track: Track, room: int) -> Iterator[str]:
    """Lines from the top of the scale down: full up to what is certain, shaded up to what is possible."""
    columns = [_at(track, (column + 0.5) / room) for column in range(room)]
    for step in reversed(range(_STEPS)):
        middle = (step + 0.5) * _STEP
        line = "".join(
            " " if bounds is None else "█" if middle <= bounds[0] else "░" if middle <= bounds[1] else "·"
            for bounds in columns
        )
        scale = f"{(step + 1) * _STEP:.0f}"
        yield f"{scale:>{_SCALE - 2}} |{line}"


def _at(track: Track, time: float) -> tuple[float, float] | None:
    """The bounds at a time; None where the figure did not apply."""
    held = [one for one in track.stretches if one.begins <= time < one.ends]
    return (held[0].low, held[0].high) if held else None


def _axis(ticks: Sequence[tuple[float, str]], room: int) -> str:
    line = ""
    for at, label in ticks:
        place = int(at * room)
        if place >= len(line) and place + width(label) <= room:
            line = f"{line:<{place}}{label} "
    return line.rstrip()


def _marked(marks: Sequence[Mark], room: int) -> str:
    line = [" "] * room
    for mark in marks:
        line[int(mark.at * room)] = "^"
    return "".join(line).rstrip()


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    sizes = [max(width(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        cells = (cell + " " * (size - width(cell)) for cell, size in zip(row, sizes, strict=True))
        yield _BETWEEN.join(cells).rstrip()
