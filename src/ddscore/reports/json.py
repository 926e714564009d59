"""JSON: the assessment with the keys of FORMATS 4, unrounded, ready to be read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.characters import hidden

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ddscore.model.assessment import (
        Assessment,
        CapResult,
        CaseIdentity,
        Contradiction,
        LevelResult,
        Need,
        NodeResult,
        OpenPromise,
        Reason,
        RubricIdentity,
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
                "status": assessment.case.status,
                **figures(assessment.summary),
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
        "case": case(assessment.case),
        "rubric": rubric(assessment.rubric),
        "as_of": assessment.as_of.text,
        "warnings": list(assessment.warnings),
        "summary": summary(assessment.summary),
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


def case(which: CaseIdentity) -> Document:
    """Which case it was."""
    return {
        "id": which.id,
        "company": which.company,
        "status": which.status,
        "corrections": list(which.corrections),
        "sha256": which.sha256,
        **({"answers_sha256": which.answers_sha256} if which.answers_sha256 else {}),
    }


def rubric(which: RubricIdentity) -> Document:
    """Which rubric it was."""
    return {
        "id": which.id,
        "title": which.title,
        "version": which.version,
        "higher_is": which.higher_is,
        "basis": list(which.basis),
        "sha256": which.sha256,
        "bases": [base._asdict() for base in which.bases],
        "instruments_sha256": which.instruments_sha256,
        "bands": [{"id": band.id, "title": band.title, "below": band.below} for band in which.bands],
        "profiles": [_row(row) for row in which.profiles],
        "outcomes": [_row(row) for row in which.outcomes],
    }


def _row(row: Row) -> Document:
    return {"id": row.id, "title": row.title, "because": row.because, "when": row.when}


def summary(settled: Summary) -> Document:
    """The rubric's own figures, with what its profile and outcome rest on."""
    return {
        **figures(settled),
        "profile_reason": _reason(settled.profile_reason),
        "outcome_reason": _reason(settled.outcome_reason),
    }


def figures(summary: Summary) -> Document:
    """The rubric's own figures alone."""
    return {
        "policy": score(summary.policy),
        "practice": score(summary.practice),
        "gap": score(summary.gap),
        "understatement": score(summary.understatement),
        "overall": score(summary.overall),
        "coverage": _number(summary.coverage),
        "band": summary.band,
        "possible_bands": list(summary.possible_bands),
        "profile": summary.profile,
        "possible_profiles": list(summary.possible_profiles),
        "outcome": summary.outcome,
        "possible_outcomes": list(summary.possible_outcomes),
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
        "policy": score(node.policy),
        "practice": score(node.practice),
        "gap": score(node.gap),
        "overall": score(node.overall),
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


def score(figure: Score | None) -> Document | None:
    """A figure with its bounds."""
    if figure is None:
        return None
    return {
        "points": _number(figure.points),
        "of": figure.of,
        "percent": _number(figure.percent),
        "low": _number(figure.low),
        "high": _number(figure.high),
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
        "unrecorded": [{"fact": fact, "field": field} for fact, field in pair.unrecorded],
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
    r"""A document as text, with control characters as escapes, so that a terminal can print it.

    Half a character, which many readers refuse even as an escape, is shown instead: as the text `\ud800`.
    """
    import json

    def escape(character: str) -> str:
        escaped = json.dumps(character)[1:-1]
        return f"\\{escaped}" if "\ud800" <= character <= "\udfff" else escaped

    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return text.translate({ord(character): escape(character) for character in hidden(text)}) + "\n"
