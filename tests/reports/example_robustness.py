"""Weights varied on two invented companies, one of which stands near a limit."""

from __future__ import annotations

from ddscore.model.robustness import (
    CaseRobustness,
    Change,
    FigureRange,
    Interval,
    Rank,
    RankRange,
    Result,
    Robustness,
    Steadiness,
    WeightEffect,
)
from ddscore.model.rubric import Side
from ddscore.model.score import Score
from tests.reports.example_assessment import EXAMPLE, UNTOUCHED

NEAR = CaseRobustness(
    EXAMPLE.case,
    EXAMPLE.as_of,
    EXAMPLE.warnings,
    (
        FigureRange(
            Side.POLICY,
            Score(60, 100, 60, 60, 60),
            Interval(51.5, 54.25, 65.75, 68.5),
            Interval(51.5, 54.25, 65.75, 68.5),
        ),
        FigureRange(
            Side.PRACTICE,
            Score(2, 100, 2, 2, 35),
            Interval(1.25, 1.5, 2.5, 2.75),
            Interval(35, 35, 35, 35),
        ),
        FigureRange(Side.GAP, Score(25, 100, 25, 25, 58), Interval(19, 19, 31, 31), Interval(50, 51, 65, 66)),
    ),
    Steadiness(
        Result(None, ("narrow", "wide"), 9_000), (Result("wide", ("wide",), 999), Result(None, (), 1))
    ),
    Steadiness(Result("contradicted", ("contradicted",), 10_000), ()),
    Steadiness(Result("exclude", ("exclude",), 8_765), (Result(None, ("exclude", "none"), 1_235),)),
    RankRange(Rank(1, 2), 9_500, 1, 2, 1, 2),
)
BLANK = CaseRobustness(UNTOUCHED.case, UNTOUCHED.as_of, (), (), None, None, None, None)

ROBUSTNESS = Robustness(
    "0.1.0",
    EXAMPLE.rubric,
    25,
    7,
    10_000,
    Side.PRACTICE,
    (NEAR, BLANK),
    (
        WeightEffect(
            "commitment",
            "Policy commitment",
            2,
            3.4567,
            EXAMPLE.case.id,
            Side.GAP,
            (
                Change(EXAMPLE.case.id, "band"),
                Change(UNTOUCHED.case.id, "band"),
                Change(EXAMPLE.case.id, "rank"),
            ),
        ),
        WeightEffect("remedy", "Remedy", 0.5, 1.25, EXAMPLE.case.id, Side.POLICY, ()),
        WeightEffect("leverage", "Leverage", 1, 0, EXAMPLE.case.id, Side.POLICY, ()),
    ),
)
ALONE = ROBUSTNESS._replace(cases=(NEAR._replace(rank=None),))
