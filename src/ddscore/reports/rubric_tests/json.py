"""Results of rubric tests as JSON, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.json import dump
from ddscore.reports.rubric_tests import wording

if TYPE_CHECKING:
    from ddscore.model.rubric_test import Failure, Ran, RanTest, RubricCoverage, Value

    Document = dict[str, object]


def render(ran: Ran) -> str:
    """Every test with what failed, then what of each rubric is reached."""
    document = {
        "ddscore": "rubric-test-results/1",
        "tool": {"name": "ddscore", "version": ran.tool_version},
        "passed": not (ran.failed or ran.short or ran.lacking),
        "files": [
            {
                "path": file.path,
                "rubric": {"id": file.rubric, "version": file.version},
                "tests": [_test(test) for test in file.tests],
            }
            for file in ran.files
        ],
        "coverage": {
            "required": ran.required,
            "rubrics": [_coverage(one) for one in ran.coverage],
            "untested": list(ran.untested),
        },
    }
    return dump(document)


def _test(test: RanTest) -> Document:
    return {
        "name": test.name,
        "line": test.line,
        "passed": test.passed,
        "error": test.error or None,
        "failures": [_failure(failure, test) for failure in test.failures],
    }


def _failure(failure: Failure, test: RanTest) -> Document:
    expectation = failure.expectation
    return {
        "line": expectation.line,
        "about": str(expectation.aspect),
        "node": expectation.node,
        "side": expectation.side,
        "figure": expectation.figure if expectation.aspect == "score" else None,
        "expected": _value(expectation.value),
        "got": _value(failure.got),
        "why": [] if test.assessment is None else wording.why(failure, test.assessment),
    }


def _value(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value


def _coverage(one: RubricCoverage) -> Document:
    return {
        "rubric": {"id": one.rubric, "version": one.version},
        "percent": one.percent,
        "targets": len(one.targets),
        "unreached": [
            {"kind": str(target.kind), "node": target.node, "name": target.name, "points": target.points}
            for target in one.unreached
        ],
    }
