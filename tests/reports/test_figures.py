"""Figures in words: rounded half up on the shortest decimal, bounds beside them, never more than is shown."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddscore.model.score import Score, Status
from ddscore.reports import figures


def score(shown: float | None, low: float, high: float) -> Score:
    return Score(shown, 100, shown, low, high)


@pytest.mark.parametrize(
    ("value", "whole", "tenth"),
    [
        (0, "0", "0.0"),
        (-0.0, "0", "0.0"),
        (-0.04, "0", "0.0"),
        (0.5, "1", "0.5"),
        (-0.5, "−1", "−0.5"),
        (12.5, "13", "12.5"),
        (2.45, "2", "2.5"),  # though the binary fraction lies below 2.45
        (0.25, "0", "0.3"),
        (33.333333333333336, "33", "33.3"),
        (66.66666666666667, "67", "66.7"),
        (99.95, "100", "100.0"),
        (0.00001, "0", "0.0"),
        (100, "100", "100.0"),
    ],
)
def test_a_figure_is_rounded_half_up_on_its_shortest_decimal(value, whole, tenth):
    assert figures.whole(value) == whole
    assert figures.tenth(value) == tenth


@given(st.floats(-100, 100))
def test_rounding_agrees_with_decimal_arithmetic(value):
    for say, step in ((figures.whole, "1"), (figures.tenth, "0.1")):
        expected = Decimal(repr(value)).quantize(Decimal(step), ROUND_HALF_UP)
        assert Decimal(say(value).replace("−", "-")) == expected


@pytest.mark.parametrize(
    ("given_score", "status", "words"),
    [
        (score(30, 30, 30), Status.SCORED, "30"),
        (score(30, 30, 65), Status.SCORED, "30 (between 30 and 65)"),
        (score(30, 29.8, 30.2), Status.SCORED, "30"),
        (score(None, 0, 100), Status.UNKNOWN, "undetermined (between 0 and 100)"),
        (score(None, 10, 90), Status.INSUFFICIENT, "insufficient evidence (between 10 and 90)"),
        (score(None, 40, 40), Status.BLOCKED, "no figure while something is open (40)"),
        (None, Status.NOT_APPLICABLE, "does not apply"),
    ],
)
def test_a_figure_stands_with_its_bounds(given_score, status, words):
    assert figures.figure(given_score, status) == words


@pytest.mark.parametrize(
    ("given_score", "words"),
    [
        (score(60, 60, 60), "60"),
        (score(20, 20, 65), "at least 20 (between 20 and 65)"),
        (score(0, -20, 30), "between −20 and 30"),
        (score(-10, -60, -10), "at least 10 the other way, practice ahead of policy (between −60 and −10)"),
        (score(-10, -10, -10), "10 the other way, practice ahead of policy"),
        (score(None, -100, 0), "insufficient evidence (between −100 and 0)"),
        (None, ""),
    ],
)
def test_a_gap_is_given_at_the_least(given_score, words):
    assert figures.gap(given_score, Status.INSUFFICIENT) == words


@pytest.mark.parametrize(
    ("given_score", "words"),
    [
        (score(30, 30, 30), "at 30 of 100"),
        (score(30, 30, 100), "at 30 of 100 or more"),
        (score(0, 0, 35), "at 35 of 100 or less"),
        (score(2, 2, 35), "between 2 and 35 of 100"),
        (score(None, 0, 100), "anywhere between 0 and 100"),
        (score(0, 0.4, 99.6), "anywhere between 0 and 100"),
    ],
)
def test_bounds_place_a_score(given_score, words):
    assert figures.placed(given_score) == words
