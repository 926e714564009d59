"""Checks of what a pattern asks of one field: the operator and the value must fit its type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ddscore.documents.findings import Finding, guess
from ddscore.model.dates import PartialDate
from ddscore.model.fields import DATES, Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ddscore.documents.positions import NodePath
    from ddscore.model.fields import CaseFields, Field

AS_OF = "$as_of"
THIS = "$this.id"

_BOUNDS = frozenset({"at_least", "above", "at_most", "below"})
_DATE_LIMITS = frozenset({"before", "after", "on_or_before", "on_or_after"})

_TYPES = {
    Kind.TEXT: "text",
    Kind.NUMBER: "a number",
    Kind.BOOLEAN: "true or false",
    Kind.SCALAR: "a coded value",
    Kind.EVENT_DATE: "an event date",
    Kind.PLANNED_DATE: "a planned date",
    Kind.VOCABULARY: "a word of a closed vocabulary",
    Kind.REFERENCE: "an id",
    Kind.MAPPING: "a mapping",
}


@dataclass(frozen=True, slots=True)
class Language:
    """What conditions may speak of, with the collection of the fact in hand where there is one."""

    fields: CaseFields
    instruments: Collection[str]
    """The short names in the table of instruments."""
    this: str | None = None

    def within(self, collection: str) -> Language:
        """The same with a fact of that collection in hand."""
        return replace(self, this=collection)


@dataclass(frozen=True, slots=True)
class Asked:
    """The field that a matcher is about."""

    collection: str
    path: str
    field: Field
    language: Language

    def __str__(self) -> str:
        """How a message names the field."""
        return f"`{self.path}` of {self.collection}"


def check_matcher(matcher: object, at: NodePath, asked: Asked) -> Iterator[Finding]:
    """Find what a matcher asks that the field can never answer; `at` is its place in the document."""
    if isinstance(matcher, Mapping):
        for name, operand in matcher.items():
            yield from _operator(name, operand, (*at, name), asked)
    elif isinstance(matcher, list):
        yield from _each(matcher, at, asked)
    else:
        yield from _value(matcher, at, asked)


def _each(values: list[object], at: NodePath, asked: Asked) -> Iterator[Finding]:
    for index, value in enumerate(values):
        yield from _value(value, (*at, index), asked)


def _operator(name: str, operand: object, at: NodePath, asked: Asked) -> Iterator[Finding]:
    misfit = _misfit(name, asked)
    if misfit is not None:
        message, hint = misfit
        yield Finding("rubric/wrong-operator", at, message, hint, at_key=True)
    elif isinstance(operand, list):
        yield from _each(operand, at, asked)
    elif name in _BOUNDS:
        yield from _limit(operand, at, asked)
    elif name in _DATE_LIMITS and operand != AS_OF:
        yield from _date(operand, at, asked)
    elif name == "entails":
        yield from _instrument(operand, at, asked)


def _misfit(name: str, asked: Asked) -> tuple[str, str] | None:
    """Why an operator does not go with the field, and what would; None where it does."""
    field, it_is = asked.field, f"{asked} is {_TYPES[asked.field.kind]}"
    if name == "known":
        if field.kind is Kind.EVENT_DATE:
            return f"`known` does not go with an event date: {it_is}", "ask whether it has `happened`"
    elif field.kind is Kind.MAPPING:
        return f"`{name}` does not go with a mapping: {it_is}", _go_on(asked)
    elif name == "happened":
        if field.kind is not Kind.EVENT_DATE:
            return f"`happened` asks of an event date: {it_is}", _instead(asked)
    elif name == "months" or name in _DATE_LIMITS:
        if field.kind not in DATES:
            return f"`{name}` asks of a date: {it_is}", _instead(asked)
    elif name in _BOUNDS:
        return _unordered(name, asked)
    elif name == "all_of":
        if not field.many:
            return (
                f"`all_of` asks of a list: {asked} has one value",
                "a plain list asks for any of its members",
            )
    elif name == "entails" and not _names_instruments(asked):
        return f"`entails` asks of instruments: {it_is}", _instead(asked)
    return None


def _unordered(name: str, asked: Asked) -> tuple[str, str] | None:
    field = asked.field
    if field.kind in (Kind.NUMBER, Kind.SCALAR) or field.order:
        return None
    if field.kind is Kind.VOCABULARY:
        return f"`{name}` asks for an order: the words of {asked} have none", _instead(asked)
    return f"`{name}` asks of a number or an ordered word: {asked} is {_TYPES[field.kind]}", _instead(asked)


def _instead(asked: Asked) -> str:
    """What can be asked of such a field."""
    match asked.field.kind:
        case Kind.VOCABULARY:
            return f"list the words that count, of {', '.join(asked.field.values)}"
        case Kind.EVENT_DATE | Kind.PLANNED_DATE:
            return f"compare it with a date: {', '.join(sorted(_DATE_LIMITS))}"
        case Kind.NUMBER:
            return f"compare it with a number: {', '.join(sorted(_BOUNDS))}"
        case Kind.BOOLEAN:
            return "write true or false"
        case _:
            return "write the value it must have, or a list of them"


def _go_on(asked: Asked) -> str:
    return f"go on to one of {', '.join(f'{asked.path}.{name}' for name in asked.field.fields)}"


def _names_instruments(asked: Asked) -> bool:
    return asked.field.kind is Kind.VOCABULARY and set(asked.language.instruments) <= set(asked.field.values)


def _limit(limit: object, at: NodePath, asked: Asked) -> Iterator[Finding]:
    order = asked.field.order
    if order and isinstance(limit, str) and limit in asked.field.values and limit not in order:
        message = f"`{limit}` stands outside the order of {asked}"
        yield Finding("rubric/unknown-value", at, message, f"the order is {' < '.join(order)}")
    elif order and limit not in order:
        yield _unknown_word(limit, at, asked, order)
    elif not order and isinstance(limit, str):
        yield _wrong_type(limit, at, asked, Kind.NUMBER)


def _instrument(name: object, at: NodePath, asked: Asked) -> Iterator[Finding]:
    names = asked.language.instruments
    if name not in names:
        hint = guess(name, names, f"write one of {', '.join(names)}")
        yield Finding("rubric/unknown-value", at, f"`{name}` is not in the table of instruments", hint)


def _value(value: object, at: NodePath, asked: Asked) -> Iterator[Finding]:
    """What the field, or a member of it, is to equal."""
    field = asked.field
    if field.kind is Kind.MAPPING:
        yield Finding("rubric/wrong-type", at, f"{asked} is a mapping, which equals no value", _go_on(asked))
    elif value in (AS_OF, THIS) or (isinstance(value, str) and value[:1] == "$" and _is_plain(field)):
        yield from _variable(str(value), at, asked)
    elif value is None or field.kind is Kind.SCALAR:
        return
    elif field.kind in DATES:
        yield from _date(value, at, asked)
    elif not _is_of(value, field.kind):
        yield _wrong_type(value, at, asked, field.kind)
    elif field.kind is Kind.VOCABULARY and value not in field.values:
        yield _unknown_word(value, at, asked, field.values)


def _is_plain(field: Field) -> bool:
    """Whether no value of the field can begin with a dollar sign."""
    return field.kind not in (Kind.TEXT, Kind.SCALAR)


def _is_of(value: object, kind: Kind) -> bool:
    if kind is Kind.BOOLEAN:
        return isinstance(value, bool)
    if kind is Kind.NUMBER:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str)


def _variable(value: str, at: NodePath, asked: Asked) -> Iterator[Finding]:
    language = asked.language
    if value == AS_OF:
        hint = "say `on_or_before: $as_of`" if asked.field.kind in DATES else ""
        message = "`$as_of` is a limit for dates, not a value"
        yield Finding("rubric/misplaced-variable", at, message, hint)
    elif value != THIS:
        hint = guess(value, (AS_OF, THIS), f"there are {AS_OF} and {THIS}")
        yield Finding("rubric/misplaced-variable", at, f"there is no variable `{value}`", hint)
    elif language.this is None:
        message = f"`{THIS}` means the fact in hand, and there is none here"
        hint = "it goes with the levels of a criterion that has `for_each`"
        yield Finding("rubric/this-outside-for-each", at, message, hint)
    elif not any(_same_ids(language.this, named, language.fields) for named in _named(asked)):
        message = f"{asked} never is `{THIS}`: the fact in hand is one of {language.this}"
        yield Finding("rubric/misplaced-variable", at, message, "ask `this: {…}` of the fact in hand itself")


def _named(asked: Asked) -> tuple[str, ...]:
    """The collections whose ids the field holds."""
    if asked.path == "id":
        return (asked.collection,)
    if asked.path.endswith(".id"):
        through = asked.language.fields.find(asked.collection, asked.path.removesuffix(".id"))
        return () if through is None else through.to
    return asked.field.to


def _same_ids(one: str, other: str, fields: CaseFields) -> bool:
    """Whether facts of two collections bear the same ids: an open promise is a promise with more to say."""
    first, second = (fields.collections.get(name, {}) for name in (one, other))
    return one == other or (
        "id" in first
        and "id" in second
        and (first.items() <= second.items() or second.items() <= first.items())
    )


def _date(value: object, at: NodePath, asked: Asked) -> Iterator[Finding]:
    try:
        PartialDate.parse(str(value))
    except ValueError:
        message = f"`{value}` is no date, and {asked} is {_TYPES[asked.field.kind]}"
        yield Finding("rubric/impossible-date", at, message, "write YYYY, YYYY-MM or YYYY-MM-DD")


def _unknown_word(word: object, at: NodePath, asked: Asked, words: Collection[str]) -> Finding:
    hint = guess(word, words, f"write one of {', '.join(words)}")
    return Finding("rubric/unknown-value", at, f"{asked} is never `{word}`", hint)


def _wrong_type(value: object, at: NodePath, asked: Asked, wanted: Kind) -> Finding:
    shown = f'"{value}"' if isinstance(value, str) else str(value).lower()
    message = f"{asked} is {_TYPES[wanted]}, never {shown}"
    return Finding("rubric/wrong-type", at, message, _mend(value, asked, wanted))


def _mend(value: object, asked: Asked, wanted: Kind) -> str:
    """How to write the value so that it has the type of the field."""
    if not isinstance(value, str):
        shown = str(value).lower()
        return (
            _instead(asked)
            if wanted is Kind.VOCABULARY
            else f'quote it: "{shown}"'
            if wanted is Kind.TEXT
            else ""
        )
    if wanted is Kind.BOOLEAN:
        return (
            f"leave out the quotation marks: {value}" if value in ("true", "false") else "write true or false"
        )
    return "write a number, without quotation marks"
