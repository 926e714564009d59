"""What a test asks of time: from which day on its answer may differ though no fact does.

`happened` is not among it: a fact counts as changed on the days on which one of its dates comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from ddscore.engine.matchers import AS_OF, DATE_BOUNDS
from ddscore.model.dates import PartialDate
from ddscore.model.fields import DATES, Kind

if TYPE_CHECKING:
    from ddscore.model.fields import CaseFields, Field

MONTHS_OPEN = "months_open"


class Clock(NamedTuple):
    """What of time decides a test."""

    collections: frozenset[str]
    """In whose facts the date stands; for a promise's own clock, promises."""
    field: str
    """The name of the date there."""
    months: frozenset[int]
    """Numbers of whole months after the date at which the answer may turn."""
    limits: tuple[PartialDate, ...]
    """Days of the calendar before or after which a date is asked to lie."""
    on_the_day: bool
    """Whether the date is compared with the date of assessment."""


def reached(collection: str, path: str, fields: CaseFields) -> frozenset[str]:
    """The collections that a path leads to through references, its own apart."""
    words = path.split(".")
    passed = [fields.find(collection, ".".join(words[:count])) for count in range(1, len(words))]
    return frozenset(to for field in passed if field is not None for to in field.to)


def clock_of(collection: str, path: str, wanted: object, fields: CaseFields) -> Clock | None:
    """The clock of a test; None for one whose answer changes only with the facts."""
    name = path.rpartition(".")[2]
    field = fields.find(collection, path)
    if name == MONTHS_OPEN:
        return Clock(frozenset({"promises"}), "made", frozenset(_turns(_numbers(wanted))), (), False)
    if field is None or field.kind not in DATES:
        return None
    months, limits, on_the_day = _asked(wanted, field)
    if not (months or limits or on_the_day):
        return None
    # A derived fact holds the dates of the fact that it is drawn from.
    drawn = {"open_promises": "promises", "unanswered": "engagement"}
    owners = reached(collection, path, fields) | {drawn.get(collection, collection)}
    return Clock(owners, name, frozenset(_turns(months)), tuple(limits), on_the_day)


def _asked(wanted: object, field: Field) -> tuple[list[float], list[PartialDate], bool]:
    """Numbers of months, days of the calendar, and whether the date of assessment is asked for."""
    if not isinstance(wanted, Mapping):
        return [], _limits(wanted, field), False
    months: list[float] = []
    limits: list[PartialDate] = []
    on_the_day = False
    for name, operand in wanted.items():
        if name == "months":
            months += _numbers(operand)
        elif name in DATE_BOUNDS and operand == AS_OF:
            on_the_day = True
        elif name in DATE_BOUNDS or name in ("all_of", "none_of"):
            limits += _limits(operand, field)
    return months, limits, on_the_day


def _limits(wanted: object, field: Field) -> list[PartialDate]:
    """The days named: an event date that has come in part is compared as far as it has come."""
    if field.kind is not Kind.EVENT_DATE:
        return []
    named = wanted if isinstance(wanted, list | tuple) else (wanted,)
    return [PartialDate.parse(str(date)) for date in named if date is not None]


def _numbers(wanted: object) -> list[float]:
    """Every number in what is wanted, however deep."""
    if isinstance(wanted, bool):
        return []
    if isinstance(wanted, int | float):
        return [wanted]
    members: Iterable[object] = ()
    if isinstance(wanted, Mapping):
        members = wanted.values()
    elif isinstance(wanted, list | tuple):
        members = wanted
    return [number for member in members for number in _numbers(member)]


def _turns(limits: Iterable[float]) -> Iterable[int]:
    """The whole numbers at which being at least, above, at most or below a limit may turn."""
    return (turn for limit in limits for turn in (ceil(limit), floor(limit) + 1))
