"""Sums, parts and means of what lists say in decimals, as by hand, without what binary fractions leave."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_EXACT = Context(prec=60)
"""Holds the sum of any values of sensible size to the last of their decimals."""


def added(values: Iterable[float]) -> float:
    """The sum of decimals: 0.1 and 0.2 come to 0.3."""
    return float(_sum(values))


def part(values: Iterable[float], whole: float) -> float:
    """What values come to, as a part of the whole: 1 exactly where they are all of it."""
    return float(_EXACT.divide(_sum(values), Decimal(repr(whole))))


def mean(values: Iterable[float]) -> float:
    """The mean, within the least and the greatest of the values."""
    listed = list(values)
    return part(listed, len(listed))


def _sum(values: Iterable[float]) -> Decimal:
    total = Decimal(0)
    for value in values:
        total = _EXACT.add(total, Decimal(repr(value)))
    return total
