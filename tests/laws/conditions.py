"""Every condition and every matcher that rubrics can have, for laws to be tried on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ddscore.model.fields import DATES, Field, Kind
from tests.laws.cases import single
from tests.laws.vocabulary import COLLECTIONS, DAYS, field_of, paths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.laws.dice import Dice

Document = dict[str, Any]

BOUNDS = ("at_least", "above", "at_most", "below")
DATE_BOUNDS = ("before", "after", "on_or_before", "on_or_after")
MATCHERS = (
    *("value", "list", "null", "$this.id", "none_of", "all_of", *BOUNDS, *DATE_BOUNDS, "$as_of", "months"),
    *("happened", "known", "entails"),
)
CONDITIONS = ("exists", "none", "every", "count", "this", "score", "all", "any", "not", "both")


@dataclass(frozen=True, slots=True)
class Context:
    """What a condition may speak of where it stands."""

    known: bool = True
    """Whether `known` may be asked, which asks of the record itself."""
    this: str | None = None
    """The collection of the fact in hand, within `for_each`."""
    scores: tuple[tuple[str, str], ...] = ()
    """The scores that stand before it, by node and side; empty where they need no name."""


def limits(dice: Dice, numbers: Sequence[float]) -> Document:
    """One limit, or two that do not shut each other out."""
    one, other = dice.one(numbers), dice.one(numbers)
    if one < other and dice.chance(2):
        return {dice.one(BOUNDS[:2]): one, dice.one(BOUNDS[2:]): other}
    return {dice.one(BOUNDS): one}


def operators(field: Field, path: str, context: Context) -> list[str]:
    """What can be asked of a field of its type."""
    if field.kind is Kind.REFERENCE:
        return ["value", "$this.id"] if context.this in field.to else ["value"]
    named = ["value"] if field.kind is Kind.NUMBER else ["value", "value", "list", "null", "none_of"]
    named += ["all_of"] if field.many else []
    named += BOUNDS if field.kind is Kind.NUMBER or field.order else []
    named += [*DATE_BOUNDS, "$as_of", "months"] if field.kind in DATES else []
    named += ["happened", "happened"] if field.kind is Kind.EVENT_DATE else ["known"] if context.known else []
    return [*named, "entails"] if path.endswith("instruments") else named


def matcher(dice: Dice, collection: str, path: str, context: Context) -> Any:
    """Something that can be asked of a field."""
    field = field_of(collection, path)
    operator = dice.one(operators(field, path, context))
    if operator in ("value", "null", "$this.id", "list"):
        return equal(dice, operator, path, field)
    if operator == "$as_of":
        # Nothing that has happened lies after the date of assessment.
        bounds = [bound for bound in DATE_BOUNDS if bound != "after" or field.kind is Kind.PLANNED_DATE]
        return {dice.one(bounds): operator}
    if operator in BOUNDS and not field.order:
        return limits(dice, (0, 1, 2, 12, 25.5))
    return {operator: operand(dice, operator, path, field)}


def equal(dice: Dice, operator: str, path: str, field: Field) -> Any:
    """A value, or several, that the field is to equal."""
    match operator:
        case "value":
            return single(dice, path, field, {target: [f"{target}-0"] for target in field.to})
        case "null":
            return None
        case "list":
            return several(dice, path, field)
    return operator


def operand(dice: Dice, operator: str, path: str, field: Field) -> Any:
    """What an operator compares with."""
    match operator:
        case "all_of" | "none_of":
            return several(dice, path, field)
        case "months":
            return limits(dice, (0, 1, 3, 12, 14))
        case "happened" | "known":
            return dice.one([True, False])
        case "entails":
            return dice.one(["UDHR", "ICCPR", "UNGP"])
    return dice.one(DAYS if field.kind in DATES else field.order)


def several(dice: Dice, path: str, field: Field) -> list[Any]:
    """One value or two."""
    return list(dict.fromkeys(single(dice, path, field, {}) for _ in range(1 + dice.upto(1))))


def pattern(dice: Dice, collection: str, context: Context) -> Document:
    """What is asked of one fact; {} matches any."""
    asked = dice.some(paths(collection), 0, 2)
    return {path: matcher(dice, collection, path, context) for path in asked}


def selection(dice: Dice, context: Context, collections: Sequence[str] = COLLECTIONS) -> Document:
    """Facts of one collection that match a pattern."""
    collection = dice.one(collections)
    return {collection: pattern(dice, collection, context)}


def referring(context: Context) -> list[tuple[str, str]]:
    """The fields, by collection, that may name the fact in hand."""
    return [
        (collection, path)
        for collection in COLLECTIONS
        for path in paths(collection)
        if context.this in field_of(collection, path).to
    ]


def condition(dice: Dice, context: Context, depth: int = 2) -> Document:
    """Any condition, nested to some depth."""
    kinds = ["exists", "exists", "none", "every", "count"]
    kinds += ["this", "this", "of this"] if context.this else []
    kinds += ["of this"] * 2 if referring(context) else []
    kinds += ["score"] * 2 if context.scores else []
    kinds += ["all", "any", "not", "both"] if depth else []
    kind = dice.one(kinds)
    match kind:
        case "exists":
            return selection(dice, context)
        case "none":
            return {"none": selection(dice, context)}
        case "of this" if referring(context):
            collection, path = dice.one(referring(context))
            return {collection: {**pattern(dice, collection, context), path: "$this.id"}}
        case "this" | "of this":
            return {"this": pattern(dice, str(context.this), context)}
        case "every":
            return {"every": every(dice, context)}
        case "count":
            bounds = dice.one(
                [{"at_least": 1}, {"at_least": 2}, {"at_most": 1}, {"at_least": 1, "at_most": 2}]
            )
            return {"count": {"of": selection(dice, context), **bounds}}
        case "score":
            node, side = dice.one(context.scores)
            named = {key: name for key, name in (("node", node), ("side", side)) if name}
            return {"score": {**named, dice.one(["percent", "points"]): limits(dice, (0, 1, 40, 50))}}
        case "not":
            return {"not": condition(dice, context, depth - 1)}
        case "both":
            return {**selection(dice, context), **selection(dice, context)}
        case _:
            return {kind: [condition(dice, context, depth - 1) for _ in range(1 + dice.upto(1))]}


def every(dice: Dice, context: Context) -> Document:
    """Every fact that one pattern selects matches another."""
    of = selection(dice, context)
    (collection,) = of
    vacuous: Document = dice.one([{}, {"vacuous": True}, {"vacuous": False}])
    return {"of": of, "match": pattern(dice, collection, context), **vacuous}
