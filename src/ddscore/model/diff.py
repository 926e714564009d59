"""What changed between two assessments, and which changes moved which figures."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.model.assessment import Assessment

PLACES = 9
"""Figures and shares have so many decimals, so that as decimals the shares add up to the change exactly."""

Bound = Literal["low", "percent", "high"]
"""What of a score moved: the least, the figure shown, the most; in percent."""


class Origin(StrEnum):
    """Where a change was made."""

    CASE = "case"
    """In the case file."""
    DATE = "date"
    """Nowhere: the files say the same, and the later date knows more of it, or less."""
    RUBRIC = "rubric"


class Kind(StrEnum):
    """What changed."""

    FACT = "fact"
    SEARCH = "search"
    """How far the searches for one collection went."""
    SOURCE = "source"
    ANSWER = "answer"
    """The coded answers to one question."""
    RECORD = "record"
    """The company's name or the status of the record, on which no score rests."""
    DATE = "date"
    """The date alone: what happened or was due in between, searches that no longer reach."""
    RUBRIC = "rubric"
    NODE = "node"
    """A criterion, group or theme, where the scores cannot be computed again."""
    COMBINING = "combining"
    """What no part of a rubric did by itself: how the parts combine."""


class How(StrEnum):
    """What became of it."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    KNOWN = "known"
    """It stands in both files, and only the one after knows it."""
    UNKNOWN = "unknown"
    """It stands in both files, and only the one before knows it."""


class FieldChange(NamedTuple):
    """One field, before and after."""

    path: str
    before: tuple[object, ...]
    """One plain value; none where nothing was recorded."""
    after: tuple[object, ...]


class Change(NamedTuple):
    """One thing that is different: the unit to which a part of what moved is put down."""

    kind: Kind
    name: str
    """The id of the fact, source or node, the collection searched, the question; empty where there is but one
    of a kind."""
    how: How
    origin: Origin | None
    """None where two saved assessments do not tell."""
    collection: str = ""
    """Of a fact."""
    fields: tuple[FieldChange, ...] = ()
    redated: tuple[str, ...] = ()
    """Sources of it that bear another date after."""
    cited: tuple[str, ...] = ()
    """Of a node, the facts that it cites on one side only."""

    @property
    def id(self) -> str:
        """By which shares name it: `fact:coe-2020`, `search:remediation`, `date`."""
        return f"{self.kind}:{self.name}" if self.name else str(self.kind)


class Share(NamedTuple):
    """What one change did to one figure, in percent."""

    change: str
    amount: float


class Figure(NamedTuple):
    """A figure that moved."""

    node: str | None
    """None for the rubric's own."""
    side: str
    """policy, practice, gap, understatement or overall."""
    bound: Bound
    before: float | None
    """None where no figure is shown, or the node does not apply."""
    after: float | None
    shares: tuple[Share, ...]
    """By size; they add up to the change. None where the figure appeared or disappeared."""
    by: tuple[str, ...]
    """The changes that moved it, or made it appear or disappear, those that did most first."""

    @property
    def change(self) -> float | None:
        """By how much it moved; None where it appeared or disappeared."""
        if self.before is None or self.after is None:
            return None
        return round(self.after - self.before, PLACES)


class Decided(NamedTuple):
    """What was decided of a band, profile, outcome or level."""

    reached: str | None
    """None where nothing is certain."""
    possible: tuple[str, ...]


class Turn(NamedTuple):
    """Something decided that is decided otherwise now."""

    node: str | None
    """None for the rubric's own."""
    what: Literal["band", "profile", "outcome", "level", "status"]
    before: Decided
    after: Decided
    by: tuple[str, ...]
    """The changes that turned it, those that did most first."""


class Method(StrEnum):
    """How the shares were found."""

    EXACT = "exact"
    """Shapley values: the mean over all orders in which the changes could be made."""
    ORDERS = "orders"
    """The mean over some orders, each with its reverse."""
    WEIGHTS = "weights"
    """By the weights of criteria, since two saved assessments cannot be computed again."""


class Diff(NamedTuple):
    """Two assessments of one company, set against each other."""

    tool_version: str
    before: Assessment
    after: Assessment
    names: tuple[str, str]
    """What the user compares: `cases/example.yaml at main`."""
    changes: tuple[Change, ...]
    """All that is different, whether or not a figure rests on it."""
    figures: tuple[Figure, ...]
    turns: tuple[Turn, ...]
    method: Method
    orders: int = 0
    """Over how many orders of the changes the shares are a mean, where not over all."""

    @property
    def moved(self) -> bool:
        """Whether anything that the rubric says is different."""
        return bool(self.figures or self.turns)

    @property
    def effective(self) -> tuple[Change, ...]:
        """The changes that moved something."""
        named = set(self._named())
        return tuple(change for change in self.changes if change.id in named)

    @property
    def idle(self) -> tuple[Change, ...]:
        """The changes that moved nothing."""
        named = set(self._named())
        return tuple(change for change in self.changes if change.id not in named)

    def by_origin(self, figure: Figure) -> dict[Origin, float]:
        """What rubric, case and date did to a figure, each together; nothing where it is not known."""
        origins = {change.id: change.origin for change in self.changes}
        sums: dict[Origin, float] = {}
        for share in figure.shares:
            origin = origins[share.change]
            if origin is None:
                continue
            sums[origin] = round(sums.get(origin, 0.0) + share.amount, PLACES)
        return sums

    def _named(self) -> Iterator[str]:
        for figure in self.figures:
            yield from figure.by
        for turn in self.turns:
            yield from turn.by
