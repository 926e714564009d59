"""What a pattern asks of one field, compiled to functions of a value.

A value that is not recorded is unknown to every matcher but `known`; None says that the source states
none, or that it has not happened, and matches no comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from ddscore.engine.known import MISSING, OneOf, happened, is_unlisted
from ddscore.engine.logic import all_true, any_true, negate
from ddscore.model import dates
from ddscore.model.dates import PartialDate, Truth
from ddscore.model.fields import DATES, Kind

if TYPE_CHECKING:
    from ddscore.engine.scope import Scope
    from ddscore.engine.values import Word
    from ddscore.model.fields import Field
    from ddscore.model.rubric import Instruments

Matcher = Callable[[object, "Scope"], Truth]

AS_OF = "$as_of"
THIS = "$this.id"

BOUNDS: Mapping[str, Callable[[float, float], bool]] = {
    "at_least": lambda value, limit: value >= limit,
    "above": lambda value, limit: value > limit,
    "at_most": lambda value, limit: value <= limit,
    "below": lambda value, limit: value < limit,
}
DATE_BOUNDS: Mapping[str, Callable[[PartialDate, PartialDate], Truth]] = {
    "before": dates.before,
    "after": dates.after,
    "on_or_before": dates.on_or_before,
    "on_or_after": dates.on_or_after,
}


def compile_matcher(spec: object, field: Field, instruments: Instruments) -> Matcher:
    """A matcher for one field; every key of a mapping must hold."""
    words = words_of(spec, field, instruments)
    if words is not None:
        return _recorded(_one_of(tuple(words)))
    if isinstance(spec, Mapping):
        if len(spec) > 1:
            parts = [compile_matcher({name: operand}, field, instruments) for name, operand in spec.items()]
            return lambda value, scope: all_true(part(value, scope) for part in parts)
        ((name, operand),) = spec.items()
        return _operator(name, operand, field)
    wanted = spec if isinstance(spec, list | tuple) else (spec,)
    if field.kind in DATES or THIS in wanted:
        return _recorded(_any_of([_equal(member, field) for member in wanted]))
    return _recorded(_one_of(wanted))


def words_of(spec: object, field: Field, instruments: Instruments) -> frozenset[Word] | None:
    """The words of which a matcher asks for one, as most do; None where it asks for something else."""
    if field.kind in DATES:
        return None
    if isinstance(spec, Mapping):
        if len(spec) > 1:
            return None
        ((name, operand),) = spec.items()
        if name == "entails":
            return _entailing(str(operand), instruments)
        return _ranked(BOUNDS[name], str(operand), field.order) if name in BOUNDS and field.order else None
    wanted = spec if isinstance(spec, list | tuple) else (spec,)
    if THIS in wanted or not all(word is None or isinstance(word, str | bool) for word in wanted):
        return None
    return frozenset(wanted)


def _entailing(instrument: str, instruments: Instruments) -> frozenset[Word]:
    """The instruments that entail one, itself included."""
    return frozenset(
        {instrument, *(name for name, entailed in instruments.entails.items() if instrument in entailed)}
    )


def _ranked(holds: Callable[[float, float], bool], limit: str, order: Sequence[str]) -> frozenset[Word]:
    """The words of an ordered vocabulary within a limit; what stands outside the order is within none."""
    return frozenset(word for rank, word in enumerate(order) if holds(rank, order.index(limit)))


def _recorded(matcher: Matcher) -> Matcher:
    """Unknown where nothing is recorded, or where the possible values disagree."""

    def match(value: object, scope: Scope) -> Truth:
        if value is MISSING:
            return None
        if type(value) is OneOf:
            truths = {matcher(possible, scope) for possible in value.values}
            return truths.pop() if len(truths) == 1 else None
        return matcher(value, scope)

    return match


def _one_of(wanted: Sequence[object]) -> Matcher:
    """Equal to one of some words, or with one of them in a list."""
    if all(isinstance(word, str) for word in wanted):
        words = frozenset(wanted)
        return lambda value, _: (
            not words.isdisjoint(value) if isinstance(value, (list, tuple)) else value in words
        )
    return lambda value, _: any(_holds(value, word) for word in wanted)


def _any_of(matchers: Sequence[Matcher]) -> Matcher:
    return lambda value, scope: any_true(matcher(value, scope) for matcher in matchers)


def _equal(expected: object, field: Field) -> Matcher:
    """Equal, or contained where the field is a list."""
    if expected == THIS:
        return _names_this
    if field.kind in DATES and expected is not None:
        limit = PartialDate.parse(str(expected))
        return lambda value, scope: _compare(value, scope, field, lambda date: dates.within(date, limit))
    if field.kind is Kind.EVENT_DATE:
        return _not_happened
    return lambda value, _: _holds(value, expected)


def _names_this(value: object, scope: Scope) -> Truth:
    """Whether a reference is to the fact in hand; what refers to a fact that is not known may refer to it."""
    if scope.this is None or not is_unlisted(scope.this):
        return _holds(value, None if scope.this is None else scope.this.id)
    references = value if isinstance(value, list | tuple) else (value,)
    is_known = [one is None or scope.view.resolve(one) is not None for one in references]
    return False if all(is_known) else None


def _not_happened(value: object, scope: Scope) -> Truth:
    """Equal to null: what straddles the date of assessment may not have happened yet."""
    return negate(happened(value, scope.view))


def _holds(value: object, expected: object) -> bool:
    if isinstance(value, list | tuple):
        return any(_same(member, expected) for member in value)
    return _same(value, expected)


def _same(value: object, expected: object) -> bool:
    """Equal and of one kind: true is not 1."""
    return value == expected and isinstance(value, bool) == isinstance(expected, bool)


def _operator(name: str, operand: object, field: Field) -> Matcher:
    if name == "known":
        return lambda value, _: (value is not MISSING) is operand
    if name == "happened":
        return _happened(operand is True)
    return _recorded(_comparison(name, operand, field))


def _happened(expected: bool) -> Matcher:
    def match(value: object, scope: Scope) -> Truth:
        came = happened(value, scope.view)
        return None if came is None else came is expected

    return match


def _comparison(name: str, operand: object, field: Field) -> Matcher:
    if name in ("all_of", "none_of"):
        assert isinstance(operand, Sequence)  # noqa: S101 - the schema has said so
        members = [_equal(member, field) for member in operand]
        expected = name == "all_of"
        return lambda value, scope: all_true(_is(member(value, scope), expected) for member in members)
    if name in DATE_BOUNDS:
        return _date_bound(DATE_BOUNDS[name], str(operand), field)
    if name == "months":
        assert isinstance(operand, Mapping)  # noqa: S101 - the schema has said so
        return _months(operand, field)
    return _bound(BOUNDS[name], float(str(operand)))


def _is(truth: Truth, expected: bool) -> Truth:
    return None if truth is None else truth is expected


def _bound(holds: Callable[[float, float], bool], limit: float) -> Matcher:
    """at_least, above, at_most, below: of a number."""

    def match(value: object, _: Scope) -> Truth:
        values = value if isinstance(value, list | tuple) else (value,)
        numbers = [_number(member) for member in values]
        return any(holds(number, limit) for number in numbers if number is not None)

    return match


def _number(value: object) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _compare(value: object, scope: Scope, field: Field, holds: Callable[[PartialDate], Truth]) -> Truth:
    """Compare a date; what has not happened matches nothing, and what straddles the date may not have."""
    if not isinstance(value, PartialDate):
        return False
    if field.kind is not Kind.EVENT_DATE or value.last <= scope.view.day:
        return holds(value)
    return None if holds(PartialDate(value.text, value.first, scope.view.day)) is not False else False


def _date_bound(holds: Callable[[PartialDate, PartialDate], Truth], limit: str, field: Field) -> Matcher:
    fixed = None if limit == AS_OF else PartialDate.parse(limit)
    return lambda value, scope: _compare(
        value, scope, field, lambda date: holds(date, fixed or scope.view.as_of)
    )


def _months(limits: Mapping[str, object], field: Field) -> Matcher:
    """Whole months from the date to the date of assessment, over all days that the date may mean."""
    bounds = [(BOUNDS[name], float(str(limit))) for name, limit in limits.items()]

    def match(value: object, scope: Scope) -> Truth:
        def within(date: PartialDate) -> Truth:
            least = dates.months_between(date.last, scope.view.day)
            most = dates.months_between(date.first, scope.view.day)
            return all_true(_spans(holds, least, most, limit) for holds, limit in bounds)

        return _compare(value, scope, field, within)

    return match


def _spans(holds: Callable[[float, float], bool], least: float, most: float, limit: float) -> Truth:
    """Whether a bound holds over a whole range: true at both ends, false at both, else unknown."""
    ends = {holds(least, limit), holds(most, limit)}
    return ends.pop() if len(ends) == 1 else None
