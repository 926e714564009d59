"""A saved assessment, set against what the same files give now."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Nothing(Enum):
    """What stands for a value where there is none, since null is one."""

    NOTHING = "nothing"


NOTHING = Nothing.NOTHING


class Difference(NamedTuple):
    """A value that is not what it was."""

    place: str
    """Which value, by the keys that lead to it: `nodes.commitment.policy.percent`."""
    saved: object
    """As in the file; NOTHING where the file has none."""
    now: object
    """As computed; NOTHING where there is none any longer."""


class Input(NamedTuple):
    """A file that an assessment was computed from."""

    role: str
    """What it is to the assessment: "the case example-mining"."""
    sha256: str
    path: str | None
    """Where it was found; None where it was not."""


class Verdict(StrEnum):
    """How a saved assessment came out."""

    SAME = "the same"
    DRIFT = "drift"
    MISSING = "not verified"
    """An input was not found."""


class Verified(NamedTuple):
    """What came of scoring the inputs of one saved assessment again."""

    case: str
    rubric: str
    as_of: str
    inputs: tuple[Input, ...]
    differences: tuple[Difference, ...]
    saved_version: str
    """Of the ddscore that saved it."""
    version: str
    """Of this ddscore."""

    @property
    def verdict(self) -> Verdict:
        """Whether it holds; another version of the tool alone is no drift."""
        if any(one.path is None for one in self.inputs):
            return Verdict.MISSING
        return Verdict.DRIFT if self.differences else Verdict.SAME


def worst(verified: Iterable[Verified]) -> Verdict:
    """What came of several together: not verified if any could not be, else drift if any drifted."""
    found = {one.verdict for one in verified}
    return next((verdict for verdict in (Verdict.MISSING, Verdict.DRIFT) if verdict in found), Verdict.SAME)
