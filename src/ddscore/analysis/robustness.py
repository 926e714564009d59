"""Whether results survive other weights: drawn at random, and each moved alone (OECD/JRC 2008, step 7).

The Handbook on Constructing Composite Indicators asks that weights, which are judgements, be varied and the
effect on results shown. Each weight of the rubric is multiplied by a factor drawn evenly from 1 - spread to
1 + spread, independently of the others; in each draw all cases have the same weights.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from operator import itemgetter
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from ddscore import __version__
from ddscore.engine.assess import begin, case_identity, rubric_identity, warnings
from ddscore.engine.results import summary
from ddscore.engine.reweighing import reweigh, weights_of
from ddscore.library import day_of, naming
from ddscore.model.progress import untold
from ddscore.model.robustness import (
    CaseRobustness,
    Change,
    FigureRange,
    Interval,
    Rank,
    RankRange,
    Result,
    Robustness,
    Steadiness,
    WeightEffect,
)
from ddscore.model.rubric import Side
from ddscore.model.rubric_test import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ddscore.engine.evaluation import Decision
    from ddscore.engine.reweighing import Figures, Reweighed
    from ddscore.model.assessment import CaseIdentity, Summary
    from ddscore.model.case import Case
    from ddscore.model.dates import PartialDate
    from ddscore.model.progress import Progress
    from ddscore.model.rubric import Rubric

_OUTSIDE = 20
"""One draw in so many lies below the interval that is given, and one above it."""

_Bounds = tuple[float, float]


class _Trials(NamedTuple):
    """Sets of weights: the rubric's own, each moved alone to both ends of the spread, then the draws."""

    own: Mapping[str, float]
    columns: Mapping[str, Sequence[float]]
    draws: slice
    total: int

    def ends(self, position: int) -> tuple[int, int]:
        """The sets in which one weight, by its place among them, is at its lower and its upper end."""
        return 1 + 2 * position, 2 + 2 * position


class _Tried(NamedTuple):
    """A case with what came of each set of weights."""

    case: CaseIdentity
    as_of: PartialDate
    warnings: tuple[str, ...]
    summary: Summary
    """As assessed."""
    found: Reweighed
    ranks: Sequence[Rank | None]


def robustness(
    cases: Sequence[Case],
    rubric: Rubric,
    as_of: PartialDate | None,
    spread: float,
    seed: int,
    draws: int,
    progress: Progress = untold,
) -> Robustness:
    """Vary a rubric's weights by up to `spread` percent either way and say what of the results stays.

    The same seed gives the same draws on every machine and version of Python. Cases are ranked by practice,
    or by the one score of a rubric without sides.
    """
    trials = _trials(weights_of(rubric), spread / 100, seed, draws)
    ranked_by = Side.PRACTICE if rubric.themes else Side.OVERALL
    tried = []
    with progress(len(cases), "Varying weights") as step:
        for case in cases:
            tried.append(_try(case, rubric, as_of, trials))
            step(1)
    ranks = _ranks([one.found.figures.get(ranked_by) for one in tried], trials.total, rubric.higher_is)
    tried = [one._replace(ranks=places) for one, places in zip(tried, ranks, strict=True)]
    ordered = sorted(tried, key=lambda one: one.ranks[0] or Rank(len(tried) + 1, 0))
    return Robustness(
        __version__,
        rubric_identity(rubric),
        spread,
        seed,
        draws,
        ranked_by,
        tuple(_case(one, trials, rubric) for one in ordered),
        _effects(ordered, trials, rubric),
    )


def _trials(own: Mapping[str, float], spread: float, seed: int, draws: int) -> _Trials:
    # `random()` alone is promised to give the same numbers in every version of Python.
    number = Random(seed).random  # noqa: S311 - no secret
    columns = {}
    for position, (name, weight) in enumerate(own.items()):
        alone = [weight] * (1 + 2 * len(own))
        alone[1 + 2 * position : 3 + 2 * position] = weight * (1 - spread), weight * (1 + spread)
        least, range_ = weight * (1 - spread), weight * spread * 2
        columns[name] = alone + [least + range_ * number() for _ in range(draws)]
    first = 1 + 2 * len(own)
    return _Trials(own, columns, slice(first, None), first + draws)


def _try(case: Case, rubric: Rubric, as_of: PartialDate | None, trials: _Trials) -> _Tried:
    day = day_of(case, as_of)
    with naming(case):
        run, _ = begin(case, rubric, day)
        found = reweigh(run, trials.columns, trials.total)
        told = tuple(warnings(case, rubric, run.scope.view))
        return _Tried(case_identity(case), day, told, summary(run), found, ())


