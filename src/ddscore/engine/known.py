"""The record as it was known on a date: nothing published later, nothing that had not happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ddscore.model.case import COMPANY_KINDS
from ddscore.model.dates import PartialDate, Truth, add_months
from ddscore.model.fields import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ddscore.model.case import Case, Fact, Search
    from ddscore.model.fields import CaseFields, Field


class _Missing:
    """The type of MISSING, so that it prints as what it means."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()
"""A field that nothing is recorded of; reads unknown."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """A derived value of which only the possibilities are settled."""

    values: tuple[object, ...]


@dataclass(frozen=True, slots=True, eq=False)
class KnownFact:
    """A fact with all that was known of it on the date, later event dates masked as None."""

    id: str
    collection: str
    fields: Mapping[str, object]
    sources: tuple[str, ...]
    """Known sources, those of known updates included."""
    cites: tuple[str, ...]
    """The ids that stand as evidence: its own, or those of the facts it is derived from."""
    certain: bool = True
    """False for a derived fact that is only possible."""
    open_fields: tuple[tuple[str, str], ...] = ()
    """The unrecorded fields, by fact id, that keep it from being certain."""


@dataclass(slots=True, eq=False)
class View:
    """A case as of a date, ready for conditions."""

    as_of: PartialDate
    facts: dict[str, KnownFact]
    """Every known fact by id, whatever its status; the report shows them all."""
    active: dict[str, tuple[KnownFact, ...]]
    """Facts that score, by collection; derived collections are added to it."""
    closed: set[str]
    """Collections in which what does not match is a no."""
    case: Case
    questions: dict[str, tuple[KnownFact, ...]] = field(default_factory=dict)
    """Known coded answers by question; within one that is listed, what does not match is a no."""
    origins: dict[str, str | None] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The date of assessment."""
        return self.as_of.first

    def resolve(self, reference: object) -> KnownFact | None:
        """The fact that scores under that id, if one is known."""
        fact = self.facts.get(reference) if isinstance(reference, str) else None
        return fact if fact is not None and is_active(fact) else None

    def corroboration(self, fact: KnownFact) -> int:
        """The number of independent origins among the fact's known sources (FORMATS 1)."""
        found = {self._origin(source) for source in fact.sources}
        return len(found - {None})

    def _origin(self, source_id: str) -> str | None:
        """The source that it copies, in the end; None where the company speaks for itself."""
        if source_id not in self.origins:
            sources = self.case.sources
            root, seen = sources[source_id], {source_id}
            while root.republishes is not None and root.republishes not in seen:
                root = sources[root.republishes]
                seen.add(root.id)
            self.origins[source_id] = None if root.kind in COMPANY_KINDS else root.id
        return self.origins[source_id]


def is_active(fact: KnownFact) -> bool:
    """Whether a fact scores: corrected, retracted and superseded ones are only shown."""
    return fact.fields.get("status", "active") == "active"


def is_known(case: Case, sources: Iterable[str], day: date) -> bool:
    """Whether something was public: from the last day of the earliest publication among its sources."""
    return any(
        known is not None and known.last <= day
        for known in (case.sources[source].known for source in sources)
    )


def view(case: Case, fields: CaseFields, as_of: PartialDate, search_stands: int) -> View:
    """The case as known on `as_of`, without what was published later."""
    facts: dict[str, KnownFact] = {}
    active: dict[str, tuple[KnownFact, ...]] = {}
    for collection, recorded in case.facts.items():
        table = fields.collections[collection]
        known = [
            _as_known(case, fact, table, as_of.first)
            for fact in recorded
            if is_known(case, fact.sources, as_of.first)
        ]
        facts.update((fact.id, fact) for fact in known)
        active[collection] = tuple(fact for fact in known if is_active(fact))
    closed = {
        collection
        for collection, searches in case.research.items()
        if any(_closes(case, search, as_of.first, search_stands) for search in searches)
    }
    return View(as_of, facts, active, closed, case)


def _closes(case: Case, search: Search, day: date, stands: int) -> bool:
    until = search.until or case.as_of
    if not search.complete or until is None or (search.sources and not is_known(case, search.sources, day)):
        return False
    return until.first >= day or add_months(until.first, stands) >= day


def _as_known(case: Case, fact: Fact, table: Mapping[str, Field], day: date) -> KnownFact:
    fields: Mapping[str, object] = fact.fields
    cited = list(fact.sources)
    for update in fact.updates:
        if is_known(case, update.sources, day):
            fields = merge(fields, update.set)
            cited.extend(update.sources)
    masked = _mask(fields, table, day)
    answered = fields.get("answered")
    if isinstance(answered, PartialDate) and answered.last > day:
        # What describes an answer that has not been given, or may not have been, is not known either.
        masked.pop("response", None)
        masked.pop("statement", None)
    known = tuple(source for source in dict.fromkeys(cited) if is_known(case, (source,), day))
    denials = masked.get("disputed_by")
    if isinstance(denials, list):
        masked["disputed_by"] = [source for source in denials if is_known(case, (source,), day)]
    masked["id"], masked["sources"] = fact.id, known
    return KnownFact(fact.id, fact.collection, masked, known, (fact.id,))


def merge(fields: Mapping[str, object], changes: Mapping[str, object]) -> dict[str, object]:
    """`fields` with `changes`: mappings merge by key, lists and values are replaced."""
    merged = dict(fields)
    for name, value in changes.items():
        old = merged.get(name)
        merged[name] = merge(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return merged


def _mask(fields: Mapping[str, object], table: Mapping[str, Field], day: date) -> dict[str, object]:
    """Event dates after the date of assessment read None: it has not happened."""
    masked = dict(fields)
    for name, value in fields.items():
        if type(value) is PartialDate:
            if value.first > day and table[name].kind is Kind.EVENT_DATE:
                masked[name] = None
        elif isinstance(value, Mapping) and table[name].kind is Kind.MAPPING:
            masked[name] = _mask(value, table[name].fields, day)
    return masked


def happened(value: object, view: View) -> Truth:
    """Whether an event date has come; unknown where it is unrecorded or straddles the date."""
    if value is MISSING:
        return None
    if not isinstance(value, PartialDate):
        return False
    return True if value.last <= view.day else None
