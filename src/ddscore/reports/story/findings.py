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
    is_active,
    note,
    quotation,
    told,
    told_in_full,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ddscore.model.assessment import Assessment, Contradiction
    from ddscore.reports.story.blocks import Block

    Fact = Mapping[str, object]

_CONCLUDED = {
    "partly-upheld": "upheld the concern in part",
    "not-upheld": "did not uphold the concern",
    "inadmissible": "held the complaint inadmissible, and did not decide on the concern",
    "settled": "ended in a settlement",
    "no-determination": "determined nothing",
    "pending": "was still pending",
}
"""What a finding came to, after "it"; one that was upheld says so by what it found."""
_OPEN = {"provisional": "was provisional", "appealable": "was open to appeal"}
"""Why a finding was not final, likewise."""
_ENDED = {"withdrawn": "was withdrawn", "overturned": "was overturned", "lapsed": "lapsed"}
_LATER = {"withdrawn": "was later withdrawn", "overturned": "was later overturned", "lapsed": "later lapsed"}
_PUBLIC_BODIES = frozenset({"court", "prosecutor", "regulator", "ncp", "un-body", "legislature", "authority"})
_BY = {
    "direct": "an instrument that both name",
    "implied": "what the commitment entails",
    "right": "a right that both name",
}
_BY_THE_MATTER = "a right of the matter that the finding is about"
_SAID_ALREADY = frozenset({"by", "by_kind", "involvement"})


def shown(
    assessment: Assessment, finding_id: str, involvement_id: str, *, in_full: bool = False
) -> Iterator[Block]:
    """The finding, how it ended, what it is about, and what others than the company found to the contrary.

    `in_full` tells of what it is about with its summary: where no other place has it.
    """
    finding = assessment.facts[finding_id]
    yield Paragraph(told_in_full(assessment, finding_id))
    yield from quotation(assessment, finding)
    yield from cautions(assessment, finding_id)
    yield from note(finding)
    yield Paragraph((told_in_full if in_full else told)(assessment, involvement_id))
    yield from in_favour(assessment, involvement_id, own=False)


def cautions(assessment: Assessment, fact_id: str) -> Iterator[Paragraph]:
    """What a finding did not determine, how far it went, and how it ended; nothing of any other fact."""
    finding = assessment.facts[fact_id]
    if finding["collection"] != "findings":
        return
    if _of_future_risk(finding):
        yield paragraph(wording.FUTURE_RISK, tone="caution")
    if qualified(finding):
        yield paragraph(f"It {wording.listed(qualified(finding))}.", tellers(assessment, finding), "caution")
    if ended(finding):
        yield paragraph(ended(finding), tellers(assessment, finding), "caution")


def qualified(finding: Fact) -> list[str]:
    """What a reader must know beside a finding: that it was not upheld, or only in part, or was not final."""
    conclusion, finality = text(finding, "conclusion"), text(finding, "finality")
    if conclusion == "pending":
        return [] if finality in _ENDED else [_CONCLUDED[conclusion]]
    plain = conclusion == "not-upheld" and text(finding, "direction") == "exculpatory"
    said = (None if plain else _CONCLUDED.get(conclusion), _OPEN.get(finality))
    return [clause for clause in said if clause]


def by_public_body(assessment: Assessment, pair: Contradiction) -> bool:
    """Whether a public body made the finding of a pair: not an NGO, a newspaper or an investor."""
    return text(assessment.facts[pair.finding], "by_kind") in _PUBLIC_BODIES


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
        if here and is_active(fact) and (text(fact, "by_kind") in OWN) is own:
            yield Paragraph(told_in_full(assessment, fact_id))
            yield from quotation(assessment, fact)
            yield from cautions(assessment, fact_id)
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
            *qualified(finding),
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
    return Sentence(
        " ".join([*said, *([whose] if plain else []), *_met(assessment), *_drawn(assessment)]), tuple(sources)
    )


def _whose(finding: Fact) -> str:
    by, date = actor(finding), finding.get("date")
    of = f" of {by}" if by else ""
    return of if date is None else f"{of} ({wording.day(date)})"


def _met(assessment: Assessment) -> Iterator[str]:
    """By what each commitment meets the findings."""
    by: dict[str, dict[str, None]] = {}
    for pair in assessment.contradictions:
        taken = pair.basis == "right" and "rights" not in assessment.facts[pair.finding]
        words = _BY_THE_MATTER if taken else _BY.get(pair.basis or "", "something not settled")
        by.setdefault(words, {})[pair.policy] = None
    if by:
        met = [f"by {words} ({wording.listed(list(policies))})" for words, policies in by.items()]
        yield f"Commitment and finding meet {wording.listed(met)}."


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
