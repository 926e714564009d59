"""Coded answers that no rubric asks for: a slip in a question's name leaves the question unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.documents.findings import Finding, guess
from ddscore.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.documents.case_records import Record
    from ddscore.documents.lint.context import Context


def unasked_answers(case: Record, context: Context) -> Iterator[Finding]:
    """Warn of answers to a rubric that is not at hand, and to questions that no rubric asks."""
    known = context.asks.questions
    for rubric, answers in case.get("answers", {}).items():
        at = ("answers", rubric)
        if rubric not in known:
            message = f"no rubric `{rubric}` is at hand, so that nothing is known of its questions"
            hint = guess(rubric, known, "give that rubric to `check` beside the case, or mend its name")
            yield Finding("case/unknown-rubric", at, message, hint, at_key=True, severity=Severity.WARNING)
        elif (questions := known[rubric]) is not None:
            for question in answers:
                if question not in questions:
                    message = f"`{rubric}` asks no question `{question}`: the answer counts for nothing"
                    hint = guess(question, questions, "write the id of the question as the rubric has it")
                    yield Finding(
                        "case/unasked-answer",
                        (*at, question),
                        message,
                        hint,
                        at_key=True,
                        severity=Severity.WARNING,
                    )
