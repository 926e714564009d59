"""What came of scoring saved assessments again, for programs: `verification/1`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.verification import NOTHING, Verdict, worst
from ddscore.reports.json import dump

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.model.verification import Difference, Verified

    Document = dict[str, object]

_WORDS = {Verdict.SAME: "same", Verdict.DRIFT: "drift", Verdict.MISSING: "not-verified"}


def render(verified: Sequence[Verified]) -> str:
    """Every assessment with its inputs and all that differs."""
    return dump(
        {
            "ddscore": "verification/1",
            "tool": {"name": "ddscore", "version": verified[0].version},
            "verdict": _WORDS[worst(verified)],
            "assessments": [_verified(one) for one in verified],
        }
    )


def _verified(one: Verified) -> Document:
    return {
        "case": one.case,
        "rubric": one.rubric,
        "as_of": one.as_of,
        "verdict": _WORDS[one.verdict],
        "saved_by": one.saved_version,
        "inputs": [each._asdict() for each in one.inputs],
        "differences": [_difference(each) for each in one.differences],
    }


def _difference(difference: Difference) -> Document:
    """A value that is not there has no key: null is a value."""
    values = {"saved": difference.saved, "now": difference.now}
    there = {name: value for name, value in values.items() if value is not NOTHING}
    return {"place": difference.place, **there}
