"""What a refusal by a schema means, in the words of the formats."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from jsonschema import ValidationError

    from ddscore.documents.positions import Path

Schema = Mapping[str, Any]

_TYPES = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "null",
}
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


class Refused(NamedTuple):
    """What is wrong with one part of a document, and how to mend it."""

    check: str
    """The problem's id without its family: `unknown-field`."""
    message: str
    hint: str
    path: Path
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


def word(error: ValidationError, definitions: Schema) -> Refused:
    """Put one error of jsonschema into words."""
    keyword = str(error.validator)
    schema: Any = error.schema
    reference = schema.get("$ref")
    if reference is not None:
        schema = {**_target(reference, definitions), **schema}
    check, message, hint = _WORDINGS[keyword](error, schema)
    # Whatever breaks the rules for a key breaks them at the key.
    at_key = keyword == "additionalProperties" or "propertyNames" in error.absolute_schema_path
    return Refused(check, message, hint, tuple(error.absolute_path), at_key)


_Words = tuple[str, str, str]
"""A check, a message, a hint."""


def _unknown_field(error: ValidationError, schema: Schema) -> _Words:
    name = error.message
    message = f"{_shown(name)} is no field of {schema.get('title', 'this mapping')}"
    return "unknown-field", message, _did_you_mean(name, list(schema["properties"]), "its fields are")


def _wrong_word(error: ValidationError, schema: Schema) -> _Words:
    words = [str(choice) for choice in schema["enum"] if choice is not None]
    hint = _did_you_mean(error.instance, words, "write one of")
    return "not-in-vocabulary", f"{_subject(error)} cannot be {_shown(error.instance)}", hint


def _wrong_type(error: ValidationError, schema: Schema) -> _Words:
    if "x-date" in schema:
        return _wrong_form(error, schema)
    types: str | Sequence[str] = schema["type"]
    expected = [types] if isinstance(types, str) else list(types)
    wanted = schema.get("title") or _either([_TYPES[name] for name in expected if name != "null"])
    message = f"{_subject(error)} must be {wanted}, not {_nature(error.instance)}"
    return "type", message, _mend_type(error.instance, expected, schema)


def _mend_type(value: object, expected: Sequence[str], schema: Schema) -> str:
    if value is None:
        return "leave it out where it is unknown"
    if "enum" in schema:
        return f"write one of {', '.join(str(choice) for choice in schema['enum'] if choice is not None)}"
    if "string" in expected and isinstance(value, bool | int | float):
        return f'quote it: "{json.dumps(value)}"'
    if "array" in expected and isinstance(value, str | bool | int | float):
        return f"write it as a list: [{_bare(value)}]"
    if "array" in expected:
        return "begin each item with a dash"
    if "object" in expected and "properties" in schema:
        return f"its fields are {', '.join(schema['properties'])}"
    return ""


def _wrong_form(error: ValidationError, schema: Schema) -> _Words:
    check = "date" if "x-date" in schema else "pattern"
    wanted = schema.get("title", "what is written here")
    return check, f"{_subject(error)} is not {wanted}: {_shown(error.instance)}", schema.get("x-form", "")


def _missing_field(error: ValidationError, schema: Schema) -> _Words:
    missing = [name for name in error.validator_value if name not in error.instance]
    hint = ""
    if len(missing) == 1:
        meaning = schema.get("properties", {}).get(missing[0], {}).get("description", "")
        hint = f"add `{missing[0]}: …`" + (f" ({_lowered(meaning)})" if meaning else "")
    return "missing-field", f"{_title(error, schema)} needs {_listed(missing)}", hint


def _missing_choice(error: ValidationError, schema: Schema) -> _Words:
    choices = [name for branch in error.validator_value for name in branch["required"]]
    return "missing-field", f"{_title(error, schema)} needs {_either([f'`{name}`' for name in choices])}", ""


