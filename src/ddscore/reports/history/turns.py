"""What moved, and what moved it, in attributed sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from ddscore.model.dates import elapsed_months
from ddscore.model.history import Turn
from ddscore.model.rubric import Side
from ddscore.model.score import Status
from ddscore.reports import figures, wording
from ddscore.reports.history.timeline import status
from ddscore.reports.story.attribution import date_of, disputed, named, texts
from ddscore.reports.story.blocks import Item, Items, Paragraph, Section, Sentence, Terms, paragraph, terms
from ddscore.reports.story.coding import as_coded
from ddscore.reports.story.findings import ended
from ddscore.reports.story.record import name, told
from ddscore.reports.story.summary import band_beside, decided, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ddscore.model.assessment import RubricIdentity
    from ddscore.model.history import Change, History, HistoryRow, Move
    from ddscore.model.rubric import Row
    from ddscore.reports.story.attribution import Record
    from ddscore.reports.story.blocks import Block

_BEFORE = "; before: "
_TABLES = (("Profile", "profile", "profiles"), ("Outcome", "outcome", "outcomes"))
_FIGURES = (
    (wording.SIDES[Side.POLICY], "policy", figures.figure),
    (wording.SIDES[Side.PRACTICE], "practice", figures.figure),
    (wording.SIDES[Side.OVERALL], "overall", figures.figure),
    (wording.SIDES[Side.GAP], "gap", figures.gap),
    ("Understatement (practice ahead of policy)", "understatement", figures.gap),
)
_CONCLUSION = frozenset(
    {"by", "by_kind", "concerns", "conclusion", "proof", "finality", "ended_because", "direction", "date"}
)
"""What a finding concluded, and how firmly."""
_ALWAYS = frozenset({"policy", "practice", "overall"})
"""Figures that stand beside whatever moved."""


def standing(row: HistoryRow, before: HistoryRow | None, rubric: RubricIdentity) -> Terms:
    """The rubric's own figures on a day: all at first, then policy and practice, and whatever moved."""
    figure, was = row.summary, None if before is None else before.summary
    rows: list[tuple[str, str]] = []
    for label, kind, table in _TABLES:
        possible = getattr(figure, f"possible_{kind}s")
        old = None if was is None else (getattr(was, kind), getattr(was, f"possible_{kind}s"))
        if old != (getattr(figure, kind), possible):
            said = decided(getattr(rubric, table), getattr(figure, kind), possible)
            rows.append((label, said + _instead(getattr(rubric, table), old, possible)))
    for label, field, say in _FIGURES:
        now = say(getattr(figure, field), status(row))
        then = now if before is None else say(getattr(before.summary, field), status(before))
        if getattr(figure, field) is not None and (field in _ALWAYS or now != then or before is None):
            rows.append((label, now if now == then else f"{now}{_BEFORE}{then}"))
    if was is None or (was.band, was.possible_bands) != (figure.band, figure.possible_bands):
        rows.append(("Band", band_beside(figure, rubric, status(row))))
    return terms(*rows)


def _instead(rows: Sequence[Row], before: tuple[str | None, Sequence[str]] | None, now: Sequence[str]) -> str:
    """What a profile or outcome was, or what is no longer possible."""
    if before is None or not before[1]:
        return ""
    if before[0] is not None or len(now) == 1:
        return f"{_BEFORE}{title(rows, before[0]) if before[0] else 'undetermined'}"
    gone = [title(rows, row) for row in before[1] if row not in now]
    return f"; no longer possible: {'; '.join(gone)}" if gone else ""


def moves(row: HistoryRow) -> Iterator[Section]:
    """The criteria that moved."""
    if row.moves:
        yield Section("Criteria that moved", (Items(tuple(map(_move, row.moves))),))


def _move(move: Move) -> Item:
    now, was = (figures.figure(score, Status.UNKNOWN) for score in (move.after, move.before))
    said = f"{move.title}: {now}{_BEFORE}{was}."
    if len(move.levels_after) == 1:
        said += f" Level reached: {wording.sentence(move.levels_after[0])}"
    return Item(Sentence(said), move.node)


class _Told:
    """The facts of a history as one change knows them, for sentences about it."""

    def __init__(self, history: History, change: Change) -> None:
        self.facts: Mapping[str, Mapping[str, object]] = {change.fact or "": change.record}
        self.sources = history.sources


def changed(history: History, title: str, changes: Sequence[Change], dated: bool) -> Iterator[Section]:
    """What changed in the record; each with its day, where the days differ."""
    items = tuple(_item(_Told(history, change), change, dated) for change in changes)
    if items:
        yield Section(title, (Items(items),))


def _item(record: Record, change: Change, dated: bool) -> Item:
    day = f"{wording.day(change.on)}. " if dated else ""
    said = _sentence(record, change)
    more = tuple(_details(record, change))
    return Item(Sentence(day + said.text, said.sources), change.fact or "", more=more)


def _sentence(record: Record, change: Change) -> Sentence:
    searched = wording.plain(change.collection)
    if change.turn is Turn.CLOSED:
        said = f"A search for {searched} that counts as complete became known"
        by = f", which rests on {named(record, change.sources)}" if change.sources else ""
        return Sentence(f"{said}{by}: what it did not find reads no.", change.sources)
    if change.turn is Turn.LAPSED:
        stood = f"No complete search for {searched} stood any longer"
        return Sentence(f"{stood}: what is not listed reads unknown, not no.")
    fact = told(record, str(change.fact))
    match change.turn:
        case Turn.KNOWN:
            return fact
        case Turn.REVISED:
            # The new source need not say what stands in the title, which may be what it denies.
            title_of = name(str(change.fact), change.record)
            by = named(record, change.sources)
            return Sentence(f"What is recorded of “{title_of}” changed with {by}.", change.sources)
        case Turn.CAME:
            return Sentence(f"A date of it came. {fact.text}", fact.sources)
        case Turn.PASSED:
            return Sentence(f"Time passed{_clock(change)}. {fact.text}", fact.sources)
        case _:
            assert_never(change.turn)


def _clock(change: Change) -> str:
    """How long ago a promise was made, or else that nothing but time passed."""
    made = date_of(change.record, "made")
    if change.collection != "promises" or made is None:
        return ", and nothing else about it changed"
    count = elapsed_months(made, change.on)
    return f": it was made {wording.months(count)} before"


def _details(record: Record, change: Change) -> Iterator[Block]:
    """What is recorded otherwise, and who denies it."""
    stated = change.record
    fields = {field: stated[field] for field in change.fields if field in stated}
    beside = {field: stated[field] for field in ("sources", "told_by") if field in stated}
    if change.collection == "findings" and change.turn is Turn.KNOWN:
        fields = {field: value for field, value in stated.items() if field in _CONCLUSION}
        yield from as_coded(record, {**fields, **beside})
        if "future-risk" in texts(change.record, "concerns"):
            yield paragraph(wording.FUTURE_RISK, tone="note")
        if ended(change.record):
            yield paragraph(ended(change.record), change.sources, "note")
    elif fields:
        yield from as_coded(record, {**fields, **beside}, subject="Recorded otherwise")
    if "status" in change.fields and stated.get("status") in wording.STATUSES:
        yield paragraph(wording.STATUSES[str(stated["status"])], tone="caution")
    denials = stated.get("disputed_by")
    if isinstance(denials, list | tuple):
        for source in denials:
            if source in change.sources and source in record.sources:
                yield Paragraph(disputed(record, str(source)))
