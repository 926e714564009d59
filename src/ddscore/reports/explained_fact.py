"""What a fact of a case says, by whose word, how it was updated, and what of a rubric rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ddscore.reports import wording
from ddscore.reports.explanation import HOLDS
from ddscore.reports.story.applied import KINDS, concluded
from ddscore.reports.story.attribution import disputed, headline, known_sources, source_words, text, texts
from ddscore.reports.story.blocks import Item, Items, Paragraph, Section, Sentence, Story, paragraph
from ddscore.reports.story.coding import as_coded, field_words
from ddscore.reports.story.opening import walk
from ddscore.reports.story.record import name, note, quotation, statement, told_in_full
from ddscore.reports.story.replies import answers_to
from ddscore.reports.story.unsettled import need_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ddscore.model.assessment import Assessment, Contradiction
    from ddscore.model.case import Case, Fact, Update
    from ddscore.model.rows import RowResult
    from ddscore.reports.story.blocks import Block

PREFIX: Final = "fact:"
"""What stands before an id that a node or a row of the rubric has too."""


def fact_named(case: Case, given: str) -> Fact | None:
    """The fact of a case that has an id, known on the date or not; None where none has it."""
    wanted = given.removeprefix(PREFIX)
    return next((fact for listed in case.facts.values() for fact in listed if fact.id == wanted), None)


def explained_fact(assessment: Assessment, case: Case, fact: Fact, rows: Sequence[RowResult]) -> Story:
    """A fact as it was known on the date, its sources and updates, and what rests on it."""
    rubric, known = assessment.rubric, assessment.facts.get(fact.id)
    shown = known or {**fact.fields, "collection": fact.collection}
    on = wording.day(assessment.as_of)
    subtitle = (
        f"{fact.id}, a fact of {assessment.case.company} ({wording.COLLECTIONS[fact.collection]}), as known "
        f"on {on}"
    )
    if known is None:
        blocks: tuple[Block, ...] = (_not_known(case, fact, on),)
        title = f"{fact.id}, under {wording.COLLECTIONS[fact.collection]}"
        return Story(title, subtitle, wording.draft(assessment.case.status), blocks)
    resting = tuple(_resting(assessment, fact.id, rows))
    none = paragraph(f"Nothing in {rubric.id} {rubric.version} rests on it on this date.")
    blocks = (
        *_said(assessment, fact.id, known),
        Section("Sources", (Items(tuple(_sources(assessment, known))),)),
        *_updates(assessment, case, fact),
        Section(f"What rests on it in {rubric.id} {rubric.version}", resting or (none,)),
    )
    return Story(name(fact.id, shown), subtitle, wording.draft(assessment.case.status), blocks)


def _not_known(case: Case, fact: Fact, on: str) -> Block:
    """From when the fact is known, where that is after the date."""
    days = [source.known for one in fact.sources if (source := case.sources[one]).known is not None]
    first = min(days, key=lambda day: day.last, default=None)
    since = f": its first source is of {wording.day(first)}" if first is not None else ""
    return paragraph(
        f"This was not known on {on}{since}. It has no part in a score of that day.", tone="lead"
    )


def _said(assessment: Assessment, fact_id: str, known: Mapping[str, object]) -> Iterator[Block]:
    yield Paragraph(told_in_full(assessment, fact_id), "lead")
    if text(known, "status") in wording.STATUSES:
        yield paragraph(wording.STATUSES[text(known, "status")], tone="caution")
    yield from quotation(assessment, known)
    yield from statement(assessment, known)
    yield from as_coded(assessment, known)
    for source in known_sources(assessment, texts(known, "disputed_by")):
        yield Paragraph(disputed(assessment, source))
    if known["collection"] != "engagement":
        yield from answers_to(assessment, (fact_id,))
    yield from note(known)


def _sources(assessment: Assessment, known: Mapping[str, object]) -> Iterator[Item]:
    telling, denying = texts(known, "told_by"), texts(known, "disputed_by")
    cited = dict.fromkeys((*texts(known, "sources"), *denying))
    for source in known_sources(assessment, tuple(cited)):
        said = f"{source_words(assessment, source)}: {headline(assessment.sources[source])}"
        if source in denying:
            said += ", which disputes it"
        elif telling and source not in telling:
            said += ", which is cited beside it and does not assert it"
        yield Item(Sentence(wording.sentence(said)), source)


def _updates(assessment: Assessment, case: Case, fact: Fact) -> Iterator[Section]:
    if fact.updates:
        items = tuple(_update(assessment, case, update) for update in fact.updates)
        yield Section("Updates", (Items(items),))


def _update(assessment: Assessment, case: Case, update: Update) -> Item:
    """What an update changes, and whether it was known."""
    fields = wording.listed([f"“{field_words(field)}”" for field in update.set])
    public = known_sources(assessment, update.sources)
    if public:
        by = wording.listed([source_words(assessment, source) for source in public])
        return Item(Sentence(f"Changed {fields}, according to {by}.", public))
    days = [known for one in update.sources if (known := case.sources[one].known) is not None]
    first = min(days, key=lambda day: day.last, default=None)
    when = f" before {wording.day(first)}" if first is not None else " on this date"
    return Item(Sentence(f"Not known{when}: it changes {fields}."))


def _resting(assessment: Assessment, fact_id: str, rows: Sequence[RowResult]) -> Iterator[Block]:
    for heading, items in (
        ("Criteria, groups and themes", tuple(_nodes(assessment, fact_id))),
        ("Commitments beside findings", tuple(_pairs(assessment, fact_id))),
        ("Profiles and outcomes", tuple(_rows(assessment, fact_id, rows))),
        ("Left open by it", tuple(_open(assessment, fact_id))),
    ):
        if items:
            yield Section(heading, (Items(items),))


def _nodes(assessment: Assessment, fact_id: str) -> Iterator[Item]:
    for node in walk(assessment.nodes):
        if fact_id in node.facts and not node.children:
            reached = f"; level: {node.level}" if node.level is not None else ""
            several = len(node.possible_levels)
            possible = f"; {several} levels are possible" if several > 1 else ""
            yield Item(Sentence(wording.sentence(f"{node.title}{reached or possible}")), node.id)
        for cap in node.caps:
            if fact_id in cap.facts:
                yield Item(Sentence(wording.sentence(f"Cap, {HOLDS[cap.holds]}: {cap.because}")), node.id)


def _pairs(assessment: Assessment, fact_id: str) -> Iterator[Item]:
    for kind, (heading, _) in wording.PAIRS.items():
        pairs: tuple[Contradiction, ...] = getattr(assessment, kind)
        for pair in pairs:
            if fact_id in (pair.policy, pair.finding, pair.involvement):
                others = [one for one in (pair.policy, pair.finding, pair.involvement) if one != fact_id]
                yield Item(Sentence(f"{heading}: with {wording.listed(list(dict.fromkeys(others)))}."))
    for promise in assessment.open_promises:
        if promise.id == fact_id:
            yield Item(Sentence(f"An open promise: open {wording.months(promise.months_open)}."))
    if any(question.id == fact_id for question in assessment.unanswered):
        yield Item(Sentence("A question without an answer when it was due."))


def _rows(assessment: Assessment, fact_id: str, rows: Sequence[RowResult]) -> Iterator[Item]:
    for kind in KINDS:
        said = concluded(assessment, kind)
        for row in said.rows:
            result = next((one for one in rows if (one.kind, one.id) == (kind, row.id)), None)
            if result is not None and fact_id in result.reason.facts:
                decides = f"; this is the {kind}" if said.certain == row.id else ""
                itself = f"{row.title}: its condition, taken by itself, {HOLDS[result.holds]}{decides}"
                yield Item(Sentence(wording.sentence(itself)), f"{kind}:{row.id}")


def _open(assessment: Assessment, fact_id: str) -> Iterator[Item]:
    for unknown in assessment.unknowns:
        for need in unknown.needs:
            if need.fact == fact_id:
                yield Item(Sentence(wording.sentence(need_words(assessment, need))), unknown.node)
