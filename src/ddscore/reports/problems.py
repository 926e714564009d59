"""Problems in words, for a person at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.characters import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.problems import Problem


def text(problems: Sequence[Problem]) -> str:
    """One block a problem: how much it weighs, where, what is wrong, and below it how to mend it."""
    return "".join(map(_block, problems))


def _block(problem: Problem) -> str:
    lines = [f"{problem.severity}: {problem.location}: {problem.message}"]
    lines += [f"  {problem.hint}"] if problem.hint else []
    return "".join(f"{visible(line)}\n" for line in lines)
