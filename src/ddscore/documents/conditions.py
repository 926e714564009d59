"""Checks of conditions: every field, word and operator that they name must exist (FORMATS 3).

What passes here is what the engine compiles; a misspelt name would else be a condition that never holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import commonprefix
from typing import TYPE_CHECKING, Any

from ddscore.documents.findings import Finding, guess
from ddscore.documents.matchers import Asked, check_matcher
from ddscore.model.fields import OTHER_DIMENSION, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.documents.matchers import Language
    from ddscore.documents.positions import NodePath
    from ddscore.model.fields import CaseFields, Field

Condition = Mapping[str, Any]
"""A condition, a pattern or a part of one, as its schema has accepted it."""

_SHORT = 5
"""Letters; one letter makes another word of so short a one: pool, poll."""


def check_condition(condition: Condition, at: NodePath, language: Language) -> Iterator[Finding]:
    """Find what a condition says that no case could ever answer; `at` is its place in the document."""
    for name, operand in condition.items():
        here = (*at, name)
        match name:
            case "all" | "any":
                for index, part in enumerate(operand):
                    yield from check_condition(part, (*here, index), language)
            case "not":
                yield from check_condition(operand, here, language)
            case "none":
                yield from check_selection(operand, here, language)
            case "every":
                yield from check_selection(operand["of"], (*here, "of"), language)
                yield from check_pattern(
                    _collection(operand["of"]), operand["match"], (*here, "match"), language
                )
            case "count":
                yield from check_selection(operand["of"], (*here, "of"), language)
            case "this":
                yield from _check_this(operand, here, language)
            case "score":
                # Needs the whole rubric: `rubric_scores`.
                pass
            case _:
                yield from check_pattern(name, operand, here, language)


def scores_in(condition: Condition, at: NodePath) -> Iterator[tuple[NodePath, Condition]]:
    """Find every `score` in a condition, with its place."""
    for name, operand in condition.items():
        here = (*at, name)
        if name == "score":
            yield here, operand
        elif name in ("all", "any"):
            for index, part in enumerate(operand):
                yield from scores_in(part, (*here, index))
        elif name == "not":
            yield from scores_in(operand, here)


def check_selection(selection: Condition, at: NodePath, language: Language) -> Iterator[Finding]:
    """Check `{COLLECTION: pattern}`."""
    collection = _collection(selection)
    return check_pattern(collection, selection[collection], (*at, collection), language)


def check_pattern(collection: str, pattern: Condition, at: NodePath, language: Language) -> Iterator[Finding]:
    """Check what is asked of the facts of a collection, field by field."""
    for path, matcher in pattern.items():
        field = language.fields.find(collection, path)
        if field is None:
            yield unknown_field(collection, path, (*at, path), language.fields)
        elif field is OTHER_DIMENSION and (meant := meant_dimension(path, language.fields)):
            yield misspelt_dimension(path, meant, (*at, path), at_key=True)
        else:
            yield from check_matcher(matcher, (*at, path), Asked(collection, path, field, language))


def meant_dimension(name: str, fields: CaseFields) -> str | None:
    """The field of coded answers that a name misspells; others are the rubric's own to choose."""
    return next((field for field in fields.names("answers") if _is_slip(name, field)), None)


def misspelt_dimension(name: str, meant: str, at: NodePath, *, at_key: bool) -> Finding:
    """Say that a dimension of a rubric's own is hardly meant."""
    message = f"`{name}` would be something of its own that answers are given for"
    return Finding("rubric/unknown-field", at, message, f"did you mean `{meant}`?", at_key=at_key)


def _is_slip(name: str, meant: str) -> bool:
    """Whether one letter too many, too few, wrong or in the wrong place makes one name of the other.

    A plural, or another short word, may well be something of its own.
    """
    shared = len(commonprefix((name, meant)))
    one, other = name[shared:], meant[shared:]
    if {one, other} <= {"", "s"}:
        return False
    swapped = one[:2] == other[1::-1] and one[2:] == other[2:]
    wrong = one[1:] == other[1:] and len(meant) > _SHORT
    return swapped or wrong or one[1:] == other or one == other[1:]


def unknown_field(collection: str, path: str, at: NodePath, fields: CaseFields) -> Finding:
    """Say where a path leaves the table of fields, and which one may have been meant."""
    prefix, field = _longest_known(collection, path, fields)
    if field is not None and field.kind is not Kind.MAPPING and not _targets(field, fields):
        message = f"`{path}` leads nowhere: `{prefix}` of {collection} has no fields of its own"
        return Finding("rubric/unknown-field", at, message, f"end the path at `{prefix}`", at_key=True)
    message = f"`{path}` is no field of {collection}"
    return Finding("rubric/unknown-field", at, message, _meant(collection, path, fields), at_key=True)


def _meant(collection: str, path: str, fields: CaseFields) -> str:
    """Guess at the path that was meant: spelt otherwise, or one that ends in what was written."""
    prefix, field = _longest_known(collection, path, fields)
    before, rest = (f"{prefix}.", path.removeprefix(f"{prefix}.")) if prefix else ("", path)
    near = fields.names(collection) if field is None else _inner(field, fields)
    words = (*near, *_through_references(collection, fields)) if field is None else near
    elsewhere = [f"`{before}{name}`" for name in words if name.endswith(f".{rest}")]
    if elsewhere:
        return f"did you mean {' or '.join(elsewhere)}?"
    listed = ", ".join(f"{before}{name}" for name in near if "." not in name)
    return guess(rest, words, f"its fields are {listed}", before)


def _longest_known(collection: str, path: str, fields: CaseFields) -> tuple[str, Field | None]:
    """How much of a path leads to a field, and to which."""
    steps = path.split(".")
    for length in range(len(steps) - 1, 0, -1):
        prefix = ".".join(steps[:length])
        field = fields.find(collection, prefix)
        if field is not None:
            return prefix, field
    return "", None


def _inner(field: Field, fields: CaseFields) -> tuple[str, ...]:
    """The paths that go on from a mapping or a reference."""
    if field.kind is Kind.MAPPING:
        return tuple(field.fields)
    return tuple(name for target in _targets(field, fields) for name in fields.names(target))


def _targets(field: Field, fields: CaseFields) -> tuple[str, ...]:
    """The collections that a reference leads to; conditions do not look into sources and entities."""
    return tuple(target for target in field.to if target in fields.collections)


def _through_references(collection: str, fields: CaseFields) -> tuple[str, ...]:
    table = fields.collections.get(collection, {})
    return tuple(
        f"{name}.{inner}" for name, field in table.items() if field.to for inner in _inner(field, fields)
    )


def _check_this(pattern: Condition, at: NodePath, language: Language) -> Iterator[Finding]:
    if language.this is not None:
        return check_pattern(language.this, pattern, at, language)
    message = "`this` means the fact in hand, and there is none here"
    hint = "it goes with the levels of a criterion that has `for_each`"
    return iter([Finding("rubric/this-outside-for-each", at, message, hint, at_key=True)])


def _collection(selection: Condition) -> str:
    (collection,) = selection
    return collection
