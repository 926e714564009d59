"""Figures and verdicts of a portfolio in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.portfolio import Held
from ddscore.model.rubric import Side
from ddscore.model.score import Score, Status
from ddscore.reports import figures
from ddscore.reports.story.summary import lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.model.portfolio import Match, Near, Position, Snapshot
    from ddscore.model.rubric import Band, Row
    from ddscore.model.standing import Figure, Standing
    from ddscore.reports.story.blocks import Line

HELD = {
    Held.ASSESSED: "assessed",
    Held.NO_RECORD: "no record",
    Held.UNCLEAR: "not clear which company it is",
    Held.INVALID: "its case cannot be used",
}
_BY = {"lei": "LEI", "isin": "ISIN"}
_MOST_NAMED = 2
"""How many of the possible stand in a cell; the report on the company has all of them."""
_LEAST = 0.0005


def percent(weight: float) -> str:
    """A weight in percent with one decimal; never nothing for something, nor all for less than all."""
    if 0 < weight < _LEAST:
        return "less than 0.1"
    if 1 - _LEAST < weight < 1:
        return "more than 99.9"
    return figures.tenth(weight * 100)


def between(least: float, most: float) -> str:
    """The bounds of a weight: "12.0 percent", "between 12.0 and 70.0 percent"."""
    low, high = percent(least), percent(most)
    return f"{low} percent" if low == high else f"between {low} and {high} percent"


def amount(value: float, snapshot: Snapshot) -> str:
    """A value as the list has it, with its currency."""
    if snapshot.holdings.is_weight:
        return f"a weight of {value:,.4g}"
    return " ".join(
        part for part in (f"{value:,.2f}".removesuffix(".00"), snapshot.holdings.currency) if part
    )


def drawn(standing: Standing) -> tuple[Line, ...]:
    """What the record shows and what the company says, or the one figure, to be drawn and said."""
    sides = {Side.PRACTICE: standing.practice, Side.POLICY: standing.policy, Side.OVERALL: standing.overall}
    scores = {side: None if found is None else _score(found) for side, found in sides.items()}
    return lines(_status(standing), scores)


def gap(standing: Standing) -> str:
    """How far policy goes beyond practice, at the least."""
    found = None if standing.gap is None else _score(standing.gap)
    return figures.gap(found, _status(standing))


def _score(found: Figure) -> Score:
    return Score(found.percent, 100, found.percent, found.low, found.high)


def _status(standing: Standing) -> Status:
    return Status.BLOCKED if standing.is_blocked else Status.INSUFFICIENT


def decided(row: str | None, possible: Sequence[str], rows: Sequence[Band | Row]) -> str:
    """What is certain; else that it is not, with all that is possible."""
    titles = {one.id: one.title for one in rows}
    if row is not None:
        return titles[row]
    if len(possible) == len(rows) > 1:
        return "undetermined (all are possible)"
    if len(possible) > _MOST_NAMED:
        return f"undetermined ({len(possible)} are possible)"
    return f"undetermined (possible: {'; '.join(titles[one] for one in possible)})" if possible else ""


def pairs(standing: Standing) -> str:
    """How many commitments are contradicted, for certain and possibly."""
    certain, possible = standing.contradictions, standing.possible_contradictions
    return f"{certain} (and {possible} undetermined)" if possible else str(certain)


def met(match: Match) -> str:
    """By what a holding met a case."""
    if match.entity is None:
        return f"the {_BY.get(match.by, match.by)} {match.value}"
    relation = match.entity.relation
    what = f"{relation}" if relation else "what it is to the company is not recorded"
    return f"the name of its entity {match.entity.name} ({what})"


def near(found: Near) -> str:
    """A case whose name is near."""
    if found.name == found.company:
        return f"{found.company} ({found.case})"
    what = f"{found.relation} of" if found.relation else "an entity of"
    return f"{found.name}, {what} {found.company} ({found.case})"


def named(position: Position) -> str:
    """A position as the case names it, with the list's own name where that is another."""
    if position.company is None:
        return position.name
    if _letters(position.company) == _letters(position.name):
        return position.company
    return f"{position.company} (held as {position.name})"


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))
