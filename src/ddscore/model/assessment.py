"""An assessment: all that any report needs, with the reason for every figure (FORMATS 4)."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from ddscore.model.dates import PartialDate, Truth
from ddscore.model.rubric import Band, Base, Condition, Row, Side
from ddscore.model.score import Score, Status


class Need(NamedTuple):
    """What would settle something unknown."""

    collection: str
    fact: str | None
    """The fact that leaves it open; None where a complete search is missing."""
    field: str | None
    text: str
    """In words: "a complete search for findings"."""


class LevelResult(NamedTuple):
    """A rung and whether it is reached; None where that is only possible."""

    label: str
    points: float
    when: Condition | None
    holds: Truth
    """Under `for_each`, whether some fact reaches it."""


class CapResult(NamedTuple):
    """A ceiling and whether it acts; None where that is unknown."""

    at_most: float
    side: Side | None
    because: str
    holds: Truth
    facts: tuple[str, ...]
    when: Condition | None = None


class NodeResult(NamedTuple):
    """A theme, group or criterion, with its reason."""

    id: str
    title: str
    kind: Literal["theme", "group", "criterion"]
    side: Side | None
    """None for a theme, which has both."""
    weight: float | None
    status: Status
    policy: Score | None
    practice: Score | None
    gap: Score | None
    overall: Score | None
    """The one score of a group or criterion."""
    coverage: float | None
    """None where the node does not apply."""
    band: str | None
    question: str | None
    principle: str | None
    ask: str | None
    levels: tuple[LevelResult, ...]
    level: str | None
    """The label reached; None where several are possible."""
    possible_levels: tuple[str, ...]
    because: str
    """Why this figure, in a sentence."""
    caps: tuple[CapResult, ...]
    facts: tuple[str, ...]
    """The facts that made it so."""
    sources: tuple[str, ...]
    children: tuple["NodeResult", ...]
    applies_when: Condition | None = None
    for_each: Condition | None = None
    """For which facts it is scored one by one: their collection, with a pattern."""


class Contradiction(NamedTuple):
    """A commitment and a finding that meet on conduct that ran on or after the commitment."""

    policy: str
    finding: str
    involvement: str
    basis: str | None
    """direct, implied or right; None where it is not settled."""
    instruments: tuple[str, ...]
    rights: tuple[str, ...]
    drawn_by: str
    """The source that itself sets the two side by side; else ddscore."""
    unrecorded: tuple[tuple[str, str], ...] = ()
    """The fields, by fact, that keep it from being settled."""


class OpenPromise(NamedTuple):
    """A promise made and not kept at the date of assessment, with its clock."""

    id: str
    made: PartialDate
    months_open: int
    partly_kept: PartialDate | None
    overdue: Truth
    due: PartialDate | None


class Unanswered(NamedTuple):
    """A question put to the company without an answer when it was due."""

    id: str
    asked: PartialDate | None
    deadline: PartialDate | None


class UnknownNode(NamedTuple):
    """What would settle a node that is not settled."""

    node: str
    needs: tuple[Need, ...]


class Reason(NamedTuple):
    """On what a profile or an outcome rests; where it is undetermined, what would settle it."""

    facts: tuple[str, ...] = ()
    """The facts that made it certain."""
    searched: tuple[str, ...] = ()
    """The collections in whose complete search nothing (else) was found."""
    needs: tuple[Need, ...] = ()


class Summary(NamedTuple):
    """The rubric's own figures."""

    policy: Score | None
    practice: Score | None
    gap: Score | None
    understatement: Score | None
    overall: Score | None
    coverage: float | None
    band: str | None
    possible_bands: tuple[str, ...]
    profile: str | None
    possible_profiles: tuple[str, ...]
    outcome: str | None
    possible_outcomes: tuple[str, ...]
    profile_reason: Reason = Reason()
    outcome_reason: Reason = Reason()


class ResearchResult(NamedTuple):
    """How far the searches for one collection went at the date of assessment."""

    closed: bool
    """Whether what does not match is a no; else it is unknown."""
    searches: tuple[Mapping[str, object], ...]


class CaseIdentity(NamedTuple):
    """Which case was assessed."""

    id: str
    company: str
    status: str
    corrections: tuple[Mapping[str, object], ...]
    sha256: str
    answers_sha256: str | None = None
    """Of the file of coded answers beside it, where there is one."""


class RubricIdentity(NamedTuple):
    """Which rubric it was assessed by."""

    id: str
    title: str
    version: str
    higher_is: Literal["better", "worse"]
    basis: tuple[Mapping[str, object], ...]
    sha256: str
    bases: tuple[Base, ...]
    """The rubrics that it extends, nearest first."""
    instruments_sha256: str
    bands: tuple[Band, ...]
    profiles: tuple[Row, ...]
    outcomes: tuple[Row, ...]


class Assessment(NamedTuple):
    """One case, by one rubric, as of one date."""

    tool_version: str
    case: CaseIdentity
    rubric: RubricIdentity
    as_of: PartialDate
    warnings: tuple[str, ...]
    summary: Summary
    nodes: tuple[NodeResult, ...]
    contradictions: tuple[Contradiction, ...]
    possible_contradictions: tuple[Contradiction, ...]
    disputed: tuple[Contradiction, ...]
    later: tuple[Contradiction, ...]
    open_promises: tuple[OpenPromise, ...]
    unanswered: tuple[Unanswered, ...]
    unknowns: tuple[UnknownNode, ...]
    facts: Mapping[str, Mapping[str, object]]
    """By id, as known at the date, each with its collection."""
    research: Mapping[str, ResearchResult]
    sources: Mapping[str, Mapping[str, object]]
