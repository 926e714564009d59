"""What changed as JSON (`diff/1`), for programs: figures and shares with nine decimals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.json import dump

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.model.assessment import Assessment
    from ddscore.model.diff import Change, Decided, Diff, FieldChange, Figure, Turn

    Document = dict[str, object]


def render(diffs: Sequence[Diff]) -> str:
    """One diff is an object, several are a list."""
    documents = [document(diff) for diff in diffs]
    shown = documents[0] if len(documents) == 1 else documents
    return dump(shown)


def document(diff: Diff) -> Document:
    """A diff as plain values."""
    effective = {change.id for change in diff.effective}
    return {
        "ddscore": "diff/1",
        "tool": {"name": "ddscore", "version": diff.tool_version},
        "before": _end(diff.names[0], diff.before),
        "after": _end(diff.names[1], diff.after),
        "moved": diff.moved,
        "shares_by": {"method": str(diff.method), "orders": diff.orders or None},
        "changes": [_change(change, change.id in effective) for change in diff.changes],
        "figures": [_figure(diff, figure) for figure in diff.figures],
        "turns": [_turn(turn) for turn in diff.turns],
    }


def _end(name: str, assessment: Assessment) -> Document:
    case, rubric = assessment.case, assessment.rubric
    return {
        "name": name,
        "case": {"id": case.id, "company": case.company, "status": case.status, "sha256": case.sha256},
        "rubric": {"id": rubric.id, "version": rubric.version, "sha256": rubric.sha256},
        "as_of": assessment.as_of.text,
    }


def _change(change: Change, moved: bool) -> Document:
    return {
        "id": change.id,
        "kind": str(change.kind),
        "name": change.name or None,
        "how": str(change.how),
        "origin": change.origin and str(change.origin),
        "collection": change.collection or None,
        "moved": moved,
        "fields": [_field(field) for field in change.fields],
        "redated": list(change.redated),
        "cited": list(change.cited),
    }


def _field(field: FieldChange) -> Document:
    """A key is left out where nothing was recorded: null says that the source states none."""
    ends = (("before", field.before), ("after", field.after))
    return {"path": field.path, **{end: values[0] for end, values in ends if values}}


def _figure(diff: Diff, figure: Figure) -> Document:
    return {
        "node": figure.node,
        "side": figure.side,
        "figure": figure.bound,
        "before": figure.before,
        "after": figure.after,
        "change": figure.change,
        "shares": [share._asdict() for share in figure.shares],
        "origins": {str(origin): amount for origin, amount in diff.by_origin(figure).items()},
        "by": list(figure.by),
    }


def _turn(turn: Turn) -> Document:
    return {
        "node": turn.node,
        "what": turn.what,
        "before": _decided(turn.before),
        "after": _decided(turn.after),
        "by": list(turn.by),
    }


def _decided(decided: Decided) -> Document:
    return {"reached": decided.reached, "possible": list(decided.possible)}
