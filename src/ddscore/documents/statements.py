"""What a condition says of the record where it is true, and where it is false (FORMATS 3)."""

from __future__ import annotations

from itertools import chain, product
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from ddscore.documents.consistency import Says
from ddscore.documents.matching import NO, YES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Condition = Mapping[str, Any]

_MOST_WAYS = 100
"""Ways in which a condition can be true that are looked into one by one."""


class AtLeast(NamedTuple):
    """So many facts of a collection, or more, are as all of this says."""

    collection: str
    facts: tuple[Says, ...]
    number: int = 1


class AllBut(NamedTuple):
    """No further fact of a collection is possible, and all but so many are as one of these says."""

    collection: str
    facts: tuple[Says, ...]
    number: int = 0
    questions: frozenset[str] = frozenset()
    """Of coded answers: those within which no further one is possible."""


class InHand(NamedTuple):
    """The fact in hand is as this says."""

    fact: Says


class Lies(NamedTuple):
    """A score applies, and the whole of its range lies on one side of a limit."""

    figure: tuple[str, str, str]
    """Whose it is, on which side, in percent or points."""
    above: bool
    limit: float
    strict: bool


Literal = AtLeast | AllBut | InHand | Lies


class Joined(NamedTuple):
    """Statements of which all hold, or at least one."""

    every: bool
    parts: tuple[Statement, ...]


ALWAYS = Joined(True, ())
NEVER = Joined(False, ())

Statement = Literal | Joined
Way = tuple[Literal, ...]


class Figures(Protocol):
    """What is known of a rubric's scores, whatever the case."""

    def name(self, score: Condition) -> tuple[str, str]:
        """Whose score a condition names, and on which side."""

    def reach(self, figure: tuple[str, str, str]) -> tuple[float, float]:
        """The least and the most that a score can be, in percent or in points."""


def said(condition: Condition, told: int, figures: Figures) -> Statement:
    """What is so of the record wherever a condition is told: YES, true, or NO, false."""
    parts = tuple(_part(name, operand, told, figures) for name, operand in condition.items())
    return parts[0] if len(parts) == 1 else Joined(told == YES, parts)


def _part(name: str, operand: Any, told: int, figures: Figures) -> Statement:
    match name:
        case "all" | "any":
            parts = tuple(said(part, told, figures) for part in operand)
            return Joined((name == "all") is (told == YES), parts)
        case "not":
            return said(operand, YES - told, figures)
        case "none":
            ((collection, pattern),) = operand.items()
            return _exists(collection, pattern, YES - told)
        case "every":
            return _every(operand, told)
        case "count":
            return _count(operand, told)
        case "this":
            return InHand(Says(operand, told))
        case "score":
            return _score(operand, told, figures)
        case _:
            return _exists(name, operand, told)


def _exists(collection: str, pattern: Condition, told: int) -> Statement:
    if told == YES:
        return AtLeast(collection, (Says(pattern, YES),))
    return _all_but(collection, pattern, (Says(pattern, NO),))


def _all_but(collection: str, pattern: Condition, facts: tuple[Says, ...], number: int = 0) -> Statement:
    """That all but so many facts are so, and no further one that matches is possible."""
    questions = _questions(collection, pattern)
    if number < 0 or (collection == "answers" and not questions):
        # Coded answers are closed question by question, so that of all questions none is ever the last.
        return NEVER
    return AllBut(collection, facts, number, questions)


def _every(spec: Condition, told: int) -> Statement:
    ((collection, pattern),) = spec["of"].items()
    selected, passed = Says(pattern, YES), Says(spec["match"], told)
    left_out = Says(pattern, NO)
    all_so = _all_but(collection, pattern, (left_out, passed))
    if told == YES:
        some = () if spec.get("vacuous") else (AtLeast(collection, (selected,)),)
        return Joined(True, (all_so, *some))
    nothing = () if spec.get("vacuous") else (all_so,)
    return Joined(False, (AtLeast(collection, (selected, passed)), *nothing))


def _count(spec: Condition, told: int) -> Statement:
    ((collection, pattern),) = spec["of"].items()
    limits: list[Statement] = []
    for name in ("at_least", "at_most"):
        if name not in spec:
            continue
        if (name == "at_least") is (told == YES):
            count = spec[name] + (told == NO)
            limits.append(AtLeast(collection, (Says(pattern, YES),), count) if count else ALWAYS)
        else:
            limits.append(_all_but(collection, pattern, (Says(pattern, NO),), spec[name] - (told == NO)))
    return Joined(told == YES, tuple(limits))


def _score(spec: Condition, told: int, figures: Figures) -> Statement:
    unit = "points" if "points" in spec else "percent"
    figure = (*figures.name(spec), unit)
    limits = []
    for name, limit in spec[unit].items():
        above = (name in ("at_least", "above")) is (told == YES)
        limits.append(Lies(figure, above, limit, (name in ("above", "below")) is (told == YES)))
    return Joined(told == YES, tuple(limits))


def _questions(collection: str, pattern: Condition) -> frozenset[str]:
    """The questions that a pattern of coded answers names; none where it may speak of any."""
    asked = pattern.get("question") if collection == "answers" else None
    return frozenset(
        map(str, asked if isinstance(asked, list) else [asked] if isinstance(asked, str) else [])
    )


def ways(statement: Statement) -> list[Way] | None:
    """The ways in which a statement can hold, each joined by and; None where they are too many."""
    return _expanded(statement, True)


def clauses(statement: Statement) -> list[Way] | None:
    """A statement as clauses that all hold, each joined by or; None where they are too many."""
    return _expanded(statement, False)


def either(several: Sequence[list[Way]]) -> list[Way] | None:
    """Clauses of which each joins one of each; they say that one of several statements holds.

    None where they are too many.
    """
    if prod(map(len, several)) > _MOST_WAYS:
        return None
    return [tuple(chain.from_iterable(chosen)) for chosen in product(*several)]


def _expanded(statement: Statement, every: bool) -> list[Way] | None:
    if not isinstance(statement, Joined):
        return [(statement,)]
    parts = []
    for part in statement.parts:
        expanded = _expanded(part, every)
        if expanded is None:
            return None
        parts.append(expanded)
    if statement.every is not every:
        found = [way for part in parts for way in part]
        return found if len(found) <= _MOST_WAYS else None
    return either(parts)
