"""`check` of one file: what it is, all that is wrong with it, and the answers beside it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from ddscore.documents.check import check, is_unreadable
from ddscore.documents.lint import Context, asks_of
from ddscore.errors import InputError
from ddscore.model.checked import Checked
from ddscore.problems import Location, Problem, Severity

CASE = "ddscore: case/1\nid: example-mining\nas_of: 2024-12-31\ncompany: {name: Example Mining plc}\n"
FLOW = (
    '{"ddscore": "case/1", "id": "example-mining", "as_of": "2024-12-31", "company": {"name": "Example plc"}}'
)


@cache
def context() -> Context:
    return Context(asks_of([]))


def checked(text: str | bytes, path: str = "example.yaml", answers: bytes | None = None) -> list[Checked]:
    content = text if isinstance(text, bytes) else text.encode()
    return check(content, path, context(), None if answers is None else lambda _: answers)


def ids(text: str | bytes, path: str = "example.yaml") -> list[str]:
    (one,) = checked(text, path)
    return [problem.id for problem in one.problems]


@pytest.mark.parametrize("path", ["example.yaml", "example.json", "<stdin>", "example", "EXAMPLE.YML"])
def test_a_case_written_as_json_is_a_case_under_any_name(path: str) -> None:
    assert checked(FLOW, path) == [Checked(path, "case", ())]


@pytest.mark.parametrize("path", ["example.yaml", "<stdin>"])
def test_a_case_in_braces_is_yaml(path: str) -> None:
    assert checked(
        "{ddscore: case/1, id: example-mining, as_of: 2024-12-31, company: {name: Example plc}}", path
    ) == [Checked(path, "case", ())]


def test_json_is_told_by_its_name_or_else_by_how_it_begins() -> None:
    assert ids('{"a": NaN}', "saved.json") == ["json/not-finite"]
    assert ids(' [\n{"a": NaN}]', "<stdin>") == ["json/not-finite"]
    assert ids('{"a": NaN}', "saved.yaml") == ["file/no-kind"]


def test_a_case_in_json_may_say_no_more_than_one_in_yaml() -> None:
    assert ids(FLOW.replace("example-mining", "\\u0007"), "case.json") == ["yaml/control-character"]


def test_a_list_of_assessments_is_checked_one_by_one() -> None:
    (one,) = checked('[\n{"ddscore": "assessment/1"},\n{"ddscore": "case/1"}\n]', "saved.json")
    assert one.kind == "assessment"
    assert [(problem.id, problem.location.line, problem.pointer) for problem in one.problems] == [
        ("schema/missing-field", 2, "/0"),
        ("schema/kind", 3, "/1/ddscore"),
    ]


def test_no_more_problems_are_told_than_anyone_mends_in_one_go() -> None:
    many = ", ".join(['{"ddscore": "assessment/1", "x": 1}'] * 400)
    assert len(ids(f"[{many}]", "saved.json")) == 100


def test_an_assessment_keeps_its_places_whatever_its_text_escapes() -> None:
    text = '{"ddscore": "assessment/1",\n "a": "\\ud83d\\ude00 \u2028 \\/",\n "b": 1}'
    (one,) = checked(text, "saved.json")
    assert [(problem.location.line, problem.location.column) for problem in one.problems] == [
        (1, 1),
        (2, 2),
        (3, 2),
    ]


def test_each_problem_comes_with_the_line_it_stands_on() -> None:
    (one,) = checked(f"{CASE}answers_file: 7\r\nrecord: 5\r\n")
    assert one.lines == {5: "answers_file: 7", 6: "record: 5"}


def test_a_version_to_come_is_told_and_nothing_else() -> None:
    assert ids("ddscore: case/2\nid: 5\nnew: true\n") == ["schema/version"]


def test_the_answers_beside_a_case_are_a_file_of_their_own() -> None:
    answers = b"rubric,question,answer\n"
    case, beside = checked(f"{CASE}answers_file: answers.csv\n", "cases/example.yaml", answers)
    assert (case.kind, case.problems) == ("case", ())
    assert beside == Checked(str(Path("cases/answers.csv")), "answers", ())


@pytest.mark.parametrize(
    "broken",
    [
        "record: soon\n",
        "sources: 5\n",
        "sources: {r: {title: R, publisher: P, kind: ngo}}\n",
        "answers: [5]\n",
        "answers: {ungp: [q]}\n",
        "policies: [{id: p, sources: [nobody]}]\n",
    ],
)
def test_answers_are_checked_whatever_is_wrong_with_the_case(broken: str) -> None:
    text = f"{CASE}answers_file: answers.csv\n{broken}"
    case, answers = checked(text, answers=b"rubric,question,answer\nungp,,yes\n")
    assert case.problems
    assert [problem.id for problem in answers.problems] == ["answers/missing-value"]
    assert answers.lines == {2: "ungp,,yes"}


def test_answers_may_name_the_sources_of_a_case_that_is_broken_elsewhere() -> None:
    sources = "sources: {report: {title: R}}\n"
    _, answers = checked(
        f"{CASE}answers_file: a.csv\n{sources}",
        answers=b"rubric,question,answer,sources\nungp,q,yes,report\n",
    )
    assert [problem.id for problem in answers.problems] == ["case/unknown-rubric"], "of the sources, nothing"


@pytest.mark.parametrize("name", ["a/b.csv", "''", "..", "5", "[a.csv]", "{a: b}", '"a\\nb.csv"', "x" * 300])
def test_a_name_that_no_answers_file_can_have_is_told_in_the_case_alone(name: str) -> None:
    (one,) = checked(f"{CASE}answers_file: {name}\n", answers=b"")
    assert {problem.pointer for problem in one.problems} == {"/answers_file"}


def test_answers_that_are_not_at_hand_are_not_passed_over() -> None:
    _, answers = checked(f"{CASE}answers_file: answers.csv\n", "<stdin>")
    (problem,) = answers.problems
    assert problem.id == "file/not-found"
    assert is_unreadable(problem)


def test_an_unreadable_answers_file_is_told_at_its_own_path() -> None:
    def gone(name: str) -> bytes:
        raise InputError([Problem("file/not-found", Severity.ERROR, "no such file", "check", Location(name))])

    _, answers = check(f"{CASE}answers_file: answers.csv\n".encode(), "x.yaml", context(), gone)
    assert [problem.location.path for problem in answers.problems] == ["answers.csv"]


@pytest.mark.parametrize(
    ("check_id", "is_it"),
    [("file/not-found", True), ("file/too-large", True), ("file/no-kind", False), ("yaml/syntax", False)],
)
def test_what_was_read_and_is_no_file_of_ours_is_not_unreadable(check_id: str, is_it: bool) -> None:
    assert is_unreadable(Problem(check_id, Severity.ERROR, "", "", Location("x"))) is is_it


@pytest.mark.parametrize(
    ("slip", "unused"), [("reprot", False), ("leaflet", True)], ids=["misspelt", "of something else"]
)
def test_a_source_whose_name_is_misspelt_is_not_unused_besides(slip: str, unused: bool) -> None:
    source = "{title: R, publisher: P, kind: ngo, published: 2020}"
    found = ids(f"{CASE}sources: {{report: {source}}}\npolicies: [{{id: p, note: n, sources: [{slip}]}}]\n")
    assert found == ["case/unused-source"] * unused + ["case/dangling-reference"]


def test_a_line_that_was_never_ended_is_named_where_it_ends() -> None:
    (one,) = checked(f"{CASE}record: {{status:")
    (problem,) = one.problems
    assert (problem.location.line, one.lines) == (5, {5: "record: {status:"})
