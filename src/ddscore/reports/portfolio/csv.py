"""A portfolio as CSV: a row for each list, rubric and position, in unrounded numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.csv import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.portfolio import Portfolio, Position, Snapshot
    from ddscore.model.standing import Figure, Standing
    from ddscore.reports.csv import Cell

HEADER = (
    "as_of", "rubric", "place", "name", "lines", "value", "weight", "held", "case", "company", "status",
    "met_by", "entities", "assessed_as_of",
    "policy", "policy_low", "policy_high", "practice", "practice_low", "practice_high",
    "gap", "gap_low", "gap_high", "overall", "overall_low", "overall_high", "coverage",
    "band", "possible_bands", "profile", "possible_profiles", "outcome", "possible_outcomes",
    "contradictions", "possible_contradictions", "open_promises", "longest_promise_months", "unanswered",
    "near",
)  # fmt: skip
"""`place` counts from 1 in the order of the list of holdings; `near` are cases for a person to look at."""


def render(portfolio: Portfolio) -> str:
    """All lists by all rubrics in one table, each with the worst record first."""
    return table(
        [HEADER, *(row for snapshot in portfolio.snapshots for row in _rows(snapshot))],
    )


def _rows(snapshot: Snapshot) -> Iterator[Sequence[Cell]]:
    day = None if snapshot.as_of is None else snapshot.as_of.text
    for place, result in enumerate(snapshot.results):
        for at in result.order:
            position = snapshot.positions[at]
            standing = position.standings[place] if position.standings else None
            yield (
                day,
                result.rubric,
                str(at + 1),
                *_of_position(position),
                *_of_standing(standing),
                _near(position),
            )


def _of_position(position: Position) -> Sequence[Cell]:
    return (
        position.name,
        _listed(str(line) for line in position.lines),
        position.value,
        position.weight,
        position.held.value,
        position.case,
        position.company,
        position.status,
        _listed(match.by for match in position.matches),
        _listed(match.entity.name for match in position.matches if match.entity),
    )


def _of_standing(standing: Standing | None) -> Sequence[Cell]:
    if standing is None:
        return (None,) * 25
    return (
        standing.as_of,
        *_figure(standing.policy),
        *_figure(standing.practice),
        *_figure(standing.gap),
        *_figure(standing.overall),
        standing.coverage,
        standing.band,
        _listed(standing.possible_bands),
        standing.profile,
        _listed(standing.possible_profiles),
        standing.outcome,
        _listed(standing.possible_outcomes),
        str(standing.contradictions),
        str(standing.possible_contradictions),
        str(standing.open_promises),
        None if standing.longest_promise is None else str(standing.longest_promise),
        str(standing.unanswered),
    )


def _figure(figure: Figure | None) -> Sequence[Cell]:
    return (None,) * 3 if figure is None else figure


def _near(position: Position) -> Cell:
    return _listed(near.case for near in position.near)


def _listed(words: Iterator[str] | Sequence[str]) -> str:
    return "; ".join(dict.fromkeys(words))
