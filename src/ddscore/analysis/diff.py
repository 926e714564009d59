"""What changed between two assessments of a company, and which facts changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ddscore import __version__
from ddscore.analysis.changes import between, records
from ddscore.analysis.measures import ONE, figures, moved, percent, verdicts
from ddscore.analysis.rubric_changes import rubric_change
from ddscore.analysis.shares import divide, sets_known_before
from ddscore.errors import ScaleError, UsageError, WeightError
from ddscore.library import assess
from ddscore.model.diff import (
    Change,
    Decided,
    Diff,
    FieldChange,
    Figure,
    How,
    Kind,
    Method,
    Origin,
    Share,
    Turn,
)
from ddscore.model.progress import untold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ddscore.analysis.changes import Between
    from ddscore.analysis.measures import Place, Verdict
    from ddscore.model.assessment import Assessment
    from ddscore.model.case import Case
    from ddscore.model.dates import PartialDate
    from ddscore.model.progress import Progress
    from ddscore.model.rubric import Rubric

_NONE = Decided(None, ())


class Input(NamedTuple):
    """What one side of a comparison is computed from."""

    name: str
    """As the user named it."""
    case: Case
    rubric: Rubric
    as_of: PartialDate | None = None
    """The case's own date where none is given."""


def diff(before: Input, after: Input, progress: Progress = untold) -> Diff:
    """What changed, with a share of every figure that moved for each change that moved it.

    The shares of a figure add up to its change. UsageError where the two are not of one company.
    """
    if before.case.id != after.case.id and before.case.company != after.case.company:
        raise UsageError(
            f"{before.name} is about {before.case.company}, {after.name} about {after.case.company}: "
            "a diff compares two states of one case"
        )
    ends = tuple(assess(one.case, one.rubric, one.as_of) for one in (before, after))
    first, last = ends
    steps = _Steps(before, after, (first.as_of, last.as_of))
    turned = _Turned(first, last)
    with progress(sets_known_before(len(steps.changes)), "Tracing each change") as step:

        def worth(members: int) -> Sequence[int]:
            step(1)
            return turned.values(steps.assessment(members))

        division = divide(len(steps.changes), worth)
    rows = dict(zip((*turned.places, *turned.verdicts), division.shares, strict=True))
    return Diff(
        __version__,
        first,
        last,
        (before.name, after.name),
        (*steps.changes, *records(before.case, after.case)),
        tuple(_figure(place, turned, rows[place], steps.changes) for place in turned.places),
        tuple(_turn(verdict, turned, rows[verdict], steps.changes) for verdict in turned.verdicts),
        Method.ORDERS if division.orders else Method.EXACT,
        division.orders,
    )


class _Steps:
    """The changes that lead from one side to the other, and the assessment after any of them."""

    def __init__(self, before: Input, after: Input, days: tuple[PartialDate, PartialDate]) -> None:
        self._rubrics, self._days = (before.rubric, after.rubric), days
        asked = {name for one in self._rubrics for name in (one.id, *(base.id for base in one.bases))}
        self._between: Between = between(before.case, after.case, days, asked)
        self.changes = tuple(step.change for step in self._between.steps)
        self._rubric = self._date = 0
        rubric = rubric_change(*self._rubrics)
        if rubric is not None:
            self._rubric = 1 << len(self.changes)
            self.changes += (rubric,)
        if days[0] != days[1]:
            self._date = 1 << len(self.changes)
            field = FieldChange("as_of", (days[0].text,), (days[1].text,))
            self.changes += (Change(Kind.DATE, "", How.CHANGED, Origin.DATE, fields=(field,)),)

    def assessment(self, members: int) -> Assessment | None:
        """The assessment after some of the changes; None where these do not go together.

        A new answer may have no points on the old scale, and a new severity no weight.
        """
        made = (step.key for place, step in enumerate(self._between.steps) if members >> place & 1)
        rubric = self._rubrics[1 if members & self._rubric else 0]
        day = self._days[1 if members & self._date else 0]
        try:
            return assess(self._between.made(made), rubric, day)
        except (ScaleError, WeightError):
            return None


class _Turned:
    """What differs between two assessments, and where any other stands between them."""

    def __init__(self, first: Assessment, last: Assessment) -> None:
        self.figures = figures(first), figures(last)
        self.decided = verdicts(first), verdicts(last)
        self.places = moved(*self.figures)
        before, after = self.decided
        self.verdicts: list[Verdict] = [
            verdict for verdict in {**before, **after} if before.get(verdict) != after.get(verdict)
        ]

    def values(self, assessment: Assessment | None) -> list[int]:
        """Every figure that moves, and how far all that turns has turned.

        Where a figure of both ends is missing in between, it counts as halfway, and so does a verdict that is
        neither the one before nor the one after.
        """
        own: Mapping[Place, int] = {} if assessment is None else figures(assessment)
        decided: Mapping[Verdict, Decided] = {} if assessment is None else verdicts(assessment)
        return [
            *(self._value(place, own.get(place), assessment is None) for place in self.places),
            *(
                _between_two(self.decided[0].get(verdict), self.decided[1].get(verdict), decided.get(verdict))
                if assessment is not None
                else ONE // 2
                for verdict in self.verdicts
            ),
        ]

    def _value(self, place: Place, value: int | None, impossible: bool) -> int:
        before, after = (end.get(place) for end in self.figures)
        if before is not None and after is not None:
            return (before + after) // 2 if value is None else value
        if impossible:
            return ONE // 2
        return _between_two(before is None, after is None, value is None)


def _between_two(before: object, after: object, value: object) -> int:
    return 0 if value == before else ONE if value == after else ONE // 2


def _figure(place: Place, turned: _Turned, row: Sequence[int], changes: Sequence[Change]) -> Figure:
    before, after = (None if (value := end.get(place)) is None else percent(value) for end in turned.figures)
    ranked = _ranked(row, changes)
    shown = before is not None and after is not None
    shares = tuple(Share(change, percent(amount)) for change, amount in ranked) if shown else ()
    return Figure(*place, before, after, shares, tuple(change for change, _ in ranked))


def _turn(verdict: Verdict, turned: _Turned, row: Sequence[int], changes: Sequence[Change]) -> Turn:
    before, after = (end.get(verdict, _NONE) for end in turned.decided)
    return Turn(*verdict, before, after, tuple(change for change, _ in _ranked(row, changes)))


def _ranked(row: Sequence[int], changes: Sequence[Change]) -> list[tuple[str, int]]:
    """The changes that did something, those that did most first; of equal ones in their own order."""
    did = [(change.id, amount) for change, amount in zip(changes, row, strict=True) if amount]
    return sorted(did, key=lambda one: -abs(one[1]))
