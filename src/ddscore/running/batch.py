"""What a process, or another machine, is told to do: ask the judge about a batch of files.

Arguments are plain data, so that another ddscore can be told from this one before anything else goes wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from ddscore import errors
from ddscore.errors import DdscoreError, InputError, UsageError
from ddscore.running.versions import own_version, release, surroundings

if TYPE_CHECKING:
    from ddscore.problems import Problem
    from ddscore.running.work import Judge

BATCH = 50
"""Files that a process of its own is given at a time."""

Content = tuple[str, bytes, Mapping[str, bytes]]
"""A file's name, its content, and the files beside it."""


class Unjudged(NamedTuple):
    """Why there is no result: an error as plain data, since not every error can be sent."""

    kind: str
    """The class of error."""
    message: str
    problems: tuple[Problem, ...] = ()

    def as_error(self) -> DdscoreError:
        """The error that the judge raised."""
        if self.kind == InputError.__name__:
            return InputError(self.problems)
        error: DdscoreError = getattr(errors, self.kind)(self.message)
        return error


Answer = bytes | Unjudged


class Answers(NamedTuple):
    """What a batch came to, one answer a file, and in what surroundings."""

    answers: Sequence[Answer]
    surroundings: str


def judge_all(judge: str, setup: bytes, files: Sequence[Content]) -> Answers:
    """Ask the judge about each of the files; whatever goes wrong with one is its answer."""
    asked = _found(judge)
    return Answers([_answer(asked, setup, file) for file in files], surroundings())


def judge_elsewhere(wanted: tuple[str, str], judge: str, setup: bytes, files: Sequence[Content]) -> Answers:
    """The same in another process, if its ddscore is the one that is `wanted`; else UsageError."""
    here, own = wanted
    if own != own_version():
        raise UsageError(
            f"this is {here} (its files hash to {own[:12]}), and a worker has {release()} "
            f"({own_version()[:12]}): install the same ddscore on every worker"
        )
    return judge_all(judge, setup, files)


def this_version() -> tuple[str, str]:
    """What `judge_elsewhere` wants of others."""
    return release(), own_version()


@cache
def _found(judge: str) -> Judge:
    module, _, name = judge.partition(":")
    found: Judge = getattr(import_module(module), name)
    return found


def _answer(judge: Judge, setup: bytes, file: Content) -> Answer:
    try:
        return judge(setup, *file)
    except InputError as error:
        return Unjudged(InputError.__name__, str(error), error.problems)
    except DdscoreError as error:
        return Unjudged(type(error).__name__, str(error))
    except MemoryError:
        return Unjudged(DdscoreError.__name__, f"{file[0]}: there was not enough memory to judge it")
    except Exception as error:
        # The other files must not be lost with this one; its error says that it is a bug.
        said = f"{file[0]}: this is a bug in ddscore ({type(error).__name__}: {error})"
        return Unjudged(DdscoreError.__name__, said)
