"""Open promises with their clocks, questions to the company, and what others did about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports import wording
from ddscore.reports.story.blocks import Item, Items, Section, paragraph
from ddscore.reports.story.record import (
    actor,
    facts_of,
    happened_on,
    statement,
    text,
    texts,
    told,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ddscore.model.assessment import Assessment, OpenPromise
    from ddscore.reports.story.blocks import Block

_STEPS = {
    "recommended": "recommended {}",
    "decided": "decided {}",
    "in_force": "took effect {}",
    "not_handled": "not taken up, as decided {}",
    "withdrawn": "withdrawn {}",
    "revoked": "lifted {}",
}
"""What becomes of an action, in the order in which it can happen."""
_EXTENT = {"full": " in full", "partial": " in part"}


def promises(assessment: Assessment) -> Section:
    """Open promises, each with its clock."""
    items = tuple(
        Item(
            told(assessment, promise.id),
            promise.id,
            to=f"fact-{promise.id}",
            more=(paragraph(_clock(assessment, promise)),),
        )
        for promise in assessment.open_promises
    )
    closed = "promises" in assessment.research and assessment.research["promises"].closed
    none = "No open promise was found in the sources listed."
    if not closed:
        none += " The search for promises was not complete: there may be others."
    return Section("Open promises", (Items(items) if items else paragraph(none),), "promises")


def _clock(assessment: Assessment, promise: OpenPromise) -> str:
    said = f"Open {wording.months(promise.months_open)} on {wording.day(assessment.as_of)}"
    due = wording.day(promise.due)
    if promise.due is None:
        said += "; no date was promised."
    elif promise.overdue:
        said += f"; it was due by {due}, which had passed."
    elif promise.overdue is None:
        said += f"; it was due by {due}, and whether that had passed is undetermined."
    else:
        said += f"; it was not due before {due}."
    return (
        said
        if promise.partly_kept is None
        else f"{said} It was kept in part {wording.on(promise.partly_kept)}."
    )


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
            ),
        )
        for fact_id, fact in sorted(
            facts_of(assessment, "engagement"), key=lambda fact: fact[0] not in silent
        )
    )
    none = paragraph("No question to the company is recorded in the sources listed.")
    return Section("Questions put to the company", (Items(items) if items else none,), "questions")


def _answer(assessment: Assessment, fact: Mapping[str, object], silent: bool) -> str:
    today, deadline, response = wording.day(assessment.as_of), text(fact, "deadline"), text(fact, "response")
    asked_for = f" An answer was asked for by {wording.day(deadline)}." if deadline else ""
    answered = happened_on(fact, "answered")
    on = f" {answered}" if answered else ""
    if silent:
        return f"No answer had come by {today}.{asked_for}"
    if response == "declined":
        return f"The company declined to answer{on}."
    if answered or response:
        return f"The company answered{_EXTENT.get(response, '')}{on}."
    if fact.get("delivered") == "failed":
        return "The question did not reach the company."
    return f"Whether it had been answered by {today} is not settled.{asked_for}"


def actions(assessment: Assessment) -> Section:
    """What others did about the company, on what grounds, and what became of it."""
    items = tuple(
        Item(told(assessment, fact_id), fact_id, to=f"fact-{fact_id}", more=tuple(_course(fact)))
        for fact_id, fact in facts_of(assessment, "actions")
    )
    none = paragraph("No action by others is recorded in the sources listed.")
    return Section("Actions by others", (Items(items) if items else none,), "actions")


def _course(fact: Mapping[str, object]) -> Iterator[Block]:
    grounds = texts(fact, "grounds")
    kind, by = wording.plain(text(fact, "kind")), actor(fact)
    steps = [
        said.format(happened_on(fact, step)) for step, said in _STEPS.items() if fact.get(step) is not None
    ]
    ended = wording.REASONS.get(text(fact, "ended_because"))
    parts = (
        f"Kind: {kind}" if kind else "",
        f"by {by}" if by else "",
        f"grounds: {wording.listed([wording.plain(ground) for ground in grounds]) or 'not stated'}",
        wording.listed(steps),
        f"ended {ended}" if ended else "",
    )
    said = "; ".join(part for part in parts if part)
    yield paragraph(wording.sentence(said[:1].upper() + said[1:]))
    if grounds and set(grounds) <= {"security", "foreign-policy"}:
        yield paragraph("These grounds alone never count in a human-rights score.", tone="note")
