"""Sums, parts and means of decimals."""

from __future__ import annotations

from ddscore.analysis.amounts import added, mean, part


def test_decimals_add_up_as_by_hand() -> None:
    assert added([0.1, 0.2]) == 0.3
    assert added([]) == 0


def test_all_of_the_whole_is_exactly_one() -> None:
    values = [3960230.1, 5088506.2, 1730839.7, 0.1, 7.3]
    assert part(values, added(values)) == 1
    assert mean([1.0] * 7) == 1
