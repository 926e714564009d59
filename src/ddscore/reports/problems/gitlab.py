"""GitLab: a Code Quality report, which a merge request compares with that of its target branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.problems import Severity
from ddscore.reports.json import dump
from ddscore.reports.problems.fingerprints import fingerprints
from ddscore.reports.problems.paths import slashed
from ddscore.reports.problems.text import told

if TYPE_CHECKING:
    from ddscore.problems import Problem
    from ddscore.reports.problems.run import Run

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}
"""`critical` and `blocker` are for code that is unsafe to run."""


def render(run: Run) -> str:
    """A list with an entry a problem."""
    found = run.problems
    return dump([_entry(*each) for each in zip(found, fingerprints(found), strict=True)])


def _entry(problem: Problem, fingerprint: str) -> dict[str, object]:
    return {
        "description": told(problem),
        "check_name": problem.id,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[problem.severity],
        "location": {
            "path": slashed(problem.location.path),
            # GitLab shows no entry without a line.
            "lines": {"begin": problem.location.line or 1},
        },
    }
