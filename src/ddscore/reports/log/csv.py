"""A log as CSV: a row a commit, in unrounded numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.csv import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.log import Log, LogEntry, Scored
    from ddscore.reports.csv import Cell

_SCORES = ("policy", "practice", "gap", "understatement", "overall")
_FIGURES = ("percent", "low", "high")
_DECIDED = ("band", "profile", "outcome")
HEADER = (
    *("commit", "date", "subject", "path", "rubric", "as_of", "state", "problem"),
    *(name if figure == "percent" else f"{name}_{figure}" for name in _SCORES for figure in _FIGURES),
    *("coverage", *_DECIDED),
)


def render(log: Log) -> str:
    """All commits in one table."""
    return table([HEADER, *(_row(entry, log.rubric.id) for entry in log.entries)])


def _row(entry: LogEntry, rubric: str) -> Sequence[Cell]:
    scored = entry.scored
    as_of = None if scored is None else scored.as_of.text
    about = (entry.commit, entry.date, entry.subject, entry.path, rubric, as_of, entry.state, entry.problem)
    if scored is None:
        return (*about, *(None for _ in HEADER[len(about) :]))
    return (*about, *_figures(scored))


def _figures(scored: Scored) -> Iterator[Cell]:
    summary = scored.summary
    for name in _SCORES:
        score = getattr(summary, name)
        yield from (None if score is None else getattr(score, figure) for figure in _FIGURES)
    yield summary.coverage
    yield from (getattr(summary, name) for name in _DECIDED)