def _ranks(figures: Sequence[Figures | None], count: int, higher_is: str) -> list[Sequence[Rank | None]]:
    """Each case's places under each set of weights; cases whose bounds overlap are tied."""
    if len(figures) == 1:
        return [[None] * count]
    bounds = [
        [None] * count
        if one is None
        else [_better(*ends, higher_is) for ends in zip(one.low, one.high, strict=True)]
        for one in figures
    ]
    by_set = [_places(each) for each in zip(*bounds, strict=True)]
    return [list(places) for places in zip(*by_set, strict=True)]


def _better(low: float | None, high: float | None, higher_is: str) -> _Bounds | None:
    """The bounds of a figure of which more is better; None where there is no figure."""
    if low is None or high is None:
        return None
    return (low, high) if higher_is == "better" else (-high, -low)


def _places(bounds: Sequence[_Bounds | None]) -> list[Rank | None]:
    """The places that each case may have: behind all that are surely better, before all surely worse."""
    lows = sorted(low for low, _ in filter(None, bounds))
    highs = sorted(high for _, high in filter(None, bounds))
    return [
        one and Rank(1 + len(lows) - bisect_right(lows, one[1]), len(highs) - bisect_left(highs, one[0]))
        for one in bounds
    ]


def _case(one: _Tried, trials: _Trials, rubric: Rubric) -> CaseRobustness:
    found = one.found
    figures = tuple(
        FigureRange(
            side,
            score,
            _interval(figures.low[trials.draws]),
            _interval(figures.high[trials.draws]),
        )
        for side, figures in found.figures.items()
        if (score := getattr(one.summary, side)) is not None and any(_drawn(figures, trials))
    )
    return CaseRobustness(
        one.case,
        one.as_of,
        one.warnings,
        figures,
        _steadiness(found.bands, trials) if rubric.bands else None,
        _steadiness(found.profiles, trials) if rubric.profiles else None,
        _steadiness(found.outcomes, trials) if rubric.outcomes else None,
        _rank(one.ranks, trials),
    )


def _drawn(figures: Figures, trials: _Trials) -> Iterable[bool]:
    """In which draws a figure applies."""
    return (low is not None for low in figures.low[trials.draws])


def _interval(values: Sequence[float | None]) -> Interval:
    ordered = sorted(value for value in values if value is not None)
    outside = len(ordered) // _OUTSIDE
    return Interval(ordered[0], ordered[outside], ordered[-1 - outside], ordered[-1])


def _steadiness(decisions: Sequence[Decision], trials: _Trials) -> Steadiness:
    assessed = decisions[0]
    counted = Counter(decisions[trials.draws])
    same = counted.pop(assessed, 0)
    others = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0].possible))
    return Steadiness(
        Result(assessed.row, assessed.possible, same),
        tuple(Result(decision.row, decision.possible, draws) for decision, draws in others),
    )


def _rank(ranks: Sequence[Rank | None], trials: _Trials) -> RankRange | None:
    assessed, drawn = ranks[0], [rank for rank in ranks[trials.draws] if rank is not None]
    if assessed is None or not drawn:
        return None
    best, worst = sorted(rank.best for rank in drawn), sorted(rank.worst for rank in drawn)
    outside = len(drawn) // _OUTSIDE
    return RankRange(assessed, drawn.count(assessed), best[outside], worst[-1 - outside], best[0], worst[-1])


def _effects(tried: Sequence[_Tried], trials: _Trials, rubric: Rubric) -> tuple[WeightEffect, ...]:
    """What each weight does alone: first those that change what is decided, then by how far they move."""
    titles = {name: node.title for name, node in nodes(rubric).items()}
    effects = []
    for position, (name, weight) in enumerate(trials.own.items()):
        ends = trials.ends(position)
        moved = [
            (_moved(figures, ends), one.case.id, side)
            for one in tried
            for side, figures in one.found.figures.items()
        ]
        moves, case, side = max(moved, default=(0.0, "", Side.OVERALL), key=itemgetter(0))
        changes = tuple(change for one in tried for change in _changes(one, ends))
        effects.append(WeightEffect(name, titles[name], weight, moves, case, side, changes))
    return tuple(sorted(effects, key=lambda effect: (-len(effect.changes), -effect.moves)))


def _moved(figures: Figures, ends: tuple[int, int]) -> float:
    """How far a figure's bounds, or the point between them, move from one end to the other."""
    below, above = ends
    columns = (figures.low, figures.high, figures.point)
    moves = [
        abs(upper - lower)
        for column in columns
        for lower, upper in [(column[below], column[above])]
        if lower is not None and upper is not None
    ]
    return round(max(moves, default=0.0), 9)


def _changes(one: _Tried, ends: tuple[int, int]) -> Iterable[Change]:
    found = one.found
    decided = {
        "band": found.bands,
        "profile": found.profiles,
        "outcome": found.outcomes,
        "rank": one.ranks,
    }
    for kind, results in decided.items():
        if any(results[end] != results[0] for end in ends):
            yield Change(one.case.id, kind)
