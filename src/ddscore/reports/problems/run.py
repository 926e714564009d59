"""One run of a check, as the formats see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ddscore.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ddscore.model.checked import Check, Checked


class Run(NamedTuple):
    """The files that were checked, and by which rules."""

    files: tuple[Checked, ...]
    checks: Mapping[str, Check]
    """The catalogue of checks, by id."""
    tool_version: str
    """That of the ddscore that checked them."""
    strict: bool
    """Whether warnings fail a file too."""
    passed_over: tuple[str, ...] = ()
    """The files in folders that do not say what they are, and were not checked."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, file by file."""
        return tuple(problem for file in self.files for problem in file.problems)

    def fails(self, problem: Problem) -> bool:
        """Whether a problem fails its file."""
        return problem.severity is Severity.ERROR or (self.strict and problem.severity is Severity.WARNING)


def count(problems: tuple[Problem, ...], severity: Severity) -> int:
    """How many of the problems weigh that much."""
    return sum(problem.severity is severity for problem in problems)
