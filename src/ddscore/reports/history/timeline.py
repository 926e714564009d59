"""A history as a picture: policy and practice with their bounds over time, and when something moved them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.dates import PartialDate, add_months
from ddscore.model.rubric import Side
from ddscore.model.score import Status
from ddscore.reports import figures, wording
from ddscore.reports.story.blocks import Mark, Stretch, Timeline, Track

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ddscore.model.history import Change, History, HistoryRow
    from ddscore.model.score import Score

_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600)
"""Months from one date on the axis to the next."""
_MOST_TICKS = 9
_MOST_LINES = 5
"""Lines of numbers under a picture."""
_ROOM = 0.05
"""How much of the picture's width a number needs, on a narrow screen too."""


def timeline(history: History) -> Timeline:
    """The figures of a history, drawn and listed."""
    sides = [side for side in wording.SIDES if any(_scores(row)[side] is not None for row in history.rows)]
    drawn = [side for side in sides if side is not Side.GAP]
    numbered = numbers(history)
    return Timeline(
        f"From {wording.day(history.begins)} to {wording.day(history.ends)}, with the bounds that what was "
        "unknown left open: full up to what was certain, shaded up to what was possible",
        tuple(
            Track(wording.SIDES[side], tuple(_stretches(history, side)), _in_words(history, side))
            for side in drawn
        ),
        tuple(_marks(history)),
        tuple(_ticks(history)),
        ("", "As known on", *(wording.SIDES[side] for side in sides)),
        tuple(
            (
                numbered.get(row.as_of.text, ""),
                row.as_of.text,
                *(_brief(_scores(row)[side], side) for side in sides),
            )
            for row in history.rows
        ),
        tuple(", ".join(dict.fromkeys(map(_name, row.changes))) for row in history.rows),
    )


def _name(change: Change) -> str:
    return change.fact or f"search for {wording.plain(change.collection)}"


def numbers(history: History) -> Mapping[str, str]:
    """The rows at which something moved, numbered, by their dates."""
    moved = [row.as_of.text for row in history.rows if _moved(row)]
    return {day: f"{number}" for number, day in enumerate(moved, 1)}


def _moved(row: HistoryRow) -> bool:
    return bool(row.moves or row.changes)


def _marks(history: History) -> Iterator[Mark]:
    """Each number on the first line on which the one before it leaves room."""
    free = [0.0] * _MOST_LINES
    numbered = numbers(history)
    for row in filter(_moved, history.rows):
        at = _share(history, row.as_of)
        level = next((level for level, since in enumerate(free) if at >= since), _MOST_LINES - 1)
        free[level] = at + _ROOM
        yield Mark(at, numbered[row.as_of.text], level)


def _in_words(history: History, side: Side) -> str:
    """A figure over time, where it moved."""
    said = [(row.as_of, _brief(_scores(row)[side], side)) for row in history.rows]
    kept = [
        one for one, before in zip(said, [None, *said], strict=False) if not before or one[1] != before[1]
    ]
    return "; ".join(f"{wording.day(day)}: {words}" for day, words in kept)


def status(row: HistoryRow) -> Status:
    """Why a row shows no figure, where it shows none."""
    return Status.BLOCKED if row.blocked else Status.INSUFFICIENT


def _scores(row: HistoryRow) -> Mapping[Side, Score | None]:
    figure = row.summary
    return {
        Side.POLICY: figure.policy,
        Side.PRACTICE: figure.practice,
        Side.GAP: figure.gap,
        Side.OVERALL: figure.overall,
    }


def _stretches(history: History, side: Side) -> Iterator[Stretch]:
    """Each figure from its row to the next; that of the last day to the end."""
    starts = [_share(history, row.as_of) for row in history.rows]
    for row, begins, ends in zip(history.rows, starts, [*starts[1:], 1.0], strict=True):
        score = _scores(row)[side]
        if score is not None and begins < ends:
            yield Stretch(begins, ends, score.low, score.high, score.percent)


def _share(history: History, day: PartialDate) -> float:
    """Where a day lies between the first, 0, and the end of the last, 1."""
    whole = (history.ends.first - history.begins.first).days + 1
    return (day.first - history.begins.first).days / whole


def _ticks(history: History) -> Iterator[tuple[float, str]]:
    """Dates on the axis: the beginnings of years, or of months where the history is short."""
    begins, ends = history.begins.first, history.ends.first
    months = (ends.year - begins.year) * 12 + ends.month - begins.month
    step = next((step for step in _STEPS if months / step <= _MOST_TICKS), _STEPS[-1])
    year = begins.replace(month=1, day=1)
    if step >= 12:
        year = year.replace(year=max(1, begins.year - begins.year % (step // 12)))
    for count in range(0, months + 13 + step, step):
        day = add_months(year, count)
        if begins <= day <= ends:
            label = day.isoformat()[: len("2020") if step >= 12 else len("2020-01")]
            yield _share(history, PartialDate.parse(day.isoformat())), label


def _brief(score: Score | None, side: Side) -> str:
    """A figure for a table: "1 (1 to 22)"; without one where none may be shown."""
    if score is None:
        return figures.WITHOUT_FIGURE[Status.NOT_APPLICABLE]
    low, high = figures.whole(score.low), figures.whole(score.high)
    span = low if low == high else f"{low} to {high}"
    if score.percent is None:
        return span
    shown = figures.whole(score.percent)
    if shown == span:
        return shown
    return f"{'at least ' if side is Side.GAP else ''}{shown} ({span})"
