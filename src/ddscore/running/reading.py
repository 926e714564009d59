"""A file's content together with proof that it is one state of the file, and not parts of two."""

from __future__ import annotations

import os
import time
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from ddscore.errors import InputError
from ddscore.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_TRIES = 5
_RACY = 2_000_000_000
"""In nanoseconds: the coarsest clock of a file system, that of FAT, ticks every two seconds."""

_SIGNED = 2**63 - 1


class State(NamedTuple):
    """What changes when a file is written, replaced or touched."""

    size: int
    mtime_ns: int
    ctime_ns: int
    """Where the system has it: unlike the time of the content, no tool sets it back."""
    inode: int


class Read(NamedTuple):
    """A file as it was at one moment."""

    content: bytes
    digest: bytes
    """Its SHA-256."""
    state: State
    at: int
    """When it was looked at, in nanoseconds."""


def state_of(path: Path) -> State | None:
    """How a file stands now; None where it is not there, or not to be seen."""
    try:
        found = os.stat(path)  # noqa: PTH116 - a third quicker, and all that is done for a file that is known
    except (OSError, ValueError):
        return None
    # SQLite's integers have a sign, and some systems' inodes need all 64 bits.
    return State(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & _SIGNED)


def is_racy(state: State, at: int) -> bool:
    """Whether a file may have changed after it was looked at without a change of its state.

    Times tick coarsely: what was written twice within one tick looks the same (git calls this racy).
    """
    return at - max(state.mtime_ns, state.ctime_ns) < _RACY


def read_whole(path: Path, read: Callable[[Path], bytes]) -> Read:
    """Read a file that nobody writes meanwhile, again where somebody does.

    InputError where it cannot be read, or is written whenever it is read.
    """
    for _ in range(_TRIES):
        at = time.time_ns()
        before = state_of(path)
        content = read(path)
        if before is not None and before == state_of(path) and before.size == len(content):
            return Read(content, sha256(content).digest(), before, at)
    message = "the file changed each time while it was read"
    hint = "wait until what writes it is done, and run the command again"
    raise InputError([Problem("file/changing", Severity.ERROR, message, hint, Location(str(path)))])
