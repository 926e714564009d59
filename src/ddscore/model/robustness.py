"""How far results depend on a rubric's weights: what stays the same when they are varied."""

from typing import NamedTuple

from ddscore.model.assessment import CaseIdentity, RubricIdentity
from ddscore.model.dates import PartialDate
from ddscore.model.rubric import Side
from ddscore.model.score import Score


class Interval(NamedTuple):
    """Where a number lay over all draws."""

    least: float
    low: float
    """Nine draws of ten lie from here to `high`, one in twenty below."""
    high: float
    most: float


class Result(NamedTuple):
    """A band, profile or outcome that some draws gave."""

    row: str | None
    """The id that is certain; None where none is."""
    possible: tuple[str, ...]
    draws: int


class Steadiness(NamedTuple):
    """How often something decided stayed the same."""

    assessed: Result
    """As the rubric's own weights give it, with the draws that gave the same."""
    others: tuple[Result, ...]
    """What other draws gave, the most frequent first."""


class FigureRange(NamedTuple):
    """One of the rubric's own figures, as assessed and under other weights."""

    side: Side
    score: Score
    """As assessed."""
    low: Interval
    """Where the least that is certain lay."""
    high: Interval
    """Where the most that is possible lay."""


class Rank(NamedTuple):
    """The places that a case may have, the best first; more than one where bounds overlap."""

    best: int
    worst: int


class RankRange(NamedTuple):
    """A case's place among those compared, as assessed and under other weights."""

    assessed: Rank
    draws: int
    """In how many draws it was the same."""
    low: int
    """In nine draws of ten its places lay from here to `high`."""
    high: int
    best: int
    """The best place in any draw."""
    worst: int


class CaseRobustness(NamedTuple):
    """One case under other weights."""

    case: CaseIdentity
    as_of: PartialDate
    warnings: tuple[str, ...]
    figures: tuple[FigureRange, ...]
    band: Steadiness | None
    """None where the rubric has no bands, as `profile` and `outcome`."""
    profile: Steadiness | None
    outcome: Steadiness | None
    rank: RankRange | None
    """None for a single case, or where it has no figure to be ranked by."""


class Change(NamedTuple):
    """Something decided that a weight changes by itself."""

    case: str
    kind: str
    """band, profile, outcome or rank."""


class WeightEffect(NamedTuple):
    """What one weight does, moved alone from the lower to the upper end of the spread."""

    node: str
    title: str
    weight: float
    moves: float
    """By how many points it moves the figure that it moves most, in the case in which it does."""
    case: str
    side: Side
    changes: tuple[Change, ...]


class Robustness(NamedTuple):
    """What came of varying a rubric's weights."""

    tool_version: str
    rubric: RubricIdentity
    spread: float
    """How far each weight was varied either way, in percent."""
    seed: int
    draws: int
    ranked_by: Side
    cases: tuple[CaseRobustness, ...]
    """Those that are ranked first, by rank; then the others, in the order given."""
    weights: tuple[WeightEffect, ...]
    """Each weight, the one that matters most first."""
