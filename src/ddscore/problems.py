"""What is wrong with a file, where, and how to mend it."""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a problem weighs.

    An error fails a check. A warning does so only where it was asked to (`--strict`). A note never does: it
    tells what could be added.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Location(NamedTuple):
    """A place in a file: a path as the user named it, a line and a column, both from 1."""

    path: str
    line: int | None = None
    column: int | None = None
    """In characters, not bytes."""

    def __str__(self) -> str:
        """`cases/x.yaml:14:7`, with as much of it as is known."""
        parts = [self.path, *(str(number) for number in (self.line, self.column) if number is not None)]
        return ":".join(parts)


class Problem(NamedTuple):
    """One thing that is wrong with a document."""

    id: str
    """A stable name by which tools and documentation know the check: `yaml/duplicate-key`."""
    severity: Severity
    message: str
    """What is wrong, in one sentence without a full stop."""
    hint: str
    """How to mend it; empty where the message says so already."""
    location: Location
    pointer: str = ""
    """The place as a JSON Pointer (RFC 6901); empty for the whole document."""

    def __str__(self) -> str:
        """One line for a terminal."""
        text = f"{self.location}: {self.message}"
        return f"{text} ({self.hint})" if self.hint else text
