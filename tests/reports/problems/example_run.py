"""An invented run of a check in which each thing that a format can say occurs; no such company exists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ddscore.model.checked import Check, Checked
from ddscore.problems import Location, Problem, Severity
from ddscore.reports.problems import PROBLEM_FORMATS

CASE = "cases/example-mining.yaml"
ANSWERS = "cases/example-answers.csv"
WHOLE = Location(CASE)
VERSION = "1.2.3"

CHECKS = {
    check.id: check
    for check in (
        Check(
            "case/dangling-reference",
            Severity.ERROR,
            "a fact refers to something that the case does not have",
            "A reader cannot follow the fact to its source.",
            "Correct the id, or add what it names.",
            "sources: [gazete]\n",
            "sources: [gazette]\n",
        ),
        Check(
            "case/unused-source",
            Severity.WARNING,
            "no fact cites a source",
            "Someone read it, and the score does not say what for.",
            "Cite it in the fact that it supports, or remove it.",
            "sources:\n  wire: {title: A}\n",
            "sources: {}\n",
        ),
        Check(
            "case/never-found-here",
            Severity.ERROR,
            "nothing of the kind occurs in the run",
            "It must not be listed.",
            "There is nothing to mend.",
            "a: 1\n",
            "b: 1\n",
        ),
    )
}


def problem(
    message: str,
    hint: str = "",
    *,
    check: str = "case/dangling-reference",
    severity: Severity = Severity.ERROR,
    at: Location = WHOLE,
    pointer: str = "",
) -> Problem:
    return Problem(check, severity, message, hint, at, pointer)


def checked(*problems: Problem, lines: dict[int, str] | None = None, path: str = CASE) -> Checked:
    return Checked(path, "case", problems, lines or {})


RUN = (
    checked(
        problem(
            'there is no source "gazete"',
            "did you mean `gazette`?",
            at=Location(CASE, 14, 15),
            pointer="/findings/0/sources/0",
        ),
        problem(
            "nothing cites the source `wire`",
            check="case/unused-source",
            severity=Severity.WARNING,
            at=Location(CASE, 20, 3),
            pointer="/sources/wire",
        ),
        problem('"海康" is not in the scale {low, high}', at=Location(CASE, 23, 17)),
        problem(
            "this row has 3 cells, and there are 4 columns",
            "fill in what is missing",
            check="answers/ragged-row",
            at=Location(ANSWERS, 7),
        ),
        problem(
            "`severity` is not recorded",
            "record it: `ungp` asks for it",
            check="case/unrecorded-field",
            severity=Severity.NOTE,
            at=Location(CASE, 120, 135),
        ),
        lines={
            14: "    sources: [gazete]",
            20: "  wire: {title: A copy, publisher: Example Wire}",
            23: "    name: 例示鉱業 {海康}",
            120: "    " + "statement: a sentence that goes on and on; " * 5,
        },
    ),
    Checked("rubrics/example.yaml", "rubric", ()),
    Checked(
        "./cases\\absent, 100%.yaml",
        "",
        (
            problem(
                "there is no such file",
                "check the path",
                check="file/not-found",
                at=Location("./cases\\absent, 100%.yaml"),
            ),
        ),
    ),
)
"""A case with an answers file beside it, a rubric in which nothing is wrong, and a file that is not there."""


def rendered(
    name: str, files: Sequence[Checked], checks: Mapping[str, Check] = CHECKS, *, strict: bool = False
) -> str:
    """The report of a run in the format of that name."""
    return PROBLEM_FORMATS[name].render(files, checks, tool_version=VERSION, strict=strict)
