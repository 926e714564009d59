"""Commitments beside the record: what is contradicted, and apart from it what is not."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ddscore.model.dates import after
from ddscore.reports import wording
from ddscore.reports.story import findings
from ddscore.reports.story.attribution import date_of, source_words, text
from ddscore.reports.story.blocks import Beside, Block, Column, Paragraph, Section, paragraph
from ddscore.reports.story.coding import field_words
from ddscore.reports.story.record import actor, statement, told_in_full
from ddscore.reports.story.replies import replies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.model.assessment import Assessment, Contradiction

_OF_THE_MATTER = "The case file records none for the finding itself."
_UNWORDED = "The wording of this commitment is not recorded."


def comparisons(assessment: Assessment) -> Section:
    """Every list of pairs under its heading, with what it means."""
    lists = {
        "contradictions": assessment.contradictions,
        "possible_contradictions": assessment.possible_contradictions,
        "disputed": assessment.disputed,
        "later": assessment.later,
    }
    blocks: tuple[Block, ...] = tuple(
        Section(
            wording.PAIRS[kind][0],
            (paragraph(wording.PAIRS[kind][1]), *_by_finding(assessment, pairs, kind)),
        )
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


def _by_finding(assessment: Assessment, pairs: tuple[Contradiction, ...], kind: str) -> Iterator[Section]:
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
        why = (paragraph(f"{weakness(assessment, finding_id)}."),) if kind == "disputed" else ()
        yield Section(f"Beside the finding of {by}", (*why, Beside(columns), *details))


def weakness(assessment: Assessment, finding_id: str) -> str:
    """Why a finding contradicts nothing, whatever it meets."""
    finding = assessment.facts[finding_id]
    proof = text(finding, "proof")
    if text(finding, "conclusion") == "pending":
        return "The matter was pending"
    if proof in ("", "unstated"):
        return "The finding does not state on what proof it rests"
    return f"The finding rests on proof recorded as “{wording.plain(proof)}”"


def commitment(assessment: Assessment, pair: Contradiction) -> Iterator[Block]:
    """A commitment in the company's words, on what it meets the finding, and who set the two side by side."""
    yield Paragraph(told_in_full(assessment, pair.policy))
    yield from worded(assessment, pair.policy)
    yield from meeting(assessment, pair)


def worded(assessment: Assessment, policy_id: str) -> Iterator[Block]:
    """A commitment's own words, or that none are recorded."""
    policy = assessment.facts[policy_id]
    yield from statement(assessment, policy)
    if not text(policy, "statement"):
        yield unworded()


def unworded() -> Paragraph:
    """That a commitment is recorded without its words."""
    return paragraph(_UNWORDED, tone="note")


def meeting(assessment: Assessment, pair: Contradiction) -> Iterator[Paragraph]:
    """On what a commitment and a finding meet, which came first, and who set the two side by side."""
    yield paragraph(_meeting(assessment, pair), tone="note")
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


def _meeting(assessment: Assessment, pair: Contradiction) -> str:
    """On what the two meet: on instruments, or on rights where they share no instrument."""
    rights = pair.basis == "right" or not pair.instruments
    own = not rights or names_rights(assessment, pair)
    same = "Commitment and finding name the same"
    said = {
        "direct": f"{same} instruments",
        "implied": _implied(rights, own),
        "right": f"{same} rights"
        if own
        else "The commitment names rights of the matter that the finding is about",
    }.get(pair.basis or "")
    if said is None:
        return "On what they meet is not settled."
    met = pair.rights if rights else pair.instruments
    named = wording.listed([wording.plain(one) if one.islower() else one for one in met])
    told = f"{said}: {named}." if named else f"{said}."
    return told if own else f"{told} {_OF_THE_MATTER}"


def _implied(rights: bool, own: bool) -> str:
    if not rights:
        return "What the commitment embraces entails what the finding names"
    whose = "that the finding names" if own else "of the matter that the finding is about"
    return f"What the commitment embraces covers every right, and so those {whose}"


def names_rights(assessment: Assessment, pair: Contradiction) -> bool:
    """Whether a finding names rights itself; else those of its involvement were taken (FORMATS 2)."""
    return "rights" in assessment.facts[pair.finding]


def _came_after(assessment: Assessment, pair: Contradiction) -> bool:
    made, found = (date_of(assessment.facts[one], "date") for one in (pair.policy, pair.finding))
    return made is not None and found is not None and after(made, found) is True