def _missing_companion(error: ValidationError, _: Schema) -> _Words:
    for name, needed in error.validator_value.items():
        absent = [other for other in needed if other not in error.instance]
        if name in error.instance and absent:
            return "missing-field", f"`{name}` needs {_listed(absent)} beside it", "add it, or leave out both"
    raise AssertionError(error.message)


def _too_many_choices(error: ValidationError, schema: Schema) -> _Words:
    names = [f"`{name}`" for name in error.validator_value["required"]]
    return "conflict", f"{_title(error, schema)} has {_either(names)}, not both", "leave one of them out"


def _empty(error: ValidationError, _: Schema) -> _Words:
    return "empty", f"{_subject(error)} is empty", "fill it in, or leave it out"


def _too_long(error: ValidationError, schema: Schema) -> _Words:
    if "x-form" in schema:
        return _wrong_form(error, schema)
    message = (
        f"{_subject(error)} has {len(error.instance):,} characters, {error.validator_value:,} at the most"
    )
    return "too-long", message, "shorten it"


def _too_many(error: ValidationError, _: Schema) -> _Words:
    message = f"{_subject(error)} has {len(error.instance):,} entries, {error.validator_value:,} at the most"
    return "too-many", message, ""


def _out_of_range(limit: str) -> Callable[[ValidationError, Schema], _Words]:
    def words(error: ValidationError, schema: Schema) -> _Words:
        if "x-form" in schema:
            return _wrong_form(error, schema)
        message = (
            f"{_subject(error)} is {_shown(error.instance)}, and must be {limit} {error.validator_value}"
        )
        return "out-of-range", message, ""

    return words


_WORDINGS: Mapping[str, Callable[[ValidationError, Schema], _Words]] = {
    "additionalProperties": _unknown_field,
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
"""A wording for every keyword of the schemas that can refuse something."""


def _target(reference: str, definitions: Schema) -> Schema:
    """What `#/$defs/a` or `#/$defs/a/properties/b` refers to, with what that refers to in turn."""
    found: Any = definitions
    for step in reference.split("/")[2:]:
        found = found[step]
    return {**_target(found["$ref"], definitions), **found} if "$ref" in found else found


def _subject(error: ValidationError) -> str:
    """The place as a writer thinks of it: the field, or which item of which list."""
    path = list(error.absolute_path)
    if not path:
        return "the document"
    if isinstance(path[-1], int):
        named = next((step for step in reversed(path) if isinstance(step, str)), "the list")
        return f"item {path[-1] + 1} of `{named}`"
    names = [path.pop()]
    while path and isinstance(path[-1], str) and len(names) < 2:
        names.append(path.pop())
    return f"`{'.'.join(_bare(name) for name in reversed(names))}`"


def _title(error: ValidationError, schema: Schema) -> str:
    """What kind of thing is meant, and which one if it has an id."""
    name = error.instance.get("id")
    title = schema.get("title", _subject(error))
    return f"{title} ({_bare(name)})" if isinstance(name, str) and error.absolute_path else title


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
    """A value as JSON, on one line and not too long."""
    text = json.dumps(value if not isinstance(value, str) else value[:80], ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _bare(value: object) -> str:
    text = _shown(value)
    return text[1:-1] if text.startswith('"') and text.endswith('"') else text


def _did_you_mean(name: object, words: Sequence[str], otherwise: str) -> str:
    """Guess at the word that was meant; else list them all."""
    close = get_close_matches(name.replace(" ", "-").lower(), words, n=1) if _is_short_text(name) else []
    return f"did you mean `{close[0]}`?" if close else f"{otherwise} {', '.join(words)}"


def _is_short_text(name: object) -> bool:
    return isinstance(name, str) and len(name) <= 100


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _listed(names: Sequence[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _lowered(sentence: str) -> str:
    """The first sentence of a description, to stand within another."""
    first = sentence.partition(". ")[0].rstrip(".")
    return first[:1].lower() + first[1:] if first[1:2].islower() else first
