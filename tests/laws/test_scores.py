"""What holds of every figure, whatever the case and the rubric."""

from __future__ import annotations

from math import copysign
from typing import Any

import pytest
from hypothesis import given

from ddscore.model.score import Status
from tests.laws.assessments import assessed, decided, nodes, scores
from tests.laws.cases import cases
from tests.laws.rubrics import rubrics

Document = dict[str, Any]
GAPS = ("gap",)


@given(rubrics(), cases())
def test_a_figure_lies_within_its_bounds_and_they_within_its_range(rubric: Document, case: Document) -> None:
    for (_, side), score in scores(assessed(rubric, case)).items():
        assert (-100 if side in GAPS else 0) <= score.low <= score.high <= 100
        assert score.of > 0
        assert (score.points is None) is (score.percent is None)
        if score.percent is not None and score.points is not None:
            assert score.low <= score.percent <= score.high
            assert score.points == pytest.approx(score.percent * score.of / 100)
        for figure in (score.low, score.high, score.percent or 0.0):
            assert figure or copysign(1, figure) == 1


@given(rubrics(), cases())
def test_what_is_given_as_reached_is_all_that_is_possible(rubric: Document, case: Document) -> None:
    assessment = assessed(rubric, case)
    tables = {"profile": rubric["profiles"], "outcome": rubric["outcomes"]}
    for name, (given_, possible) in decided(assessment).items():
        assert len(set(possible)) == len(possible)
        if given_ is not None:
            assert possible == (given_,)
        elif name in tables and len(possible) == 1:
            # Only a table that may end without a row that holds leaves a single row open.
            assert "when" in tables[name][-1]
        else:
            assert len(possible) != 1


@given(rubrics(), cases())
def test_a_level_that_is_reached_gives_the_figure(rubric: Document, case: Document) -> None:
    for node in nodes(assessed(rubric, case)).values():
        if node.level is not None and node.overall is not None and not node.caps:
            points = {level.label: level.points for level in node.levels}
            share = 100 * points[node.level] / max(points.values())
            assert [node.overall.low, node.overall.high] == pytest.approx([share, share])


@given(rubrics(), cases())
def test_a_status_says_why_there_is_no_figure(rubric: Document, case: Document) -> None:
    for node in nodes(assessed(rubric, case)).values():
        shown = (
            node.gap if node.kind == "theme" and node.gap else node.overall or node.policy or node.practice
        )
        match node.status:
            case Status.NOT_APPLICABLE:
                assert node.overall is None
                assert node.gap is None
            case Status.SCORED:
                assert shown is not None
                assert shown.percent is not None
            case Status.UNKNOWN:
                assert shown is not None
                assert shown.percent is None or shown.low < shown.high
            case Status.BLOCKED | Status.INSUFFICIENT:
                assert shown is not None
                assert shown.percent is None
                assert node.kind != "criterion" or node.status is Status.BLOCKED


@given(rubrics(), cases())
def test_what_blocks_below_blocks_above(rubric: Document, case: Document) -> None:
    for node in nodes(assessed(rubric, case)).values():
        if node.kind == "group" and any(
            child.status is Status.BLOCKED and (child.weight or 0) > 0 for child in node.children
        ):
            assert node.status is Status.BLOCKED


@given(rubrics(), cases())
def test_a_figure_without_evidence_rests_on_what_was_searched_or_left_open(
    rubric: Document, case: Document
) -> None:
    """No fact is cited that is not shown, no source that was not public."""
    assessment = assessed(rubric, case)
    for node in nodes(assessment).values():
        assert set(node.facts) <= set(assessment.facts)
        assert set(node.sources) <= set(assessment.sources)
        assert all(set(cap.facts) <= set(assessment.facts) for cap in node.caps)
        if node.status is not Status.NOT_APPLICABLE and node.kind == "criterion":
            assert node.because


@given(rubrics(), cases())
def test_every_criterion_that_is_open_says_what_would_settle_it(rubric: Document, case: Document) -> None:
    assessment = assessed(rubric, case)
    open_ = {unknown.node for unknown in assessment.unknowns}
    assert all(unknown.needs for unknown in assessment.unknowns)
    for name, node in nodes(assessment).items():
        if node.kind == "criterion" and node.overall and node.overall.low < node.overall.high:
            assert name in open_
