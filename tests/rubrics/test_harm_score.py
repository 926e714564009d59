"""harm-score: three grades added, a target above 10, higher is worse."""

from __future__ import annotations

import pytest

from ddscore import Rubric, load_rubric
from ddscore.errors import ScaleError
from tests.rubrics.coded import by_answers

GRADED = ("salience", "responsibility", "responsiveness")


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubric("harm-score")


@pytest.mark.parametrize(
    ("grades", "points", "outcome"),
    [
        ((1, 1, 1), 3, "none"),
        ((5, 1, 1), 7, "none"),
        ((4, 3, 3), 10, "none"),
        ((4, 3, 3.5), 10.5, "target"),
        ((5, 5, 1), 11, "target"),
        ((5, 5, 5), 15, "target"),
    ],
)
def test_grades_add_up_and_a_target_lies_above_ten(
    rubric: Rubric, grades: tuple[float, ...], points: float, outcome: str
) -> None:
    summary = by_answers(rubric, dict(zip(GRADED, grades, strict=True))).summary
    assert summary.overall is not None
    assert summary.overall.points == pytest.approx(points, abs=1e-12)
    assert summary.overall.of == 15
    assert summary.outcome == outcome


@pytest.mark.parametrize(
    ("grades", "low", "high", "outcome", "possible"),
    [
        ((5, 5), 11, 15, "target", ("target",)),
        ((4, 4), 9, 13, None, ("target", "none")),
        ((2, 3), 6, 10, "none", ("none",)),
        ((), 3, 15, None, ("target", "none")),
    ],
)
def test_a_missing_grade_gives_no_score_and_an_outcome_only_where_it_is_certain(
    rubric: Rubric,
    grades: tuple[int, ...],
    low: float,
    high: float,
    outcome: str | None,
    possible: tuple[str, ...],
) -> None:
    summary = by_answers(rubric, dict(zip(GRADED, grades, strict=False))).summary
    assert summary.overall is not None
    assert summary.overall.points is None
    assert summary.overall.low == pytest.approx(low / 15 * 100)
    assert summary.overall.high == pytest.approx(high / 15 * 100)
    assert summary.outcome == outcome
    assert summary.possible_outcomes == possible


@pytest.mark.parametrize("grade", [0, 6, "five", True])
def test_a_grade_off_the_scale_is_an_error(rubric: Rubric, grade: object) -> None:
    with pytest.raises(ScaleError, match="a number from 1 to 5"):
        by_answers(rubric, {"salience": grade})


def test_higher_is_worse_and_a_missing_grade_is_never_taken_for_a_low_one(rubric: Rubric) -> None:
    assert rubric.higher_is == "worse"
    assert rubric.overall is not None
    assert {child.unknown for child in rubric.overall.children} == {"block"}


def test_what_is_missing_is_asked_for(rubric: Rubric) -> None:
    unknowns = by_answers(rubric, {"salience": 5, "responsibility": 5}).unknowns
    assert [unknown.node for unknown in unknowns] == ["responsiveness"]
