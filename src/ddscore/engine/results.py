"""From readings to what is printed: scores, statuses and the tree of nodes (FORMATS 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from ddscore.engine import reasons
from ddscore.engine.evaluation import UNDERSTATEMENT, decide, place, reason
from ddscore.engine.logic import unique
from ddscore.model.assessment import LevelResult, NodeResult, Summary
from ddscore.model.rubric import Criterion, Group, Node, Side, Theme
from ddscore.model.score import Score, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ddscore.engine.bounds import Reading
    from ddscore.engine.evaluation import Run
    from ddscore.engine.figures import Scored
    from ddscore.model.rubric import Rubric

# By name: to look a member up in its class takes as long as making a score.
_POLICY, _PRACTICE, _GAP, _OVERALL = Side.POLICY, Side.PRACTICE, Side.GAP, Side.OVERALL
_SIDES = (_POLICY, _PRACTICE)
_KINDS: Mapping[type[Node], Literal["theme", "group", "criterion"]] = {
    Theme: "theme",
    Group: "group",
    Criterion: "criterion",
}


def coverage(reading: Reading) -> float:
    """How much of a figure's range is settled, 0 to 1."""
    return 1 - (reading.high - reading.low) / 100


def summary_coverage(readings: Mapping[str, Reading]) -> float | None:
    """Of two sides the lesser coverage; None where there is no figure at all."""
    covered = [coverage(readings[side]) for side in (*_SIDES, _OVERALL) if side in readings]
    return min(covered, default=None)


def score(reading: Reading, shown: bool) -> Score:
    """A reading as it is printed; without a figure where too little is known."""
    percent = reading.point if shown else None
    points = None if percent is None else percent * reading.shown_of / 100
    return Score(points, reading.shown_of, percent, reading.low, reading.high)


class Printing(NamedTuple):
    """Which of a node's figures may be printed."""

    thin: frozenset[str]
    """Sides whose coverage is below the rubric's minimum, and what is drawn from them."""
    mute: frozenset[str]
    """What is drawn from a side that shows no figure."""

    @classmethod
    def of_readings(cls, readings: Mapping[str, Reading], minimum: float) -> Printing:
        """For a theme or the summary: a gap is thin where a side is."""
        sides = [side for side in (*_SIDES, _OVERALL) if side in readings]
        thin = {side for side in sides if round(coverage(readings[side]), 9) < minimum}
        drawn = readings.keys() - sides
        silent = any(readings[side].point is None for side in sides)
        return cls(frozenset(thin | drawn if thin else thin), frozenset(drawn if silent else ()))

    def shows(self, side: str) -> bool:
        """Whether a figure may be printed."""
        return side not in self.thin and side not in self.mute


_ALWAYS = Printing(frozenset(), frozenset())
"""Criteria show what they have, however little is settled."""


class NodeFigures(NamedTuple):
    """A node as it is printed, without the reasons."""

    id: str
    status: Status
    scores: Mapping[str, Score]
    """By side; none where it does not apply."""
    own: Score | None
    """A theme's gap, else the one that it has."""
    coverage: float | None
    band: str | None


def node_figures(run: Run, node: Node, *, applies: bool = True) -> NodeFigures:
    """What is printed of one node; below one that does not apply, nothing does."""
    readings = run.figures(node.id).readings if applies else {}
    printing = _printing(run, node, readings)
    main = _main(node, readings)
    covered = [coverage(reading) for name, reading in readings.items() if name is not _GAP]
    scores = {name: score(reading, printing.shows(name)) for name, reading in readings.items()}
    return NodeFigures(
        node.id,
        _status(readings, printing, main),
        scores,
        scores.get(_GAP) if isinstance(node, Theme) else next(iter(scores.values()), None),
        min(covered, default=None),
        place(node.bands, readings[main]).row if node.bands and main is not None else None,
    )


def withholds(run: Run, node: Node) -> bool:
    """Whether a node shows no figure because something is open."""
    readings = run.figures(node.id).readings
    main = _main(node, readings)
    return main is not None and readings[main].blocked


def node_results(run: Run) -> tuple[NodeResult, ...]:
    """The tree of nodes with their scores and reasons."""
    side = None if run.compiled.rubric.overall is None else _OVERALL
    return tuple(_result(run, node, side, True) for node in tops(run.compiled.rubric))


def tops(rubric: Rubric) -> tuple[Node, ...]:
    """The nodes at the top: themes, or the children of the one overall score."""
    return rubric.themes if rubric.overall is None else rubric.overall.children


