"""Conditions, compiled once for a rubric to closures: one says whether it holds, another why (FORMATS 3).

What a condition comes to is decided in one place, `truth`. Reasons follow from it and decide nothing, so that
figures can do without them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import repeat
from operator import call
from typing import TYPE_CHECKING, NamedTuple

from ddscore.engine.limits import limits_in
from ddscore.engine.logic import ALWAYS, Verdict, all_true, any_true, combine, negate, unique
from ddscore.engine.matchers import BOUNDS
from ddscore.engine.patterns import cited, compile_pattern, exists, find, is_this, only, open_needs, places
from ddscore.model.assessment import Need

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ddscore.engine.patterns import Language, Pattern
    from ddscore.engine.scope import Scope
    from ddscore.model.dates import Truth


class Compiled(NamedTuple):
    """A condition ready to be asked."""

    truth: Callable[[Scope], Truth]
    because: Callable[[Scope, Truth], Verdict]
    """The same with what it rests on, given the truth that it came to."""

    def verdict(self, scope: Scope) -> Verdict:
        """What it comes to, and why."""
        return self.because(scope, self.truth(scope))


UNCONDITIONAL = Compiled(lambda _: True, lambda _scope, _truth: ALWAYS)
"""What has no condition."""


def compile_condition(spec: Mapping[str, object] | None, language: Language) -> Compiled:
    """A condition; several keys in one mapping all hold."""
    if spec is None:
        return UNCONDITIONAL
    parts = [_part(name, operand, language) for name, operand in spec.items()]
    return _joined(parts, all_true)


def _part(name: str, operand: object, language: Language) -> Compiled:
    match name, operand:
        case (("all" | "any"), list() | tuple()):
            parts = [compile_condition(part, language) for part in operand]
            return _joined(parts, all_true if name == "all" else any_true)
        case "not", Mapping():
            return _not(compile_condition(operand, language))
        case "none", Mapping():
            some = [_exists(collection, pattern, language) for collection, pattern in operand.items()]
            return _not(_joined(some, any_true))
        case "every", Mapping():
            return _every(operand, language)
        case "count", Mapping():
            return _count(operand, language)
        case "this", _:
            return _this(operand, language)
        case "score", Mapping():
            return _score(operand, language)
        case _:
            return _exists(name, operand, language)


def _joined(parts: Sequence[Compiled], join: Callable[[Iterable[Truth]], Truth]) -> Compiled:
    """Several conditions as one, which rests on those that came to what it comes to."""
    if len(parts) == 1:
        return parts[0]
    truths = [part.truth for part in parts]

    def because(scope: Scope, truth: Truth) -> Verdict:
        return combine(truth, [part.because(scope, truth) for part in parts if part.truth(scope) is truth])

    return Compiled(lambda scope: join(map(call, truths, repeat(scope))), because)


def _not(part: Compiled) -> Compiled:
    return Compiled(
        lambda scope: negate(part.truth(scope)),
        lambda scope, truth: part.because(scope, negate(truth))._replace(truth=truth),
    )


def _exists(collection: str, spec: object, language: Language) -> Compiled:
    pattern = compile_pattern(collection, spec, language, whether=True)
    absent = Verdict(False, searched=(collection,))

    def because(scope: Scope, truth: Truth) -> Verdict:
        if truth is False:
            return absent
        found = find(pattern, scope)
        if truth:
            return Verdict(True, cited(found.sure))
        return Verdict(None, needs=open_needs(pattern, found.maybe, found.closed, scope))

    return Compiled(partial(exists, pattern), _once(because, pattern))


def _once(because: Callable[[Scope, Truth], Verdict], pattern: Pattern) -> Callable[[Scope, Truth], Verdict]:
    """The same reason, which is remembered: rubrics ask the same in many places."""

    def remembered(scope: Scope, truth: Truth) -> Verdict:
        asked = (pattern, scope.this) if pattern.of_this else pattern
        verdict = scope.verdicts.get(asked)
        if verdict is None:
            verdict = scope.verdicts[asked] = because(scope, truth)
        return verdict

    return remembered


def _every(spec: Mapping[str, object], language: Language) -> Compiled:
    collection, of = only(spec["of"])
    pattern = compile_pattern(collection, of, language)
    wanted = compile_pattern(collection, spec["match"], language)
    vacuous = bool(spec.get("vacuous", False))

    def truth(scope: Scope) -> Truth:
        found = find(pattern, scope)
        sure = [wanted.match(fact, scope) for fact in found.sure]
        if False in sure:
            return False
        doubtful = [wanted.match(fact, scope) for fact in found.maybe]
        # A fact that may not be among them matters only where it does not surely match.
        may_fail = None in sure or not all(doubtful) or not found.closed or not (found.sure or vacuous)
        may_hold = found.sure or not all(one is False for one in doubtful) or not found.closed or vacuous
        return None if may_fail and may_hold else bool(may_hold)

    def because(scope: Scope, truth: Truth) -> Verdict:
        found = find(pattern, scope)
        if truth is None:
            unsure = [fact for fact in found.sure if wanted.match(fact, scope) is None]
            needs = open_needs(wanted, unsure, True, scope)
            more = open_needs(pattern, found.maybe, found.closed, scope)
            return Verdict(None, needs=unique((needs, more)))
        failing = [fact for fact in found.sure if wanted.match(fact, scope) is False]
        return Verdict(False, cited(failing)) if failing else Verdict(truth, cited(found.sure), (collection,))

    return Compiled(truth, because)


def _count(spec: Mapping[str, object], language: Language) -> Compiled:
    collection, of = only(spec["of"])
    pattern = compile_pattern(collection, of, language)
    limits = [(BOUNDS[name], float(str(limit))) for name, limit in spec.items() if name != "of"]

    def truth(scope: Scope) -> Truth:
        sure, maybe = places(pattern, scope)
        most = maybe.bit_count() if pattern.closed(scope) else float("inf")
        return _within(sure.bit_count(), most, limits)

    def because(scope: Scope, truth: Truth) -> Verdict:
        found = find(pattern, scope)
        if truth is None:
            return Verdict(None, needs=open_needs(pattern, found.maybe, found.closed, scope))
        searched = (collection,) if found.closed else ()
        return Verdict(truth, cited(found.sure), searched)

    return Compiled(truth, because)


def _within(
    least: float, most: float, limits: Sequence[tuple[Callable[[float, float], bool], float]]
) -> Truth:
    """Whether all limits hold from one end to the other; unknown where one holds at an end alone."""
    ends = [(holds(least, limit), holds(most, limit)) for holds, limit in limits]
    return all_true(low if low == high else None for low, high in ends)


def _this(spec: object, language: Language) -> Compiled:
    assert language.this is not None  # noqa: S101 - checked with the rubric
    pattern = compile_pattern(language.this, spec, language)

    def because(scope: Scope, truth: Truth) -> Verdict:
        assert scope.this is not None  # noqa: S101 - `for_each` always gives one
        return Verdict(
            truth, scope.this.cites, needs=pattern.needs(scope.this, scope) if truth is None else ()
        )

    return Compiled(partial(is_this, pattern), because)


def _score(spec: Mapping[str, object], language: Language) -> Compiled:
    name, side, in_points, limits = limits_in(spec, language.own_side)
    bounds = [(BOUNDS[bound], limit) for bound, limit in limits]
    language.asked.scores.append(name)
    need = Need("score", None, name, f"the score of {name or 'the whole'} ({side})")

    def truth(scope: Scope) -> Truth:
        reading = scope.scores.reading(name, side)
        if reading is None:
            return None
        scale = reading.of / 100 if in_points else 1
        # Rounded, so that a limit stated in decimals is met by a figure that equals it.
        return _within(round(reading.low * scale, 9), round(reading.high * scale, 9), bounds)

    def because(scope: Scope, truth: Truth) -> Verdict:
        if scope.scores.reading(name, side) is None:
            return Verdict(None, needs=(need,))
        return Verdict(truth, scope.scores.evidence(name), needs=(need,) if truth is None else ())

    return Compiled(truth, because)
