"""What a refusal by a schema means, in the words of the formats."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from ddscore.documents import meant
from ddscore.documents.schema import parsed, resolved
from ddscore.documents.shown import bare, either, listed, nature, shown
from ddscore.documents.slugs import slug
from ddscore.documents.stray import glued_key, plain, stray
from ddscore.model.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ddscore.documents.positions import NodePath
    from ddscore.documents.schema import Schema

_TYPES = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "null",
}
_AS_LIST = "begin each item with a dash"
_HOST = re.compile(r"[A-Za-z0-9-]+(?:[.][A-Za-z0-9-]+)+(?:/|$)")
_LETTERS = "only small letters, digits, dots, dashes and underscores"
_WRITTEN = ("case", "rubric", "rubric-test")
"""What people write by hand, and may begin with the wrong line."""
_SHARED = ("ddscore", "id")
_ENOUGH = 2
_FEW = 8
_SHORT = 60
_DOCUMENTS = {
    "case": "a case",
    "rubric": "a rubric",
    "rubric-test": "a rubric's test",
    "assessment": "an assessment",
    "problems": "a list of problems",
    "portfolio": "a portfolio",
    "history": "a history",
    "diff": "a comparison",
    "log": "a log",
    "robustness": "an analysis of robustness",
    "engagement": "a list of questions",
    "verification": "a verification",
    "rubric-test-results": "a list of results of tests",
}


class Broken(NamedTuple):
    """A rule of a schema that some value breaks."""

    keyword: str
    """The rule, by the schema's name for it: `enum`, `required`."""
    limit: Any
    """What the rule asks for."""
    value: Any
    schema: Schema
    """The schema that holds the rule, with what it refers to."""
    path: NodePath
    at_key: bool
    """Whether the last key of the path breaks it, and not its value."""
    definitions: Schema = {}
    """What the schema's `$ref`s name."""
    needed: bool = False
    """Whether what holds the value cannot go without it."""


class Refused(NamedTuple):
    """What is wrong with one part of a document, and how to mend it."""

    check: str
    """The problem's id without its family: `unknown-field`."""
    message: str
    hint: str
    path: NodePath
    at_key: bool = False
    """Whether the key is wrong, and not its value."""


def not_of_this_kind(kind: str, document: object) -> Refused | None:
    """Say that a document is something else altogether, if it is."""
    wanted, begin = _DOCUMENTS[kind], f"begin the file with `ddscore: {kind}/1`"
    if not isinstance(document, dict):
        return Refused("kind", f"this is {nature(document)}, not {wanted}", begin, ())
    if "ddscore" not in document:
        return Refused("kind", f"this does not say that it is {wanted}", begin, ())
    stated = document["ddscore"]
    if stated == f"{kind}/1":
        return _of_another_kind(kind, document)
    name, _, version = str(stated).partition("/")
    if name == kind and version:
        message = (
            f"this is {wanted} in version {shown(version)} of the format, which this ddscore cannot read"
        )
        return Refused(
            "version", message, f"it reads `{kind}/1`; see whether a newer ddscore reads this", ("ddscore",)
        )
    if name in _DOCUMENTS and name != kind:
        hint = f"{wanted} begins with `ddscore: {kind}/1`"
        return Refused("kind", f"this is {_DOCUMENTS[name]}, not {wanted}", hint, ("ddscore",))
    return Refused("kind", f"`ddscore` cannot be {shown(stated)}", f"write `ddscore: {kind}/1`", ("ddscore",))


def _of_another_kind(kind: str, document: Mapping[str, Any]) -> Refused | None:
    """Say that a document begins as one kind and goes on as another."""
    if kind not in _WRITTEN:
        return None
    own = set(parsed(kind)["properties"])
    theirs = {other: document.keys() & (set(parsed(other)["properties"]) - own) for other in _WRITTEN}
    meant = max(theirs, key=lambda other: len(theirs[other]))
    if len(theirs[meant]) < _ENOUGH or len(theirs[meant]) <= len(document.keys() & own) - len(_SHARED):
        return None
    message = f"this begins as {_DOCUMENTS[kind]}, and has the fields of {_DOCUMENTS[meant]}"
    return Refused("kind", message, f"begin the file with `ddscore: {meant}/1`", ("ddscore",))


def word(broken: Broken) -> Refused:
    """Put a broken rule into words."""
    check, message, hint = _WORDINGS[broken.keyword](broken)
    return Refused(check, message, hint, broken.path, broken.at_key)


_Words = tuple[str, str, str]
"""A check, a message, a hint."""


def _unknown_field(broken: Broken) -> _Words:
    name = broken.path[-1]
    if isinstance(name, str) and (glued := glued_key(name)):
        return "unknown-field", *glued
    message = f"{shown(name)} is no field of {broken.schema.get('title', 'this mapping')}"
    return (
        "unknown-field",
        message,
        meant.did_you_mean(name, list(broken.schema["properties"]), "its fields are"),
    )


