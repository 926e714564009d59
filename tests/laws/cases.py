"""Cases of every shape that the format allows, for laws to be tried on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from ddscore.model.fields import Field, Kind
from tests.laws.dice import Dice
from tests.laws.vocabulary import (
    CODES,
    DAYS,
    ELEMENTS,
    KNOWN_SOURCES,
    NUMBERS,
    QUESTIONS,
    RECORDED,
    REQUIRED,
    SOURCES,
    UNITS,
    D,
    field_of,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Document = dict[str, Any]
Ids = "Mapping[str, Sequence[str]]"
"""Of facts, by collection."""


def single(dice: Dice, path: str, field: Field, ids: Mapping[str, Sequence[str]]) -> Any:
    """One value, as a case file may state it."""
    match field.kind:
        case Kind.BOOLEAN:
            return dice.one([True, False])
        case Kind.NUMBER:
            return dice.one(NUMBERS)
        case Kind.VOCABULARY:
            return dice.one(words(path, field))
        case Kind.EVENT_DATE | Kind.PLANNED_DATE:
            return dice.one(DAYS)
        case _:
            assert field.kind is Kind.REFERENCE
            return dice.one([name for target in field.to for name in ids.get(target, ())])


def value(dice: Dice, collection: str, path: str, ids: Mapping[str, Sequence[str]]) -> Any:
    """A value, a list of values where the field may have one, or null."""
    field = field_of(collection, path)
    refers_to_nothing = field.kind is Kind.REFERENCE and not any(ids.get(target) for target in field.to)
    if path not in REQUIRED and (dice.chance(6) or (refers_to_nothing and not field.many)):
        return None
    if not field.many:
        return single(dice, path, field, ids)
    several = [] if refers_to_nothing else [single(dice, path, field, ids) for _ in range(dice.upto(2))]
    return list(dict.fromkeys(several))


def put(fact: Document, path: str, stated: Any) -> None:
    """Set a field of a fact, within a mapping where the path says so."""
    head, _, rest = path.partition(".")
    if rest:
        fact.setdefault(head, {})[rest] = stated
    else:
        fact[head] = stated


def fields(dice: Dice, collection: str, ids: Mapping[str, Sequence[str]], change: bool = False) -> Document:
    """Some of the fields of a fact, and those that it must have; of a change to one, one or two."""
    paths = RECORDED[collection]
    if change:
        stated = dice.some(paths, 1, 2)
    else:
        stated = [path for path in paths if dice.upto(2) or (collection == "findings" and path in REQUIRED)]
    fact: Document = {}
    for path in stated:
        put(fact, path, value(dice, collection, path, ids))
    return fact


def cited(dice: Dice) -> list[str]:
    """Sources, more often known than not."""
    return (
        dice.some([*KNOWN_SOURCES, *SOURCES], 1, 3)
        if dice.chance(3)
        else [dice.one([*KNOWN_SOURCES, *SOURCES])]
    )


def fact(dice: Dice, collection: str, name: str, ids: Mapping[str, Sequence[str]]) -> Document:
    """A fact with its sources, its updates and now and then a status."""
    stated: Document = {
        "id": name,
        **fields(dice, collection, ids),
        "sources": list(dict.fromkeys(cited(dice))),
    }
    if dice.chance(4):
        stated["updates"] = [
            {
                "set": fields(dice, collection, ids, change=True),
                "sources": [dice.one([*KNOWN_SOURCES, *SOURCES])],
            }
            for _ in range(1 + dice.upto(1))
        ]
    if dice.chance(8):
        stated["status"] = dice.one(["active", "corrected", "superseded"])
    if dice.chance(8):
        stated["disputed_by"] = dice.some([*SOURCES], 0, 2)
    return stated


def search(dice: Dice) -> Document:
    """One search: complete or not, to this date or another, one's own or somebody else's."""
    made: Document = {
        "coverage": dice.one(["complete", "complete", "partial"]),
        "searched": ["the sources listed"],
    }
    until = dice.one([None, None, D, "2019-10", "2018", "2021"])
    if until is not None:
        made["until"] = until
    if dice.chance(4):
        made["sources"] = dice.some([*SOURCES], 1, 2)
    return made


def coded_answers(dice: Dice) -> Document:
    """Answers to some questions, as one code or given for elements of units."""
    answers: Document = {}
    for question in QUESTIONS:
        if dice.chance(2):
            places = dice.some([(element, unit) for element in ELEMENTS for unit in UNITS], 1, 4)
            answers[question] = [
                {"answer": dice.one(CODES), "element": element, "unit": unit}
                | ({"sources": [dice.one([*SOURCES])]} if dice.chance(4) else {})
                for element, unit in places
            ]
        elif dice.chance(2):
            answers[question] = dice.one(CODES)
    return answers


@st.composite
def cases(draw: Any) -> Document:
    """A case document: all collections, fields left out, empty or null, known at various dates."""
    dice = Dice(draw)
    ids = {collection: [f"{collection}-{place}" for place in range(dice.upto(2))] for collection in RECORDED}
    case: Document = {
        "ddscore": "case/1",
        "id": "example-mining",
        "company": {"name": "Example Mining plc"},
        "as_of": D,
        "sources": {
            name: {"title": name, "publisher": "Example Press", **source} for name, source in SOURCES.items()
        },
        "research": {},
    }
    for collection, names in ids.items():
        listed = [search(dice) for _ in range(dice.upto(2))]
        if listed:
            case["research"][collection] = listed
        if names:
            case[collection] = [fact(dice, collection, name, ids) for name in names]
    answers = coded_answers(dice)
    if answers:
        case["answers"] = {"worked": answers}
    return case
