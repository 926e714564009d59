"""What changed between two saved assessments, whose scores cannot be computed again.

The change of a figure is divided among criteria by their weights, as far as the weights explain it: where a
node is not the weighted mean of its parts (another aggregate, a cap, bounds that are wider than its parts'),
what changed is put down to the node as a whole.
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from ddscore import __version__
from ddscore.analysis.measures import ONE, figures, moved, percent, verdicts
from ddscore.errors import UsageError
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
from ddscore.model.rubric import Side
from ddscore.model.rubric_test import UNDERSTATEMENT, by_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ddscore.analysis.measures import Place
    from ddscore.model.assessment import Assessment, NodeResult
    from ddscore.model.diff import Bound

_NONE = Decided(None, ())
_NEAR = 2
"""By how many billionths a mean may differ from the figure that it explains."""


class _Parts(NamedTuple):
    """The weights of parts, each as its share of the whole, and their figures."""

    weights: Mapping[str, float]
    values: Mapping[str, float]

    def mean(self) -> float:
        """What the parts come to."""
        return fsum(self.weights[name] * value for name, value in self.values.items())


def diff_saved(before: Assessment, after: Assessment, names: tuple[str, str]) -> Diff:
    """What changed, by criterion. UsageError where the two are not of one company."""
    if before.case.id != after.case.id and before.case.company != after.case.company:
        raise UsageError(
            f"{names[0]} is about {before.case.company}, {names[1]} about {after.case.company}: "
            "a diff compares two states of one case"
        )
    ends = figures(before), figures(after)
    told = [_figure(place, before, after, ends) for place in moved(*ends)]
    decided = verdicts(before), verdicts(after)
    turns = tuple(
        Turn(*verdict, decided[0].get(verdict, _NONE), decided[1].get(verdict, _NONE), _itself(verdict[0]))
        for verdict in {**decided[0], **decided[1]}
        if decided[0].get(verdict) != decided[1].get(verdict)
    )
    named = dict.fromkeys(
        name for by in (one.by for listed in (told, turns) for one in listed) for name in by
    )
    return Diff(
        __version__,
        before,
        after,
        names,
        (*(_change(name, before, after) for name in named), *_differing(before, after)),
        tuple(told),
        turns,
        Method.WEIGHTS,
    )


def _itself(node: str | None) -> tuple[str, ...]:
    return () if node is None else (f"{Kind.NODE}:{node}",)


def _figure(
    place: Place, before: Assessment, after: Assessment, ends: tuple[Mapping[Place, int], Mapping[Place, int]]
) -> Figure:
    name, side, bound = place
    was, now = (end.get(place) for end in ends)
    if was is None or now is None:
        shown = [None if value is None else percent(value) for value in (was, now)]
        return Figure(name, side, bound, shown[0], shown[1], (), _itself(name))
    divided = _divided(place, before, after, now - was)
    ranked = sorted(
        ((key, amount) for key, amount in divided.items() if amount), key=lambda one: -abs(one[1])
    )
    shares = tuple(Share(key, percent(amount)) for key, amount in ranked)
    return Figure(name, side, bound, percent(was), percent(now), shares, tuple(key for key, _ in ranked))


def _divided(place: Place, before: Assessment, after: Assessment, change: int) -> dict[str, int]:
    """What each criterion, or node that its parts do not explain, did to a figure; in billionths."""
    name, side, bound = place
    own = str(Kind.COMBINING) if name is None else f"{Kind.NODE}:{name}"
    if name is None:
        parts = [_tops(end, side) for end in (before, after)]
        scores = [getattr(end.summary, side) for end in (before, after)]
    else:
        nodes = [by_id(end)[name] for end in (before, after)]
        parts = [list(_below(node, side)) for node in nodes]
        scores = [getattr(node, side) for node in nodes]
    amounts: dict[str, float] = {}
    values = [getattr(score, bound) for score in scores]
    _explain(own, parts, values, (1.0, 1.0), (side, bound), amounts)
    whole = {key: round(amount * ONE) for key, amount in amounts.items()}
    if whole:
        # What rounding leaves over goes to the largest.
        largest = max(whole, key=lambda key: abs(whole[key]))
        whole[largest] += change - sum(whole.values())
    return whole


def _explain(
    own: str,
    parts: Sequence[Sequence[NodeResult]],
    values: Sequence[float],
    scales: tuple[float, float],
    figure: tuple[str, Bound],
    amounts: dict[str, float],
) -> None:
    """Divide the change of a node among its parts where their weighted means explain it on both sides.

    The rubric's own figures of two sides are such means but for bounds: there the rest alone is left over.
    """
    side, bound = figure
    was, now = (_weighed(listed, side, bound) for listed in parts)
    rest = [
        value if one is None else value - one.mean() for one, value in zip((was, now), values, strict=True)
    ]
    is_mean = all(abs(round(value * ONE)) <= _NEAR for value in rest)
    is_whole_of_themes = own == Kind.COMBINING and side != Side.OVERALL
    if was is None or now is None or not (is_mean or is_whole_of_themes):
        amounts[own] = amounts.get(own, 0.0) + scales[1] * values[1] - scales[0] * values[0]
        return
    if not is_mean:
        amounts[own] = rest[1] - rest[0]
    nodes = [{node.id: node for node in listed} for listed in parts]
    for name in dict.fromkeys((*was.values, *now.values)):
        inner = [one.values.get(name, 0.0) for one in (was, now)]
        scaled = tuple(
            scale * one.weights.get(name, 0.0) for scale, one in zip(scales, (was, now), strict=True)
        )
        below = [list(_below(listed[name], side)) if name in listed else [] for listed in nodes]
        _explain(f"{Kind.NODE}:{name}", below, inner, (scaled[0], scaled[1]), figure, amounts)


def _weighed(parts: Sequence[NodeResult], side: str, bound: Bound) -> _Parts | None:
    """The parts that have the figure; None where there are none, or none weighs anything."""
    values, weights = {}, {}
    for node in parts:
        value = _value(node, side, bound)
        if value is not None and node.weight:
            values[node.id], weights[node.id] = value, float(node.weight)
    total = fsum(weights.values())
    return _Parts({name: weight / total for name, weight in weights.items()}, values) if total else None


def _value(node: NodeResult, side: str, bound: Bound) -> float | None:
    """A part's figure for one side of the whole: of a theme its own side, of all else its only score."""
    if node.kind != "theme":
        return None if node.overall is None else getattr(node.overall, bound)
    if side == UNDERSTATEMENT:
        opposite: Mapping[str, Bound] = {"low": "high", "high": "low", "percent": "percent"}
        value = getattr(node.gap, opposite[bound])
        return None if value is None else max(-value, 0.0)
    value = getattr(getattr(node, side), bound)
    if side == Side.GAP:
        return None if value is None else max(value, 0.0)
    return value  # type: ignore[no-any-return]