def _wrong_word(broken: Broken) -> _Words:
    words = [str(choice) for choice in broken.limit if choice is not None]
    if odd := stray(broken.value):
        said = plain(broken.value)
        hint = f"write `{said}`, without it" if said in words else odd[1]
        return "not-in-vocabulary", f"{_subject(broken)} has in it {odd[0]}", hint
    hint = meant.did_you_mean(broken.value, words, "write one of")
    return "not-in-vocabulary", f"{_subject(broken)} cannot be {shown(broken.value)}", hint


def _not_the_one(broken: Broken) -> _Words:
    message = f"{_subject(broken)} cannot be {shown(broken.value)}"
    return "not-in-vocabulary", message, f"write {shown(broken.limit)}, or leave it out"


def _wrong_type(broken: Broken) -> _Words:
    if "x-date" in broken.schema:
        return _wrong_form(broken)
    expected = [broken.limit] if isinstance(broken.limit, str) else broken.limit
    named = either([_TYPES[name] for name in expected if name != "null"])
    wanted = broken.schema.get("title", named)
    message = f"{_subject(broken)} must be {wanted}, not {nature(broken.value)}"
    if broken.value is None and broken.needed and not broken.schema.get("enum"):
        return "type", message, _mend_empty(broken)
    hint = _mend_type(broken.value, expected, broken.schema)
    if not hint and expected[0] in ("number", "integer"):
        hint = f"write a number: `{bare(broken.path[-1])}: 2`" if isinstance(broken.path[-1], str) else ""
    return "type", message, hint or f"write {named}"


def _mend_empty(broken: Broken) -> str:
    """What to do about a field that is left empty and cannot be left out."""
    if "sources" in broken.schema.get("x-reference", ()):
        return "name the source that says so, by its id under `sources`: [annual-report]"
    return f"fill it in: {_which_has(broken)} cannot go without it"


def _mend_type(value: object, expected: Sequence[str], schema: Schema) -> str:
    if "string" in expected and isinstance(value, bool | int | float):
        return f'quote it: "{json.dumps(value)}"'
    if "number" in expected and isinstance(value, str) and (number := meant.number(value)):
        return f"write the number alone: {number}"
    if "x-form" in schema:
        return str(schema["x-form"])
    if value is None:
        words = [choice for choice in schema.get("enum", ()) if choice is not None]
        otherwise = "leave it out where it is unknown"
        if "string" in expected:
            otherwise = f"fill it in, or {otherwise}; text that begins with # needs quotation marks"
        return f"write one of {', '.join(words)}" if words else otherwise
    if "array" in expected:
        return _AS_LIST if isinstance(value, dict) else f"write it as a list: [{bare(value)}]"
    if "boolean" in expected and "string" not in expected:
        return f"write `{meant.truth(value)}`, without quotation marks"
    if "object" in expected:
        return _mend_mapping(value, schema)
    return "write it in one piece; quote text that begins with [ or {" if "string" in expected else ""


def _mend_mapping(value: object, schema: Schema) -> str:
    if schema.get("title") == "a period" and (said := meant.period(value)):
        return f"write it as a mapping: {said}"
    required, fields = schema.get("required", ()), list(schema.get("properties", ()))
    if len(required) == 1 and isinstance(value, str) and value.replace(" ", "").isalnum():
        return f"write it as {{{required[0]}: {value}}}"
    if 0 < len(fields) <= _FEW:
        return f"write its fields below it, as `name: value`; they are {', '.join(fields)}"
    return "write its fields below it, as `name: value`"


def _wrong_form(broken: Broken) -> _Words:
    schema = broken.schema
    check = "date" if "x-date" in schema else "pattern"
    message = f"{_subject(broken)} is not {schema['title']}: {shown(broken.value)}"
    return check, message, _mend_form(broken)


def _mend_form(broken: Broken) -> str:
    """What to write instead, where it can be told from what was written; else in which form."""
    schema, value, form = broken.schema, broken.value, str(broken.schema["x-form"])
    fits = re.compile(schema.get("pattern", "")).search
    if "x-date" in schema:
        said = meant.date(value)
        if said and fits(said):
            odd = stray(value)
            return f"write {said}: this has in it {odd[0]}" if odd else f"write {said}"
        if said and schema["x-date"] == "day":
            return f"write a whole day, such as {PartialDate.parse(said).last.isoformat()}"
        return meant.instead_of_a_date(value, schema["x-date"], broken.path) or form
    if not isinstance(value, str) or len(value) > _SHORT:
        return form
    odd = stray(value)
    if odd and fits(plain(value)):
        said = plain(value)
        return f"write {said if said[:1].isalpha() else json.dumps(said)}: this has in it {odd[0]}"
    if schema["title"] == "an id":
        is_given_here = broken.at_key or broken.path[-1] == "id"
        if is_given_here:
            return f"write `{slug(value)}`: {_LETTERS}"
        return "write the id under which it stands in this file, and not its name"
    # What has neither a scheme nor a user's name lacks only the scheme.
    guesses = (value.upper(), *([f"https://{value}"] if _HOST.match(value) else []))
    return next((f"write {one}" for one in guesses if fits(one)), form)


