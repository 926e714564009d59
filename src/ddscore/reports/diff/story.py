"""What changed as a story: what moved, and what did it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports import wording
from ddscore.reports.diff import changes
from ddscore.reports.diff import wording as words
from ddscore.reports.story.blocks import Item, Items, Section, Sentence, Story, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.diff import Diff
    from ddscore.reports.story.blocks import Block


def tell(diff: Diff) -> Story:
    """The story of one diff in which something moved."""
    before, after = words.ends(diff)
    draft = "" if diff.after.case.status in ("reviewed", "published") else wording.DRAFT
    return Story(words.heading(diff), f"{before} → {after}", draft, tuple(_blocks(diff)))


def _blocks(diff: Diff) -> Iterator[Block]:
    yield paragraph(words.lead(diff))
    yield paragraph(wording.NATURE, tone="note")
    whole = tuple(_figure(diff, side, *ends) for side, *ends in words.scores(diff))
    if whole:
        yield Section("What moved", (Items(whole),))
    nodes = tuple(Item(Sentence(title), name, more=_plain(moved)) for name, title, moved in words.nodes(diff))
    if nodes:
        yield Section("Criteria and themes that moved", (Items(nodes),))
    did = tuple(
        Item(
            changes.said(diff, change),
            changes.short(change),
            more=_plain(list(changes.details(diff, change))),
        )
        for change in changes.ranked(diff)
    )
    yield Section("What did it", (Items(did),))
    if diff.idle:
        idle = Items(tuple(Item(Sentence(changes.label_with_fields(diff, change))) for change in diff.idle))
        yield Section(words.idle(diff), (idle,))
    yield Section("How to read this", (paragraph(words.method(diff)), paragraph(wording.GAP)))


def _figure(diff: Diff, side: str, before: str, after: str) -> Item:
    figures = words.of_whole(diff, side)
    lines = [
        *(words.moved_by(diff, figure) for figure in figures),
        *(f"of this {origins}" for figure in figures if (origins := words.of_origins(diff, figure))),
    ]
    return Item(Sentence(f"{before} → {after}"), words.SIDES[side], more=_plain(lines))


def _plain(lines: Sequence[str]) -> tuple[Block, ...]:
    return tuple(paragraph(line) for line in lines)
