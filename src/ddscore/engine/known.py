"""The record as it was known on a date: nothing published later, nothing that had not happened."""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import cache
from typing import TYPE_CHECKING, Final

from ddscore.model.case import COMPANY_KINDS
from ddscore.model.dates import PartialDate, Truth, add_months
from ddscore.model.fields import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ddscore.model.case import Case, Fact, Search
    from ddscore.model.fields import CaseFields, Field


DERIVED_FROM: Final[Mapping[str, tuple[str, ...]]] = {
    "contradictions": ("policies", "findings", "involvement"),
    "open_promises": ("promises",),
    "unanswered": ("engagement",),
}
"""What each derived collection is drawn from, and is closed with (FORMATS 2)."""
_ASIDE: Final = frozenset({"note", "disputed_by", "knowledge", "status"})
"""What an update may say beside a fact, without its sources saying the fact itself."""


class _Missing:
    """The type of MISSING, so that it prints as what it means."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()
"""A field that nothing is recorded of; reads unknown."""


_NO_ID: Final = "?"
"""No fact in a case can have it."""


class OneOf:
    """A derived value of which only the possibilities are settled."""

    __slots__ = ("values",)

    def __init__(self, values: tuple[object, ...]) -> None:
        self.values = values

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OneOf) and self.values == other.values

    def __hash__(self) -> int:
        return hash(self.values)


class KnownFact:
    """A fact with all that was known of it on the date, later event dates masked as None."""

    __slots__ = ("certain", "cites", "collection", "fields", "id", "open_fields", "sources", "told_by")

    def __init__(
        self,
        id: str,  # noqa: A002 - the field's own name
        collection: str,
        fields: Mapping[str, object],
        sources: tuple[str, ...],
        cites: tuple[str, ...],
        certain: bool = True,
        open_fields: tuple[tuple[str, str], ...] = (),
        told_by: tuple[str, ...] = (),
    ) -> None:
        self.id = id
        self.collection = collection
        self.fields = fields
        self.sources = sources
        """Known sources, those of known updates included."""
        self.cites = cites
        """The ids that stand as evidence: its own, or those of the facts it is derived from."""
        self.certain = certain
        """False for a derived fact that is only possible."""
        self.open_fields = open_fields
        """The unrecorded fields, by fact id, that keep it from being certain."""
        self.told_by = told_by
        """Of its known sources those that assert it: not denials, nor what only added a note."""

    def is_like(self, other: KnownFact) -> bool:
        """Whether it says the same on the same ground."""
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)


@cache
def unlisted(collection: str) -> KnownFact:
    """A fact that may be found yet, where no search was complete: nothing is known of it or refers to it."""
    return KnownFact(_NO_ID, collection, {}, (), (), certain=False)


def is_unlisted(fact: KnownFact) -> bool:
    """Whether a fact is only one that may be found yet."""
    return fact.id == _NO_ID


class View:
    """A case as of a date, ready for conditions."""

    __slots__ = ("active", "as_of", "case", "closed", "facts", "origins", "public", "questions")

    def __init__(self, case: Case, as_of: PartialDate, facts: Mapping[str, KnownFact] | None = None) -> None:
        self.case = case
        self.as_of = as_of
        self.facts = dict(facts or {})
        """Every known fact by id, whatever its status; the report shows them all."""
        self.active: dict[str, tuple[KnownFact, ...]] = {}
        """Facts that score, by collection; derived collections are added to it."""
        self.closed: set[str] = set()
        """Collections in which what does not match is a no."""
        self.public = _public(case, as_of.first)
        """The sources that were published by the date."""
        self.questions: dict[str, tuple[KnownFact, ...]] = {}
        """Known coded answers by question; within one that is listed, what does not match is a no."""
        self.origins: dict[str, str | None] = {}

    @property
    def day(self) -> date:
        """The date of assessment."""
        return self.as_of.first

    def knows(self, sources: Iterable[str]) -> bool:
        """Whether something was public: from the last day of the earliest publication among its sources."""
        return not self.public.isdisjoint(sources)

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


def view(case: Case, fields: CaseFields, as_of: PartialDate, search_stands: int) -> View:
    """The case as known on `as_of`, without what was published later."""
    seen = View(case, as_of)
    for collection, recorded in case.facts.items():
        table = fields.collections[collection]
        known = [_as_known(seen, fact, table) for fact in recorded if seen.knows(fact.sources)]
        seen.facts.update([(fact.id, fact) for fact in known])
        seen.active[collection] = tuple([fact for fact in known if is_active(fact)])
    _close(seen, search_stands)
    return seen


def view_later(
    before: View, fields: CaseFields, as_of: PartialDate, search_stands: int, turned: Set[str]
) -> View:
    """The same case as known on a later day; facts that are not among `turned` stay the same objects."""
    case = before.case
    seen = View(case, as_of, before.facts)
    seen.origins = before.origins
    for collection, recorded in case.facts.items():
        anew = [fact for fact in recorded if fact.id in turned]
        table = fields.collections[collection]
        seen.facts.update([(f.id, _as_known(seen, f, table)) for f in anew if seen.knows(f.sources)])
        known = [seen.facts[fact.id] for fact in recorded if fact.id in seen.facts] if anew else ()
        seen.active[collection] = (
            tuple([fact for fact in known if is_active(fact)]) if anew else before.active[collection]
        )
    _close(seen, search_stands)
    return seen


def _public(case: Case, day: date) -> frozenset[str]:
    return frozenset(
        name for name, source in case.sources.items() if source.known is not None and source.known.last <= day
    )


def _close(seen: View, search_stands: int) -> None:
    seen.closed.update(
        collection
        for collection, searches in seen.case.research.items()
        if any(_closes(seen, search, search_stands) for search in searches)
    )


def _closes(seen: View, search: Search, stands: int) -> bool:
    until = search.until or seen.case.as_of
    if not search.complete or until is None or (search.sources and not seen.knows(search.sources)):
        return False
    months = (seen.day.year - until.first.year) * 12 + seen.day.month - until.first.month
    if months == stands:
        return add_months(until.first, stands) >= seen.day
    # Not by counting on to a day, which the calendar may not reach.
    return months < stands or until.first >= seen.day


def _as_known(seen: View, fact: Fact, table: Mapping[str, Field]) -> KnownFact:
    fields, cited, asserting = fact.fields, fact.sources, fact.sources
    for update in fact.updates:
        if seen.knows(update.sources):
            fields = merge(fields, update.set)
            cited += update.sources
            if not update.set.keys() <= _ASIDE:
                asserting += update.sources
    masked = _mask(fields, table, seen.day)
    answered = fields.get("answered")
    if isinstance(answered, PartialDate) and answered.last > seen.day:
        # What describes an answer that has not been given, or may not have been, is not known either.
        masked.pop("response", None)
        masked.pop("statement", None)
    known = told_by = tuple([source for source in dict.fromkeys(cited) if source in seen.public])
    denials = masked.get("disputed_by")
    denying = denials if isinstance(denials, list) else []
    if denying:
        masked["disputed_by"] = [source for source in denying if source in seen.public]
    if denying or asserting is not cited:
        told_by = tuple([source for source in known if source in asserting and source not in denying])
    masked["id"], masked["sources"] = fact.id, known
    return KnownFact(fact.id, fact.collection, masked, known, (fact.id,), told_by=told_by or known)


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
        elif type(value) is dict:
            masked[name] = _mask(value, table[name].fields, day)
    return masked


def happened(value: object, view: View) -> Truth:
    """Whether an event date has come; unknown where it is unrecorded or straddles the date."""
    if value is MISSING:
        return None
    if not isinstance(value, PartialDate):
        return False
    return True if value.last <= view.day else None
