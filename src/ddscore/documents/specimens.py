"""Values by which matchers can be told apart, and what each matcher says of them (FORMATS 3).

Of the endlessly many values that a field may have, matchers tell only a few apart: `{at_least: 3}` knows
numbers below 3 from all others. So to try one specimen of each kind is to try them all, and what no specimen
shows no case can show. A test holds what is said here against what the engine says of real values.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, combinations_with_replacement, pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ddscore.model import dates
from ddscore.model.dates import PartialDate, Truth, add_months, months_between
from ddscore.model.fields import DATES, Kind

if TYPE_CHECKING:
    from ddscore.documents.matchers import Asked

NO, UNKNOWN, YES = 0, 1, 2
"""Kleene's values in order: all of several is the least of them, any of several the greatest."""

AS_OF = "$as_of"
THIS = "$this.id"

LEFT_OUT_IS_NONE = frozenset({"until", "due", "deadline"})
"""Fields that say by their absence that there is no end, no due date, no deadline (FORMATS 2)."""
COUNTS = frozenset({"corroboration", "months_open"})
"""Numbers that ddscore counts: whole, and never below 0."""
_NEVER_NONE = frozenset({"standing", *COUNTS})
"""Fields that ddscore derives: what cannot be said is unknown."""

BOUNDS: Mapping[str, Callable[[float, float], bool]] = {
    "at_least": lambda value, limit: value >= limit,
    "above": lambda value, limit: value > limit,
    "at_most": lambda value, limit: value <= limit,
    "below": lambda value, limit: value < limit,
}
DATE_LIMITS: Mapping[str, Callable[[PartialDate, PartialDate], Truth]] = {
    "before": dates.before,
    "after": dates.after,
    "on_or_before": dates.on_or_before,
    "on_or_after": dates.on_or_after,
}

_MOST_SETS = 8
"""Lists are told apart by up to two to the power of so many specimens."""
_MOST_LIMITS = 12
_DAY = timedelta(days=1)
_EARLY = date(500, 1, 1)
"""Before all limits, and all that count from it."""


