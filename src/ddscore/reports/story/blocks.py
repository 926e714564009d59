"""What a report is made of: plain blocks that each prose format prints in its own way.

No text in a block is markup. Formats escape all of it, whoever wrote it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How a paragraph is meant."""

    PLAIN = "plain"
    LEAD = "lead"
    """The opening: what a reader takes away who reads nothing else."""
    NOTE = "note"
    """Detail that supports what stands above it."""
    CAUTION = "caution"
    """What must not be overlooked."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One or more sentences, with the ids of the sources that they rest on."""

    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    sentence: Sentence
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's own words, and whose."""

    text: str
    by: Sentence
    language: str = ""
    """The language of the source they were taken from, where it is recorded."""


@dataclass(frozen=True, slots=True)
class Item:
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
    more: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """Short facts, each with its name."""

    rows: tuple[tuple[str, Sentence], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A figure with its bounds, in percent, to be drawn and said."""

    label: str
    words: str
    low: float
    high: float
    percent: float | None


@dataclass(frozen=True, slots=True)
class Chart:
    """What is said and what is shown, side by side."""

    title: str
    lines: tuple[Line, ...]
    gap: str = ""
    """The gap in words; empty where there is none to speak of."""


@dataclass(frozen=True, slots=True)
class Charts:
    """Charts on one scale, from 0 to 100."""

    caption: str
    charts: tuple[Chart, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One of several things that are set beside each other."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Columns that have equal weight; a format that cannot set them side by side sets them in turn."""

    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """What is typed as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading; sections nest."""

    title: str
    blocks: tuple[Block, ...]
    anchor: str = ""


Block = Paragraph | Quotation | Items | Terms | Charts | Beside | Code | Section


@dataclass(frozen=True, slots=True)
class Story:
    """One report, ready to be printed."""

    title: str
    subtitle: str
    banner: str
    """What stands above all else; empty where the record was reviewed."""
    blocks: tuple[Block, ...]


def paragraph(text: str, sources: tuple[str, ...] = (), tone: Tone = Tone.PLAIN) -> Paragraph:
    """A paragraph of one sentence or more."""
    return Paragraph(Sentence(text, sources), tone)


def terms(*rows: tuple[str, str | Sentence]) -> Terms:
    """Terms, without those that have nothing to say."""
    said = [(name, Sentence(what) if isinstance(what, str) else what) for name, what in rows]
    return Terms(tuple((name, sentence) for name, sentence in said if sentence.text))
