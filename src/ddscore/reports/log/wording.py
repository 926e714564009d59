"""What a log says, in words that its formats share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.log import State
from ddscore.reports import figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ddscore.model.log import Log, LogEntry, Scored
    from ddscore.model.score import Score

SHORT = 10
"""Characters of a commit's id that people read."""
_SCORES = ("policy", "practice", "gap", "overall")


def heading(log: Log) -> str:
    """Which file, by which rubric."""
    return f"{log.path}, scored by {log.rubric.id} {log.rubric.version} at {_counted(len(log.entries))}"


def remarks(log: Log) -> Iterator[str]:
    """What a reader must know of the figures."""
    yield f"Every commit is scored by the rubric as it is now (sha256 {log.rubric.sha256[:12]}…)."
    yield (
        "Each score has the date of assessment that the case had at the commit."
        if log.as_of is None
        else f"Each score is as of {log.as_of}."
    )
    if log.left_out:
        yield f"{_counted(log.left_out)} further back {'is' if log.left_out == 1 else 'are'} not shown."
    if log.cut_off:
        yield (
            "This clone is shallow: what came before the oldest commit is not in it, and the file may be "
            "older than it seems (git fetch --unshallow)."
        )


def scores_of(scored: Scored) -> tuple[str, ...]:
    """The scores that a summary has, by key."""
    return tuple(name for name in _SCORES if getattr(scored.summary, name) is not None)


def shown(log: Log) -> Mapping[str, str]:
    """The scores that any commit has, by key, with what a column of them is called."""
    found = {name for entry in log.entries if entry.scored is not None for name in scores_of(entry.scored)}
    return {name: name.capitalize() for name in _SCORES if name in found}


def score(scored: Scored, name: str) -> str:
    """A score of the summary with its bounds."""
    found: Score | None = getattr(scored.summary, name)
    say = figures.gap if name == "gap" else figures.figure
    return say(found, scored.status)


def decided(scored: Scored) -> Iterator[tuple[str, str]]:
    """The band, profile and outcome, each as far as it is certain."""
    summary = scored.summary
    yield from (
        (name, certain or f"undetermined (possible: {', '.join(possible)})")
        for name, certain, possible in (
            ("band", summary.band, summary.possible_bands),
            ("profile", summary.profile, summary.possible_profiles),
            ("outcome", summary.outcome, summary.possible_outcomes),
        )
        if certain or possible
    )


def unscored(entry: LogEntry) -> str:
    """Why a commit has no score."""
    return f"no score: {entry.problem}" if entry.state is State.INVALID else f"{entry.state}: {entry.problem}"


def day(entry: LogEntry) -> str:
    """The author's day, where the author was."""
    return entry.date.partition("T")[0]


def _counted(commits: int) -> str:
    return "1 commit" if commits == 1 else f"{commits} commits"