class _Missing:
    """The type of MISSING, so that it prints as what it means."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()
"""Nothing is recorded."""


class Specimen(NamedTuple):
    """A value of a field, and what it is compared with: one case of all that matchers know apart."""

    value: object
    """A list is a frozenset: neither order nor repetition matters."""
    this: str = THIS
    """The id of the fact in hand."""
    day: date = date(2020, 1, 1)
    """The date of assessment."""
    is_reached: bool = True
    """False where already the reference is not recorded through which the path leads."""


class TooManyError(Exception):
    """Matchers that tell more values apart than are worth trying."""


def specimens(asked: Asked, matchers: Sequence[object]) -> Iterator[Specimen]:
    """One value of each kind that the matchers tell apart, and perhaps some that no case can have.

    TooManyError where these would be too many.
    """
    if asked.is_through_references:
        yield from (Specimen(None), Specimen(MISSING, is_reached=False))
    if asked.name == "status":
        # Facts of any other status do not score.
        yield from (Specimen("active"), Specimen(MISSING))
        return
    yield from _nothing(asked)
    kind = asked.field.kind
    if asked.field.many:
        yield from _lists(asked, matchers)
    elif kind in DATES:
        yield from _dates(kind, matchers)
    elif kind is Kind.NUMBER:
        yield from map(Specimen, _numbers(asked.name, matchers))
    elif kind is Kind.VOCABULARY:
        yield from map(Specimen, asked.field.values)
    elif kind is Kind.BOOLEAN:
        yield from (Specimen(True), Specimen(False))
    elif kind is Kind.MAPPING:
        yield Specimen({})
    else:
        yield from _words(kind, asked.name, matchers)


def _nothing(asked: Asked) -> Iterator[Specimen]:
    """What a field holds of which a source states none, or of which nothing is recorded."""
    if asked.name not in _NEVER_NONE:
        yield Specimen(None)
    if asked.name != "corroboration":
        yield Specimen(MISSING)


def truth(matcher: object, asked: Asked, specimen: Specimen) -> int:
    """What a matcher says of a specimen: NO, UNKNOWN or YES."""
    if specimen.value is MISSING and asked.name in LEFT_OUT_IS_NONE and specimen.is_reached:
        as_written = isinstance(matcher, Mapping) and "known" in matcher
        specimen = specimen if as_written else specimen._replace(value=None)
    return min(_says(name, operand, asked, specimen) for name, operand in _operators(matcher))


def _operators(matcher: object) -> Iterator[tuple[str, Any]]:
    if isinstance(matcher, Mapping):
        yield from matcher.items()
    else:
        yield "any_of", matcher if isinstance(matcher, list) else [matcher]


def _says(name: str, operand: Any, asked: Asked, specimen: Specimen) -> int:
    value = specimen.value
    if name == "known":
        return _kleene((value is not MISSING) is operand)
    if value is MISSING:
        return UNKNOWN
    if name == "happened":
        return _happened(specimen) if operand else YES - _happened(specimen)
    if name == "any_of":
        return max(_equals(member, asked, specimen) for member in operand)
    if name == "all_of":
        return min(_equals(member, asked, specimen) for member in operand)
    if name == "none_of":
        return min(YES - _equals(member, asked, specimen) for member in operand)
    if name in DATE_LIMITS:
        return _compares(asked.field.kind, specimen, _by(DATE_LIMITS[name], operand, specimen.day))
    if name == "months":
        return _compares(asked.field.kind, specimen, _aged(operand, specimen.day))
    found = _marked(name, operand, asked)
    return _kleene(any(map(found, value if isinstance(value, frozenset) else (value,))))


def _kleene(told: Truth) -> int:
    return UNKNOWN if told is None else YES if told else NO


def _happened(specimen: Specimen) -> int:
    if not isinstance(specimen.value, PartialDate):
        return NO
    return YES if specimen.value.last <= specimen.day else UNKNOWN


def _equals(expected: object, asked: Asked, specimen: Specimen) -> int:
    """Equal, or contained where the field is a list."""
    value, kind = specimen.value, asked.field.kind
    if kind in DATES and expected is not None:
        # To equal a month is to lie within it.
        return _compares(kind, specimen, _by(dates.within, expected, specimen.day))
    if kind is Kind.EVENT_DATE:
        return YES - _happened(specimen)
    wanted = specimen.this if expected == THIS else expected
    if isinstance(value, frozenset):
        return _kleene(wanted in value)
    return _kleene(value == wanted and isinstance(value, bool) == isinstance(wanted, bool))


def _compares(kind: Kind, specimen: Specimen, told: Callable[[PartialDate], int]) -> int:
    """Compare a date; what has not happened matches nothing, and what straddles the date may not have."""
    value = specimen.value
    if not isinstance(value, PartialDate):
        return NO
    if kind is not Kind.EVENT_DATE or value.last <= specimen.day:
        return told(value)
    return min(UNKNOWN, told(PartialDate(value.text, value.first, specimen.day)))


def _by(
    lies: Callable[[PartialDate, PartialDate], Truth], limit: object, day: date
) -> Callable[[PartialDate], int]:
    whole = PartialDate(AS_OF, day, day) if limit == AS_OF else PartialDate.parse(str(limit))
    return lambda span: _kleene(lies(span, whole))


def _aged(limits: Mapping[str, float], day: date) -> Callable[[PartialDate], int]:
    """Whether so many whole months lie between a date and the date of assessment, whatever day it was."""

    def told(span: PartialDate) -> int:
        ends = months_between(span.last, day), months_between(span.first, day)
        return min(sum(BOUNDS[name](end, limit) for end in ends) for name, limit in limits.items())

    return told


def _marked(name: str, operand: Any, asked: Asked) -> Callable[[object], bool]:
    """What a bound or `entails` asks of one member."""
    if name == "entails":
        entails = asked.language.instruments
        return lambda member: operand in entails.get(str(member), (member,))
    holds = BOUNDS[name]
    if asked.field.order:
        ranks = {word: rank for rank, word in enumerate(asked.field.order)}
        return lambda member: member in ranks and holds(ranks[str(member)], ranks[operand])
    return lambda member: (
        isinstance(member, int | float) and not isinstance(member, bool) and holds(member, operand)
    )


def _stated(matchers: Sequence[object]) -> Iterator[tuple[str, Any]]:
    """What the matchers compare with, each with its operator; a list one by one."""
    for matcher in matchers:
        for name, operand in _operators(matcher):
            if name == "months":
                yield from operand.items()
            else:
                yield from ((name, one) for one in (operand if isinstance(operand, list) else [operand]))


def _words(kind: Kind, name: str, matchers: Sequence[object]) -> Iterator[Specimen]:
    """Text, codes and ids: those that are stated, and another one; the fact in hand may be any of them."""
    constants = [one for operator, one in _stated(matchers) if operator not in ("known", *BOUNDS)]
    texts = [one for one in constants if isinstance(one, str) and one != THIS]
    others = [*_numbers(name, matchers), True, False] if kind is Kind.SCALAR else []
    fresh = "".join(texts) + "another"
    for this in (THIS, *texts) if THIS in constants else (THIS,):
        yield from (Specimen(value, this) for value in dict.fromkeys((*texts, this, fresh)))
    yield from map(Specimen, others)


def _numbers(name: str, matchers: Sequence[object]) -> list[float]:
    limits = {
        one for _, one in _stated(matchers) if isinstance(one, int | float) and not isinstance(one, bool)
    }
    if name in COUNTS:
        near = {floor(limit) + step for limit in limits for step in (0, 1)}
        return sorted(number for number in {0, *near} if number >= 0)
    ordered = sorted(limits)
    between = [(one + other) / 2 for one, other in pairwise(ordered)]
    return [*ordered, *between, ordered[0] - 1, ordered[-1] + 1] if ordered else [0]


def _lists(asked: Asked, matchers: Sequence[object]) -> Iterator[Specimen]:
    """Lists that have a member in some of the stated sets, and none in the others.

    Of all lists that avoid the same sets, the longest has a member in every other set that any of them has a
    member in: so the longest ones suffice.
    """
    constants = [one for operator, one in _stated(matchers) if operator != "known"]
    texts = [one for one in constants if isinstance(one, str) and one != THIS]
    for this in (THIS, *texts) if THIS in constants else (THIS,):
        sets = {frozenset(this if one == THIS else one for one in each) for each in _sets(asked, matchers)}
        if len(sets) > _MOST_SETS:
            raise TooManyError
        longest = (
            frozenset((*asked.field.values, this))
            if asked.field.values
            else frozenset((*texts, this, "another"))
        )
        for size in range(len(sets) + 1):
            for avoided in combinations(sets, size):
                yield Specimen(longest.difference(*avoided), this)


def _sets(asked: Asked, matchers: Sequence[object]) -> Iterator[Collection[Any]]:
    """The sets of which the matchers ask whether a list has a member in them."""
    for matcher in matchers:
        for name, operand in _operators(matcher):
            if name in ("any_of", "none_of"):
                yield operand
            elif name == "all_of":
                yield from ([one] for one in operand)
            elif name != "known":
                yield list(filter(_marked(name, operand, asked), asked.field.values))


def _dates(kind: Kind, matchers: Sequence[object]) -> Iterator[Specimen]:
    """Dates that lie in every way about the limits, on days that lie in every way about them.

    A limit divides the days in two: those before it, and those from it on. Limits that count from the day of
    assessment move with it; so one day of assessment is tried for each order in which all limits may lie.
    """
    fixed, months = _limits(matchers)
    if len(fixed) + len(months) > _MOST_LIMITS or not _is_ordinary(fixed, months):
        raise TooManyError
    days = {_EARLY}
    for limit in fixed:
        for aim in (limit, limit + _DAY):
            days.update((aim, *(add_months(aim - _DAY, count) for count in months)))
    for day in days:
        starts = sorted({date.min, day, *fixed, *(_younger(count, day) for count in months)})
        for first, last in combinations_with_replacement(starts, 2):
            if kind is not Kind.EVENT_DATE or first <= day:
                yield Specimen(PartialDate("", first, last), day=day)


def _limits(matchers: Sequence[object]) -> tuple[set[date], set[int]]:
    """The days from which on something holds or no longer does; ages in months for those that move."""
    fixed, months = set(), {0}
    for name, limit in _stated(matchers):
        if name in ("at_least", "below"):
            months.add(ceil(limit))
        elif name in ("above", "at_most"):
            months.add(floor(limit) + 1)
        elif isinstance(limit, str | int) and not isinstance(limit, bool) and limit != AS_OF:
            span = PartialDate.parse(str(limit))
            if name not in ("after", "on_or_before"):
                fixed.add(span.first)
            if name not in ("before", "on_or_after"):
                fixed.add(span.last + _DAY)
    return fixed, months


def _is_ordinary(fixed: Collection[date], months: Collection[int]) -> bool:
    """Whether no sum of a limit and an age leaves the calendar."""
    most = _EARLY.year * 12 // 2
    return all(_EARLY.year < limit.year < 9000 for limit in fixed) and max(map(abs, months)) < most


def _younger(months: int, day: date) -> date:
    """The first date that is not yet so many months old on a day."""
    found = add_months(day, -months)
    while add_months(found, months) <= day:
        found += _DAY
    return found
