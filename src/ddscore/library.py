"""The library's calls: load a case, load a rubric, assess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore import __version__
from ddscore.documents.case import load_case
from ddscore.documents.rubric import load_rubric
from ddscore.engine.assess import assess as _assess
from ddscore.errors import ScaleError, UsageError, WeightError
from ddscore.model.dates import PartialDate

if TYPE_CHECKING:
    from ddscore.model.assessment import Assessment
    from ddscore.model.case import Case
    from ddscore.model.rubric import Rubric

__all__ = ["assess", "load_case", "load_rubric"]


def assess(case: Case, rubric: Rubric, as_of: PartialDate | str | None = None) -> Assessment:
    """Score one case by one rubric as of a day, the case's own where none is given.

    Nothing that was published after that day is used, or named. UsageError where neither says a day:
    a score never takes today's date by default. ScaleError and WeightError where the case has a value
    that the rubric has no points or no weight for.
    """
    try:
        day = PartialDate.parse(as_of) if isinstance(as_of, str) else as_of or case.as_of
    except ValueError as error:
        raise UsageError(str(error)) from error
    if day is None:
        raise UsageError(
            f"case {case.id} has no as_of, and a score needs a date: give one (--as-of YYYY-MM-DD)"
        )
    if day.first != day.last:
        raise UsageError(f"{day} is not one day: what was known would be left open; write YYYY-MM-DD")
    try:
        return _assess(case, rubric, day, __version__)
    except (ScaleError, WeightError) as error:
        raise type(error)(f"case {case.id}: {error}") from error
