"""One report as a story: what is said and in which order, the same in every prose format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports import wording
from ddscore.reports.story import appendix, events, opening
from ddscore.reports.story.blocks import Story
from ddscore.reports.story.comparisons import comparisons
from ddscore.reports.story.criteria import criteria
from ddscore.reports.story.questions import questions
from ddscore.reports.story.summary import summary

if TYPE_CHECKING:
    from ddscore.model.assessment import Assessment


def tell(assessment: Assessment) -> Story:
    """The report on one assessment."""
    rubric = assessment.rubric
    blocks = (
        *opening.opening(assessment),
        summary(assessment),
        opening.themes(assessment),
        comparisons(assessment),
        events.promises(assessment),
        questions(assessment),
        events.actions(assessment),
        criteria(assessment),
        appendix.unknowns(assessment),
        appendix.research(assessment),
        appendix.record(assessment),
        appendix.sources(assessment),
        appendix.method(assessment),
        appendix.corrections(assessment),
        appendix.limits(),
    )
    return Story(
        assessment.case.company,
        f"{rubric.title} ({rubric.id} {rubric.version}), as known on {wording.day(assessment.as_of)}",
        "" if assessment.case.status in ("reviewed", "published") else wording.DRAFT,
        tuple(block for block in blocks if block is not None),
    )
