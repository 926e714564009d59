"""The record in short, whichever rubric reads it: contradictions, findings, promises, questions, actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports import wording
from ddscore.reports.story import appendix, events, findings
from ddscore.reports.story.attribution import text
from ddscore.reports.story.blocks import Beside, Column, Item, Items, Paragraph, Section, Sentence, paragraph
from ddscore.reports.story.coding import judged
from ddscore.reports.story.comparisons import by_finding, meeting, no_pairs, unworded, weakness
from ddscore.reports.story.questions import questions
from ddscore.reports.story.record import active, actor, told
from ddscore.reports.story.replies import TIED_TO_NONE, denied, replies, said, speaks_elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.assessment import Assessment, Contradiction
    from ddscore.reports.story.blocks import Block

_MOST = 6
"""How many entries of a list are told; of the others, the ids."""
_NO_WORD = "Where nothing by the company stands with an entry, "
_NO_STATEMENT = "the sources listed record no statement by it on that matter."
_NONE_TIED = f"the case file ties no statement by it to that. {TIED_TO_NONE}"
_OTHER_PAIRS = ("possible_contradictions", "disputed", "later")


def on_the_record(assessment: Assessment) -> Iterator[Section]:
    """What there is to tell, in the order of the whole report."""
    yield _comparisons(assessment)
    yield from _points(assessment)
    yield events.promises(assessment, in_full=False)
    yield questions(assessment)
    actions = [name for name, _ in active(assessment, "actions")]
    if actions:
        yield Section("Actions by others", tuple(_listed(assessment, actions)), "actions")
    if assessment.case.corrections:
        yield appendix.corrections(assessment.case)


def _comparisons(assessment: Assessment) -> Section:
    """Each contradiction with both sides and the company's answer; of other pairs, that there are any."""
    pairs = tuple(_pairs(assessment))
    others = tuple(_others(assessment))
    none = () if pairs or others else (paragraph(no_pairs(assessment)),)
    return Section("Commitments beside the record", (*pairs, *others, *none), "comparisons")


def _pairs(assessment: Assessment) -> Iterator[Section]:
    for (finding, involvement), pairs in by_finding(assessment.contradictions):
        committed = tuple(block for pair in pairs for block in _commitment(assessment, pair))
        shown = (Paragraph(_in_words(assessment, finding)), *findings.cautions(assessment, finding))
        columns = (
            Column("What the company committed to", committed),
            Column("What the record shows", (*shown, *_involved(assessment, involvement))),
            *replies(assessment, finding, involvement),
        )
        by = actor(assessment.facts[finding])
        yield Section(f"Contradicted by the finding of {by}", (Beside(columns),))


def _involved(assessment: Assessment, involvement: str) -> Iterator[Block]:
    """What the finding is about, and what others than the company found to the contrary."""
    yield Paragraph(told(assessment, involvement))
    yield from judged(assessment.facts[involvement])
    yield from findings.in_favour(assessment, involvement, own=False)


def _commitment(assessment: Assessment, pair: Contradiction) -> Iterator[Block]:
    yield Paragraph(_in_words(assessment, pair.policy))
    if not text(assessment.facts[pair.policy], "statement"):
        yield unworded()
    yield from meeting(assessment, pair)


def _others(assessment: Assessment) -> Iterator[Block]:
    for kind in _OTHER_PAIRS:
        pairs = getattr(assessment, kind)
        if pairs:
            named = dict.fromkeys(f"{pair.policy} beside {pair.finding}" for pair in pairs)
            title, meaning = wording.PAIRS[kind]
            why = _why(assessment, pairs) if kind == "disputed" else ""
            yield paragraph(f"{title}: {'; '.join(named)}. {meaning}{why}")


def _why(assessment: Assessment, pairs: Sequence[Contradiction]) -> str:
    """Of each finding in disputed pairs, why it decides nothing."""
    said = (
        f"{name}: {weakness(assessment, name)}." for name in dict.fromkeys(pair.finding for pair in pairs)
    )
    return f" {' '.join(said)}"


def _points(assessment: Assessment) -> Iterator[Section]:
    """Findings and involvement that no contradiction has told, each with what the company said to it."""
    paired = {name for pair in assessment.contradictions for name in (pair.finding, pair.involvement)}
    points = {
        wording.COLLECTIONS[collection]: [
            name for name, _ in active(assessment, collection) if name not in paired
        ]
        for collection in ("findings", "involvement")
    }
    last = next((title for title in reversed(points) if points[title]), "")
    for title, names in points.items():
        if names:
            silent = _NO_WORD + (_NONE_TIED if speaks_elsewhere(assessment) else _NO_STATEMENT)
            once = (paragraph(silent, tone="note"),) if title == last else ()
            blocks = (*_listed(assessment, names), *once)
            yield Section(f"Other {title.lower()}" if paired else title, blocks)


def _beside(assessment: Assessment, name: str) -> Iterator[Block]:
    """What must stand with an entry: what qualifies it, on what grounds, and the company's side."""
    fact = assessment.facts[name]
    yield from findings.cautions(assessment, name)
    if fact["collection"] == "involvement":
        yield from judged(fact)
    if fact["collection"] == "actions":
        yield from events.course(assessment, fact)
    yield from said(assessment, name)
    yield from denied(assessment, name)


def _listed(assessment: Assessment, names: list[str]) -> Iterator[Block]:
    """The first of them told; the others by their ids."""
    items = (
        Item(
            _in_words(assessment, name),
            name,
            more=tuple(_beside(assessment, name)),
        )
        for name in names[:_MOST]
    )
    yield Items(tuple(items))
    if len(names) > _MOST:
        rest = names[_MOST:]
        yield paragraph(f"{wording.counted(len(rest), 'One more', 'more')}: {wording.listed(rest)}.")


def _in_words(assessment: Assessment, fact_id: str) -> Sentence:
    """A fact with those who say so, and the words that it quotes."""
    brief, fact = told(assessment, fact_id), assessment.facts[fact_id]
    quoted, stated = text(fact, "quote").strip('“”"'), text(fact, "statement")
    words = f" Quoted: “{quoted}”." if quoted else f" Statement: {wording.sentence(stated)}" if stated else ""
    return Sentence(f"{brief.text}{words}", brief.sources)
