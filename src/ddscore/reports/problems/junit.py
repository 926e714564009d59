"""JUnit XML: a test case a file, for the servers that draw their tables from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.problems import Severity
from ddscore.reports.junit import Tested, document
from ddscore.reports.problems.run import count
from ddscore.reports.problems.text import block

if TYPE_CHECKING:
    from ddscore.model.checked import Checked
    from ddscore.problems import Problem
    from ddscore.reports.problems.run import Run


def render(run: Run) -> str:
    """A suite for the run; a file fails by its errors and, where the run is strict, by its warnings."""
    return document("ddscore check", [_case(file, run) for file in run.files])


def _case(file: Checked, run: Run) -> Tested:
    failing = tuple(problem for problem in file.problems if run.fails(problem))
    other = tuple(problem for problem in file.problems if not run.fails(problem))
    return Tested(
        name=file.path,
        group=file.kind or "unknown",
        file=file.path,
        failure=_summed(failing),
        details=_blocks(failing, file),
        output=_blocks(other, file),
    )


def _blocks(problems: tuple[Problem, ...], file: Checked) -> str:
    return "\n".join(block(problem, file) for problem in problems)


def _summed(problems: tuple[Problem, ...]) -> str:
    """How many of each weight there are: `2 errors, 1 warning`; empty where there is none."""
    counts = {severity: count(problems, severity) for severity in Severity}
    return ", ".join(f"{n} {severity}{'' if n == 1 else 's'}" for severity, n in counts.items() if n)
