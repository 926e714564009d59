"""The JSON Schemas of ddscore's documents: accepting a document fast, and reading the schemas as data.

Explaining why a document is refused takes some hundred times longer, and stands in `explain`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from ddscore.errors import InputError

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

Schema = Mapping[str, Any]
"""A JSON Schema, or a piece of one."""

KINDS = ("case", "rubric", "rubric-test", "assessment")
"""The documents that have a schema."""

_FOLDER = Path(__file__).parent.parent / "schemas"


def validate(kind: str, document: object, content: bytes, path: str) -> None:
    """Accept a document of that kind, or raise InputError with at most 100 problems, `schema/…`, by position.

    `document` is what `content` says; `path` is what the problems name.
    """
    if accepts(validator(kind), document):
        return
    from ddscore.documents.explain import explain

    raise InputError(explain(kind, document, content, path))


def schema_text(kind: str) -> str:
    """Return the schema of a kind of document (`case`, `rubric`, `rubric-test`, `assessment`) as shipped."""
    return shipped_text(f"{kind}-1")


@cache
def parsed(kind: str) -> Schema:
    """Return the schema of a kind of document as data."""
    schema: Schema = json.loads(schema_text(kind))
    return schema


def resolved(piece: Schema, definitions: Schema) -> Schema:
    """Join a piece of a schema with what its `$ref` names; what stands beside the reference goes first."""
    reference: str | None = piece.get("$ref")
    if reference is None:
        return piece
    target: Any = definitions
    for step in reference.removeprefix("#/$defs/").split("/"):
        target = target[step]
    return {**resolved(target, definitions), **piece}


def shipped_text(name: str) -> str:
    """Return a file of shipped data about the formats: `case-1`, `instruments-1`."""
    return (_FOLDER / f"{name}.json").read_text(encoding="utf-8")


@cache
def validator(kind: str) -> Draft202012Validator:
    """Return the fast validator of a kind of document, built once."""
    return compiled(parsed(kind))


def compiled(schema: Schema) -> Draft202012Validator:
    """Build a fast validator that looks for no schema elsewhere: by default it would ask the network."""
    # Late, since `ddscore --version` and the schemas as data do without: it takes some 15 ms.
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator(dict(schema), retriever=_refuse_to_retrieve)


def accepts(fast: Draft202012Validator, document: object) -> bool:
    """Whether a document is valid; one with half a character, which JSON can escape, is not."""
    try:
        return fast.is_valid(document)
    except UnicodeEncodeError:
        return False


def _refuse_to_retrieve(uri: str) -> NoReturn:
    raise LookupError(f"a schema refers to {uri}, which is not shipped")
