"""A story as a page needs it: what stands at its head, its contents, and where each line of it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ddscore.reports.story.blocks import (
    Beside,
    Items,
    Paragraph,
    Quotation,
    Section,
    Sentence,
    Table,
    Terms,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ddscore.reports.story.blocks import Block, Story

_SHORT = 4
"""A report of fewer sections needs no list of them."""


class Use(NamedTuple):
    """A place that rests on a fact or a source."""

    anchor: str
    name: str


class Telling(NamedTuple):
    """One report of a page."""

    story: Story
    prefix: str
    """Before each name within the page, so that those of several reports differ."""
    head: tuple[Block, ...]
    """What a reader sees first: the opening, and what was decided."""
    rest: tuple[Block, ...]
    contents: tuple[Section, ...]
    """The sections to be listed; none in a short report."""
    anchors: frozenset[str]
    """What can be led to."""
    uses: Mapping[str, tuple[Use, ...]]
    """By anchor, the places that lead there."""


def told(story: Story, prefix: str) -> Telling:
    """A story, laid out; every section under a name by which it can be cited."""
    blocks = [_named(block, number) for number, block in enumerate(story.blocks)]
    opening = next((place for place, block in enumerate(blocks) if isinstance(block, Section)), len(blocks))
    first = blocks[opening : opening + 1]
    split = opening + any(isinstance(block, Section) and _decides(block) for block in first)
    head, rest = tuple(blocks[:split]), tuple(blocks[split:])
    sections = tuple(block for block in rest if isinstance(block, Section))
    uses: dict[str, dict[Use, None]] = {}
    anchors = set()
    for place in _places(blocks, Use("", "")):
        anchors.add(place.here.anchor)
        for to in place.leads:
            if place.here.anchor not in ("", to):
                uses.setdefault(to, {})[place.here] = None
    return Telling(
        story,
        prefix,
        head,
        rest,
        sections if len(sections) >= _SHORT else (),
        frozenset(anchors - {""}),
        {anchor: tuple(found) for anchor, found in uses.items()},
    )


def cited(story: Story) -> frozenset[str]:
    """The ids of the sources that a story cites anywhere."""
    return frozenset(
        source for place in _places(story.blocks, Use("", "")) for source in place.sentence.sources
    )


def sortable(story: Story) -> bool:
    """Whether a story has a table that readers may sort."""
    return any(isinstance(block, Table) and block.sortable for block in _within(story.blocks))


def _within(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Section):
            yield from _within(block.blocks)


def _named(block: Block, number: int) -> Block:
    if isinstance(block, Section) and not block.anchor:
        return block._replace(anchor=f"section-{number}")
    return block


def _decides(section: Section) -> bool:
    """Whether a section has what was decided: a summary with its glance, or a table by rubric."""
    if any(isinstance(block, Terms) and block.glance is not None for block in section.blocks):
        return True
    tables = [block for block in section.blocks if isinstance(block, Table)]
    # A list of companies is what the page is about, and no summary of it.
    return bool(tables) and not any(table.sortable for table in tables)


class _Place(NamedTuple):
    """A line of the story: the nearest place that can be cited, what it says, and where it leads."""

    here: Use
    sentence: Sentence = Sentence("")
    to: str = ""

    @property
    def leads(self) -> Iterator[str]:
        """The anchors that it leads to; sources only from facts, since sections would name too many."""
        if self.to:
            yield self.to
        if self.here.anchor.startswith("fact-"):
            yield from (f"source-{source}" for source in self.sentence.sources)


def _places(blocks: Iterable[Block], here: Use) -> Iterator[_Place]:
    for block in blocks:
        match block:
            case Section(title, inner, anchor):
                at = Use(anchor, title) if anchor else here
                yield _Place(at)
                yield from _places(inner, at)
            case Items(items):
                for item in items:
                    at = Use(item.anchor, item.label) if item.anchor else here
                    yield _Place(at, item.sentence, item.to)
                    yield from _places(item.more, at)
            case Beside(columns):
                for column in columns:
                    yield from _places(column.blocks, here)
            case Table(_, _, rows):
                yield from (_Place(here, cell.sentence, cell.to) for row in rows for cell in row)
            case Terms(terms):
                yield from (_Place(here, sentence) for _, sentence in terms)
            case Paragraph(sentence) | Quotation(_, sentence):
                yield _Place(here, sentence)
            case _:
                pass
