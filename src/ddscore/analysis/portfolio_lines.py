"""Which lines of a list are of one company: those that meet one case; without one, those named alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ddscore.analysis.matching import IDENTIFIERS, Meeting, Unclear, same_name
from ddscore.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ddscore.analysis.matching import Key, Register
    from ddscore.model.holdings import Holding, Holdings
    from ddscore.model.portfolio import Match

    Met = Meeting | Unclear | None

_OF_ONE = ("lei", "isin")
"""Identifiers that no two companies share."""


class Lines(NamedTuple):
    """The lines of one position."""

    holdings: list[Holding]
    place: int | None
    """Of its case in the register."""
    matches: dict[Match, None]
    unclear: bool


def grouped(one: Holdings, register: Register) -> tuple[list[Lines], list[Problem]]:
    """The lines of a list by what they are of, and what is not clear about some.

    A line that is not clear stands alone.
    """
    met = [None if holding.unclear else register.meet(holding) for holding in one.holdings]
    contradicted = _contradicted(one.holdings, met, register)
    alone = {
        at
        for at, holding in enumerate(one.holdings)
        if holding.unclear or at in contradicted or isinstance(met[at], Unclear)
    }
    unmet = [at for at, meeting in enumerate(met) if meeting is None and at not in alone]
    first = dict(zip(unmet, _first_alike([one.holdings[at] for at in unmet]), strict=True))
    found: dict[tuple[str, int], Lines] = {}
    problems: list[Problem] = []
    for at, (holding, meeting) in enumerate(zip(one.holdings, met, strict=True)):
        wrong = contradicted.get(at) or (meeting if isinstance(meeting, Unclear) else None)
        if wrong is not None:
            location = Location(one.path, holding.line)
            problems.append(Problem(wrong.check, Severity.ERROR, wrong.message, wrong.hint, location))
        if at in alone or not isinstance(meeting, Meeting):
            lines = found.setdefault(("line", at if at in alone else unmet[first[at]]), _new(at in alone))
        else:
            lines = found.setdefault(("case", meeting.place), Lines([], meeting.place, {}, unclear=False))
            lines.matches[meeting.match] = None
        lines.holdings.append(holding)
    return list(found.values()), problems


def _new(unclear: bool) -> Lines:
    return Lines([], None, {}, unclear)


def _contradicted(
    holdings: Sequence[Holding], met: Sequence[Met], register: Register
) -> Mapping[int, Unclear]:
    """Lines with an LEI or an ISIN by which other lines lead elsewhere, by their places."""
    wrong: dict[int, Unclear] = {}
    for kind in _OF_ONE:
        clear = [
            (getattr(holding, kind), at)
            for at, holding in enumerate(holdings)
            if not holding.unclear and not isinstance(met[at], Unclear)
        ]
        for number, places in _repeated(clear).items():
            cases: dict[int, int] = {}
            for at in places:
                if isinstance(meeting := met[at], Meeting):
                    cases.setdefault(meeting.place, holdings[at].line)
            for at in places if len(cases) > 1 else [at for at in places if cases and met[at] is None]:
                others = {place: line for place, line in cases.items() if line != holdings[at].line}
                wrong.setdefault(at, _shared(f"{IDENTIFIERS[kind]} {number}", others, register))
    return wrong


def _repeated(numbers: Sequence[tuple[str, int]]) -> Mapping[str, Sequence[int]]:
    """The numbers that stand in several lines, with the places of these."""
    first: dict[str, int] = {}
    repeated: dict[str, list[int]] = {}
    for number, at in numbers:
        if number and first.setdefault(number, at) != at:
            repeated.setdefault(number, [first[number]]).append(at)
    return repeated


def _shared(called: str, others: Mapping[int, int], register: Register) -> Unclear:
    said = "; ".join(
        f"that of line {line} too, which is {register.named([place])}" for place, line in others.items()
    )
    hint = "correct the one that is wrong, or add the identifier to the case"
    return Unclear("holdings/conflict", f"the {called} is {said}", hint)


def _first_alike(holdings: Sequence[Holding]) -> list[int]:
    """For each line the place of the first that has something that names it in common, be it over others."""
    apart = _told_apart(holdings)
    heads = list(range(len(holdings)))

    def head(at: int) -> int:
        while heads[at] != at:
            heads[at] = heads[heads[at]]
            at = heads[at]
        return at

    first: dict[Key, int] = {}
    for at, holding in enumerate(holdings):
        for key in _keys(holding):
            if key not in apart:
                one, other = sorted((head(first.setdefault(key, at)), head(at)))
                heads[other] = one
    return [head(at) for at in range(len(holdings))]


def _told_apart(holdings: Sequence[Holding]) -> set[Key]:
    """Names and tickers that several legal persons have, and tickers of several securities."""
    numbers: dict[tuple[Key, str], str] = {}
    apart: set[Key] = set()
    for holding in holdings:
        for key in _keys(holding):
            for kind in {"name": ("lei",), "ticker": _OF_ONE}.get(key[0], ()):
                number = getattr(holding, kind)
                if number and numbers.setdefault((key, kind), number) != number:
                    apart.add(key)
    return apart


def _keys(holding: Holding) -> Iterator[Key]:
    for kind in IDENTIFIERS:
        if number := getattr(holding, kind):
            yield kind, number
    if name := same_name(holding.name):
        yield "name", name
