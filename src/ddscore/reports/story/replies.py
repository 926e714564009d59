"""The company's side of a point: what it has said itself, and apart from it what others report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.dates import before
from ddscore.reports.story.attribution import date_of, disputed, is_own, known_sources, text, texts
from ddscore.reports.story.blocks import Column, Paragraph, paragraph
from ddscore.reports.story.findings import in_favour
from ddscore.reports.story.questions import TITLE, answered
from ddscore.reports.story.record import active, statement, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ddscore.model.assessment import Assessment
    from ddscore.reports.story.blocks import Block

    Fact = Mapping[str, object]

SAID = "What the company has said"
DENIALS = "Denials as others report them"
NONE = "The sources listed record no statement by the company itself on this matter."
_OF_THE_MATTER = "It is recorded as disputing the matter that the finding is about."
TIED_TO_NONE = f"What it said to questions that the case file ties to no single entry stands under “{TITLE}”."


def replies(assessment: Assessment, *points: str) -> Iterator[Column]:
    """What the company has said to findings or involvement, by their ids, and denials that others report."""
    own, others = said(assessment, *points), denied(assessment, *points)
    none = f"The case file ties no statement by the company itself to this. {TIED_TO_NONE}"
    silent = (paragraph(none if speaks_elsewhere(assessment) else NONE),)
    yield Column(SAID, (*(own or silent), *_further(assessment, points)))
    if others:
        yield Column(DENIALS, others)


def said(assessment: Assessment, *points: str) -> tuple[Block, ...]:
    """What the company itself has said to points of the record; empty where nothing is recorded."""
    own = (name for name in _denials(assessment, points) if is_own(assessment, name))
    return (
        *(block for name in own for block in _denial(assessment, name, points)),
        *(block for point in points for block in in_favour(assessment, point, own=True)),
        *answers_to(assessment, points),
    )


def denied(assessment: Assessment, *points: str) -> tuple[Block, ...]:
    """Denials that others report or state."""
    others = (name for name in _denials(assessment, points) if not is_own(assessment, name))
    return tuple(block for name in others for block in _denial(assessment, name, points))


def speaks_elsewhere(assessment: Assessment) -> bool:
    """Whether the company said something to a question of which the case file records no subject."""
    return any(
        text(fact, "statement") and not _subjects(fact) for _, fact in active(assessment, "engagement")
    )


def _denial(assessment: Assessment, name: str, points: tuple[str, ...]) -> Iterator[Block]:
    """A denial; beside a finding what it disputes, and whether the finding came only after it."""
    yield Paragraph(disputed(assessment, name))
    made = date_of(assessment.sources[name], "published")
    for point in points:
        fact = assessment.facts[point]
        if fact["collection"] == "findings":
            found = date_of(fact, "date")
            earlier = made is not None and found is not None and before(made, found) is True
            notes = (
                "" if name in texts(fact, "disputed_by") else _OF_THE_MATTER,
                "It was made before the finding." if earlier else "",
            )
            if any(notes):
                yield paragraph(" ".join(note for note in notes if note), tone="note")


def _denials(assessment: Assessment, points: tuple[str, ...]) -> tuple[str, ...]:
    facts = [assessment.facts[point] for point in points]
    names = tuple(dict.fromkeys(name for fact in facts for name in texts(fact, "disputed_by")))
    return known_sources(assessment, names)


def answers_to(assessment: Assessment, points: tuple[str, ...]) -> Iterator[Block]:
    """Statements to questions on these very points; one made before a finding is no answer to it."""
    findings = [assessment.facts[point] for point in points]
    for fact_id, fact in active(assessment, "engagement"):
        if _answers(fact, points):
            yield Paragraph(told(assessment, fact_id))
            earlier = any(_precedes(fact, finding) for finding in findings)
            when = answered(fact) or "When it answered is not recorded."
            yield paragraph(f"{when} That was before the finding." if earlier else when, tone="note")
            yield from statement(assessment, fact)


def _further(assessment: Assessment, points: tuple[str, ...]) -> Iterator[Block]:
    """Where else the company speaks."""
    if any(not _answers(fact, points) for _, fact in active(assessment, "engagement")):
        yield paragraph(f"For other questions and its answers see “{TITLE}”.", tone="note")


def _answers(fact: Fact, points: tuple[str, ...]) -> bool:
    """Whether the company said something to a question that the case file records as on these points."""
    return bool(text(fact, "statement")) and not _subjects(fact).isdisjoint(points)


def _subjects(fact: Fact) -> set[str]:
    """The facts that a question is on, by their ids."""
    return {*texts(fact, "addresses"), *texts(fact, "involvement")}


def _precedes(fact: Fact, finding: Fact) -> bool:
    answered_on, found = date_of(fact, "answered"), date_of(finding, "date")
    return answered_on is not None and found is not None and before(answered_on, found) is True
