"""The score of a case at each commit that touched its file."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ddscore.model.assessment import RubricIdentity, Summary
    from ddscore.model.dates import PartialDate
    from ddscore.model.score import Status


class State(StrEnum):
    """What can be said of a file at a commit."""

    SCORED = "scored"
    INVALID = "invalid"
    """It could not be read by the format as it is now, or not be scored."""
    DELETED = "deleted"
    ABSENT = "absent"
    """The clone was made without its content."""


class Scored(NamedTuple):
    """What a case scored as it was committed."""

    as_of: PartialDate
    summary: Summary
    status: Status
    """Why the summary shows no figure, where it shows none."""


class LogEntry(NamedTuple):
    """A commit that touched a case, and what the case scored there."""

    commit: str
    """Its full id."""
    date: str
    """The author's date, with the author's offset."""
    subject: str
    path: str
    """What the file was called there, from the top of the repository."""
    beside: str | None
    """The file with its coded answers, where the commit touched only that."""
    state: State
    scored: Scored | None
    problem: str
    """Why there is no score, in a sentence without a full stop; empty where there is one."""


class Log(NamedTuple):
    """The scores of one case, by one rubric, over the commits that touched its file."""

    tool_version: str
    path: str
    """What the file is called at the newest commit looked at."""
    rubric: RubricIdentity
    as_of: PartialDate | None
    """The date of every score; None for the date that the case had at each commit."""
    entries: tuple[LogEntry, ...]
    """Newest first."""
    left_out: int
    """How many older commits were not asked for."""
    cut_off: bool
    """Whether the clone is without what came before the oldest commit."""
