"""Weighted scores as WikiRate computes them, out of 10."""

from __future__ import annotations

import pytest

from ddscore import Rubric
from ddscore.documents.rubric import parse_rubric
from tests.rubrics.coded import by_answers

WIKI_RATING = """\
ddscore: rubric/1
id: wiki-rating
version: "1.0"
title: A weighted score out of ten
unknown: block
scales:
  out-of-ten: {from: 0, to: 10}
answers: {scale: out-of-ten}
children:
  - id: rating
    title: The weighted score
    of: 10
    children:
      - {id: first, question: The first input?, weight: 60}
      - {id: second, question: The second input?, weight: 40}
"""


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return parse_rubric(WIKI_RATING.encode(), "wiki-rating.yaml")


@pytest.mark.parametrize(("first", "second", "expected"), [(10, 5, 8.0), (5, 2, 3.8), (1, 2, 1.4)])
def test_weights_of_60_and_40_give_wikirates_figures(
    rubric: Rubric, first: int, second: int, expected: float
) -> None:
    assessment = by_answers(rubric, {"first": first, "second": second})
    rating = assessment.nodes[0].overall
    assert rating is not None
    assert rating.points == pytest.approx(expected, abs=1e-12)
    assert rating.of == 10
    assert assessment.summary.overall is not None
    assert assessment.summary.overall.percent == pytest.approx(10 * expected, abs=1e-12)


@pytest.mark.parametrize("answers", [{"first": 10}, {"second": 10}, {}])
def test_a_missing_input_gives_no_score(rubric: Rubric, answers: dict[str, int]) -> None:
    rating = by_answers(rubric, answers).nodes[0].overall
    assert rating is not None
    assert rating.points is None
    assert rating.percent is None
