"""What is to be done with many files, how, and what comes of each."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from ddscore.errors import DdscoreError

Judge = Callable[[bytes, str, bytes, Mapping[str, bytes]], bytes]
"""`judge(setup, name, content, beside) -> result`, pure: the same bytes in give the same bytes out.

It reads no file, clock or environment. `name` is what problems name; `beside` has the files beside it that
`Work.beside_of` asks for, by name. It raises a DdscoreError for a file that it has no result for.
"""


def _beside_nothing(content: bytes) -> Sequence[str]:  # noqa: ARG001 - what others look at
    return ()


def _untold(steps: int) -> None:
    """Nobody watches."""


def _warn(message: str) -> None:
    warnings.warn(message, stacklevel=3)


@dataclass(frozen=True, slots=True)
class Work:
    """One question to many files."""

    judge: str
    """Where the `Judge` is found, by every process: `package.module:function`."""
    setup: bytes
    """All else that decides the answer: the rubrics, the day."""
    read: Callable[[Path], bytes]
    """A file's content; InputError where it cannot be had."""
    read_beside: Callable[[Path], bytes]
    """The same for a file that stands beside one."""
    beside_of: Callable[[bytes], Sequence[str]] = _beside_nothing
    """The names of the files beside one, which its content asks for; it never raises."""


@dataclass(frozen=True, slots=True)
class How:
    """By what means; no result depends on it."""

    jobs: int | None = None
    """Processes at most; one for each core where it is None."""
    cache: Path | None = None
    """The folder to remember results in; None remembers none."""
    by_content: bool = False
    """Whether a file is known by its content alone: where times and inodes mean nothing, as in CI."""
    scheduler: str | None = None
    """The address of a Dask scheduler, to whose workers the files are sent."""
    progress: Callable[[int], None] = _untold
    """Told how many more files are done."""
    warn: Callable[[str], None] = _warn
    """Told what went wrong without harm to any result."""
    start_method: str | None = None
    """How processes are started, as multiprocessing calls it; its own default where it is None."""


@dataclass(frozen=True, slots=True)
class Done:
    """A file and what the judge says of it."""

    file: Path
    result: bytes


@dataclass(frozen=True, slots=True)
class Failed:
    """A file of which nothing can be said, and why."""

    file: Path
    error: DdscoreError


Result = Done | Failed
