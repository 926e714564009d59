"""Why a node has its score: each level with its condition, the facts, and what would settle the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping
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
from ddscore.reports.story.unsettled import need_words, researchable
from ddscore.reports.text import COLUMNS, in_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.assessment import Assessment, CapResult, LevelResult, Need, NodeResult
    from ddscore.model.case import Case
    from ddscore.model.dates import Truth
    from ddscore.model.rows import RowResult
    from ddscore.reports.story.blocks import Block

HOLDS = {True: "holds", False: "does not hold", None: "undetermined"}
_ROOM = 74
"""How long a line of a condition may be, behind its margins."""
_BARE = re.compile(r"[A-Za-z$_][A-Za-z0-9 $._/-]*(?<! )")
"""What YAML reads as text without quotation marks."""
_NOT_TEXT = ("true", "false", "null", "yes", "no", "on", "off")


def explain(
    assessment: Assessment,
    name: str,
    rows: Sequence[RowResult] = (),
    columns: int = COLUMNS,
    case: Case | None = None,
) -> str:
    """Why a node has its score, or whether a row holds and why, in plain text; figures with one decimal.

    `name` is the id of a theme, group or criterion, or an outcome, profile or band, such as
    `outcome:exclude`; or that of a fact of `case`, with `fact:` before it where the rubric has the same id.
    ValueError where neither has such a thing, with the names that are close.
    """
    node = next((node for node in walk(assessment.nodes) if node.id == name), None)
    if node is None:
        # Late, since a node does without.
        from ddscore.reports.explained_rows import explained_other

        return in_text(explained_other(assessment, name, rows, case), columns)
    rubric = assessment.rubric
    subtitle = (
        f"{node.id} of {rubric.id} {rubric.version}, for {assessment.case.company}, "
        f"as known on {wording.day(assessment.as_of)}"
    )
    return in_text(
        Story(node.title, subtitle, wording.draft(assessment.case.status), tuple(_blocks(assessment, node))),
        columns,
    )


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
    yield from resting(assessment, node.facts)
    yield from settling(
        assessment, [need for one in assessment.unknowns if one.node == node.id for need in one.needs]
    )


def resting(assessment: Assessment, facts: Sequence[str]) -> Iterator[Section]:
    """The facts, with those who say so."""
    if facts:
        yield Section("Facts", (Items(tuple(_fact(assessment, fact) for fact in facts)),))


def settling(assessment: Assessment, needs: Sequence[Need]) -> Iterator[Section]:
    """What somebody could look into."""
    items = tuple(_need(assessment, need) for need in researchable(assessment, needs))
    if items:
        yield Section("What would settle it", (Items(items),))


def _need(assessment: Assessment, need: Need) -> Item:
    named = need.fact is not None and need.field is not None
    return Item(Sentence(need_words(assessment, need)), need.fact or "" if named else "")


def _level(level: LevelResult) -> Items:
    """A rung; that it holds does not mean that it is reached, since a rung above it may hold first."""
    holds: Truth = level.holds
    heading = Sentence(f"{level.label} ({level.points:g} points): {HOLDS[holds]}")
    return Items((Item(heading, more=(written(level.when),)),))


def written(condition: object) -> Code:
    """A condition as a rubric writes it: on one line where it is short, else a line for each part."""
    if condition is None:
        return Code("when: always")
    line = f"when: {flow(condition, outermost=True)}"
    return Code(line) if len(line) <= _ROOM else Code("when:", tuple(_laid_out(condition, "  ")))


def _laid_out(value: object, margin: str) -> Iterator[str]:
    """What is too long for a line, in YAML's block style."""
    if isinstance(value, Mapping):
        for key, member in value.items():
            line = f"{margin}{flow(key)}: {flow(member)}"
            if len(line) <= _ROOM or not isinstance(member, Mapping | list | tuple):
                yield line
            else:
                yield f"{margin}{flow(key)}:"
                yield from _laid_out(member, f"{margin}  ")
    elif isinstance(value, list | tuple):
        for member in value:
            line = f"{margin}- {flow(member)}"
            if len(line) <= _ROOM or not isinstance(member, Mapping | list | tuple):
                yield line
            else:
                first, *others = _laid_out(member, f"{margin}  ")
                yield from (f"{margin}- {first.strip()}", *others)


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
    said = f"{side}at most {figures.tenth(cap.at_most)} percent, {HOLDS[holds]}{ground}: {cap.because}"
    return Item(Sentence(f"{wording.sentence(said)}{facts}"))


def _fact(assessment: Assessment, fact_id: str) -> Item:
    fact = assessment.facts.get(fact_id, {})
    return Item(
        told(assessment, fact_id), fact_id, more=(*quotation(assessment, fact), *statement(assessment, fact))
    )
