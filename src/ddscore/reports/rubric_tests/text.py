"""Results of rubric tests for a person at a terminal: what failed and why, then what no test reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.characters import visible
from ddscore.reports.rubric_tests import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.model.rubric_test import Ran, RanFile


def render(ran: Ran) -> str:
    """A line a file, a block a failure, and a list of what is not reached."""
    return "".join(f"{visible(line)}\n" for line in _lines(ran))


def _lines(ran: Ran) -> Iterator[str]:
    for file in ran.files:
        yield f"{file.path}: {wording.tests(file)}"
        yield from _failures(file)
    for coverage in ran.coverage:
        yield wording.coverage(coverage)
        for target in coverage.unreached:
            yield f"  not reached: {wording.target(target)}"
    for path in ran.untested:
        yield f"{path}: no tests"


def _failures(file: RanFile) -> Iterator[str]:
    for test in file.tests:
        if not test.passed:
            yield ""
            yield f"FAILED {file.path}:{test.line}: {test.name}"
            for block in wording.blocks(test):
                yield from (f"  {line}" for line in block)
    if any(not test.passed for test in file.tests):
        yield ""
