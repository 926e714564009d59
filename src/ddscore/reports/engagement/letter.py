"""The points put to a company for its right of reply: a letter, ready to edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ddscore.reports import wording
from ddscore.reports.story import events, findings
from ddscore.reports.story.attribution import (
    headline,
    source_words,
    text,
    texts,
)
from ddscore.reports.story.blocks import (
    Code,
    Item,
    Items,
    Paragraph,
    Section,
    Sentence,
    Story,
    paragraph,
)
from ddscore.reports.story.caps import caps, shared
from ddscore.reports.story.coding import judged
from ddscore.reports.story.comparisons import commitment
from ddscore.reports.story.opening import opened
from ddscore.reports.story.questions import questions
from ddscore.reports.story.record import active, address, note, quotation, told_in_full
from ddscore.reports.story.replies import replies

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ddscore.model.assessment import Assessment
    from ddscore.model.dates import PartialDate
    from ddscore.reports.story.blocks import Block

    Fact = Mapping[str, object]

_UNCONFIRMED = " The record is a draft: no second reader has confirmed it against its sources yet."
_REQUEST = (
    "Whether anything in these points is wrong, incomplete or out of date, and what shows it.",
    "What the company wishes to say to each of them, in its own words.",
    "What the company has done about them that is public, and where it can be read.",
    "Which parts of the answer, if any, are not meant for publication.",
)
_USE = (
    (
        "The answer is recorded with its date, and a report on this record prints the company's statement in "
        "its own words, at the same size as these points; where it disputes one, beside that point."
    ),
    "What is shown to be wrong is corrected in the record, and the correction is listed with its date.",
    (
        "Without an answer by that date, a report says that none was recorded. A rubric may count a question "
        "that was left unanswered; no point counts as conceded."
    ),
    "A longer time to answer can be agreed.",
)


def letter(assessment: Assessment, deadline: PartialDate | None) -> Story:
    """The letter; whoever sends it fills in what stands in parentheses."""
    by = wording.day(deadline) if deadline is not None else "(date)"
    rubric = assessment.rubric
    points = tuple(_points(assessment))
    others = (
        events.promises(assessment) if assessment.open_promises else None,
        questions(assessment) if active(assessment, "engagement") else None,
        events.actions(assessment) if active(assessment, "actions") else None,
    )
    blocks: tuple[Block, ...] = (
        paragraph("(place and date)"),
        paragraph(f"To: {assessment.case.company}, (department, address)"),
        paragraph("From: (name, organisation, address for the answer)"),
        paragraph(_purpose(assessment, by)),
        paragraph(
            "Each point is attributed to its source. To list it here is not to find that it is so. "
            f"The record is assessed by published rules ({rubric.title}, {rubric.id} {rubric.version}). "
            f"{wording.NATURE}{_UNCONFIRMED if wording.draft(assessment.case.status) else ''}"
        ),
        *(_concluded(assessment) if points else ()),
        *(point.section for point in points),
        *(() if points else (paragraph("The record has no adverse point."),)),
        *(section for section in others if section is not None),
        Section("What we ask", (paragraph(f"Please tell us by {by}:"), _listed(_REQUEST))),
        Section("How the answer will be used", (_listed(_USE),)),
        paragraph("Yours faithfully,"),
        paragraph("(name)"),
        Section("Sources", (_sources(assessment),)),
        _for_the_sender(assessment, deadline, _put(assessment, points)),
    )
    return Story(
        f"Points put to {assessment.case.company} for its reply",
        f"On public sources known on {wording.day(assessment.as_of)}",
        "",
        blocks,
    )


def _purpose(assessment: Assessment, by: str) -> str:
    return (
        f"We keep a record of what public sources say of {assessment.case.company} and human rights, and of "
        "what the company says itself. Before it is used, we put to you the points in it that bear adversely "
        f"on the company, as known on {wording.day(assessment.as_of)}, and ask for your reply by {by}."
    )


def _listed(sentences: tuple[str, ...]) -> Items:
    return Items(tuple(Item(Sentence(sentence)) for sentence in sentences))


def _concluded(assessment: Assessment) -> Iterator[Block]:
    """What a report would open with, and what holds figures down: put to the company as the points are."""
    capped = caps(assessment, shared(assessment))
    yield Section(
        "What the record comes to by these rules",
        (
            paragraph("A report on the record as it stands would open with these sentences:"),
            opened(assessment),
            *([capped] if capped is not None else []),
        ),
    )


class _Point(NamedTuple):
    section: Section
    facts: tuple[str, ...]
    """All that it puts to the company, by their ids."""


def _points(assessment: Assessment) -> Iterator[_Point]:
    """Every adverse finding and every involvement that still stands, each once, numbered."""
    number = 0
    covered: set[str] = set()
    involvements = dict(active(assessment, "involvement"))
    for fact_id, fact in active(assessment, "findings"):
        if text(fact, "direction") == "adverse":
            named = [name for name in texts(fact, "involvement") if name in involvements]
            covered.update(named)
            number += 1
            blocks = tuple(_finding(assessment, fact_id, fact, named))
            yield _Point(Section(f"Point {number} ({fact_id})", blocks), (fact_id, *named))
    for fact_id, fact in involvements.items():
        if fact_id not in covered:
            number += 1
            blocks = tuple(_involvement(assessment, fact_id, fact))
            yield _Point(Section(f"Point {number} ({fact_id})", blocks), (fact_id,))


def _put(assessment: Assessment, points: tuple[_Point, ...]) -> list[str]:
    """Every fact that the letter puts to the company, each once: a reply is recorded as on these."""
    listed = events.listed(assessment) if assessment.open_promises else ()
    actions = [fact_id for fact_id, _ in active(assessment, "actions")]
    return list(dict.fromkeys([*(fact for point in points for fact in point.facts), *listed, *actions]))


def _finding(assessment: Assessment, fact_id: str, fact: Fact, involvements: list[str]) -> Iterator[Block]:
    """A finding with what it is about, the commitments beside it, and what the company has said."""
    if not involvements:
        yield Paragraph(told_in_full(assessment, fact_id))
        yield from quotation(assessment, fact)
        yield from findings.cautions(assessment, fact_id)
        yield from note(fact)
        yield from _replies(assessment, fact_id)
    for involvement in involvements:
        yield from findings.shown(assessment, fact_id, involvement, in_full=True)
        yield from judged(assessment.facts[involvement])
        yield from note(assessment.facts[involvement])
        pairs = [
            pair
            for pair in assessment.contradictions
            if (pair.finding, pair.involvement) == (fact_id, involvement)
        ]
        if pairs:
            blocks = tuple(block for pair in pairs for block in commitment(assessment, pair))
            yield Section("The commitment of the company that it is set beside", blocks)
        yield from _replies(assessment, fact_id, involvement)


def _involvement(assessment: Assessment, fact_id: str, fact: Fact) -> Iterator[Block]:
    """An involvement on which no adverse finding is recorded."""
    yield Paragraph(told_in_full(assessment, fact_id))
    yield from judged(fact)
    yield paragraph("No adverse finding by a body on this is recorded in the sources listed.", tone="note")
    yield from note(fact)
    yield from findings.in_favour(assessment, fact_id, own=False)
    yield from _replies(assessment, fact_id)


def _replies(assessment: Assessment, *facts: str) -> Iterator[Section]:
    """What the company has said to a point, and apart from it denials that others report."""
    return (Section(column.title, column.blocks) for column in replies(assessment, *facts))


def _sources(assessment: Assessment) -> Items:
    """Every source of the record, so that the company can look each point up."""
    return Items(tuple(_source(assessment, name, source) for name, source in assessment.sources.items()))


def _source(assessment: Assessment, name: str, source: Fact) -> Item:
    by = paragraph(wording.sentence(source_words(assessment, name)))
    return Item(Sentence(headline(source)), name, link=address(text(source, "url")), more=(by,))


def _for_the_sender(assessment: Assessment, deadline: PartialDate | None, points: list[str]) -> Section:
    """What to record, so that the reply comes back into the case and stands beside the points."""
    entry = (
        "  - id: right-of-reply",
        "    by: (sender)",
        "    by_kind: (investor, ngo, media or another kind of body)",
        "    asked: (the day it was sent)",
        "    question: (the points put, in a sentence)",
        "    delivered: confirmed",
        *((f"    deadline: {deadline}",) if deadline is not None else ()),
        *(("    addresses:", *(f"      - {point}" for point in points)) if points else ()),
        "    sources: [our-letter] # and its-reply, once it has come",
        "    # Once it has come:",
        "    # answered: (its day)",
        "    # response: (full, partial or declined)",
        "    # statement: (the company's own words)",
        "sources:",
        "  our-letter:",
        "    title: (its subject)",
        "    publisher: (sender)",
        "    kind: (the sender's kind of body)",
        "    published: (its day)",
        "  # its-reply:",
        "    # title: (its subject)",
        "    # publisher: (the company)",
        "    # kind: company",
        "    # published: (its day)",
    )
    told = (
        f"Once it is sent, add this to the case {assessment.case.id}. Until the company replies, the "
        "question counts as open."
    )
    back = (
        "When the reply has come, take away the # before its lines, and leave under `addresses` only the "
        "points that it speaks of: a report then prints the statement beside each of them, at the same size. "
        "Where it denies a fact, name its-reply under `disputed_by` of that fact too. A source is published "
        "on the day from which the public can read it."
    )
    return Section("Not part of the letter", (paragraph(told), Code("engagement:", entry), paragraph(back)))
