"""Criteria: ladders of levels, for the case as a whole or for each fact that matches (FORMATS 3 and 4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ddscore.engine.answers import compile_answers
from ddscore.engine.bounds import Part, greatest_mean, least_mean
from ddscore.engine.conditions import Compiled, compile_condition
from ddscore.engine.known import MISSING, OneOf, unlisted
from ddscore.engine.ladder import Climb, Ladder, Points
from ddscore.engine.logic import all_of, any_true, unique
from ddscore.engine.paths import Each, compile_path
from ddscore.engine.patterns import Language, compile_pattern, find, open_needs
from ddscore.errors import WeightError
from ddscore.model.assessment import LevelResult
from ddscore.model.rubric import Aggregate

if TYPE_CHECKING:
    from ddscore.engine.known import KnownFact
    from ddscore.engine.logic import Verdict
    from ddscore.engine.patterns import Found
    from ddscore.engine.scope import Scope
    from ddscore.model.dates import Truth
    from ddscore.model.rubric import Criterion, ForEach, Level


class _Rung(NamedTuple):
    """A level with its condition ready, and its results by whether it is reached."""

    level: Level
    condition: Compiled
    results: Mapping[Truth, LevelResult]


_Rungs = Sequence[_Rung]


def compile_ladder(criterion: Criterion, language: Language) -> Climb:
    """The levels of a criterion, ready to be climbed; or its rule for coded answers."""
    if criterion.answers is not None:
        return compile_answers(criterion.answers, language)
    each = criterion.for_each
    inner = language if each is None else language._replace(this=each.collection)
    rungs = [_rung(level, inner) for level in criterion.levels]
    return _once(rungs) if each is None else _for_each(criterion.id, each, rungs, language)


def _rung(level: Level, language: Language) -> _Rung:
    truths: Sequence[Truth] = (True, False, None)
    results = {truth: LevelResult(level.label, level.points, level.when, truth) for truth in truths}
    return _Rung(level, compile_condition(level.when, language), results)


def _once(rungs: _Rungs) -> Climb:
    """Levels in order: an unknown one stays possible; the first that is true, or has none, ends it."""
    conditions = [rung.condition.truth for rung in rungs]

    @cache
    def outcome(possible: tuple[int, ...]) -> Points:
        points = [rungs[place].level.points for place in possible]
        return Points(True, min(points), max(points), possible)

    def points(scope: Scope) -> Points:
        possible: tuple[int, ...] = ()
        for place, truth in enumerate(conditions):
            holds = truth(scope)
            if holds is not False:
                possible += (place,)
            if holds:
                break
        return outcome(possible)

    def because(scope: Scope, points: Points) -> Ladder:
        *passed, last = _judged(rungs, scope)
        if not last.truth:
            passed.append(last)
        grounds = [last] if last.truth and (last.facts or last.searched) else passed
        settled = all_of([verdict for verdict in grounds if verdict.truth is not None])
        needs = all_of(passed).needs
        levels = tuple([rung.results[_reached(place, points)] for place, rung in enumerate(rungs)])
        labels = tuple([rungs[place].level.label for place in points.possible])
        return Ladder(points, levels, labels, settled.facts, settled.searched, needs)

    return Climb(points, because)


def _judged(rungs: _Rungs, scope: Scope) -> list[Verdict]:
    """Why each level was passed, up to the one that ended it."""
    verdicts = []
    for rung in rungs:
        verdicts.append(rung.condition.verdict(scope))
        if verdicts[-1].truth:
            break
    return verdicts


def _reached(place: int, points: Points) -> Truth:
    """Whether a level is reached: surely where no other is possible."""
    if place not in points.possible:
        return False
    return True if len(points.possible) == 1 else None


class _Climbed(NamedTuple):
    """A ladder climbed with one fact in hand."""

    fact: KnownFact
    sure: bool
    """Whether the fact surely is among those to score."""
    points: Points
    weight: tuple[float, float]
    scope: Scope
    """With the fact in hand."""


_Weigh = Callable[["KnownFact", "Scope"], tuple[float, float]]


def _for_each(criterion: str, each: ForEach, rungs: _Rungs, language: Language) -> Climb:
    pattern = compile_pattern(each.collection, each.pattern, language)
    weigh = _weigher(criterion, each, language)
    ladder = _once(rungs)
    points_of = [rung.level.points for rung in rungs]
    anything = Points(None, min(points_of), max(points_of), tuple(range(len(rungs))))

    def climbed_by(found: Found, scope: Scope) -> list[_Climbed]:
        return [
            _Climbed(fact, sure, ladder.points(inner), weigh(fact, inner), inner)
            for sure, facts in ((True, found.sure), (False, found.maybe))
            for fact in facts
            for inner in (scope.within(fact),)
        ]

    def further(found: Found, scope: Scope) -> Points | None:
        """What a fact that is not listed may come to; None where there is none."""
        if found.closed:
            return None
        # Any number of them may outweigh those at hand, so that a mean spans all there is (FORMATS 3).
        is_mean = each.aggregate is Aggregate.MEAN
        return anything if is_mean else ladder.points(scope.within(unlisted(each.collection)))

    def points(scope: Scope) -> Points:
        found = find(pattern, scope)
        climbed = climbed_by(found, scope)
        weightless = each.aggregate is Aggregate.MEAN and not any(one.weight[1] for one in climbed)
        if found.closed and (not climbed or weightless):
            return Points(False, 0, 0)
        more = further(found, scope)
        low, high = _combined(each.aggregate, climbed, more)
        bounds = None if each.aggregate is Aggregate.MEAN else (low, high)
        return Points(True if found.sure else None, low, high, _possible(rungs, climbed, bounds, more))

    def because(scope: Scope, points: Points) -> Ladder:
        if points.applies is False:
            levels = tuple(rung.results[False] for rung in rungs)
            return Ladder(points, levels, (), (), (each.collection,), ())
        found = find(pattern, scope)
        climbed = climbed_by(found, scope)
        ladders = [ladder.because(one.scope, one.points) for one in climbed]
        facts_open = open_needs(pattern, found.maybe, found.closed, scope)
        both = list(zip(climbed, ladders, strict=True))
        return Ladder(
            points,
            _held(rungs, climbed, further(found, scope)),
            tuple(rungs[place].level.label for place in points.possible),
            unique((*one.fact.cites, *its.facts) for one, its in both if one.sure),
            unique(its.searched for its in ladders),
            unique((facts_open, *(its.needs for its in ladders))),
            tuple((one.fact.id, its.possible) for one, its in both),
        )

    return Climb(points, because)


def _weigher(criterion: str, each: ForEach, language: Language) -> _Weigh:
    """The weight of a fact by `weight_by`; an unrecorded value spans the table."""
    path, weights = each.weight_field, each.weights
    if path is None:
        return lambda _fact, _scope: (1, 1)
    get, _ = compile_path(path, each.collection, language.fields)
    language.asked.weights.append((each.collection, path))
    span = min(weights.values()), max(weights.values())

    def weigh(fact: KnownFact, scope: Scope) -> tuple[float, float]:
        value = get(fact, scope.view)
        if value is None or value is MISSING or isinstance(value, Each | OneOf):
            return span
        name = str(value).lower() if isinstance(value, bool) else str(value)
        if name not in weights:
            raise WeightError(
                f"criterion {criterion}: {path} of {fact.id} is {name}, for which weight_by has no weight; "
                f"add one beside {', '.join(weights)}"
            )
        return weights[name], weights[name]

    return weigh


def _combined(how: Aggregate, climbed: Sequence[_Climbed], further: Points | None) -> tuple[float, float]:
    """Bounds over the facts that match, those that may, and those that may be found yet (`further`)."""
    lows = [one.points.low for one in climbed]
    highs = [one.points.high for one in climbed]
    if further is not None:
        if how is Aggregate.MEAN:
            return further.low, further.high
        lows.append(further.low)
        highs.append(further.high)
    sure = [one.points for one in climbed if one.sure]
    if how is Aggregate.MIN:
        return min(lows), min((points.high for points in sure), default=max(highs))
    if how is Aggregate.MAX:
        return max((points.low for points in sure), default=min(lows)), max(highs)
    spans = [(one.weight[0] if one.sure else 0.0, one.weight[1]) for one in climbed]
    return (
        least_mean([Part(low, *span) for low, span in zip(lows, spans, strict=True)]),
        greatest_mean([Part(high, *span) for high, span in zip(highs, spans, strict=True)]),
    )


def _held(rungs: _Rungs, climbed: Sequence[_Climbed], further: Points | None) -> tuple[LevelResult, ...]:
    """Each rung, and whether some fact surely reaches it, or surely none."""
    may_be_found = () if further is None else further.possible
    return tuple(
        rung.results[
            any_true(
                (
                    *(_surely(_reached(place, one.points), one) for one in climbed),
                    None if place in may_be_found else False,
                )
            )
        ]
        for place, rung in enumerate(rungs)
    )


def _surely(holds: Truth, one: _Climbed) -> Truth:
    """What holds of a fact that may not be among those to score is only possible."""
    return None if holds and not one.sure else holds


def _possible(
    rungs: _Rungs, climbed: Sequence[_Climbed], bounds: tuple[float, float] | None, further: Points | None
) -> tuple[int, ...]:
    """The levels that some fact may reach and that lie within the bounds; a mean has levels of many facts."""
    every = [one.points for one in climbed] + ([] if further is None else [further])
    reached = {place for points in every for place in points.possible}
    return tuple(
        place
        for place, rung in enumerate(rungs)
        if place in reached and (bounds is None or bounds[0] <= rung.level.points <= bounds[1])
    )
