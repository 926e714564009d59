"""Robustness as JSON (`robustness/1`), unrounded, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.json import dump

if TYPE_CHECKING:
    from ddscore.model.robustness import (
        CaseRobustness,
        RankRange,
        Result,
        Robustness,
        Steadiness,
        WeightEffect,
    )

    Document = dict[str, object]


def render(robustness: Robustness) -> str:
    """The whole run as one object."""
    rubric = robustness.rubric
    document: Document = {
        "ddscore": "robustness/1",
        "tool": {"name": "ddscore", "version": robustness.tool_version},
        "rubric": {
            "id": rubric.id,
            "version": rubric.version,
            "higher_is": rubric.higher_is,
            "sha256": rubric.sha256,
        },
        "spread": robustness.spread,
        "seed": robustness.seed,
        "draws": robustness.draws,
        "ranked_by": robustness.ranked_by,
        "cases": [_case(case) for case in robustness.cases],
        "weights": [_weight(effect) for effect in robustness.weights],
    }
    return dump(document)


def _case(case: CaseRobustness) -> Document:
    return {
        "id": case.case.id,
        "company": case.case.company,
        "status": case.case.status,
        "sha256": case.case.sha256,
        "as_of": case.as_of.text,
        "warnings": list(case.warnings),
        "figures": [
            {
                "side": figure.side,
                "assessed": {"low": figure.score.low + 0.0, "high": figure.score.high + 0.0},
                "low": figure.low._asdict(),
                "high": figure.high._asdict(),
            }
            for figure in case.figures
        ],
        "band": _steadiness(case.band),
        "profile": _steadiness(case.profile),
        "outcome": _steadiness(case.outcome),
        "rank": _rank(case.rank),
    }


def _steadiness(steady: Steadiness | None) -> Document | None:
    if steady is None:
        return None
    return {"assessed": _result(steady.assessed), "others": [_result(other) for other in steady.others]}


def _result(result: Result) -> Document:
    return {"id": result.row, "possible": list(result.possible), "draws": result.draws}


def _rank(rank: RankRange | None) -> Document | None:
    if rank is None:
        return None
    return {**rank._asdict(), "assessed": rank.assessed._asdict()}


def _weight(effect: WeightEffect) -> Document:
    return {
        "node": effect.node,
        "title": effect.title,
        "weight": effect.weight,
        "moves": effect.moves,
        "case": effect.case,
        "side": effect.side,
        "changes": [change._asdict() for change in effect.changes],
    }
