"""A finding as a report tells it: what it determined, how it ended, what was found to the contrary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports import wording
from ddscore.reports.story.attribution import OWN, source_words, tellers, text, texts
from ddscore.reports.story.blocks import Paragraph, Sentence, paragraph
from ddscore.reports.story.coding import as_coded
from ddscore.reports.story.record import (
    actor,
    attributed,
    facts_of,
    note,
    quotation,
    told,
    told_in_full,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ddscore.model.assessment import Assessment
    from ddscore.reports.story.blocks import Block

    Fact = Mapping[str, object]

_ENDED = {"withdrawn": "was withdrawn", "overturned": "was overturned", "lapsed": "lapsed"}
_LATER = {"withdrawn": "was later withdrawn", "overturned": "was later overturned", "lapsed": "later lapsed"}
_SAID_ALREADY = frozenset({"by", "by_kind", "involvement"})


def shown(assessment: Assessment, finding_id: str, involvement_id: str) -> Iterator[Block]:
    """The finding, how it ended, what it is about, and what others than the company found to the contrary."""
    finding = assessment.facts[finding_id]
    yield Paragraph(told_in_full(assessment, finding_id))
    yield from quotation(assessment, finding)
    yield from cautions(assessment, finding_id)
    yield from note(finding)
    yield Paragraph(told(assessment, involvement_id))
    yield from in_favour(assessment, involvement_id, own=False)


def cautions(assessment: Assessment, fact_id: str) -> Iterator[Paragraph]:
    """What a finding did not determine, and how it ended; nothing of any other fact."""
    finding = assessment.facts[fact_id]
    if _of_future_risk(finding):
        yield paragraph(wording.FUTURE_RISK, tone="caution")
    if ended(finding):
        yield paragraph(ended(finding), tellers(assessment, finding), "caution")


def coded(assessment: Assessment, finding_id: str, involvement_id: str) -> Iterator[Block]:
    """The details of a finding and of its involvement, which would make one column longer than the others."""
    involvement = assessment.facts[involvement_id]
    if text(involvement, "title") and text(involvement, "summary"):
        yield Paragraph(attributed(assessment, involvement, text(involvement, "summary")))
    yield from as_coded(assessment, assessment.facts[finding_id], _SAID_ALREADY, "The finding")
    yield from as_coded(assessment, involvement, subject="The involvement")


def in_favour(assessment: Assessment, involvement_id: str, own: bool) -> Iterator[Block]:
    """Exculpatory findings on an involvement: those made at the company's order, or those of others."""
    for fact_id, fact in facts_of(assessment, "findings"):
        here = text(fact, "direction") == "exculpatory" and involvement_id in texts(fact, "involvement")
        active = text(fact, "status") not in wording.STATUSES
        if here and active and (text(fact, "by_kind") in OWN) is own:
            yield Paragraph(told_in_full(assessment, fact_id))
            yield from quotation(assessment, fact)
            by, on = actor(fact), f", {wording.day(fact['date'])}" if fact.get("date") is not None else ""
            yield paragraph(wording.sentence(f"Found in the company's favour by {by}{on}"), tone="note")
            yield from note(fact)


def ended(finding: Fact) -> str:
    """How a finding ended, in a sentence; empty where it stands."""
    said, reason = _ENDED.get(text(finding, "finality")), text(finding, "ended_because")
    if said is None:
        return ""
    if not reason:
        return f"It {said}; no reason is recorded."
    if reason == "merits":
        return f"It {said} on the merits."
    return f"It {said} (reason recorded: {wording.plain(reason)}), not on the merits."


def limits(assessment: Assessment) -> Sentence:
    """Whose findings contradict a commitment, what they did not determine, how they ended, who compared."""
    names = tuple(dict.fromkeys(pair.finding for pair in assessment.contradictions))
    said, sources, plain = [], dict[str, None](), []
    for name in names:
        finding = assessment.facts[name]
        reason = wording.REASONS.get(text(finding, "ended_because"), "")
        later = _LATER.get(text(finding, "finality"), "")
        parts = (
            "was of a future risk and did not determine past conduct" if _of_future_risk(finding) else "",
            f"{later} {reason}".strip() if later else "",
        )
        clauses = "; it ".join(part for part in parts if part)
        if clauses:
            said.append(f"The finding{_whose(finding)} {clauses}.")
        elif _whose(finding):
            plain.append(f"that{_whose(finding)}")
        sources.update(dict.fromkeys(tellers(assessment, finding)))
    others = "other " if said else ""
    whose = f"The {others}finding{' is' if len(plain) == 1 else 's are'} {wording.listed(plain)}."
    return Sentence(" ".join([*said, *([whose] if plain else []), *_drawn(assessment)]), tuple(sources))


def _whose(finding: Fact) -> str:
    by, date = actor(finding), finding.get("date")
    of = f" of {by}" if by else ""
    return of if date is None else f"{of} ({wording.day(date)})"


def _drawn(assessment: Assessment) -> Iterator[str]:
    """Who set the commitments beside the findings."""
    by = dict.fromkeys(
        source_words(assessment, pair.drawn_by) if pair.drawn_by in assessment.sources else "ddscore"
        for pair in assessment.contradictions
    )
    if by:
        several = len(assessment.contradictions) > 1
        yield f"{wording.listed(list(by))} drew the comparison{'s' if several else ''}."


def _of_future_risk(finding: Fact) -> bool:
    return "future-risk" in texts(finding, "concerns")
