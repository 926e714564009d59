"""Checks of cases that a schema cannot make: ids, references, searches, dates (FORMATS 1)."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from ddscore.documents.case_consistency import check_consistency
from ddscore.documents.case_dates import check_dates
from ddscore.documents.case_records import fact_lists, searches, statements
from ddscore.documents.findings import MOST, Finding, guess
from ddscore.model.fields import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ddscore.documents.case_records import Facts, Record
    from ddscore.documents.positions import NodePath
    from ddscore.model.fields import CaseFields

_CHAINS = ("republishes", "read_in")
"""What leads from a source to another one."""


def check_case(case: Record, fields: CaseFields) -> list[Finding]:
    """Find what is wrong with a case that its schema accepts: at most 100 findings, errors before warnings."""
    facts = fact_lists(case, fields)
    found = chain(
        _duplicate_ids(case, facts),
        _dangling_sources(case, facts),
        _dangling_references(case, facts, fields),
        _circular_sources(case.get("sources", {})),
        _searches(case, facts),
        check_consistency(facts),
        check_dates(case, facts, fields),
    )
    return list(islice(found, MOST))


def _duplicate_ids(case: Record, facts: Facts) -> Iterator[Finding]:
    """Facts share one set of ids, whatever their collection; entities have one of their own."""
    yield from _repeated({"entities": case["company"].get("entities", ())}, ("company",))
    yield from _repeated(facts, ())


def _repeated(lists: Mapping[str, Sequence[Record]], at: NodePath) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for name, listed in lists.items():
        for index, record in enumerate(listed):
            if record["id"] in first:
                message = f"the id `{record['id']}` already stands in `{first[record['id']]}`"
                yield Finding("case/duplicate-id", (*at, name, index, "id"), message, "change one of them")
            else:
                first[record["id"]] = name


def _dangling_sources(case: Record, facts: Facts) -> Iterator[Finding]:
    """Find ids of sources that stand outside the fields of facts and that no source has."""
    known = case.get("sources", {})
    for name, source in known.items():
        for key in _CHAINS:
            yield from _unlisted(source.get(key), ("sources", name, key), known)
    for _, search, at in searches(case):
        yield from _unlisted(search.get("sources"), (*at, "sources"), known)
    for collection, listed in facts.items():
        for index, fact in enumerate(listed):
            for place, update in enumerate(fact.get("updates", ())):
                at = (collection, index, "updates", place, "sources")
                yield from _unlisted(update["sources"], at, known)
    for rubric, questions in case.get("answers", {}).items():
        for question, answer in questions.items():
            yield from _in_answer(answer, ("answers", rubric, question), known)


def _in_answer(answer: object, at: NodePath, known: Collection[str]) -> Iterator[Finding]:
    if isinstance(answer, list):
        for index, one in enumerate(answer):
            yield from _in_answer(one, (*at, index), known)
    elif isinstance(answer, dict):
        yield from _unlisted(answer.get("sources"), (*at, "sources"), known)


def _unlisted(named: object, at: NodePath, known: Collection[str]) -> Iterator[Finding]:
    for name, here in _each(named, at):
        if name not in known:
            hint = guess(name, known, "list it under `sources`")
            yield Finding("case/dangling-reference", here, f"there is no source `{name}`", hint)


def _each(named: object, at: NodePath) -> list[tuple[str, NodePath]]:
    """The ids in a field that holds one or a list of them, each with its place."""
    if isinstance(named, list):
        return [(name, (*at, index)) for index, name in enumerate(named)]
    return [(named, at)] if isinstance(named, str) else []


def _dangling_references(case: Record, facts: Facts, fields: CaseFields) -> Iterator[Finding]:
    """Find fields that name a fact, an entity or a source that is not there."""
    collections = {fact["id"]: name for name, listed in facts.items() for fact in listed}
    entities = {entity["id"]: "entities" for entity in case["company"].get("entities", ())}
    sources = dict.fromkeys(case.get("sources", ()), "sources")
    for statement in statements(facts, fields):
        for name, named in statement.record.items():
            field = statement.table.get(name)
            if field is None or field.kind is not Kind.REFERENCE:
                continue
            known = sources if "sources" in field.to else entities if "entities" in field.to else collections
            for identifier, at in _each(named, (*statement.at, name)):
                if known.get(identifier) not in field.to:
                    yield _dangling(identifier, at, field.to, known)


def _dangling(identifier: str, at: NodePath, to: Sequence[str], known: Mapping[str, str]) -> Finding:
    if identifier in known:
        message = f"`{identifier}` stands in `{known[identifier]}`, and here only {_either(to)} can be named"
        return Finding("case/dangling-reference", at, message)
    fitting = [name for name, collection in known.items() if collection in to]
    hint = guess(identifier, fitting, f"it must stand in {_either(to)}")
    return Finding("case/dangling-reference", at, f"nothing has the id `{identifier}`", hint)


def _either(names: Sequence[str]) -> str:
    return " or ".join(f"`{name}`" for name in names)


def _circular_sources(sources: Mapping[str, Record]) -> Iterator[Finding]:
    """A source cannot copy itself, nor be read in itself, by however many steps."""
    for key in _CHAINS:
        settled: set[str] = set()
        for start in sources:
            chain_of: dict[str, None] = {}
            name: str | None = start
            while name is not None and name not in settled and name not in chain_of:
                chain_of[name] = None
                name = sources[name].get(key) if name in sources else None
            if name in chain_of:
                steps = list(chain_of)
                circle = steps[steps.index(name) :]
                way = " → ".join(f"`{step}`" for step in (*circle, name))
                message = f"by `{key}` this source leads back to itself: {way}"
                hint = "leave it out of the original"
                yield Finding("case/circular-sources", ("sources", name, key), message, hint)
            settled.update(chain_of)


def _searches(case: Record, facts: Facts) -> Iterator[Finding]:
    """An empty list is no search, and a complete one must say up to when."""
    research = case.get("research", {})
    for name, listed in facts.items():
        if not listed and not research.get(name):
            message = f"`{name}` is empty, and no search says that nothing was found"
            hint = f"record the search under `research.{name}`, or leave the empty list out: nothing is known"
            yield Finding("case/empty-without-search", (name,), message, hint, at_key=True)
    for name, search, at in searches(case):
        if search["coverage"] == "complete" and "until" not in search and "as_of" not in case:
            message = f"this search of `{name}` is complete, and does not say up to when"
            hint = "add `until`, or give the case an `as_of`"
            yield Finding("case/search-without-date", at, message, hint)
