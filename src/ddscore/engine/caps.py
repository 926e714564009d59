"""Caps: ceilings that act where their condition is true (FORMATS 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ddscore.engine.conditions import Compiled, compile_condition
from ddscore.engine.logic import unique
from ddscore.model.assessment import CapResult
from ddscore.model.score import Unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.engine.bounds import Reading
    from ddscore.engine.patterns import Language
    from ddscore.engine.scope import Scope
    from ddscore.model.assessment import Need
    from ddscore.model.dates import Truth
    from ddscore.model.rubric import Cap


class CompiledCap(NamedTuple):
    """A cap with its condition ready."""

    cap: Cap
    condition: Compiled


def compile_caps(caps: Sequence[Cap], language: Language) -> tuple[CompiledCap, ...]:
    """Caps with their conditions ready."""
    return tuple(CompiledCap(cap, compile_condition(cap.when, language)) for cap in caps)


class Acting(NamedTuple):
    """A cap, and whether it acts."""

    cap: Cap
    holds: Truth


def truths(caps: Sequence[CompiledCap], scope: Scope) -> tuple[Truth, ...]:
    """Whether each of some caps acts."""
    return tuple([condition.truth(scope) for _, condition in caps]) if caps else ()


def acting(caps: Sequence[CompiledCap], holding: Sequence[Truth]) -> tuple[Acting, ...]:
    """Some caps, each with whether it acts."""
    return tuple([Acting(cap, holds) for (cap, _), holds in zip(caps, holding, strict=True)])


class Explained(NamedTuple):
    """Caps with the reasons for which they act, or may."""

    results: tuple[CapResult, ...]
    needs: tuple[Need, ...]
    """What would settle those that may."""


_NO_CAPS = Explained((), ())


def explained(caps: Sequence[CompiledCap], scope: Scope) -> Explained:
    """Why each of some caps acts, or does not."""
    if not caps:
        return _NO_CAPS
    verdicts = [cap.condition.verdict(scope) for cap in caps]
    results = tuple(
        CapResult(cap.at_most, cap.side, cap.because, verdict.truth, verdict.facts, cap.when)
        for (cap, _), verdict in zip(caps, verdicts, strict=True)
    )
    return Explained(results, unique([verdict.needs for verdict in verdicts]))


def lowered(reading: Reading, caps: Sequence[Acting], unknown: Unknown) -> Reading:
    """Lower what is above a cap that acts; where that is unknown, only what is certain falls."""
    # First the caps that act: below them, one that may act may have nothing left to lower.
    for cap, holds in sorted(caps, key=lambda one: not one.holds):
        if holds is False:
            continue
        low, high, point = min(reading.low, cap.at_most), reading.high, reading.point
        if holds:
            high = min(high, cap.at_most)
        if point is not None and (holds or unknown is Unknown.LOW):
            point = min(point, cap.at_most)
        blocks = holds is None and unknown is Unknown.BLOCK and cap.at_most < reading.high
        blocked = reading.blocked or blocks
        reading = reading._replace(low=low, high=high, point=None if blocked else point, blocked=blocked)
    return reading
