"""JSON: the assessment with the keys of FORMATS 4, unrounded, ready to be read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ddscore.model.assessment import (
        Assessment,
        CapResult,
        Contradiction,
        LevelResult,
        Need,
        NodeResult,
        OpenPromise,
        Reason,
        Summary,
    )
    from ddscore.model.dates import PartialDate
    from ddscore.model.rubric import Row
    from ddscore.model.score import Score

    Document = dict[str, object]


def render(assessments: Sequence[Assessment]) -> str:
    """One assessment is an object, several are a list."""
    documents = [document(assessment) for assessment in assessments]
    return dump(documents[0] if len(documents) == 1 else documents)


def index(files: Mapping[str, Sequence[Assessment]]) -> str:
    """The reports in a folder: a list of the assessments, each with the file that holds it."""
    return dump(
        [
            {
                "file": file,
                "case": assessment.case.id,
                "company": assessment.case.company,
                "rubric": assessment.rubric.id,
                "as_of": assessment.as_of.text,
            }
            for file, assessments in files.items()
            for assessment in assessments
        ]
    )


def document(assessment: Assessment) -> Document:
    """An assessment as plain values."""
    return {
        "ddscore": "assessment/1",
        "tool": {"name": "ddscore", "version": assessment.tool_version},
        "case": {
            "id": assessment.case.id,
            "company": assessment.case.company,
            "status": assessment.case.status,
            "corrections": list(assessment.case.corrections),
            "sha256": assessment.case.sha256,
            **({"answers_sha256": digest} if (digest := assessment.case.answers_sha256) else {}),
        },
        "rubric": _rubric(assessment),
        "as_of": assessment.as_of.text,
        "warnings": list(assessment.warnings),
        "summary": {**summary_document(assessment.summary), **_reasons(assessment.summary)},
        "nodes": [_node(node) for node in assessment.nodes],
        "contradictions": [_pair(pair) for pair in assessment.contradictions],
        "possible_contradictions": [_pair(pair) for pair in assessment.possible_contradictions],
        "disputed": [_pair(pair) for pair in assessment.disputed],
        "later": [_pair(pair) for pair in assessment.later],
        "open_promises": [_promise(promise) for promise in assessment.open_promises],
        "unanswered": [
            {"id": question.id, "asked": _date(question.asked), "deadline": _date(question.deadline)}
            for question in assessment.unanswered
        ],
        "unknowns": [
            {
                "node": unknown.node,
                "needs": [_need(need) for need in unknown.needs],
            }
            for unknown in assessment.unknowns
        ],
        "facts": {name: dict(fact) for name, fact in assessment.facts.items()},
        "research": {
            collection: {"closed": result.closed, "searches": [dict(search) for search in result.searches]}
            for collection, result in assessment.research.items()
        },
        "sources": {name: dict(source) for name, source in assessment.sources.items()},
    }


def _rubric(assessment: Assessment) -> Document:
    rubric = assessment.rubric
    return {
        "id": rubric.id,
        "title": rubric.title,
        "version": rubric.version,
        "higher_is": rubric.higher_is,
        "basis": list(rubric.basis),
        "sha256": rubric.sha256,
        "bases": [base._asdict() for base in rubric.bases],
        "instruments_sha256": rubric.instruments_sha256,
        "bands": [{"id": band.id, "title": band.title, "below": band.below} for band in rubric.bands],
        "profiles": [_row(row) for row in rubric.profiles],
        "outcomes": [_row(row) for row in rubric.outcomes],
    }


def _row(row: Row) -> Document:
    return {"id": row.id, "title": row.title, "because": row.because, "when": row.when}


def summary_document(summary: Summary) -> Document:
    """The rubric's own figures as plain values."""
    return {
        "policy": _score(summary.policy),
        "practice": _score(summary.practice),
        "gap": _score(summary.gap),
        "understatement": _score(summary.understatement),
        "overall": _score(summary.overall),
        "coverage": _number(summary.coverage),
        "band": summary.band,
        "possible_bands": list(summary.possible_bands),
        "profile": summary.profile,
        "possible_profiles": list(summary.possible_profiles),
        "outcome": summary.outcome,
        "possible_outcomes": list(summary.possible_outcomes),
    }


def _reasons(summary: Summary) -> Document:
    return {
        "profile_reason": _reason(summary.profile_reason),
        "outcome_reason": _reason(summary.outcome_reason),
    }


def _reason(reason: Reason) -> Document:
    return {
        "facts": list(reason.facts),
        "searched": list(reason.searched),
        "needs": [_need(need) for need in reason.needs],
    }


def _need(need: Need) -> Document:
    return {"collection": need.collection, "fact": need.fact, "field": need.field, "text": need.text}


def _node(node: NodeResult) -> Document:
    return {
        "id": node.id,
        "title": node.title,
        "kind": node.kind,
        "side": node.side,
        "weight": node.weight,
        "status": node.status,
        "policy": _score(node.policy),
        "practice": _score(node.practice),
        "gap": _score(node.gap),
        "overall": _score(node.overall),
        "coverage": _number(node.coverage),
        "band": node.band,
        "question": node.question,
        "principle": node.principle,
        "ask": node.ask,
        "levels": [_level(level) for level in node.levels],
        "level": node.level,
        "possible_levels": list(node.possible_levels),
        "because": node.because,
        "caps": [_cap(cap) for cap in node.caps],
        "facts": list(node.facts),
        "sources": list(node.sources),
        "children": [_node(child) for child in node.children],
        "applies_when": node.applies_when,
        "for_each": node.for_each,
    }


def _score(score: Score | None) -> Document | None:
    if score is None:
        return None
    return {
        "points": _number(score.points),
        "of": score.of,
        "percent": _number(score.percent),
        "low": _number(score.low),
        "high": _number(score.high),
    }


def _number(value: float | None) -> float | None:
    """The number as it is; a negative zero, which differences leave, is zero."""
    return None if value is None else value + 0.0


def _level(level: LevelResult) -> Document:
    return {"label": level.label, "points": level.points, "when": level.when, "holds": level.holds}


def _cap(cap: CapResult) -> Document:
    return {
        "at_most": cap.at_most,
        "side": cap.side,
        "because": cap.because,
        "holds": cap.holds,
        "facts": list(cap.facts),
        "when": cap.when,
    }


def _pair(pair: Contradiction) -> Document:
    return {
        "policy": pair.policy,
        "finding": pair.finding,
        "involvement": pair.involvement,
        "basis": pair.basis,
        "instruments": list(pair.instruments),
        "rights": list(pair.rights),
        "drawn_by": pair.drawn_by,
    }


def _promise(promise: OpenPromise) -> Document:
    return {
        "id": promise.id,
        "made": promise.made.text,
        "months_open": promise.months_open,
        "partly_kept": _date(promise.partly_kept),
        "overdue": promise.overdue,
        "due": _date(promise.due),
    }


def _date(date: PartialDate | None) -> str | None:
    return None if date is None else date.text


def dump(value: object) -> str:
    """A document as every file of ours in JSON is written."""
    import json

    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
