"""What a refusal by a schema means, in the words of the formats."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from ddscore.documents import meant
from ddscore.documents.schema import resolved

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
_DOCUMENTS = {
    "case": "a case",
    "rubric": "a rubric",
    "rubric-test": "a rubric's test",
    "assessment": "an assessment",
    "problems": "a list of problems",
    "portfolio": "a portfolio",
    "history": "a history",
    "diff": "a comparison",
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
        return Refused("kind", f"this is {_nature(document)}, not {wanted}", begin, ())
    if "ddscore" not in document:
        return Refused("kind", f"this does not say that it is {wanted}", begin, ())
    stated = document["ddscore"]
    if stated == f"{kind}/1":
        return None
    name, _, version = str(stated).partition("/")
    if name == kind and version:
        message = (
            f"this is {wanted} in version {_shown(version)} of the format, which this ddscore cannot read"
        )
        return Refused(
            "version", message, f"it reads `{kind}/1`; see whether a newer ddscore reads this", ("ddscore",)
        )
    if name in _DOCUMENTS and name != kind:
        hint = f"{wanted} begins with `ddscore: {kind}/1`"
        return Refused("kind", f"this is {_DOCUMENTS[name]}, not {wanted}", hint, ("ddscore",))
    return Refused(
        "kind", f"`ddscore` cannot be {_shown(stated)}", f"write `ddscore: {kind}/1`", ("ddscore",)
    )


def word(broken: Broken) -> Refused:
    """Put a broken rule into words."""
    check, message, hint = _WORDINGS[broken.keyword](broken)
    return Refused(check, message, hint, broken.path, broken.at_key)


_Words = tuple[str, str, str]
"""A check, a message, a hint."""


def _unknown_field(broken: Broken) -> _Words:
    name = broken.path[-1]
    message = f"{_shown(name)} is no field of {broken.schema.get('title', 'this mapping')}"
    return (
        "unknown-field",
        message,
        meant.did_you_mean(name, list(broken.schema["properties"]), "its fields are"),
    )


def _wrong_word(broken: Broken) -> _Words:
    words = [str(choice) for choice in broken.limit if choice is not None]
    hint = meant.did_you_mean(broken.value, words, "write one of")
    return "not-in-vocabulary", f"{_subject(broken)} cannot be {_shown(broken.value)}", hint


def _not_the_one(broken: Broken) -> _Words:
    message = f"{_subject(broken)} cannot be {_shown(broken.value)}"
    return "not-in-vocabulary", message, f"write {_shown(broken.limit)}, or leave it out"


def _wrong_type(broken: Broken) -> _Words:
    if "x-date" in broken.schema:
        return _wrong_form(broken)
    expected = [broken.limit] if isinstance(broken.limit, str) else broken.limit
    named = _either([_TYPES[name] for name in expected if name != "null"])
    wanted = broken.schema.get("title", named)
    message = f"{_subject(broken)} must be {wanted}, not {_nature(broken.value)}"
    return "type", message, _mend_type(broken.value, expected, broken.schema)


def _mend_type(value: object, expected: Sequence[str], schema: Schema) -> str:
    if "string" in expected and isinstance(value, bool | int | float):
        return f'quote it: "{json.dumps(value)}"'
    if "number" in expected and isinstance(value, str) and (number := meant.number(value)):
        return f"write the number alone: {number}"
    if "x-form" in schema:
        return str(schema["x-form"])
    if value is None:
        words = [choice for choice in schema.get("enum", ()) if choice is not None]
        return f"write one of {', '.join(words)}" if words else "leave it out where it is unknown"
    if "array" in expected:
        return _AS_LIST if isinstance(value, dict) else f"write it as a list: [{_bare(value)}]"
    if "boolean" in expected and "string" not in expected:
        return f"write `{meant.truth(value)}`, without quotation marks"
    if "object" in expected:
        return "write its fields below it, as `name: value`"
    return "write it in one piece; quote text that begins with [ or {" if "string" in expected else ""


def _wrong_form(broken: Broken) -> _Words:
    schema = broken.schema
    check = "date" if "x-date" in schema else "pattern"
    message = f"{_subject(broken)} is not {schema['title']}: {_shown(broken.value)}"
    no_date = "x-date" in schema and meant.instead_of_a_date(broken.value, schema["x-date"], broken.path)
    return check, message, no_date or schema["x-form"]


def _missing_field(broken: Broken) -> _Words:
    missing = [name for name in broken.limit if name not in broken.value]
    hint = f"add {_listed(missing)}"
    properties = broken.schema.get("properties", {})
    if len(missing) == 1:
        hint += _meaning(properties.get(missing[0], {}))
    for name in missing:
        words = resolved(properties.get(name, {}), broken.definitions).get("enum", ())
        if words:
            hint += f"; `{name}` is one of {', '.join(str(word) for word in words if word is not None)}"
    return "missing-field", f"{_which(broken)} needs {_listed(missing)}", hint


def _meaning(described: Schema) -> str:
    """What a field says, from the first sentence of its description."""
    first = str(described.get("description", "")).partition(". ")[0].rstrip(".")
    return f": {first[0].lower()}{first[1:]}" if first else ""


def _missing_choice(broken: Broken) -> _Words:
    choices = [f"`{name}`" for branch in broken.limit for name in branch["required"]]
    return "missing-field", f"{_which(broken)} needs {_either(choices)}", f"add {_either(choices)}"


def _missing_companion(broken: Broken) -> _Words:
    lone = {
        name: [other for other in needed if other not in broken.value]
        for name, needed in broken.limit.items()
        if name in broken.value
    }
    name, absent = next((name, absent) for name, absent in lone.items() if absent)
    return (
        "missing-field",
        f"`{name}` needs {_listed(absent)} beside it",
        f"add {_listed(absent)}, or leave out `{name}`",
    )


def _too_many_choices(broken: Broken) -> _Words:
    choices = _either([f"`{name}`" for name in broken.limit["required"]])
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
        message = f"{_subject(broken)} is {_shown(broken.value)} and must be {limit} {broken.limit}"
        return "out-of-range", message, "check the unit"

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
        return f"item {path[-1] + 1} of `{_bare(named)}`"
    above = [step for step in path[-2:] if isinstance(step, str)]
    return f"`{'.'.join(_bare(name) for name in above)}`"


def _which(broken: Broken) -> str:
    """What kind of thing is meant, and which one if it has an id."""
    title: str = broken.schema.get("title", _subject(broken))
    name = broken.value.get("id")
    return f"{title} (`{_bare(name)}`)" if isinstance(name, str) and broken.path else title


def _nature(value: object) -> str:
    """What a value is, or which one where that is short."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        return f"the text {_shown(value)}"
    return _shown(value) if isinstance(value, bool) or value is None else f"the number {_shown(value)}"


def _shown(value: object) -> str:
    """A value as JSON, on one line and not too long; of a list or mapping only what it is."""
    if isinstance(value, dict | list):
        return _nature(value)
    text = json.dumps(value[:80] if isinstance(value, str) else value, ensure_ascii=False)
    text = text.encode(errors="backslashreplace").decode()
    return text if len(text) <= 60 else f"{text[:60]}…"


def _bare(value: object) -> str:
    text = _shown(value)
    return text[1:-1] if text.startswith('"') and text.endswith('"') else text


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _listed(names: Sequence[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
