"""Commitments beside the record, open promises, questions to the company and what others did."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ddscore.reports import wording
from ddscore.reports.story.blocks import (
    Beside,
    Column,
    Item,
    Items,
    Paragraph,
    Quotation,
    Section,
    Sentence,
    Tone,
    paragraph,
)
from ddscore.reports.story.record import (
    attributed,
    coded,
    facts_of,
    happened_on,
    known_sources,
    name,
    source_words,
    text,
    texts,
    told,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ddscore.model.assessment import Assessment, Contradiction, OpenPromise
    from ddscore.reports.story.blocks import Block

NOT_DESCRIBED_HERE = frozenset({"by", "by_kind", "asked", "deadline", "answered", "response", "delivered"})
_FINDING = frozenset({"by", "by_kind", "involvement"})
_MEETING = {
    "direct": "Commitment and finding name the same instruments: {}.",
    "implied": "What the commitment embraces entails what the finding names: {}.",
    "right": "Commitment and finding name the same rights: {}.",
}
_STEPS = (
    ("recommended", "recommended on {}"),
    ("decided", "decided on {}"),
    ("in_force", "in force from {}"),
    ("not_handled", "not taken up, as decided on {}"),
    ("withdrawn", "withdrawn on {}"),
    ("revoked", "lifted on {}"),
)
"""What becomes of an action, in the order in which it can happen."""


def comparisons(assessment: Assessment) -> Section:
    """Commitments beside findings: those that the record contradicts, and apart those that it does not."""
    lists = {
        "contradictions": assessment.contradictions,
        "possible_contradictions": assessment.possible_contradictions,
        "disputed": assessment.disputed,
        "later": assessment.later,
    }
    sections = [
        Section(wording.PAIRS[kind][0], (paragraph(wording.PAIRS[kind][1], tone=Tone.NOTE), *_groups(assessment, pairs)))
        for kind, pairs in lists.items()
        if pairs
    ]
    blocks = sections or [paragraph(_no_pairs(assessment))]
    return Section("Commitments beside the record", tuple(blocks), "comparisons")


def _no_pairs(assessment: Assessment) -> str:
    research = assessment.research
    needed = ("policies", "findings", "involvement")
    closed = all(collection in research and research[collection].closed for collection in needed)
    found = "No commitment and finding that speak of the same conduct were found in the sources listed."
    return found if closed else f"{found} The searches for them were not complete, so that there may be others."


def _groups(assessment: Assessment, pairs: tuple[Contradiction, ...]) -> Iterator[Section]:
    """Pairs by their finding, so that the finding and its denial stand once beside all it meets."""

    def finding(pair: Contradiction) -> tuple[str, str]:
        return pair.finding, pair.involvement

    for (finding_id, involvement_id), group in groupby(sorted(pairs, key=finding), key=finding):
        fact = assessment.facts.get(finding_id, {})
        by = text(fact, "by") or wording.body(fact.get("by_kind", "body"))
        commitments = tuple(block for pair in group for block in _commitment(assessment, pair))
        columns = (
            Column("What the company said", commitments),
            Column("What the record shows", tuple(_finding_blocks(assessment, finding_id, involvement_id))),
            Column("What the company answers", tuple(_denial(assessment, finding_id, involvement_id))),
        )
        yield Section(f"Beside the finding of {by}", (Beside(columns),))


def _commitment(assessment: Assessment, pair: Contradiction) -> Iterator[Block]:
    fact = assessment.facts.get(pair.policy, {})
    yield Paragraph(told(assessment, pair.policy))
    yield from statement(assessment, fact)
    met = pair.rights if pair.basis == "right" else pair.instruments
    meeting = _MEETING.get(pair.basis or "", "On what they meet is not settled.")
    named = [wording.plain(one) if one.islower() else one for one in met]
    yield paragraph(meeting.format(wording.listed(named)), tone=Tone.NOTE)
    if pair.drawn_by in assessment.sources:
        drew = source_words(assessment, pair.drawn_by)
        yield paragraph(f"{drew} drew this comparison itself.", (pair.drawn_by,), Tone.NOTE)
    else:
        yield paragraph("ddscore drew this comparison.", tone=Tone.NOTE)


def _finding_blocks(assessment: Assessment, finding_id: str, involvement_id: str) -> Iterator[Block]:
    finding = assessment.facts.get(finding_id, {})
    yield Paragraph(told(assessment, finding_id))
    if text(finding, "summary") not in ("", name(finding_id, finding)):
        yield Paragraph(attributed(assessment, finding, text(finding, "summary")))
    yield from quotation(assessment, finding)
    yield paragraph(wording.sentence(f"As coded in the case file: {coded(assessment, finding, _FINDING)}"), tone=Tone.NOTE)
    if "future-risk" in texts(finding, "concerns"):
        yield paragraph(wording.FUTURE_RISK, tone=Tone.CAUTION)
    if involvement_id in assessment.facts:
        yield Paragraph(told(assessment, involvement_id))
        details = coded(assessment, assessment.facts[involvement_id])
        yield paragraph(wording.sentence(f"As coded in the case file: {details}"), tone=Tone.NOTE)


def _denial(assessment: Assessment, *fact_ids: str) -> Iterator[Block]:
    """Denials of the facts, and what the company said when it was asked."""
    facts = [assessment.facts.get(fact_id, {}) for fact_id in fact_ids]
    denials = dict.fromkeys(source for fact in facts for source in known_sources(assessment, texts(fact, "disputed_by")))
    for source in denials:
        yield Paragraph(disputed_in(assessment, source))
    answers = [fact for _, fact in facts_of(assessment, "engagement") if text(fact, "statement")]
    for fact in answers:
        yield Paragraph(attributed(assessment, fact, _asked(assessment, fact) + " The company answered as follows."))
        yield from statement(assessment, fact)
    if not denials and not answers:
        yield paragraph("The sources listed record no denial and no answer by the company.")
    if assessment.unanswered:
        questions = wording.counted(len(assessment.unanswered), "A question", "questions")
        yield paragraph(f"{questions} put to it had not been answered by {wording.day(assessment.as_of)}; see below.")


def disputed_in(assessment: Assessment, source: str) -> Sentence:
    """Where a fact is disputed."""
    title = text(assessment.sources[source], "title")
    return Sentence(f"Disputed in “{title}”, {source_words(assessment, source)}.", (source,))


def statement(assessment: Assessment, fact: Mapping[str, object]) -> Iterator[Quotation]:
    """What the company said, in its own words or as the case file sums them up."""
    if text(fact, "statement"):
        yield _quoted(assessment, fact, text(fact, "statement"), "Statement, according to {}")


def quotation(assessment: Assessment, fact: Mapping[str, object]) -> Iterator[Quotation]:
    """A finding's own words."""
    if text(fact, "quote"):
        yield _quoted(assessment, fact, f"“{text(fact, 'quote').strip('“”\"')}”", "Quoted from {}")


