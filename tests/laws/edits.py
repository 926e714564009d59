"""Cases that have been edited, for laws about what an edit changes."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

from tests.laws.cases import cases, fact, search
from tests.laws.dice import Dice
from tests.laws.vocabulary import DAYS, RECORDED, SOURCES

Document = dict[str, Any]


@st.composite
def edited(draw: Any, most: int = 4) -> tuple[Document, Document]:
    """A case and the same with some facts, searches, sources and answers added, taken out or changed."""
    before: Document = draw(cases())
    dice = Dice(draw)
    after = copy.deepcopy(before)
    for _ in range(1 + dice.upto(most - 1)):
        _edit(dice, after)
    return before, after


def _edit(dice: Dice, case: Document) -> None:
    ids = {name: [one["id"] for one in case.get(name, ())] for name in RECORDED}
    collection = dice.one([*RECORDED])
    listed = case.setdefault(collection, [])
    match dice.one(["change", "add", "remove", "search", "source", "answers"]):
        case "add":
            listed.append(fact(dice, collection, f"{collection}-new-{len(listed)}", ids))
        case "remove" if listed:
            listed.pop(dice.upto(len(listed) - 1))
        case "search":
            case["research"][collection] = [search(dice)]
        case "source":
            case["sources"][dice.one([*SOURCES])]["published"] = dice.one(DAYS)
        case "answers":
            case.pop("answers", None)
        case _ if listed:
            place = dice.upto(len(listed) - 1)
            listed[place] = fact(dice, collection, listed[place]["id"], ids)
        case _:
            pass
    if not listed:
        del case[collection]
