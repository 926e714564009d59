"""Coded answers that no rubric asks for: a slip in a question's name leaves the question unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ddscore.documents.findings import Finding, guess
from ddscore.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ddscore.documents.case_records import Record
    from ddscore.documents.lint.context import Context


def unasked_answers(case: Record, context: Context) -> Iterator[Finding]:
    """Warn of answers to a rubric that is not at hand, and to questions that no rubric asks."""
    for unasked in unasked_in(case.get("answers", {}), context):
        named = (unasked.rubric,) if unasked.question is None else (unasked.rubric, unasked.question)
        yield Finding(
            unasked.check,
            ("answers", *named),
            unasked.message,
            unasked.hint,
            at_key=True,
            severity=Severity.WARNING,
        )


class Unasked(NamedTuple):
    """Answers that count for nothing."""

    check: str
    rubric: str
    question: str | None
    """None where the rubric itself is not at hand."""
    message: str
    hint: str


def unasked_in(answers: Mapping[str, Iterable[str]], context: Context) -> Iterator[Unasked]:
    """Find among questions, by rubric, those that nobody asks."""
    known = context.asks.questions
    for rubric, answered in answers.items():
        if rubric not in known:
            message = f"no rubric `{rubric}` is at hand, so that nothing is known of its questions"
            hint = guess(rubric, known, "name its file with --rubric, or mend its name")
            yield Unasked("case/unknown-rubric", rubric, None, message, hint)
        elif (questions := known[rubric]) is not None:
            for question in answered:
                if question not in questions:
                    message = f"`{rubric}` asks no question `{question}`: the answer counts for nothing"
                    hint = guess(question, questions, "write the id of the question as the rubric has it")
                    yield Unasked("case/unasked-answer", rubric, question, message, hint)
