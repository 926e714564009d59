"""Commitments beside the record: what is contradicted, and apart from it what is not."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ddscore.model.dates import after
from ddscore.reports import wording
from ddscore.reports.story import findings
from ddscore.reports.story.attribution import date_of, source_words
from ddscore.reports.story.blocks import Beside, Block, Column, Paragraph, Section, paragraph
from ddscore.reports.story.coding import field_words
from ddscore.reports.story.record import actor, statement, told_in_full
from ddscore.reports.story.replies import replies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.model.assessment import Assessment, Contradiction

_MEETING = {
    "direct": "Commitment and finding name the same instruments",
    "implied": "What the commitment embraces entails what the finding names",
    "right": "Commitment and finding name the same rights",
}


def comparisons(assessment: Assessment) -> Section:
    """Every list of pairs under its heading, with what it means."""
    lists = {
        "contradictions": assessment.contradictions,
        "possible_contradictions": assessment.possible_contradictions,
        "disputed": assessment.disputed,
        "later": assessment.later,
    }
    blocks: tuple[Block, ...] = tuple(
        Section(wording.PAIRS[kind][0], (paragraph(wording.PAIRS[kind][1]), *_by_finding(assessment, pairs)))
        for kind, pairs in lists.items()
        if pairs
    )
    none = (paragraph(no_pairs(assessment)),)
    return Section("Commitments beside the record", blocks or none, "comparisons")


def no_pairs(assessment: Assessment) -> str:
    """That none was found, and whether there may be others."""
    research = assessment.research
    needed = ("policies", "findings", "involvement")
    closed = all(collection in research and research[collection].closed for collection in needed)
    found = "No commitment and finding that speak of the same conduct were found in the sources listed."
    return found if closed else f"{found} The searches for them were not complete: there may be others."


def by_finding(pairs: tuple[Contradiction, ...]) -> Iterator[tuple[tuple[str, str], list[Contradiction]]]:
    """The pairs of each finding and involvement together."""

    def finding(pair: Contradiction) -> tuple[str, str]:
        return pair.finding, pair.involvement

    for both, group in groupby(sorted(pairs, key=finding), key=finding):
        yield both, list(group)


def _by_finding(assessment: Assessment, pairs: tuple[Contradiction, ...]) -> Iterator[Section]:
    """A finding and its denial stand once beside all the commitments that it meets."""
    for (finding_id, involvement_id), group in by_finding(pairs):
        commitments = tuple(block for pair in group for block in commitment(assessment, pair))
        columns = (
            Column("What the company committed to", commitments),
            Column("What the record shows", tuple(findings.shown(assessment, finding_id, involvement_id))),
            *replies(assessment, finding_id, involvement_id),
        )
        details = findings.coded(assessment, finding_id, involvement_id)
        by = actor(assessment.facts[finding_id])
        yield Section(f"Beside the finding of {by}", (Beside(columns), *details))


def commitment(assessment: Assessment, pair: Contradiction) -> Iterator[Block]:
    """A commitment in the company's words, on what it meets the finding, and who set the two side by side."""
    yield Paragraph(told_in_full(assessment, pair.policy))
    yield from statement(assessment, assessment.facts[pair.policy])
    yield from meeting(assessment, pair)


def meeting(assessment: Assessment, pair: Contradiction) -> Iterator[Paragraph]:
    """On what a commitment and a finding meet, which came first, and who set the two side by side."""
    yield paragraph(_meeting(pair), tone="note")
    if _came_after(assessment, pair):
        made, found = (wording.day(assessment.facts[one]["date"]) for one in (pair.policy, pair.finding))
        dates = f"the finding is dated {found}, the commitment {made}"
        yield paragraph(f"The commitment came after the finding: {dates}.", tone="note")
    if pair.drawn_by in assessment.sources:
        drew = source_words(assessment, pair.drawn_by)
        yield paragraph(f"{drew} drew this comparison itself.", (pair.drawn_by,), "note")
    else:
        yield paragraph("ddscore drew this comparison.", tone="note")
    if pair.unrecorded:
        fields = wording.listed([f"“{field_words(field)}” of {fact}" for fact, field in pair.unrecorded])
        yield paragraph(f"What is not recorded, and would settle it: {fields}.", tone="note")


def _meeting(pair: Contradiction) -> str:
    """On what the two meet: on instruments, or on rights where they share no instrument."""
    said = _MEETING.get(pair.basis or "")
    if said is None:
        return "On what they meet is not settled."
    met = pair.instruments if pair.instruments and pair.basis != "right" else pair.rights
    named = wording.listed([wording.plain(one) if one.islower() else one for one in met])
    return f"{said}: {named}." if named else f"{said}."


def _came_after(assessment: Assessment, pair: Contradiction) -> bool:
    made, found = (date_of(assessment.facts[one], "date") for one in (pair.policy, pair.finding))
    return made is not None and found is not None and after(made, found) is True
