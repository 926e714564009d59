"""What a rubric asks by coded answers: its questions, what an answer is given for, and which it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from ddscore.documents.answers_file import answer_code, dimension
from ddscore.documents.findings import guess
from ddscore.model.coded import answers_of, worth
from ddscore.model.rubric import Criterion, Group

if TYPE_CHECKING:
    from ddscore.documents.answers_file import Wrong
    from ddscore.model.rubric import AnswerRule, Node, Rubric

ELEMENT = "element"
_IN_CONDITIONS = ("answers", "match", "this")
"""Under these a condition may ask of coded answers."""
_NOT_DIMENSIONS = ("question", "answer")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rubric takes from coded answers."""

    by_question: Mapping[str, Sequence[AnswerRule]]
    """The rules of the criteria that ask a question."""
    of_any: Sequence[AnswerRule]
    """Rules that name no question, and so may take an answer to any."""
    in_conditions: frozenset[str]
    """Questions that conditions name."""
    dimensions: frozenset[str]
    """What tells answers apart here: means are taken by it, or it decides for which criterion one counts."""

    @property
    def questions(self) -> frozenset[str]:
        """Every question that it names."""
        return self.in_conditions.union(self.by_question)

    def rules(self, question: str) -> Sequence[AnswerRule]:
        """The rules that may take an answer to a question."""
        return (*self.by_question.get(question, ()), *self.of_any)


def asked_by(rubric: Rubric) -> Asked:
    """What a rubric takes from coded answers, whether by its criteria or in its conditions."""
    by_question: dict[str, list[AnswerRule]] = {}
    of_any: list[AnswerRule] = []
    dimensions: set[str] = set()
    for node in nodes_of(rubric):
        if isinstance(node, Criterion) and node.answers is not None:
            rule = node.answers
            named = _named(rule.where.get("question"))
            for question in named:
                by_question.setdefault(question, []).append(rule)
            of_any.extend([] if named else [rule])
            dimensions.update((ELEMENT, *placed_by(rule)))
    in_conditions: set[str] = set()
    for pattern in chain.from_iterable(map(_patterns, _conditions(rubric))):
        in_conditions.update(_named(pattern.get("question")))
        dimensions.update(pattern)
    return Asked(
        by_question, of_any, frozenset(in_conditions), frozenset(dimensions.difference(_NOT_DIMENSIONS))
    )


def nodes_of(rubric: Rubric) -> Iterator[Node]:
    """Every theme, group and criterion."""
    yield from rubric.themes
    sides = [side for theme in rubric.themes for side in (theme.policy, theme.practice)]
    for group in (*sides, rubric.overall):
        if group is not None:
            yield from _below(group)


def _below(group: Group) -> Iterator[Node]:
    yield group
    for child in group.children:
        if isinstance(child, Group):
            yield from _below(child)
        else:
            yield child


def _conditions(rubric: Rubric) -> Iterator[object]:
    """Every condition, and every selection of facts."""
    yield from (cap.when for cap in rubric.caps)
    yield from (row.when for row in (*rubric.profiles, *rubric.outcomes))
    for node in nodes_of(rubric):
        yield node.applies_when
        for cap in node.caps:
            yield cap.when
        if isinstance(node, Criterion):
            for level in node.levels:
                yield level.when
            if node.for_each is not None:
                yield {node.for_each.collection: node.for_each.pattern}


def _patterns(condition: object) -> Iterator[Mapping[str, object]]:
    """The patterns in a condition that may ask of coded answers."""
    if isinstance(condition, Mapping):
        for key, value in condition.items():
            if key in _IN_CONDITIONS and isinstance(value, Mapping):
                yield value
            yield from _patterns(value)
    elif isinstance(condition, list | tuple):
        for part in condition:
            yield from _patterns(part)


def placed_by(rule: AnswerRule) -> Iterator[str]:
    """What a rule tells answers apart by: for its means, for its scales, or to know which ones it takes."""
    yield from rule.mean_by
    yield from rule.where
    if rule.elements or rule.expect:
        yield ELEMENT


def _named(question: object) -> tuple[str, ...]:
    """The questions that a matcher names; none where it is an operator, or not there."""
    if isinstance(question, list | tuple):
        return tuple(map(str, question))
    return () if question is None or isinstance(question, Mapping) else (str(question),)


def misfit(rule: AnswerRule, given: Mapping[str, str]) -> tuple[str, str] | None:
    """Why a rule does not take what was given for these: what is wrong, and a hint; None where it does."""
    for name, wanted in rule.where.items():
        if name in _NOT_DIMENSIONS or isinstance(wanted, Mapping):
            continue
        asked = wanted if isinstance(wanted, list | tuple) else (wanted,)
        words = [str(word) for word in asked]
        if name not in given:
            return (
                f"this answer has no `{name}`, which says what it counts for",
                f"write {' or '.join(words)}",
            )
        if dimension(given[name]) not in asked:
            return f"nothing asks this of {name} {given[name]}", guess(
                given[name], words, f"it is asked of {', '.join(words)}"
            )
    return None


def off(rule: AnswerRule, answer: str, given: Mapping[str, str]) -> Iterator[Wrong]:
    """What a rule that takes an answer cannot make of it."""
    element = given.get(ELEMENT)
    elements = f"the elements are {', '.join(rule.expect)[:300]}"
    if rule.expect and element is None:
        yield "unknown-element", "this answer has no `element`", elements
    elif rule.expect and element not in rule.expect:
        yield "unknown-element", f"there is no element {element} here", guess(element, rule.expect, elements)
    scale = rule.elements.get(element or "", rule.scale)
    if worth(scale, answer_code(answer)) is None:
        hint = guess(answer, scale.points, f"it has {answers_of(scale)[:300]}")
        yield "off-scale", f"{answer} is not on the scale", hint
