"""One report as a story: what is said and in which order, the same in every prose format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports import grouped, wording
from ddscore.reports.story import appendix, events, opening
from ddscore.reports.story.blocks import Story
from ddscore.reports.story.comparisons import comparisons
from ddscore.reports.story.criteria import criteria
from ddscore.reports.story.questions import questions
from ddscore.reports.story.summary import summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.model.assessment import Assessment


def stories(assessments: Sequence[Assessment]) -> list[Story]:
    """A report for each case and date, in the order given; several rubrics for one stand in one report."""
    return [tell(group[0]) if len(group) == 1 else _tell_together(group) for group in grouped(assessments)]


def _tell_together(assessments: Sequence[Assessment]) -> Story:
    # Late, since a report by one rubric does without.
    from ddscore.reports.story.together import tell_together

    return tell_together(assessments)


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
        appendix.corrections(assessment.case, assessment.facts),
        appendix.limits(),
    )
    return Story(
        assessment.case.company,
        f"{rubric.title} ({rubric.id} {rubric.version}), as known on {wording.day(assessment.as_of)}",
        wording.draft(assessment.case.status),
        tuple(block for block in blocks if block is not None),
    )
