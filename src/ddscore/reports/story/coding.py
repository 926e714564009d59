"""How the case file codes a fact, in words: a judgement of the file, and called so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ddscore.reports import wording
from ddscore.reports.story.blocks import paragraph
from ddscore.reports.story.record import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.model.assessment import Assessment
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
"""Fields that say when something happened; empty where it had not happened on the date."""
_ENDLESS = frozenset({"until", "due", "deadline", "planned_until"})
"""Fields that mean "none" where they are empty."""
_VERBATIM = frozenset({"by", "products", "standard"})
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
        "updates",
    }
)
"""Fields that a report prints in a place of their own."""
_NAMES = {
    "criteria": "effectiveness criteria",
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
    "agreed_with_affected": "agreed with those affected",
    "conflict_affected": "in a conflict-affected area",
    "independent": "independent of the company",
}


def field_words(path: str) -> str:
    """A field by its name in words; of a path, its steps in order."""
    return ", ".join(_NAMES.get(step, wording.plain(step)) for step in path.split("."))


def as_coded(
    assessment: Assessment, fact: Fact, without: frozenset[str] = frozenset()
) -> Iterator[Paragraph]:
    """The coded fields of a fact, but for those that are said elsewhere, and on what its severity rests."""
    details = _coded(assessment, fact, without)
    if details:
        yield paragraph(wording.sentence(f"As coded in the case file: {details}"), tone="note")
    severity = fact.get("severity")
    if isinstance(severity, Mapping) and text(severity, "because"):
        judged = f"The case file says of the severity: {text(severity, 'because')}"
        yield paragraph(wording.sentence(judged), tone="note")


def _coded(assessment: Assessment, fact: Fact, without: frozenset[str]) -> str:
    return "; ".join(
        f"{field_words(field)}: {_value(assessment, field, value)}"
        for field, value in fact.items()
        if field not in _ELSEWHERE and field not in without
    )


def _value(assessment: Assessment, field: str, value: object) -> str:
    if value is None:
        if field in _ENDLESS:
            return "none"
        return f"not by {wording.day(assessment.as_of)}" if field in _EVENTS else "none stated"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(_value(assessment, field, member) for member in value) or "none named"
    if isinstance(value, Mapping):
        if field == "period":
            return _period(assessment, value)
        parts = ((key, inner) for key, inner in value.items() if key != "because")
        return ", ".join(f"{wording.plain(key)} {_value(assessment, key, inner)}" for key, inner in parts)
    if field in _VERBATIM or str(value) in assessment.facts:
        return str(value)
    said = wording.day(value)
    return wording.plain(said) if said.islower() else said


def _period(assessment: Assessment, period: Mapping[str, object]) -> str:
    """When it ran: "from 2017, not ended by 23 September 2020"."""
    today = wording.day(assessment.as_of)
    begun, ended = period.get("from"), period.get("to")
    start = "start not recorded" if "from" not in period else f"not begun by {today}"
    end = ", end not recorded" if "to" not in period else f", not ended by {today}"
    start = start if begun is None else f"from {wording.day(begun)}"
    return start + (end if ended is None else f" to {wording.day(ended)}")
