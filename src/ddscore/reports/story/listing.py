"""What a folder of reports holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports import wording
from ddscore.reports.story.blocks import Item, Items, Sentence, Story, paragraph, terms
from ddscore.reports.story.overview import entry
from ddscore.reports.story.record import beside

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ddscore.model.assessment import Assessment
    from ddscore.reports.story.blocks import Terms


def listing(files: Mapping[str, Sequence[Assessment]]) -> Story:
    """The reports in a folder, by file name, each with its figures; in the order given, never a ranking."""
    items = tuple(_item(file, assessments) for file, assessments in files.items())
    return Story(
        "Assessments",
        wording.counted(len(items), "1 report", "reports"),
        "",
        (paragraph(wording.NATURE, tone="note"), Items(items)),
    )


def _item(file: str, assessments: Sequence[Assessment]) -> Item:
    case = assessments[0].case
    figures_of_each = tuple(map(_figures, assessments))
    record = terms(("Record", case.status))
    return Item(Sentence(case.company), link=beside(file), more=(*figures_of_each, record))


def _figures(assessment: Assessment) -> Terms:
    rubric = assessment.rubric
    told = entry(assessment, "").cells
    return terms(
        ("Assessed by", f"{rubric.id} {rubric.version}, as known on {wording.day(assessment.as_of)}"),
        *((name, cell.sentence) for name, cell in told.items() if name not in ("As known on", "Record")),
    )
