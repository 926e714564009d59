"""One broken file through `check` and a report: what must hold whatever is in it."""

from __future__ import annotations

import re
from functools import cache
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from ddscore.documents import shipped
from ddscore.documents.catalogue import checks
from ddscore.documents.check import check
from ddscore.documents.findings import MOST
from ddscore.documents.lint import Context, asks_of
from ddscore.documents.rubric import load_rubric
from ddscore.reports.problems import PROBLEM_FORMATS
from tests.fuzz.mutations import broken_file, change_bytes
from tests.fuzz.seeds import DATA

if TYPE_CHECKING:
    from ddscore.model.checked import Checked
    from ddscore.problems import Problem

_ID = re.compile(r"[a-z]+(?:-[a-z]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")
_ANSWERS = b"rubric,question,answer,sources\nrdr-2019,G1,yes,\nrdr-2019,G2,partial,report-2019\n"
_LONGEST = 2000
"""Of a message: what a file says is cut before it is shown."""


class Input(NamedTuple):
    """A broken file, with the answers that it may name."""

    path: str
    content: bytes
    answers: bytes


def made(seed: int, number: int) -> Input:
    """The input of that number in a run: the same on every machine."""
    dice = Random(f"{seed}:{number}")
    content, name = broken_file(dice)
    answers = change_bytes(_ANSWERS, dice, lambda: _ANSWERS) if dice.random() < 0.5 else _ANSWERS
    return Input(str(DATA / "cli" / name), content, answers)


@cache
def context() -> Context:
    """What the shipped rubrics ask; with notes, so that all checks run."""
    asks = asks_of([load_rubric(path) for path in shipped.rubrics().values()])
    return Context(asks, DATA / "cli", notes=True)


def tried(given: Input, number: int) -> list[Checked]:
    """Check a file and report what was found; AssertionError where a promise to the reader is broken."""
    checked = check(given.content, given.path, context(), lambda _: given.answers)
    assert 1 <= len(checked) <= 2
    for one, content in zip(checked, (given.content, given.answers), strict=False):
        assert len(one.problems) <= MOST
        lines = re.split(r"\r\n|\r|\n", content.decode(errors="replace"))
        for problem in one.problems:
            _assert_well_told(problem, lines)
        where = [(problem.location.line or 0, problem.location.column or 0) for problem in one.problems]
        assert where == sorted(where), "not in order of position"
    formats = [*PROBLEM_FORMATS.values()]
    text = formats[number % len(formats)].render(checked, checks(), tool_version="0", strict=True)
    text.encode()
    return checked


def _assert_well_told(problem: Problem, lines: list[str]) -> None:
    line, column = problem.location.line, problem.location.column
    assert _ID.fullmatch(problem.id), problem
    assert problem.message, problem
    assert len(problem.message) + len(problem.hint) <= _LONGEST, problem
    assert line is None or 1 <= line <= len(lines), problem
    assert column is None or (line is not None and 1 <= column <= len(lines[line - 1]) + 1), problem