def _quoted(assessment: Assessment, fact: Mapping[str, object], words: str, by: str) -> Quotation:
    sources = known_sources(assessment, texts(fact, "sources"))
    languages = {text(assessment.sources[source], "language") for source in sources}
    named = wording.listed([source_words(assessment, source) for source in sources])
    return Quotation(words, Sentence(by.format(named), sources), languages.pop() if len(languages) == 1 else "")


def promises(assessment: Assessment) -> Section:
    """Open promises, each with its clock."""
    items = tuple(
        Item(told(assessment, promise.id), promise.id, to=f"fact-{promise.id}", more=(paragraph(_clock(assessment, promise)),))
        for promise in assessment.open_promises
    )
    closed = "promises" in assessment.research and assessment.research["promises"].closed
    none = "No open promise was found in the sources listed." + (
        "" if closed else " The search for promises was not complete, so that there may be others."
    )
    return Section("Open promises", (Items(items) if items else paragraph(none),), "promises")


def _clock(assessment: Assessment, promise: OpenPromise) -> str:
    day = wording.day
    said = f"Open {wording.months(promise.months_open)} on {day(assessment.as_of)}"
    if promise.due is None:
        said += "; no date was promised."
    elif promise.overdue:
        said += f"; it was due by {day(promise.due)}, which had passed."
    elif promise.overdue is None:
        said += f"; it was due by {day(promise.due)}, and whether that had passed is undetermined."
    else:
        said += f"; it is due by {day(promise.due)}."
    return said if promise.partly_kept is None else f"{said} It was kept in part on {day(promise.partly_kept)}."


