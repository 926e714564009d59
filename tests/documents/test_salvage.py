"""What is wrong in one part of a document hides nothing in another, and raises no alarm there."""

from __future__ import annotations

import copy
import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ddscore.documents.check import check
from ddscore.documents.explain import refusals
from ddscore.documents.findings import Finding
from ddscore.documents.lint import Context, asks_of
from ddscore.documents.salvage import Sound, salvage
from ddscore.documents.schema import accepts, validator
from tests.fuzz.seeds import seeds

if TYPE_CHECKING:
    from random import Random

    from ddscore.problems import Problem

CASE: dict[str, Any] = {
    "ddscore": "case/1",
    "id": "example-mining",
    "company": {"name": "Example Mining plc"},
    "sources": {
        "report": {"title": "Report", "publisher": "Example Watch", "kind": "ngo", "published": "2020"},
    },
    "involvement": [
        {"id": "mine", "note": "Invented.", "sources": ["report"]},
        {"id": "pit", "note": "Invented.", "sources": ["report"]},
    ],
}


def salvaged(document: dict[str, Any], kind: str = "case") -> Sound:
    sound = salvage(kind, document, refusals(kind, document))
    assert sound is not None
    assert accepts(validator(kind), sound.document)
    return sound


def broken(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(CASE), **changes}


def test_a_fact_that_is_wrong_is_left_out_and_the_others_keep_their_places() -> None:
    document = broken()
    document["involvement"][0] = {"title": "no id", "sources": ["report"]}
    sound = salvaged(document)
    assert [fact["id"] for fact in sound.document["involvement"]] == ["pit"]
    told = [*sound.told([Finding("case/duplicate-id", ("involvement", 0, "id"), "twice")])]
    assert [one.path for one in told] == [("involvement", 1, "id")]


def test_a_field_that_is_wrong_is_left_out_alone_where_the_fact_can_do_without() -> None:
    document = broken()
    document["involvement"][0]["rights"] = "housing"
    assert salvaged(document).document["involvement"][0] == CASE["involvement"][0]


def test_an_entity_may_be_the_one_that_a_field_meant_which_was_left_out() -> None:
    unused = Finding("case/unused-entity", ("company", "entities", 0, "id"), "no fact names it")
    document = broken(company={"name": "E", "entities": [{"id": "subsidiary", "name": "S"}]})
    document["involvement"][0]["rights"] = 5
    assert [*salvaged(document).told([unused])] == [unused]
    document["involvement"][0]["entity"] = 5
    assert [*salvaged(document).told([unused])] == []


def test_the_document_itself_is_not_altered() -> None:
    document = broken(company=5, involvement="none")
    before = copy.deepcopy(document)
    salvaged(document)
    assert document == before


@pytest.mark.parametrize("missing", ["id", "company"])
def test_what_every_case_needs_is_stood_in_for(missing: str) -> None:
    document = broken()
    del document[missing]
    assert salvaged(document).document["involvement"] == CASE["involvement"]


def test_of_a_company_without_a_name_the_rest_stays() -> None:
    company = {"nmae": "Example", "country": "GB"}
    assert salvaged(broken(company=company)).document["company"] == {"name": "unnamed", "country": "GB"}


@pytest.mark.parametrize(
    "document", [5, [], "case/1", None, {"ddscore": "case/2"}, {"ddscore": "rubric/1"}, {}]
)
def test_of_what_is_no_such_document_nothing_is_sound(document: object) -> None:
    assert salvage("case", document, refusals("case", document)) is None


def test_of_a_document_with_too_many_problems_nothing_is_checked_further() -> None:
    facts = [{"id": f"f{number}"} for number in range(100)]
    assert salvage("case", broken(involvement=facts), refusals("case", broken(involvement=facts))) is None


def test_a_finding_on_a_field_that_is_not_there_is_told() -> None:
    sound = salvaged(broken(as_of="soon"))
    finding = Finding("case/other", ("involvement", 0, "period", "to"), "missing")
    assert [*sound.told([finding])] == [finding]


@cache
def context() -> Context:
    return Context(asks_of([]))


def told(document: dict[str, Any]) -> dict[tuple[str, str], Problem]:
    """The problems of a case by id and pointer, written so that each value has a line of its own."""
    content = json.dumps(document, indent=1, ensure_ascii=False).encode()
    (one, *_) = check(content, "case.yaml", context())
    return {(problem.id, problem.pointer): problem for problem in one.problems}


def facts_of(case: dict[str, Any]) -> list[tuple[str, int, dict[str, Any]]]:
    return [
        (name, index, fact)
        for name, listed in case.items()
        if isinstance(listed, list)
        for index, fact in enumerate(listed)
        if isinstance(fact, dict) and "sources" in fact
    ]


@cache
def whole_cases() -> list[dict[str, Any]]:
    """Real cases that their schema accepts, with two facts at least."""
    cases: list[Any] = [seed.document for seed in seeds()["case"]]
    return [case for case in cases if accepts(validator("case"), case) and len(facts_of(case)) > 1]


def break_one(case: dict[str, Any], spared: dict[str, Any], dice: Random) -> bool:
    """Break a source, or another fact than the one spared, as people do; false where it stays whole."""
    parts = [fact for _, _, fact in facts_of(case) if fact is not spared] + [*case["sources"].values()]
    part = dice.choice(parts)
    name = dice.choice(sorted(part))
    match dice.randrange(5):
        case 0:
            part[f"{name}x"] = part.pop(name)
        case 1:
            del part[name]
        case 2:
            part[name] = dice.choice((5, {"a": 1}, [5], "2019-02", "Not A Word", "x" * 5000, True))
        case 3:
            part["unheard-of"] = dice.choice((None, "text", [], {"id": "x"}))
        case _:
            for listed in case.values():
                if isinstance(listed, list) and part in listed:
                    listed[listed.index(part)] = dice.choice((5, "text", [], None))
    return not accepts(validator("case"), case)


@settings(max_examples=150)
@given(st.randoms(use_true_random=False))
def test_a_broken_part_hides_no_problem_of_another_and_raises_none(dice: Random) -> None:
    case = copy.deepcopy(dice.choice(whole_cases()))
    name, index, fact = dice.choice(facts_of(case))
    fact["sources"] = [*fact["sources"], "nobody-wrote-this"]
    before = told(case)
    planted = ("case/dangling-reference", f"/{name}/{index}/sources/{len(fact['sources']) - 1}")
    assert planted in before
    if not break_one(case, fact, dice):
        return
    after = told(case)
    text = json.dumps(case, indent=1, ensure_ascii=False).splitlines()
    assert "nobody-wrote-this" in text[(after[planted].location.line or 0) - 1]
    assert any(check.startswith("schema/") for check, _ in after)
    assert {key for key in after if not key[0].startswith("schema/")} <= set(before)
