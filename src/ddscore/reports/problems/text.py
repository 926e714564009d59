"""Problems in words, for a person at a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ddscore.reports.characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ddscore.model.checked import Checked
    from ddscore.problems import Problem
    from ddscore.reports.problems.run import Run


_EXCERPT = re.compile(r" *[0-9]* \| ")
"""How a line of a file that a problem shows begins."""


def render(run: Run) -> str:
    """A block a problem, with an empty line between; nothing where nothing is wrong."""
    return "\n".join(block(problem, file) for file in run.files for problem in file.problems)


def plain(problems: Sequence[Problem]) -> str:
    """One block a problem: how much it weighs, where, what is wrong, and below it how to mend it."""
    return "".join(_lines([_opening(problem), *_mended(problem)]) for problem in problems)


def block(problem: Problem, file: Checked) -> str:
    """A problem with its id and the line on which it stands."""
    return _lines([f"{_opening(problem)} [{visible(problem.id)}]", *_shown(problem, file), *_mended(problem)])


def told(problem: Problem) -> str:
    """On one line what is wrong and, in brackets, how to mend it."""
    return visible(f"{problem.message} ({problem.hint})" if problem.hint else problem.message)


def fitted(text: str, columns: int) -> str:
    """The text of problems broken between words to fit a terminal; a line of a file that is shown stays."""
    # Late, since only a terminal needs it.
    import textwrap

    lines: list[str] = []
    for line in text.splitlines():
        if len(line) <= columns or _EXCERPT.match(line):
            lines.append(line)
        else:
            margin = line[: len(line) - len(line.lstrip())]
            # A path stays whole, so that it can be opened with a click.
            lines += textwrap.wrap(
                line, columns, subsequent_indent=f"{margin}  ", break_long_words=False, break_on_hyphens=False
            )
    return _lines(lines)


def _opening(problem: Problem) -> str:
    return visible(f"{problem.severity}: {problem.location}: {problem.message}")


def _mended(problem: Problem) -> list[str]:
    return [f"  {visible(problem.hint)}"] if problem.hint else []


def _shown(problem: Problem, file: Checked) -> list[str]:
    """The line, where it is known; a problem may stand in a file beside the one that was checked."""
    path, number, column = problem.location
    if number is None or path != file.path or number not in file.lines:
        return []
    # Late, since an error on stderr does without.
    from ddscore.reports.problems.excerpt import excerpt

    return excerpt(file.lines[number], number, column)


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
