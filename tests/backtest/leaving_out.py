"""A case without what one body contributed to it, so that no recommendation rests on itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.documents.vocabulary import case_fields
from ddscore.model.fields import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ddscore import Case
    from ddscore.model.case import CodedAnswer, Fact, Search, Source

    Answers = Mapping[str, Mapping[str, tuple[CodedAnswer, ...]]]


def leave_out(case: Case, names: Collection[str], reports: Collection[str] = ()) -> Case:
    """A case without a body's findings, actions and publications, and without what rests on these alone.

    `names` are those under which the case has the body, as the one who acts and as publisher; `reports` are
    further sources that tell only what it concluded. What others tell as well stays, with their sources. A
    fact goes with the last of the sources that it is known from, for a later change to it says nothing by
    itself; an action goes with the last of the findings that it follows.
    """
    gone = sources_of(case.sources, names, reports)
    facts = {name: _known_from_others(recorded, names, gone) for name, recorded in case.facts.items()}
    lost = _ids(case.facts) - _ids(facts)
    facts = {name: [fact for fact in kept if not _follows_only(fact, lost)] for name, kept in facts.items()}
    lost = _ids(case.facts) - _ids(facts)
    return case._replace(
        sources={name: source for name, source in case.sources.items() if name not in gone},
        research={name: _searches(searches, gone) for name, searches in case.research.items()},
        facts={name: tuple(_without_references(fact, lost) for fact in kept) for name, kept in facts.items()},
        answers=_answers(case.answers, gone),
    )


def sources_of(
    sources: Mapping[str, Source], names: Collection[str], reports: Collection[str] = ()
) -> frozenset[str]:
    """Ids of what a body published, of the reports named, of copies of these and of what was read in them."""
    gone = {
        name for name, source in sources.items() if source.record["publisher"] in names or name in reports
    }
    while more := {
        name
        for name, source in sources.items()
        if name not in gone and not gone.isdisjoint((source.republishes, source.record.get("read_in")))
    }:
        gone |= more
    return frozenset(gone)


def _known_from_others(
    recorded: Collection[Fact], names: Collection[str], gone: frozenset[str]
) -> list[Fact]:
    return [
        fact._replace(
            sources=_kept(fact.sources, gone),
            updates=tuple(
                update._replace(sources=_kept(update.sources, gone))
                for update in fact.updates
                if _kept(update.sources, gone)
            ),
        )
        for fact in recorded
        if fact.fields.get("by") not in names and _kept(fact.sources, gone)
    ]


def _kept(sources: tuple[str, ...], gone: frozenset[str]) -> tuple[str, ...]:
    return tuple(source for source in sources if source not in gone)


def _ids(facts: Mapping[str, Collection[Fact]]) -> frozenset[str]:
    return frozenset(fact.id for recorded in facts.values() for fact in recorded)


def _follows_only(fact: Fact, lost: frozenset[str]) -> bool:
    stated = [fact.fields, *(update.set for update in fact.updates)]
    followed = [name for fields in stated for name in _named(fields.get("follows"))]
    return bool(followed) and lost.issuperset(followed)


def _named(value: object) -> list[str]:
    """The ids in a field that refers to one fact or to several."""
    return [value] if isinstance(value, str) else list(value) if isinstance(value, list) else []


def _without_references(fact: Fact, lost: frozenset[str]) -> Fact:
    """The fact without the names of facts that are gone: what such a field said is unknown then."""
    table = case_fields().collections[fact.collection]
    to_facts = {
        name
        for name, field in table.items()
        if field.kind is Kind.REFERENCE and not {"entities", "sources"} & set(field.to)
    }

    def left(fields: Mapping[str, object]) -> dict[str, object]:
        return {
            name: [each for each in value if each not in lost] if isinstance(value, list) else value
            for name, value in fields.items()
            if name not in to_facts or not _named(value) or not lost.issuperset(_named(value))
        }

    updates = tuple(update._replace(set=left(update.set)) for update in fact.updates)
    return fact._replace(fields=left(fact.fields), updates=updates)


def _searches(searches: tuple[Search, ...], gone: frozenset[str]) -> tuple[Search, ...]:
    return tuple(
        search._replace(sources=_kept(search.sources, gone))
        for search in searches
        if not search.sources or _kept(search.sources, gone)
    )


def _answers(answers: Answers, gone: frozenset[str]) -> Answers:
    """Coded answers but for those read only in what is gone: a question without any left was not asked."""
    left = {
        rubric: {
            question: tuple(each for each in given if not each.sources or _kept(each.sources, gone))
            for question, given in listed.items()
        }
        for rubric, listed in answers.items()
    }
    return {
        rubric: {question: given for question, given in listed.items() if given}
        for rubric, listed in left.items()
    }
