"""SARIF 2.1.0 (OASIS): what code scanning and editors read."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ddscore.reports.json import dump
from ddscore.reports.problems.fingerprints import fingerprints
from ddscore.reports.problems.paths import uri
from ddscore.reports.problems.text import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.model.checked import Check
    from ddscore.problems import Problem
    from ddscore.reports.problems.run import Run

    Document = dict[str, object]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(run: Run) -> str:
    """One run of one tool, with the rules of which something was found."""
    found = run.problems
    ids = sorted({problem.id for problem in found})
    rules = [_rule(run.checks[name]) if name in run.checks else {"id": name} for name in ids]
    driver = {"name": "ddscore", "version": run.tool_version, "rules": rules}
    results = [
        _result(problem, ids, fingerprint)
        for problem, fingerprint in zip(found, fingerprints(found), strict=True)
    ]
    # Python counts characters, not the UTF-16 units that SARIF takes columns for where it is not told.
    scan = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [scan]})


def _rule(check: Check) -> Document:
    return {
        "id": check.id,
        "shortDescription": {"text": f"{check.title[:1].upper()}{check.title[1:]}."},
        "fullDescription": {"text": check.why},
        "help": {"text": _help(check, fenced=False), "markdown": _help(check, fenced=True)},
        "defaultConfiguration": {"level": check.severity},
    }


def _help(check: Check, *, fenced: bool) -> str:
    """Why it matters, how to mend it, and the two examples."""
    fence = f"```{PurePosixPath(check.file).suffix.removeprefix('.')}\n", "```\n"
    opening, closing = fence if fenced else ("", "")
    examples = [
        f"{label}\n\n{opening}{example.rstrip()}\n{closing}"
        for label, example in (("Wrong:", check.bad), ("Right:", check.good))
        if example
    ]
    return "\n".join([f"{check.why}\n", f"{check.mend}\n", *examples])


def _result(problem: Problem, ids: Sequence[str], fingerprint: str) -> Document:
    return {
        "ruleId": problem.id,
        "ruleIndex": ids.index(problem.id),
        "level": problem.severity,
        "message": {"text": _literal(told(problem))},
        "locations": [_location(problem)],
        # Not GitHub's `primaryLocationLineHash`, which it makes itself from the line and compares.
        "partialFingerprints": {"ddscoreProblem/v1": fingerprint},
    }


def _location(problem: Problem) -> Document:
    path, line, column = problem.location
    # For a whole file SARIF wants no region; but then GitHub refuses the report, so its first line stands in.
    region = {"startLine": line or 1} | ({"startColumn": column} if line and column else {})
    physical = {"physicalLocation": {"artifactLocation": {"uri": uri(path)}, "region": region}}
    named = {"logicalLocations": [{"fullyQualifiedName": problem.pointer}]}
    return {**physical, **(named if problem.pointer else {})}


def _literal(text: str) -> str:
    """The text as it is: SARIF reads `{0}` as a placeholder (3.11.5) and `[x](y)` as a link (3.11.6)."""
    doubled = text.replace("{", "{{").replace("}", "}}")
    return re.sub(r"[\\\[\]]", r"\\\g<0>", doubled) if "](" in doubled else doubled
