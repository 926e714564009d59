"""Criteria: ladders of levels, for the case as a whole or for each fact that matches (FORMATS 3 and 4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ddscore.engine.answers import compile_answers
from ddscore.engine.bounds import Part, greatest_mean, least_mean
from ddscore.engine.conditions import Compiled, compile_condition
from ddscore.engine.known import MISSING, OneOf
from ddscore.engine.ladder import Climb, Ladder
from ddscore.engine.logic import ALWAYS, any_true, unique
from ddscore.engine.paths import Each, compile_path
from ddscore.engine.patterns import Language, compile_pattern, find, open_needs
from ddscore.errors import WeightError
from ddscore.model.assessment import LevelResult
from ddscore.model.rubric import Aggregate

if TYPE_CHECKING:
    from ddscore.engine.known import KnownFact
    from ddscore.engine.logic import Verdict
    from ddscore.engine.scope import Scope
    from ddscore.model.dates import Truth
    from ddscore.model.rubric import Criterion, ForEach, Level


class _Rung(NamedTuple):
    """A level with its condition ready, and its results by whether it is reached."""

    level: Level
    condition: Compiled | None
    results: Mapping[Truth, LevelResult]


_Rungs = Sequence[_Rung]


def compile_ladder(criterion: Criterion, language: Language) -> Climb:
    """The levels of a criterion, ready to be climbed; or its rule for coded answers."""
    if criterion.answers is not None:
        return compile_answers(criterion.answers, language)
    each = criterion.for_each
    inner = language if each is None else language._replace(this=each.collection)
    rungs = [_rung(level, inner) for level in criterion.levels]
    if each is None:
        return lambda scope: _climb(rungs, scope)
    return _for_each(criterion.id, each, rungs, language)


def _rung(level: Level, language: Language) -> _Rung:
    condition = None if level.when is None else compile_condition(level.when, language)
    truths: Sequence[Truth] = (True, False, None)
    results = {truth: LevelResult(level.label, level.points, level.when, truth) for truth in truths}
    return _Rung(level, condition, results)


def _climb(rungs: _Rungs, scope: Scope) -> Ladder:
    """Levels in order: an unknown one stays possible; the first that is true, or has none, ends it."""
    possible: list[Level] = []
    passed: list[Verdict] = []
    ended: Verdict | None = None
    for level, condition, _ in rungs:
        if ended is not None:
            break
        verdict = ALWAYS if condition is None else condition(scope)
        if verdict.truth is not False:
            possible.append(level)
        if verdict.truth:
            ended = verdict
        else:
            passed.append(verdict)
    points = [level.points for level in possible]
    grounds = [ended] if ended is not None and (ended.facts or ended.searched) else passed
    settled = [verdict for verdict in grounds if verdict.truth is not None]
    return Ladder(
        True,
        min(points),
        max(points),
        tuple([rung.results[_reached(rung.level, possible)] for rung in rungs]),
        tuple([level.label for level in possible]),
        unique([verdict.facts for verdict in settled]),
        unique([verdict.searched for verdict in settled]),
        unique([verdict.needs for verdict in passed]),
    )


def _reached(level: Level, possible: Sequence[Level]) -> Truth:
    """Whether a level is reached: surely where no other is possible."""
    if level not in possible:
        return False
    return True if len(possible) == 1 else None


class _Climbed(NamedTuple):
    """A ladder climbed with one fact in hand."""

    fact: KnownFact
    sure: bool
    """Whether the fact surely is among those to score."""
    ladder: Ladder
    weight: tuple[float, float]


_Weigh = Callable[["KnownFact", "Scope"], tuple[float, float]]


def _for_each(criterion: str, each: ForEach, rungs: _Rungs, language: Language) -> Climb:
    pattern = compile_pattern(each.collection, each.pattern, language)
    weigh = _weigher(criterion, each, language)
    unlisted = min(rung.level.points for rung in rungs), max(rung.level.points for rung in rungs)

    def climb(scope: Scope) -> Ladder:
        found = find(pattern, scope)
        climbed = [
            _Climbed(fact, sure, _climb(rungs, inner), weigh(fact, inner))
            for sure, facts in ((True, found.sure), (False, found.maybe))
            for fact in facts
            for inner in (scope.within(fact),)
        ]
        weightless = each.aggregate is Aggregate.MEAN and not any(one.weight[1] for one in climbed)
        if found.closed and (not climbed or weightless):
            levels = tuple(rung.results[False] for rung in rungs)
            return Ladder(False, 0, 0, levels, (), (), (each.collection,), ())
        low, high = _combined(each.aggregate, climbed, None if found.closed else unlisted)
        facts_open = open_needs(pattern, found.maybe, found.closed, scope)
        return Ladder(
            True if found.sure else None,
            low,
            high,
            _held(rungs, climbed, found.closed),
            _possible(
                rungs, climbed, None if each.aggregate is Aggregate.MEAN else (low, high), found.closed
            ),
            unique((*one.fact.cites, *one.ladder.facts) for one in climbed if one.sure),
            unique(one.ladder.searched for one in climbed),
            unique((facts_open, *(one.ladder.needs for one in climbed))),
            tuple((one.fact.id, one.ladder.possible) for one in climbed),
        )

    return climb


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


def _combined(
    how: Aggregate, climbed: Sequence[_Climbed], unlisted: tuple[float, float] | None
) -> tuple[float, float]:
    """Bounds over the facts that match, those that may, and those that may be found yet (`unlisted`)."""
    lows = [one.ladder.low for one in climbed]
    highs = [one.ladder.high for one in climbed]
    if unlisted is not None:
        if how is Aggregate.MEAN:
            # Any number of further facts may outweigh those at hand.
            return unlisted
        lows.append(unlisted[0])
        highs.append(unlisted[1])
    sure = [one.ladder for one in climbed if one.sure]
    if how is Aggregate.MIN:
        return min(lows), min((ladder.high for ladder in sure), default=max(highs))
    if how is Aggregate.MAX:
        return max((ladder.low for ladder in sure), default=min(lows)), max(highs)
    spans = [(one.weight[0] if one.sure else 0.0, one.weight[1]) for one in climbed]
    return (
        least_mean([Part(low, *span) for low, span in zip(lows, spans, strict=True)]),
        greatest_mean([Part(high, *span) for high, span in zip(highs, spans, strict=True)]),
    )


def _held(rungs: _Rungs, climbed: Sequence[_Climbed], closed: bool) -> tuple[LevelResult, ...]:
    """Each rung, and whether some fact surely reaches it, or surely none."""
    further: tuple[Truth, ...] = () if closed else (None,)
    return tuple(
        rung.results[any_true((*(_surely(one.ladder.levels[place].holds, one) for one in climbed), *further))]
        for place, rung in enumerate(rungs)
    )


def _surely(holds: Truth, one: _Climbed) -> Truth:
    """What holds of a fact that may not be among those to score is only possible."""
    return None if holds and not one.sure else holds


def _possible(
    rungs: _Rungs, climbed: Sequence[_Climbed], bounds: tuple[float, float] | None, closed: bool
) -> tuple[str, ...]:
    """The levels that some fact may reach and that lie within the bounds; a mean has levels of many facts."""
    reached = {label for one in climbed for label in one.ladder.possible}
    return tuple(
        level.label
        for level, _, _ in rungs
        if (level.label in reached or not closed)
        and (bounds is None or bounds[0] <= level.points <= bounds[1])
    )
