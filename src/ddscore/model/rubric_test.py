"""Tests of a rubric: cases with what is expected of them, and what came out."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from ddscore.model.rubric import Group, Side, Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.model.assessment import Assessment, NodeResult
    from ddscore.model.case import Case
    from ddscore.model.dates import PartialDate
    from ddscore.model.rubric import Node, Rubric
    from ddscore.model.score import Score


UNDERSTATEMENT = "understatement"
"""The figure of a summary that is no side of any node."""


class Aspect(StrEnum):
    """What of an assessment an expectation is about."""

    LEVEL = "level"
    """The one level that a criterion reaches, by its label; None where several are possible."""
    LEVELS = "levels"
    """The levels that the facts of a criterion reach that is scored for each of them."""
    POSSIBLE_LEVELS = "possible levels"
    SCORE = "score"
    STATUS = "status"
    BAND = "band"
    POSSIBLE_BANDS = "possible bands"
    PROFILE = "profile"
    POSSIBLE_PROFILES = "possible profiles"
    OUTCOME = "outcome"
    POSSIBLE_OUTCOMES = "possible outcomes"


Value = str | float | tuple[str, ...] | None
"""What is expected or came out: a label, an id or a status; a figure; labels or ids; None for none."""


class Expectation(NamedTuple):
    """One thing that must come out of a test."""

    aspect: Aspect
    node: str | None
    """The node that it is about; None for the rubric as a whole."""
    value: Value
    line: int
    """Where it is written."""
    side: str | None = None
    """Of a score of a theme or the summary: policy, practice, gap, understatement or overall."""
    figure: str = "percent"
    """Of a score: percent, points, low or high."""


class RubricTest(NamedTuple):
    """A case, ready to be assessed, with all that is expected of it."""

    name: str
    line: int
    case: Case
    as_of: PartialDate | None
    """Whatever the case says; None for the case's own."""
    tolerance: float
    """By how much a score may differ."""
    expected: tuple[Expectation, ...]


class RubricTests(NamedTuple):
    """The tests of one file."""

    path: str
    rubric: Rubric
    tests: tuple[RubricTest, ...]


class Failure(NamedTuple):
    """An expectation that did not hold, and what came out instead."""

    expectation: Expectation
    got: Value


class RanTest(NamedTuple):
    """What came of one test."""

    name: str
    line: int
    failures: tuple[Failure, ...]
    assessment: Assessment | None
    """With the reasons for what came out; None where the case could not be assessed."""
    error: str = ""
    """Why it could not be assessed."""

    @property
    def passed(self) -> bool:
        """Whether all that was expected came out."""
        return not self.failures and self.assessment is not None


class RanFile(NamedTuple):
    """What came of the tests of one file."""

    path: str
    rubric: str
    version: str
    tests: tuple[RanTest, ...]


class TargetKind(StrEnum):
    """What tests can reach in a rubric."""

    LEVEL = "level"
    STEP = "step"
    """Of a criterion of coded answers: all, some or none of its elements are met."""
    CODED = "coded"
    """A criterion of coded answers that has a settled score."""
    ANSWER = "answer"
    """An answer on a scale."""
    BAND = "band"
    PROFILE = "profile"
    OUTCOME = "outcome"


class Target(NamedTuple):
    """Something in a rubric that a test can reach."""

    kind: TargetKind
    node: str | None
    """The criterion, or the node that has the band; None for the rubric's own. Of an answer, the first
    criterion that uses its scale."""
    name: str
    """The label of a level, a number of points, an answer, or the id of a row."""
    points: float | None = None
    """Of a level."""


class RubricCoverage(NamedTuple):
    """What of a rubric the tests reach."""

    rubric: str
    version: str
    targets: tuple[Target, ...]
    reached: frozenset[Target]
    """By an expectation that held; a number within a range too, which is no target."""

    @property
    def unreached(self) -> tuple[Target, ...]:
        """What no test reaches, in the order of the rubric."""
        return tuple(target for target in self.targets if target not in self.reached)

    @property
    def percent(self) -> float:
        """How much is reached; all of nothing is all."""
        if not self.targets:
            return 100.0
        return 100 * (len(self.targets) - len(self.unreached)) / len(self.targets)


class Ran(NamedTuple):
    """What came of a run of tests."""

    tool_version: str
    files: tuple[RanFile, ...]
    coverage: tuple[RubricCoverage, ...]
    """Of each rubric under test."""
    untested: tuple[str, ...]
    """The files of rubrics at hand that have no tests."""
    required: float | None = None
    """The coverage asked for, in percent."""

    @property
    def failed(self) -> int:
        """How many tests failed."""
        return sum(not test.passed for file in self.files for test in file.tests)

    @property
    def short(self) -> tuple[RubricCoverage, ...]:
        """The rubrics of which the tests reach less than was asked for."""
        return tuple(
            one for one in self.coverage if self.required is not None and one.percent < self.required
        )

    @property
    def lacking(self) -> tuple[str, ...]:
        """The files of rubrics that fall short of what was asked for because they have no tests."""
        return self.untested if self.required else ()


def by_id(assessment: Assessment) -> dict[str, NodeResult]:
    """Every node of an assessment by its id, in the order of the rubric."""
    return {node.id: node for top in assessment.nodes for node in _with_children(top)}


def _with_children(node: NodeResult) -> Iterator[NodeResult]:
    yield node
    for child in node.children:
        yield from _with_children(child)


def score_of(expectation: Expectation, assessment: Assessment) -> Score | None:
    """The score that an expectation is about; None for another aspect, or where nothing applies."""
    if expectation.aspect is not Aspect.SCORE:
        return None
    holder = assessment.summary if expectation.node is None else by_id(assessment)[expectation.node]
    score: Score | None = getattr(holder, expectation.side or Side.OVERALL)
    return score


def nodes(rubric: Rubric) -> dict[str, Node]:
    """Every theme, group and criterion of a rubric by its id, in the order of the rubric."""
    tops = rubric.themes if rubric.overall is None else rubric.overall.children
    return {node.id: node for top in tops for node in _below(top)}


def _below(node: Node) -> Iterator[Node]:
    yield node
    # The side of a theme is no node of its own.
    sides = (node.policy, node.practice) if isinstance(node, Theme) else (node,)
    for side in sides:
        if isinstance(side, Group):
            for child in side.children:
                yield from _below(child)
