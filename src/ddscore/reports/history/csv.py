"""CSV: a row for each case, rubric, day and figure, in unrounded numbers, with what moved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.rubric import Side
from ddscore.reports.csv import figures_of, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.history import History, HistoryRow
    from ddscore.reports.csv import Cell

HEADER = (
    "case", "company", "rubric", "as_of", "side", "points", "of", "percent", "low", "high",
    "band", "profile", "outcome", "coverage", "moved", "changed_by",
)  # fmt: skip


def render(histories: Sequence[History]) -> str:
    """All histories in one table."""
    return table([HEADER, *(row for history in histories for row in _rows(history))])


def _rows(history: History) -> Iterator[Sequence[Cell]]:
    for row in history.rows:
        where = (history.case.id, history.case.company, history.rubric.id, row.as_of.text)
        yield from ((*where, *cells) for cells in _sides(row))


def _sides(row: HistoryRow) -> Iterator[Sequence[Cell]]:
    """The figures of one day; the band stands with the figure that it is a band of."""
    figure = row.summary
    scores = {
        Side.POLICY: figure.policy,
        Side.PRACTICE: figure.practice,
        Side.GAP: figure.gap,
        "understatement": figure.understatement,
        Side.OVERALL: figure.overall,
    }
    moved = " ".join(move.node for move in row.moves)
    by = " ".join(dict.fromkeys(change.fact or f"search:{change.collection}" for change in row.changes))
    sides: list[str | None] = [side for side, score in scores.items() if score is not None]
    for side in sides or [None]:
        band = figure.band if side in (Side.GAP, Side.OVERALL, None) else None
        decided = (band, figure.profile, figure.outcome, figure.coverage)
        yield side, *figures_of(None if side is None else scores[side]), *decided, moved, by
