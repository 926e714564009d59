"""Means whose weights are not settled, and the aggregates of figures with bounds (FORMATS 4)."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import copysign

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddscore.engine.bounds import Part, clamp, greatest_mean, least_mean, weighted_mean
from tests.engine.worked import assessed, figure, nodes

MEANS = [
    # (value, least weight, most weight)…, lowest mean, highest mean
    ([(60, 1, 1)], 60, 60),
    ([(60, 1, 1), (30, 1, 1)], 45, 45),
    ([(60, 2, 2), (30, 1, 1)], 50, 50),
    # one that may not count: 60 alone, or (60+30)/2
    ([(60, 1, 1), (30, 0, 1)], 45, 60),
    ([(60, 0, 1), (30, 1, 1)], 30, 45),
    # neither must count, but one of them does
    ([(60, 0, 1), (30, 0, 1)], 30, 60),
    # weights from 1 to 3: (60+90)/4 = 37.5 to (180+30)/4 = 52.5
    ([(60, 1, 3), (30, 1, 3)], 37.5, 52.5),
    # three, the middle one on either side of the threshold
    ([(0, 1, 1), (50, 0, 2), (100, 1, 1)], 50, 50),
    ([(0, 1, 1), (40, 0, 2), (100, 1, 1)], 45, 50),
    ([(0, 1, 1), (70, 0, 2), (100, 1, 1)], 50, 60),
    ([(10, 0, 1), (20, 0, 1), (90, 1, 1)], 40, 90),
]


@pytest.mark.parametrize(("parts", "lowest", "highest"), MEANS)
def test_a_mean_is_bounded_over_all_weights_that_are_possible(
    parts: list[tuple[float, float, float]], lowest: float, highest: float
) -> None:
    for order in (parts, parts[::-1]):
        assert least_mean([Part(*part) for part in order]) == pytest.approx(lowest)
        assert greatest_mean([Part(*part) for part in order]) == pytest.approx(highest)


part = st.tuples(st.integers(0, 100), st.integers(0, 4), st.integers(0, 4)).map(
    lambda drawn: Part(drawn[0], min(drawn[1:]), max(drawn[1:]))
)


@given(st.lists(part, min_size=1, max_size=5).filter(lambda parts: any(one.most for one in parts)))
def test_no_choice_of_weights_gives_a_mean_beyond_the_bounds(parts: list[Part]) -> None:
    """A mean is extreme where every weight is, so trying all ends of all weights finds both bounds."""
    means = [
        Fraction(
            sum(int(one.value) * weight for one, weight in zip(parts, weights, strict=True)), sum(weights)
        )
        for weights in product(*((int(one.least), int(one.most)) for one in parts))
        if sum(weights)
    ]
    assert least_mean(parts) == pytest.approx(float(min(means)))
    assert greatest_mean(parts) == pytest.approx(float(max(means)))


@given(st.floats(0, 100), st.lists(st.floats(0.01, 10), min_size=1, max_size=6))
def test_the_mean_of_equal_values_is_that_value_to_the_last_digit(value: float, weights: list[float]) -> None:
    assert weighted_mean([value] * len(weights), weights) == value
    spans = [Part(value, 0, weight) for weight in weights]
    assert least_mean(spans) == greatest_mean(spans) == value


def test_a_mean_without_any_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="no weight"):
        weighted_mean([50, 60], [0, 0])
    with pytest.raises(ValueError, match="no weight"):
        least_mean([Part(50, 0, 0)])


def test_nothing_is_minus_zero() -> None:
    for zero in (weighted_mean([-0.0], [1]), least_mean([Part(-0.0, 1, 1)]), greatest_mean([Part(0, 0, 1)])):
        assert copysign(1, zero) == 1


@pytest.mark.parametrize(("value", "clamped"), [(5, 10), (10, 10), (15, 15), (20, 20), (25, 20)])
def test_a_point_outside_its_bounds_moves_to_the_nearer_one(value: float, clamped: float) -> None:
    assert clamp(value, 10, 20) == clamped


AGGREGATES = [
    # children as `is` or `is weight`, aggregate, (shown, low, high) under low
    ("60, 30", "mean", (45, 45, 45)),
    ("60 2, 30 1", "mean", (50, 50, 50)),
    ("60 0.5, 30 0", "mean", (60, 60, 60)),
    ("60, 20..40", "mean", (40, 40, 50)),
    ("60, 30", "min", (30, 30, 30)),
    ("60, 20..40", "min", (20, 20, 40)),
    ("30, 20..40", "min", (20, 20, 30)),
    ("60, 30", "max", (60, 60, 60)),
    ("60, 20..80", "max", (60, 60, 80)),
    ("60, 30", "sum", (45, 45, 45)),
    # what does not apply leaves the sums
    ("60, 30 n/a", "mean", (60, 60, 60)),
    ("60, 30 n/a", "min", (60, 60, 60)),
    ("20, 30 n/a", "max", (20, 20, 20)),
    ("60, 30 n/a", "sum", (60, 60, 60)),
    # what may not apply counts as applying, and the bounds span both cases
    ("60, 30 ?", "mean", (45, 45, 60)),
    ("60, 90 ?", "mean", (75, 60, 75)),
    ("60, 30 ?", "min", (30, 30, 60)),
    ("60, 90 ?", "min", (60, 60, 60)),
    ("60, 30 ?", "max", (60, 60, 60)),
    ("60, 90 ?", "max", (90, 60, 90)),
    ("60, 30 ?", "sum", (45, 45, 60)),
    # neither may apply: 20, 80 or both
    ("20 ?, 80 ?", "mean", (50, 20, 80)),
    ("20 ?, 80 ?", "min", (20, 20, 80)),
    ("20 ?, 80 ?", "max", (80, 20, 80)),
    ("20 ?, 80 ?", "sum", (50, 20, 80)),
    ("20..40 ?, 60", "min", (20, 20, 60)),
    ("20..40 ?, 60", "max", (60, 60, 60)),
    ("20..80 ?, 60", "max", (60, 60, 80)),
]


@pytest.mark.parametrize(("listed", "aggregate", "expected"), AGGREGATES)
def test_children_are_combined(listed: str, aggregate: str, expected: tuple[float, float, float]) -> None:
    children = ", ".join(_child(place, *child.split()) for place, child in enumerate(listed.split(",")))
    group = nodes(assessed(f"children: [{{id: g, aggregate: {aggregate}, children: [{children}]}}]"))["g"]
    assert figure(group.overall) == expected
    whole = assessed(f"aggregate: {aggregate}\nchildren: [{children}]").summary
    assert figure(whole.overall) == expected


def _child(place: int, points: str, mark: str = "") -> str:
    more = {"": "", "n/a": ", applies_when: no", "?": ", applies_when: maybe"}.get(mark, f", weight: {mark}")
    return f"{{id: c{place}, is: {points}{more}}}"


def test_what_has_no_weight_counts_for_nothing() -> None:
    rubric = """
    children:
    - id: g
      children: [{id: a, is: 60}, {id: b, is: 20..80, unknown: block, weight: 0}]
    - id: h
      children: [{id: c, is: 60, weight: 0}, {id: d, is: 20, applies_when: no}]
    """
    found = nodes(assessed(rubric))
    # b would block, were it weighed
    assert (found["b"].status, figure(found["g"].overall)) == ("blocked", (60, 60, 60))
    assert found["h"].status == "not-applicable"


def test_a_group_of_which_nothing_applies_does_not_apply() -> None:
    for aggregate in ("mean", "sum", "min", "max"):
        rubric = f"""
        children:
        - {{id: g, aggregate: {aggregate}, children: [{{id: a, is: 50, applies_when: no}}]}}
        - {{id: b, is: 20}}
        """
        assessment = assessed(rubric)
        assert nodes(assessment)["g"].status == "not-applicable"
        assert figure(assessment.summary.overall) == (20, 20, 20)


def test_a_rubric_of_which_nothing_applies_has_no_overall_score() -> None:
    summary = assessed("children: [{id: a, is: 50, applies_when: no}]").summary
    assert (summary.overall, summary.coverage) == (None, None)


SUMS = [
    # children as `points/best`, of the group, of the score, (points, percent, low, high)
    ("5/10, 20/20", "", 30, (25, 250 / 3, 250 / 3, 250 / 3)),
    ("5/10, 0..20/20", "", 30, (5, 50 / 3, 50 / 3, 250 / 3)),
    # scaled to what the rubric says: 25 of 30 is 50 of 60
    ("5/10, 20/20", "of: 60, ", 60, (50, 250 / 3, 250 / 3, 250 / 3)),
]


@pytest.mark.parametrize(("listed", "of_group", "of", "expected"), SUMS)
def test_a_sum_adds_points(listed: str, of_group: str, of: float, expected: tuple[float, ...]) -> None:
    children = ", ".join(
        f"{{id: c{place}, is: {child.split('/')[0].strip()}, best: {child.split('/')[1]}}}"
        for place, child in enumerate(listed.split(","))
    )
    score = nodes(assessed(f"children: [{{id: g, {of_group}aggregate: sum, children: [{children}]}}]"))[
        "g"
    ].overall
    assert score is not None
    assert score.of == of
    assert (score.points, score.percent, score.low, score.high) == pytest.approx(expected)


def test_points_are_scaled_to_what_a_node_is_of() -> None:
    rubric = """
    children:
    - id: g
      aggregate: sum
      children:
      - {id: a, of: 5, is: 40, best: 80}
      - {id: b, of: 15, children: [{id: c, is: 20}, {id: d, is: 60}]}
    """
    scores = {name: node.overall for name, node in nodes(assessed(rubric)).items()}
    assert {name: (score.points, score.of) for name, score in scores.items() if score} == {
        # 40 of 80 is half, 2.5 of 5; the mean of 20 and 60 is 40 percent, 6 of 15; 8.5 of 20
        "g": (8.5, 20),
        "a": (2.5, 5),
        "b": (6, 15),
        "c": (20, 100),
        "d": (60, 100),
    }


WEIGHTS = [
    # weight of g (a: 100, b: 0, c: 60), beside d: 20; (low, high) of the whole
    ("", "b, is: 0", (110 / 3, 110 / 3)),
    # g is 53.33, of the weight of three: (160 + 20) / 4
    ("weight: children, ", "b, is: 0", (45, 45)),
    # without b, g is 80, of the weight of two: (160 + 20) / 3
    ("weight: children, ", "b, is: 0, applies_when: no", (60, 60)),
    ("weight: children, ", "b, is: 0, weight: 2", (36, 36)),
    ("weight: 2, ", "b, is: 0", ((2 * 160 / 3 + 20) / 3, (2 * 160 / 3 + 20) / 3)),
    # b may not apply: g from 53.33 to 80, of a weight from 2 to 3, taken apart
    ("weight: children, ", "b, is: 0, applies_when: maybe", ((2 * 160 / 3 + 20) / 3, 65)),
]


@pytest.mark.parametrize(("weight", "b", "expected"), WEIGHTS)
def test_a_group_may_weigh_what_its_children_weigh(
    weight: str, b: str, expected: tuple[float, float]
) -> None:
    rubric = f"""
    children:
    - {{id: g, {weight}children: [{{id: a, is: 100}}, {{id: {b}}}, {{id: c, is: 60}}]}}
    - {{id: d, is: 20}}
    """
    score = assessed(rubric).summary.overall
    assert score is not None
    assert (score.low, score.high) == pytest.approx(expected)


def test_a_group_that_weighs_what_its_children_weigh_says_how_much() -> None:
    rubric = """
    children:
    - id: g
      weight: children
      children:
      - {id: a, is: 1, weight: 2}
      - {id: b, is: 1, applies_when: no}
      - {id: h, weight: children, children: [{id: c, is: 1, weight: 0.5}, {id: d, is: 1, weight: 0.25}]}
    """
    weights = {name: node.weight for name, node in nodes(assessed(rubric)).items()}
    assert weights == {"g": 2.75, "a": 2, "b": 1, "h": 0.75, "c": 0.5, "d": 0.25}


def test_what_does_not_apply_keeps_the_weight_that_it_was_given() -> None:
    rubric = """
    children:
    - {id: g, weight: children, applies_when: no, children: [{id: a, is: 1}]}
    - {id: h, weight: 3, applies_when: no, children: [{id: b, is: 1}]}
    - {id: c, is: 1}
    """
    found = nodes(assessed(rubric))
    assert (found["g"].weight, found["h"].weight) == (None, 3)
