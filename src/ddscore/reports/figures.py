"""Figures in words: rounded once, when printing, half up on the shortest decimal (FORMATS 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.score import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from ddscore.model.assessment import Assessment
    from ddscore.model.score import Score

    Say = Callable[[float], str]

MINUS = "\u2212"
WITHOUT_FIGURE = {
    Status.SCORED: "no figure",
    Status.UNKNOWN: "undetermined",
    Status.NOT_APPLICABLE: "does not apply",
    Status.INSUFFICIENT: "insufficient evidence",
    Status.BLOCKED: "no figure while something is open",
}
"""What stands where a figure would, by the status of the node."""


def whole(value: float) -> str:
    """A whole number, for sentences and tables: 12.5 is 13, -12.5 is -13."""
    return _rounded(value, 0)


def tenth(value: float) -> str:
    """One decimal, for explanations: 0.25 is 0.3."""
    return _rounded(value, 1)


def _rounded(value: float, places: int) -> str:
    # repr is the shortest decimal that reads back the same; below 0.0001 it has an exponent. By hand, since
    # importing decimal would take a twentieth of the time in which a report in text has to start.
    text = repr(abs(float(value)))
    size, _, rest = ("0", "", "") if "e" in text else text.partition(".")
    steps = int(size + rest[:places].ljust(places, "0")) + (rest[places : places + 1] >= "5")
    digits = str(steps).rjust(places + 1, "0")
    shown = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"{MINUS}{shown}" if value < 0 < steps else shown


def figure(score: Score | None, status: Status, say: Say = whole) -> str:
    """A figure with its bounds: "30 (between 30 and 65)"; never a figure where none may be shown."""
    shown, span = parts(score, status, say)
    return f"{shown} ({span})" if span else shown


def parts(score: Score | None, status: Status, say: Say = whole) -> tuple[str, str]:
    """A figure, or what stands in its place, and apart from it its bounds, where they say more."""
    if score is None:
        return WITHOUT_FIGURE[Status.NOT_APPLICABLE], ""
    span = _span(score, say)
    if score.percent is None:
        return WITHOUT_FIGURE[status], span
    shown = say(score.percent)
    return shown, "" if shown == span else span


def gap(score: Score | None, status: Status, say: Say = whole) -> str:
    """How far policy goes beyond practice, at the least; what is unknown never widens it."""
    shown, span = gap_parts(score, status, say)
    return f"{shown} ({span})" if span else shown


def gap_parts(score: Score | None, status: Status, say: Say = whole) -> tuple[str, str]:
    """A gap, or what stands in its place, and apart from it its bounds, where they say more."""
    if score is None:
        return "", ""
    if score.percent is None:
        return WITHOUT_FIGURE[status], _span(score, say)
    size = say(abs(score.percent))
    shown = f"{size} the other way, practice ahead of policy" if score.percent < 0 else size
    if score.low == score.high:
        return shown, ""
    # "At least 0" would say nothing that the bounds do not.
    return (_span(score, say), "") if size == "0" else (f"at least {shown}", _span(score, say))


def summary_status(assessment: Assessment) -> Status:
    """Why the summary shows no figure, where it shows none."""
    blocked = any(node.status is Status.BLOCKED for node in assessment.nodes)
    return Status.BLOCKED if blocked else Status.INSUFFICIENT


def placed(score: Score) -> str:
    """Where the bounds place a score: "at 30 of 100 or more", "between 2 and 35 of 100"."""
    low, high = whole(score.low), whole(score.high)
    if low == high:
        return f"at {low} of 100"
    if (low, high) == ("0", "100"):
        return "anywhere between 0 and 100"
    if high == "100":
        return f"at {low} of 100 or more"
    return f"at {high} of 100 or less" if low == "0" else f"between {low} and {high} of 100"


def bounds(score: Score) -> str:
    """What is possible, without a figure: "between 30 and 65"."""
    return _span(score, whole)


def _span(score: Score, say: Say) -> str:
    low, high = say(score.low), say(score.high)
    return low if low == high else f"between {low} and {high}"
