"""What takes part in the laws: sources, fields, and for each field a few words and days.

Everything is drawn from small sets, so that patterns meet facts. What may stand in a field and what may be
asked of it follows from its type in the case schema; only which fields take part is chosen here.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ddscore.documents.vocabulary import case_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ddscore.model.fields import Field

D = "2020-09-23"
"""The date of assessment."""
SOURCES: Mapping[str, Mapping[str, str]] = {
    "report": {"kind": "ngo", "published": "2018"},
    "copy": {"kind": "media", "published": "2018-12-31", "republishes": "report"},
    "site": {"kind": "company", "published": "2019-03-01"},
    "archive": {"kind": "ngo", "archived": "2020-09-01"},
    "judgment": {"kind": "court", "published": D},
    "monthly": {"kind": "media", "published": "2020-09"},
    "later": {"kind": "court", "published": "2020-12-01"},
}
UNKNOWN_SOURCES = ("monthly", "later")
"""Not known on the date: a month counts from its last day."""
KNOWN_SOURCES = tuple(name for name in SOURCES if name not in UNKNOWN_SOURCES)

RECORDED: Mapping[str, tuple[str, ...]] = {
    "involvement": (
        *(
            "relationship",
            "severity.scale",
            "severity.scope",
            "pattern",
            "rights",
            "period.from",
            "period.to",
        ),
        *("revenue_share", "conflict_affected", "planned_until"),
    ),
    "findings": (
        *(
            "by_kind",
            "involvement",
            "concerns",
            "conclusion",
            "proof",
            "finality",
            "ended_because",
            "direction",
        ),
        *("instruments", "rights", "date"),
    ),
    "policies": ("public", "instruments", "rights", "date", "until", "approved_by"),
    "due_diligence": ("step", "addresses", "date", "disclosed"),
    "promises": ("promised", "made", "due", "partly_kept", "kept"),
    "remediation": ("for", "forms", "offered", "completed", "disclosed"),
    "grievance_mechanisms": ("criteria.accessible", "open_to", "date"),
    "engagement": ("by_kind", "asked", "delivered", "deadline", "answered", "response", "addresses"),
    "actions": ("kind", "grounds", "decided", "follows"),
}
"""Fields of facts, by collection."""
DERIVED: Mapping[str, tuple[str, ...]] = {
    "contradictions": (
        *("basis", "instruments", "rights", "policy.public", "finding.by_kind", "involvement.severity.scale"),
        *("policy", "finding.date", "involvement.period.to"),
    ),
    "open_promises": ("promised", "months_open", "overdue", "made", "due"),
    "unanswered": ("by_kind", "deadline", "asked"),
}
"""What can be asked of derived collections."""
FURTHER: Mapping[str, tuple[str, ...]] = {
    "involvement": ("corroboration",),
    "findings": ("standing", "involvement.severity.scale", "involvement.relationship", "corroboration"),
    "due_diligence": ("addresses.relationship", "addresses.severity.scope"),
    "remediation": ("for.severity.scale", "for.relationship"),
    "actions": ("follows.involvement.pattern", "follows.standing"),
    "engagement": ("addresses.severity.scale", "addresses.standing"),
}
"""What can be asked of facts besides what they state."""
COLLECTIONS = (*RECORDED, *DERIVED)
REQUIRED = ("by_kind", "conclusion", "direction", "finality")
"""Of a finding: it states them, and never null."""
DAYS = (
    "2018",
    "2018-07",
    "2019",
    "2019-06",
    "2019-06-15",
    "2020",
    "2020-09",
    "2020-08-31",
    D,
    "2020-09-24",
    "2021",
)
PLANNED = ("2020", "2020-09", "2019", D, "2020-09-24", "2021")
NUMBERS = (0, 10, 25.5, 50)
MOST_WORDS = 4
WORDS: Mapping[str, tuple[str, ...]] = {
    "rights": ("privacy", "privacy", "life"),
    "instruments": ("UNGP", "UNGP", "ICCPR", "CEDAW"),
    "conclusion": ("upheld", "upheld", "upheld", "partly-upheld", "not-upheld", "pending"),
    "finality": ("final", "final", "final", "withdrawn", "overturned"),
    "direction": ("adverse", "adverse", "adverse", "exculpatory"),
    "proof": ("balance", "credible-information", "indication"),
    "by_kind": ("court", "ngo", "company"),
    "concerns": ("harm", "future-risk"),
    "delivered": ("confirmed", "confirmed", "failed"),
}
"""Of some vocabularies the words that decide, the likely ones more than once, so that facts often pair."""
OFTEN_NULL = ("period.to", "kept", "answered")
"""What often has not happened."""

QUESTIONS, ELEMENTS, UNITS = ("q", "r"), ("a", "b"), ("u", "v")
CODES = ("yes", "part", "no", "na", "unclear")


def paths(collection: str) -> tuple[str, ...]:
    """What patterns can ask of a collection's facts."""
    return (*RECORDED.get(collection, ()), *DERIVED.get(collection, ()), *FURTHER.get(collection, ()))


@cache
def field_of(collection: str, path: str) -> Field:
    """The type of a field."""
    field = case_fields().find(collection, path)
    assert field is not None, (collection, path)
    return field


def words(path: str, field: Field) -> tuple[str, ...]:
    """The words of a vocabulary that take part."""
    return WORDS.get(path.rpartition(".")[2], field.values[:MOST_WORDS])
