"""The free text of a case: where it stands, whose words it is, and what is looked for in it."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from ddscore.documents.case_records import searches, versions
from ddscore.documents.lint import loaded, personal, quotations
from ddscore.documents.lint.words import Text, Whole
from ddscore.model.fields import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ddscore.documents.case_records import Facts, Record
    from ddscore.documents.findings import Finding
    from ddscore.documents.positions import NodePath
    from ddscore.model.fields import CaseFields, Field

_LOOKS: Final[Sequence[tuple[Callable[[Whole], bool], Callable[[Text], Iterator[Finding]]]]] = (
    (personal.may_name_persons, personal.lint_personal),
    (loaded.may_be_loaded, loaded.lint_wording),
    (quotations.may_quote, quotations.lint_quotations),
)
"""Each with a glance, which most text passes, and the look at what does not."""
_WITNESSES: Final = "affected-people"
_NOT_TEXT: Final = frozenset({"id"})
_OF_OTHERS: Final = frozenset({"quote", "statement", "question", "by", "standard"})
"""Fields that hold names, or the words of somebody else."""
_OF_A_SOURCE: Final = ("title", "publisher", "commissioned_by", "url", "archived", "copy")


def lint_texts(case: Record, facts: Facts, fields: CaseFields) -> Iterator[Finding]:
    """Find what free text must not hold: persons' data, guilt and motive, and long quotations."""
    yield from quotations.lint_quotes(facts)
    whole = Whole.of(_all_text(case, facts, fields))
    if not any(glance(whole) for glance, _ in _LOOKS):
        return
    for text in free_text(case, facts, fields):
        alone = Whole.of([text.words])
        for glance, look in _LOOKS:
            if glance(alone):
                yield from look(text)


def _all_text(case: Record, facts: Facts, fields: CaseFields) -> list[str]:
    """The text of a case without its places, which takes a fifth of the time."""
    values: list[object] = [case.get(name) for name in ("research", "record", "answers")]
    values += [source for source in case.get("sources", {}).values() if source["kind"] == _WITNESSES]
    for collection, listed in facts.items():
        names = _named(fields, collection)
        for fact in listed:
            values += [fact[name] for name in names if name in fact]
            values += fact.get("updates", ())
    found: list[str] = []
    _gather(values, found)
    return found


def free_text(case: Record, facts: Facts, fields: CaseFields) -> Iterator[Text]:
    """List what a case says in words: of sources, only what is said of those that are affected people."""
    for index, correction in enumerate(case.get("record", {}).get("corrections", ())):
        yield Text(correction["what"], ("record", "corrections", index, "what"))
    for name, source in case.get("sources", {}).items():
        if source["kind"] == _WITNESSES:
            listed = [(source[key], ("sources", name, key)) for key in _OF_A_SOURCE if key in source]
            yield from (Text(str(words), at, own=False) for words, at in listed)
    for _, search, at in searches(case):
        yield from _texts(search.get("searched", ()), (*at, "searched"), own=False)
        yield from _texts(search.get("note"), (*at, "note"), own=True)
    for collection, facts_listed in facts.items():
        names = _named(fields, collection)
        for index, fact in enumerate(facts_listed):
            for record, here in versions(fact, (collection, index)):
                yield from _of_a_record(record, here, names)
    yield from _texts(case.get("answers"), ("answers",), own=False)


def _of_a_record(record: Record, at: NodePath, names: Mapping[str, Sequence[str]]) -> Iterator[Text]:
    for name, inner in names.items():
        if name in record and not inner:
            yield from _texts(record[name], (*at, name), own=name not in _OF_OTHERS)
        elif name in record:
            for within in inner:
                yield from _texts(record[name].get(within), (*at, name, within), own=True)


def _texts(value: object, at: NodePath, *, own: bool) -> Iterator[Text]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield Text(value, at, own)
    elif isinstance(value, list | tuple):
        yield from chain.from_iterable(_texts(one, (*at, index), own=own) for index, one in enumerate(value))
    elif isinstance(value, dict):
        yield from chain.from_iterable(_texts(one, (*at, key), own=own) for key, one in value.items())


@cache
def _named(fields: CaseFields, collection: str) -> Mapping[str, Sequence[str]]:
    """The fields of a collection's facts that hold text; of a mapping, which fields within it."""
    table = fields.collections[collection]
    held = {name: _text_fields(field.fields) for name, field in table.items()}
    plain = _text_fields(table)
    return {name: inner for name, inner in held.items() if inner or name in plain}


def _text_fields(table: Mapping[str, Field]) -> tuple[str, ...]:
    return tuple(name for name, field in table.items() if field.kind is Kind.TEXT and name not in _NOT_TEXT)


def _gather(values: Iterable[Any], found: list[str]) -> None:
    """Add every text in `values`, however deep."""
    for value in values:
        kind = type(value)
        if kind is str:
            found.append(value)
        elif kind is dict:
            _gather(value.values(), found)
        elif kind is list:
            _gather(value, found)
