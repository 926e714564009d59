"""Checks of what a pattern asks of one field: the operator and the value must fit its type (FORMATS 3)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ddscore.documents.findings import Finding, guess
from ddscore.documents.matching import AS_OF, BOUNDS, DATE_LIMITS, THIS
from ddscore.documents.specimens import COUNTS, can_match
from ddscore.model.dates import PartialDate
from ddscore.model.fields import DATES, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from ddscore.documents.positions import NodePath
    from ddscore.model.fields import CaseFields, Field

_FEW = 10
"""Words that a hint may list without growing too long to read."""

_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")

_KINDS = {
    Kind.TEXT: "text",
    Kind.NUMBER: "a number",
    Kind.BOOLEAN: "true or false",
    Kind.SCALAR: "a code",
    Kind.EVENT_DATE: "an event date",
    Kind.PLANNED_DATE: "a planned date",
    Kind.VOCABULARY: "one of several words",
    Kind.REFERENCE: "an id",
    Kind.MAPPING: "a mapping",
}


class Language(NamedTuple):
    """What conditions may speak of, with the collection of the fact in hand where there is one."""

    fields: CaseFields
    instruments: Mapping[str, Collection[str]]
    """By short name: what each brings with it, itself included."""
    this: str | None = None

    def within(self, collection: str) -> Language:
        """Return the same with a fact of that collection in hand."""
        return self._replace(this=collection)


class Asked(NamedTuple):
    """The field that a matcher is about."""

    collection: str
    path: str
    field: Field
    language: Language

    def __str__(self) -> str:
        """How a message names the field."""
        return f"`{self.path}` of {self.collection}"

    @property
    def name(self) -> str:
        """The last step of the path."""
        return self.path.rpartition(".")[2]

    @property
    def is_through_references(self) -> bool:
        """Whether the path leads through references, and so perhaps to several values or none."""
        steps = self.path.split(".")
        before = (".".join(steps[:length]) for length in range(1, len(steps)))
        found = (self.language.fields.find(self.collection, path) for path in before)
        return any(field is not None and field.kind is Kind.REFERENCE for field in found)

    @property
    def may_be_one_of(self) -> bool:
        """Whether the engine may know of the value only which ones are possible."""
        return self.collection == "contradictions" and self.path == "basis"

    @property
    def nature(self) -> str:
        """What it is, for a message."""
        if self.field.many:
            return "a list"
        if self.field.kind is Kind.VOCABULARY and not self.field.order:
            return "one of several words without an order"
        return _KINDS[self.field.kind]


class _Operator(NamedTuple):
    of: str
    """What it asks of."""
    fits: Callable[[Asked], bool]


def _has_order(asked: Asked) -> bool:
    return asked.field.kind in (Kind.NUMBER, Kind.SCALAR) or bool(asked.field.order)


def _names_instruments(asked: Asked) -> bool:
    return asked.field.kind is Kind.VOCABULARY and set(asked.language.instruments) <= set(asked.field.values)


_OF_A_DATE = _Operator("a date", lambda asked: asked.field.kind in DATES)
_OF_AN_ORDER = _Operator("a number or a word that has an order", _has_order)
_OPERATORS: Mapping[str, _Operator] = {
    "known": _Operator("any field but event dates", lambda asked: asked.field.kind is not Kind.EVENT_DATE),
    "happened": _Operator("an event date", lambda asked: asked.field.kind is Kind.EVENT_DATE),
    "months": _OF_A_DATE,
    **dict.fromkeys(DATE_LIMITS, _OF_A_DATE),
    **dict.fromkeys(BOUNDS, _OF_AN_ORDER),
    "all_of": _Operator("a list", lambda asked: asked.field.many),
    "none_of": _Operator("a value", lambda asked: asked.field.kind is not Kind.MAPPING),
    "entails": _Operator("instruments", _names_instruments),
}


def check_matcher(matcher: object, at: NodePath, asked: Asked) -> Iterator[Finding]:
    """Find what a matcher asks that the field can never answer; `at` is its place in the document."""
    found = list(_unfit(matcher, at, asked))
    yield from found
    if not found and not can_match(matcher, asked):
        message = f"{asked} can never be so"
        yield Finding("rubric/impossible-matcher", at, message, _possible(asked))


def _possible(asked: Asked) -> str:
    """What the field can be."""
    if asked.name == "status":
        return "only active facts score: leave it out"
    if asked.name in COUNTS:
        return "it is a whole number, 0 or more"
    if asked.field.order:
        return f"the order is {' < '.join(asked.field.order)}"
    if asked.field.kind is Kind.EVENT_DATE:
        return "an event that lies after the date of assessment has not happened; ask less of it at once"
    return "ask less of it at once"


def _unfit(matcher: object, at: NodePath, asked: Asked) -> Iterator[Finding]:
    if isinstance(matcher, dict):
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
    operator = _OPERATORS[name]
    if not operator.fits(asked):
        message = f"`{name}` asks of {operator.of}, and {asked} is {asked.nature}"
        yield Finding("rubric/wrong-operator", at, message, _instead(asked), at_key=True)
    elif isinstance(operand, list):
        yield from _each(operand, at, asked)
    elif name in BOUNDS:
        yield from _limit(operand, at, asked)
    elif name in DATE_LIMITS and operand != AS_OF:
        yield from _date(operand, at, asked)
    elif name == "entails" and operand not in asked.language.instruments:
        names = asked.language.instruments
        hint = guess(operand, names, f"write one of {', '.join(names)}")
        yield Finding("rubric/unknown-value", at, f"`{operand}` is not in the table of instruments", hint)


def _limit(limit: object, at: NodePath, asked: Asked) -> Iterator[Finding]:
    order = asked.field.order
    if order and limit in asked.field.values and limit not in order:
        message = f"`{limit}` stands outside the order of {asked}"
        yield Finding("rubric/unknown-value", at, message, f"the order is {' < '.join(order)}")
    elif order and limit not in order:
        yield _unknown_word(limit, at, asked, order)
    elif not order and isinstance(limit, str):
        yield _wrong_type(limit, at, asked, "write a number, without quotation marks")


def _value(value: object, at: NodePath, asked: Asked) -> Iterator[Finding]:
    """Check what the field, or a member of it, is to equal."""
    field = asked.field
    if field.kind is Kind.MAPPING:
        message = f"{asked} is a mapping, which equals no value"
        yield Finding("rubric/wrong-type", at, message, _instead(asked))
    elif _is_variable(value, field):
        yield from _variable(value, at, asked)
    elif value is None or field.kind is Kind.SCALAR:
        return
    elif field.kind in DATES:
        yield from _date(value, at, asked)
    elif not _has_type(value, field.kind):
        yield _wrong_type(value, at, asked, _retyped(value, asked))
    elif field.kind is Kind.VOCABULARY and value not in field.values:
        yield _unknown_word(value, at, asked, field.values)


def _has_type(value: object, kind: Kind) -> bool:
    if kind is Kind.BOOLEAN:
        return isinstance(value, bool)
    if kind is Kind.NUMBER:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind is Kind.REFERENCE:
        return isinstance(value, str) and _ID.fullmatch(value) is not None
    return isinstance(value, str)


def _is_variable(value: object, field: Field) -> bool:
    """Whether a value is one of the variables, or meant as one; other text may begin with a dollar sign."""
    if not isinstance(value, str) or not value.startswith("$"):
        return False
    return field.kind is Kind.REFERENCE or value.startswith(("$this", "$as_of"))


def _variable(value: object, at: NodePath, asked: Asked) -> Iterator[Finding]:
    language = asked.language
    if value == AS_OF:
        message = "`$as_of` is a limit for dates, and not a value"
        yield Finding("rubric/misplaced-variable", at, message, "write `{on_or_before: $as_of}`, for one")
    elif value != THIS:
        message, hint = f"there is no variable `{value}`", guess(value, (AS_OF, THIS), f"there is `{THIS}`")
        yield Finding("rubric/misplaced-variable", at, message, hint)
    elif language.this is None:
        message = f"`{THIS}` names the fact in hand, and there is none here"
        hint = "it goes with the levels of a criterion that has `for_each`"
        yield Finding("rubric/this-outside-for-each", at, message, hint)
    elif not any(_same_ids(language.this, named, language.fields) for named in _named(asked)):
        message = f"{asked} never is `{THIS}`: the fact in hand is one of {language.this}"
        yield Finding("rubric/misplaced-variable", at, message, "ask `this: {…}` of the fact in hand")


def _named(asked: Asked) -> tuple[str, ...]:
    """The collections whose ids the field holds."""
    if asked.path == "id":
        return (asked.collection,)
    if asked.path.endswith(".id"):
        through = asked.language.fields.find(asked.collection, asked.path.removesuffix(".id"))
        return () if through is None else through.to
    return asked.field.to


def _same_ids(one: str, other: str, fields: CaseFields) -> bool:
    """Whether facts of two collections bear the same ids: an open promise is a promise, with more to say."""
    mine, theirs = (fields.collections.get(name, {}) for name in (one, other))
    if "id" not in mine or "id" not in theirs:
        return False
    return mine.items() <= theirs.items() or theirs.items() <= mine.items()


def _date(value: object, at: NodePath, asked: Asked) -> Iterator[Finding]:
    try:
        PartialDate.parse(str(value))
    except ValueError:
        message = f"{asked} is {asked.nature}, and there is no date {value}"
        hint = "write a day, a month or a year: YYYY-MM-DD, YYYY-MM or YYYY"
        yield Finding("rubric/impossible-date", at, message, hint)


def _unknown_word(word: object, at: NodePath, asked: Asked, words: Collection[str]) -> Finding:
    hint = guess(word, words, f"write one of {', '.join(words)}")
    return Finding("rubric/unknown-value", at, f"{asked} is never `{word}`", hint)


def _wrong_type(value: object, at: NodePath, asked: Asked, hint: str) -> Finding:
    shown = f'the text "{value}"' if isinstance(value, str) else str(value).lower()
    message = f"{asked} is {_KINDS[asked.field.kind]}, never {shown}"
    return Finding("rubric/wrong-type", at, message, hint)


def _retyped(value: object, asked: Asked) -> str:
    """How to write the value so that it has the type of the field."""
    if not isinstance(value, str):
        return f'quote it: "{str(value).lower()}"' if asked.field.kind is Kind.TEXT else _instead(asked)
    if value in ("true", "false"):
        return f"leave out the quotation marks: {value}"
    return _instead(asked)


def _instead(asked: Asked) -> str:
    """What can be asked of such a field."""
    match asked.field.kind:
        case Kind.VOCABULARY:
            words = asked.field.values
            return "list the words that count" + (f", of {', '.join(words)}" if len(words) <= _FEW else "")
        case Kind.EVENT_DATE:
            return f"ask whether it has `happened`, or compare it by {', '.join(DATE_LIMITS)}"
        case Kind.PLANNED_DATE:
            return f"compare it by {', '.join(DATE_LIMITS)}"
        case Kind.NUMBER:
            return f"write a number, or compare it by {', '.join(BOUNDS)}"
        case Kind.BOOLEAN:
            return "write true or false"
        case Kind.REFERENCE:
            return "an id has small letters, digits, dots, dashes and underscores"
        case Kind.MAPPING:
            return f"go on to {' or '.join(f'`{asked.path}.{name}`' for name in asked.field.fields)}"
        case _:
            return "write the value that counts, or a list of them"
