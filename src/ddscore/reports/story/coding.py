"""How the case file codes a fact, in words: a judgement of the file, and called so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ddscore.reports import wording
from ddscore.reports.story.attribution import latest, not_recorded, published, tellers, text
from ddscore.reports.story.blocks import paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.reports.story.attribution import Record
    from ddscore.reports.story.blocks import Paragraph

    Fact = Mapping[str, object]

_EVENTS = frozenset(
    {
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
    }
)
"""Fields that say when something happened; empty where a source says that it had not."""
_WITHOUT_NOT = frozenset({"date", "not_handled"})
_ENDLESS = frozenset({"until", "due", "deadline", "planned_until"})
"""Fields that mean "none" where they are empty."""
_VERBATIM = frozenset({"by", "standard"})
"""Fields in a source's own words."""
_ELSEWHERE = frozenset(
    {
        "collection",
        "disputed_by",
        "entity",
        "entity_name",
        "note",
        "question",
        "quote",
        "sources",
        "statement",
        "status",
        "summary",
        "title",
        "told_by",
        "updates",
    }
)
"""Fields that a report prints in a place of their own."""
_NAMES = {
    "corroboration": "independent sources",
    "criteria": "effectiveness criteria",
    "by_kind": "kind of body",
    "relationship": "relationship to the harm",
    "value_chain": "place in the value chain",
    "revenue_share": "share of revenue in percent",
    "leverage": "use of leverage",
    "exit": "ending of the relationship",
    "knowledge": "what the company could know",
    "in_force": "in force since",
    "not_handled": "not handled",
    "ended_because": "reason for its end",
    "agreed_with_affected": "agreed with those affected",
    "conflict_affected": "in a conflict-affected area",
    "independent": "independent of the company",
}


def field_words(path: str, between: str = ", ") -> str:
    """A field by its name in words; of a path, its steps in order."""
    return between.join(_NAMES.get(step, wording.plain(step)) for step in path.split("."))


def as_coded(
    assessment: Record, fact: Fact, without: frozenset[str] = frozenset(), subject: str = ""
) -> Iterator[Paragraph]:
    """The coded fields of a fact, but for those that are said elsewhere, and on what its severity rests."""
    details = "; ".join(
        f"{field_words(field)}: {_value(assessment, fact, field, value)}"
        for field, value in fact.items()
        if field not in _ELSEWHERE and field not in without
    )
    if details:
        coded = f"{subject}, as coded in the case file" if subject else "As coded in the case file"
        yield paragraph(wording.sentence(f"{coded}: {details}"), tone="note")
    severity = fact.get("severity")
    if isinstance(severity, Mapping) and text(severity, "because"):
        judged = f"The case file says of the severity: {text(severity, 'because')}"
        yield paragraph(wording.sentence(judged), tone="note")


def judged(involvement: Fact) -> Iterator[Paragraph]:
    """What the case file itself judges of an involvement, in a line."""
    severity = involvement.get("severity")
    graded = severity if isinstance(severity, Mapping) else {}
    grades = [
        f"{name} {wording.plain(text(graded, name))}"
        for name in ("scale", "scope", "remediability")
        if text(graded, name)
    ]
    parts = [
        f"{name} {wording.plain(text(involvement, name))}"
        for name in ("relationship", "actuality")
        if text(involvement, name)
    ]
    parts += [f"severity: {', '.join(grades)}"] if grades else []
    if parts:
        yield paragraph(f"Judged in the case file: {'; '.join(parts)}.", tone="note")


def _value(assessment: Record, fact: Fact, field: str, value: object) -> str:
    if value is None:
        return _null(assessment, fact, field)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(_value(assessment, fact, field, member) for member in value) or "none named"
    if isinstance(value, Mapping):
        if field == "period":
            return _period(assessment, fact, value)
        parts = ((key, inner) for key, inner in value.items() if key != "because")
        return ", ".join(
            f"{wording.plain(key)} {_value(assessment, fact, key, inner)}" for key, inner in parts
        )
    if field in _VERBATIM or str(value) in assessment.facts:
        return str(value)
    said = wording.day(value)
    return wording.plain(said) if said.islower() else said


def _null(assessment: Record, fact: Fact, field: str) -> str:
    """A null says what its source said when it was published, and nothing of later days."""
    if field in _ENDLESS:
        return "none"
    if field not in _EVENTS:
        return "none stated"
    negative = "none" if field in _WITHOUT_NOT else f"not {wording.plain(field)}"
    return not_recorded(assessment, fact, negative)


def _period(assessment: Record, fact: Fact, period: Mapping[str, object]) -> str:
    """When it ran: "from 2017, no end recorded in the sources listed (most recent: 23 September 2020)"."""
    begun, ended = period.get("from"), period.get("to")
    if begun is not None:
        start = f"from {wording.day(begun)}"
    else:
        start = not_recorded(assessment, fact, "not begun") if "from" in period else "start not recorded"
    if ended is not None:
        return f"{start} to {wording.day(ended)}"
    if "to" not in period:
        return f"{start}, end not recorded"
    teller = latest(assessment, tellers(assessment, fact))
    recent = "" if teller is None else f" (most recent: {published(assessment.sources[teller])})"
    return f"{start}, no end recorded in the sources listed{recent}"
