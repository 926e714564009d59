"""Why a schema refuses a document, part by part, each problem at its place in the text.

jsonschema says what is wrong but takes seconds on 20,000 facts. So each part that has a schema of its own
is first shown to the fast validator, and only what that refuses is looked into.
"""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from ddscore.documents.findings import MOST, Finding, place
from ddscore.documents.schema import Schema, accepts, compiled, parsed, resolved, validator
from ddscore.documents.wording import Broken, Refused, not_of_this_kind, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jsonschema import Draft202012Validator, ValidationError

    from ddscore.problems import Problem

_LOOKED_AT = 10 * MOST
"""jsonschema does not go strictly from top to bottom; among so many the first ones are found."""

_RANK = ("enum", "type")
"""Where one value breaks several rules, the one that says most: a wrong word, then a wrong type."""

_OF_A_WHOLE = frozenset({"required", "anyOf", "not", "dependentRequired"})
"""Rules about which keys stand together; a mapping may break several at once."""


def explain(kind: str, document: object, content: bytes, path: str) -> list[Problem]:
    """List what is wrong with a document that its schema refuses: at most 100 problems, by position."""
    return place(refusals(kind, document), content, path)


def refusals(kind: str, document: object) -> list[Finding]:
    """What is wrong with a document that the schema of that kind refuses, by the keys that lead there."""
    other = not_of_this_kind(kind, document)
    return [_finding(refused) for refused in (_refusals(kind, document) if other is None else [other])]


def _finding(refused: Refused) -> Finding:
    return Finding(f"schema/{refused.check}", refused.path, refused.message, refused.hint, refused.at_key)


def _refusals(kind: str, document: object) -> list[Refused]:
    try:
        errors = list(islice(_explainer(kind).iter_errors(document), _LOOKED_AT))
    except RecursionError:  # in the JSON of an assessment; YAML is never so deep
        errors = []
    if not errors:
        return [_unexplained(kind, document)]
    definitions = parsed(kind)["$defs"]
    return [word(_broken(kind, error, definitions)) for error in _telling(errors)]


def _broken(kind: str, error: ValidationError, definitions: Schema) -> Broken:
    schema = resolved(cast("Schema", error.schema), definitions)
    path = tuple(error.absolute_path)
    return Broken(
        str(error.validator),
        error.validator_value,
        error.instance,
        schema,
        path,
        _is_at_key(error),
        definitions,
        _is_needed(kind, error, definitions),
    )


def _is_needed(kind: str, error: ValidationError, definitions: Schema) -> bool:
    """Whether the mapping that holds the value requires it."""
    schema: Any = parsed(kind)
    needed: Sequence[object] = ()
    for step in list(error.absolute_schema_path)[:-1]:
        # That a schema was only referred to is no step of the way.
        if isinstance(schema, dict):
            schema = resolved(schema, definitions)
            if step == "properties":
                needed = schema.get("required", ())
        schema = schema[step]
    return bool(error.absolute_path) and error.absolute_path[-1] in needed


def _telling(errors: Iterable[ValidationError]) -> Iterable[ValidationError]:
    """One error for each wrong value, the most telling; one for each rule about a mapping's keys."""
    kept: dict[object, ValidationError] = {}
    for error in sorted(errors, key=_rank):
        rule = (
            tuple(error.absolute_schema_path) if error.validator in _OF_A_WHOLE or _is_at_key(error) else None
        )
        kept.setdefault((tuple(error.absolute_path), rule), error)
    return kept.values()


def _is_at_key(error: ValidationError) -> bool:
    return error.validator == "additionalProperties" or "propertyNames" in error.absolute_schema_path


def _rank(error: ValidationError) -> int:
    keyword = str(error.validator)
    return _RANK.index(keyword) if keyword in _RANK else len(_RANK)


def _unexplained(kind: str, document: object) -> Refused:
    """Say in the fast validator's words what it refuses and jsonschema has nothing against."""
    error = next(iter(validator(kind).iter_errors(document)))
    hint = f"compare it with what `ddscore schema {kind}` prints"
    return Refused("refused", error.message[:200], hint, tuple(error.instance_path))


@cache
def _explainer(kind: str) -> Draft202012Validator:
    """Build the slow validator of a kind of document, which skips what the fast one accepts."""
    from jsonschema import Draft202012Validator, validators
    from referencing import Registry

    extend: Any = validators.extend
    standard: Any = Draft202012Validator.VALIDATORS["$ref"]
    definitions = parsed(kind)["$defs"]
    fast = cache(lambda reference: compiled({"$ref": reference, "$defs": definitions}))

    def where_refused(validator: Any, reference: str, instance: object, schema: object) -> Iterator[Any]:
        if not isinstance(instance, dict | list) or not accepts(fast(reference), instance):
            yield from standard(validator, reference, instance, schema)

    rules = {
        "$ref": where_refused,
        "properties": _in_order_of_the_text,
        "additionalProperties": _each_unknown_key,
        "propertyNames": _at_each_key,
    }
    # An empty registry finds nothing, and asks nobody.
    explainer: Draft202012Validator = extend(Draft202012Validator, rules)(parsed(kind), registry=Registry())
    return explainer


def _in_order_of_the_text(validator: Any, properties: Any, instance: object, _: object) -> Iterator[Any]:
    if isinstance(instance, dict):
        for name, value in instance.items():
            if name in properties:
                yield from validator.descend(value, properties[name], path=name, schema_path=name)


def _each_unknown_key(validator: Any, others: Any, instance: object, schema: Any) -> Iterator[Any]:
    from jsonschema import ValidationError

    if isinstance(instance, dict):
        known = schema.get("properties", {})
        for name, value in instance.items():
            if name not in known and others is False:
                yield ValidationError(name, path=[name], instance=instance)
            elif name not in known:
                yield from validator.descend(value, others, path=name)


def _at_each_key(validator: Any, form: Any, instance: object, _: object) -> Iterator[Any]:
    if isinstance(instance, dict):
        for name in instance:
            yield from validator.descend(name, form, path=name)
