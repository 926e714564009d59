"""Robustness as CSV: a row for each case and figure, result or rank, in unrounded numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.csv import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.robustness import CaseRobustness, Result, Robustness
    from ddscore.reports.csv import Cell

HEADER = (
    "case", "company", "rubric", "as_of", "spread", "seed", "draws", "kind", "name", "assessed", "same",
    "least", "low", "high", "most",
)  # fmt: skip
"""`same` is the share of draws; of a figure's end, `least` to `most` is where it lay, `low` to `high` in nine
draws of ten. Of a rank these are places."""


def render(robustness: Robustness) -> str:
    """All cases in one table."""
    rubric = robustness.rubric
    rows: list[Sequence[Cell]] = [HEADER]
    for case in robustness.cases:
        where = (case.case.id, case.case.company, rubric.id, case.as_of.text)
        # Whole numbers as text: a seed may have more digits than a float.
        how = (robustness.spread, str(robustness.seed), str(robustness.draws))
        rows += [(*where, *how, *row) for row in _rows(case, robustness.draws)]
    return table(rows)


def _rows(case: CaseRobustness, draws: int) -> Iterator[Sequence[Cell]]:
    for figure in case.figures:
        score = figure.score
        yield "figure", f"{figure.side} low", score.low, None, *figure.low
        yield "figure", f"{figure.side} high", score.high, None, *figure.high
    for kind, steady in (("band", case.band), ("profile", case.profile), ("outcome", case.outcome)):
        if steady is not None:
            for result in (steady.assessed, *steady.others):
                assessed = "yes" if result is steady.assessed else "no"
                yield kind, _name(result), assessed, result.draws / draws, None, None, None, None
    if case.rank is not None:
        rank = case.rank
        # Not with a dash, which a spreadsheet takes for a date.
        places = f"{rank.assessed.best} to {rank.assessed.worst}"
        ends = (str(place) for place in (rank.best, rank.low, rank.high, rank.worst))
        yield "rank", None, places, rank.draws / draws, *ends


def _name(result: Result) -> str:
    return result.row if result.row is not None else f"possible: {'; '.join(result.possible) or 'none'}"
