"""JSON: `history/1`, unrounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.json import case, dump, figures, rubric, score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.model.history import Change, History, HistoryRow, Move

    Document = dict[str, object]


def render(histories: Sequence[History]) -> str:
    """One history is an object, several are a list."""
    documents = [document(history) for history in histories]
    return dump(documents[0] if len(documents) == 1 else documents)


def document(history: History) -> Document:
    """A history as plain values."""
    return {
        "ddscore": "history/1",
        "tool": {"name": "ddscore", "version": history.tool_version},
        "case": case(history.case),
        "rubric": rubric(history.rubric),
        "from": history.begins.text,
        "to": history.ends.text,
        "every": history.every,
        "warnings": list(history.warnings),
        "rows": [_row(row) for row in history.rows],
        "sources": {name: dict(source) for name, source in history.sources.items()},
    }


def _row(row: HistoryRow) -> Document:
    return {
        "as_of": row.as_of.text,
        "summary": figures(row.summary),
        "moved": [_move(move) for move in row.moves],
        "changes": [_change(change) for change in row.changes],
        "unmoving": [_change(change) for change in row.unmoving],
    }


def _move(move: Move) -> Document:
    return {
        "node": move.node,
        "title": move.title,
        "side": move.side,
        "before": score(move.before),
        "after": score(move.after),
        "possible_levels_before": list(move.levels_before),
        "possible_levels_after": list(move.levels_after),
    }


def _change(change: Change) -> Document:
    return {
        "on": change.on.text,
        "turn": change.turn,
        "collection": change.collection,
        "fact": change.fact,
        "fields": list(change.fields),
        "sources": list(change.sources),
        "nodes": list(change.nodes),
        "record": dict(change.record) if change.fact is not None else None,
    }