def questions(assessment: Assessment) -> Section:
    """What was put to the company: first what it had not answered."""
    silent = {question.id for question in assessment.unanswered}
    asked = sorted(facts_of(assessment, "engagement"), key=lambda entry: entry[0] not in silent)
    items = tuple(
        Item(
            attributed(assessment, fact, _asked(assessment, fact)),
            fact_id,
            to=f"fact-{fact_id}",
            more=(paragraph(_answer(assessment, fact, fact_id in silent)), *statement(assessment, fact)),
        )
        for fact_id, fact in asked
    )
    none = paragraph("No question to the company is recorded in the sources listed.")
    return Section("Questions put to the company", (Items(items) if items else none,), "questions")


def _asked(assessment: Assessment, fact: Mapping[str, object]) -> str:
    by = text(fact, "by") or (wording.body(fact["by_kind"]) if fact.get("by_kind") else "")
    asked, question = happened_on(fact, "asked"), text(fact, "question") or text(fact, "title")
    put = f"{by or 'somebody'} put a question to {assessment.case.company}{asked and f' on {asked}'}"
    return wording.sentence(f"{put}: {question}" if question else put)


def _answer(assessment: Assessment, fact: Mapping[str, object], silent: bool) -> str:
    today, answered, response = wording.day(assessment.as_of), happened_on(fact, "answered"), text(fact, "response")
    deadline = happened_on(fact, "deadline")
    asked_by = f" An answer was asked for by {deadline}." if deadline else ""
    if silent:
        return f"No answer had come by {today}.{asked_by}"
    if response == "declined":
        return f"The company declined to answer{answered and f' on {answered}'}."
    if answered or response:
        extent = {"full": "in full", "partial": "in part"}.get(response, "")
        return f"The company answered {extent}{' ' if extent and answered else ''}{answered and f'on {answered}'}".strip() + "."
    if fact.get("delivered") == "failed":
        return "The question did not reach the company."
    return f"Whether it had been answered by {today} is not settled.{asked_by}"


def actions(assessment: Assessment) -> Section:
    """What others did about the company, on what grounds, and what became of it."""
    items = tuple(
        Item(told(assessment, fact_id), fact_id, to=f"fact-{fact_id}", more=tuple(_course(fact)))
        for fact_id, fact in facts_of(assessment, "actions")
    )
    none = paragraph("No action by others is recorded in the sources listed.")
    return Section("Actions by others", (Items(items) if items else none,), "actions")


def _course(fact: Mapping[str, object]) -> Iterator[Block]:
    by = text(fact, "by") or (wording.body(fact["by_kind"]) if fact.get("by_kind") else "")
    grounds = [wording.plain(ground) for ground in texts(fact, "grounds")]
    steps = [words.format(happened_on(fact, step)) for step, words in _STEPS if happened_on(fact, step)]
    said = [
        (f"By {by}" if by else "", ""),
        ("Kind", wording.plain(text(fact, "kind"))),
        ("Grounds", wording.listed(grounds) if grounds else "not stated"),
        ("Course", ", ".join(steps) or "no dates recorded"),
    ]
    parts = [f"{name}: {words}" if words else name for name, words in said if words or name.startswith("By")]
    ended = wording.REASONS.get(text(fact, "ended_because"))
    yield paragraph(wording.sentence("; ".join(parts) + (f"; it ended {ended}" if ended else "")))
    if grounds and set(texts(fact, "grounds")) <= {"security", "foreign-policy"}:
        yield paragraph("Security and foreign policy alone never count in a human-rights score.", tone=Tone.NOTE)
