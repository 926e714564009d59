"""A log as JSON, for programs: `log/1`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.json import dump, figures

if TYPE_CHECKING:
    from ddscore.model.log import Log, LogEntry


def render(log: Log) -> str:
    """Every commit with its figures, unrounded."""
    return dump(
        {
            "ddscore": "log/1",
            "tool": {"name": "ddscore", "version": log.tool_version},
            "path": log.path,
            "rubric": {"id": log.rubric.id, "version": log.rubric.version, "sha256": log.rubric.sha256},
            "as_of": None if log.as_of is None else log.as_of.text,
            "left_out": log.left_out,
            "cut_off": log.cut_off,
            "commits": [_entry(entry) for entry in log.entries],
        }
    )


def _entry(entry: LogEntry) -> dict[str, object]:
    scored = entry.scored
    return {
        "commit": entry.commit,
        "date": entry.date,
        "subject": entry.subject,
        "path": entry.path,
        "beside": entry.beside,
        "state": entry.state,
        "problem": entry.problem or None,
        "as_of": None if scored is None else scored.as_of.text,
        "summary": None if scored is None else figures(scored.summary),
    }
