"""Who says so: sources as sentences name them, and those who told a fact."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

from ddscore.model.dates import PartialDate
from ddscore.reports import wording
from ddscore.reports.story.blocks import Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    Fact = Mapping[str, object]

OWN = frozenset({"company", "company-filing", "commissioned-review"})
"""Kinds of source and of body that speak for the company or at its order."""
_OWN_WORDS = frozenset({"company", "company-filing"})
"""Kinds of source in which the company itself speaks."""
_NAMED = 3
"""How many sources a sentence names."""


class Record(Protocol):
    """What can be told from: an assessment, or whatever else has facts and sources by their ids."""

    @property
    def facts(self) -> Mapping[str, Fact]:
        """Facts as they were known."""

    @property
    def sources(self) -> Mapping[str, Fact]:
        """What they rest on."""


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


def date_of(fact: Fact, field: str) -> PartialDate | None:
    """A field's date; None where it is not recorded, states none, or is no date."""
    try:
        return PartialDate.parse(text(fact, field))
    except ValueError:
        return None


def known_sources(assessment: Record, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those that were public on the date of assessment."""
    return tuple(name for name in names if name in assessment.sources)


def cited(assessment: Record, fact: Fact) -> tuple[str, ...]:
    """All sources of a fact, those included that deny it or only added a note."""
    return known_sources(assessment, texts(fact, "sources"))


def tellers(assessment: Record, fact: Fact) -> tuple[str, ...]:
    """The sources that assert a fact; all of its sources where that is not recorded."""
    return known_sources(assessment, texts(fact, "told_by")) or cited(assessment, fact)


def latest(assessment: Record, names: tuple[str, ...]) -> str | None:
    """The source that was published last."""
    return max(names, key=lambda name: _published(assessment.sources[name]), default=None)


def source_words(assessment: Record, name: str) -> str:
    """A source as a sentence names it: "Council on Ethics (18 September 2020, read in IPVM [ipvm])"."""
    return f"{publisher(assessment, name)} ({dated(assessment, name)})"


def publisher(assessment: Record, name: str) -> str:
    """Who published a source: "Reuters, as republished by Financial Post"."""
    source = assessment.sources[name]
    by = text(source, "publisher")
    origin = text(assessment.sources.get(text(source, "republishes"), {}), "publisher")
    return f"{origin}, as republished by {by}" if origin not in ("", by) else by


def dated(assessment: Record, name: str) -> str:
    """When a source was published, and where it was read if not in the original."""
    source = assessment.sources[name]
    carrier = text(source, "read_in")
    through = assessment.sources.get(carrier)
    if through is not None:
        return f"{published(source)}, read in {text(through, 'publisher')} [{carrier}]"
    return f"{published(source)}{', not read in the original' if 'read_in' in source else ''}"


def published(source: Fact) -> str:
    """When a source was published, in words."""
    if source.get("published") is not None:
        return wording.day(source["published"])
    archived = text(source, "archived")
    on = wording.day(archived)
    return f"archived {on}" if on != archived else "undated"


def headline(source: Fact) -> str:
    """A source's title, as somebody else's words."""
    return f"“{text(source, 'title')}”"


def named(assessment: Record, names: tuple[str, ...]) -> str:
    """Sources as a sentence names them: up to three, else the first two; the citations have them all."""
    words = [source_words(assessment, name) for name in _origins(assessment, names)]
    if len(words) > _NAMED:
        words = [*words[: _NAMED - 1], f"{len(words) - _NAMED + 1} other sources"]
    return wording.listed(words)


def _origins(assessment: Record, names: tuple[str, ...]) -> list[str]:
    """One source for each origin, itself where it is among them: what republishes it is no other voice."""
    chosen: dict[str, str] = {}
    for name in names:
        origin = _origin(assessment, name)
        if origin not in chosen or name == origin:
            chosen[origin] = name
    return list(chosen.values())


def _origin(assessment: Record, name: str) -> str:
    """The source that it republishes, in the end."""
    seen = {name}
    while (copied := text(assessment.sources[name], "republishes")) in assessment.sources.keys() - seen:
        seen.add(copied)
        name = copied
    return name


def speakers(assessment: Record, fact: Fact) -> tuple[str, ...]:
    """The sources in which the company itself speaks; where a fact has none, those who tell it."""
    told = tellers(assessment, fact)
    own = tuple(name for name in told if text(assessment.sources[name], "kind") in _OWN_WORDS)
    return own or told


def askers(assessment: Record, fact: Fact) -> tuple[str, ...]:
    """The sources that tell what was asked: not the company's own, unless no other does."""
    told = tellers(assessment, fact)
    return tuple(name for name in told if not is_own(assessment, name)) or told


def told_by(assessment: Record, fact: Fact) -> str:
    """Those who assert a fact, as a sentence names them."""
    return named(assessment, tellers(assessment, fact)) or "the case file"


def not_recorded(assessment: Record, fact: Fact, negative: str) -> str:
    """A negative with whoever stated it last and when: "not kept, according to IPVM (29 June 2021)".

    The company's own word for what it did is not taken for word of what it did not do.
    """
    teller = latest(assessment, tellers(assessment, fact))
    if teller is None:
        return negative
    if not is_own(assessment, teller):
        return f"{negative}, according to {source_words(assessment, teller)}"
    recent = source_words(assessment, latest(assessment, cited(assessment, fact)) or teller)
    return f"{negative} so far as recorded (most recent source: {recent})"


def is_own(assessment: Record, name: str) -> bool:
    """Whether the company itself speaks in a source, or somebody at its order."""
    return text(assessment.sources[name], "kind") in OWN


def disputed(assessment: Record, name: str) -> Sentence:
    """A denial: by the company itself, or as somebody else reports or states it."""
    source = assessment.sources[name]
    title, by = headline(source), source_words(assessment, name)
    if is_own(assessment, name):
        return Sentence(f"Disputed by {by}, {title}.", (name,))
    reports = "republishes" in source or {"denial", "report"} & set(texts(source, "role"))
    return Sentence(f"{'A denial is reported in' if reports else 'Disputed in'} {title}, {by}.", (name,))


def _published(source: Fact) -> date:
    known = date_of(source, "published") or date_of(source, "archived")
    return date.min if known is None else known.last
