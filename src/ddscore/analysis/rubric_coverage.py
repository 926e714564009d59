"""What tests can reach in a rubric, and what an expectation that held has reached.

Only what is expected counts. What a test reaches by the way shows nothing: no test would fail if it were
otherwise.
"""

from __future__ import annotations

from itertools import chain
from math import isclose
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from ddscore.model.coded import name_of
from ddscore.model.rubric import Criterion
from ddscore.model.rubric_test import Aspect, Target, TargetKind, by_id, nodes
from ddscore.model.score import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ddscore.model.assessment import Assessment, NodeResult
    from ddscore.model.rubric import AnswerRule, Node, Rubric, Scale, Steps
    from ddscore.model.rubric_test import Expectation

OTHERWISE = "any other answer"
_ROWS = {
    Aspect.BAND: TargetKind.BAND,
    Aspect.PROFILE: TargetKind.PROFILE,
    Aspect.OUTCOME: TargetKind.OUTCOME,
}
_OF_A_NODE = (Aspect.LEVEL, Aspect.LEVELS, Aspect.SCORE)
"""Expectations that fail once a criterion reaches another level."""


def targets(rubric: Rubric) -> tuple[Target, ...]:
    """All that tests can reach: levels, what gives points for coded answers, bands, profiles, outcomes."""
    found = chain(
        (target for node in nodes(rubric).values() for target in _of_node(node, rubric)),
        (Target(TargetKind.BAND, None, band.id) for band in rubric.bands),
        (Target(TargetKind.PROFILE, None, row.id) for row in rubric.profiles),
        (Target(TargetKind.OUTCOME, None, row.id) for row in rubric.outcomes),
    )
    return tuple(dict.fromkeys(found))


def reached(expectation: Expectation, assessment: Assessment, rubric: Rubric) -> set[Target]:
    """What a test reaches by an expectation that held."""
    kind = _ROWS.get(expectation.aspect)
    if kind is not None and isinstance(expectation.value, str):
        return {Target(kind, expectation.node, expectation.value)}
    if expectation.aspect not in _OF_A_NODE or expectation.node is None:
        return set()
    criterion = nodes(rubric)[expectation.node]
    node = by_id(assessment)[expectation.node]
    if not isinstance(criterion, Criterion):
        return set()
    if criterion.answers is not None:
        return set(_by_answers(criterion.answers, node, assessment, rubric))
    if node.status is Status.NOT_APPLICABLE:
        return set()
    return {
        Target(TargetKind.LEVEL, node.id, level.label, level.points) for level in node.levels if level.holds
    }


def _of_node(node: Node, rubric: Rubric) -> Iterator[Target]:
    if isinstance(node, Criterion):
        for level in node.levels:
            yield Target(TargetKind.LEVEL, node.id, level.label, level.points)
        if node.answers is not None:
            yield from _of_coded(node.id, node.answers, rubric)
    for band in node.bands:
        yield Target(TargetKind.BAND, node.id, band.id)


def _of_coded(criterion: str, rule: AnswerRule, rubric: Rubric) -> Iterator[Target]:
    """Of a criterion of coded answers: each step, or that it is scored; and the scales it is first to use."""
    if rule.steps is None:
        yield Target(TargetKind.CODED, criterion, "scored")
    else:
        for points, name in _steps(rule.steps).items():
            yield Target(TargetKind.STEP, criterion, name, points)
    for used in _scales(rubric):
        if used.criterion == criterion:
            yield from (used.target(answer) for answer in _answers(used.scale))


def _steps(steps: Steps) -> dict[float, str]:
    """The points that steps give, each with the steps that give them."""
    names: dict[float, str] = {}
    for name, points in steps._asdict().items():
        names[points] = f"{names[points]} or {name}" if points in names else name
    return names


class _Used(NamedTuple):
    """A scale, and where the rubric first uses it."""

    scale: Scale
    criterion: str
    element: str
    """The element that has this scale; empty where the criterion has."""

    def target(self, answer: str) -> Target:
        name = f"{answer} for {self.element}" if self.element else answer
        return Target(TargetKind.ANSWER, self.criterion, name)


def _scales(rubric: Rubric) -> list[_Used]:
    """Each scale of the rubric once: many criteria share one, and need not show all of its answers each."""
    found: list[_Used] = []
    for node in nodes(rubric).values():
        rule = node.answers if isinstance(node, Criterion) else None
        if rule is None:
            continue
        own = [] if rule.expect and set(rule.expect) <= rule.elements.keys() else [("", rule.scale)]
        for element, scale in (*own, *rule.elements.items()):
            if all(used.scale != scale for used in found):
                found.append(_Used(scale, node.id, element))
    return found


def _answers(scale: Scale) -> list[str]:
    """What tests can answer on a scale: each answer, both ends of a range, and whatever is not named."""
    ends = [] if scale.range is None else [f"{end:g}" for end in scale.range]
    return [*scale.points, *ends, *([] if scale.otherwise is None else [OTHERWISE])]


def _by_answers(
    rule: AnswerRule, node: NodeResult, assessment: Assessment, rubric: Rubric
) -> Iterator[Target]:
    score = node.overall
    if score is not None and score.percent is not None and score.low == score.high:
        if rule.steps is None:
            yield Target(TargetKind.CODED, node.id, "scored")
        else:
            most = rule.span[1]
            steps = _steps(rule.steps)
            yield from (
                Target(TargetKind.STEP, node.id, steps[points], points)
                for points in steps
                if most and isclose(score.percent, 100 * points / most)
            )
    scales = _scales(rubric)
    for given in _given(node, assessment):
        scale = rule.elements.get(str(given.get("element")), rule.scale)
        used = next(used for used in scales if used.scale == scale)
        yield used.target(_on(scale, given["answer"]))


def _given(node: NodeResult, assessment: Assessment) -> Iterator[Mapping[str, Any]]:
    """The answers to the questions on which a criterion rests."""
    for fact in node.facts:
        yield from cast("list[Mapping[str, Any]]", assessment.facts[fact].get("answers", ()))


def _on(scale: Scale, answer: object) -> str:
    """An answer as its scale lists it; a number within a range as it is."""
    name = name_of(answer)
    if name in scale.points:
        return name
    if scale.range is not None and isinstance(answer, int | float) and not isinstance(answer, bool):
        return f"{answer:g}"
    return OTHERWISE
