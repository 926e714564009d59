"""The commits that touched a file, under all the names that it had, and what it held at each.

`git log --follow` knows one name at a time: it misses what was done to a file under its former name on a
branch that was merged later. Here the commits that touched any of the names are walked from child to parent,
each parent with the name that the file had there.
"""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from ddscore.documents.files import MAX_BYTES
from ddscore.documents.git import command, commit_of, environment, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import IO

    from ddscore.documents.git import Repository

_START = "\x01"
_FORMAT = f"--format=%x{ord(_START):02x}%H%x00%P%x00%aI%x00%s"
_LOG = (
    *("log", "--topo-order", "--parents", "--raw", "-z", "-M", "-c", "--combined-all-paths"),
    *("--no-abbrev", "--no-color", "--no-ext-diff", "--no-textconv", "--encoding=UTF-8", _FORMAT),
    "--end-of-options",
)
_RENAMES = (
    *("diff-tree", "-r", "-z", "-M", "--diff-filter=R", "--name-status", "--no-commit-id"),
    "--end-of-options",
)
_GONE = "000000"
_FILE = "100"
"""How the modes of files begin, and no others."""
_MOST_NAMES = 100
_CHUNK = 2**16


class Commit(NamedTuple):
    """A commit that touched a file."""

    id: str
    """In full."""
    date: str
    """The author's date, with the author's offset: `2024-06-30T12:00:00+02:00`."""
    subject: str
    path: str
    """What the file was called there, from the top of the repository."""
    blob: str | None
    """The id of its content; None where the commit deleted it."""
    is_boundary: bool
    """Whether the clone holds nothing before it: the file may be older than it seems here."""
    beside: str | None = None
    """Where the commit left the file as it was: what it touched that belongs to it, from the top."""


class Content(NamedTuple):
    """What a repository holds under an id."""

    blob: str
    content: bytes | None
    """None where it is larger than was asked for, or not in this clone."""
    size: int | None
    """None where it is not in this clone."""


class _Change(NamedTuple):
    """What a commit did to one path."""

    path: str
    blob: str | None
    former: tuple[str | None, ...]
    """What the file was called in each parent; None where it was not there."""


class _Touched(NamedTuple):
    """A commit as git lists it."""

    id: str
    parents: Sequence[str]
    """The nearest commits before it that touched the file."""
    date: str
    subject: str
    changes: Sequence[_Change]


def history(repository: Repository, path: str, revision: str = "HEAD") -> list[Commit]:
    """The commits up to a revision that touched a file, newest first, under each name that it had.

    `path` is what the file is called at the revision, from the top of the repository. As in `git log`, a
    branch of which nothing came into the file is left out. The same commits give the same list.
    """
    tip = commit_of(repository, revision)
    shallow = _shallow(repository)
    names = {path: None}
    asked: set[str] = set()
    while True:
        found = list(_walk(_touching(repository, tip, names), path, names, shallow))
        earlier = [
            former
            for commit, added in found
            if added and commit.id not in asked
            for former in _former(repository, commit)
            if former not in names
        ]
        asked.update(commit.id for commit, _ in found)
        if not earlier or len(names) > _MOST_NAMES:
            return [commit for commit, _ in found]
        names |= dict.fromkeys(earlier)


def with_those_beside(
    repository: Repository, revision: str, commits: Sequence[Commit], beside: Callable[[Commit], str | None]
) -> list[Commit]:
    """The commits of a file, and among them those that touched only what it names `beside` it.

    `beside` says which file a commit of the first file names, from the top of the repository. A commit
    counts if the file, as it was then, names what the commit touched.
    """
    named = {name for name in map(beside, commits) if name is not None}
    if not named:
        return list(commits)
    own = {commit.id: commit for commit in commits}
    paths = dict.fromkeys(commit.path for commit in commits)
    shallow = _shallow(repository)
    before: dict[str | None, list[Commit]] = {}
    waiting: list[Commit] = []
    # Newest first: what touched only the other file comes right before the next older commit of this one.
    for touched in _touching(repository, commit_of(repository, revision), {**paths, **dict.fromkeys(named)}):
        if touched.id in own:
            before[touched.id], waiting = waiting, []
            continue
        about = touched.id, touched.date, touched.subject
        for path, blob in _as_it_was(repository, touched.id, paths):
            commit = Commit(*about, path, blob, touched.id in shallow)
            name = beside(commit)
            if name in {change.path for change in touched.changes}:
                waiting.append(commit._replace(beside=name))
    return [one for commit in commits for one in (*before.get(commit.id, ()), commit)]


