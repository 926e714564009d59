"""A log for a person at a terminal: a block a commit, newest first."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from ddscore.reports.characters import one_line
from ddscore.reports.log import wording
from ddscore.reports.text import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.model.log import Log, LogEntry

_MARGIN = "    "


def render(log: Log) -> str:
    """What was scored, then each commit with its figures."""
    return "".join(f"{line.rstrip()}\n" for line in _lines(log))


def _lines(log: Log) -> Iterator[str]:
    yield from wrap(wording.heading(log))
    for remark in wording.remarks(log):
        yield from wrap(remark)
    path = log.path
    for entry, before in zip_longest(log.entries, log.entries[1:]):
        yield ""
        yield from wrap(f"{wording.day(entry)} {entry.commit[: wording.SHORT]} {entry.subject}", "", _MARGIN)
        if entry.path != path:
            yield from wrap(f"the file was called {one_line(entry.path)}", _MARGIN)
        path = entry.path
        if entry.beside is not None:
            yield from wrap(f"touched only its coded answers, {one_line(entry.beside)}", _MARGIN)
        is_same = before is not None and entry.scored is not None and entry.scored == before.scored
        yield from wrap("the same score as at the commit below" if is_same else _figures(entry), _MARGIN)


def _figures(entry: LogEntry) -> str:
    scored = entry.scored
    if scored is None:
        return wording.unscored(entry)
    scores = [f"{name} {wording.score(scored, name)}" for name in wording.scores_of(scored)]
    decided = [f"{name} {said}" for name, said in wording.decided(scored)]
    return "; ".join([*scores, *decided, f"as of {scored.as_of}"])
