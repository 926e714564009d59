"""Plain text for a terminal: 80 columns, no colour, control characters shown and never sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from ddscore.reports.characters import is_narrow, one_line, width
from ddscore.reports.story import stories
from ddscore.reports.story.blocks import (
    Beside,
    Charts,
    Code,
    Items,
    Paragraph,
    Quotation,
    Section,
    Table,
    Terms,
    Timeline,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ddscore.model.assessment import Assessment
    from ddscore.reports.story.blocks import Block, Cell, Chart, Column, Item, Line, Sentence, Story

COLUMNS = 80
_BAR = 20
_LABEL = 22
_ADDRESS = ("http://", "https://")
_UNDERLINES = "==-~."
"""What stands under a heading, by its depth; the deepest serves for all below it."""


def render(assessments: Sequence[Assessment]) -> str:
    """Reports one after the other, one for each case and date."""
    return f"\n{'#' * COLUMNS}\n\n".join(map(in_text, stories(assessments)))


def index(files: Mapping[str, Sequence[Assessment]]) -> str:
    """The reports in a folder."""
    # Late, since a single report does without.
    from ddscore.reports.story.listing import listing

    return in_text(listing(files))


def in_text(story: Story) -> str:
    """A story in plain text."""
    lines = [*_banner(story.banner), *_heading(story.title, 0), *wrap(story.subtitle), ""]
    lines += _blocks(story.blocks, 1, "")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def wrap(text: str, first: str = "", then: str | None = None) -> list[str]:
    """The text in lines, with what stands before the first and the others; addresses stay whole."""
    said = one_line(text)
    rest = " " * width(first) if then is None else then
    room, later = COLUMNS - width(first), COLUMNS - width(rest)
    least = min(room, later)
    if not is_narrow(said) or (len(said) > least and max(map(len, said.split(" "))) > least):
        return _wrap_by_words(said, first, rest)
    lines: list[str] = []
    while len(said) > room:
        end = said.rfind(" ", 0, room + 1)
        lines.append(first + said[:end])
        said, first, room = said[end + 1 :], rest, later
    return [*lines, first + said]


def _wrap_by_words(text: str, first: str, rest: str) -> list[str]:
    """The same for text with words longer than a line, or whose length is not its width."""
    room = COLUMNS - max(width(first), width(rest))
    lines: list[str] = []
    start, words, used = first, list[str](), width(first)
    for word in text.split(" "):
        for piece in (word,) if len(word) * 2 <= room else _pieces(word, room):
            size = width(piece)
            if words and used + 1 + size > COLUMNS:
                lines.append(start + " ".join(words))
                start, words, used = rest, [], width(rest)
            used += size + (1 if words else 0)
            words.append(piece)
    return [*lines, start + " ".join(words)]


def _pieces(word: str, room: int) -> Sequence[str]:
    """A word, in parts where it is longer than a line."""
    if width(word) <= room or word.startswith(_ADDRESS):
        return (word,)
    pieces = [""]
    for character in word:
        if width(pieces[-1]) + width(character) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _banner(banner: str) -> list[str]:
    return ["!" * COLUMNS, *wrap(banner, "!! "), "!" * COLUMNS, ""] if banner else []


def _heading(title: str, depth: int) -> list[str]:
    lines = wrap(title)
    return [*lines, _UNDERLINES[min(depth, len(_UNDERLINES) - 1)] * max(width(line) for line in lines)]


def _said(sentence: Sentence) -> str:
    return " ".join([sentence.text, *[f"[{source}]" for source in sentence.sources]])


def _blocks(blocks: Sequence[Block], depth: int, margin: str, between: Sequence[str] = ("",)) -> list[str]:
    lines: list[str] = []
    for number, block in enumerate(blocks):
        lines += between if number else ()
        lines += _block(block, depth, margin)
    return lines


def _block(block: Block, depth: int, margin: str) -> list[str]:
    match block:
        case Paragraph(sentence, tone):
            return wrap(_said(sentence), margin + ("! " if tone == "caution" else ""))
        case Quotation(text, by):
            quoted = wrap(text, f"{margin}  | ", f"{margin}  | ")
            return [*quoted, *wrap(f"({_said(by)})", f"{margin}    ")]
        case Items(items):
            return [line for item in items for line in _item(item, depth, margin)]
        case Terms(rows):
            terms = [(f"{name}: {_said(what)}", margin, f"{margin}  ") for name, what in rows]
            return [line for term in terms for line in wrap(*term)]
        case Charts(caption, charts):
            return [
                *wrap(f"{caption}:", margin),
                *(line for chart in charts for line in _chart(chart, margin)),
            ]
        case Beside(columns):
            return [line for column in columns for line in _column(column, depth, margin)]
        case Table() | Timeline():
            return _tabled(block, margin)
        case Code(text):
            # Left whole, so that it can be copied.
            return [f"{margin}    {one_line(text)}"]
        case Section(title, inner):
            return [*_heading(title, depth), *_blocks(inner, depth + 1, margin)]
        case _:
            assert_never(block)


def _tabled(block: Table | Timeline, margin: str) -> list[str]:
    if isinstance(block, Table):
        rows = [line for row in block.rows for line in _row(block.head, row, margin)]
        return [*wrap(f"{block.caption}:", margin), *rows]
    # Late, since a report on one day has none.
    from ddscore.reports.drawing import drawn

    return [margin + line for line in drawn(block, COLUMNS - width(margin))]


def _item(item: Item, depth: int, margin: str) -> list[str]:
    label = f"{item.label}: " if item.label else ""
    link = f" {item.link}" if item.link and item.link != item.sentence.text else ""
    said = wrap(label + _said(item.sentence) + link, f"{margin}- ")
    return [*said, *_blocks(item.more, depth, f"{margin}  ", ())]


def _column(column: Column, depth: int, margin: str) -> list[str]:
    return [*wrap(f"{column.title}:", margin), *_blocks(column.blocks, depth, f"{margin}  ", ())]


def _row(head: Sequence[str], row: Sequence[Cell], margin: str) -> list[str]:
    """A row with the name of its column before each cell: a line has no room for columns."""
    first, *others = [": ".join(part for part in (cell.label, _said(cell.sentence)) if part) for cell in row]
    lines = wrap(first, f"{margin}- ")
    for name, said in zip(head[1:], others, strict=True):
        if said:
            lines += wrap(f"{name}: {said}", f"{margin}  ", f"{margin}    ")
    return lines


def _chart(chart: Chart, margin: str) -> list[str]:
    lines = wrap(chart.title, f"{margin}- ")
    for line in chart.lines:
        before = f"{margin}  {line.label:<{_LABEL}} {_bar(line)}  "
        lines += wrap(line.words, before)
    if chart.gap:
        lines += wrap(chart.gap, f"{margin}  {'Gap':<{_LABEL}} " if chart.lines else f"{margin}  ")
    return lines


def _bar(line: Line) -> str:
    """Full up to what is certain, shaded up to what is possible."""
    certain, possible = (round(end * _BAR / 100) for end in (line.low, line.high))
    return "█" * certain + "░" * (possible - certain) + "·" * (_BAR - possible)
