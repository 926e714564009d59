"""What the records say of all that is held: holdings meet cases, lines of one company add up.

Weights are of the value of all positions above 0. What nobody has a record of has no score, and is
never taken for good.
"""

from __future__ import annotations

from math import fsum
from pathlib import PurePath
from typing import TYPE_CHECKING

from ddscore import __version__
from ddscore.analysis.amounts import added, part
from ddscore.analysis.matching import Register, keys_of, wanted_by
from ddscore.analysis.near_names import NearNames
from ddscore.analysis.portfolio_lines import grouped
from ddscore.analysis.portfolio_shares import averages, shares
from ddscore.engine.assess import rubric_identity
from ddscore.errors import InputError
from ddscore.model.portfolio import (
    CasesRead,
    Held,
    HoldingsIdentity,
    InvalidCase,
    Portfolio,
    Portion,
    Position,
    RubricResult,
    Snapshot,
)
from ddscore.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ddscore.analysis.portfolio_lines import Lines
    from ddscore.model.dates import PartialDate
    from ddscore.model.holdings import Holdings
    from ddscore.model.rubric import Rubric
    from ddscore.model.standing import Company, Judged, Standing

_ROUNDING = 1e-12
"""Sums in a workbook are not exact: what nets to less of all that is added up nets to nothing."""


def dates_of(lists: Sequence[Holdings]) -> list[PartialDate | None]:
    """The days on which cases are to be judged, each once."""
    return list(dict.fromkeys(one.as_of for one in lists))


def portfolio_of(rubrics: Sequence[Rubric], lists: Sequence[Holdings], judged: Iterable[Judged]) -> Portfolio:
    """Set lists of holdings against what cases say by `rubrics` on `dates_of` the lists.

    `judged` may come one by one: of cases that no holding meets only names are kept. What is wrong with
    single lines and cases is told in the result. InputError where a list holds nothing on balance.
    """
    records = _records(lists, judged)
    snapshots = tuple(_snapshot(one, records, rubrics, dates_of(lists)) for one in lists)
    held = {position.case for snapshot in snapshots for position in snapshot.positions}
    read = records.read
    usable = [one for one in records.judged if not one.problems]
    known = sum(one.company.case in held for one in usable if one.company is not None)
    return Portfolio(
        __version__,
        tuple(map(rubric_identity, rubrics)),
        CasesRead(read, known, read - known - len(records.invalid), tuple(records.invalid)),
        snapshots,
        averages(rubrics, snapshots),
    )


def problems_of(found: Portfolio, lists: Sequence[Holdings]) -> list[Problem]:
    """All that is wrong with single lines and single cases, by file and line."""
    problems = [problem for case in found.cases.invalid for problem in case.problems]
    for snapshot in found.snapshots:
        problems += snapshot.holdings.problems
    order = {one.path: place for place, one in enumerate(lists)}
    return sorted(
        problems,
        key=lambda one: (order.get(one.location.path, len(order)), one.location.path, one.location.line or 0),
    )


class _Records:
    """The cases that holdings may meet."""

    def __init__(self, names: Iterable[str]) -> None:
        self.register = Register()
        self.judged: list[Judged] = []
        """By their places in the register."""
        self.near = NearNames(names)
        self.invalid: list[InvalidCase] = []
        self.read = 0


def _records(lists: Sequence[Holdings], judged: Iterable[Judged]) -> _Records:
    wanted = wanted_by(holding for one in lists for holding in one.holdings)
    records = _Records(holding.name for one in lists for holding in one.holdings)
    paths: dict[str, str] = {}
    for one in judged:
        records.read += 1
        company = one.company
        if one.problems:
            case, name = (company.case, company.name) if company else (None, None)
            records.invalid.append(InvalidCase(PurePath(one.path).name, case, name, one.problems))
        if company is None:
            continue
        records.near.add(company)
        if any(key in wanted for key, _ in keys_of(company)):
            first = paths.setdefault(company.case, one.path)
            if first != one.path and not one.problems:
                one = _like_another(one, company, first)
                records.invalid.append(
                    InvalidCase(PurePath(one.path).name, company.case, company.name, one.problems)
                )
            records.register.add(company)
            records.judged.append(one)
    return records


