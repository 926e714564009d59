"""How the figures of a case moved over time, and what moved them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ddscore.model.assessment import CaseIdentity, RubricIdentity, Summary
    from ddscore.model.dates import PartialDate
    from ddscore.model.rubric import Side
    from ddscore.model.score import Score


class Every(StrEnum):
    """On which days a history has a row."""

    MONTH = "month"
    """The last day of each month."""
    YEAR = "year"
    CHANGE = "change"
    """Each day on which a figure, a band, the profile or the outcome moved; and the first and the last."""


class Turn(StrEnum):
    """What happened to a fact or a search."""

    KNOWN = "known"
    """It became known."""
    REVISED = "revised"
    """A later source changed what is known of it."""
    CAME = "came"
    """One of its dates came, or surely passed."""
    PASSED = "passed"
    """Nothing but time went by: a clock that the rubric reads passed a limit."""
    CLOSED = "closed"
    """A complete search became known: what does not match is a no."""
    LAPSED = "lapsed"
    """A complete search no longer stands: what does not match is unknown again."""


class Change(NamedTuple):
    """Something about the record that changed."""

    on: PartialDate
    turn: Turn
    collection: str
    fact: str | None
    """None for a search."""
    record: Mapping[str, object]
    """The fact as it was then known; empty for a search."""
    fields: tuple[str, ...]
    """Of a fact that was known before: the fields that say something else, wording apart."""
    sources: tuple[str, ...]
    """Those that brought it, published on that day."""
    nodes: tuple[str, ...]
    """The nodes that moved whose answers it changed; the rubric's id for its profiles and outcomes."""


class Move(NamedTuple):
    """A criterion whose figure moved, from one row to the next."""

    node: str
    title: str
    side: Side | None
    before: Score | None
    """None where it did not apply, as in `after`."""
    after: Score | None
    levels_before: tuple[str, ...]
    """The levels that were possible; one is reached."""
    levels_after: tuple[str, ...]


class HistoryRow(NamedTuple):
    """The figures on one day, and what changed since the row before."""

    as_of: PartialDate
    summary: Summary
    blocked: bool
    """Whether a figure is withheld because something is open, rather than because too little is known."""
    moves: tuple[Move, ...]
    changes: tuple[Change, ...]
    """What moved figures, the profile or the outcome."""
    unmoving: tuple[Change, ...]
    """What became known besides, or was known otherwise, and moved none of them."""


class History(NamedTuple):
    """One case, by one rubric, from one day to another."""

    tool_version: str
    case: CaseIdentity
    rubric: RubricIdentity
    begins: PartialDate
    ends: PartialDate
    every: Every
    warnings: tuple[str, ...]
    """What a reader must know of how far the assessments carry, on the first day or the last."""
    rows: tuple[HistoryRow, ...]
    sources: Mapping[str, Mapping[str, object]]
    """The sources that the changes rest on, as known on the last day."""
