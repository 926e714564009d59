"""The facts of an assessment in attributed sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ddscore.reports import wording
from ddscore.reports.story.blocks import Paragraph, Quotation, Sentence, Tone, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.model.assessment import Assessment

    Fact = Mapping[str, object]

_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_ADDRESS = re.compile(r"https?://[^\s/?#\\]+[^\s\\]*", re.IGNORECASE)

EVENTS = frozenset(
    (
        "answered",
        "asked",
        "completed",
        "date",
        "decided",
        "in_force",
        "kept",
        "made",
        "not_handled",
        "offered",
        "partly_kept",
        "recommended",
        "revoked",
        "withdrawn",
    )
)
"""Fields that say when something happened; empty where it had not happened on the date."""
_ENDLESS = frozenset({"until", "due", "deadline", "planned_until"})
"""Fields that mean "none" where they are empty."""
_VERBATIM = frozenset({"by", "products", "standard"})
"""Fields in a source's own words."""
_ELSEWHERE = frozenset(
    (
        "collection",
        "criteria",
        "disputed_by",
        "entity",
        "entity_name",
        "note",
        "period",
        "question",
        "quote",
        "severity",
        "sources",
        "statement",
        "status",
        "summary",
        "title",
        "updates",
    )
)
"""Fields that are not printed in one word after their name."""
_NAMES = {
    "by_kind": "kind of body",
    "relationship": "relationship to the harm",
    "value_chain": "place in the value chain",
    "revenue_share": "share of revenue in percent",
    "leverage": "use of leverage",
    "exit": "ending of the relationship",
    "knowledge": "what the company could know",
    "in_force": "in force since",
    "not_handled": "not taken up",
    "ended_because": "reason for its end",
    "for": "for",
    "made": "made on",
    "agreed_with_affected": "agreed with those affected",
    "conflict_affected": "in a conflict-affected area",
    "independent": "independent of the company",
}


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
    return f"archived {wording.day(archived)}" if _DATE.fullmatch(archived) else "undated"


def address(value: str) -> str:
    """The value where it is an http(s) address that may be linked to; else empty."""
    return value if _ADDRESS.fullmatch(value) else ""


def name(fact_id: str, fact: Fact) -> str:
    """What a fact is called: its title, else its summary, else its id."""
    return text(fact, "title") or text(fact, "summary") or fact_id


def told(assessment: Assessment, fact_id: str) -> Sentence:
    """A fact with those who say so: "According to IPVM (23 September 2020): Five projects in Xinjiang."."""
    fact = assessment.facts.get(fact_id)
    if fact is None:
        return Sentence(f"{fact_id} (not known on the date of assessment).")
    return attributed(assessment, fact, name(fact_id, fact))


def attributed(assessment: Assessment, fact: Fact, said: str) -> Sentence:
    """What is said of a fact, with its sources before it."""
    sources = known_sources(assessment, texts(fact, "sources"))
    by = wording.listed([source_words(assessment, source) for source in sources])
    return Sentence(f"According to {by}: {wording.sentence(said)}", sources)


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


def asked(assessment: Assessment, fact: Fact) -> str:
    """What was put to the company, by whom and when."""
    when, question = happened_on(fact, "asked"), text(fact, "question") or text(fact, "title")
    put = f"{actor(fact) or 'somebody'} put a question to {assessment.case.company}{when and f' {when}'}"
    return wording.sentence(f"{put}: {question}" if question else put)


def statement(assessment: Assessment, fact: Fact) -> Iterator[Quotation]:
    """What the company said, in its own words or as the case file sums them up."""
    if text(fact, "statement"):
        yield _quoted(assessment, fact, text(fact, "statement"), "Statement, according to {}")


def quotation(assessment: Assessment, fact: Fact) -> Iterator[Quotation]:
    """A finding's own words."""
    words = text(fact, "quote").strip('“”"')
    if words:
        yield _quoted(assessment, fact, f"“{words}”", "Quoted from {}")


def _quoted(assessment: Assessment, fact: Fact, words: str, by: str) -> Quotation:
    sources = known_sources(assessment, texts(fact, "sources"))
    languages = {text(assessment.sources[source], "language") for source in sources}
    named = wording.listed([source_words(assessment, source) for source in sources])
    language = languages.pop() if len(languages) == 1 else ""
    return Quotation(words, Sentence(by.format(named), sources), language)


def as_coded(
    assessment: Assessment, fact: Fact, without: frozenset[str] = frozenset()
) -> Iterator[Paragraph]:
    """How the case file codes a fact, and called so: a judgement, not a quotation."""
    details = _coded(assessment, fact, without)
    if details:
        yield paragraph(wording.sentence(f"As coded in the case file: {details}"), tone=Tone.NOTE)


def _coded(assessment: Assessment, fact: Fact, without: frozenset[str]) -> str:
    plain = (
        f"{_NAMES.get(field, wording.plain(field))}: {_value(assessment, field, value)}"
        for field, value in fact.items()
        if field not in _ELSEWHERE and field not in without
    )
    return "; ".join([*plain, *_composed(assessment, fact)])


def _value(assessment: Assessment, field: str, value: object) -> str:
    if value is None:
        if field in _ENDLESS:
            return "none"
        return f"not by {wording.day(assessment.as_of)}" if field in EVENTS else "none stated"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(_value(assessment, field, member) for member in value) or "none named"
    if isinstance(value, Mapping):
        return ", ".join(
            f"{wording.plain(key)} {_value(assessment, key, inner)}" for key, inner in value.items()
        )
    if field in _VERBATIM or str(value) in assessment.facts:
        return str(value)
    said = str(value)
    return wording.day(said) if _DATE.fullmatch(said) else wording.plain(said) if said.islower() else said


def _composed(assessment: Assessment, fact: Fact) -> list[str]:
    """Fields that are mappings, in words."""
    parts = []
    severity, period, criteria = fact.get("severity"), fact.get("period"), fact.get("criteria")
    if isinstance(severity, Mapping):
        of = [
            f"{key} {_value(assessment, key, value)}" for key, value in severity.items() if key != "because"
        ]
        because = text(severity, "because")
        parts.append(f"severity, as judged in the case file: {', '.join(of)}{because and f' ({because})'}")
    if isinstance(period, Mapping):
        parts.append(f"period: {period_words(assessment, period)}")
    if isinstance(criteria, Mapping):
        parts.append(f"effectiveness criteria: {_value(assessment, 'criteria', criteria)}")
    return parts


def period_words(assessment: Assessment, period: Mapping[str, object]) -> str:
    """When something ran: "from 2017, not ended by 23 September 2020"."""
    today = wording.day(assessment.as_of)
    begun, ended = period.get("from"), period.get("to")
    start = "start not recorded" if "from" not in period else f"not begun by {today}"
    end = ", end not recorded" if "to" not in period else f", not ended by {today}"
    start = start if begun is None else f"from {wording.day(begun)}"
    return start + (end if ended is None else f" to {wording.day(ended)}")
