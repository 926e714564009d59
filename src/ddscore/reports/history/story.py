"""A history as a story: where it began and where it stood at the end, the picture, and each turn in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.history import Every
from ddscore.reports import figures, wording
from ddscore.reports.history.timeline import numbers, timeline
from ddscore.reports.history.turns import changed, moves, standing
from ddscore.reports.story import appendix
from ddscore.reports.story.blocks import Section, Story, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.model.assessment import Summary
    from ddscore.model.history import History, HistoryRow
    from ddscore.reports.story.blocks import Block

_COUNTED = {Every.CHANGE: "", Every.MONTH: " month by month", Every.YEAR: " year by year"}


def tell(history: History) -> Story:
    """The story of one history."""
    rubric = history.rubric
    blocks = (
        *_opening(history),
        Section("Over time", (timeline(history),), "timeline"),
        Section("Turn by turn", tuple(_rows(history)), "turns"),
        appendix.sources(_Listed(history)),
        _method(history),
        appendix.corrections(history.case),
        appendix.limits(),
    )
    span = f"from {wording.day(history.begins)} to {wording.day(history.ends)}"
    return Story(
        history.case.company,
        f"{rubric.title} ({rubric.id} {rubric.version}), {span}{_COUNTED[history.every]}",
        wording.DRAFT if history.case.status == "draft" else "",
        blocks,
    )


class _Listed:
    """The sources of a history, for their list."""

    def __init__(self, history: History) -> None:
        self.facts: dict[str, dict[str, object]] = {}
        self.sources = history.sources


def _opening(history: History) -> Iterator[Block]:
    first, last = history.rows[0], history.rows[-1]
    by = f"{history.rubric.id} {history.rubric.version}"
    count = len(numbers(history))
    text = (
        f"On the sources listed, {by} placed the company, {_placed(first)}; {_placed(last)}. "
        f"{_turned(count)} Each turn stands below with the sources that brought it."
    )
    yield paragraph(text, tone="lead")
    yield paragraph(wording.NATURE, tone="note")
    if history.rubric.higher_is == "worse":
        yield paragraph(wording.HIGHER_IS_WORSE, tone="caution")
    for warning in history.warnings:
        yield paragraph(wording.sentence(warning), tone="caution")


def _turned(count: int) -> str:
    if not count:
        return "No figure moved in that time."
    days = wording.counted(count, "one day", "days")
    return f"A figure, the profile or the outcome moved on {days} of that time."


def _placed(row: HistoryRow) -> str:
    return f"as known on {wording.day(row.as_of)}, {_where(row.summary)}"


def _where(figure: Summary) -> str:
    if figure.policy is not None and figure.practice is not None:
        commitments, record = figures.placed(figure.policy), figures.placed(figure.practice)
        return f"with its commitments {commitments} and the documented record {record}"
    if figure.overall is not None:
        return figures.placed(figure.overall)
    return "without a figure"


def _rows(history: History) -> Iterator[Block]:
    """The first day, and each on which something moved or became known since the row before."""
    before: HistoryRow | None = None
    numbered = numbers(history)
    for row in history.rows:
        number = numbered.get(row.as_of.text)
        if before is None or number or row.unmoving:
            title = wording.day(row.as_of)
            parts = tuple(_row(history, row, before))
            yield Section(f"{number}. {title}" if number else title, parts, f"turn-{row.as_of}")
        before = row


def _row(history: History, row: HistoryRow, before: HistoryRow | None) -> Iterator[Block]:
    moved = bool(row.moves or row.changes)
    each_day = history.every is Every.CHANGE
    if before is None or moved:
        yield standing(row, before, history.rubric)
    else:
        yield paragraph("Nothing moved.")
    yield from changed(history, "What moved it", row.changes, dated=False)
    yield from moves(row)
    besides = "What became known since the turn before, and moved nothing"
    yield from changed(history, besides, row.unmoving, dated=each_day)


def _method(history: History) -> Section:
    case, rubric = history.case, history.rubric
    span = ("--from", history.begins.text, "--to", history.ends.text, "--every", history.every)
    command = wording.command("history", f"{case.id}.yaml", "-r", rubric.id, *span)
    further = (
        ("From", wording.day(history.begins)),
        ("To", wording.day(history.ends)),
        ("Tool", f"ddscore {history.tool_version}"),
    )
    return appendix.computed(case, [rubric], further, command)
