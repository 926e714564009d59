"""A portfolio as JSON (`portfolio/1`), unrounded, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.json import dump

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.model.assessment import RubricIdentity
    from ddscore.model.portfolio import (
        Average,
        InvalidCase,
        Near,
        Portfolio,
        Portion,
        Position,
        RubricResult,
        ShareAverage,
        ShareResult,
        Snapshot,
    )
    from ddscore.model.rubric import Share
    from ddscore.model.standing import Figure, NodeStanding, Standing
    from ddscore.problems import Problem

    Document = dict[str, object]


def render(portfolio: Portfolio) -> str:
    """The whole portfolio as one object."""
    cases = portfolio.cases
    document: Document = {
        "ddscore": "portfolio/1",
        "tool": {"name": "ddscore", "version": portfolio.tool_version},
        "rubrics": [_rubric(rubric) for rubric in portfolio.rubrics],
        "cases": {
            "read": cases.read,
            "held": cases.held,
            "not_held": cases.not_held,
            "invalid": [_invalid(case) for case in cases.invalid],
        },
        "portfolios": [_snapshot(snapshot) for snapshot in portfolio.snapshots],
        "averages": [_average(average) for average in portfolio.averages],
    }
    return dump(document)


def _rubric(rubric: RubricIdentity) -> Document:
    return {
        "id": rubric.id,
        "title": rubric.title,
        "version": rubric.version,
        "higher_is": rubric.higher_is,
        "sha256": rubric.sha256,
        "bases": [base._asdict() for base in rubric.bases],
        "instruments_sha256": rubric.instruments_sha256,
        "bands": _titles(rubric.bands),
        "profiles": _titles(rubric.profiles),
        "outcomes": _titles(rubric.outcomes),
    }


def _titles(rows: Sequence[object]) -> list[Document]:
    return [{"id": getattr(row, "id"), "title": getattr(row, "title")} for row in rows]  # noqa: B009


def _invalid(case: InvalidCase) -> Document:
    return {
        "file": case.file,
        "case": case.case,
        "company": case.company,
        "problems": [_problem(one) for one in case.problems],
    }


def _problem(problem: Problem) -> Document:
    """A problem without the folder in which its file stands."""
    return {
        "id": problem.id,
        "line": problem.location.line,
        "message": problem.message,
        "hint": problem.hint,
    }


def _snapshot(snapshot: Snapshot) -> Document:
    holdings = snapshot.holdings
    return {
        "as_of": None if snapshot.as_of is None else snapshot.as_of.text,
        "holdings": {
            "file": holdings.file,
            "sha256": holdings.sha256,
            "lines": holdings.lines,
            "unread": holdings.unread,
            "measure": "weight" if holdings.is_weight else "value",
            "currency": holdings.currency or None,
            "notes": list(holdings.notes),
            "problems": [_problem(one) for one in holdings.problems],
        },
        "total": snapshot.total,
        "short": _portion(snapshot.short),
        "positions": [_position(position) for position in snapshot.positions],
        "results": [_result(result) for result in snapshot.results],
    }


def _position(position: Position) -> Document:
    return {
        "name": position.name,
        "lines": list(position.lines),
        "value": position.value,
        "weight": position.weight,
        "held": position.held.value,
        "case": position.case,
        "company": position.company,
        "status": position.status,
        "sha256": position.sha256,
        "answers_sha256": position.answers_sha256,
        "matches": [
            {
                "by": match.by,
                "value": match.value,
                "entity": None if match.entity is None else match.entity._asdict(),
            }
            for match in position.matches
        ],
        "near": [_near(near) for near in position.near],
        "standings": [_standing(standing) for standing in position.standings],
    }


def _near(near: Near) -> Document:
    return near._asdict()


def _standing(standing: Standing) -> Document:
    return {
        "rubric": standing.rubric,
        "as_of": standing.as_of,
        "policy": _figure(standing.policy),
        "practice": _figure(standing.practice),
        "gap": _figure(standing.gap),
        "understatement": _figure(standing.understatement),
        "overall": _figure(standing.overall),
        "coverage": standing.coverage,
        "band": standing.band,
        "possible_bands": list(standing.possible_bands),
        "profile": standing.profile,
        "possible_profiles": list(standing.possible_profiles),
        "outcome": standing.outcome,
        "possible_outcomes": list(standing.possible_outcomes),
        "contradictions": standing.contradictions,
        "possible_contradictions": standing.possible_contradictions,
        "open_promises": standing.open_promises,
        "longest_promise_months": standing.longest_promise,
        "unanswered": standing.unanswered,
        "warnings": list(standing.warnings),
        "nodes": {name: _node(node) for name, node in standing.nodes.items()},
    }


def _node(node: NodeStanding) -> Document:
    return {"status": node.status, "figure": _figure(node.figure), "band": node.band}


def _figure(figure: Figure | None) -> Document | None:
    if figure is None:
        return None
    # Without a negative zero, which differences leave.
    percent = None if figure.percent is None else figure.percent + 0.0
    return {"percent": percent, "low": figure.low + 0.0, "high": figure.high + 0.0}


def _portion(portion: Portion) -> Document:
    return portion._asdict()


def _result(result: RubricResult) -> Document:
    return {
        "rubric": result.rubric,
        "order": [at + 1 for at in result.order],
        "shares": [_share(share) for share in result.shares],
    }


def _named(share: Share) -> Document:
    return {
        "id": share.id,
        "title": share.title,
        "by": share.by,
        "node": share.node,
        "counts": list(share.counts),
        "principle": share.principle,
    }


def _share(result: ShareResult) -> Document:
    return {
        **_named(result.share),
        "rows": [
            {
                "id": row.id,
                "title": row.title,
                "certain": _portion(row.certain),
                "possible": _portion(row.possible),
            }
            for row in result.rows
        ],
        "not_applicable": _portion(result.not_applicable),
        "undetermined": _portion(result.undetermined),
        "no_record": _portion(result.no_record),
        "no_data": _portion(result.no_data),
        "counted": _counted(result.least, result.most),
    }


def _counted(least: float | None, most: float | None) -> Document | None:
    return None if least is None else {"least": least, "most": most}


def _average(average: Average) -> Document:
    return {
        "rubric": average.rubric,
        "asked_on": list(average.asked_on),
        "is_as_asked": average.is_as_asked,
        "shares": [_share_average(share) for share in average.shares],
    }


def _share_average(average: ShareAverage) -> Document:
    return {
        **_named(average.share),
        "rows": [row._asdict() for row in average.rows],
        "not_applicable": average.not_applicable,
        "undetermined": average.undetermined,
        "no_record": average.no_record,
        "no_data": average.no_data,
        "counted": _counted(average.least, average.most),
    }