def _result(run: Run, node: Node, side: Side | None, applies: bool) -> NodeResult:
    """One node; below one that does not apply, nothing does."""
    scored, printed = run.scored(node.id), node_figures(run, node, applies=applies)
    readings, scores = scored.readings if applies else {}, printed.scores
    criterion = node if isinstance(node, Criterion) else None
    each = None if criterion is None else criterion.for_each
    weight = next((reading.weight[1] for reading in readings.values()), None)
    levels, possible = _levels(scored, node)
    facts = scored.facts if readings else ()
    return NodeResult(
        id=node.id,
        title=node.title,
        kind=_KINDS[type(node)],
        side=node.side or side,
        weight=weight if weight is not None or node.weight == "children" else node.weight,
        status=printed.status,
        policy=scores.get(_POLICY) if side is None else None,
        practice=scores.get(_PRACTICE) if side is None else None,
        gap=scores.get(_GAP),
        overall=None if side is None else printed.own,
        coverage=printed.coverage,
        band=printed.band,
        question=None if criterion is None else criterion.question,
        principle=node.principle,
        ask=node.ask,
        levels=levels,
        level=possible[0] if readings and len(possible) == 1 else None,
        possible_levels=possible if readings else (),
        because=reasons.because(scored) if applies else "Does not apply, as what it is part of does not.",
        caps=scored.caps if readings else (),
        facts=facts,
        sources=_sources(run, facts),
        children=_children(run, node, side, bool(readings)),
        applies_when=node.applies_when,
        for_each=None if each is None else {each.collection: each.pattern},
    )


def scores(run: Run, node: Node) -> Mapping[str, Score]:
    """A node's figures by side, as they are printed; none where it does not apply."""
    return node_figures(run, node, applies=run.in_force(node.id)).scores


def summary(run: Run) -> Summary:
    """The rubric's own figures, with what is certain and what is possible; without the reasons."""
    rubric = run.compiled.rubric
    readings = run.summary()
    printing = Printing.of_readings(readings, rubric.minimum_coverage)
    scores = {side: score(reading, printing.shows(side)) for side, reading in readings.items()}
    band = place(rubric.bands, readings.get(_GAP if rubric.themes else _OVERALL))
    profile, outcome = decide(run.compiled.profiles, run.scope), decide(run.compiled.outcomes, run.scope)
    return Summary(
        scores.get(_POLICY),
        scores.get(_PRACTICE),
        scores.get(_GAP),
        scores.get(UNDERSTATEMENT),
        scores.get(_OVERALL),
        summary_coverage(readings),
        *band,
        *profile,
        *outcome,
    )


def explained_summary(run: Run) -> Summary:
    """The same with what the profile and the outcome rest on."""
    compiled, told = run.compiled, summary(run)
    return told._replace(
        profile_reason=reason(compiled.profiles, told.profile, run.scope),
        outcome_reason=reason(compiled.outcomes, told.outcome, run.scope),
    )


def _printing(run: Run, node: Node, readings: Mapping[str, Reading]) -> Printing:
    if isinstance(node, Criterion):
        return _ALWAYS
    return Printing.of_readings(readings, run.compiled.rubric.minimum_coverage)


def _children(run: Run, node: Node, side: Side | None, applies: bool) -> tuple[NodeResult, ...]:
    if isinstance(node, Theme):
        sides = ((_POLICY, node.policy), (_PRACTICE, node.practice))
        return tuple(
            _result(run, child, own, applies)
            for own, group in sides
            if group is not None
            for child in group.children
        )
    if isinstance(node, Group):
        return tuple(_result(run, child, side, applies) for child in node.children)
    return ()


def _main(node: Node, readings: Mapping[str, Reading]) -> str | None:
    """The figure whose status and band are the node's: a theme's gap, else its only one."""
    if isinstance(node, Theme) and node.policy is not None and node.practice is not None:
        return _GAP if _GAP in readings else None
    return next(iter(readings), None)


def _levels(scored: Scored, node: Node) -> tuple[tuple[LevelResult, ...], tuple[str, ...]]:
    if scored.ladder is not None:
        return scored.ladder.levels, scored.ladder.possible
    if isinstance(node, Criterion):
        return tuple(LevelResult(level.label, level.points, level.when, None) for level in node.levels), ()
    return (), ()


def _status(readings: Mapping[str, Reading], printing: Printing, main: str | None) -> Status:
    if main is None:
        return Status.NOT_APPLICABLE
    reading = readings[main]
    if reading.blocked:
        return Status.BLOCKED
    if main in printing.thin:
        return Status.INSUFFICIENT
    open_ = round(reading.low - reading.high, 9) < 0
    everything = reading.low <= reading.least and reading.high >= reading.most
    if reading.point is None or main in printing.mute or (open_ and everything):
        return Status.UNKNOWN
    return Status.SCORED


def _sources(run: Run, facts: tuple[str, ...]) -> tuple[str, ...]:
    if not facts:
        return ()
    known = run.scope.view.facts
    return unique([known[fact].sources for fact in facts if fact in known])
