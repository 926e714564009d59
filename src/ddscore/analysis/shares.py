"""Which change did how much: the change of a figure divided among the changes that made it.

Facts act together: a contradiction takes a policy, a finding and an involvement, and a cap or a least of
several hides what stands beside it. Taking away one change at a time therefore does not add up. Shapley
values do (L. S. Shapley, "A Value for n-Person Games", 1953): each change has the mean of what it does over
all orders in which the changes could be made. In any one order what they do adds up to the whole, and so does
every mean.

With more changes than a few, those that do nothing in any of some orders are found first, and are made
together as one, as long as what is made together does nothing. If few enough are left, the mean is taken over
all orders; if not, over some of them (Castro, Gómez and Tejada, "Polynomial calculation of the Shapley value
based on sampling", 2009), each with its reverse (Mitchell, Cooper, Frank and Holmes, "Sampling Permutations
for Shapley Value Estimation", 2022), so that the way back has the same shares as the way there.

All is counted in whole numbers, so that nothing is lost to rounding; what division leaves over goes to the
largest remainders, of equal ones to the first.
"""

from __future__ import annotations

from math import factorial
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Values = Sequence[int]
    Worth = Callable[[int], Values]
    """The figures after some of the changes, which are bits: 0b101 is the first and the third."""

EXACT_AT_MOST = 8
"""So many changes are made in all orders: 256 sets of them."""
SCREENED = 128
"""About so many sets of changes are tried to find those that do nothing."""
SAMPLED = 512
"""About so many are tried where too many do something."""
_GOLDEN = 0.618


class Division(NamedTuple):
    """Shares in each figure, by change."""

    shares: tuple[tuple[int, ...], ...]
    """A row a figure, a column a change; each row adds up to what the figure changed by."""
    orders: int
    """Over how many orders they are a mean; 0 for all."""


def sets_known_before(count: int) -> int | None:
    """How many sets of changes will be tried; None where that depends on what they do."""
    return 1 << count if count <= EXACT_AT_MOST else None


def divide(count: int, worth: Worth) -> Division:
    """Divide what `count` changes together do to each of some figures among them."""
    known: dict[int, Values] = {}

    def once(members: int) -> Values:
        if members not in known:
            known[members] = worth(members)
        return known[members]

    if count <= EXACT_AT_MOST:
        return _over_all(count, once)
    acting = _acting(_orders(count, SCREENED), once)
    while True:
        rest = [change for change in range(count) if change not in acting]
        groups = [*(1 << change for change in acting), sum(1 << change for change in rest)]
        orders = _orders(len(groups), SAMPLED) if len(groups) > EXACT_AT_MOST else []
        hidden = _hidden(rest, _before_the_rest(groups, orders), once)
        if not hidden:
            return _spread(_of_groups(groups, orders, once), acting, count)
        acting = sorted({*acting, *hidden})


def _of_groups(groups: Sequence[int], orders: Sequence[Sequence[int]], worth: Worth) -> Division:
    """The division among groups of changes, each made at once; over all orders where none is named."""

    def joined(members: int) -> Values:
        return worth(_joined(groups, members))

    return _over(orders, joined) if orders else _over_all(len(groups), joined)


def _joined(groups: Sequence[int], members: int) -> int:
    return sum(group for place, group in enumerate(groups) if members >> place & 1)


def _before_the_rest(groups: Sequence[int], orders: Sequence[Sequence[int]]) -> list[int]:
    """The sets of changes after which the last group is made."""
    last = len(groups) - 1
    if not orders:
        return sorted(_joined(groups, members) for members in range(1 << last))
    return sorted({sum(groups[place] for place in order[: order.index(last)]) for order in orders})


def _hidden(rest: Sequence[int], sets: Sequence[int], worth: Worth) -> list[int]:
    """Changes of the rest that do something after some of the sets; none where the rest never does."""
    whole = sum(1 << change for change in rest)
    differing = [members for members in sets if worth(members) != worth(members | whole)]
    # The first and the last, and there and back, so that the way back finds the same.
    return [
        change
        for start in dict.fromkeys((*differing[:1], *differing[-1:]))
        for change in _acting((rest, rest[::-1]), worth, start)
    ]


def _spread(division: Division, acting: Sequence[int], count: int) -> Division:
    """The shares of those that act, among all; nothing for the others."""
    places = {change: place for place, change in enumerate(acting)}
    rows = (
        tuple(row[places[change]] if change in places else 0 for change in range(count))
        for row in division.shares
    )
    return division._replace(shares=tuple(rows))


def apportion(numerators: Values, parts: int) -> tuple[int, ...]:
    """Fractions that have one denominator and a whole sum, as whole numbers with the same sum."""
    floors = [numerator // parts for numerator in numerators]
    left = sum(numerators) // parts - sum(floors)
    largest = sorted(range(len(floors)), key=lambda place: -(numerators[place] % parts))
    for place in largest[:left]:
        floors[place] += 1
    return tuple(floors)


def _over_all(count: int, worth: Worth) -> Division:
    """What each change does, as the mean over all orders."""
    sets = [worth(members) for members in range(1 << count)]
    # So many orders have these before the change, and the others after it.
    ways = [factorial(size) * factorial(count - size - 1) for size in range(count)]
    summed = [[0] * count for _ in sets[0]]
    for members, values in enumerate(sets[:-1]):
        for change in range(count):
            if not members >> change & 1:
                _add(summed, change, ways[members.bit_count()], values, sets[members | 1 << change])
    return Division(tuple(apportion(row, factorial(count)) for row in summed), 0)


def _over(orders: Sequence[Sequence[int]], worth: Worth) -> Division:
    """What each change does, as the mean over some orders."""
    summed = [[0] * len(orders[0]) for _ in worth(0)]
    for order in orders:
        members = 0
        for change in order:
            _add(summed, change, 1, worth(members), worth(members | 1 << change))
            members |= 1 << change
    return Division(tuple(apportion(row, len(orders)) for row in summed), len(orders))


def _add(summed: list[list[int]], change: int, weight: int, before: Values, after: Values) -> None:
    for row, old, new in zip(summed, before, after, strict=True):
        if new != old:
            row[change] += weight * (new - old)


def _acting(orders: Sequence[Sequence[int]], worth: Worth, start: int = 0) -> list[int]:
    """The changes that do anything in any of some orders, made after those of `start`."""
    acting: set[int] = set()
    for order in orders:
        members = start
        for change in order:
            if worth(members) != worth(members | 1 << change):
                acting.add(change)
            members |= 1 << change
    return sorted(acting)


def _orders(count: int, sets: int) -> list[list[int]]:
    """Orders in which any two changes come near and far, early and late, each with its reverse.

    Steps of one length around a circle of prime size: all lengths and starts together have every two changes
    at every two places equally often.
    """
    around = next(
        size for size in range(max(count, 3), 2 * count + 4) if all(size % by for by in range(2, size))
    )
    forward = []
    for turn in range(max(1, min(sets // (2 * count), around * (around - 1) // 2))):
        step, start = 1 + turn % (around // 2), round(turn * _GOLDEN * around)
        circle = [(start + step * place) % around for place in range(around)]
        forward.append([change for change in circle if change < count])
    return [order for one in forward for order in (one, one[::-1])]
