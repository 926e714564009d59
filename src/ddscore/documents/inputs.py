"""The files that an assessment was computed from, found again by their hashes wherever they stand now."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from ddscore.documents import git, shipped, tables
from ddscore.documents.digest import sha256
from ddscore.documents.files import MAX_BYTES, read
from ddscore.documents.git_history import reader
from ddscore.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from ddscore.documents.git import Repository

_SUFFIXES = (".yaml", ".yml", ".json", ".csv")
"""A case and a rubric may be written as JSON; coded answers are a table."""


class Found(NamedTuple):
    """A file whose content is the one looked for."""

    path: str
    """Where it stands; for one that is in the history alone, what it was called there."""
    content: bytes


def find_inputs(wanted: Collection[str], paths: Iterable[Path], folder: Path) -> dict[str, Found]:
    """The files with the SHA-256 `wanted`, by it, as far as they are at hand.

    Looked through in turn, until all are found: `paths`, the shipped rubrics and cases, the files of the
    repository around `folder`, those in the folder itself, and what was ever committed there. InputError
    where one of `paths` cannot be read.
    """
    found: dict[str, Found] = {}
    for candidate in _candidates(paths, folder):
        digest = sha256(candidate.content)
        if digest in wanted:
            found.setdefault(digest, candidate)
            if len(found) == len(set(wanted)):
                break
    return found


def _candidates(paths: Iterable[Path], folder: Path) -> Iterator[Found]:
    for path in paths:
        if path.is_dir():
            yield from _readable(sorted(path.rglob("*")))
        else:
            yield Found(str(path), read(path, limit=tables.MAX_BYTES))
    yield from _readable(shipped.rubrics().values())
    yield from _readable(sorted(shipped.folder("cases").iterdir()))
    try:
        repository = git.repository_of(folder / "_")
        in_tree = files_in(repository)
    except UsageError:
        # No git, or no repository: then there is the folder alone.
        yield from _readable(sorted(folder.iterdir()), folder)
        return
    yield from _readable(in_tree, folder)
    yield from _committed(repository)


def _readable(paths: Iterable[Path], folder: Path | None = None) -> Iterator[Found]:
    """What of the files looked through can be read at all, and may be an input; as seen from `folder`."""
    for path in paths:
        if path.suffix.lower() in _SUFFIXES:
            try:
                content = read(path, limit=_limit(path.name))
            except InputError:
                continue
            near = path.relative_to(folder) if folder and path.is_relative_to(folder) else path
            yield Found(str(near), content)


def _committed(repository: Repository) -> Iterator[Found]:
    with reader(repository, limit=tables.MAX_BYTES) as held:
        for path, blob in blobs_in(repository):
            if path.lower().endswith(_SUFFIXES):
                content = held(blob).content
                if content is not None and len(content) <= _limit(path):
                    yield Found(path, content)


def _limit(name: str) -> int:
    return tables.MAX_BYTES if name.lower().endswith(".csv") else MAX_BYTES


def files_in(repository: Repository) -> list[Path]:
    """The files of a working tree, those that are not committed yet included, but for what git ignores."""
    top = os.fsdecode(git.run(repository, "rev-parse", "--show-cdup").removesuffix(b"\n"))
    whole = repository._replace(folder=(repository.folder / top).resolve())
    listed = git.run(whole, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    return [whole.folder / os.fsdecode(name) for name in listed.split(b"\0")[:-1]]


def blobs_in(repository: Repository) -> list[git.Entry]:
    """Whatever any commit of a branch or a tag holds: every content once, under a name that it had."""
    listed = git.run(repository, "rev-list", "--objects", "--all").split(b"\n")
    pairs = (line.partition(b" ") for line in listed)
    return [git.Entry(os.fsdecode(path), blob.decode()) for blob, _, path in pairs if path]
