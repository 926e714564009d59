"""Questions to the company, what it said to them, and what is recorded of its silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports import wording
from ddscore.reports.story.attribution import dated, latest, named, publisher, tellers, text, texts
from ddscore.reports.story.blocks import Item, Items, Section, Sentence, paragraph
from ddscore.reports.story.record import active, happened_on, note, statement, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ddscore.model.assessment import Assessment
    from ddscore.reports.story.blocks import Paragraph

    Fact = Mapping[str, object]

TITLE = "Questions put to the company"
_EXTENT = {"full": " in full", "partial": " in part"}


def questions(assessment: Assessment) -> Section:
    """What was put to the company: first what it had not answered."""
    silent = {question.id for question in assessment.unanswered}
    items = tuple(
        Item(
            told(assessment, fact_id),
            fact_id,
            to=f"fact-{fact_id}",
            more=(
                paragraph(_answer(assessment, fact, fact_id in silent)),
                *statement(assessment, fact),
                *_about(assessment, fact),
                *note(fact),
            ),
        )
        for fact_id, fact in sorted(active(assessment, "engagement"), key=lambda fact: fact[0] not in silent)
    )
    none = paragraph("No question to the company is recorded in the sources listed.")
    return Section(TITLE, (Items(items) if items else none,), "questions")


def _about(assessment: Assessment, fact: Fact) -> Iterator[Paragraph]:
    """Which points of the record a question is on."""
    points = [point for point in texts(fact, "addresses") if point in assessment.facts]
    if points:
        yield paragraph(f"It is about {wording.listed(points)}.", tone="note")


def _answer(assessment: Assessment, fact: Fact, silent: bool) -> str:
    deadline, today = text(fact, "deadline"), wording.day(assessment.as_of)
    asked_for = f" An answer was asked for by {wording.day(deadline)}." if deadline else ""
    if silent:
        return f"{_silence(assessment, fact)}{asked_for}"
    if fact.get("delivered") == "failed" and not answered(fact):
        return "The question did not reach the company."
    return answered(fact) or f"Whether it had been answered by {today} is not settled.{asked_for}"


def answered(fact: Fact) -> str:
    """Whether and when the company answered; empty where no answer is recorded."""
    when, response = happened_on(fact, "answered"), text(fact, "response")
    on = f" {when}" if when else ""
    if response == "declined":
        return f"The company declined to answer{on}."
    return f"The company answered{_EXTENT.get(response, '')}{on}." if when or response else ""


def _silence(assessment: Assessment, fact: Fact) -> str:
    """What a source said when it was published is not said of any later day."""
    teller = latest(assessment, tellers(assessment, fact))
    if teller is None:
        return "No answer is recorded in the sources listed."
    return (
        f"According to {publisher(assessment, teller)}, no answer had come when it published "
        f"({dated(assessment, teller)}); none is recorded since in the sources listed."
    )


def silence(assessment: Assessment) -> Sentence:
    """Who says that the company had not answered, for the opening; empty where nobody does."""
    facts = [assessment.facts[question.id] for question in assessment.unanswered]
    if not facts:
        return Sentence("")
    found = (latest(assessment, tellers(assessment, fact)) for fact in facts)
    by = tuple(dict.fromkeys(teller for teller in found if teller is not None))
    own = len(facts) == 1 and any(
        text(facts[0], "by") == text(assessment.sources[name], "publisher") for name in by
    )
    what = (
        "its question" if own else wording.counted(len(facts), "a question put to it", "questions put to it")
    )
    said = f"According to {named(assessment, by) or 'the case file'}, the company had not answered {what}."
    return Sentence(said, by)
