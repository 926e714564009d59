"""A researcher's sheet of coded answers, placed: whom each row is about, and that the rubric takes it.

Nothing is guessed at and nothing is dropped in silence: what cannot be placed is a problem with its row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from ddscore.documents.answers_file import SOURCES, amiss_in_cells, answer_code
from ddscore.documents.asked import asked_by, misfit, off, placed_by
from ddscore.documents.findings import MOST, guess
from ddscore.documents.scalars import UnfitNumberError
from ddscore.documents.slugs import slug
from ddscore.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ddscore.documents.answers_file import Wrong
    from ddscore.documents.asked import Asked
    from ddscore.documents.tables import Row, Table
    from ddscore.model.rubric import Rubric
    from ddscore.problems import Problem

COMPANY, CASE_ID, QUESTION, ANSWER, RUBRIC = "company", "id", "question", "answer", "rubric"
NEEDED = (COMPANY, QUESTION, ANSWER)
LONGEST_NAME = 300

_FIELDS = frozenset({*NEEDED, CASE_ID, SOURCES, RUBRIC})
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_FORMULA = re.compile(r"[=@＝＠]|[-+－＋](?![-+]*$)")
"""How text begins that a spreadsheet would run when it opens an answers file; + and ++ are codes."""


class ImportedAnswer(NamedTuple):
    """An answer as the sheet has it."""

    line: int
    question: str
    answer: str
    given: Mapping[str, str]
    """What it was given for; what is empty in the sheet is left out."""
    sources: tuple[str, ...]


@dataclass(slots=True)
class ImportedCase:
    """The answers on one company."""

    id: str
    company: str
    line: int
    """Where the sheet first names it."""
    answers: list[ImportedAnswer] = field(default_factory=list)


class Placed(NamedTuple):
    """A sheet of which every row has its place."""

    cases: Sequence[ImportedCase]
    """In the order of the sheet."""
    left_out: Sequence[str]
    """Columns by which the rubric tells no answers apart, and which nobody asked to keep."""


def place(table: Table, rubric: Rubric, renamed: Mapping[str, str]) -> Placed:
    """Give every row its company and check that the rubric takes it; `renamed` maps columns to fields.

    A field is `company`, `id` (of the case), `question`, `answer`, `sources`, `rubric`, or the name of what
    an answer was given for; an empty one leaves the column out. InputError with at most 100 problems.
    """
    asked = asked_by(rubric)
    if not asked.questions and not asked.of_any:
        raise UsageError(f"{rubric.id} takes nothing from coded answers: name the rubric that they answer")
    columns = _columns(table, renamed, asked)
    _check_columns(table, columns, asked)
    sheet = _Sheet(table, rubric.id, asked, columns)
    problems: list[Problem] = []
    for row in table.rows:
        problems += sheet.take(row)
        if len(problems) >= MOST:
            break
    if not table.rows:
        problems.append(table.problem("empty", "there is no row below the column names", "", None))
    if problems:
        raise InputError(problems[:MOST])
    kept = {table.columns[at] for at in columns.values()}
    left_out = [name for name in table.columns if name not in kept and renamed.get(name) != ""]
    return Placed(list(sheet.cases.values()), left_out)


def _columns(table: Table, renamed: Mapping[str, str], asked: Asked) -> dict[str, int]:
    """Where each field stands in a row."""
    for column in renamed:
        if column not in table.columns:
            hint = guess(column, table.columns, f"the columns are {', '.join(table.columns)}")
            raise UsageError(f"--map {column}=…: {table.path} has no column {column}; {hint}")
    known = {*NEEDED, SOURCES, RUBRIC, *asked.dimensions}
    columns: dict[str, int] = {}
    for at, column in enumerate(table.columns):
        name = renamed.get(column, column if column in known else "")
        if name and name in columns:
            first = table.columns[columns[name]]
            raise UsageError(
                f"the columns {first} and {column} both give {name}: leave one out, --map {first}="
            )
        if name:
            columns[name] = at
    return columns


def _check_columns(table: Table, columns: Mapping[str, int], asked: Asked) -> None:
    """Refuse a sheet that lacks what an answer is placed by: most often a column is only called otherwise."""
    needed = dict.fromkeys(NEEDED)
    if QUESTION in columns:
        listed = dict.fromkeys(row.cells[columns[QUESTION]] for row in table.rows)
        rules = [rule for question in listed for rule in asked.rules(question)]
        needed |= dict.fromkeys(name for rule in rules for name in placed_by(rule))
    unused = {column.lower(): column for at, column in enumerate(table.columns) if at not in columns.values()}
    problems = []
    for name in needed:
        if name not in columns:
            close = get_close_matches(name, unused, n=1)
            hint = f"name the one that does: --map {unused[close[0]] if close else 'COLUMN'}={name}"
            hint += "" if name in NEEDED else ", or add an empty one"
            problems.append(table.problem("missing-column", f"no column gives `{name}`", hint))
    if problems:
        raise InputError(problems)


@dataclass(slots=True)
class _Sheet:
    """What has been taken from a sheet so far."""

    table: Table
    rubric: str
    asked: Asked
    columns: Mapping[str, int]
    cases: dict[str, ImportedCase] = field(default_factory=dict)
    """By id."""
    ids: dict[str, str] = field(default_factory=dict)
    """By the company's name."""
    lines: dict[object, int] = field(default_factory=dict)
    """Where each answer stands, by company, question and what it was given for."""

    def take(self, row: Row) -> list[Problem]:
        """Take a row, or say what is wrong with it."""
        cell = {name: row.cells[at] for name, at in self.columns.items()}
        given = {name: value for name, value in cell.items() if value and name not in _FIELDS}
        sources = tuple(cell.get(SOURCES, "").split())
        answer = ImportedAnswer(row.line, cell[QUESTION], cell[ANSWER], given, sources)
        company = cell[COMPANY]
        name = cell.get(CASE_ID) or self.ids.get(company) or (slug(company) if company else "")
        found = [*self._of_company(company, name, row.line), *self._of_cells(answer)]
        if cell.get(RUBRIC, self.rubric) not in (self.rubric, ""):
            hint = f"this import is for {self.rubric}: import each rubric's answers on their own"
            found.append(("other-rubric", f"this row answers {cell[RUBRIC]}", hint))
        found += [] if found else self._of_answer(company, answer)
        if not found:
            self.cases[name].answers.append(answer)
        return [self.table.problem(*wrong, row.line) for wrong in found]

    def _of_company(self, company: str, name: str, line: int) -> Iterator[Wrong]:
        """What is wrong with the company of a row, said where the sheet first names it."""
        if not company:
            yield "no-company", "this row names no company", "every answer is about one"
        elif company in self.ids:
            if self.ids[company] != name:
                message = f"{company} has the id {self.ids[company]} in another row and {name} here"
                yield "two-ids", message, "give each company one id"
        else:
            self.ids[company] = name
            yield from self._of_new_company(company, name, line)

    def _of_new_company(self, company: str, name: str, line: int) -> Iterator[Wrong]:
        other = self.cases.setdefault(name, ImportedCase(name, company, line))
        if other.company != company:
            message = f"{company} and {other.company} (row {other.line}) would both be the case {name}"
            hint = "write one company in one way; give two companies an id each: --map COLUMN=id"
            yield "same-id", message, hint
        if not _ID.fullmatch(name):
            hint = "use small letters, digits, dots, dashes and underscores, beginning with a letter or digit"
            yield "bad-id", f"`{name}` cannot be the id of a case", hint
        if len(company) > LONGEST_NAME:
            message = f"the company's name has {len(company):,} characters, more than {LONGEST_NAME}"
            yield "too-long", message, "name the company alone"

    def _of_cells(self, answer: ImportedAnswer) -> Iterator[Wrong]:
        """What is wrong with an answer whatever the rubric."""
        if not answer.question:
            yield "no-question", "this row names no question", "every answer is to one"
        yield from amiss_in_cells(answer.answer, answer.given)
        for text in (answer.answer, *answer.given.values(), *answer.sources):
            if _runs(text):
                yield "formula", f"a spreadsheet would run {text[:40]!r}", "begin it with a letter or a digit"

    def _of_answer(self, company: str, answer: ImportedAnswer) -> Iterator[Wrong]:
        """What the rubric cannot make of an answer, and whether it is the second to the same."""
        question, asked = answer.question, self.asked
        rules = asked.rules(question)
        misfits = [misfit(rule, answer.given) for rule in rules]
        if question not in asked.in_conditions and not any(wrong is None for wrong in misfits):
            if misfits and misfits[0]:
                yield "not-asked", *misfits[0]
            else:
                hint = guess(question, asked.questions, f"it asks {', '.join(sorted(asked.questions))[:300]}")
                yield "unknown-question", f"{self.rubric} does not ask {question}", hint
        for rule, wrong in zip(rules, misfits, strict=True):
            if wrong is None:
                yield from off(rule, answer.answer, answer.given)
        first = self.lines.setdefault((company, question, *answer.given.items()), answer.line)
        if first != answer.line:
            hint = "keep one of them, or keep a further column that tells them apart: --map COLUMN=FIELD"
            yield "duplicate-answer", f"row {first} answers the same", hint


def _runs(cell: str) -> bool:
    """Whether a spreadsheet would run a cell as a formula; a number it would not."""
    if not _FORMULA.match(cell):
        return False
    try:
        return isinstance(answer_code(cell), str)
    except UnfitNumberError:
        return False
