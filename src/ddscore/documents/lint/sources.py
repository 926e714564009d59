"""Sources and entities that nothing uses, that stand twice, or that nobody could read again."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from ddscore.documents.case_records import statements
from ddscore.documents.findings import Finding
from ddscore.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ddscore.documents.case_records import Facts, Record
    from ddscore.documents.lint.context import Context
    from ddscore.model.fields import CaseFields

_FOUND_BY = ("url", "archived", "copy", "read_in")
"""What lets somebody else read a source again."""
_ITSELF = ("predecessor", "successor")
"""What is the company itself, at another time."""


def lint_sources(case: Record, facts: Facts, fields: CaseFields, context: Context) -> Iterator[Finding]:
    """Warn of sources and entities that nothing names, and of what is listed as two and is one."""
    return chain(
        _unused_sources(case, facts, fields, context),
        _unused_entities(case, facts),
        _same_address(case),
    )


def unreachable_sources(case: Record) -> Iterator[Finding]:
    """Tell of sources of which nothing says where they can be read."""
    sources = case.get("sources", {})
    copied = {source.get("republishes") for source in sources.values()}
    for name, source in sources.items():
        if name not in copied and not any(key in source for key in _FOUND_BY):
            message = f"nothing says where `{name}` can be read"
            hint = "give its `url`, an `archived` copy, or a kept `copy`"
            yield _finding("case/unreachable-source", name, message, hint, Severity.NOTE)


def _unused_sources(case: Record, facts: Facts, fields: CaseFields, context: Context) -> Iterator[Finding]:
    unused = set(case.get("sources", ()))
    for listed in facts.values():
        for fact in listed:
            unused.difference_update(fact["sources"])
    if unused:
        # The rest only where it matters: it takes longer than all facts.
        unused.difference_update(_named_anywhere(case, facts, fields))
    if unused and "answers_file" in case:
        unused.difference_update(_named_in_answers(case, context, unused))
    for name in case.get("sources", ()):
        if name in unused:
            message = f"nothing rests on `{name}`"
            hint = "name it where it is a source, or take it out"
            yield _finding("case/unused-source", name, message, hint)


def _named_anywhere(case: Record, facts: Facts, fields: CaseFields) -> Iterator[str]:
    for record, _, stated in statements(case, facts, fields):
        for field, to in stated.references.items():
            named = record.get(field) if to == ("sources",) else None
            if named is not None:
                yield from [named] if isinstance(named, str) else named


def _named_in_answers(case: Record, context: Context, unused: Iterable[str]) -> Iterable[str]:
    """The sources that the answers file names; all of them, where that cannot be read."""
    from ddscore.documents.answers_file import parse_answers
    from ddscore.documents.files import read
    from ddscore.documents.tables import MAX_BYTES
    from ddscore.errors import InputError

    if context.folder is None:
        return unused
    path = context.folder / case["answers_file"]
    try:
        answers = parse_answers(read(path, limit=MAX_BYTES), str(path), case["sources"], {})
    except InputError:
        return unused
    questions = chain.from_iterable(given.values() for given in answers.values())
    return {name for given in questions for answer in given for name in answer.sources}


def _unused_entities(case: Record, facts: Facts) -> Iterator[Finding]:
    entities = case["company"].get("entities", ())
    if not entities:
        return
    named = {fact.get("entity") for listed in facts.values() for fact in listed}
    for listed in facts.values():
        for fact in listed:
            named.update(update["set"].get("entity") for update in fact.get("updates", ()))
    for index, entity in enumerate(entities):
        # Holdings may name the company as it was called before.
        if entity["id"] not in named and entity.get("relation") not in _ITSELF:
            message = f"no fact is about `{entity['id']}`"
            hint = "name it as the `entity` of a fact, or take it out"
            at = ("company", "entities", index, "id")
            yield Finding("case/unused-entity", at, message, hint, severity=Severity.WARNING)


def _same_address(case: Record) -> Iterator[Finding]:
    """Warn of two sources with one address: each would count as an origin of its own."""
    first: dict[str, str] = {}
    sources = case.get("sources", {})
    for name, source in sources.items():
        url = source.get("url")
        if url is None:
            continue
        other = first.setdefault(url, name)
        if other != name and other != source.get("republishes") and name != sources[other].get("republishes"):
            message = f"`{other}` has the same address"
            hint = f"make them one source, or say that one of them `republishes` the other: `{other}`"
            at = ("sources", name, "url")
            yield Finding("case/same-address", at, message, hint, severity=Severity.WARNING)


def _finding(
    check: str, name: str, message: str, hint: str, severity: Severity = Severity.WARNING
) -> Finding:
    return Finding(check, ("sources", name), message, hint, at_key=True, severity=severity)
