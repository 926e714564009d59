"""Coded answers in a rubric's tests, written in short: a dimension may list its values with their answers.

`{composite: S, element: {F1.1: yes, F1.2: no}}` stands for two answers, each with its element, and a change
to it may give one element another answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.documents.overlay import Written

if TYPE_CHECKING:
    from collections.abc import Iterator


def spelled_out(case: Written) -> Written:
    """The case with each answer on its own, as a case file has them."""
    whole = case.value
    if not isinstance(whole, dict) or not isinstance(answers := whole.get("answers"), Written):
        return case
    return Written({**whole, "answers": _by_rubric(answers)}, case.at)


def _by_rubric(answers: Written) -> Written:
    if not isinstance(answers.value, dict):
        return answers
    return Written({rubric: _by_question(given) for rubric, given in answers.value.items()}, answers.at)


def _by_question(given: Written) -> Written:
    if not isinstance(given.value, dict):
        return given
    return Written({question: _answers(one) for question, one in given.value.items()}, given.at)


def _answers(given: Written) -> Written:
    """The answers to one question; whatever is not in short stays as it is written."""
    if isinstance(given.value, list):
        return Written([answer for one in given.value for answer in _each(one)], given.at)
    if _listing(given) is None:
        return given
    return Written(list(_each(given)), given.at)


def _each(given: Written) -> Iterator[Written]:
    """One answer, or one for each value of the dimension that lists them."""
    dimension = _listing(given)
    if dimension is None or not isinstance(given.value, dict):
        yield given
        return
    listed = given.value[dimension]
    others = {name: part for name, part in given.value.items() if name != dimension}
    for value, answer in listed.value.items():
        yield Written({**others, dimension: Written(value, answer.at), "answer": answer}, answer.at)


def _listing(given: Written) -> str | None:
    """The dimension that lists its values with their answers."""
    if not isinstance(given.value, dict) or "answer" in given.value:
        return None
    listing = [name for name, part in given.value.items() if isinstance(part.value, dict)]
    return listing[0] if len(listing) == 1 else None