def _tops(assessment: Assessment, side: str) -> list[NodeResult]:
    """The nodes of which the whole is a mean: themes in which both sides apply, or a benchmark's parts."""
    return [node for node in assessment.nodes if side == Side.OVERALL or node.gap is not None]


def _below(node: NodeResult, side: str) -> Iterator[NodeResult]:
    """The parts of a node on one side; a gap has none, as it is a difference."""
    if side in (Side.POLICY, Side.PRACTICE, Side.OVERALL):
        yield from (child for child in node.children if node.kind != "theme" or child.side == side)


def _change(name: str, before: Assessment, after: Assessment) -> Change:
    kind, _, node = name.partition(":")
    if kind == Kind.COMBINING:
        return Change(Kind.COMBINING, "", How.CHANGED, None)
    nodes = [by_id(end).get(node) for end in (before, after)]
    cited = [set() if one is None else set(one.facts) for one in nodes]
    differ = {fact for fact in cited[0] & cited[1] if before.facts.get(fact) != after.facts.get(fact)}
    how = How.ADDED if nodes[0] is None else How.REMOVED if nodes[1] is None else How.CHANGED
    return Change(Kind.NODE, node, how, None, cited=tuple(sorted((cited[0] ^ cited[1]) | differ)))


def _differing(before: Assessment, after: Assessment) -> Iterator[Change]:
    """The facts that differ, the date and the rubric: none of them has a share here."""
    for name in dict.fromkeys((*before.facts, *after.facts)):
        old, new = before.facts.get(name), after.facts.get(name)
        if old != new:
            how = How.ADDED if old is None else How.REMOVED if new is None else How.CHANGED
            fact = new or old or {}
            yield Change(Kind.FACT, name, how, None, str(fact["collection"]))
    if before.as_of != after.as_of:
        field = FieldChange("as_of", (before.as_of.text,), (after.as_of.text,))
        yield Change(Kind.DATE, "", How.CHANGED, Origin.DATE, fields=(field,))
    names = ("id", "version", "sha256")
    fields = tuple(
        FieldChange(name, (getattr(before.rubric, name),), (getattr(after.rubric, name),))
        for name in names
        if getattr(before.rubric, name) != getattr(after.rubric, name)
    )
    if fields:
        yield Change(Kind.RUBRIC, "", How.CHANGED, Origin.RUBRIC, fields=fields)
