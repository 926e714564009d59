"""Why something else came out than a test expected: the reason as `explain` gives it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ddscore.model.rubric import Side
from ddscore.model.rubric_test import Aspect, by_id
from ddscore.reports import figures
from ddscore.reports.explanation import flow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.assessment import Assessment, NodeResult, Summary
    from ddscore.model.rubric import Band, Row
    from ddscore.model.rubric_test import Expectation

_SIDES = ("policy", "practice", "gap", "understatement", "overall")
_MOST_NEEDS = 5
"""More would hide the rest; `explain` lists them all."""


def reasons(expectation: Expectation, assessment: Assessment) -> list[str]:
    """Why what is expected did not come out, a sentence or a line each."""
    if expectation.node is not None:
        return list(_of_node(expectation, by_id(assessment)[expectation.node], assessment))
    return list(_of_summary(expectation, assessment))


def _of_node(expectation: Expectation, node: NodeResult, assessment: Assessment) -> Iterator[str]:
    yield node.because
    if len(node.possible_levels) > 1:
        yield f"Still possible: {'; '.join(_level(node, label) for label in node.possible_levels)}."
    yield from _conditions(expectation, node)
    parts = [child for child in node.children if expectation.side in (None, child.side, Side.GAP)]
    if parts:
        yield f"Its parts: {'; '.join(map(_figures, parts))}."
    yield from _needs([node.id], assessment)


def _level(node: NodeResult, label: str) -> str:
    points = next(level.points for level in node.levels if level.label == label)
    return f"{label} ({points:g} points)"


def _conditions(expectation: Expectation, node: NodeResult) -> Iterator[str]:
    """The condition of each level that was expected and not reached."""
    if expectation.aspect not in (Aspect.LEVEL, Aspect.LEVELS, Aspect.POSSIBLE_LEVELS):
        return
    expected = expectation.value if isinstance(expectation.value, tuple) else (expectation.value,)
    for level in node.levels:
        if level.label in expected and not level.holds:
            told = "is possible" if level.holds is None else "is not reached"
            when = "always" if level.when is None else flow(level.when, outermost=True)
            yield f'"{level.label}" {told}; its condition: {when}'


def _figures(node: NodeResult) -> str:
    scores = [getattr(node, side) for side in ("policy", "practice", "overall")]
    said = [figures.figure(score, node.status, figures.tenth) for score in scores if score is not None]
    return f"{node.id} {' and '.join(said) or figures.figure(None, node.status)}"


def _needs(names: Sequence[str], assessment: Assessment) -> Iterator[str]:
    """What would settle nodes that are not settled."""
    needs = [need.text for unknown in assessment.unknowns if unknown.node in names for need in unknown.needs]
    told = list(dict.fromkeys(needs))
    if told:
        more = f"; and {len(told) - _MOST_NEEDS} more" if len(told) > _MOST_NEEDS else ""
        yield f"What would settle it: {'; '.join(told[:_MOST_NEEDS])}{more}."


def _of_summary(expectation: Expectation, assessment: Assessment) -> Iterator[str]:
    """The figures that bands and conditions rest on, and the conditions of the rows at issue."""
    summary, rubric = assessment.summary, assessment.rubric
    tables: Mapping[Aspect, tuple[Sequence[Band | Row], tuple[str, ...]]] = {
        Aspect.BAND: (rubric.bands, summary.possible_bands),
        Aspect.POSSIBLE_BANDS: (rubric.bands, summary.possible_bands),
        Aspect.PROFILE: (rubric.profiles, summary.possible_profiles),
        Aspect.POSSIBLE_PROFILES: (rubric.profiles, summary.possible_profiles),
        Aspect.OUTCOME: (rubric.outcomes, summary.possible_outcomes),
        Aspect.POSSIBLE_OUTCOMES: (rubric.outcomes, summary.possible_outcomes),
    }
    rows, possible = tables.get(expectation.aspect, ((), ()))
    if len(possible) > 1:
        yield f"Still possible: {'; '.join(possible)}."
    scores = "; ".join(_summary_figures(summary, assessment))
    yield f"The rubric's own scores: {scores or 'none, since no theme has both sides'}."
    if expectation.aspect in (Aspect.BAND, Aspect.POSSIBLE_BANDS):
        yield f"The bands: {'; '.join(map(_limit, rubric.bands))}."
    expected = expectation.value if isinstance(expectation.value, tuple) else (expectation.value,)
    # The first row that is possible came out, or is what leaves the others open.
    at_issue = {*expected, *possible[:1]}
    asked: list[str] = []
    for row in rows:
        condition = getattr(row, "when", None)
        if condition is not None and row.id in at_issue:
            yield f"`{row.id}` holds when: {flow(condition, outermost=True)}"
            asked += _nodes_in(condition)
    results = by_id(assessment)
    told = [results[name] for name in dict.fromkeys(asked)]
    if told:
        yield f"The nodes asked for: {'; '.join(_figures(node) for node in told)}."
    # Bands, and conditions that name no node, rest on the whole.
    everything = [unknown.node for unknown in assessment.unknowns]
    yield from _needs([node.id for node in told] or everything, assessment)


def _limit(band: Band) -> str:
    return band.id if band.below is None else f"{band.id} below {band.below:g}"


def _summary_figures(summary: Summary, assessment: Assessment) -> Iterator[str]:
    status = figures.summary_status(assessment)
    for side in _SIDES:
        score = getattr(summary, side)
        if score is not None:
            yield f"{side} {figures.figure(score, status, figures.tenth)}"


def _nodes_in(condition: object) -> Iterator[str]:
    """The nodes whose scores a condition asks for."""
    if isinstance(condition, Mapping):
        score = condition.get("score")
        if isinstance(score, Mapping) and "node" in score:
            yield str(score["node"])
        for inner in condition.values():
            yield from _nodes_in(inner)
    elif isinstance(condition, list | tuple):
        for inner in condition:
            yield from _nodes_in(inner)
