"""Shares of a portfolio's value: how much is held in companies of which one thing or another is certain.

Each share divides the whole: what is certain, what does not apply, what is undetermined, and what has no
record. Only the certain is counted; what is possible widens the bounds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ddscore.analysis.amounts import added, mean, part
from ddscore.model.portfolio import (
    Average,
    Portion,
    RowAverage,
    ShareAverage,
    ShareResult,
    ShareRow,
)
from ddscore.model.rubric import Share
from ddscore.model.rubric_test import nodes
from ddscore.model.score import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ddscore.model.portfolio import Position, Snapshot
    from ddscore.model.rubric import Band, Row, Rubric
    from ddscore.model.standing import Standing

_PLACES = 9
"""Bounds are compared with bands after rounding, as scores are (FORMATS 3)."""


class _Decided(NamedTuple):
    """What a share says of one company."""

    row: str | None
    """What is certain; None where nothing is."""
    possible: tuple[str, ...]
    applies: bool = True


def shares_of(rubric: Rubric) -> tuple[Share, ...]:
    """The shares that a rubric names; else by profile and by outcome, or by band where it has neither."""
    if rubric.portfolio.shares:
        return rubric.portfolio.shares
    tables = (
        Share("profile", "By profile", "profile", None, (), None),
        Share("outcome", "By outcome", "outcome", None, (), None),
    )
    bands = (Share("band", "By band", "band", None, (), None),) if rubric.bands else ()
    return tuple(share for share in tables if rows_of(rubric, share)) or bands


def rows_of(rubric: Rubric, share: Share) -> Sequence[Band | Row]:
    """By what a share tells companies apart."""
    if share.by == "profile":
        return rubric.profiles
    if share.by == "outcome":
        return rubric.outcomes
    return rubric.bands if share.node is None else nodes(rubric)[share.node].bands


def shares(rubric: Rubric, place: int, positions: Sequence[Position]) -> tuple[ShareResult, ...]:
    """The shares of a rubric, by its place among the standings of each position.

    What is not held on balance has no part in them: it is sold short, or comes to nothing.
    """
    held = [position for position in positions if position.weight]
    total = added(position.value for position in held)
    return tuple(_share(share, rows_of(rubric, share), place, held, total) for share in shares_of(rubric))


def averages(rubrics: Sequence[Rubric], snapshots: Sequence[Snapshot]) -> tuple[Average, ...]:
    """The means of all shares over several days, each day counting the same; none of a single one."""
    if len(snapshots) < 2:
        return ()
    days = [snapshot.as_of.text for snapshot in snapshots if snapshot.as_of is not None]
    of_one_year = len({day[:4] for day in days}) == 1
    return tuple(
        Average(
            rubric.id,
            rubric.portfolio.averaged_on,
            of_one_year and {day[5:] for day in days} == set(rubric.portfolio.averaged_on),
            tuple(
                _average([snapshot.results[place].shares[at] for snapshot in snapshots])
                for at in range(len(shares_of(rubric)))
            ),
        )
        for place, rubric in enumerate(rubrics)
    )


def _share(
    share: Share, rows: Sequence[Band | Row], place: int, held: Sequence[Position], total: float
) -> ShareResult:
    decided = [
        (position, _decided(share, rows, position.standings[place]) if position.standings else None)
        for position in held
    ]

    def portion(fits: Callable[[_Decided | None], bool]) -> Portion:
        return _portion([position for position, one in decided if fits(one)], total)

    counted = frozenset(share.counts)
    certain = portion(lambda one: one is not None and one.row in counted)
    not_ruled_out = portion(
        lambda one: (
            one is None or one.row in counted or (one.row is None and not counted.isdisjoint(one.possible))
        )
    )
    return ShareResult(
        share,
        tuple(
            ShareRow(
                row.id,
                row.title,
                portion(lambda one, name=row.id: one is not None and one.row == name),  # type: ignore[misc]
                portion(
                    lambda one, name=row.id: one is not None and one.row is None and name in one.possible  # type: ignore[misc]
                ),
            )
            for row in rows
        ),
        portion(lambda one: one is not None and not one.applies),
        portion(lambda one: one is not None and one.applies and one.row is None),
        portion(lambda one: one is None),
        portion(lambda one: one is None or (one.applies and one.row is None)),
        certain.weight if counted else None,
        not_ruled_out.weight if counted else None,
    )


def _portion(positions: Sequence[Position], total: float) -> Portion:
    values = [position.value for position in positions]
    return Portion(len(values), added(values), part(values, total) if values else 0.0)


def _decided(share: Share, rows: Sequence[Band | Row], standing: Standing) -> _Decided:
    if share.by == "profile":
        return _Decided(standing.profile, standing.possible_profiles)
    if share.by == "outcome":
        return _Decided(standing.outcome, standing.possible_outcomes)
    if share.node is None:
        applies = bool(standing.possible_bands)
        return _Decided(standing.band, standing.possible_bands, applies)
    node = standing.nodes[share.node]
    if node.status == Status.NOT_APPLICABLE or node.figure is None:
        return _Decided(None, (), applies=False)
    return _Decided(node.band, _touched(rows, node.figure.low, node.figure.high))


def _touched(rows: Sequence[Band | Row], low: float, high: float) -> tuple[str, ...]:
    """The bands that a range touches."""
    touched = []
    floor = float("-inf")
    for row in rows:
        below = getattr(row, "below", None)
        ceiling = float("inf") if below is None else below
        if round(low, _PLACES) < ceiling and round(high, _PLACES) >= floor:
            touched.append(row.id)
        floor = ceiling
    return tuple(touched)


def _average(results: Sequence[ShareResult]) -> ShareAverage:
    first = results[0]
    return ShareAverage(
        first.share,
        tuple(
            RowAverage(
                row.id,
                row.title,
                mean(one.rows[at].certain.weight for one in results),
                mean(one.rows[at].possible.weight for one in results),
            )
            for at, row in enumerate(first.rows)
        ),
        mean(one.not_applicable.weight for one in results),
        mean(one.undetermined.weight for one in results),
        mean(one.no_record.weight for one in results),
        mean(one.no_data.weight for one in results),
        None if first.least is None else mean(one.least or 0 for one in results),
        None if first.most is None else mean(one.most or 0 for one in results),
    )
