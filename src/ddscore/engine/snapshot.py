"""A case as it was public on a day, freed of the days on which its parts became public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.engine.known import merge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ddscore.model.case import Case, Fact, Search, Source
    from ddscore.model.dates import PartialDate


def snapshot(case: Case, as_of: PartialDate) -> Case:
    """The case with what was public on `as_of`, all of which counts as public ever since that day.

    Updates are part of their facts. An assessment as of that day has the same scores; as of any later one,
    those that it would have had if nothing more had come out. Event dates stay, also those of later days.
    """
    public = frozenset(
        name
        for name, source in case.sources.items()
        if source.known is not None and source.known.last <= as_of.first
    )
    facts = {
        collection: tuple(_fact(fact, public) for fact in recorded if not public.isdisjoint(fact.sources))
        for collection, recorded in case.facts.items()
    }
    return case._replace(
        sources={name: _since(source, as_of) for name, source in case.sources.items()},
        facts=facts,
        research={
            collection: tuple(_search(one, case) for one in searches if _is_public(one.sources, public))
            for collection, searches in case.research.items()
        },
        answers={
            rubric: {
                question: tuple(one for one in given if _is_public(one.sources, public))
                for question, given in answers.items()
            }
            for rubric, answers in case.answers.items()
        },
    )


def _is_public(sources: tuple[str, ...], public: frozenset[str]) -> bool:
    """Whether something was public that may rest on no source."""
    return not sources or not public.isdisjoint(sources)


def _since(source: Source, as_of: PartialDate) -> Source:
    return source._replace(published=as_of, archived=None)


def _fact(fact: Fact, public: frozenset[str]) -> Fact:
    fields, cited = fact.fields, [*fact.sources]
    for update in fact.updates:
        if not public.isdisjoint(update.sources):
            fields = merge(fields, update.set)
            cited.extend(update.sources)
    denials = fields.get("disputed_by")
    if isinstance(denials, list):
        fields = {**fields, "disputed_by": _known(denials, public)}
    return fact._replace(fields=fields, sources=tuple(_known(dict.fromkeys(cited), public)), updates=())


def _known(sources: Iterable[str], public: frozenset[str]) -> list[str]:
    return [source for source in sources if source in public]


def _search(search: Search, case: Case) -> Search:
    return search._replace(until=search.until or case.as_of, sources=())
