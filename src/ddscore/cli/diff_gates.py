"""What `ddscore diff --fail-on` may say, and whether it holds.

`worse`                     what is said or shown got worse: see `_is_worse`
`practice:-5`, `gap:+5`     a figure of the whole, its least or its most moved by so much or more, that way
`outcome:urgent`            an outcome, profile or band is certain now, and was not before
`outcome:undetermined`      none is certain now, and one was before
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ddscore.errors import UsageError
from ddscore.model.diff import PLACES
from ddscore.reports.figures import tenth

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.assessment import Assessment
    from ddscore.model.diff import Diff, Figure, Turn
    from ddscore.model.rubric import Band, Row

WORSE = "worse"
UNDETERMINED = "undetermined"
SIDES = ("policy", "practice", "gap", "understatement", "overall")
ROWS = ("band", "profile", "outcome")
_MOVE = re.compile(r"([+-])([0-9]{1,3}(?:\.[0-9]+)?)")
_FORMS = "write worse, a figure with a signed number of points (practice:-5) or KIND:ID (outcome:urgent)"


class Gate(NamedTuple):
    """One thing that must not have happened."""

    text: str
    """As it was asked for."""
    what: str
    """`worse`, a side, or a kind of row."""
    row: str = ""
    least: float = 0.0
    """Of a side, by how many points and which way."""


def gate(text: str, diffs: Sequence[Diff]) -> Gate:
    """What a `--fail-on` asks for; UsageError for what no diff at hand could ever do."""
    what, _, rest = text.partition(":")
    if text == WORSE:
        return Gate(text, WORSE)
    if what in SIDES:
        move = _MOVE.fullmatch(rest)
        if move is None or not float(rest):
            raise UsageError(f"--fail-on {text}: by how much, and which way? Write {what}:-5 or {what}:+5")
        return Gate(text, what, least=float(rest))
    if what not in ROWS or not rest:
        raise UsageError(f"--fail-on {text}: {_FORMS}")
    ends = [end for diff in diffs for end in (diff.before, diff.after)]
    known = dict.fromkeys(row.id for end in ends for row in _rows(end, what))
    if rest != UNDETERMINED and rest not in known:
        from difflib import get_close_matches

        close = get_close_matches(rest, known, n=1)
        guess = f"did you mean {close[0]}?" if close else f"there are {', '.join(known) or 'none'}."
        rubrics = " or ".join(dict.fromkeys(end.rubric.id for end in ends))
        raise UsageError(f"--fail-on {text}: no {what} of {rubrics} is {rest}; {guess}")
    return Gate(text, what, rest)


def failures(diff: Diff, gates: Sequence[Gate]) -> Iterator[str]:
    """What of the gates happened, each in a line."""
    where = f"{diff.after.case.id} by {diff.after.rubric.id}"
    whole = [figure for figure in diff.figures if figure.node is None and figure.change is not None]
    for one in gates:
        if one.what == WORSE:
            sides = [side for side in SIDES if _is_worse(diff, side, whole)]
            yield from (f"{where}: {WORSE}: {side} {_told(side, whole)}" for side in sides)
        elif one.what in SIDES:
            if any(_reaches(figure, one) for figure in whole):
                yield f"{where}: {one.text}: {one.what} {_told(one.what, whole)}"
        elif any(_turned_to(turn, one) for turn in diff.turns):
            yield f"{where}: {one.text}"


def _rows(end: Assessment, what: str) -> Sequence[Band | Row]:
    rows: Sequence[Band | Row] = getattr(end.rubric, f"{what}s")
    return rows


def _reaches(figure: Figure, wanted: Gate) -> bool:
    if figure.side != wanted.what or figure.change is None:
        return False
    moved = figure.change if wanted.least > 0 else -figure.change
    return round(moved - abs(wanted.least), PLACES) >= 0


def _is_worse(diff: Diff, side: str, whole: Sequence[Figure]) -> bool:
    """Whether the figure shown got worse or, apart from it, a bound did and the other did not get better.

    Worse is less of policy and practice, more of a gap, and of an overall score as the rubric says. Bounds
    that come closer from both ends are more knowledge, and neither better nor worse; `understatement` is
    neither either.
    """
    if side == "understatement":
        return False
    less = side != "gap" and not (side == "overall" and diff.after.rubric.higher_is == "worse")
    moved = {figure.bound: figure.change for figure in whole if figure.side == side}
    worse = {bound: change if not less else -change for bound, change in moved.items() if change is not None}
    low, high = worse.get("low", 0.0), worse.get("high", 0.0)
    return worse.get("percent", 0.0) > 0 or (max(low, high) > 0 and min(low, high) >= 0)


def _told(side: str, whole: Sequence[Figure]) -> str:
    names = {"low": "at the least", "percent": "shown", "high": "at the most"}
    moved = [figure for figure in whole if figure.side == side]
    return ", ".join(
        f"{names[figure.bound]} {tenth(figure.before or 0)} → {tenth(figure.after or 0)}" for figure in moved
    )


def _turned_to(turn: Turn, wanted: Gate) -> bool:
    if turn.node is not None or turn.what != wanted.what:
        return False
    reached = turn.after.reached
    if wanted.row == UNDETERMINED:
        return reached is None and turn.before.reached is not None
    return reached == wanted.row and turn.before.reached != reached
