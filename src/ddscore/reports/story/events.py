"""Open promises with their clocks, and what others did about the company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports import wording
from ddscore.reports.story.attribution import not_recorded, text, texts
from ddscore.reports.story.blocks import Item, Items, Section, paragraph
from ddscore.reports.story.record import active, actor, happened_on, note, told, told_in_full
from ddscore.reports.story.replies import answers_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ddscore.model.assessment import Assessment, OpenPromise
    from ddscore.reports.story.blocks import Block

_STEPS = {
    "recommended": "recommended {}",
    "decided": "decided {}",
    "in_force": "took effect {}",
    "not_handled": "not handled ({})",
    "withdrawn": "withdrawn {}",
    "revoked": "lifted {}",
}
"""What becomes of an action, in the order in which it can happen."""


def promises(assessment: Assessment, *, in_full: bool = True) -> Section:
    """Open promises, each with its clock; in full with its summary and what the case file notes."""
    tell = told_in_full if in_full else told
    items = tuple(
        Item(
            tell(assessment, promise.id),
            promise.id,
            to=f"fact-{promise.id}",
            more=(
                paragraph(_clock(assessment, promise)),
                *answers_to(assessment, (promise.id,)),
                *(note(assessment.facts[promise.id]) if in_full else ()),
            ),
        )
        for promise in assessment.open_promises
    )
    closed = "promises" in assessment.research and assessment.research["promises"].closed
    unsettled = tuple(_unsettled(assessment))
    none = (
        "No other promise is open for certain."
        if unsettled
        else "No open promise was found in the sources listed."
    )
    if not closed:
        none += " The search for promises was not complete: there may be others."
    every = Items((*items, *unsettled))
    return Section(
        "Open promises",
        (*((every,) if every.items else ()), *(() if items else (paragraph(none),))),
        "promises",
    )


def listed(assessment: Assessment) -> tuple[str, ...]:
    """The promises that `promises` lists, by their ids."""
    return (
        *(promise.id for promise in assessment.open_promises),
        *(item.label for item in _unsettled(assessment)),
    )


def _unsettled(assessment: Assessment) -> Iterator[Item]:
    """Promises of which it is not recorded whether they were made, or kept."""
    open_ = {promise.id for promise in assessment.open_promises}
    for fact_id, fact in active(assessment, "promises"):
        lacking = [
            words
            for field, words in (("made", "when it was made"), ("kept", "whether it was kept"))
            if field not in fact
        ]
        if fact_id not in open_ and lacking:
            said = paragraph(f"Not settled: {wording.listed(tuple(lacking))} is not recorded.")
            yield Item(told_in_full(assessment, fact_id), fact_id, to=f"fact-{fact_id}", more=(said,))


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
    in_full = ""
    if promise.partly_kept is not None:
        said += f" It was kept in part {wording.on(promise.partly_kept)}."
        in_full = " in full"
    kept = not_recorded(assessment, assessment.facts[promise.id], f"It was not kept{in_full}")
    return f"{said} {kept}; that it was kept{in_full} since is not recorded in the sources listed."


def actions(assessment: Assessment) -> Section:
    """What others did about the company, on what grounds, and what became of it."""
    items = tuple(
        Item(
            told(assessment, fact_id),
            fact_id,
            to=f"fact-{fact_id}",
            more=(*course(assessment, fact), *answers_to(assessment, (fact_id,))),
        )
        for fact_id, fact in active(assessment, "actions")
    )
    none = paragraph("No action by others is recorded in the sources listed.")
    return Section("Actions by others", (Items(items) if items else none,), "actions")


def course(assessment: Assessment, fact: Mapping[str, object]) -> Iterator[Block]:
    """What kind of action it was, by whom, on what grounds, and what became of it."""
    grounds, by = texts(fact, "grounds"), actor(fact)
    ended = wording.REASONS.get(text(fact, "ended_because"))
    parts = (
        _kind(assessment, fact),
        f"by {by}" if by else "",
        f"grounds: {wording.listed([wording.plain(ground) for ground in grounds]) or 'not stated'}",
        wording.listed(list(_steps(fact))),
        f"ended {ended}" if ended else "",
    )
    said = "; ".join(part for part in parts if part)
    yield paragraph(wording.sentence(said[:1].upper() + said[1:]))
    if grounds and set(grounds) <= {"security", "foreign-policy"}:
        yield paragraph("These grounds alone never count in a human-rights score.", tone="note")


def _kind(assessment: Assessment, fact: Mapping[str, object]) -> str:
    """What kind of action it was; one that was never decided is not called by its kind alone."""
    kind = wording.plain(text(fact, "kind"))
    if not kind or "decided" not in fact or fact["decided"] is not None:
        return f"Kind: {kind}" if kind else ""
    proposed = f"{kind} recommended;" if fact.get("recommended") is not None else kind
    return not_recorded(assessment, fact, f"{proposed} not decided")


def _steps(fact: Mapping[str, object]) -> Iterator[str]:
    for step, said in _STEPS.items():
        if fact.get(step) is not None:
            when = wording.day(fact[step]) if step == "not_handled" else happened_on(fact, step)
            yield said.format(when)
