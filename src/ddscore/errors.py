"""Errors that reach a user, each with the exit code that it ends a command with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.problems import Problem


class DdscoreError(Exception):
    """Something went wrong that the user can act on: what, where, and what to do.

    On its own it is a bug in ddscore (exit code 4); its subclasses say otherwise.
    """

    exit_code = 4


class GateError(DdscoreError):
    """A gate that the user asked for did not hold: `--fail-on`."""

    exit_code = 1


class UsageError(DdscoreError):
    """The command line asks for something that cannot be done."""

    exit_code = 2


class WeightError(DdscoreError):
    """A fact has a value for which the rubric's `weight_by` names no weight."""

    exit_code = 3


class ScaleError(DdscoreError):
    """A coded answer is not on the scale by which the rubric reads it."""

    exit_code = 3


class InputError(DdscoreError):
    """An input cannot be read or is invalid; `problems` says where, in order of position."""

    exit_code = 3

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)
