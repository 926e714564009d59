"""What the records say of all that is held: positions, what they met, and shares of the value."""

from enum import StrEnum
from typing import NamedTuple

from ddscore.model.assessment import RubricIdentity
from ddscore.model.dates import PartialDate
from ddscore.model.rubric import Share
from ddscore.model.standing import Entity, Standing
from ddscore.problems import Problem


class Held(StrEnum):
    """What is on record of a position."""

    ASSESSED = "assessed"
    NO_RECORD = "no-record"
    """No case is about it: neither good nor bad."""
    UNCLEAR = "unclear"
    """How it is named is wrong, or fits several cases, so that it was not taken for any."""
    INVALID = "invalid"
    """Its case cannot be trusted, and so says nothing."""


class Match(NamedTuple):
    """By what a holding met a case."""

    by: str
    """lei, isin, ticker, name, or entity: the name of one of the company's legal persons."""
    value: str
    """What was the same, as the list of holdings has it."""
    entity: Entity | None = None


class Near(NamedTuple):
    """A case whose name is near to that of a holding, for a person to look at."""

    case: str
    company: str
    name: str
    """The name that is near: the company's, or that of one of its legal persons."""
    relation: str | None = None
    """What that legal person is to the company, where it is one and this is recorded."""


class Position(NamedTuple):
    """All that is held in one company."""

    name: str
    """As the list of holdings has it."""
    lines: tuple[int, ...]
    """Where it stands in the list."""
    value: float
    """All its lines together; below 0 where more is sold short than held."""
    weight: float | None
    """Its part of the whole value, from 0 to 1; 0 where it is listed and not held, None where it is short."""
    held: Held
    case: str | None
    company: str | None
    """As the case names it."""
    status: str | None
    """Of the record: draft, reviewed or published."""
    sha256: str | None
    """Of the case file."""
    answers_sha256: str | None
    """Of the file of coded answers beside it, where there is one."""
    matches: tuple[Match, ...]
    near: tuple[Near, ...]
    standings: tuple[Standing, ...]
    """By each rubric, in their order; none but of what is assessed."""


class Portion(NamedTuple):
    """A part of the whole."""

    positions: int
    value: float
    weight: float
    """From 0 to 1."""


class ShareRow(NamedTuple):
    """One band, profile or outcome, and how much is held in companies of which it is said."""

    id: str
    title: str
    certain: Portion
    possible: Portion
    """Beside the certain: where it is one of several that are possible."""


class ShareResult(NamedTuple):
    """How one share divides the whole: what is certain, not applicable, undetermined and without a record."""

    share: Share
    rows: tuple[ShareRow, ...]
    not_applicable: Portion
    undetermined: Portion
    no_record: Portion
    """Without a case, or with one that cannot be used."""
    no_data: Portion
    """The undetermined and those without a record: what can neither be counted nor left out for certain."""
    least: float | None
    """The weight that the share counts for certain; None where it counts nothing of its own."""
    most: float | None
    """The weight that it would count if all that is possible were so, and all without a record."""


class RubricResult(NamedTuple):
    """What the positions come to by one rubric."""

    rubric: str
    order: tuple[int, ...]
    """The positions by their places in the list, the worst record first; those without one last."""
    shares: tuple[ShareResult, ...]


class HoldingsIdentity(NamedTuple):
    """Which list of holdings it is, and how it was read."""

    file: str
    """Its name, without the folder."""
    sha256: str
    lines: int
    """How many lines say what is held."""
    unread: int
    """How many do not, and are left out."""
    is_weight: bool
    currency: str
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]
    options: tuple[str, ...] = ()
    """How it was told to be read, as on a command line."""


class Snapshot(NamedTuple):
    """One list of holdings with what the records say."""

    as_of: PartialDate | None
    """The day of assessment; None where each case is assessed as of its own date."""
    holdings: HoldingsIdentity
    total: float
    """The value of the positions above 0: what weights are of. What is short is not taken off."""
    short: Portion
    """The positions below 0, which have no weight."""
    positions: tuple[Position, ...]
    """In the order of the list."""
    results: tuple[RubricResult, ...]


class RowAverage(NamedTuple):
    """The mean weight of one band, profile or outcome."""

    id: str
    title: str
    certain: float
    possible: float


class ShareAverage(NamedTuple):
    """The mean of a share over several days."""

    share: Share
    rows: tuple[RowAverage, ...]
    not_applicable: float
    undetermined: float
    no_record: float
    no_data: float
    """What can neither be counted nor left out for certain."""
    least: float | None
    most: float | None


class Average(NamedTuple):
    """The means of a rubric's shares over several days."""

    rubric: str
    asked_on: tuple[str, ...]
    """Month and day of the dates that the rubric asks for; empty where it asks for none."""
    is_as_asked: bool
    """Whether the days are those that the rubric asks for, of one year."""
    shares: tuple[ShareAverage, ...]


class InvalidCase(NamedTuple):
    """A case file that says nothing, and why."""

    file: str
    """Its name, without the folder."""
    case: str | None
    company: str | None
    problems: tuple[Problem, ...]


class CasesRead(NamedTuple):
    """What became of the case files."""

    read: int
    held: int
    """In how many a position was found, on any day."""
    not_held: int
    invalid: tuple[InvalidCase, ...]


class Portfolio(NamedTuple):
    """What the records say of one or several lists of holdings."""

    tool_version: str
    rubrics: tuple[RubricIdentity, ...]
    cases: CasesRead
    snapshots: tuple[Snapshot, ...]
    averages: tuple[Average, ...]
    """By each rubric; none of a single list."""
