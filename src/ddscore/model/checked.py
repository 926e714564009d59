"""What a check finds in a file, and what each check is."""

from collections.abc import Mapping
from typing import NamedTuple

from ddscore.problems import Problem, Severity


class Checked(NamedTuple):
    """A file that was checked, with what was found in it."""

    path: str
    """As the user named it."""
    kind: str
    """What it says it is: `case`, `rubric`, `rubric-test`, `assessment`; empty where it does not say."""
    problems: tuple[Problem, ...]
    """In order of position."""
    lines: Mapping[int, str] = {}
    """The lines of its text on which its problems stand, by number from 1."""


class Check(NamedTuple):
    """What a problem's id means: an entry of the catalogue of checks."""

    id: str
    severity: Severity
    """The most that a problem of this id weighs."""
    title: str
    """What is wrong, in general: one sentence without a full stop."""
    why: str
    """Why it matters to those who read a score."""
    mend: str
    """How to mend it."""
    bad: str = ""
    """A small file in which it is found; empty where no small text can show it."""
    good: str = ""
    """The same file, mended: nothing is wrong with it."""
    file: str = "case.yaml"
    """The name under which the two examples are checked."""
    beside: Mapping[str, str] = {}
    """The files that stand beside it, by name."""
    escaped: bool = False
    r"""Whether `\xe9` in `bad` stands for a byte, and `\u202e` for a character that nobody sees."""
    command: str = "ddscore check"
    """The command that finds it."""
