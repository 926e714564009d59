"""What to ask and what to research as JSON (`engagement/1`), unrounded, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.json import dump

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.model.engagement import Effect, Engagement, Question, Unsettled
    from ddscore.model.score import Score

    Document = dict[str, object]


def render(engagement: Engagement) -> str:
    """The whole list as one object."""
    assessment = engagement.assessment
    rubric = assessment.rubric
    document: Document = {
        "ddscore": "engagement/1",
        "tool": {"name": "ddscore", "version": assessment.tool_version},
        "case": {
            "id": assessment.case.id,
            "company": assessment.case.company,
            "status": assessment.case.status,
            "sha256": assessment.case.sha256,
        },
        "rubric": {
            "id": rubric.id,
            "version": rubric.version,
            "higher_is": rubric.higher_is,
            "sha256": rubric.sha256,
        },
        "as_of": assessment.as_of.text,
        "warnings": list(assessment.warnings),
        "questions": [_question(question) for question in engagement.questions],
        "together": _effects(engagement.together),
        "unknowns": [_unsettled(one) for one in engagement.unsettled],
    }
    return dump(document)


def _question(question: Question) -> Document:
    return {
        "node": question.node,
        "title": question.title,
        "side": question.side,
        "principle": question.principle,
        "ask": question.ask,
        "level": question.level,
        "facts": list(question.facts),
        "gain": question.gain,
        "effects": _effects(question.effects),
    }


def _effects(effects: Sequence[Effect]) -> list[Document]:
    return [
        {
            "side": effect.side,
            "before": _bounds(effect.before),
            "after": _bounds(effect.after),
            "rise": effect.rise,
        }
        for effect in effects
    ]


def _bounds(score: Score) -> Document:
    return {"low": score.low + 0.0, "high": score.high + 0.0}


def _unsettled(one: Unsettled) -> Document:
    return {
        "need": one.need._asdict(),
        "nodes": list(one.nodes),
        "holds": [held._asdict() for held in one.holds],
        "settles": list(one.settles),
    }
