"""Points from coded answers: scales, means of means, steps (FORMATS 3)."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from ddscore.engine.bounds import Part, greatest_mean, least_mean
from ddscore.engine.known import KnownFact
from ddscore.engine.ladder import Climb, Ladder, Points
from ddscore.engine.logic import unique
from ddscore.engine.patterns import compile_pattern, find
from ddscore.errors import ScaleError
from ddscore.model.assessment import Need
from ddscore.model.coded import answers_of, name_of, worth
from ddscore.model.rubric import Worth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.engine.known import View
    from ddscore.engine.patterns import Language
    from ddscore.engine.scope import Scope
    from ddscore.model.dates import Truth
    from ddscore.model.rubric import AnswerRule, Scale, Steps

ELEMENT = "element"
"""The dimension by which answers are told apart within one group."""


def add_answers(view: View, rubrics: Sequence[str]) -> None:
    """Add the known answers to the view: question by question, the rubric's own, else its base's."""
    for rubric in reversed(rubrics):
        for question, answers in view.case.answers.get(rubric, {}).items():
            facts = tuple(
                KnownFact(
                    _id(question),
                    "answers",
                    {"question": question, "answer": answer.answer, **answer.dimensions},
                    tuple(source for source in answer.sources if source in view.public),
                    (_id(question),),
                )
                for answer in answers
                if not answer.sources or view.knows(answer.sources)
            )
            if facts:
                view.questions[question] = facts
    view.active["answers"] = tuple(fact for facts in view.questions.values() for fact in facts)
    view.facts.update((_id(question), _as_one(question, facts)) for question, facts in view.questions.items())


def _id(question: str) -> str:
    """The name under which a question's answers stand as evidence; no fact's id has a colon."""
    return f"answers:{question}"


def _as_one(question: str, facts: Sequence[KnownFact]) -> KnownFact:
    """A question with all its answers, as reports show it."""
    answers = [{name: value for name, value in fact.fields.items() if name != "question"} for fact in facts]
    sources = unique(fact.sources for fact in facts)
    fields = {"question": question, "answers": answers, "sources": sources}
    return KnownFact(_id(question), "answers", fields, sources, (_id(question),))


class _Mark(NamedTuple):
    """What one answer, or a mean of answers, is worth in points."""

    low: float
    high: float
    applies: Truth = True
    """None where it may turn out not to apply."""


def compile_answers(rule: AnswerRule, language: Language) -> Climb:
    """A criterion's rule for coded answers, ready for a case."""
    pattern = compile_pattern("answers", rule.where, language)
    scales = (rule.scale, *rule.elements.values())
    by = rule.mean_by if ELEMENT in rule.mean_by else (*rule.mean_by, ELEMENT)
    nothing = Points(None if any(scale.may_not_apply for scale in scales) else True, *rule.span)
    asked = ", ".join(pattern.questions) or "the questions asked"
    unlisted: tuple[Need, ...] = (Need("answers", None, None, f"coded answers to {asked}"),)

    def points(scope: Scope) -> Points:
        found = find(pattern, scope)
        if found.sure and not found.maybe:
            mark = _steps(rule, found.sure) if rule.steps is not None else _mean(rule, by, found.sure)
            return Points(mark.applies, mark.low, mark.high)
        if found.closed and not found.maybe and not rule.expect:
            # The question was answered, and for nothing that this criterion asks of.
            return _NONE_ASKED_OF
        return nothing

    def because(scope: Scope, points: Points) -> Ladder:
        found = find(pattern, scope)
        needs = unlisted
        if found.sure and not found.maybe:
            needs = _missing(rule, found.sure)
        elif points is _NONE_ASKED_OF:
            needs = ()
        facts = unique(fact.cites for fact in found.sure)
        return Ladder(points, (), (), facts, (), needs, (), _sentence(rule, found.sure))

    return Climb(points, because)


_NONE_ASKED_OF = Points(False, 0, 0)


def _sentence(rule: AnswerRule, facts: Sequence[KnownFact]) -> str:
    if not facts:
        return "No coded answer is recorded."
    if len(facts) == 1:
        return f"Coded answer: {name_of(facts[0].fields['answer'])}."
    if rule.steps is not None:
        return f"By how many of {len(facts)} coded answers are met."
    by = f" by {', '.join(rule.mean_by)}" if rule.mean_by else ""
    return f"Mean of {len(facts)} coded answers{by}."


def _missing(rule: AnswerRule, facts: Sequence[KnownFact]) -> tuple[Need, ...]:
    """Answers that are unknown, and elements that nobody answered for."""
    owner = facts[0].id
    needs = [
        Need("answers", fact.id, "answer", f"a settled answer to {_label(fact)}")
        for fact in facts
        if _worth(rule, fact) is Worth.UNKNOWN
    ]
    expected = [element for group in _groups(rule, facts) for element in _unanswered(rule, group)]
    needs += [
        Need("answers", owner, element, f"a coded answer for element {element}")
        for element in dict.fromkeys(expected)
    ]
    return tuple(needs)


