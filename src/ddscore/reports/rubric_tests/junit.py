"""Results of rubric tests as JUnit XML: a test case a test, and one for what each rubric's tests reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.junit import Tested, document
from ddscore.reports.rubric_tests import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.model.rubric_test import Ran, RanTest, RubricCoverage


def render(ran: Ran) -> str:
    """A suite of all tests; what is not reached fails where a coverage was asked for."""
    return document("ddscore test", list(_cases(ran)))


def _cases(ran: Ran) -> Iterator[Tested]:
    for file in ran.files:
        for test in file.tests:
            yield _case(test, file.path, file.rubric)
    for coverage in ran.coverage:
        files = (file.path for file in ran.files if file.rubric == coverage.rubric)
        yield _covered(coverage, next(files), coverage in ran.short)
    for path in ran.untested:
        failure = "it has no tests" if path in ran.lacking else ""
        yield Tested("coverage", path, path, failure, failure, "" if failure else "it has no tests")


def _case(test: RanTest, path: str, rubric: str) -> Tested:
    if test.passed:
        return Tested(test.name, rubric, path)
    failed = len(test.failures)
    summed = f"{failed} expectation{'' if failed == 1 else 's'} did not hold" if failed else test.error
    details = "\n".join([f"{path}:{test.line}", *(line for block in wording.blocks(test) for line in block)])
    return Tested(test.name, rubric, path, summed, details)


def _covered(coverage: RubricCoverage, path: str, falls_short: bool) -> Tested:
    said = wording.coverage(coverage)
    listed = "\n".join(f"not reached: {wording.target(target)}" for target in coverage.unreached)
    if falls_short:
        return Tested("coverage", coverage.rubric, path, said, listed)
    return Tested("coverage", coverage.rubric, path, output="\n".join(filter(None, [said, listed])))
