"""Each theme, group and criterion: the level reached or those still possible, why, and on what facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.rubric import Side
from ddscore.model.score import Status
from ddscore.reports import figures, wording
from ddscore.reports.story.blocks import Item, Items, Section, Sentence, paragraph, terms
from ddscore.reports.story.record import known_sources, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.model.assessment import Assessment, CapResult, NodeResult
    from ddscore.reports.figures import Say
    from ddscore.reports.story.blocks import Block, Terms


def criteria(assessment: Assessment) -> Section | None:
    """Every node of the rubric, nested as the rubric has it."""
    sections = tuple(_section(assessment, node) for node in assessment.nodes)
    return Section("Criterion by criterion", sections, "criteria") if sections else None


def _section(assessment: Assessment, node: NodeResult) -> Section:
    return Section(node.title, tuple(_blocks(assessment, node)), f"node-{node.id}")


def _blocks(assessment: Assessment, node: NodeResult) -> Iterator[Block]:
    if node.question and node.question != node.title:
        yield paragraph(node.question)
    yield figures_of(assessment, node)
    capped = [("Cap", _cap(assessment, cap)) for cap in node.caps if cap.holds is not False]
    if capped:
        yield terms(*capped)
    if node.kind == "criterion":
        if node.facts:
            yield Items(tuple(_fact(assessment, fact) for fact in node.facts))
    elif node.status is not Status.NOT_APPLICABLE:
        yield from (_section(assessment, child) for child in node.children)


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
        ("Figure", _own_figure(node, say)),
        ("Band", band),
        ("Level", _level(node) if applies else ""),
        ("Why", node.because),
        ("What the rubric asks for", (node.ask or "") if applies else ""),
    )


def _fact(assessment: Assessment, fact: str) -> Item:
    """A fact that gave the points, by its id and sources; the record tells it in full, with attribution."""
    sources = texts(assessment.facts[fact], "sources") if fact in assessment.facts else ()
    return Item(Sentence("", known_sources(assessment, sources)), fact, to=f"fact-{fact}")


def _own_figure(node: NodeResult, say: Say) -> str:
    """The one figure of a group or criterion; a zero says what it stands for."""
    if node.overall is None and node.status is not Status.NOT_APPLICABLE:
        return ""
    figure = figures.figure(node.overall, node.status, say)
    return f"{figure}; {wording.NOT_DISCLOSED}" if shows_zero(node) else figure


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
