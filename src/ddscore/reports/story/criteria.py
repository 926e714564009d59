"""Each theme, group and criterion: the level reached or those still possible, why, and on what facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.rubric import Side
from ddscore.model.score import Status
from ddscore.reports import figures, wording
from ddscore.reports.story.blocks import Item, Items, Section, Sentence, paragraph, terms
from ddscore.reports.story.record import known_sources, texts, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.assessment import Assessment, CapResult, NodeResult
    from ddscore.reports.figures import Say
    from ddscore.reports.story.blocks import Block


def criteria(assessment: Assessment) -> Section | None:
    """Every node of the rubric, nested as the rubric has it."""
    sections = tuple(_section(assessment, node) for node in assessment.nodes)
    return Section("Criterion by criterion", sections, "criteria") if sections else None


def _section(assessment: Assessment, node: NodeResult) -> Section:
    if node.kind == "criterion":
        return Section(node.title, tuple(_criterion(assessment, node)), f"node-{node.id}")
    parts: list[Block] = [*facts_and_figures(assessment, node)]
    if node.status is not Status.NOT_APPLICABLE:
        parts += [_section(assessment, child) for child in node.children]
    return Section(node.title, tuple(parts), f"node-{node.id}")


def _criterion(assessment: Assessment, node: NodeResult) -> Iterator[Block]:
    if node.question and node.question != node.title:
        yield paragraph(node.question)
    yield from facts_and_figures(assessment, node)
    if shows_zero(node):
        yield paragraph(wording.ZERO, tone="note")
    if node.facts:
        yield cited(assessment, node.facts)


def facts_and_figures(
    assessment: Assessment, node: NodeResult, say: Say = figures.whole
) -> tuple[Block, ...]:
    """A node's figures, its level, and why."""
    side = wording.SIDES[node.side] if node.side else ""
    band = next((row.title for row in assessment.rubric.bands if row.id == node.band), node.band or "")
    applies = node.status is not Status.NOT_APPLICABLE
    rows = terms(
        ("Principle", node.principle or ""),
        ("Side", side),
        (wording.SIDES[Side.POLICY], _figure(node, Side.POLICY, say)),
        (wording.SIDES[Side.PRACTICE], _figure(node, Side.PRACTICE, say)),
        ("Gap", figures.gap(node.gap, node.status, say)),
        ("Figure", figures.figure(node.overall, node.status, say) if node.overall or not applies else ""),
        ("Band", band),
        ("Level", _level(node) if applies else ""),
        ("Why", node.because),
        *(("Caps", _cap(assessment, cap)) for cap in node.caps if cap.holds is not False),
        ("What the rubric asks for", (node.ask or "") if applies else ""),
    )
    return (rows,)


def _figure(node: NodeResult, side: Side, say: Say) -> str:
    score = node.policy if side is Side.POLICY else node.practice
    return "" if score is None else figures.figure(score, node.status, say)


def _level(node: NodeResult) -> str:
    if node.level is not None:
        return f"reached: {node.level}"
    return f"undetermined; possible: {'; '.join(node.possible_levels)}" if node.possible_levels else ""


def _cap(assessment: Assessment, cap: CapResult) -> Sentence:
    """Which side is capped, and on what facts; why it is, the reason says already."""
    side = wording.SIDES[cap.side] if cap.side else "the figure"
    sure = "" if cap.holds else ", which is undetermined"
    on = f", on {wording.listed(cap.facts)}" if cap.facts else ""
    facts = (assessment.facts[fact] for fact in cap.facts if fact in assessment.facts)
    sources = tuple(dict.fromkeys(source for fact in facts for source in texts(fact, "sources")))
    said = f"{side}, to at most {figures.whole(cap.at_most)} percent{sure}{on}."
    return Sentence(said, known_sources(assessment, sources))


def shows_zero(node: NodeResult) -> bool:
    """Whether a zero stands for a disclosure that was not found, and not for a fact that was."""
    score = node.overall
    zero = score is not None and score.percent is not None and figures.whole(score.percent) == "0"
    return zero and (node.side is Side.POLICY or not node.facts)


def cited(assessment: Assessment, facts: Sequence[str]) -> Items:
    """Facts with those who say so; their ids lead to the whole record of each."""
    return Items(tuple(Item(told(assessment, fact), fact, to=f"fact-{fact}") for fact in facts))
