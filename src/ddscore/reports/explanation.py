"""Why a node has its score: each level with its condition, the facts, and what would settle the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ddscore.model.score import Status
from ddscore.reports import figures, wording
from ddscore.reports.story.blocks import (
    Code,
    Item,
    Items,
    Section,
    Sentence,
    Story,
    paragraph,
)
from ddscore.reports.story.criteria import figures_of, shows_zero
from ddscore.reports.story.opening import walk
from ddscore.reports.story.record import quotation, statement, told
from ddscore.reports.text import in_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.model.assessment import Assessment, CapResult, LevelResult, NodeResult
    from ddscore.model.dates import Truth
    from ddscore.reports.story.blocks import Block

_HOLDS = {True: "holds", False: "does not hold", None: "undetermined"}
_BARE = re.compile(r"[A-Za-z$_][A-Za-z0-9 $._/-]*(?<! )")
"""What YAML reads as text without quotation marks."""
_NOT_TEXT = ("true", "false", "null", "yes", "no", "on", "off")


def explain(assessment: Assessment, node_id: str) -> str:
    """Why a theme, group or criterion has its score, in plain text; figures with one decimal.

    ValueError where the rubric has no such node, with the names that are close.
    """
    node = _find(assessment, node_id)
    rubric = assessment.rubric
    subtitle = (
        f"{node.id} of {rubric.id} {rubric.version}, for {assessment.case.company}, "
        f"as known on {wording.day(assessment.as_of)}"
    )
    return in_text(Story(node.title, subtitle, "", tuple(_blocks(assessment, node))))


def _find(assessment: Assessment, node_id: str) -> NodeResult:
    nodes = {node.id: node for node in walk(assessment.nodes)}
    if node_id in nodes:
        return nodes[node_id]
    close = get_close_matches(node_id, nodes, n=3)
    hint = (
        f"did you mean {wording.listed(close, 'or')}?"
        if close
        else f"it has {', '.join(nodes) or 'no nodes'}"
    )
    raise ValueError(f"{assessment.rubric.id} has no node {node_id!r}; {hint}")


def _blocks(assessment: Assessment, node: NodeResult) -> Iterator[Block]:
    if node.question and node.question != node.title:
        yield paragraph(node.question)
    yield figures_of(assessment, node, figures.tenth)
    if shows_zero(node):
        yield paragraph(wording.ZERO, tone="note")
    if node.levels:
        yield Section("Levels, tried in order", tuple(_level(level) for level in node.levels))
    if node.children:
        yield Section("Its parts", (Items(tuple(_part(child) for child in node.children)),))
    if node.caps:
        yield Section("Caps", (Items(tuple(_cap(cap) for cap in node.caps)),))
    if node.facts:
        yield Section("Facts", (Items(tuple(_fact(assessment, fact) for fact in node.facts)),))
    needs = [
        need.text for unknown in assessment.unknowns if unknown.node == node.id for need in unknown.needs
    ]
    if needs:
        yield Section("What would settle it", (Items(tuple(Item(Sentence(need)) for need in needs)),))


def _level(level: LevelResult) -> Items:
    """A rung; that it holds does not mean that it is reached, since a rung above it may hold first."""
    condition = "always" if level.when is None else flow(level.when, outermost=True)
    holds: Truth = level.holds
    heading = Sentence(f"{level.label} ({level.points:g} points): {_HOLDS[holds]}")
    return Items((Item(heading, more=(Code(f"when: {condition}"),)),))


def flow(value: object, outermost: bool = False) -> str:
    """A condition in one line, as YAML's flow style writes it."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{flow(key)}: {flow(member)}" for key, member in value.items())
        return inner if outermost and value else f"{{{inner}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(flow, value))}]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    text = str(value)
    if not isinstance(value, str) or (_BARE.fullmatch(text) and text.lower() not in _NOT_TEXT):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _part(child: NodeResult) -> Item:
    """A part with its weight and figures."""
    side = f"{wording.SIDES[child.side]}. " if child.side else ""
    weight = "" if child.weight is None else f" Weight {child.weight:g}."
    scores = [
        (name, figures.figure(score, child.status, figures.tenth))
        for name, score in (("policy", child.policy), ("practice", child.practice), ("figure", child.overall))
        if score is not None
    ]
    said = (
        "; ".join(f"{name} {words}" for name, words in scores)
        or figures.WITHOUT_FIGURE[Status.NOT_APPLICABLE]
    )
    return Item(Sentence(f"{child.title}. {side}{said[:1].upper()}{said[1:]}.{weight}"), child.id)


def _cap(cap: CapResult) -> Item:
    side = f"{wording.SIDES[cap.side]}: " if cap.side else ""
    holds: Truth = cap.holds
    facts = f" On {wording.listed(cap.facts)}." if cap.facts else ""
    ground = "; its ground, which is not established" if holds is None else ""
    said = f"{side}at most {figures.tenth(cap.at_most)} percent, {_HOLDS[holds]}{ground}: {cap.because}"
    return Item(Sentence(f"{wording.sentence(said)}{facts}"))


def _fact(assessment: Assessment, fact_id: str) -> Item:
    fact = assessment.facts.get(fact_id, {})
    return Item(
        told(assessment, fact_id), fact_id, more=(*quotation(assessment, fact), *statement(assessment, fact))
    )
