"""Saved assessments become what a report is made of, or are refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ddscore import assess, load_case, load_rubric
from ddscore.documents import shipped
from ddscore.documents.assessment import build_assessment, load_assessments, parse_records
from ddscore.errors import InputError
from ddscore.reports import FORMATS
from tests.laws.assessments import assessed
from tests.laws.cases import cases
from tests.laws.rubrics import rubrics

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = [
    *sorted(shipped.folder("cases").glob("*.yaml")),
    *sorted((Path(__file__).parents[1] / "data" / "companies").glob("*.yaml")),
]
Document = dict[str, Any]


def saved(*assessments: Any) -> bytes:
    return FORMATS["json"].render(assessments).encode()


def again(content: bytes) -> list[Any]:
    return [build_assessment(record) for record in parse_records(content, "saved.json")]


def problems(document: object) -> list[tuple[str, str]]:
    """What is wrong with a document: each problem's check and place."""
    with pytest.raises(InputError) as refused:
        parse_records(json.dumps(document).encode(), "saved.json")
    return [(problem.id, problem.pointer) for problem in refused.value.problems]


@pytest.fixture(scope="module")
def hikvision() -> Any:
    return assess(load_case(shipped.folder("cases") / "hikvision.yaml"), load_rubric("ungp"))


@pytest.fixture
def document(hikvision: Any) -> Document:
    read: Document = json.loads(saved(hikvision))
    return read


@pytest.mark.parametrize("rubric", shipped.rubrics())
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_saved_assessment_prints_as_it_did_in_every_format(case: Path, rubric: str) -> None:
    assessment = assess(load_case(case), load_rubric(rubric))
    for form in FORMATS.values():
        assert form.render(again(saved(assessment))) == form.render([assessment])


@settings(max_examples=25)
@given(rubrics(), cases())
def test_whatever_was_assessed_prints_from_its_file_as_it_did(rubric: Document, case: Document) -> None:
    assessment = assessed(rubric, case)
    hashed = assessment._replace(
        case=assessment.case._replace(sha256="a" * 64),
        rubric=assessment.rubric._replace(sha256="b" * 64),
    )
    for form in FORMATS.values():
        assert form.render(again(saved(hashed))) == form.render([hashed])


def test_a_list_of_assessments_is_read_in_its_order(hikvision: Any, tmp_path: Path) -> None:
    other = hikvision._replace(case=hikvision.case._replace(id="other"))
    (tmp_path / "saved.json").write_bytes(saved(hikvision, other))
    assert [one.case.id for one in load_assessments(tmp_path / "saved.json")] == ["hikvision", "other"]


def test_an_empty_list_is_no_assessment() -> None:
    assert problems([]) == [("file/no-kind", "")]


def test_another_kind_of_document_is_no_assessment(document: Document) -> None:
    assert problems({**document, "ddscore": "problem/1"})[0][0] == "file/unknown-kind"
    assert problems({**document, "ddscore": "problems/1"})[0] == ("schema/kind", "/ddscore")
    assert problems({**document, "ddscore": "case/1"})[0] == ("schema/kind", "/ddscore")


@pytest.mark.parametrize(
    ("place", "value", "check"),
    [
        (("summary", "practice", "percent"), 80, "assessment/outside-bounds"),
        (("summary", "practice", "percent"), 1.5, "assessment/wrong-points"),
        (("summary", "practice", "points"), None, "assessment/wrong-points"),
        (("summary", "outcome"), "none", "assessment/only-possible"),
        (("summary", "possible_profiles"), ["invented"], "assessment/unknown-row"),
        (("as_of",), "2020-02-30", "assessment/impossible-date"),
        (("open_promises", 0, "made"), "2019-02-29", "assessment/impossible-date"),
        (("open_promises", 0, "id"), "no-such-fact", "assessment/dangling-reference"),
        (("contradictions", 0, "policy"), "no-such-fact", "assessment/dangling-reference"),
        (("contradictions", 0, "drawn_by"), "nobody", "assessment/dangling-reference"),
        (("unknowns", 0, "node"), "no-such-node", "assessment/dangling-reference"),
    ],
)
def test_what_was_changed_by_hand_does_not_hold_together(
    document: Document, place: tuple[str | int, ...], value: object, check: str
) -> None:
    part: Any = document
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value
    assert check in {found for found, _ in problems(document)}
    nested = problems([document])
    assert all(pointer.startswith("/0/") for _, pointer in nested)


ODD = [None, True, 0, -1, 1e300, "", "x", "2020-02-31", "2020", [], {}, [None], ["x"], {"a": 1}, "findings"]


def places(part: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a document: what holds it, and its key or index."""
    for key in part if isinstance(part, dict) else range(len(part)) if isinstance(part, list) else ():
        yield part, key
        yield from places(part[key])


@settings(max_examples=60)
@given(data=st.data())
def test_a_file_changed_anywhere_prints_or_is_refused(hikvision: Any, data: st.DataObject) -> None:
    document = json.loads(saved(hikvision))
    top = data.draw(st.sampled_from([document, document["facts"], document["sources"], document["research"]]))
    everywhere = list(places(top))
    holder, key = everywhere[data.draw(st.integers(0, len(everywhere) - 1))]
    if isinstance(holder, dict) and data.draw(st.booleans()):
        del holder[key]
    else:
        holder[key] = data.draw(st.sampled_from(ODD))
    try:
        changed = again(json.dumps(document).encode())
    except InputError:
        return
    for name in ("text", "html", "csv"):
        assert FORMATS[name].render(changed)


def test_the_dates_of_facts_are_of_the_calendar(document: Document) -> None:
    name = next(name for name, fact in document["facts"].items() if fact["collection"] == "involvement")
    document["facts"][name]["period"] = {"from": "2017-02-29"}
    assert problems(document) == [("assessment/impossible-date", f"/facts/{name}/period/from")]


def test_the_checks_find_nothing_in_what_ddscore_saves(hikvision: Any) -> None:
    assert len(parse_records(saved(hikvision, hikvision), "saved.json")) == 2
