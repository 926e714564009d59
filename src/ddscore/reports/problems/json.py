"""JSON: `problems/1`, for programs; its schema is shipped (`ddscore schema problems`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.problems import Severity
from ddscore.reports.json import dump
from ddscore.reports.problems.run import count

if TYPE_CHECKING:
    from ddscore.model.checked import Checked
    from ddscore.problems import Problem
    from ddscore.reports.problems.run import Run

    Document = dict[str, object]


def render(run: Run) -> str:
    """Every file that was checked, clean ones too, with what was found in it."""
    found = run.problems
    return dump(
        {
            "ddscore": "problems/1",
            "tool": {"name": "ddscore", "version": run.tool_version},
            "strict": run.strict,
            "files": [_file(file) for file in run.files],
            "passed_over": list(run.passed_over),
            "summary": {
                "passed": not any(map(run.fails, found)),
                "files": len(run.files),
                "passed_over": len(run.passed_over),
                "errors": count(found, Severity.ERROR),
                "warnings": count(found, Severity.WARNING),
                "notes": count(found, Severity.NOTE),
            },
        }
    )


def _file(file: Checked) -> Document:
    return {"path": file.path, "kind": file.kind, "problems": [_problem(one) for one in file.problems]}


def _problem(problem: Problem) -> Document:
    path, line, column = problem.location
    return {
        "id": problem.id,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
        "path": path,
        "line": line,
        "column": column,
        "pointer": problem.pointer,
    }
