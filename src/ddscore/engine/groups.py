"""Groups and themes: what their parts come to together (FORMATS 4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ddscore.engine.bounds import Reading, aggregate, clamp
from ddscore.engine.caps import acting, explained, lowered, truths
from ddscore.engine.figures import REMEMBERED, SET_ASIDE, Evaluate, Evaluation, Figures, Scored
from ddscore.engine.logic import Verdict, all_true, unique
from ddscore.model.rubric import Side
from ddscore.model.score import Unknown

if TYPE_CHECKING:
    from ddscore.engine.caps import Acting, CompiledCap
    from ddscore.model.dates import Truth
    from ddscore.model.rubric import Group, Theme

_TOP = 100.0
_Combine = Callable[[tuple[Reading, ...], "Truth", tuple["Truth", ...]], Reading | None]


class _Parts(NamedTuple):
    """The parts of a group, or of one side of a theme, under its caps."""

    side: Side
    children: Sequence[str]
    caps: Sequence[CompiledCap]
    combine: _Combine
    """From the readings of the parts that apply, whether the whole does, and whether its caps act."""

    def reading(self, evaluation: Evaluation, applies: Truth, holding: tuple[Truth, ...]) -> Reading | None:
        """What the parts come to together; None where none of them applies."""
        readings = [evaluation.figures(child).readings for child in self.children]
        return self.combine(tuple([found[self.side] for found in readings if found]), applies, holding)


def _parts(group: Group, side: Side, caps: Sequence[CompiledCap], unknown: Unknown) -> _Parts:
    """`unknown` is the mode of the node whose parts they are."""
    weight = None if group.weight == "children" else (group.weight, group.weight)

    @lru_cache(maxsize=REMEMBERED)
    def combine(parts: tuple[Reading, ...], applies: Truth, holding: tuple[Truth, ...]) -> Reading | None:
        whole = aggregate(group.aggregate, parts, group.of, weight)
        if whole is None:
            return None
        return _perhaps(lowered(whole, acting(caps, holding), group.unknown), applies, unknown)

    return _Parts(side, [child.id for child in group.children], caps, combine)


def _perhaps(reading: Reading, applies: Truth, unknown: Unknown) -> Reading:
    """A reading of a node that may not apply counts as applying; under block it blocks."""
    if applies:
        return reading
    blocked = reading.blocked or unknown is Unknown.BLOCK
    return reading._replace(applies=None, blocked=blocked, point=None if blocked else reading.point)


def group_of(group: Group, side: Side, caps: Sequence[CompiledCap]) -> Evaluate:
    """A group, ready to be evaluated."""
    parts = _parts(group, side, caps, group.unknown)

    def figures(evaluation: Evaluation) -> Figures:
        applies = evaluation.applies(group.id)
        if applies is False:
            return SET_ASIDE
        holding = truths(caps, evaluation.scope)
        reading = parts.reading(evaluation, applies, holding)
        if reading is None:
            return SET_ASIDE
        return Figures(applies, {side: reading}, None, acting(caps, holding))

    def because(evaluation: Evaluation, figures: Figures) -> Scored:
        applies = evaluation.gate(group.id)
        if not figures.readings:
            return Scored(group, applies if applies.truth is False else Verdict(False), {})
        return _with_reasons(group, [parts], figures, evaluation)

    return Evaluate(figures, because)


def theme_of(theme: Theme, caps: Sequence[CompiledCap]) -> Evaluate:
    """A theme, ready to be evaluated; its caps act on its sides, before the gap."""
    halves = [
        _parts(group, side, [cap for cap in caps if cap.cap.side is side], theme.unknown)
        for side, group in ((Side.POLICY, theme.policy), (Side.PRACTICE, theme.practice))
        if group is not None
    ]

    def figures(evaluation: Evaluation) -> Figures:
        applies = evaluation.applies(theme.id)
        if applies is False:
            return SET_ASIDE
        readings: dict[str, Reading] = {}
        acts: tuple[Acting, ...] = ()
        for half in halves:
            holding = truths(half.caps, evaluation.scope)
            reading = half.reading(evaluation, applies, holding)
            if reading is not None:
                readings[half.side] = reading
                acts += acting(half.caps, holding)
        if len(readings) > 1:
            readings[Side.GAP] = gap(readings[Side.POLICY], readings[Side.PRACTICE])
        return Figures(applies if readings else False, readings, None, acts)

    def because(evaluation: Evaluation, figures: Figures) -> Scored:
        applies = evaluation.gate(theme.id)
        if applies.truth is False:
            return Scored(theme, applies, {})
        if not figures.readings:
            return Scored(theme, Verdict(False), {}, needs=applies.needs)
        shown = [half for half in halves if half.side in figures.readings]
        return _with_reasons(theme, shown, figures, evaluation)

    return Evaluate(figures, because)


def _with_reasons(
    node: Group | Theme, shown: Sequence[_Parts], figures: Figures, evaluation: Evaluation
) -> Scored:
    """What has figures rests on what its parts rest on."""
    applies = evaluation.gate(node.id)
    capped = explained([cap for parts in shown for cap in parts.caps], evaluation.scope)
    return Scored(
        node,
        applies,
        figures.readings,
        None,
        capped.results,
        unique([evaluation.scored(child).facts for parts in shown for child in parts.children]),
        unique((applies.needs, capped.needs)),
    )


def gap(policy: Reading, practice: Reading) -> Reading:
    """Policy less practice; its figure is the point within its bounds that is nearest to 0."""
    low, high = policy.low - practice.high, policy.high - practice.low
    blocked = policy.blocked or practice.blocked
    return Reading(
        low,
        high,
        None if blocked else clamp(0.0, low, high),
        blocked,
        _TOP,
        _TOP,
        policy.least - practice.most,
        policy.most - practice.least,
        all_true((policy.applies, practice.applies)),
        policy.weight,
    )
