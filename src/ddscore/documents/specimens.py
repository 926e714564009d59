"""Values by which matchers can be told apart: to try these is to try all (FORMATS 3).

Of the endlessly many values that a field may have, matchers tell only a few apart: `{at_least: 3}` knows
numbers below 3 from all others. So one specimen of each kind stands for all, and what no specimen shows no
case can show.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, combinations_with_replacement, pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from ddscore.documents.matching import AS_OF, BOUNDS, MISSING, THIS, YES, Specimen, marked, operators, truth
from ddscore.model.dates import PartialDate, add_months
from ddscore.model.fields import DATES, Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ddscore.documents.matchers import Asked

COUNTS = frozenset({"corroboration", "months_open"})
"""Numbers that ddscore counts: whole, and never below 0."""
_NEVER_NONE = frozenset({"standing", *COUNTS})
"""Fields that ddscore derives: what cannot be said is unknown."""

_ALWAYS_MET = frozenset({"known", "happened", "entails", "all_of"})
"""Operators that alone are true of something, whatever they ask for."""
_MOST_SETS = 8
"""Lists are told apart by up to two to the power of so many specimens."""
_MOST_LIMITS = 12
_DAY = timedelta(days=1)
_EARLY = date(500, 1, 1)
"""Before all limits, and all that count from it."""
_LATE = 9000
"""No sum of a limit of this year and an age leaves the calendar."""


class TooManyError(Exception):
    """Matchers that tell more values apart than are worth trying."""


def can_match(matcher: object, asked: Asked) -> bool:
    """Whether a field can be so that a matcher is true of it; True also where that is too much to try."""
    simple = not isinstance(matcher, dict) or (len(matcher) == 1 and _ALWAYS_MET.issuperset(matcher))
    if simple and asked.name != "status":
        return True
    try:
        return any(truth(matcher, asked, specimen) == YES for specimen in specimens(asked, [matcher]))
    except TooManyError:
        return True


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


def _stated(matchers: Sequence[object]) -> Iterator[tuple[str, Any]]:
    """What the matchers compare with, each with its operator; a list one by one."""
    for matcher in matchers:
        for name, operand in operators(matcher):
            if name == "months":
                yield from operand.items()
            else:
                yield from ((name, one) for one in (operand if isinstance(operand, list) else [operand]))


def _words(kind: Kind, name: str, matchers: Sequence[object]) -> Iterator[Specimen]:
    """Text, codes and ids: those that are stated, and another one; the fact in hand may be any of them."""
    for this, texts in _texts(matchers):
        yield from (Specimen(value, this) for value in dict.fromkeys((*texts, this)))
    if kind is Kind.SCALAR:
        yield from map(Specimen, [*_numbers(name, matchers), True, False])


def _texts(matchers: Sequence[object]) -> Iterator[tuple[str, list[str]]]:
    """The words that are stated, and another one, for each that the id of the fact in hand may be."""
    stated = [one for name, one in _stated(matchers) if isinstance(one, str) and name not in BOUNDS]
    texts = [one for one in stated if one != THIS]
    for this in (THIS, *texts) if THIS in stated else (THIS,):
        yield this, [*texts, f"another than {', '.join(texts)}"]


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
    for this, texts in _texts(matchers):
        sets = {frozenset(this if one == THIS else one for one in each) for each in _sets(asked, matchers)}
        if len(sets) > _MOST_SETS:
            raise TooManyError
        longest = frozenset((*(asked.field.values or texts), this))
        for size in range(len(sets) + 1):
            for avoided in combinations(sets, size):
                yield Specimen(longest.difference(*avoided), this)


def _sets(asked: Asked, matchers: Sequence[object]) -> Iterator[Collection[Any]]:
    """The sets of which the matchers ask whether a list has a member in them."""
    for matcher in matchers:
        for name, operand in operators(matcher):
            if name in ("any_of", "none_of"):
                yield operand
            elif name == "all_of":
                yield from ([one] for one in operand)
            elif name != "known":
                yield list(filter(marked(name, operand, asked), asked.field.values))


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
            if span.last.year > _LATE:
                raise TooManyError
            if name not in ("after", "on_or_before"):
                fixed.add(span.first)
            if name not in ("before", "on_or_after"):
                fixed.add(span.last + _DAY)
    return fixed, months


def _is_ordinary(fixed: Collection[date], months: Collection[int]) -> bool:
    """Whether all limits lie later than any age takes the first of all days back, or on."""
    most = _EARLY.year // 2
    return all(limit.year > _EARLY.year + most for limit in fixed) and max(map(abs, months)) < 12 * most


def _younger(months: int, day: date) -> date:
    """The first date that is not yet so many months old on a day."""
    found = add_months(day, -months)
    while add_months(found, months) <= day:
        found += _DAY
    return found
