"""The library's calls: load a case, load a rubric, assess."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ddscore import __version__
from ddscore.documents.case import load_case
from ddscore.documents.rubric import load_rubric
from ddscore.engine.assess import assess as _assess
from ddscore.errors import ScaleError, UsageError, WeightError
from ddscore.model.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ddscore.engine.standing import CaseFigures
    from ddscore.model.assessment import Assessment
    from ddscore.model.case import Case
    from ddscore.model.rubric import Rubric

__all__ = ["assess", "load_case", "load_rubric", "score"]


def assess(case: Case, rubric: Rubric, as_of: PartialDate | str | None = None) -> Assessment:
    """Score one case by one rubric as of a day, the case's own where none is given.

    Nothing that was published after that day is used, or named. UsageError where neither says a day:
    a score never takes today's date by default. ScaleError and WeightError where the case has a value
    that the rubric has no points or no weight for.
    """
    day = day_of(case, as_of)
    with naming(case):
        return _assess(case, rubric, day, __version__)


def score(
    case: Case,
    rubric: Rubric,
    as_of: PartialDate | str | None = None,
    nodes: Iterable[str] | None = None,
) -> CaseFigures:
    """The figures of `assess` without their reasons, several times as fast; raises what it does.

    `nodes` are those whose figures are wanted besides those of the whole, by id; without it those at the top.
    """
    # Late, since a report needs none of it.
    from ddscore.engine.standing import score as _score

    day = day_of(case, as_of)
    with naming(case):
        return _score(case, rubric, day, nodes)


def day_of(case: Case, as_of: PartialDate | str | None) -> PartialDate:
    """The day of assessment: the one asked for, else the case's own; UsageError where there is none."""
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
    return day


@contextmanager
def naming(case: Case) -> Iterator[None]:
    """Say of a value that the rubric has no points or weight for in which case it is."""
    try:
        yield
    except (ScaleError, WeightError) as error:
        raise type(error)(f"case {case.id}: {error}") from error