def _like_another(one: Judged, company: Company, first: str) -> Judged:
    """A case that cannot be told from another: pages, tables and joins go by its id."""
    message = f"the id {company.case} is that of {first} too"
    hint = "give each case an id of its own, or keep one of the two"
    problem = Problem("portfolio/duplicate-case", Severity.ERROR, message, hint, Location(one.path))
    return one._replace(standings=(), problems=(problem,))


def _snapshot(
    one: Holdings, records: _Records, rubrics: Sequence[Rubric], dates: Sequence[PartialDate | None]
) -> Snapshot:
    lines, problems = grouped(one, records.register)
    values = [_sum(one) for one in lines]
    total = added(value for value in values if value > 0)
    if not total > 0:
        raise InputError([_holds_nothing(one)])
    day = dates.index(one.as_of)
    positions = tuple(
        _position(some, value, total, records, range(day, len(rubrics) * len(dates), len(dates)))
        for some, value in zip(lines, values, strict=True)
    )
    short = [value for value in values if value < 0]
    identity = HoldingsIdentity(
        PurePath(one.path).name,
        one.sha256,
        len(one.holdings),
        one.unread,
        one.is_weight,
        one.currency,
        one.notes,
        tuple(sorted((*one.problems, *problems), key=lambda problem: problem.location.line or 0)),
        one.options,
    )
    results = tuple(
        RubricResult(rubric.id, _worst_first(positions, place, rubric), shares(rubric, place, positions))
        for place, rubric in enumerate(rubrics)
    )
    portion = Portion(len(short), added(short), 0.0)
    return Snapshot(one.as_of, identity, total, portion, positions, results)


def _sum(lines: Lines) -> float:
    """What lines come to; nothing where that is less than the rounding of decimals."""
    values = [holding.value for holding in lines.holdings]
    total = added(values)
    return total if abs(total) > _ROUNDING * fsum(map(abs, values)) else 0.0


def _position(lines: Lines, value: float, total: float, records: _Records, wanted: range) -> Position:
    first = lines.holdings[0]
    record = None if lines.place is None else records.judged[lines.place]
    company = None if record is None else record.company
    standings: tuple[Standing, ...] = ()
    held = Held.UNCLEAR if lines.unclear else Held.NO_RECORD
    if record is not None:
        held = Held.INVALID if record.problems else Held.ASSESSED
        standings = () if record.problems else tuple(record.standings[at] for at in wanted)
    return Position(
        first.name or first.isin or first.lei or first.ticker,
        tuple(holding.line for holding in lines.holdings),
        value,
        part([value], total) if value >= 0 else None,
        held,
        None if company is None else company.case,
        None if company is None else company.name,
        None if company is None else company.status,
        None if record is None else record.sha256,
        None if record is None else record.answers_sha256,
        tuple(lines.matches),
        records.near.near(first.name) if held is Held.NO_RECORD else (),
        standings,
    )


def _worst_first(positions: Sequence[Position], place: int, rubric: Rubric) -> tuple[int, ...]:
    """By the best that a record can still be, so that what is only unknown never stands as the worst.

    Then by the least that is certain, then as listed; what has no figure comes after, and what has no record
    last.
    """

    def key(at: int) -> tuple[float, ...]:
        position = positions[at]
        if not position.standings:
            return (2, 0, 0, at)
        standing = position.standings[place]
        figure = standing.practice or standing.overall
        if figure is None:
            return (1, 0, 0, at)
        if rubric.higher_is == "worse":
            return (0, -figure.low, -figure.high, at)
        return (0, figure.high, figure.low, at)

    return tuple(sorted(range(len(positions)), key=key))


def _holds_nothing(one: Holdings) -> Problem:
    message = "nothing is held on balance: no value is above 0"
    hint = "check the column of values, and what was wrong with single lines"
    return Problem("holdings/nothing-held", Severity.ERROR, message, hint, Location(one.path))
