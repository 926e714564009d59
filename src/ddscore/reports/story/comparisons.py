"""Commitments beside the record: what is contradicted, and apart from it what is not."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ddscore.reports import wording
from ddscore.reports.story.blocks import Beside, Block, Column, Paragraph, Section, paragraph
from ddscore.reports.story.coding import as_coded
from ddscore.reports.story.record import (
    disputed_in,
    facts_of,
    known_sources,
    quotation,
    source_words,
    statement,
    text,
    texts,
    told,
    told_in_full,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.model.assessment import Assessment, Contradiction

_MEETING = {
    "direct": "Commitment and finding name the same instruments: {}.",
    "implied": "What the commitment embraces entails what the finding names: {}.",
    "right": "Commitment and finding name the same rights: {}.",
}
_SAID_ALREADY = frozenset({"by", "by_kind", "involvement"})


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
    none = (paragraph(_no_pairs(assessment)),)
    return Section("Commitments beside the record", blocks or none, "comparisons")


def _no_pairs(assessment: Assessment) -> str:
    research = assessment.research
    needed = ("policies", "findings", "involvement")
    closed = all(collection in research and research[collection].closed for collection in needed)
    found = "No commitment and finding that speak of the same conduct were found in the sources listed."
    return found if closed else f"{found} The searches for them were not complete: there may be others."


def _by_finding(assessment: Assessment, pairs: tuple[Contradiction, ...]) -> Iterator[Section]:
    """A finding and its denial stand once beside all the commitments that it meets."""

    def finding(pair: Contradiction) -> tuple[str, str]:
        return pair.finding, pair.involvement

    for (finding_id, involvement_id), group in groupby(sorted(pairs, key=finding), key=finding):
        fact = assessment.facts[finding_id]
        by = text(fact, "by") or wording.body(fact["by_kind"])
        commitments = tuple(block for pair in group for block in _commitment(assessment, pair))
        columns = (
            Column("What the company said", commitments),
            Column("What the record shows", tuple(_finding(assessment, finding_id, involvement_id))),
            Column("What the company answers", tuple(_denial(assessment, finding_id, involvement_id))),
        )
        yield Section(f"Beside the finding of {by}", (Beside(columns),))


def _commitment(assessment: Assessment, pair: Contradiction) -> Iterator[Block]:
    yield Paragraph(told_in_full(assessment, pair.policy))
    yield from statement(assessment, assessment.facts[pair.policy])
    met = pair.rights if pair.basis == "right" else pair.instruments
    meeting = _MEETING.get(pair.basis or "", "On what they meet is not settled.")
    named = [wording.plain(one) if one.islower() else one for one in met]
    yield paragraph(meeting.format(wording.listed(named)), tone="note")
    if pair.drawn_by in assessment.sources:
        drew = source_words(assessment, pair.drawn_by)
        yield paragraph(f"{drew} drew this comparison itself.", (pair.drawn_by,), "note")
    else:
        yield paragraph("ddscore drew this comparison.", tone="note")


def _finding(assessment: Assessment, finding_id: str, involvement_id: str) -> Iterator[Block]:
    finding = assessment.facts[finding_id]
    yield Paragraph(told_in_full(assessment, finding_id))
    yield from quotation(assessment, finding)
    yield from as_coded(assessment, finding, _SAID_ALREADY)
    if "future-risk" in texts(finding, "concerns"):
        yield paragraph(wording.FUTURE_RISK, tone="caution")
    yield Paragraph(told_in_full(assessment, involvement_id))
    yield from as_coded(assessment, assessment.facts[involvement_id])


def _denial(assessment: Assessment, *fact_ids: str) -> Iterator[Block]:
    """Where the facts are disputed, and what the company said when it was asked."""
    disputed = [source for fact_id in fact_ids for source in texts(assessment.facts[fact_id], "disputed_by")]
    denials = known_sources(assessment, tuple(dict.fromkeys(disputed)))
    answers = [
        (fact_id, fact) for fact_id, fact in facts_of(assessment, "engagement") if text(fact, "statement")
    ]
    for source in denials:
        yield Paragraph(disputed_in(assessment, source))
    for fact_id, fact in answers:
        yield Paragraph(told(assessment, fact_id))
        yield from statement(assessment, fact)
    if not denials and not answers:
        yield paragraph("The sources listed record no denial and no answer by the company.")
    if assessment.unanswered:
        questions = wording.counted(len(assessment.unanswered), "A question", "questions")
        day = wording.day(assessment.as_of)
        yield paragraph(f"{questions} put to the company had not been answered by {day}; see below.")
