"""Running the tests of rubrics: each case assessed, and what came out set against what was expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore import __version__
from ddscore.analysis.rubric_coverage import reached, targets
from ddscore.errors import ScaleError, WeightError
from ddscore.library import assess
from ddscore.model.progress import untold
from ddscore.model.rubric_test import (
    Aspect,
    Failure,
    Ran,
    RanFile,
    RanTest,
    RubricCoverage,
    by_id,
    score_of,
)
from ddscore.model.score import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ddscore.model.assessment import Assessment, NodeResult, Summary
    from ddscore.model.progress import Progress
    from ddscore.model.rubric import Rubric
    from ddscore.model.rubric_test import Expectation, RubricTest, RubricTests, Target, Value
    from ddscore.model.score import Score

_EXACTLY = 1e-9
"""What the order of additions may change in a figure."""


def run(
    files: Sequence[RubricTests],
    untested: Sequence[str] = (),
    required: float | None = None,
    progress: Progress = untold,
) -> Ran:
    """Run all tests of some files; `untested` are the files of rubrics at hand that have none.

    A rubric may be tested in several files: what they reach counts together.
    """
    results = []
    rubrics: dict[str, Rubric] = {}
    met: dict[str, set[Target]] = {}
    with progress(sum(len(file.tests) for file in files), "Running tests") as step:
        for file in files:
            rubric = rubrics.setdefault(file.rubric.sha256, file.rubric)
            reaching = met.setdefault(rubric.sha256, set())
            tests = []
            for test in file.tests:
                tests.append(_run(test, rubric, reaching))
                step(1)
            results.append(RanFile(file.path, rubric.id, rubric.version, tuple(tests)))
    coverage = tuple(
        RubricCoverage(rubric.id, rubric.version, targets(rubric), frozenset(met[digest]))
        for digest, rubric in rubrics.items()
    )
    return Ran(__version__, tuple(results), coverage, tuple(untested), required)


def _run(test: RubricTest, rubric: Rubric, met: set[Target]) -> RanTest:
    """One test; what it reaches, by an expectation that held, is added to `met`."""
    try:
        assessment = assess(test.case, rubric, test.as_of)
    except (ScaleError, WeightError) as error:
        return RanTest(test.name, test.line, (), None, str(error))
    failures = []
    for expectation in test.expected:
        value = came_out(expectation, assessment)
        if _is_met(expectation.value, value, test.tolerance):
            met |= reached(expectation, assessment, rubric)
        else:
            failures.append(Failure(expectation, value))
    return RanTest(test.name, test.line, tuple(failures), assessment)


def _is_met(expected: Value, got: Value, tolerance: float) -> bool:
    if isinstance(expected, int | float) and isinstance(got, int | float):
        return abs(expected - got) <= tolerance + _EXACTLY
    return expected == got


def came_out(expectation: Expectation, assessment: Assessment) -> Value:
    """What an assessment has where something is expected."""
    figure = _figure(score_of(expectation, assessment), expectation.figure)
    if expectation.node is None:
        return _of_summary(assessment.summary, figure)[expectation.aspect]
    return _of_node(by_id(assessment)[expectation.node], figure)[expectation.aspect]


def _of_summary(summary: Summary, figure: float | None) -> Mapping[Aspect, Value]:
    return {
        Aspect.SCORE: figure,
        Aspect.BAND: summary.band,
        Aspect.POSSIBLE_BANDS: summary.possible_bands,
        Aspect.PROFILE: summary.profile,
        Aspect.POSSIBLE_PROFILES: summary.possible_profiles,
        Aspect.OUTCOME: summary.outcome,
        Aspect.POSSIBLE_OUTCOMES: summary.possible_outcomes,
    }


def _of_node(node: NodeResult, figure: float | None) -> Mapping[Aspect, Value]:
    applies = node.status is not Status.NOT_APPLICABLE
    return {
        Aspect.SCORE: figure,
        Aspect.LEVEL: node.level,
        Aspect.LEVELS: tuple(level.label for level in node.levels if level.holds and applies),
        Aspect.POSSIBLE_LEVELS: node.possible_levels,
        Aspect.STATUS: node.status.value,
        Aspect.BAND: node.band,
    }


def _figure(score: Score | None, figure: str) -> float | None:
    value: float | None = None if score is None else getattr(score, figure)
    # A difference may leave a negative zero.
    return None if value is None else value + 0.0
