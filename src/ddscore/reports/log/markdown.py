"""A log as a table in Markdown, a row a commit, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.log import wording
from ddscore.reports.markdown import code, escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ddscore.model.log import Log, LogEntry

_DECIDED = {"band": "Band", "profile": "Profile", "outcome": "Outcome"}


def render(log: Log) -> str:
    """What was scored, then a table of commits."""
    scores = wording.shown(log)
    found = [dict(wording.decided(entry.scored)) for entry in log.entries if entry.scored is not None]
    decided = {name: title for name, title in _DECIDED.items() if any(name in each for each in found)}
    head = ["Date", "Commit", "Subject", *scores.values(), *decided.values(), "As of"]
    rows = [head, ["---"] * len(head), *(_row(entry, scores, decided) for entry in log.entries)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    paragraphs = [f"# {escape(wording.heading(log))}", *map(escape, wording.remarks(log)), table]
    return "\n\n".join([*paragraphs, *_names(log)]) + "\n"


def _row(entry: LogEntry, scores: Mapping[str, str], decided: Mapping[str, str]) -> Sequence[str]:
    about = [escape(wording.day(entry)), code(entry.commit[: wording.SHORT]), escape(entry.subject)]
    if entry.scored is None:
        empty = [""] * (len(scores) + len(decided))
        return [*about, *[escape(wording.unscored(entry)), *empty][: len(empty) + 1]]
    said = dict(wording.decided(entry.scored))
    cells = [wording.score(entry.scored, name) for name in scores]
    cells += [said.get(name, "") for name in decided]
    return [*about, *map(escape, cells), str(entry.scored.as_of)]


def _names(log: Log) -> Iterator[str]:
    """What the file was called at other commits, and which of them touched only the answers beside it."""
    names = dict.fromkeys(entry.path for entry in log.entries if entry.path != log.path)
    if names:
        yield escape(f"Former names of the file: {', '.join(names)}.")
    beside = [entry.commit[: wording.SHORT] for entry in log.entries if entry.beside is not None]
    if beside:
        yield escape(f"Touched only the file with the coded answers: {', '.join(beside)}.")
