"""Coded answers in bulk: the CSV file that a case names as its `answers_file` (FORMATS 1).

    rubric,question,element,unit,answer,sources
    rdr-2019,F11,F11.1,Example Mail,partial,index-2019

A row an answer. `rubric`, `question` and `answer` are needed; `sources` holds ids of the case file, separated
by spaces; every other column says what the answer was given for, and an empty cell there says nothing. A cell
means what it would mean unquoted in the case file, so that both forms of answers are one. But what an answer
was given for is a number only as numbers are usually written: element 1.10 is not element 1.1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ddscore.documents.findings import MOST, guess
from ddscore.documents.scalars import WORDS, UnfitNumberError, number
from ddscore.documents.tables import read_csv
from ddscore.errors import InputError
from ddscore.model.case import CodedAnswer

if TYPE_CHECKING:
    from ddscore.documents.tables import Row, Table
    from ddscore.problems import Problem

NEEDED = ("rubric", "question", "answer")
SOURCES = "sources"
MOST_ANSWERS = 100_000
"""Of one case, which takes about a second."""
MOST_DIMENSIONS = 18
"""With the answer and its sources 20 keys, as many as an answer in the case file may have."""
LONGEST_ANSWER = 500
LONGEST_DIMENSION = 200
"""In characters, as in the case file."""

Wrong = tuple[str, str, str]
"""The check that a row fails, what is wrong, and a hint."""
CodedAnswers = Mapping[str, Mapping[str, tuple[CodedAnswer, ...]]]
"""By rubric, then by question."""


def parse_answers(
    content: bytes, path: str, sources: Collection[str], in_case: Mapping[str, Collection[str]]
) -> CodedAnswers:
    """Read the answers file of a case; InputError with at most 100 problems, `answers/…`, each with its row.

    `sources` are the ids that the case file has. `in_case` lists, by rubric, the questions that it answers
    itself: a question is answered in one of the two.
    """
    table = read_csv(content, path, most=MOST_ANSWERS)
    place = _Columns.of(table)
    reading = _Reading(place, sources, in_case)
    answers: dict[str, dict[str, list[CodedAnswer]]] = {}
    problems: list[Problem] = []
    for row in table.rows:
        found = [table.problem(*wrong, row.line) for wrong in reading.amiss(row)]
        problems += found
        if len(problems) >= MOST:
            break
        if not found:
            rubric, question = row.cells[place.rubric], row.cells[place.question]
            answers.setdefault(rubric, {}).setdefault(question, []).append(place.answer_of(row))
    if problems:
        raise InputError(problems[:MOST])
    return {
        rubric: {question: tuple(given) for question, given in questions.items()}
        for rubric, questions in answers.items()
    }


def first_rows(content: bytes, path: str) -> Mapping[str, Mapping[str, int]]:
    """Where the first answer to each question stands, by rubric, in a file that `parse_answers` takes."""
    table = read_csv(content, path, most=MOST_ANSWERS)
    place = _Columns.of(table)
    rows: dict[str, dict[str, int]] = {}
    for row in table.rows:
        rows.setdefault(row.cells[place.rubric], {}).setdefault(row.cells[place.question], row.line)
    return rows


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where each part of an answer stands in a row."""

    rubric: int
    question: int
    answer: int
    sources: int | None
    dimensions: Sequence[tuple[str, int]]

    @classmethod
    def of(cls, table: Table) -> _Columns:
        check_columns(table, NEEDED)
        places = {column: place for place, column in enumerate(table.columns)}
        others = [item for item in places.items() if item[0] not in (*NEEDED, SOURCES)]
        rubric, question, answer = (places[column] for column in NEEDED)
        return cls(rubric, question, answer, places.get(SOURCES), others)

    def sources_of(self, row: Row) -> list[str]:
        return [] if self.sources is None else row.cells[self.sources].split()

    def key(self, row: Row) -> tuple[str, ...]:
        """What an answer is to: no two rows may have it in common."""
        cells = row.cells
        return (cells[self.rubric], cells[self.question], *(cells[place] for _, place in self.dimensions))

    def answer_of(self, row: Row) -> CodedAnswer:
        given = {name: dimension(row.cells[place]) for name, place in self.dimensions if row.cells[place]}
        return CodedAnswer(answer_code(row.cells[self.answer]), given, tuple(self.sources_of(row)))


