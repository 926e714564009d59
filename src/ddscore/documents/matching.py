"""What a matcher says of a value, for proofs about conditions (FORMATS 3).

The engine asks the same of the facts of a case. A test holds the two together, on every value by which
matchers can be told apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ddscore.model import dates
from ddscore.model.dates import PartialDate, Truth, months_between
from ddscore.model.fields import DATES, Kind

if TYPE_CHECKING:
    from ddscore.documents.matchers import Asked

NO, UNKNOWN, YES = 0, 1, 2
"""Kleene's values in order: all of several is the least of them, any of several the greatest."""

AS_OF = "$as_of"
THIS = "$this.id"

LEFT_OUT_IS_NONE = frozenset({"until", "due", "deadline"})
"""Fields that say by their absence that there is no end, no due date, no deadline (FORMATS 2)."""
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


def truth(matcher: object, asked: Asked, specimen: Specimen) -> int:
    """What a matcher says of a specimen: NO, UNKNOWN or YES."""
    if specimen.value is MISSING and asked.name in LEFT_OUT_IS_NONE and specimen.is_reached:
        as_written = isinstance(matcher, Mapping) and "known" in matcher
        specimen = specimen if as_written else specimen._replace(value=None)
    return min(_says(name, operand, asked, specimen) for name, operand in operators(matcher))


def operators(matcher: object) -> Iterator[tuple[str, Any]]:
    """What a matcher asks, part by part; a value or a list of values is `any_of`."""
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
    found = marked(name, operand, asked)
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


def marked(name: str, operand: Any, asked: Asked) -> Callable[[object], bool]:
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
