"""What came of scoring a saved assessment again, for a person at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.verification import NOTHING, Verdict
from ddscore.reports.characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ddscore.model.verification import Difference, Verified

_SHOWN = 200
"""Characters of a value that a line shows."""


def render(verified: Iterable[Verified]) -> str:
    """A line for each assessment, then its inputs and every value that differs."""
    return "".join(f"{visible(line)}\n" for one in verified for line in _lines(one))


def _lines(one: Verified) -> Iterator[str]:
    yield f"{one.case} by {one.rubric} as of {one.as_of}: {_verdict(one)}"
    for each in one.inputs:
        yield f"  {each.role}: {each.path or 'not found'} (sha256 {each.sha256})"
    for difference in one.differences:
        yield from _difference(difference)
    if one.saved_version != one.version:
        is_said = "which changed nothing" if one.verdict is Verdict.SAME else "which may be why"
        said = f", {is_said}" if one.verdict is not Verdict.MISSING else ""
        yield f"  saved by ddscore {one.saved_version}; this is {one.version}{said}"


def _verdict(one: Verified) -> str:
    match one.verdict:
        case Verdict.SAME:
            return "the same"
        case Verdict.DRIFT:
            count = len(one.differences)
            return "drift, 1 value differs" if count == 1 else f"drift, {count} values differ"
        case Verdict.MISSING:
            return "not verified, since not all that it was computed from is at hand"


def _difference(difference: Difference) -> Iterator[str]:
    yield f"  {difference.place}"
    yield f"    saved: {_value(difference.saved)}"
    yield f"    now:   {_value(difference.now)}"


def _value(value: object) -> str:
    import json

    if value is NOTHING:
        return "nothing"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
