"""Checks of `score` in conditions: it names a figure that exists, and asks what that can be (FORMATS 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ddscore.documents.conditions import scores_in
from ddscore.documents.findings import Finding, guess
from ddscore.documents.rubric_chains import check_chains
from ddscore.documents.rubric_nodes import SIDES, conditions, figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ddscore.documents.positions import NodePath
    from ddscore.documents.rubric_figures import Figures
    from ddscore.documents.rubric_nodes import Node, Record, Stated


class Reference(NamedTuple):
    """A `score` in a condition."""

    stated: Stated
    at: NodePath
    score: Record


def check_scores(rubric: Record, placed: Sequence[Node], ranges: Figures) -> Iterator[Finding]:
    """Find every `score` that names no figure, asks what none can be, or what is not settled before it."""
    by_id = {node.id: node for node in placed}
    order = {node.id: place for place, node in enumerate(placed)}
    sound = []
    for reference in _references(rubric, placed):
        finding = _amiss(reference, rubric, by_id) or _too_late(reference, order)
        if finding is None:
            sound.append(reference)
        else:
            yield finding
    if len(by_id) == len(placed):
        for reference in sound:
            yield from _out_of_reach(reference, ranges)
        yield from check_chains(by_id, sound)


def _references(rubric: Record, placed: Sequence[Node]) -> Iterator[Reference]:
    for stated in conditions(rubric, placed):
        for at, score in scores_in(stated.condition, stated.at):
            yield Reference(stated, at, score)


def _amiss(reference: Reference, rubric: Record, by_id: Mapping[str, Node]) -> Finding | None:
    """What is wrong with the figure that a `score` names."""
    at, score = reference.at, reference.score
    if "percent" in score and "points" in score:
        message, hint = "a score is compared in percent or in points", "leave one of them out"
        return Finding("rubric/percent-and-points", (*at, "points"), message, hint, at_key=True)
    name = score.get("node")
    if name is not None and name not in by_id:
        hint = guess(name, by_id, "write the id of a theme, a group or a criterion")
        if name == rubric["id"]:
            hint = "leave `node` out for the rubric's own score"
        return Finding(
            "rubric/unknown-node", (*at, "node"), f"there is no node `{name}` in this rubric", hint
        )
    allowed = figures(rubric) if name is None else _figures_of(by_id[name], rubric)
    whose = "the rubric itself" if name is None else f"the {by_id[name].kind} `{name}`"
    if not allowed:
        hint = "it needs `children`, or a theme with both sides"
        return Finding("rubric/no-score", at, f"{whose} has no score", hint, at_key=True)
    return _wrong_side(reference, whose, allowed, by_id)


def _figures_of(node: Node, rubric: Record) -> tuple[str, ...]:
    if node.side is None:
        return (*node.sides, "gap") if len(node.sides) == len(SIDES) else node.sides
    declared = node.record.get("side")
    return (node.side, declared) if "children" in rubric and declared is not None else (node.side,)


def _wrong_side(
    reference: Reference, whose: str, allowed: Sequence[str], by_id: Mapping[str, Node]
) -> Finding | None:
    at, score = reference.at, reference.score
    side, name = score.get("side"), score.get("node")
    hint = f"write `side: {allowed[0]}`" + "".join(f" or `side: {other}`" for other in allowed[1:])
    if side is None:
        if name is not None and by_id[name].side is None:
            return Finding(
                "rubric/wrong-side", at, f"this does not say which score of {whose}", hint, at_key=True
            )
    elif side not in allowed:
        return Finding("rubric/wrong-side", (*at, "side"), f"{whose} has no {side} score", hint)
    return None


def _too_late(reference: Reference, order: Mapping[str, int]) -> Finding | None:
    """Refuse an `applies_when` that asks for a figure of what does not stand before it."""
    stated, name = reference.stated, reference.score.get("node")
    if stated.role != "applies_when" or stated.node is None:
        return None
    if name is not None and order[name] < order[stated.node.id]:
        return None
    whose = "the rubric's own score" if name is None else f"the score of `{name}`"
    message = f"`applies_when` asks for {whose}, which does not come before it"
    at = reference.at if name is None else (*reference.at, "node")
    hint = "name a node that stands earlier in the rubric"
    return Finding("rubric/later-node", at, message, hint, at_key=name is None)


def _out_of_reach(reference: Reference, ranges: Figures) -> Iterator[Finding]:
    """Limits that the score can never meet, wherever it lies."""
    score = reference.score
    unit = "points" if "points" in score else "percent"
    least, most = ranges.reach((*ranges.name(score), unit))
    for name, limit in score[unit].items():
        beyond = limit > most if name in ("at_least", "above") else limit < least
        if beyond or (name == "above" and limit == most) or (name == "below" and limit == least):
            message = f"this score lies between {least:g} and {most:g} {unit}"
            hint = "ask for what it can be"
            yield Finding("rubric/impossible-score", (*reference.at, unit, name), message, hint)
