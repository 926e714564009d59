"""The facts of an assessment in attributed sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports import wording
from ddscore.reports.story.blocks import Quotation, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ddscore.model.assessment import Assessment

    Fact = Mapping[str, object]

_NAMED = 3
"""How many sources a sentence names."""


def facts_of(assessment: Assessment, collection: str) -> list[tuple[str, Fact]]:
    """The facts of a collection, with their ids, in the order of the case."""
    return [(name, fact) for name, fact in assessment.facts.items() if fact["collection"] == collection]


def text(fact: Fact, field: str) -> str:
    """A field's text; empty where it is not recorded or states none."""
    value = fact.get(field)
    return "" if value is None else str(value)


def texts(fact: Fact, field: str) -> tuple[str, ...]:
    """A field's texts; a single one counts as a list of one."""
    value = fact.get(field)
    if isinstance(value, list | tuple):
        return tuple(str(member) for member in value)
    return () if value is None else (str(value),)


def known_sources(assessment: Assessment, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those that were public on the date of assessment."""
    return tuple(name for name in names if name in assessment.sources)


def source_words(assessment: Assessment, name: str) -> str:
    """A source as a sentence names it: "Council on Ethics (18 September 2020, read in IPVM)"."""
    source = assessment.sources[name]
    through = assessment.sources.get(text(source, "read_in"))
    read_in = "" if through is None else f", read in {text(through, 'publisher')}"
    return f"{text(source, 'publisher')} ({published(source)}{read_in})"


def published(source: Fact) -> str:
    """When a source was published, in words."""
    if source.get("published") is not None:
        return wording.day(source["published"])
    archived = text(source, "archived")
    on = wording.day(archived)
    return f"archived {on}" if on != archived else "undated"


def address(value: str) -> str:
    """The value where it is an http(s) address that may be linked to; else empty."""
    scheme, _, rest = value.partition("://")
    host = rest[:1] not in ("", "/", "?", "#")
    whole = not any(character.isspace() or character == "\\" for character in rest)
    return value if scheme.lower() in ("http", "https") and host and whole else ""


def name(fact_id: str, fact: Fact) -> str:
    """What a fact is called: its title, else its summary, else where it stands."""
    answers = fact.get("answers")
    if isinstance(answers, list):
        coded = f"coded {answers[0]['answer']}" if len(answers) == 1 else f"{len(answers)} coded answers"
        return f"Question {text(fact, 'question')}: {coded}"
    where = wording.COLLECTIONS.get(text(fact, "collection"), "the record")
    return text(fact, "title") or text(fact, "summary") or f"{fact_id}, without a title under {where}"


def told(assessment: Assessment, fact_id: str) -> Sentence:
    """A fact with those who say so: "According to IPVM (23 September 2020): Five projects in Xinjiang."."""
    fact = assessment.facts.get(fact_id)
    if fact is None:
        return Sentence(f"{fact_id} (not known on the date of assessment).")
    if fact["collection"] == "engagement" and (text(fact, "question") or not text(fact, "title")):
        return attributed(assessment, fact, _asked(assessment, fact))
    return attributed(assessment, fact, name(fact_id, fact))


def told_in_full(assessment: Assessment, fact_id: str) -> Sentence:
    """A fact with those who say so, and with its summary."""
    brief, summary = told(assessment, fact_id), text(assessment.facts[fact_id], "summary")
    if not summary or wording.sentence(summary) in brief.text:
        return brief
    return Sentence(f"{brief.text} {wording.sentence(summary)}", brief.sources)


def attributed(assessment: Assessment, fact: Fact, said: str) -> Sentence:
    """What is said of a fact, after those who say so."""
    by, sources = _told_by(assessment, fact)
    return Sentence(f"According to {by}: {wording.sentence(said)}", sources)


def named(assessment: Assessment, sources: tuple[str, ...]) -> str:
    """Sources as a sentence names them: up to three, else the first two; the citations have them all."""
    words = [source_words(assessment, source) for source in sources]
    if len(words) > _NAMED:
        words = [*words[: _NAMED - 1], f"{len(words) - _NAMED + 1} other sources"]
    return wording.listed(words)


def happened_on(fact: Fact, field: str) -> str:
    """When something happened, in words; empty where it is unrecorded or had not come."""
    return wording.on(fact[field]) if fact.get(field) is not None else ""


def disputed_in(assessment: Assessment, source: str) -> Sentence:
    """Where a fact is disputed."""
    title = text(assessment.sources[source], "title")
    return Sentence(f"Disputed in “{title}”, {source_words(assessment, source)}.", (source,))


def actor(fact: Fact) -> str:
    """Who acted, asked or found: by name, else by kind; empty where neither is recorded."""
    kind = text(fact, "by_kind")
    return text(fact, "by") or (wording.body(kind) if kind else "")


def _asked(assessment: Assessment, fact: Fact) -> str:
    """What was put to the company, by whom and when."""
    when, question = happened_on(fact, "asked"), text(fact, "question")
    put = f"{actor(fact) or 'somebody'} put a question to {assessment.case.company}{when and f' {when}'}"
    return wording.sentence(f"{put}: {question}" if question else put)


def statement(assessment: Assessment, fact: Fact) -> Iterator[Quotation]:
    """What the company said, in its own words or as the case file sums them up."""
    if text(fact, "statement"):
        by, sources = _told_by(assessment, fact)
        yield Quotation(text(fact, "statement"), Sentence(f"Statement, according to {by}", sources))


def quotation(assessment: Assessment, fact: Fact) -> Iterator[Quotation]:
    """A finding's own words."""
    words = text(fact, "quote").strip('“”"')
    if words:
        by, sources = _told_by(assessment, fact)
        languages = {text(assessment.sources[source], "language") for source in sources}
        language = languages.pop() if len(languages) == 1 else ""
        yield Quotation(f"“{words}”", Sentence(f"Quoted from {by}", sources), language)


def _told_by(assessment: Assessment, fact: Fact) -> tuple[str, tuple[str, ...]]:
    sources = known_sources(assessment, texts(fact, "sources"))
    return named(assessment, sources) or "the case file", sources
