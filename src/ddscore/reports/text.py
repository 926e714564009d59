"""Plain text for a terminal: 80 columns or what it has, no colour, controls shown and never sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, assert_never

from ddscore.reports.characters import indented, is_narrow, one_line, width
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
"""The width of a page, where no terminal has another."""
_BAR = 20
_LABEL = 22
_LEGEND = "█ at least; ░ possible beyond that; · ruled out"
_ADDRESS = ("http://", "https://")
_UNDERLINES = "==-~."
"""What stands under a heading, by its depth; the deepest serves for all below it."""


def render(assessments: Sequence[Assessment], columns: int = COLUMNS) -> str:
    """Reports one after the other, one for each case and date."""
    return _one_after_the_other(stories(assessments), columns)


def brief(assessments: Sequence[Assessment], columns: int = COLUMNS) -> str:
    """The same in short: what to know first, and what it leaves out, counted and named."""
    # Late, since whole reports do without.
    from ddscore.reports.story.brief import briefs

    return _one_after_the_other(briefs(assessments), columns)


def index(files: Mapping[str, Sequence[Assessment]]) -> str:
    """The reports in a folder."""
    # Late, since a single report does without.
    from ddscore.reports.story.listing import listing

    return in_text(listing(files))


def in_text(story: Story, columns: int = COLUMNS) -> str:
    """A story in plain text."""
    page = _Page(columns)
    lines = [*page.banner(story.banner), *page.heading(story.title, 0), *page.wrap(story.subtitle), ""]
    lines += page.blocks(story.blocks, 1, "")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _one_after_the_other(told: Sequence[Story], columns: int) -> str:
    return f"\n{'#' * columns}\n\n".join(in_text(story, columns) for story in told)


def wrap(text: str, first: str = "", then: str | None = None, columns: int = COLUMNS) -> list[str]:
    """The text in lines, with what stands before the first and the others; addresses stay whole."""
    said = one_line(text)
    rest = " " * width(first) if then is None else then
    room, later = columns - width(first), columns - width(rest)
    least = min(room, later)
    if not is_narrow(said) or (len(said) > least and max(map(len, said.split(" "))) > least):
        return _wrap_by_words(said, first, rest, columns)
    lines: list[str] = []
    while len(said) > room:
        end = said.rfind(" ", 0, room + 1)
        lines.append(first + said[:end])
        said, first, room = said[end + 1 :], rest, later
    return [*lines, first + said]


def _wrap_by_words(text: str, first: str, rest: str, columns: int = COLUMNS) -> list[str]:
    """The same for text with words longer than a line, or whose length is not its width."""
    room = columns - max(width(first), width(rest))
    lines: list[str] = []
    start, words, used = first, list[str](), width(first)
    for word in text.split(" "):
        for piece in (word,) if len(word) * 2 <= room else _pieces(word, room):
            size = width(piece)
            if words and used + 1 + size > columns:
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


def _said(sentence: Sentence) -> str:
    return " ".join([sentence.text, *[f"[{source}]" for source in sentence.sources]])


class _Page(NamedTuple):
    """Paper of a width; each method gives the lines of one kind of block."""

    columns: int

    def wrap(self, text: str, first: str = "", then: str | None = None) -> list[str]:
        return wrap(text, first, then, self.columns)

    def banner(self, banner: str) -> list[str]:
        rule = "!" * self.columns
        return [rule, *self.wrap(banner, "!! "), rule, ""] if banner else []

    def heading(self, title: str, depth: int) -> list[str]:
        lines = self.wrap(title)
        return [*lines, _UNDERLINES[min(depth, len(_UNDERLINES) - 1)] * max(width(line) for line in lines)]

    def blocks(
        self, blocks: Sequence[Block], depth: int, margin: str, between: Sequence[str] = ("",)
    ) -> list[str]:
        lines: list[str] = []
        for number, block in enumerate(blocks):
            lines += between if number else ()
            lines += self.block(block, depth, margin)
        return lines

    def block(self, block: Block, depth: int, margin: str) -> list[str]:
        match block:
            case Paragraph(sentence, tone):
                return self.wrap(_said(sentence), margin + ("! " if tone == "caution" else ""))
            case Quotation(text, by):
                quoted = self.wrap(text, f"{margin}  | ", f"{margin}  | ")
                return [*quoted, *self.wrap(f"({_said(by)})", f"{margin}    ")]
            case Items(items):
                return [line for item in items for line in self.item(item, depth, margin)]
            case Terms(rows):
                terms = [(f"{name}: {_said(what)}", margin, f"{margin}  ") for name, what in rows]
                return [line for term in terms for line in self.wrap(*term)]
            case Charts(caption, charts):
                drawn = [line for chart in charts for line in self.chart(chart, margin)]
                return [*self.wrap(f"{caption} ({_LEGEND}):", margin), *drawn]
            case Beside(columns):
                return [line for column in columns for line in self.column(column, depth, margin)]
            case Table() | Timeline():
                return self.tabled(block, margin)
            case Code(text, more):
                # Left whole, so that it can be copied.
                return [f"{margin}    {line}" for line in (one_line(text), *map(indented, more))]
            case Section(title, inner):
                return [*self.heading(title, depth), *self.blocks(inner, depth + 1, margin)]
            case _:
                assert_never(block)

    def tabled(self, block: Table | Timeline, margin: str) -> list[str]:
        if isinstance(block, Table) and block.has_numbers:
            # Late, since few reports have such a table.
            from ddscore.reports.aligned import aligned

            return [margin + line for line in aligned(block, self.columns - width(margin))]
        if isinstance(block, Table):
            rows = [line for row in block.rows for line in self.row(block.head, row, margin)]
            return [*self.wrap(f"{block.caption}:", margin), *rows]
        # Late, since a report on one day has none.
        from ddscore.reports.drawing import drawn

        return [margin + line for line in drawn(block, self.columns - width(margin))]

    def item(self, item: Item, depth: int, margin: str) -> list[str]:
        label = f"{item.label}: " if item.label else ""
        link = f" {item.link}" if item.link and item.link != item.sentence.text else ""
        said = self.wrap(label + _said(item.sentence) + link, f"{margin}- ")
        return [*said, *self.blocks(item.more, depth, f"{margin}  ", ())]

    def column(self, column: Column, depth: int, margin: str) -> list[str]:
        return [
            *self.wrap(f"{column.title}:", margin),
            *self.blocks(column.blocks, depth, f"{margin}  ", ()),
        ]

    def row(self, head: Sequence[str], row: Sequence[Cell], margin: str) -> list[str]:
        """A row with the name of its column before each cell: a line has no room for columns."""
        first, *others = [
            ": ".join(part for part in (cell.label, _said(cell.sentence)) if part) for cell in row
        ]
        link = f" {row[0].link}" if row[0].link else ""
        lines = self.wrap(first + link, f"{margin}- ")
        for name, said in zip(head[1:], others, strict=True):
            if said:
                lines += self.wrap(f"{name}: {said}", f"{margin}  ", f"{margin}    ")
        return lines

    def chart(self, chart: Chart, margin: str) -> list[str]:
        lines = self.wrap(chart.title, f"{margin}- ")
        for line in chart.lines:
            before = f"{margin}  {line.label:<{_LABEL}} {self.bar(line)}  "
            lines += self.wrap(line.words, before)
        if chart.gap:
            lines += self.wrap(chart.gap, f"{margin}  {'Gap':<{_LABEL}} " if chart.lines else f"{margin}  ")
        return lines

    def bar(self, line: Line) -> str:
        """Full up to what is certain, shaded up to what is possible; longer where there is room."""
        size = max(_BAR + (self.columns - COLUMNS) // 2, _BAR // 2)
        certain, possible = (round(end * size / 100) for end in (line.low, line.high))
        return "█" * certain + "░" * (possible - certain) + "·" * (size - possible)
