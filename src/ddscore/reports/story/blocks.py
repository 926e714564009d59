"""What a report is made of: plain blocks that each prose format prints in its own way.

No text in a block is markup. Formats escape all of it, whoever wrote it. Named tuples, because a frozen
dataclass takes four times as long to make, and a report in text has to start fast.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

Tone = Literal["plain", "lead", "note", "caution"]
"""How a paragraph is meant: the opening; detail to what stands above; what must not be overlooked."""


class Sentence(NamedTuple):
    """One or more sentences, with the ids of the sources that they rest on."""

    text: str
    sources: tuple[str, ...] = ()


class Paragraph(NamedTuple):
    """A paragraph."""

    sentence: Sentence
    tone: Tone = "plain"


class Quotation(NamedTuple):
    """Somebody's own words, and whose."""

    text: str
    by: Sentence
    language: str = ""
    """The language of the source they were taken from, where it is recorded."""


class Item(NamedTuple):
    """An entry of a list."""

    sentence: Sentence
    label: str = ""
    """The id by which the rest of the report names it."""
    anchor: str = ""
    """A name within the report by which other entries can lead here."""
    to: str = ""
    """The anchor that the label leads to."""
    link: str = ""
    """An address that the sentence leads to: http(s), or a report beside this one."""
    language: str = ""
    more: tuple["Block", ...] = ()


class Items(NamedTuple):
    """A list."""

    items: tuple[Item, ...]


class Line(NamedTuple):
    """A figure with its bounds, in percent, to be drawn and said."""

    label: str
    words: str
    low: float
    high: float
    percent: float | None
    """None where no figure may be shown: only the bounds are drawn."""
    side: str = "overall"
    """policy, practice or overall: by which shape and colour it is drawn."""
    shown: str = ""
    """The figure of the words, or what stands in its place."""
    span: str = ""
    """The bounds of the words; empty where they are the figure."""


class Chart(NamedTuple):
    """What is said and what is shown, side by side."""

    title: str
    lines: tuple[Line, ...]
    gap: str = ""
    """The gap in words; empty where there is none to speak of."""
    gap_shown: str = ""
    """The gap of the words, or what stands in its place."""
    gap_span: str = ""
    """The bounds of the gap; empty where they are the gap."""
    to: str = ""
    """The anchor of what the chart sums up."""


class Verdict(NamedTuple):
    """Something decided: what, and on what facts it rests, or what else is possible."""

    name: str
    said: str
    detail: str = ""
    because: str = ""
    """By which test, in the rubric's words."""


class Glance(NamedTuple):
    """What a reader should grasp of a summary within seconds."""

    verdicts: tuple[Verdict, ...]
    chart: Chart
    settled: Verdict | None = None

    @property
    def told(self) -> frozenset[str]:
        """The names of the terms that it tells already."""
        others = (self.settled,) if self.settled else ()
        return frozenset(one.name for one in (*self.verdicts, *others)).union(
            line.label for line in self.chart.lines
        )


class Terms(NamedTuple):
    """Short facts, each with its name."""

    rows: tuple[tuple[str, Sentence], ...]
    glance: Glance | None = None
    """Those that matter most once more, for a format that draws them."""


class Charts(NamedTuple):
    """Charts on one scale, from 0 to 100."""

    caption: str
    charts: tuple[Chart, ...]


class Stretch(NamedTuple):
    """A figure with its bounds, in percent, for as long as it held; times from 0 to 1 of the whole."""

    begins: float
    ends: float
    low: float
    high: float
    percent: float | None


class Track(NamedTuple):
    """One figure over time."""

    label: str
    stretches: tuple[Stretch, ...]
    words: str
    """What is drawn, in words."""


class Mark(NamedTuple):
    """A day on which something moved."""

    at: float
    """From 0 to 1 of the whole time."""
    label: str
    """Its number."""
    level: int
    """The line on which its number has room, from 0."""


class Timeline(NamedTuple):
    """Figures over time on one scale, from 0 to 100, to be drawn and listed."""

    caption: str
    tracks: tuple[Track, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, str], ...]
    """Dates on the axis."""
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """The same in figures: the number of a mark, the date, and a figure each."""
    moved_by: tuple[str, ...]
    """By what each row moved, for formats that have room for it."""


class Column(NamedTuple):
    """One of several things that are set beside each other."""

    title: str
    blocks: tuple["Block", ...]


class Beside(NamedTuple):
    """Columns that have equal weight; a format that cannot set them side by side sets them in turn."""

    columns: tuple[Column, ...]


class Cell(NamedTuple):
    """A cell of a table."""

    sentence: Sentence
    label: str = ""
    """The id of what the row or the cell is about."""
    to: str = ""
    """The anchor that the label leads to."""
    link: str = ""
    """An address that the sentence leads to: a report beside this one."""
    key: float | None = None
    """The number by which its column is sorted; without any in the column, it is sorted by its words."""


class Place(NamedTuple):
    """A company in the picture of several."""

    name: str
    link: str
    across: Line
    up: Line


class Quadrant(NamedTuple):
    """What companies say, across, and what the record of each shows, up."""

    title: str
    across: str
    up: str
    places: tuple[Place, ...]
    """In the order of the table. One without both figures is not drawn at a point."""


class Table(NamedTuple):
    """Rows under headings; a row's first cell says what the others are of."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    has_numbers: bool = False
    """Whether all cells but the first are short, so that a line of text has room for them."""
    sortable: bool = False
    """Whether readers may want another order; the rows stand in one that is no ranking."""
    picture: Quadrant | None = None
    """The same, for a format that draws it."""


class Code(NamedTuple):
    """What is typed as it stands."""

    text: str
    more: tuple[str, ...] = ()
    """Its further lines, with the spaces that they begin with."""


class Section(NamedTuple):
    """Blocks under a heading; sections nest."""

    title: str
    blocks: tuple["Block", ...]
    anchor: str = ""
    folded: str = ""
    """What stands beside the heading where a long report folds the rest away; empty where it may not."""


Block = Paragraph | Quotation | Items | Terms | Charts | Timeline | Beside | Table | Code | Section


class Story(NamedTuple):
    """One report, ready to be printed."""

    title: str
    subtitle: str
    banner: str
    """What stands above all else; empty where the record was reviewed."""
    blocks: tuple["Block", ...]


def sources_in(part: object) -> Iterator[str]:
    """The ids of all sources that a block, or blocks, rest on: each is a tuple, down to its sentences."""
    if isinstance(part, Sentence):
        yield from part.sources
    elif isinstance(part, tuple):
        for inner in part:
            yield from sources_in(inner)


def paragraph(text: str, sources: tuple[str, ...] = (), tone: Tone = "plain") -> Paragraph:
    """A paragraph of one sentence or more."""
    return Paragraph(Sentence(text, sources), tone)


def terms(*rows: tuple[str, str | Sentence], glance: Glance | None = None) -> Terms:
    """Terms, without those that have nothing to say."""
    said = [(name, Sentence(what) if isinstance(what, str) else what) for name, what in rows]
    return Terms(tuple((name, sentence) for name, sentence in said if sentence.text), glance)