def _as_it_was(repository: Repository, commit: str, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Where a file stood at a commit, under the first of its names that it had there, and what it held."""
    for path in paths:
        listed = run(repository, "ls-tree", "-z", "--full-tree", commit, "--", f":(literal){path}")
        mode, _, rest = os.fsdecode(listed).partition(" ")
        if mode.startswith(_FILE):
            yield path, rest.partition(" ")[2].partition("\t")[0]
            return


def _touching(repository: Repository, tip: str, names: Iterable[str]) -> Iterator[_Touched]:
    """The commits up to one that touched any of some files, as git lists them."""
    paths = [f":(top,literal){name}" for name in names]
    return _listed(run(repository, *_LOG, tip, "--", *paths))


def _walk(
    listed: Iterable[_Touched], path: str, names: Mapping[str, None], shallow: frozenset[str]
) -> Iterator[tuple[Commit, bool]]:
    """The commits that touched the file, each with whether it was added there; children before parents."""
    called: dict[str, dict[str, None]] = {}
    for number, commit in enumerate(listed):
        own = called.pop(commit.id, {} if number else {path: None})
        changes = [change for change in commit.changes if change.path in own]
        # A merge that is no change may still have a parent that has the file under a former name.
        handed = own if changes or len(commit.parents) < 2 else names
        for place, parent in enumerate(commit.parents):
            there = called.setdefault(parent, {})
            there |= dict.fromkeys(set(handed) - {change.path for change in changes})
            there |= dict.fromkeys(_name_in(change, place) for change in changes)
        if changes:
            change = min(changes, key=lambda one: one.blob is None)
            is_boundary = commit.id in shallow
            row = Commit(commit.id, commit.date, commit.subject, change.path, change.blob, is_boundary)
            yield row, not any(change.former)


def _name_in(change: _Change, parent: int) -> str:
    """What a file was called in a parent; where it was not there, an earlier file may have had its name."""
    former = change.former[parent] if parent < len(change.former) else None
    return former or change.path


def _former(repository: Repository, commit: Commit) -> Iterator[str]:
    """What a file that a commit added was called before, wherever in the repository it stood."""
    words = run(repository, *_RENAMES, commit.id).split(b"\0")
    for _, old, new in zip(*[iter(words)] * 3, strict=False):
        if os.fsdecode(new) == commit.path:
            yield os.fsdecode(old)


def _shallow(repository: Repository) -> frozenset[str]:
    """The commits whose parents a clone was made without."""
    place = os.fsdecode(run(repository, "rev-parse", "--git-path", "shallow").removesuffix(b"\n"))
    try:
        return frozenset((repository.folder / place).read_text(encoding="ascii").split())
    except OSError:
        return frozenset()


def _listed(output: bytes) -> Iterator[_Touched]:
    """What `git log --raw -z` prints, as commits: each word of it ends in a null character."""
    words = iter(output.split(b"\0"))
    header: list[str] = []
    changes: list[_Change] = []
    for word in words:
        text = os.fsdecode(word).removeprefix("\n")
        if text.startswith(":"):
            changes.append(_change(text, words))
        elif text.startswith(_START):
            if header:
                yield _touched(header, changes)
            about = [next(words).decode(errors="replace") for _ in range(3)]
            header, changes = [text.removeprefix(_START), *about], []
    if header:
        yield _touched(header, changes)


def _touched(header: Sequence[str], changes: Sequence[_Change]) -> _Touched:
    commit, parents, date, subject = header
    # Newer versions of git write Z for an offset of zero.
    return _Touched(commit, parents.split(), date.replace("Z", "+00:00"), subject, changes)


def _change(about: str, words: Iterator[bytes]) -> _Change:
    """One change: `:MODE… ID… STATUS` with a colon a parent, then the paths."""
    parents = len(about) - len(about.lstrip(":"))
    fields = about.lstrip(":").split(" ")
    modes, ids, status = fields[: parents + 1], fields[parents + 1 : -1], fields[-1]
    was_there = [mode != _GONE for mode in modes[:-1]]
    if parents > 1 or status[0] in "RC":
        former = [os.fsdecode(next(words)) for _ in range(parents)]
        path = os.fsdecode(next(words))
    else:
        path = os.fsdecode(next(words))
        former = [path]
    names = tuple(name if there else None for name, there in zip(former, was_there, strict=True))
    return _Change(path, None if modes[-1] == _GONE else ids[-1], names)


@contextmanager
def reader(repository: Repository, *, limit: int = MAX_BYTES) -> Iterator[Callable[[str], Content]]:
    """What a repository holds under an id, asked of one process again and again."""
    process = _batch(repository)

    def held(blob: str) -> Content:
        nonlocal process
        assert process.stdin is not None and process.stdout is not None  # noqa: S101 - both were asked for
        process.stdin.write(f"{blob}\n".encode())
        process.stdin.flush()
        answers = process.stdout
        header = answers.readline()
        if not header:
            # Older versions of git end where they would have to fetch what the clone was made without.
            process.communicate()
            process = _batch(repository)
        return _content(blob, header, answers, limit)

    try:
        yield held
    finally:
        process.communicate()


def _batch(repository: Repository) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - a list of words, and no shell
        command(repository, "cat-file", "--batch"),
        cwd=repository.folder,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _content(blob: str, header: bytes, answers: IO[bytes], limit: int) -> Content:
    """What follows the header `ID KIND SIZE`, with a line break at its end; `ID missing` has nothing."""
    size = header.split()[-1] if header else b""
    if not size.isdigit():
        return Content(blob, None, None)
    if int(size) > limit:
        left = int(size) + 1
        while left > 0:
            left -= len(answers.read(min(left, _CHUNK))) or left
        return Content(blob, None, int(size))
    content = answers.read(int(size))
    answers.read(1)
    return Content(blob, content, int(size))
