"""What moved in words, the same in every prose format."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ddscore.model.diff import Kind, Method, Origin
from ddscore.model.rubric import Side
from ddscore.model.rubric_test import UNDERSTATEMENT, by_id
from ddscore.reports import figures, wording
from ddscore.reports.diff.changes import label_with_fields, named, short
from ddscore.reports.story.summary import title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.model.assessment import Assessment, NodeResult
    from ddscore.model.diff import Decided, Diff, Figure, Turn
    from ddscore.model.score import Score, Status

SIDES = {
    **{str(side): name for side, name in wording.SIDES.items()},
    UNDERSTATEMENT: "Practice ahead of policy",
}
_BOUNDS = {"low": "at the least", "percent": "shown", "high": "at the most"}
_ORIGINS = {Origin.CASE: "the case", Origin.DATE: "the date", Origin.RUBRIC: "the rubric"}
_METHODS = {
    Method.EXACT: (
        "A share is the mean of what a change did over all orders in which the changes could be made "
        "(Shapley value)."
    ),
    Method.ORDERS: (
        "A share is the mean of what a change did over {orders} orders in which the changes could be made "
        "(Shapley value, by a sample of orders)."
    ),
    Method.WEIGHTS: (
        "Two saved assessments cannot be computed again, so that nothing here says which fact did how much: "
        "shares are those of criteria, by their weights, with the facts that they cite on one side only, or "
        "that differ."
    ),
}
_PLACED = {
    str(Side.POLICY): "its commitments",
    str(Side.PRACTICE): "the documented record",
    str(Side.OVERALL): "it",
}
_TABLES = {"band": "bands", "profile": "profiles", "outcome": "outcomes"}


def heading(diff: Diff) -> str:
    """Which company, and by which rubric."""
    return f"{diff.after.case.company}: what changed by {_rubric(diff.after)}"


def ends(diff: Diff) -> tuple[str, str]:
    """The two sides, each with what tells it from the other."""
    other = _rubric(diff.before) != _rubric(diff.after)
    first, last = (
        f"{name}, as known on {wording.day(end.as_of)}{f', by {_rubric(end)}' if other else ''}"
        for name, end in zip(diff.names, (diff.before, diff.after), strict=True)
    )
    return first, last


def _rubric(assessment: Assessment) -> str:
    return f"{assessment.rubric.id} {assessment.rubric.version}"


def nothing(diff: Diff) -> str:
    """One line where nothing relevant changed."""
    labels = [label_with_fields(diff, change) for change in diff.idle]
    without = f" Without effect: {'; '.join(labels)}." if labels else ""
    return f"{diff.after.case.company}: nothing that {_rubric(diff.after)} says changed.{without}"


def lead(diff: Diff) -> str:
    """What moved, in a few sentences that hold whatever is unknown."""
    said = [
        f"{_PLACED[side]} {now} (before: {was})" if was != now else f"{_PLACED[side]} {now}, as before"
        for side in dict.fromkeys(figure.side for figure in diff.figures if figure.node is None)
        if side in _PLACED
        for was, now in [[_placed(end, side) for end in (diff.before, diff.after)]]
    ]
    day = wording.day(diff.after.as_of)
    placed = f"{_rubric(diff.after)} places {wording.listed(said)}" if said else "no score of the whole moved"
    turned = [
        f"The {turn.what} is {decided(diff.after, turn, turn.after)}; before, it was "
        f"{_briefly(diff.before, turn, turn.before)}."
        for turn in diff.turns
        if turn.node is None
    ]
    return " ".join([f"On the sources listed, as known on {day}, {placed}.", *turned])


def _placed(end: Assessment, side: str) -> str:
    score = getattr(end.summary, side)
    return figures.placed(score) if score is not None else "nowhere"


def scores(diff: Diff) -> list[tuple[str, str, str]]:
    """Each figure of the whole that moved: its side, and what it was and is, in words with bounds."""
    sides = dict.fromkeys(figure.side for figure in diff.figures if figure.node is None)
    return [(side, _of_whole(diff.before, side), _of_whole(diff.after, side)) for side in sides]


def _of_whole(end: Assessment, side: str) -> str:
    return _words(side, getattr(end.summary, side), figures.summary_status(end))


def _words(side: str, score: Score | None, status: Status) -> str:
    if side in (Side.GAP, UNDERSTATEMENT) and score is not None:
        return figures.gap(score, status, figures.tenth)
    return figures.figure(score, status, figures.tenth)


def of_whole(diff: Diff, side: str) -> list[Figure]:
    """What moved of one of the rubric's own figures."""
    return [figure for figure in diff.figures if figure.node is None and figure.side == side]