def _missing_field(broken: Broken) -> _Words:
    missing = [name for name in broken.limit if name not in broken.value]
    hint = f"add {listed(missing)}"
    properties = broken.schema.get("properties", {})
    if len(missing) == 1:
        hint += _meaning(properties.get(missing[0], {}))
    for name in missing:
        words = resolved(properties.get(name, {}), broken.definitions).get("enum", ())
        if words:
            hint += f"; `{name}` is one of {', '.join(str(word) for word in words if word is not None)}"
    return "missing-field", f"{_which(broken)} needs {listed(missing)}", hint


def _meaning(described: Schema) -> str:
    """What a field says, from the first sentence of its description."""
    first = str(described.get("description", "")).partition(". ")[0].rstrip(".")
    return f": {first[0].lower()}{first[1:]}" if first else ""


def _missing_choice(broken: Broken) -> _Words:
    choices = [f"`{name}`" for branch in broken.limit for name in branch["required"]]
    return "missing-field", f"{_which(broken)} needs {either(choices)}", f"add {either(choices)}"


def _missing_companion(broken: Broken) -> _Words:
    lone = {
        name: [other for other in needed if other not in broken.value]
        for name, needed in broken.limit.items()
        if name in broken.value
    }
    name, absent = next((name, absent) for name, absent in lone.items() if absent)
    return (
        "missing-field",
        f"`{name}` needs {listed(absent)} beside it",
        f"add {listed(absent)}, or leave out `{name}`",
    )


def _too_many_choices(broken: Broken) -> _Words:
    choices = either([f"`{name}`" for name in broken.limit["required"]])
    return "conflict", f"{_which(broken)} has {choices}, not both", "leave one of them out"


def _empty(broken: Broken) -> _Words:
    hint = "list at least one" if isinstance(broken.value, list) else "fill it in, or leave it out"
    return "empty", f"{_subject(broken)} is empty", hint


def _too_long(broken: Broken) -> _Words:
    if "x-form" in broken.schema:
        return _wrong_form(broken)
    message = f"{_subject(broken)} has {len(broken.value):,} characters, {broken.limit:,} at the most"
    return "too-long", message, "shorten it"


def _too_many(broken: Broken) -> _Words:
    message = f"{_subject(broken)} has {len(broken.value):,} entries, {broken.limit:,} at the most"
    return "too-many", message, "leave some out"


def _out_of_range(limit: str) -> Callable[[Broken], _Words]:
    def words(broken: Broken) -> _Words:
        if "x-form" in broken.schema:
            return _wrong_form(broken)
        message = f"{_subject(broken)} is {shown(broken.value)} and must be {limit} {broken.limit}"
        least, most = (broken.schema.get(name) for name in ("minimum", "maximum"))
        between = f"between {least} and {most}" if None not in (least, most) else f"of {limit} {broken.limit}"
        return "out-of-range", message, f"write a number {between}"

    return words


_WORDINGS: Mapping[str, Callable[[Broken], _Words]] = {
    "additionalProperties": _unknown_field,
    "const": _not_the_one,
    "enum": _wrong_word,
    "type": _wrong_type,
    "pattern": _wrong_form,
    "required": _missing_field,
    "anyOf": _missing_choice,
    "dependentRequired": _missing_companion,
    "not": _too_many_choices,
    "minLength": _empty,
    "minItems": _empty,
    "minProperties": _empty,
    "maxLength": _too_long,
    "maxItems": _too_many,
    "maxProperties": _too_many,
    "minimum": _out_of_range("at least"),
    "maximum": _out_of_range("at most"),
    "exclusiveMinimum": _out_of_range("more than"),
}
"""A wording for every rule of the schemas that can refuse something."""


def _subject(broken: Broken) -> str:
    """The place as a writer thinks of it: the field, or which item of which list."""
    path = list(broken.path)
    if broken.at_key:
        return "the key"
    if not path:
        return "the document"
    if isinstance(path[-1], int):
        named = next((step for step in reversed(path) if isinstance(step, str)), "the list")
        return f"item {path[-1] + 1} of `{bare(named)}`"
    above = [step for step in path[-2:] if isinstance(step, str)]
    return f"`{'.'.join(bare(name) for name in above)}`"


def _which_has(broken: Broken) -> str:
    """What a field is left empty in, as a writer thinks of it."""
    above = [step for step in broken.path[:-1] if isinstance(step, str)]
    return f"an entry of `{bare(above[-1])}`" if above else "the document"


def _which(broken: Broken) -> str:
    """What kind of thing is meant, and which one if it has an id."""
    title: str = broken.schema.get("title", _subject(broken))
    name = broken.value.get("id")
    return f"{title} (`{bare(name)}`)" if isinstance(name, str) and broken.path else title
