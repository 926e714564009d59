"""On which facts the conclusions of several rubrics rest: those of all, and those of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.story.applied import concluded, reason
from ddscore.reports.story.asking import asked, collections
from ddscore.reports.story.attribution import tellers
from ddscore.reports.story.blocks import Cell, Section, Sentence, Table, paragraph
from ddscore.reports.story.opening import walk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set

    from ddscore.model.assessment import Assessment
    from ddscore.reports.story.applied import Applied
    from ddscore.reports.story.blocks import Block

NOT_ASKED = "not asked for"
NO_WEIGHT = "decides nothing"


def resting(whole: Assessment, applied: Sequence[Applied]) -> Section:
    """A row for each fact on which a conclusion or a figure rests, those first on which most rubrics rest."""
    uses = [_uses(one.assessment) for one in applied]
    bearing = [collections(asked(one.assessment)) for one in applied]
    used = [fact for fact in whole.facts if any(fact in by for by in uses)]
    used.sort(key=lambda fact: -sum(fact in by for by in uses))
    rows = tuple(
        (
            Cell(Sentence("", tellers(whole, whole.facts[fact])), fact, f"fact-{fact}"),
            *(
                Cell(Sentence(_use(fact, whole.facts[fact], by, seen)))
                for by, seen in zip(uses, bearing, strict=True)
            ),
        )
        for fact in used
    )
    told: tuple[Block, ...] = (paragraph(_in_short(whole, applied, uses)),)
    if rows:
        head = ("Fact", *(one.name for one in applied))
        told = (*told, Table("What each fact bears on, by each rubric", head, rows))
    return Section("On which facts", told, "facts-together")


def _uses(assessment: Assessment) -> dict[str, list[str]]:
    """The facts on which something rests, each with what does."""
    uses: dict[str, list[str]] = {}

    def note(facts: Sequence[str], what: str) -> None:
        for fact in facts:
            if what not in uses.setdefault(fact, []):
                uses[fact].append(what)

    for kind in ("outcome", "profile"):
        if concluded(assessment, kind).certain is not None:
            note(reason(assessment, kind).facts, kind)
    for node in walk(assessment.nodes):
        if node.kind == "criterion":
            note(node.facts, "figures")
        for cap in node.caps:
            if cap.holds:
                note(cap.facts, "a cap")
    return uses


def _use(fact: str, recorded: Mapping[str, object], uses: Mapping[str, list[str]], bearing: Set[str]) -> str:
    if fact in uses:
        return ", ".join(uses[fact])
    return NO_WEIGHT if recorded["collection"] in bearing else NOT_ASKED


def _in_short(whole: Assessment, applied: Sequence[Applied], uses: Sequence[Mapping[str, list[str]]]) -> str:
    by_all = sum(all(fact in by for by in uses) for fact in whole.facts)
    said = [f"Facts on the record: {len(whole.facts)}. Bearing on something by every rubric: {by_all}."]
    for one, by in zip(applied, uses, strict=True):
        others = [other for other in uses if other is not by]
        alone = sum(fact in by and not any(fact in other for other in others) for fact in whole.facts)
        if alone:
            said.append(f"By {one.name} alone: {alone}.")
    idle = sum(not any(fact in by for by in uses) for fact in whole.facts)
    if idle:
        said.append(f"By none: {idle}.")
    return " ".join(said)