def _groups(rule: AnswerRule, facts: Sequence[KnownFact]) -> list[Sequence[KnownFact]]:
    """The innermost groups of answers, within which elements are told apart."""
    groups: list[Sequence[KnownFact]] = [facts]
    for dimension in takewhile(lambda name: name != ELEMENT, rule.mean_by):
        groups = [part for group in groups for part in _split(group, dimension)]
    return groups


def _split(facts: Sequence[KnownFact], dimension: str) -> list[Sequence[KnownFact]]:
    parts: dict[object, list[KnownFact]] = {}
    for fact in facts:
        parts.setdefault(fact.fields.get(dimension), []).append(fact)
    return list(parts.values())


def _label(fact: KnownFact) -> str:
    """A question with what the answer was given for."""
    given = [str(value) for name, value in fact.fields.items() if name not in ("question", "answer")]
    return " ".join([str(fact.fields["question"]), *given])


def _unanswered(rule: AnswerRule, facts: Sequence[KnownFact]) -> list[str]:
    answered = {str(fact.fields.get(ELEMENT)) for fact in facts}
    return [element for element in rule.expect if element not in answered]


def _mean(rule: AnswerRule, dimensions: Sequence[str], facts: Sequence[KnownFact]) -> _Mark:
    """The mean of means over the dimensions, outermost first; what does not apply is skipped."""
    if not dimensions:
        return _average([_mark(rule, fact) for fact in facts])
    marks = [_mean(rule, dimensions[1:], part) for part in _split(facts, dimensions[0])]
    if dimensions[0] == ELEMENT:
        marks += [_open(rule, element) for element in _unanswered(rule, facts)]
    return _average(marks)


def _average(marks: Sequence[_Mark]) -> _Mark:
    counted = [mark for mark in marks if mark.applies is not False]
    if not counted:
        return _Mark(0, 0, False)
    weights = [(1.0 if mark.applies else 0.0, 1.0) for mark in counted]
    return _Mark(
        least_mean([Part(mark.low, *weight) for mark, weight in zip(counted, weights, strict=True)]),
        greatest_mean([Part(mark.high, *weight) for mark, weight in zip(counted, weights, strict=True)]),
        True if any(mark.applies for mark in counted) else None,
    )


def _scale(rule: AnswerRule, element: object) -> Scale:
    return rule.elements.get(str(element), rule.scale)


def _open(rule: AnswerRule, element: object) -> _Mark:
    """What an element is worth that nobody has settled."""
    scale = _scale(rule, element)
    return _Mark(*scale.span, None if scale.may_not_apply else True)


def _mark(rule: AnswerRule, fact: KnownFact) -> _Mark:
    points = _worth(rule, fact)
    if points is Worth.NOT_APPLICABLE:
        return _Mark(0, 0, False)
    if isinstance(points, Worth):
        return _open(rule, fact.fields.get(ELEMENT))
    return _Mark(points, points)


def _worth(rule: AnswerRule, fact: KnownFact) -> float | Worth:
    answer = fact.fields["answer"]
    scale = _scale(rule, fact.fields.get(ELEMENT))
    found = worth(scale, answer)
    if found is None:
        raise ScaleError(
            f"the answer to {_label(fact)} is {name_of(answer)}, which is not on its scale: "
            f"{answers_of(scale)}"
        )
    return found


def _steps(rule: AnswerRule, facts: Sequence[KnownFact]) -> _Mark:
    """Points for all, some or none of the elements met, over every way the unknown ones may turn out."""
    steps = rule.steps
    assert steps is not None  # noqa: S101 - asked for by the caller
    marks = [(_mark(rule, fact), _scale(rule, fact.fields.get(ELEMENT)).span[1]) for fact in facts]
    marks += [(_open(rule, element), _scale(rule, element).span[1]) for element in _unanswered(rule, facts)]
    counted = [(mark, top) for mark, top in marks if mark.applies is not False]
    if not counted:
        return _Mark(0, 0, False)
    met = sum(mark.low == top for mark, top in counted)
    missed = sum(mark.high < top for mark, top in counted)
    possible = _possible_steps(steps, met, missed, len(counted) - met - missed)
    sure = any(mark.applies for mark, _ in counted)
    return _Mark(min(possible), max(possible), True if sure else None)


def _possible_steps(steps: Steps, met: int, missed: int, unsettled: int) -> list[float]:
    possible = []
    if not missed:
        possible.append(steps.all)
    if not met:
        possible.append(steps.none)
    if (met and missed) or (unsettled and (met or missed)) or unsettled > 1:
        possible.append(steps.some)
    return possible
