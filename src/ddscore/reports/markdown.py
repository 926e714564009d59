"""Markdown (CommonMark with tables) that nothing in a case file can break."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from ddscore.reports.characters import indented, one_line
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
from ddscore.reports.story.listing import listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ddscore.model.assessment import Assessment
    from ddscore.reports.story.blocks import Block, Cell, Item, Sentence, Story

_MARKUP = re.compile(r"[\\`*_{}\[\]<>|~&#!$^@]|:(?=\S)|(?<=[wW]{3})\.|(?<=[gG][hH])-(?=[0-9])")
_OPENING = re.compile(r"([-+=])|([0-9]{1,9})([.)])")
"""What would begin a list or underline a heading at the start of a line."""
_UNSAFE = str.maketrans({character: f"%{ord(character):02X}" for character in '<>|\\`"{}^[]'})
_DEEPEST = 6


def render(assessments: Sequence[Assessment]) -> str:
    """Reports one after the other, one for each case and date."""
    return "\n---\n\n".join(map(in_markdown, stories(assessments)))


def index(files: Mapping[str, Sequence[Assessment]]) -> str:
    """The reports in a folder."""
    return in_markdown(listing(files))


def in_markdown(story: Story) -> str:
    """A story in Markdown."""
    parts = [f"> **{escape(story.banner)}**"] if story.banner else []
    parts += [f"# {escape(story.title)}", escape(story.subtitle), *_blocks(story.blocks, 2)]
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """The text as text, wherever in a line it stands: no markup, no link, no mention."""
    escaped = _MARKUP.sub(_escaped, one_line(text))
    return _OPENING.sub(_quoted_opening, escaped, count=1) if _OPENING.match(escaped) else escaped


def _escaped(match: re.Match[str]) -> str:
    # Forges link people and issues even after a backslash; a space of no width stops them.
    if match[0] == "@" or (match[0] in "#-" and match.string[match.end() : match.end() + 1].isdecimal()):
        return f"{match[0]}&#8203;"
    return f"\\{match[0]}"


def _quoted_opening(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


def code(text: str) -> str:
    """The text as code within a line, in a cell of a table too; without backticks, which would end it."""
    kept = one_line(text).replace("`", "'").replace("|", "\\|")
    return f"`{kept}`"


def _said(sentence: Sentence) -> str:
    return escape(" ".join([sentence.text, *(f"[{source}]" for source in sentence.sources)]))


def _blocks(blocks: Iterable[Block], depth: int) -> Iterator[str]:
    for block in blocks:
        yield from _block(block, depth)


def _block(block: Block, depth: int) -> Iterator[str]:
    """A block as parts that blank lines separate."""
    match block:
        case Paragraph(sentence, tone):
            yield f"**Note:** {_said(sentence)}" if tone == "caution" else _said(sentence)
        case Quotation(text, by):
            yield f"> {escape(text)}\n>\n> ({_said(by)})"
        case Items(items):
            yield "\n".join(_item(item, depth) for item in items)
        case Terms(rows):
            yield "\n".join(f"- **{escape(name)}:** {_said(sentence)}" for name, sentence in rows)
        case Charts() | Table() | Timeline():
            yield escape(f"{block.caption}:")
            yield _tabled(block)
        case Beside(columns):
            for column in columns:
                yield from _block(Section(column.title, column.blocks), depth)
        case Code(text, more):
            yield "\n".join(f"    {line}" for line in (one_line(text), *map(indented, more)))
        case Section(title, inner):
            yield f"{'#' * min(depth, _DEEPEST)} {escape(title)}"
            yield from _blocks(inner, depth + 1)
        case _:
            assert_never(block)


def _item(item: Item, depth: int) -> str:
    text = _said(item.sentence)
    if item.link:
        text = _linked(text, item.link)
    label = f"**{escape(item.label)}:** " if item.label else ""
    more = "".join(f"\n\n{_indented(part)}" for part in _blocks(item.more, depth))
    return f"- {label}{text}{more}{chr(10) if more else ''}"


def _linked(text: str, address: str) -> str:
    return f"[{text}](<{address.translate(_UNSAFE).replace('&', chr(92) + '&')}>)"


def _indented(part: str) -> str:
    return "\n".join(f"  {line}" if line else line for line in part.split("\n"))


def _tabled(block: Charts | Table | Timeline) -> str:
    match block:
        case Charts():
            return _chart_table(block)
        case Timeline():
            return _timetable(block)
        case Table():
            return _plain_table(block)


def _plain_table(block: Table) -> str:
    return _table(block.head, [[_cell(cell) for cell in row] for row in block.rows])


def _cell(cell: Cell) -> str:
    label = f"**{escape(cell.label)}**" if cell.label else ""
    said = _linked(_said(cell.sentence), cell.link) if cell.link else _said(cell.sentence)
    return " ".join(part for part in (label, said) if part)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [[escape(name) for name in head], ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _timetable(block: Timeline) -> str:
    rows = ((*row, by) for row, by in zip(block.rows, block.moved_by, strict=True))
    return _table((*block.header, "Moved by"), [[escape(cell) for cell in row] for row in rows])


def _chart_table(block: Charts) -> str:
    """A row for each chart; a cell is empty where the line does not apply."""
    labels = tuple(dict.fromkeys(line.label for chart in block.charts for line in chart.lines))
    gap = ("Gap",) if any(chart.gap for chart in block.charts) else ()
    rows = []
    for chart in block.charts:
        words = {line.label: line.words for line in chart.lines}
        cells = (chart.title, *(words.get(label, "") for label in labels), *((chart.gap,) if gap else ()))
        rows.append([escape(cell) for cell in cells])
    return _table(("", *labels, *gap), rows)
