"""The company's side of a finding: what it has said itself, and apart from it what others report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.dates import PartialDate, before
from ddscore.reports.story.attribution import disputed, is_own, known_sources, text, texts
from ddscore.reports.story.blocks import Column, Paragraph, paragraph
from ddscore.reports.story.findings import in_favour
from ddscore.reports.story.questions import TITLE, answered
from ddscore.reports.story.record import facts_of, statement, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ddscore.model.assessment import Assessment
    from ddscore.reports.story.blocks import Block

    Fact = Mapping[str, object]


def replies(assessment: Assessment, finding_id: str, involvement_id: str) -> Iterator[Column]:
    """What the company has said, and denials that only others report."""
    facts = [assessment.facts[fact_id] for fact_id in (finding_id, involvement_id)]
    names = tuple(dict.fromkeys(name for fact in facts for name in texts(fact, "disputed_by")))
    denials = known_sources(assessment, names)
    own = [Paragraph(disputed(assessment, name)) for name in denials if is_own(assessment, name)]
    others = [Paragraph(disputed(assessment, name)) for name in denials if not is_own(assessment, name)]
    said = (
        *own,
        *in_favour(assessment, involvement_id, own=True),
        *_when_asked(assessment, finding_id, involvement_id),
    )
    none = paragraph("The sources listed record no statement by the company itself on this matter.")
    further = _further(assessment, finding_id, involvement_id)
    yield Column("What the company has said", (*(said or (none,)), *further))
    if others:
        yield Column("Denials as others report them", tuple(others))


def _when_asked(assessment: Assessment, finding_id: str, involvement_id: str) -> Iterator[Block]:
    """Statements to questions on this very matter; one made before the finding is no answer to it."""
    finding = assessment.facts[finding_id]
    for fact_id, fact in facts_of(assessment, "engagement"):
        if text(fact, "statement") and _addresses(fact, finding_id, involvement_id):
            yield Paragraph(told(assessment, fact_id))
            earlier = " That was before the finding." if _precedes(fact, finding) else ""
            yield paragraph(f"{answered(fact) or 'When it answered is not recorded.'}{earlier}", tone="note")
            yield from statement(assessment, fact)


def _further(assessment: Assessment, finding_id: str, involvement_id: str) -> Iterator[Block]:
    """Where else the company speaks."""
    if any(
        not (text(fact, "statement") and _addresses(fact, finding_id, involvement_id))
        for _, fact in facts_of(assessment, "engagement")
    ):
        yield paragraph(f"For other questions and its answers see “{TITLE}”.", tone="note")


def _addresses(fact: Fact, finding_id: str, involvement_id: str) -> bool:
    about = {*texts(fact, "addresses"), *texts(fact, "involvement")}
    return bool(about & {finding_id, involvement_id})


def _precedes(fact: Fact, finding: Fact) -> bool:
    dates = text(fact, "answered"), text(finding, "date")
    return all(dates) and before(*(PartialDate.parse(date) for date in dates)) is True
