"""The facts of an assessment in attributed sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports import wording
from ddscore.reports.story.attribution import askers, named, speakers, tellers, text
from ddscore.reports.story.blocks import Paragraph, Quotation, Sentence, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ddscore.reports.story.attribution import Record

    Fact = Mapping[str, object]


def facts_of(assessment: Record, collection: str) -> list[tuple[str, Fact]]:
    """The facts of a collection, with their ids, in the order of the case."""
    return [(name, fact) for name, fact in assessment.facts.items() if fact["collection"] == collection]


def active(assessment: Record, collection: str) -> list[tuple[str, Fact]]:
    """Those of them that still stand: not corrected, retracted or superseded."""
    return [(name, fact) for name, fact in facts_of(assessment, collection) if is_active(fact)]


def is_active(fact: Fact) -> bool:
    """Whether a fact still stands as it was recorded: others are only shown, in the record."""
    return text(fact, "status") not in wording.STATUSES


def address(value: str) -> str:
    """The value where it is an http(s) address that may be linked to; else empty."""
    scheme, _, rest = value.partition("://")
    host = rest[:1] not in ("", "/", "?", "#")
    # What cannot be printed has no place in an address, and could hide where it leads.
    whole = rest.isprintable() and not any(character.isspace() or character == "\\" for character in rest)
    return value if scheme.lower() in ("http", "https") and host and whole else ""


def beside(file: str) -> str:
    """The address of a file in the same folder, whatever its name is: never one with a scheme of its own."""
    # Late, since a single report does without.
    from urllib.parse import quote

    return quote(file, safe="", errors="surrogatepass")


def name(fact_id: str, fact: Fact) -> str:
    """What a fact is called: its title, else its summary, else where it stands."""
    answers = fact.get("answers")
    if isinstance(answers, list):
        coded = f"coded {answers[0]['answer']}" if len(answers) == 1 else f"{len(answers)} coded answers"
        return f"Question {text(fact, 'question')}: {coded}"
    where = wording.COLLECTIONS.get(text(fact, "collection"), "the record")
    return text(fact, "title") or text(fact, "summary") or f"{fact_id}, without a title under {where}"


def told(assessment: Record, fact_id: str) -> Sentence:
    """A fact with those who say so: "According to IPVM (23 September 2020): Five projects in Xinjiang."."""
    fact = assessment.facts.get(fact_id)
    if fact is None:
        return Sentence(f"{fact_id} (not known on the date of assessment).")
    if fact["collection"] == "engagement" and (text(fact, "question") or not text(fact, "title")):
        return attributed(assessment, fact, _asked(fact), askers(assessment, fact))
    return attributed(assessment, fact, name(fact_id, fact))


def told_in_full(assessment: Record, fact_id: str) -> Sentence:
    """A fact with those who say so, and with its summary."""
    brief, summary = told(assessment, fact_id), text(assessment.facts[fact_id], "summary")
    if not summary or wording.sentence(summary) in brief.text:
        return brief
    return Sentence(f"{brief.text} {wording.sentence(summary)}", brief.sources)


def attributed(assessment: Record, fact: Fact, said: str, by: tuple[str, ...] = ()) -> Sentence:
    """What is said of a fact, after those who say so; whoever denies it is cited with the denial."""
    sources = by or tellers(assessment, fact)
    who = named(assessment, sources) or "the case file"
    return Sentence(f"According to {who}: {wording.sentence(said)}", sources)


def happened_on(fact: Fact, field: str) -> str:
    """When something happened, in words; empty where it is unrecorded or had not come."""
    return wording.on(fact[field]) if fact.get(field) is not None else ""


def actor(fact: Fact) -> str:
    """Who acted, asked or found: by name, else by kind; empty where neither is recorded."""
    kind = text(fact, "by_kind")
    return text(fact, "by") or (wording.body(kind) if kind else "")


def _asked(fact: Fact) -> str:
    """What was put to the company, by whom and when."""
    when, question = happened_on(fact, "asked"), text(fact, "question")
    put = f"{actor(fact) or 'somebody'} put a question to the company{when and f' {when}'}"
    return wording.sentence(f"{put}: {question}" if question else put)


def statement(assessment: Record, fact: Fact) -> Iterator[Quotation]:
    """What the company said, in its own words or as the case file sums them up."""
    if text(fact, "statement"):
        sources = speakers(assessment, fact)
        who = named(assessment, sources) or "the case file"
        by = Sentence(f"Statement, according to {who}", sources)
        yield Quotation(text(fact, "statement"), by)


def quotation(assessment: Record, fact: Fact) -> Iterator[Quotation]:
    """A finding's own words."""
    words = text(fact, "quote").strip('“”"')
    if words:
        sources = tellers(assessment, fact)
        languages = {text(assessment.sources[source], "language") for source in sources}
        language = languages.pop() if len(languages) == 1 else ""
        by = Sentence(f"Quoted from {named(assessment, sources) or 'the case file'}", sources)
        yield Quotation(f"“{words}”", by, language)


def note(fact: Fact) -> Iterator[Paragraph]:
    """What the case file remarks on a fact."""
    if text(fact, "note"):
        yield paragraph(wording.sentence(f"Note in the case file: {text(fact, 'note')}"), tone="note")
