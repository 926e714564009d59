"""A case: the documented record of one company, as flat lists of sourced facts (FORMATS 1)."""

from collections.abc import Mapping
from typing import NamedTuple

from ddscore.model.dates import PartialDate

COMPANY_KINDS = frozenset({"company", "company-filing", "commissioned-review"})
"""Kinds of source through which a company speaks for itself; they do not corroborate."""


class Source(NamedTuple):
    """A publication from which facts are known."""

    id: str
    kind: str
    published: PartialDate | None
    """The publication's own date, also where it was read through another (`read_in`)."""
    archived: PartialDate | None
    """When a copy was archived; stands in for a missing `published`."""
    republishes: str | None
    """The source that this one copies, and with which it counts as one."""
    roles: tuple[str, ...]
    record: Mapping[str, object]
    """All that the case file says of it, for display."""

    @property
    def known(self) -> PartialDate | None:
        """The publication that decides from when a fact is known; its last day counts."""
        return self.published or self.archived


class Update(NamedTuple):
    """A later change to a fact, known from its own sources."""

    set: Mapping[str, object]
    sources: tuple[str, ...]


class Fact(NamedTuple):
    """One sourced statement of the record.

    `fields` holds what the case file states, dates as `PartialDate`. A field left out is unknown; an
    empty list, false or None says that the source was read and states none.
    """

    id: str
    collection: str
    fields: Mapping[str, object]
    sources: tuple[str, ...]
    updates: tuple[Update, ...] = ()


class Search(NamedTuple):
    """How far one search for a collection's facts went."""

    complete: bool
    """Whether the places searched were gone through to the end."""
    until: PartialDate | None
    """To which date it stands; the case's own date where it is left out."""
    sources: tuple[str, ...]
    """The statement of somebody else that the search rests on, where it does."""
    record: Mapping[str, object]


class CodedAnswer(NamedTuple):
    """A researcher's answer to one of a rubric's questions."""

    answer: object
    """Text, a number or a boolean, as the rubric's scale names it."""
    dimensions: Mapping[str, object]
    """What it was given for, where a question has many answers: element, unit, pool, composite."""
    sources: tuple[str, ...]


class Case(NamedTuple):
    """One company's record and how far the research for it went."""

    id: str
    company: str
    as_of: PartialDate | None
    """The date of assessment unless another is asked for."""
    status: str
    """draft, reviewed or published: whether a second reader has confirmed it."""
    corrections: tuple[Mapping[str, object], ...]
    research: Mapping[str, tuple[Search, ...]]
    sources: Mapping[str, Source]
    facts: Mapping[str, tuple[Fact, ...]]
    """By collection."""
    answers: Mapping[str, Mapping[str, tuple[CodedAnswer, ...]]]
    """Coded answers: by rubric, then by question."""
    entities: Mapping[str, str] = {}
    """Names of the legal persons that facts refer to, by id."""
    relations: Mapping[str, str] = {}
    """What each of them is to the company, by id, where that is recorded."""
    identifiers: Mapping[str, tuple[str, ...]] = {}
    """By which securities and registers know the company: `lei`, `isin`, `ticker`."""
    sha256: str = ""
    answers_sha256: str | None = None
    """Of its `answers_file`, where it has one."""
