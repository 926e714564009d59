"""How the figures of one case moved over time, and what moved them."""

from __future__ import annotations

from copy import copy
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ddscore import __version__
from ddscore.engine import plain
from ddscore.engine.assess import case_identity, rubric_identity, warnings
from ddscore.engine.course import Course
from ddscore.engine.results import summary
from ddscore.engine.turns import changes, moved, moves, shifted, unmoving
from ddscore.errors import ScaleError, UsageError, WeightError
from ddscore.model.dates import PartialDate, add_months
from ddscore.model.history import Change, Every, History, HistoryRow
from ddscore.model.progress import untold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ddscore.engine.evaluation import Run
    from ddscore.engine.known import View
    from ddscore.model.case import Case
    from ddscore.model.progress import Progress, Step
    from ddscore.model.rubric import Rubric

_DAY = timedelta(days=1)
_STEPS = {Every.MONTH: 1, Every.YEAR: 12}


def history(
    case: Case,
    rubric: Rubric,
    begins: PartialDate | None = None,
    ends: PartialDate | None = None,
    every: Every = Every.CHANGE,
    progress: Progress = untold,
) -> History:
    """The figures of a case by a rubric over time.

    From the first day of `begins` to the last of `ends`; without them from the day on which the first source
    was public to the day on which the last was. UsageError where there is nothing between them.
    """
    course = Course(case, rubric)
    first, last = _span(course, begins, ends)
    days = _days(course, first, last, every)
    try:
        with progress(len(days), "Scoring days") as step:
            rows, opening, closing = _rows(course, days, every, step)
    except (ScaleError, WeightError) as error:
        raise type(error)(f"case {case.id}: {error}") from error
    outermost = ((opening, first), (closing, last))
    said = (line for run, day in outermost for line in warnings(case, rubric, _on(run, day)))
    return History(
        __version__,
        case_identity(case),
        rubric_identity(rubric),
        _as_date(first),
        _as_date(last),
        every,
        tuple(dict.fromkeys(said)),
        rows,
        _sources(case, rows, closing),
    )


def _on(run: Run, day: date) -> View:
    """What a run sees, on a day that is like its own."""
    seen = copy(run.scope.view)
    seen.as_of = _as_date(day)
    return seen


def _as_date(day: date) -> PartialDate:
    return PartialDate.parse(day.isoformat())


def _span(course: Course, begins: PartialDate | None, ends: PartialDate | None) -> tuple[date, date]:
    """From when to when; what is not said follows from the sources."""
    published = course.calendar.published
    if not published and (begins is None or ends is None):
        raise UsageError(f"case {course.case.id} has no facts, so it has no history: give --from and --to")
    first = published[0] if begins is None else begins.first
    last = published[-1] if ends is None else ends.last
    if first > last:
        raise UsageError(f"there is no day between {first} and {last}: give another --from or --to")
    return first, last


def _days(course: Course, first: date, last: date, every: Every) -> Sequence[date]:
    """The days to look at: all on which anything can turn, or the last of each month or year."""
    if every is Every.CHANGE:
        return sorted({first, *(day for day in course.calendar.days if first < day <= last), last})
    step = _STEPS[every]
    begin = first.replace(day=1) if every is Every.MONTH else first.replace(month=1, day=1)
    count = ((last.year - begin.year) * 12 + last.month - begin.month) // step
    closing = (add_months(begin, step * number) - _DAY for number in range(1, count + 1))
    return sorted({*(day for day in closing if day >= first), last})


def _rows(
    course: Course, days: Sequence[date], every: Every, step: Step
) -> tuple[tuple[HistoryRow, ...], Run, Run]:
    """A row for each day, or for each on which anything moved; and the runs of the first and the last day."""
    eve = days[0] - _DAY if days[0] > date.min else days[0]
    runs = course.runs([eve, *days])
    first = before = next(runs)
    said = summary(before)
    rows: list[HistoryRow] = []
    quiet: list[Change] = []
    for day, after in zip(days, runs, strict=True):
        still = after is before or after.is_still
        now, nodes = (said, ()) if still else (summary(after), shifted(before, after))
        visibly = moved(before, after, nodes)
        shows = bool(visibly) or now != said
        moving = changes(before, after, nodes, (said, now)) if shows else ()
        quiet += unmoving(before, after, moving)
        if day == days[0]:
            first = after
        if shows or every is not Every.CHANGE or day in (days[0], days[-1]):
            figures = _as_date(day), now, _is_blocked(after), tuple(moves(before, after, visibly))
            rows.append(HistoryRow(*figures, moving, tuple(quiet)))
            quiet.clear()
        before, said = after, now
        step(1)
    return tuple(rows), first, before


def _is_blocked(run: Run) -> bool:
    return any(reading.blocked for reading in run.summary().values())


def _sources(case: Case, rows: Sequence[HistoryRow], last: Run) -> Mapping[str, Mapping[str, object]]:
    """The sources that the changes name, with those they were read in or copy."""
    changed = [change for row in rows for change in (*row.changes, *row.unmoving)]
    told = {source for change in changed for source in _named(change.record, change.sources)}
    public = plain.sources(case, last.scope.view.public)
    beside = {str(public[name].get(key)) for name in told for key in ("read_in", "republishes")}
    return {name: source for name, source in public.items() if name in told | beside}


def _named(record: Mapping[str, object], sources: Sequence[str]) -> Iterator[str]:
    yield from sources
    for key in ("sources", "told_by", "disputed_by"):
        listed = record.get(key)
        if isinstance(listed, list | tuple):
            yield from map(str, listed)
