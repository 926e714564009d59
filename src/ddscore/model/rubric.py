"""A rubric: published rules that turn a case into scores (FORMATS 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from ddscore.model.dates import PartialDate
from ddscore.model.fields import CaseFields
from ddscore.model.score import Unknown

Condition = Mapping[str, object]
"""A condition as the rubric writes it; the engine compiles it, the documents layer has checked it."""


class Side(StrEnum):
    """Which side of a company a figure speaks of."""

    POLICY = "policy"
    """What the company says."""
    PRACTICE = "practice"
    """What the record shows."""
    GAP = "gap"
    OVERALL = "overall"


class Aggregate(StrEnum):
    """How a node combines its parts."""

    MEAN = "mean"
    SUM = "sum"
    MIN = "min"
    MAX = "max"


class Level(NamedTuple):
    """One rung of a criterion's ladder."""

    points: float
    label: str
    when: Condition | None
    """None holds always."""


class Cap(NamedTuple):
    """A ceiling in percent that acts where its condition is true."""

    at_most: float
    when: Condition
    because: str
    side: Side | None


class Band(NamedTuple):
    """A named range of a figure: up to, but not including, `below`; None for the last."""

    id: str
    title: str
    below: float | None


class Row(NamedTuple):
    """A row of a decision table (profiles, outcomes): the first that holds decides."""

    id: str
    title: str
    when: Condition | None
    because: str | None


class ForEach(NamedTuple):
    """A criterion scored for each fact that matches, and how the results combine."""

    collection: str
    pattern: Mapping[str, object]
    aggregate: Aggregate
    weight_field: str | None
    weights: Mapping[str, float]


class Worth(StrEnum):
    """What an answer is worth that has no points."""

    NOT_APPLICABLE = "not-applicable"
    UNKNOWN = "unknown"


class Scale(NamedTuple):
    """What coded answers are worth, in points."""

    points: Mapping[str, float | Worth]
    """By answer."""
    otherwise: float | Worth | None
    """For an answer that is not named; None where such an answer is an error."""
    range: tuple[float, float] | None
    """Numbers between these count as points."""

    @property
    def span(self) -> tuple[float, float]:
        """The least and the most points that it gives."""
        named = [worth for worth in (*self.points.values(), self.otherwise) if isinstance(worth, int | float)]
        every = [*named, *(self.range or ())]
        return min(every), max(every)

    @property
    def may_not_apply(self) -> bool:
        """Whether an answer can say that the question does not apply."""
        return Worth.NOT_APPLICABLE in (*self.points.values(), self.otherwise)


class Steps(NamedTuple):
    """Points for all, some or none of the elements met."""

    all: float
    some: float
    none: float

    @property
    def span(self) -> tuple[float, float]:
        """The least and the most points of a step."""
        every = (self.all, self.some, self.none)
        return min(every), max(every)


class AnswerRule(NamedTuple):
    """How a criterion gets its points from coded answers."""

    scale: Scale
    elements: Mapping[str, Scale]
    """Elements that have another scale."""
    where: Mapping[str, object]
    """Which answers count: `{question: the criterion's id}` unless given."""
    mean_by: tuple[str, ...]
    """Dimensions of means of means, outermost first."""
    expect: tuple[str, ...]
    """Elements of which each innermost group should have an answer."""
    steps: Steps | None

    @property
    def span(self) -> tuple[float, float]:
        """The least and the most points that it can give."""
        if self.steps is not None:
            return self.steps.span
        spans = [scale.span for scale in (self.scale, *self.elements.values())]
        return min(low for low, _ in spans), max(high for _, high in spans)


class Criterion(NamedTuple):
    """A question with its ladder, or with a rule for coded answers."""

    id: str
    title: str
    weight: float | Literal["children"]
    of: float | None
    applies_when: Condition | None
    caps: tuple[Cap, ...]
    unknown: Unknown
    """Its own mode, or the one inherited."""
    bands: tuple[Band, ...]
    side: Side | None
    """Which side it speaks of, where its place in the rubric does not say so."""
    principle: str | None
    ask: str | None
    question: str
    levels: tuple[Level, ...]
    for_each: ForEach | None
    answers: AnswerRule | None

    @property
    def span(self) -> tuple[float, float]:
        """The least and the most points that it can give."""
        if self.answers is not None:
            return self.answers.span
        return min(level.points for level in self.levels), max(level.points for level in self.levels)


class Group(NamedTuple):
    """Criteria or groups under one figure; as far as `ask` like a criterion."""

    id: str
    title: str
    weight: float | Literal["children"]
    of: float | None
    applies_when: Condition | None
    caps: tuple[Cap, ...]
    unknown: Unknown
    bands: tuple[Band, ...]
    side: Side | None
    principle: str | None
    ask: str | None
    aggregate: Aggregate
    children: tuple["Criterion | Group", ...]


class Theme(NamedTuple):
    """A subject on which policy is set against practice; as far as `ask` like a criterion."""

    id: str
    title: str
    weight: float | Literal["children"]
    of: float | None
    applies_when: Condition | None
    caps: tuple[Cap, ...]
    unknown: Unknown
    bands: tuple[Band, ...]
    side: Side | None
    principle: str | None
    ask: str | None
    policy: Group | None
    """None where it has no such side, as `practice`."""
    practice: Group | None


Node = Criterion | Group | Theme


class Instruments(NamedTuple):
    """International instruments and what each entails (UNGP 12)."""

    entails: Mapping[str, frozenset[str]]
    """By short name, itself included."""
    sha256: str


class Share(NamedTuple):
    """A share of a portfolio's value that a rubric asks for."""

    id: str
    title: str
    by: Literal["band", "profile", "outcome"]
    node: str | None
    """The node whose bands tell companies apart; None for the rubric's own."""
    counts: tuple[str, ...]
    """The ids that its one figure counts; empty where it only divides."""
    principle: str | None


class PortfolioRules(NamedTuple):
    """What a rubric says of a list of holdings."""

    shares: tuple[Share, ...] = ()
    """Empty where the rubric names none."""
    averaged_on: tuple[str, ...] = ()
    """Month and day of the dates over which a year's figure is the average: `03-31`."""


NO_SHARES = PortfolioRules()


class Base(NamedTuple):
    """A rubric that another one extends."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True, eq=False)
class Rubric:
    """A whole rubric, read and checked."""

    id: str
    version: str
    title: str
    basis: tuple[Mapping[str, object], ...]
    in_force: tuple[PartialDate | None, PartialDate | None]
    """From and to; an as-of date outside is a warning."""
    higher_is: Literal["better", "worse"]
    minimum_coverage: float
    """0 to 1: below it themes, groups and the summary print no figure."""
    search_stands: int
    """For how many months after its date a complete search still closes a collection."""
    themes: tuple[Theme, ...]
    overall: Group | None
    """Of a benchmark with one overall score."""
    caps: tuple[Cap, ...]
    bands: tuple[Band, ...]
    profiles: tuple[Row, ...]
    outcomes: tuple[Row, ...]
    fields: CaseFields
    """What the conditions may speak of."""
    instruments: Instruments
    sha256: str
    bases: tuple[Base, ...] = ()
    """The rubrics that it extends, nearest first."""
    portfolio: PortfolioRules = NO_SHARES
