"""What one case says by a rubric on a day, in few figures: what a whole portfolio is made of."""

from collections.abc import Mapping
from typing import NamedTuple

from ddscore.problems import Problem


class Entity(NamedTuple):
    """A legal person tied to a company."""

    id: str
    name: str
    relation: str | None
    """What it is to the company: subsidiary, joint-venture, …; None where that is not recorded."""


class Company(NamedTuple):
    """Whose record a case is, and by what holdings can name it."""

    case: str
    """The id of its case."""
    name: str
    status: str
    """Of the record: draft, reviewed or published."""
    entities: tuple[Entity, ...] = ()
    identifiers: Mapping[str, tuple[str, ...]] = {}
    """By kind: `lei`, `isin`, `ticker`."""


class Figure(NamedTuple):
    """A score in percent, with its bounds."""

    percent: float | None
    """None where no figure is shown."""
    low: float
    high: float


class NodeStanding(NamedTuple):
    """One node of a rubric: its figure, the gap of a theme, and the band that it is certain to be in."""

    status: str
    figure: Figure | None
    band: str | None


class Standing(NamedTuple):
    """What a case says by one rubric as of one day."""

    rubric: str
    as_of: str
    policy: Figure | None
    practice: Figure | None
    gap: Figure | None
    understatement: Figure | None
    overall: Figure | None
    coverage: float | None
    """From 0 to 1."""
    is_blocked: bool
    """Whether figures are left out because something is open; else because too little is known."""
    band: str | None
    """The one that is certain; None where several are possible, as `profile` and `outcome`."""
    possible_bands: tuple[str, ...]
    profile: str | None
    possible_profiles: tuple[str, ...]
    outcome: str | None
    possible_outcomes: tuple[str, ...]
    contradictions: int
    possible_contradictions: int
    open_promises: int
    longest_promise: int | None
    """For how many months the oldest open promise has been open; None where there is none."""
    unanswered: int
    warnings: tuple[str, ...]
    nodes: Mapping[str, NodeStanding]
    """By id: those that the rubric's `portfolio` speaks of."""


class Judged(NamedTuple):
    """What came of one case file; where it cannot be trusted, why."""

    path: str
    """As the user named it, for problems."""
    sha256: str
    answers_sha256: str | None
    company: Company | None
    """None where the file does not say whose record it is."""
    standings: tuple[Standing, ...]
    """A rubric and a day each, in the order asked for; none of a file that cannot be trusted."""
    problems: tuple[Problem, ...] = ()