def check_columns(table: Table, needed: Sequence[str]) -> None:
    """Refuse a table without a column that is needed, or with more than an answer can hold."""
    problems = []
    for column in needed:
        if column not in table.columns:
            message = f"there is no column `{column}`"
            problems.append(table.problem("missing-column", message, _nearest(column, table.columns)))
    others = [column for column in table.columns if column not in (*needed, SOURCES)]
    if len(others) > MOST_DIMENSIONS:
        message = f"there are {len(others)} columns for what the answers were given for"
        hint = f"leave at most {MOST_DIMENSIONS} beside {', '.join(needed)} and {SOURCES}"
        problems.append(table.problem("too-many-columns", message, hint))
    if problems:
        raise InputError(problems)


def _nearest(column: str, columns: Sequence[str]) -> str:
    by_small = {name.lower(): name for name in columns}
    close = get_close_matches(column, by_small, n=1)
    return f"is it `{by_small[close[0]]}`?" if close else f"the columns are {', '.join(columns)[:300]}"


def answer_code(cell: str) -> object:
    """The code in a cell, as YAML reads it unquoted: text, a number, true or false.

    Raises UnfitNumberError for a number that no document may hold.
    """
    return number(cell) if "" < cell < ":" else WORDS.get(cell, cell)


def dimension(cell: str) -> object:
    """What an answer was given for: text, or a number where it is written as numbers usually are."""
    try:
        value = number(cell) if "" < cell < ":" else cell
    except UnfitNumberError:
        return cell
    return value if str(value) == cell else cell


def amiss_in_cells(answer: str, given: Mapping[str, str]) -> Iterator[Wrong]:
    """Find what no answer may be, and what none may be given for."""
    hint = "write a code, or leave the row out: what is not listed is unknown"
    try:
        if not answer:
            yield "no-answer", "this row has no answer", hint
        elif answer_code(answer) is None:
            yield "no-answer", f"{answer} says that nothing is stated, which is no answer", hint
    except UnfitNumberError as error:
        yield error.refusal.check, error.refusal.message, "write a code, or a number of usual size"
    lengths = {"answer": (answer, LONGEST_ANSWER)}
    lengths |= {name: (cell, LONGEST_DIMENSION) for name, cell in given.items()}
    for name, (cell, most) in lengths.items():
        if len(cell) > most:
            message = f"`{name}` has {len(cell):,} characters, more than {most}"
            yield "too-long", message, "codes and names are short; keep notes elsewhere"


@dataclass(slots=True)
class _Reading:
    """An answers file as far as it has been read."""

    place: _Columns
    sources: Collection[str]
    in_case: Mapping[str, Collection[str]]
    lines: dict[Sequence[str], int] = field(default_factory=dict)
    """Where each answer stands, by what it answers."""

    def amiss(self, row: Row) -> Iterator[Wrong]:
        """Find what is wrong with a row."""
        place, cells = self.place, row.cells
        rubric, question = cells[place.rubric], cells[place.question]
        for column, cell in (("rubric", rubric), ("question", question)):
            if not cell:
                yield "missing-value", f"this row names no {column}", "every answer needs one"
        yield from amiss_in_cells(cells[place.answer], {name: cells[at] for name, at in place.dimensions})
        for source in place.sources_of(row):
            if source not in self.sources:
                hint = guess(source, self.sources, "add it to `sources` of the case file, or correct the id")
                yield "unknown-source", f"the case file has no source `{source}`", hint
        if question in self.in_case.get(rubric, ()):
            message = f"{question} of {rubric} is answered in the case file too"
            yield "answered-twice", message, "keep the answers to a question in one place"
        first = self.lines.setdefault(place.key(row), row.line)
        if first != row.line:
            hint = "keep one of them, or say in a further column what tells them apart"
            yield "duplicate-answer", f"row {first} answers the same", hint