def moved_by(diff: Diff, figure: Figure) -> str:
    """By how much a figure moved, and what did how much of it: "at the most -5.3: fact -3.1, date -2.2"."""
    bound = _BOUNDS[figure.bound]
    if figure.change is None:
        became = "a figure is shown now" if figure.before is None else "no figure is shown now"
        if figure.bound != "percent":
            became = "applies now" if figure.before is None else "does not apply now"
        others = [one for one in figure.by if one != f"{Kind.NODE}:{figure.node}"]
        by = f", by {wording.listed(named(diff, others))}" if others else ""
        return f"{became}{by}"
    changes = {change.id: change for change in diff.changes}
    shares = [f"{short(changes[share.change])} {signed(share.amount)}" for share in figure.shares]
    itself = figure.by == (f"{Kind.NODE}:{figure.node}",)
    return f"{bound} {signed(figure.change)}" + ("" if itself else f": {', '.join(shares)}")


def of_origins(diff: Diff, figure: Figure) -> str:
    """What case, date and rubric did to a figure, where more than one did something."""
    sums = diff.by_origin(figure)
    if len(sums) < 2:
        return ""
    parts = (f"{_ORIGINS[origin]} {signed(sums[origin])}" for origin in Origin if origin in sums)
    return f"{_BOUNDS[figure.bound]}: {', '.join(parts)}"


def signed(value: float) -> str:
    """A change with its sign: "+0.7", "0.0"."""
    said = figures.tenth(value)
    return said if said.startswith(figures.MINUS) or said == "0.0" else f"+{said}"


def decided(end: Assessment, turn: Turn, what: Decided) -> str:
    """A band, profile, outcome or level: the one that is certain, or all that are possible."""
    if what.reached is None and what.possible:
        return f"undetermined (possible: {'; '.join(_title(end, turn, name) for name in what.possible)})"
    return _briefly(end, turn, what)


def _briefly(end: Assessment, turn: Turn, what: Decided) -> str:
    """The same; of several that are possible, only how many they are."""
    if what.reached is not None:
        return f"“{_title(end, turn, what.reached)}”"
    return f"undetermined ({len(what.possible)} were possible)" if what.possible else "not given"


def _title(end: Assessment, turn: Turn, name: str) -> str:
    table = _TABLES.get(turn.what)
    return name if table is None or turn.node is not None else title(getattr(end.rubric, table), name)


def nodes(diff: Diff) -> Iterator[tuple[str, str, list[str]]]:
    """Each criterion that moved, or node none of whose parts did: its id, its title, and how it moved."""
    places = [*(figure.node for figure in diff.figures), *(turn.node for turn in diff.turns)]
    moved = dict.fromkeys(name for name in places if name is not None)
    before, after = by_id(diff.before), by_id(diff.after)
    for name in moved:
        node = after.get(name) or before[name]
        if not any(below in moved for below in _below(node)):
            yield (
                name,
                node.title,
                [*_sides(diff, name, before.get(name), after.get(name)), *_turned(diff, name)],
            )


def _below(node: NodeResult) -> Iterator[str]:
    for child in node.children:
        yield child.id
        yield from _below(child)


def _sides(diff: Diff, name: str, before: NodeResult | None, after: NodeResult | None) -> Iterator[str]:
    for side, listed in groupby((one for one in diff.figures if one.node == name), lambda one: one.side):
        if side == Side.GAP:
            continue
        called = "" if side == Side.OVERALL else f"{side}: "
        yield f"{called}{_of_node(before, side)} → {_of_node(after, side)}"
        yield from (moved_by(diff, figure) for figure in listed)


def _of_node(node: NodeResult | None, side: str) -> str:
    if node is None:
        return "not in the rubric"
    return figures.figure(getattr(node, side), node.status, figures.tenth)


def _turned(diff: Diff, name: str) -> Iterator[str]:
    for turn in diff.turns:
        if turn.node == name and turn.what != "status":
            others = [one for one in turn.by if one != f"{Kind.NODE}:{name}"]
            by = f" (by {wording.listed(named(diff, others))})" if others else ""
            yield (
                f"{turn.what}: {_briefly(diff.before, turn, turn.before)} → "
                f"{decided(diff.after, turn, turn.after)}{by}"
            )


def idle(diff: Diff) -> str:
    """The heading of what moved nothing, or of what nobody can say that it did."""
    return "Also different" if diff.method is Method.WEIGHTS else "Without effect on any figure"


def method(diff: Diff) -> str:
    """How the shares were found, and that they add up."""
    said = _METHODS[diff.method].format(orders=diff.orders)
    return f"{said} The shares add up to each change exactly; what is printed is rounded to one decimal."
