"""GitHub Actions: workflow commands, which a runner turns into annotations on a pull request.

A runner makes annotations of the first ten errors, ten warnings and ten notices of a step, and cuts a message
after 4,096 characters. Every problem is printed in full all the same: the log of the step shows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.problems import Severity
from ddscore.reports.characters import visible
from ddscore.reports.problems.paths import slashed

if TYPE_CHECKING:
    from ddscore.problems import Problem
    from ddscore.reports.problems.run import Run

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_IN_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = _IN_DATA | str.maketrans({":": "%3A", ",": "%2C"})


def render(run: Run) -> str:
    """A command a problem, each on one line whatever its texts hold."""
    return "".join(f"{_command(problem)}\n" for problem in run.problems)


def _command(problem: Problem) -> str:
    path, line, column = problem.location
    properties = {
        "file": slashed(path),
        "line": line,
        "col": column if line is not None else None,
        "title": f"ddscore ({problem.id})",
    }
    listed = ",".join(
        f"{name}={visible(str(value)).translate(_IN_PROPERTY)}"
        for name, value in properties.items()
        if value is not None
    )
    told = "\n".join(visible(part) for part in (problem.message, problem.hint) if part)
    return f"::{_COMMANDS[problem.severity]} {listed}::{told.translate(_IN_DATA)}"
