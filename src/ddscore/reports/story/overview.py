"""Several assessments together: a picture and a table of companies, in an order that is no ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ddscore.model.rubric import Side
from ddscore.reports import figures, wording
from ddscore.reports.story.blocks import (
    Cell,
    Place,
    Quadrant,
    Section,
    Sentence,
    Story,
    Table,
    paragraph,
)
from ddscore.reports.story.record import beside
from ddscore.reports.story.summary import lines, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ddscore.model.assessment import Assessment
    from ddscore.model.rubric import Row
    from ddscore.reports.story.blocks import Block, Line

_TABLE = "Each company with its figures and their bounds, in the order given, which is no ranking"
_PICTURE = "What each company says, across, and what the record shows, up"


class Entry(NamedTuple):
    """An assessment among others: a row of the table, and a place in the picture."""

    company: str
    file: str
    """The report beside this page; empty where there is none."""
    cells: Mapping[str, Cell]
    """What the table says of it, by heading; a heading that none fills is left out."""
    lines: tuple[Line, ...] = ()
    """Its figures, to be drawn."""


def overview(files: Mapping[str, Sequence[Assessment]]) -> Story:
    """The reports in a folder, by file name."""
    rubrics = {(one.rubric.id, one.rubric.version): one.rubric for group in files.values() for one in group}
    several = len(rubrics) > 1
    entries = [
        entry(one, file, with_rubric=several) for file, assessments in files.items() for one in assessments
    ]
    worse = [rubric.id for rubric in rubrics.values() if rubric.higher_is == "worse"]
    drafts = sum(bool(wording.draft(group[0].case.status)) for group in files.values())
    cautions = (
        _drafts(drafts, len(files)) if drafts else "",
        f"By {wording.listed(worse)} a higher figure is worse." if worse else "",
        wording.OWN_SCALE if several else "",
    )
    blocks = (
        paragraph(wording.NATURE, tone="note"),
        *(paragraph(caution, tone="caution") for caution in cautions if caution),
        *compared(entries, picture=not several),
    )
    by = ", ".join(f"{rubric.title} ({rubric.id} {rubric.version})" for rubric in rubrics.values())
    subtitle = f"{wording.counted(len(files), '1 report', 'reports')} by {by}"
    return Story("Assessments", subtitle, "", blocks)


def _drafts(drafts: int, reports: int) -> str:
    if drafts == 1:
        which = "The record is a draft" if reports == 1 else f"One of {reports} records is a draft"
        return f"{which}: no second reader has confirmed it against its sources."
    which = "All records are drafts" if drafts == reports else f"{drafts} of {reports} records are drafts"
    return f"{which}: no second reader has confirmed them against their sources."


def entry(assessment: Assessment, file: str, *, with_rubric: bool = False) -> Entry:
    """One assessment, with the file beside the page that tells it in full."""
    figure, rubric, case = assessment.summary, assessment.rubric, assessment.case
    scores = {Side.POLICY: figure.policy, Side.PRACTICE: figure.practice, Side.OVERALL: figure.overall}
    drawn = lines(figures.summary_status(assessment), scores)
    profile = _decided(rubric.profiles, figure.profile, figure.possible_profiles)
    outcome = _decided(rubric.outcomes, figure.outcome, figure.possible_outcomes)
    coverage = None if figure.coverage is None else figure.coverage * 100
    cells = {
        "Rubric": Cell(Sentence(f"{rubric.id} {rubric.version}" if with_rubric else "")),
        "Profile": Cell(Sentence(profile)),
        "Outcome": Cell(Sentence(outcome)),
        **{line.label: Cell(Sentence(line.words), key=line.percent) for line in drawn},
        "Settled": Cell(
            Sentence("" if coverage is None else f"{figures.whole(coverage)} percent"), key=coverage
        ),
        "As known on": Cell(Sentence(str(assessment.as_of))),
        "Record": Cell(Sentence(case.status)),
    }
    return Entry(case.company, file, cells, drawn)


def _decided(rows: Sequence[Row], certain: str | None, possible: Sequence[str]) -> str:
    """A profile or outcome by its title; of several that are possible, how many: the report has them all."""
    if certain is not None:
        return title(rows, certain)
    return f"undetermined ({len(possible)} possible)" if possible else ""


def compared(entries: Sequence[Entry], *, picture: bool = True) -> Iterator[Block]:
    """Companies in a picture and in a table; figures by several rubrics stand in no common picture."""
    listed = table(_TABLE, entries)
    drawn = quadrant(entries) if picture else None
    yield Section("Companies", (listed._replace(picture=drawn),), "companies")


def table(caption: str, entries: Sequence[Entry]) -> Table:
    """A row for each, under the headings that any of them fills."""
    filled = {name for entry in entries for name, cell in entry.cells.items() if cell.sentence.text}
    heads = [
        name for name in dict.fromkeys(name for entry in entries for name in entry.cells) if name in filled
    ]
    rows = tuple(
        (
            Cell(Sentence(entry.company), link=beside(entry.file)),
            *(entry.cells.get(name, Cell(Sentence(""))) for name in heads),
        )
        for entry in entries
    )
    return Table(caption, ("Company", *heads), rows, sortable=True)


def quadrant(entries: Sequence[Entry]) -> Quadrant | None:
    """Those with both sides, whether or not the evidence suffices for a figure; None where none has."""
    places = []
    for entry in entries:
        sides = {line.side: line for line in entry.lines}
        if "policy" in sides and "practice" in sides:
            places.append(Place(entry.company, beside(entry.file), sides["policy"], sides["practice"]))
    across, up = wording.SIDES[Side.POLICY], wording.SIDES[Side.PRACTICE]
    return Quadrant(_PICTURE, across, up, tuple(places)) if places else None
