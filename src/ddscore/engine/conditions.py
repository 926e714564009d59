"""Conditions, compiled once for a rubric to closures that answer with their reason (FORMATS 3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from ddscore.engine.limits import limits_in
from ddscore.engine.logic import Verdict, all_true, any_true, combine, negate, unique
from ddscore.engine.matchers import BOUNDS
from ddscore.engine.patterns import cited, compile_pattern, find, only, open_needs
from ddscore.model.assessment import Need

if TYPE_CHECKING:
    from ddscore.engine.patterns import Language
    from ddscore.engine.scope import Scope

Compiled = Callable[["Scope"], Verdict]


def compile_condition(spec: Mapping[str, object], language: Language) -> Compiled:
    """A condition; several keys in one mapping all hold."""
    parts = [_part(name, operand, language) for name, operand in spec.items()]
    return parts[0] if len(parts) == 1 else _all(parts)


def _part(name: str, operand: object, language: Language) -> Compiled:
    match name, operand:
        case (("all" | "any"), list() | tuple()):
            parts = [compile_condition(part, language) for part in operand]
            return _all(parts) if name == "all" else _any(parts)
        case "not", Mapping():
            return _not(compile_condition(operand, language))
        case "none", Mapping():
            return _not(
                _any([_exists(collection, pattern, language) for collection, pattern in operand.items()])
            )
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


def _all(parts: Sequence[Compiled]) -> Compiled:
    def condition(scope: Scope) -> Verdict:
        verdicts = [part(scope) for part in parts]
        return combine(all_true(verdict.truth for verdict in verdicts), verdicts)

    return condition


def _any(parts: Sequence[Compiled]) -> Compiled:
    def condition(scope: Scope) -> Verdict:
        verdicts = [part(scope) for part in parts]
        return combine(any_true(verdict.truth for verdict in verdicts), verdicts)

    return condition


def _not(part: Compiled) -> Compiled:
    def condition(scope: Scope) -> Verdict:
        verdict = part(scope)
        return verdict._replace(truth=negate(verdict.truth))

    return condition


def _exists(collection: str, spec: object, language: Language) -> Compiled:
    pattern = compile_pattern(collection, spec, language, whether=True)
    absent = Verdict(False, searched=(collection,))

    def condition(scope: Scope) -> Verdict:
        found = find(pattern, scope)
        if found.sure:
            return Verdict(True, cited(found.sure))
        if found.maybe or not found.closed:
            return Verdict(None, needs=open_needs(pattern, found.maybe, found.closed, scope))
        return absent

    return condition if any(test.of_this for test in pattern.tests) else _once(condition, collection, spec)


def _once(condition: Compiled, collection: str, spec: object) -> Compiled:
    """The same condition, whose verdict is remembered: rubrics ask the same in many places."""
    key = collection, repr(spec)

    def remembered(scope: Scope) -> Verdict:
        verdict = scope.verdicts.get(key)
        if verdict is None:
            verdict = scope.verdicts[key] = condition(scope)
        return verdict

    return remembered


def _every(spec: Mapping[str, object], language: Language) -> Compiled:
    collection, of = only(spec["of"])
    pattern = compile_pattern(collection, of, language)
    wanted = compile_pattern(collection, spec["match"], language)
    vacuous = bool(spec.get("vacuous", False))

    def condition(scope: Scope) -> Verdict:
        found = find(pattern, scope)
        failing = [fact for fact in found.sure if wanted.match(fact, scope) is False]
        if failing:
            return Verdict(False, cited(failing))
        unsure = [fact for fact in found.sure if wanted.match(fact, scope) is None]
        # A fact that may not be among them matters only where it does not surely match.
        doubtful = [fact for fact in found.maybe if wanted.match(fact, scope) is not True]
        may_fail = unsure or doubtful or not found.closed or not (found.sure or vacuous)
        hopeful = [fact for fact in found.maybe if wanted.match(fact, scope) is not False]
        may_hold = found.sure or hopeful or not found.closed or vacuous
        if may_fail and may_hold:
            needs = open_needs(wanted, unsure, True, scope)
            more = open_needs(pattern, found.maybe, found.closed, scope)
            return Verdict(None, needs=unique((needs, more)))
        return Verdict(bool(may_hold), cited(found.sure), (collection,))

    return condition


def _count(spec: Mapping[str, object], language: Language) -> Compiled:
    collection, of = only(spec["of"])
    pattern = compile_pattern(collection, of, language)
    limits = [(BOUNDS[name], float(str(limit))) for name, limit in spec.items() if name != "of"]

    def condition(scope: Scope) -> Verdict:
        found = find(pattern, scope)
        least = len(found.sure)
        most = least + len(found.maybe) if found.closed else float("inf")
        ends = [{holds(least, limit), holds(most, limit)} for holds, limit in limits]
        truth = all_true(end.pop() if len(end) == 1 else None for end in ends)
        if truth is None:
            return Verdict(None, needs=open_needs(pattern, found.maybe, found.closed, scope))
        searched = (collection,) if found.closed else ()
        return Verdict(truth, cited(found.sure), searched)

    return condition


def _this(spec: object, language: Language) -> Compiled:
    assert language.this is not None  # noqa: S101 - checked with the rubric
    pattern = compile_pattern(language.this, spec, language)

    def condition(scope: Scope) -> Verdict:
        fact = scope.this
        assert fact is not None  # noqa: S101 - `for_each` always gives one
        truth = pattern.match(fact, scope)
        return Verdict(truth, fact.cites, needs=pattern.needs(fact, scope) if truth is None else ())

    return condition


def _score(spec: Mapping[str, object], language: Language) -> Compiled:
    name, side, in_points, limits = limits_in(spec, language.own_side)
    bounds = [(BOUNDS[bound], limit) for bound, limit in limits]
    language.asked.scores.append(name)
    need = Need("score", None, name, f"the score of {name or 'the whole'} ({side})")

    def condition(scope: Scope) -> Verdict:
        reading = scope.scores.reading(name, side)
        if reading is None:
            return Verdict(None, needs=(need,))
        scale = reading.of / 100 if in_points else 1
        # Rounded, so that a limit stated in decimals is met by a figure that equals it.
        low, high = round(reading.low * scale, 9), round(reading.high * scale, 9)
        ends = [{holds(low, limit), holds(high, limit)} for holds, limit in bounds]
        truth = all_true(end.pop() if len(end) == 1 else None for end in ends)
        return Verdict(truth, scope.scores.evidence(name), needs=(need,) if truth is None else ())

    return condition
