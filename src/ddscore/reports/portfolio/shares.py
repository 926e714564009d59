"""Shares of a portfolio's value, as tables: on a day, and on average over several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports import wording as words
from ddscore.reports.portfolio import wording
from ddscore.reports.story.blocks import Cell, Section, Sentence, Table, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.model.portfolio import Average, Portfolio, Portion, ShareAverage, ShareResult
    from ddscore.model.rubric import Share
    from ddscore.reports.story.blocks import Block

_HEAD = ("Said of the company", "Percent", "Positions", "Also possible")
_MEANS = ("Said of the company", "Percent", "Also possible")
_UNDETERMINED = "Undetermined"
_NOT_APPLICABLE = "Does not apply"
_NO_RECORD = "No record"
_NO_DATA = "No data"


def shares(results: tuple[ShareResult, ...]) -> Iterator[Block]:
    """Each share of one day: a sentence where the rubric counts something, and the whole divided."""
    for result in results:
        yield from _counted(result.share, result.least, result.most)
        named = [(row.title, row.certain, wording.percent(row.possible.weight)) for row in result.rows]
        others = [(_UNDETERMINED, result.undetermined, ""), (_NO_RECORD, result.no_record, "")]
        if result.share.counts:
            others = [
                (_NO_DATA, result.no_data, ""),
                *[(_of_these(name), part, "") for name, part, _ in others],
            ]
        if result.not_applicable.positions:
            others.insert(0, (_NOT_APPLICABLE, result.not_applicable, ""))
        rows = tuple(_row(title, portion, possible) for title, portion, possible in [*named, *others])
        yield Table(_caption(result.share), _HEAD, rows, has_numbers=True)


def _row(title: str, portion: Portion, possible: str) -> tuple[Cell, ...]:
    said = (title, wording.percent(portion.weight), str(portion.positions), possible)
    return tuple(Cell(Sentence(cell)) for cell in said)


def _of_these(title: str) -> str:
    return f"of these {title.lower()}"


def _caption(share: Share) -> str:
    """What a table is of; of a share that counts something this stands above it."""
    if share.counts:
        return share.principle or share.title
    return f"{share.title} ({share.principle})" if share.principle else share.title


def _counted(share: Share, least: float | None, most: float | None) -> Iterator[Block]:
    if least is not None and most is not None:
        yield paragraph(words.sentence(f"{share.title}: {wording.between(least, most)}"))


def averages(portfolio: Portfolio) -> Iterator[Section]:
    """The means over all days, by each rubric."""
    days = [words.day(snapshot.as_of) for snapshot in portfolio.snapshots]
    for rubric, average in zip(portfolio.rubrics, portfolio.averages, strict=True):
        said = f"The mean of the shares on {words.listed(days)}, each day counting the same."
        blocks: list[Block] = [paragraph(said, tone="note")]
        if average.asked_on and not average.is_as_asked:
            blocks.append(paragraph(_other_days(average), tone="caution"))
        for share in average.shares:
            blocks += [*_counted(share.share, share.least, share.most), _means(share)]
        yield Section(f"Average by {rubric.id} {rubric.version}", tuple(blocks))


def _other_days(average: Average) -> str:
    asked = words.listed([words.day(f"2000-{day}").removesuffix(" 2000") for day in average.asked_on])
    return f"{average.rubric} takes a year's figure from {asked} of one year. These are other days."


def _means(share: ShareAverage) -> Table:
    named = [(row.title, row.certain, wording.percent(row.possible)) for row in share.rows]
    others = [(_UNDETERMINED, share.undetermined, ""), (_NO_RECORD, share.no_record, "")]
    if share.share.counts:
        others = [
            (_NO_DATA, share.no_data, ""),
            *[(_of_these(name), part, "") for name, part, _ in others],
        ]
    if share.not_applicable:
        others.insert(0, (_NOT_APPLICABLE, share.not_applicable, ""))
    rows = [(title, wording.percent(weight), possible) for title, weight, possible in [*named, *others]]
    cells = tuple(tuple(Cell(Sentence(cell)) for cell in row) for row in rows)
    return Table(f"{_caption(share.share)}: average", _MEANS, cells, has_numbers=True)
