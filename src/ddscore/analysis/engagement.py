"""What to ask a company and what to research, each with what an answer would change: by scoring again."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from ddscore.analysis.reach import granted, reach
from ddscore.engine.assess import begin
from ddscore.engine.results import summary
from ddscore.engine.supposing import Supposed
from ddscore.library import assess
from ddscore.model.engagement import Conclusion, Effect, Engagement, Held, Question, Unsettled
from ddscore.model.rubric import Criterion, Side

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ddscore.analysis.reach import Reach
    from ddscore.engine.bounds import Reading
    from ddscore.engine.evaluation import Run
    from ddscore.model.assessment import Need, Reason, Summary
    from ddscore.model.case import Case
    from ddscore.model.dates import PartialDate
    from ddscore.model.rubric import Rubric
    from ddscore.model.score import Score

_SIDES = (Side.POLICY, Side.PRACTICE, Side.OVERALL)
_DIGITS = 9


def engagement(case: Case, rubric: Rubric, as_of: PartialDate | None) -> Engagement:
    """What to ask the company, by how far an honest yes would raise practice, and what to research."""
    assessment = assess(case, rubric, as_of)
    run, _ = begin(case, rubric, assessment.as_of)
    yes, _ = begin(granted(case, run.scope.view), rubric, assessment.as_of)
    reached = {criterion.id: reach(criterion, run, yes) for criterion in _criteria(run)}
    before = assessment.summary
    questions = [
        _question(criterion, reached[criterion.id], run, before)
        for criterion in _criteria(run)
        if _asks(criterion, reached[criterion.id], run)
    ]
    every = {one.node: found.percent for one in questions if one.effects and (found := reached[one.node])}
    return Engagement(
        assessment,
        tuple(sorted(questions, key=lambda one: (-one.gain, -sum(effect.rise for effect in one.effects)))),
        _effects(before, summary(Supposed(run, every)), run.compiled.rubric),
        tuple(sorted(_unsettled(run, before), key=lambda one: (-one.points, -one.alone))),
    )


def _criteria(run: Run) -> Iterator[Criterion]:
    """The criteria that apply, or may."""
    for name, compiled in run.compiled.nodes.items():
        if isinstance(compiled.node, Criterion) and run.in_force(name) and run.figures(name).readings:
            yield compiled.node


def _asks(criterion: Criterion, found: Reach | None, run: Run) -> bool:
    """Whether there is anything to ask: not where all is reached that a criterion can give."""
    if criterion.ask is None and found is None:
        return False
    readings = run.figures(criterion.id).readings.values()
    best = 100.0 if run.compiled.rubric.higher_is == "better" else min(one.least for one in readings)
    return any((one.low, one.high) != (best, best) for one in readings)


def _question(criterion: Criterion, found: Reach | None, run: Run, before: Summary) -> Question:
    rubric, scored = run.compiled.rubric, run.scored(criterion.id)
    side = run.compiled.nodes[criterion.id].side
    assert side is not None  # noqa: S101 - only a theme has none
    effects: tuple[Effect, ...] = ()
    if found is not None:
        effects = _effects(before, summary(Supposed(run, {criterion.id: found.percent})), rubric)
    # Only what an answer betters is a reason to ask.
    effects = tuple(effect for effect in effects if effect.rise > 0)
    return Question(
        criterion.id,
        criterion.title,
        side,
        criterion.principle,
        criterion.ask or criterion.question,
        found.level if found is not None and effects else None,
        scored.facts,
        effects,
        sum(effect.rise for effect in effects if effect.side is not Side.POLICY),
    )


def _effects(before: Summary, after: Summary, rubric: Rubric) -> tuple[Effect, ...]:
    """The figures that differ; of a rubric by which a higher figure is worse, `rise` is a fall."""
    pairs = [(side, getattr(before, side), getattr(after, side)) for side in _SIDES]
    return tuple(
        Effect(side, one, other, _certain(one, other, rubric))
        for side, one, other in pairs
        if one is not None and other is not None
    )


def _certain(before: Score, after: Score, rubric: Rubric) -> float:
    better = rubric.higher_is == "better"
    return round(after.low - before.low if better else before.high - after.high, _DIGITS) + 0.0


def _unsettled(run: Run, before: Summary) -> Iterator[Unsettled]:
    """Everything unknown, with how much of the bounds it holds."""
    waiting = _waiting(before)
    bears_on: dict[Need, list[Criterion]] = {need: [] for need in waiting}
    for criterion in _criteria(run):
        for need in _researched(run, criterion):
            bears_on.setdefault(need, []).append(criterion)
    for need, criteria in bears_on.items():
        alone = [one for one in criteria if _researched(run, one) == [need]]
        whole, part = _narrowing(run, criteria), _narrowing(run, alone)
        yield Unsettled(
            need,
            tuple(criterion.title for criterion in criteria),
            tuple(Held(side, points, part.get(side, 0.0)) for side, points in whole.items()),
            waiting.get(need, ()),
        )


def _waiting(before: Summary) -> Mapping[Need, tuple[Conclusion, ...]]:
    """What the profile and the outcome wait for besides scores, which follow from what settles them."""
    reasons: Mapping[Conclusion, Reason] = {
        "profile": before.profile_reason,
        "outcome": before.outcome_reason,
    }
    waiting: dict[Need, tuple[Conclusion, ...]] = {}
    for conclusion, reason in reasons.items():
        for need in reason.needs:
            if need.collection != "score":
                waiting[need] = (*waiting.get(need, ()), conclusion)
    return waiting


def _researched(run: Run, criterion: Criterion) -> list[Need]:
    """What research settles of a criterion; the scores that it asks for follow from what settles them."""
    return [need for need in run.scored(criterion.id).needs if need.collection != "score"]


def _narrowing(run: Run, criteria: Sequence[Criterion]) -> Mapping[Side, float]:
    """By how much the bounds narrow once criteria are settled, at their low ends or at their high ones."""
    if not criteria:
        return {}
    before = run.summary()
    ends = [
        {one.id: end(reading) for one in criteria for reading in run.figures(one.id).readings.values()}
        for end in (attrgetter("low"), attrgetter("high"))
    ]
    after = [Supposed(run, percents).summary() for percents in ends]
    return {
        side: round(min(_width(before[side]) - _width(one[side]) for one in after if side in one), _DIGITS)
        + 0.0
        for side in _SIDES
        if side in before
    }


def _width(reading: Reading) -> float:
    return reading.high - reading.low
