"""Each theme, group and criterion: the level reached or those still possible, why, and on what facts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ddscore.model.rubric import Side
from ddscore.model.score import Status
from ddscore.reports import figures, wording
from ddscore.reports.story.attribution import tellers
from ddscore.reports.story.blocks import Item, Items, Section, Sentence, paragraph, terms
from ddscore.reports.story.caps import caps_of, reason
from ddscore.reports.story.opening import chart, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.model.assessment import Assessment, NodeResult
    from ddscore.reports.figures import Say
    from ddscore.reports.story.blocks import Block, Terms

_AT_A_GLANCE = 12
"""So many criteria are read at one go; the themes of more are folded, in formats that can."""


_TWO_SIDES = "What the company says, set against what the record shows."
_LOW = "The low end is shown: no disclosure found that settles it."
_UNSETTLED = re.compile(r"^Not settled between [0-9]+ levels\.")
"""Sentences of a reason that many nodes share: the first is plain, the last stands in the list of levels."""


def criteria(assessment: Assessment) -> Section | None:
    """Every node of the rubric, nested as the rubric has it."""
    long = sum(node.kind == "criterion" for node in walk(assessment.nodes)) > _AT_A_GLANCE
    sections = tuple(
        _section(assessment, node)._replace(folded=_brief(node) if long else "") for node in assessment.nodes
    )
    shows_low = any(_LOW in node.because for node in walk(assessment.nodes))
    once = (paragraph(wording.LOW_END, tone="note"),) if shows_low else ()
    return Section("Criterion by criterion", (*once, *sections), "criteria") if sections else None


def _brief(node: NodeResult) -> str:
    """The figures of a theme on one line."""
    said = [f"{line.label}: {line.words}" for line in chart(node).lines]
    return "; ".join(said) or figures.WITHOUT_FIGURE[Status.NOT_APPLICABLE]


def _section(assessment: Assessment, node: NodeResult) -> Section:
    return Section(node.title, tuple(_blocks(assessment, node)), f"node-{node.id}")


def _blocks(assessment: Assessment, node: NodeResult) -> Iterator[Block]:
    if node.question and node.question != node.title:
        yield paragraph(node.question)
    yield figures_of(assessment, node._replace(because=_why(assessment, node)))
    capped = caps_of(assessment, node)
    if capped is not None:
        yield capped
    if node.kind == "criterion":
        if node.facts:
            yield Items(tuple(_fact(assessment, fact) for fact in node.facts))
    elif node.status is not Status.NOT_APPLICABLE:
        yield from (_section(assessment, child) for child in node.children)


def _why(assessment: Assessment, node: NodeResult) -> str:
    """The reason, without what stands beside it or is said once for all."""
    said = reason(assessment, node).removeprefix(_TWO_SIDES)
    if len(node.possible_levels) > 1:
        said = _UNSETTLED.sub("", said)
    return said.replace(_LOW, "").strip()


def figures_of(assessment: Assessment, node: NodeResult, say: Say = figures.whole) -> Terms:
    """A node's figures, its level, and why."""
    side = wording.SIDES[node.side] if node.side else ""
    band = next((row.title for row in assessment.rubric.bands if row.id == node.band), node.band or "")
    applies = node.status is not Status.NOT_APPLICABLE
    return terms(
        ("Principle", node.principle or ""),
        ("Side", side),
        (wording.SIDES[Side.POLICY], _figure(node, Side.POLICY, say)),
        (wording.SIDES[Side.PRACTICE], _figure(node, Side.PRACTICE, say)),
        ("Gap", figures.gap(node.gap, node.status, say)),
        ("Figure", _own_figure(assessment, node, say)),
        ("Band", band),
        ("Level", _level(node) if applies else ""),
        ("Why", node.because),
        ("What the rubric asks for", (node.ask or "") if applies else ""),
    )


def _fact(assessment: Assessment, fact: str) -> Item:
    """A fact that gave the points, by its id and sources; the record tells it in full, with attribution."""
    sources = tellers(assessment, assessment.facts[fact]) if fact in assessment.facts else ()
    return Item(Sentence("", sources), fact, to=f"fact-{fact}")


def _own_figure(assessment: Assessment, node: NodeResult, say: Say) -> str:
    """The one figure of a group or criterion; a zero says what it stands for."""
    sides = node.policy is not None or node.practice is not None
    if node.overall is None and (sides or node.status is not Status.NOT_APPLICABLE):
        return ""
    figure = figures.figure(node.overall, node.status, say)
    if not shows_zero(node):
        return figure
    searched = wording.NOT_DISCLOSED if _searched(assessment, node) else wording.NOT_SEARCHED
    return f"{figure}; {searched}"


def _searched(assessment: Assessment, node: NodeResult) -> bool:
    """Whether a search is recorded for all that could still change a node."""
    within = {part.id for part in walk((node,))}
    missing = {
        need.collection
        for unknown in assessment.unknowns
        if unknown.node in within
        for need in unknown.needs
        if need.fact is None and need.collection in wording.COLLECTIONS
    }
    return all(
        collection in assessment.research and assessment.research[collection].searches
        for collection in missing
    )


def _figure(node: NodeResult, side: Side, say: Say) -> str:
    score = node.policy if side is Side.POLICY else node.practice
    return "" if score is None else figures.figure(score, node.status, say)


def _level(node: NodeResult) -> str:
    if node.level is not None:
        return f"reached: {node.level}"
    return f"undetermined; possible: {'; '.join(node.possible_levels)}" if node.possible_levels else ""


def shows_zero(node: NodeResult) -> bool:
    """Whether a zero stands for a disclosure that was not found, and not for a fact that was."""
    score = node.overall
    zero = score is not None and score.percent is not None and figures.whole(score.percent) == "0"
    return zero and (node.side is Side.POLICY or not node.facts)
