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
    OFTEN_NULL,
    PLANNED,
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
            return dice.one(PLANNED if path == "due" else DAYS)
        case _:
            assert field.kind is Kind.REFERENCE
            return dice.one([name for target in field.to for name in ids.get(target, ())])


def value(dice: Dice, collection: str, path: str, ids: Mapping[str, Sequence[str]]) -> Any:
    """A value, a list of values where the field may have one, or null."""
    field = field_of(collection, path)
    refers_to_nothing = field.kind is Kind.REFERENCE and not any(ids.get(target) for target in field.to)
    if path not in REQUIRED and (
        dice.chance(2 if path in OFTEN_NULL else 8) or (refers_to_nothing and not field.many)
    ):
        return None
    if not field.many:
        return single(dice, path, field, ids)
    several = (
        [] if refers_to_nothing else [single(dice, path, field, ids) for _ in range(dice.one([1, 2, 0]))]
    )
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
        stated = [path for path in paths if dice.upto(3) or (collection == "findings" and path in REQUIRED)]
    fact: Document = {}
    for path in stated:
        put(fact, path, value(dice, collection, path, ids))
    return fact


def cited(dice: Dice) -> list[str]:
    """Sources, mostly one that is known."""
    return dice.some([*SOURCES], 1, 3) if dice.chance(4) else [dice.one(KNOWN_SOURCES)]


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


PAIR: Mapping[str, Mapping[str, Sequence[Any]]] = {
    "policies": {"instruments": [["UNGP"]], "rights": [["life"]], "date": ["2018-07", "2018-07", "2019"]},
    "findings": {
        "involvement": ["involvement-0"],
        "by_kind": ["court"],
        "conclusion": ["upheld", "upheld", "pending"],
        "proof": ["balance", "balance", "indication"],
        "direction": ["adverse"],
        "finality": ["final"],
        "concerns": [["harm"]],
        "instruments": [["UNGP"]],
    },
    "involvement": {"period.from": ["2018"], "period.to": [None, None, "2018"], "rights": [["life"]]},
}
"""A policy that a finding contradicts, unless something about them is otherwise; the likely twice."""


def paired(dice: Dice, case: Document, ids: Mapping[str, Sequence[str]]) -> None:
    """Make the first policy, finding and involvement a pair, all but for a few fields."""
    for collection, stated in PAIR.items():
        changed: Document = {"id": f"{collection}-0", "sources": [dice.one(KNOWN_SOURCES)]}
        for path in RECORDED[collection]:
            otherwise = dice.chance(6)
            if path in stated and not otherwise:
                put(changed, path, dice.one(stated[path]))
            elif (path in REQUIRED and collection == "findings") or (otherwise and dice.chance(2)):
                put(changed, path, value(dice, collection, path, ids))
        case[collection] = [changed, *case.get(collection, [])[1:]]


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
    ids = {
        collection: [f"{collection}-{place}" for place in range(dice.one([1, 2, 0]))]
        for collection in RECORDED
    }
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
    if dice.chance(2):
        paired(dice, case, {**ids, **{collection: [f"{collection}-0"] for collection in PAIR}})
    answers = coded_answers(dice)
    if answers:
        case["answers"] = {"worked": answers}
    return case
