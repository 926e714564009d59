"""What was expected and what came out, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.rubric_test import Aspect, TargetKind, score_of
from ddscore.reports.rubric_tests.reasons import reasons

if TYPE_CHECKING:
    from ddscore.model.assessment import Assessment
    from ddscore.model.rubric_test import (
        Expectation,
        Failure,
        Ran,
        RanFile,
        RanTest,
        RubricCoverage,
        Target,
        Value,
    )

_FIGURES = {
    "percent": "",
    "points": ", in points",
    "low": ", at the least",
    "high": ", at the most",
}
_TARGETS = {
    TargetKind.LEVEL: "level of",
    TargetKind.STEP: "step of",
    TargetKind.CODED: "criterion",
    TargetKind.ANSWER: "answer on the scale of",
    TargetKind.BAND: "band",
    TargetKind.PROFILE: "profile",
    TargetKind.OUTCOME: "outcome",
}


def subject(expectation: Expectation) -> str:
    """What an expectation is about: "level of commitment-stated", "policy score of commitment"."""
    about = str(expectation.aspect)
    if expectation.aspect is Aspect.SCORE:
        about = f"{expectation.side} score" if expectation.side else "score"
    owner = f" of {expectation.node}" if expectation.node else ""
    figure = _FIGURES[expectation.figure] if expectation.aspect is Aspect.SCORE else ""
    return f"{about}{owner}{figure}"


def expected(expectation: Expectation) -> str:
    """What was expected."""
    return _value(expectation, expectation.value)


def got(failure: Failure, assessment: Assessment) -> str:
    """What came out instead."""
    expectation = failure.expectation
    if expectation.aspect is Aspect.SCORE and score_of(expectation, assessment) is None:
        return "no score: it does not apply"
    return _value(expectation, failure.got)


def _value(expectation: Expectation, value: Value) -> str:
    if isinstance(value, tuple):
        return "; ".join(value) if value else "none"
    if value is None:
        return "no figure" if expectation.aspect is Aspect.SCORE else "nothing certain"
    return value if isinstance(value, str) else f"{value:.10g}"


def why(failure: Failure, assessment: Assessment) -> list[str]:
    """The reasons for what came out."""
    return reasons(failure.expectation, assessment)


def blocks(test: RanTest) -> list[list[str]]:
    """Each thing that failed in a test, as lines."""
    if test.assessment is None:
        return [["the case cannot be assessed", f"  {test.error}"]]
    found = []
    for failure in test.failures:
        first, *others = why(failure, test.assessment)
        found.append(
            [
                f"{subject(failure.expectation)} (line {failure.expectation.line})",
                f"  expected: {expected(failure.expectation)}",
                f"  got:      {got(failure, test.assessment)}",
                f"  why:      {first}",
                *(f"            {line}" for line in others),
            ]
        )
    return found


def target(one: Target) -> str:
    """Something that no test reaches: `level of commitment-stated: No public commitment (0 points)`."""
    kind = _TARGETS[one.kind]
    if one.kind is TargetKind.CODED:
        return f"{kind} {one.node}: no settled score"
    if one.kind in (TargetKind.BAND, TargetKind.PROFILE, TargetKind.OUTCOME):
        return f"{kind} {one.name}" if one.node is None else f"{kind} {one.name} of {one.node}"
    points = "" if one.points is None else f" ({one.points:g} points)"
    return f"{kind} {one.node}: {one.name}{points}"


def coverage(one: RubricCoverage) -> str:
    """How much of a rubric the tests reach, in a sentence without a full stop."""
    total = len(one.targets)
    reached = total - len(one.unreached)
    what = "levels, bands, profiles and outcomes"
    share = percent(one.percent)
    return f"{one.rubric} {one.version}: the tests reach {reached} of {total} {what} ({share} percent)"


def percent(value: float) -> str:
    """With one decimal, rounded down: only all is 100."""
    return f"{int(value * 10) / 10:g}"


def tests(file: RanFile) -> str:
    """How many tests of a file passed."""
    total = len(file.tests)
    failed = sum(not test.passed for test in file.tests)
    counted = f"{total} test{'' if total == 1 else 's'}"
    return f"{counted}, {failed} failed" if failed else f"{counted} passed"


def shortfalls(ran: Ran) -> list[str]:
    """Where the tests reach less than was asked for."""
    asked = f"{percent(ran.required)} percent asked for" if ran.required is not None else ""
    return [
        *(f"{coverage(one)}, of {asked}" for one in ran.short),
        *(f"{path} has no tests, of {asked}" for path in ran.lacking),
    ]
