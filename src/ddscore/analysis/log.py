"""What a case scored at each commit that touched its file: the case as it was, the rubric as it is now."""

from __future__ import annotations

import os
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ddscore import __version__
from ddscore.documents import git, tables
from ddscore.documents.case import answers_file_of, parse_case
from ddscore.documents.files import MAX_BYTES
from ddscore.documents.git_history import history, reader, with_those_beside
from ddscore.engine.assess import rubric_identity
from ddscore.errors import InputError, ScaleError, UsageError, WeightError
from ddscore.library import assess
from ddscore.model.log import Log, LogEntry, Scored, State
from ddscore.model.progress import untold
from ddscore.reports.figures import summary_status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ddscore.documents.git import Repository
    from ddscore.documents.git_history import Commit, Content
    from ddscore.model.dates import PartialDate
    from ddscore.model.progress import Progress, Step
    from ddscore.model.rubric import Rubric

_PLACE = ("line", "column")
_UNREAD = ("file/not-found", "file/too-large")
"""What says nothing about the format."""
Result = tuple[State, Scored | None, str]
"""What became of a file, its score, and why it has none."""


def log(
    repository: Repository,
    path: str,
    rubric: Rubric,
    *,
    revision: str = "HEAD",
    as_of: PartialDate | None = None,
    most: int | None = None,
    progress: Progress = untold,
) -> Log:
    """The score at each of the newest `most` commits up to a revision that touched a case.

    `path` is what its file is called at the revision, from the top of the repository. One rubric scores them
    all, so that only the case moves a score. A file that was invalid is an entry that says so.
    """
    commits = _with_answers(repository, revision, history(repository, path, revision))
    shown = commits[:most]
    with progress(len(shown), "Scoring commits") as step:
        entries = tuple(_entries(repository, shown, rubric, as_of, step))
    return Log(
        tool_version=__version__,
        path=_printable(shown[0].path if shown else path),
        rubric=rubric_identity(rubric),
        as_of=as_of,
        entries=entries,
        left_out=len(commits) - len(shown),
        cut_off=any(commit.is_boundary for commit in shown),
    )


def _with_answers(repository: Repository, revision: str, commits: Sequence[Commit]) -> Sequence[Commit]:
    """The commits of a case, and those that touched only the file with its coded answers."""
    with reader(repository) as held:

        @cache
        def named(blob: str) -> str | None:
            return answers_file_of(held(blob).content or b"")

        def beside(commit: Commit) -> str | None:
            name = None if commit.blob is None else named(commit.blob)
            return None if name is None else str(PurePosixPath(commit.path).with_name(name))

        return with_those_beside(repository, revision, commits, beside)


def _entries(
    repository: Repository,
    commits: Iterable[Commit],
    rubric: Rubric,
    as_of: PartialDate | None,
    step: Step,
) -> Iterator[LogEntry]:
    """Each commit with its score; what was committed twice is scored once."""
    known: dict[str, Result] = {}
    with reader(repository) as held:
        for commit in commits:
            if commit.blob is None:
                result: Result = State.DELETED, None, "the file is not there after this commit"
            elif commit.blob in known:
                result = known[commit.blob]
            else:
                scoring = _Scoring(repository, commit, rubric, as_of)
                result = scoring.result(held(commit.blob))
                if scoring.alone:
                    known[commit.blob] = result
            step(1)
            beside = None if commit.beside is None else _printable(commit.beside)
            yield LogEntry(commit.id, commit.date, commit.subject, _printable(commit.path), beside, *result)


def _printable(path: str) -> str:
    """A path as text: its name may be no UTF-8, which no report could be written in."""
    return os.fsencode(path).decode(errors="replace")


class _Scoring:
    """A case scored as a commit has it."""

    def __init__(
        self, repository: Repository, commit: Commit, rubric: Rubric, as_of: PartialDate | None
    ) -> None:
        self.alone = True
        """Whether it needed no file beside it, which may change while the case does not."""
        self._repository = repository
        self._commit = commit
        self._rubric = rubric
        self._as_of = as_of

    def result(self, held: Content) -> Result:
        if held.size is None:
            return State.ABSENT, None, "its content is not in this clone"
        if held.content is None:
            return State.INVALID, None, f"it is larger than {MAX_BYTES / 2**20:g} MiB"
        try:
            case = parse_case(held.content, self._commit.path, self._beside)
            assessment = assess(case, self._rubric, self._as_of)
        except InputError as error:
            return State.INVALID, None, _in_short(error)
        except (ScaleError, UsageError, WeightError) as error:
            return State.INVALID, None, str(error)
        return State.SCORED, Scored(assessment.as_of, assessment.summary, summary_status(assessment)), ""

    def _beside(self, name: str) -> bytes:
        self.alone = False
        path = str(PurePosixPath(self._commit.path).with_name(name))
        revision = self._commit.id[:12]
        entry = git.entry_at(self._repository, path, self._commit.id, revision)
        return git.content_of(self._repository, entry, revision, limit=tables.MAX_BYTES)


def _in_short(error: InputError) -> str:
    """The first of a file's problems, and how many more there are.

    What was valid by the format of its time may not be so by today's, and the one cannot be told from the
    other.
    """
    first, *others = error.problems
    more = f"; and {len(others)} more" if others else ""
    if first.id in _UNREAD:
        return f"{first.message}{more}"
    place = "".join(f", {name} {at}" for name, at in zip(_PLACE, first.location[1:], strict=True) if at)
    return f"not readable by this version's format{place}: {first.message}{more}"
