"""What a folder of reports holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports import figures, wording
from ddscore.reports.story.blocks import Item, Items, Sentence, Story, paragraph, terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ddscore.model.assessment import Assessment


def listing(files: Mapping[str, Assessment]) -> Story:
    """The reports in a folder, by file name, each with its figures; in the order given, never a ranking."""
    items = tuple(_item(file, assessment) for file, assessment in files.items())
    return Story(
        "Assessments",
        wording.counted(len(items), "1 report", "reports"),
        "",
        (paragraph(wording.NATURE, tone="note"), Items(items)),
    )


def _item(file: str, assessment: Assessment) -> Item:
    rubric, summary = assessment.rubric, assessment.summary
    status = figures.summary_status(assessment)
    scores = (("Policy", summary.policy), ("Practice", summary.practice), ("Overall", summary.overall))
    rows = terms(
        ("Assessed by", f"{rubric.id} {rubric.version}, as known on {wording.day(assessment.as_of)}"),
        *((name, figures.figure(score, status)) for name, score in scores if score is not None),
        ("Record", assessment.case.status),
    )
    return Item(Sentence(assessment.case.company), link=file, more=(rows,))
