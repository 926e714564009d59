"""Ways to settle what a case leaves open: each turns its document into another that says more."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from ddscore.model.dates import PartialDate
from ddscore.model.fields import Kind
from tests.laws.cases import fields, put, value
from tests.laws.vocabulary import CODES, ELEMENTS, KNOWN_SOURCES, QUESTIONS, RECORDED, UNITS, D, field_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.laws.dice import Dice

Document = dict[str, Any]

MEANS_NONE = ("until", "due", "deadline")
"""Left out, these say that there is none; to fill them in is not to settle but to correct."""
BEYOND = {"findings": ("involvement",), "engagement": ("asked",)}
"""A finding without an involvement makes no pair, and a question that was delivered was asked."""
BY_THEN = {"policies": ("date",)}
"""A policy that is known has been made."""
LIMITS = {"policies": ("date",), "involvement": ("period.from",), "promises": ("made",)}
"""Partial limits count by their own first or last day, and elapsed times at the coarser precision."""


def settled(dice: Dice, case: Document, closed: Sequence[str]) -> tuple[str, Document]:
    """The case with one thing more, and what was done; `closed` are the collections that are so already."""
    ways = [*_missing(case), *_partial(case), *_open(closed), *_unanswered(case)]
    way, *place = dice.one(ways) if ways else ("nothing",)
    after = copy.deepcopy(case)
    match way:
        case "fill":
            _fill(dice, after, *place)
        case "narrow":
            _narrow(dice, after, *place)
        case "search":
            after["research"].setdefault(place[0], []).append(
                {"coverage": "complete", "searched": ["everywhere"], "until": D}
            )
        case "find":
            _find(dice, after, place[0])
        case "answer":
            _answer(dice, after, *place)
    return way, after


def stated(fact: Mapping[str, Any], path: str) -> Any:
    """What a fact states of a field, without its updates; `...` where it states nothing."""
    found: Any = fact
    for name in path.split("."):
        found = found.get(name, ...) if isinstance(found, dict) else found
    return found


def _missing(case: Document) -> Iterator[tuple[Any, ...]]:
    for collection, paths in RECORDED.items():
        for place, fact in enumerate(case.get(collection, ())):
            for path in paths:
                beyond = path in (*MEANS_NONE, *BEYOND.get(collection, ()))
                if stated(fact, path) is ... and not beyond and not _never_came(fact, path):
                    yield "fill", collection, place, path


def _never_came(fact: Mapping[str, Any], path: str) -> bool:
    """Whether the field would describe an answer that, as the fact says, never came."""
    changes = [fact, *(update["set"] for update in fact.get("updates", ()))]
    return path == "response" and any(change.get("answered", ...) is None for change in changes)


def _partial(case: Document) -> Iterator[tuple[Any, ...]]:
    for collection, paths in RECORDED.items():
        for place, fact in enumerate(case.get(collection, ())):
            for path in paths:
                if field_of(collection, path).kind is Kind.EVENT_DATE and path not in LIMITS.get(
                    collection, ()
                ):
                    date = stated(fact, path)
                    if isinstance(date, str) and len(date) < len(D):
                        yield "narrow", collection, place, path


def _open(closed: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    for collection in RECORDED:
        if collection not in closed:
            yield "search", collection
            yield "find", collection


def _unanswered(case: Document) -> Iterator[tuple[Any, ...]]:
    answers = case.get("answers", {}).get("worked", {})
    for question in QUESTIONS:
        listed = answers.get(question)
        if listed is None:
            yield "answer", question, None
        elif listed == "unclear":
            yield "answer", question, ...
        elif isinstance(listed, list):
            for place, answer in enumerate(listed):
                if answer["answer"] == "unclear" and "sources" not in answer:
                    yield "answer", question, place


def _fill(dice: Dice, case: Document, collection: str, place: int, path: str) -> None:
    fact = case[collection][place]
    ids = {name: [one["id"] for one in case.get(name, ())] for name in RECORDED}
    chosen = value(dice, collection, path, ids)
    responded = path == "answered" and any(
        change.get("response") is not None
        for change in (fact, *(update["set"] for update in fact.get("updates", ())))
    )
    if path in BY_THEN.get(collection, ()) or responded:
        # Of an answer whose kind is recorded it is known that it came.
        chosen = dice.one(["2018", "2019-06-15", D])
    put(fact, path, chosen)


def _narrow(dice: Dice, case: Document, collection: str, place: int, path: str) -> None:
    fact = case[collection][place]
    date = PartialDate.parse(stated(fact, path))
    days = [date.first.isoformat(), date.last.isoformat()]
    if date.text in ("2020", "2020-09"):
        days += [D, "2020-09-24"]
    put(fact, path, dice.one(days))


def _find(dice: Dice, case: Document, collection: str) -> None:
    ids = {name: [one["id"] for one in case.get(name, ())] for name in RECORDED}
    found = {"id": "found", **fields(dice, collection, ids), "sources": [dice.one(KNOWN_SOURCES)]}
    case.setdefault(collection, []).insert(dice.upto(len(case.get(collection, ()))), found)


def _answer(dice: Dice, case: Document, question: str, place: Any) -> None:
    answers = case.setdefault("answers", {}).setdefault("worked", {})
    settled_codes = [code for code in CODES if code != "unclear"]
    if place is None:
        places = [(element, unit) for element in ELEMENTS for unit in UNITS]
        answers[question] = [
            {"answer": dice.one(CODES), "element": element, "unit": unit}
            for element, unit in dice.some(places, 1, 4)
        ]
    elif place is ...:
        answers[question] = dice.one(settled_codes)
    else:
        answers[question][place]["answer"] = dice.one(settled_codes)
