"""How the change of a figure is divided among the changes that made it."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddscore.analysis import shares
from ddscore.analysis.shares import EXACT_AT_MOST, apportion, divide


def both(members: int) -> list[int]:
    """A pair that does nothing unless both are there: a policy and a finding."""
    return [60 if members & 0b11 == 0b11 else 0]


def capped(members: int) -> list[int]:
    """Three that add up, and a cap at 50 that the fourth lifts."""
    summed = 30 * (members & 0b111).bit_count()
    return [summed if members & 0b1000 else min(summed, 50)]


def test_two_that_only_do_something_together_share_alike():
    assert divide(2, both).shares == ((30, 30),)


def test_what_does_nothing_has_no_share():
    assert divide(3, both).shares == ((30, 30, 0),)


def test_no_change_has_no_shares():
    assert divide(0, lambda _: [7, 8]).shares == ((), ())


def test_shares_are_the_mean_over_all_orders():
    summed = [0] * 4
    orders = list(permutations(range(4)))
    for order in orders:
        members = 0
        for change in order:
            summed[change] += capped(members | 1 << change)[0] - capped(members)[0]
            members |= 1 << change
    assert divide(4, lambda members: [capped(members)[0] * 24]).shares == (tuple(summed),)


def many(count: int):
    """Neighbours that act only together, with a threshold over them all."""

    def worth(members: int) -> list[int]:
        pairs = (members & members >> 1).bit_count()
        return [7 * pairs, 100 if pairs > 3 else 0, members.bit_count()]

    return count, worth


@pytest.mark.parametrize("count", [1, 5, EXACT_AT_MOST, EXACT_AT_MOST + 1, 13, 30])
def test_however_many_they_are_the_shares_add_up(count):
    _, worth = many(count)
    division = divide(count, worth)
    ends = zip(worth(0), worth((1 << count) - 1), strict=True)
    assert [sum(row) for row in division.shares] == [after - before for before, after in ends]
    assert (division.orders > 0) == (count > EXACT_AT_MOST)


def test_among_many_the_few_that_act_are_divided_over_all_orders():
    division = divide(30, lambda members: capped(members >> 11 & 0b1111))
    expected = divide(4, capped).shares[0]
    assert division.orders == 0
    assert division.shares[0][11:15] == expected
    assert sum(map(bool, division.shares[0])) == 4


def test_some_orders_give_nearly_what_all_give(monkeypatch):
    count, worth = many(EXACT_AT_MOST)
    exact = divide(count, lambda members: [value * 1000 for value in worth(members)]).shares
    monkeypatch.setattr(shares, "EXACT_AT_MOST", 0)
    near = divide(count, lambda members: [value * 1000 for value in worth(members)])
    assert near.orders > 0
    for row, other in zip(exact, near.shares, strict=True):
        assert all(abs(one - two) < 4_000 for one, two in zip(row, other, strict=True))


def test_what_acts_only_with_others_that_seem_idle_is_not_lost():
    """All of the first fourteen at once, and not the last: in nearly no order does any of them act."""
    rare = (1 << 14) - 1

    def worth(members: int) -> list[int]:
        return [90 if members == rare else 0, members >> 14]

    division = divide(15, worth)
    assert [sum(row) for row in division.shares] == [0, 1]


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=8), st.integers(1, 50_000))
def test_fractions_become_whole_numbers_with_the_same_sum(numerators, parts):
    numerators[-1] -= sum(numerators) % parts
    whole = apportion(numerators, parts)
    assert sum(whole) * parts == sum(numerators)
    assert all(abs(one * parts - numerator) < parts for one, numerator in zip(whole, numerators, strict=True))
