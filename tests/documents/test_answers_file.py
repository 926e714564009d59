"""Coded answers in a CSV file beside the case."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from ddscore import InputError, load_case
from ddscore.documents.case import parse_case
from ddscore.documents.tables import MAX_BYTES
from ddscore.model.case import CodedAnswer

if TYPE_CHECKING:
    from pathlib import Path

    from ddscore import Case

CASE = """\
ddscore: case/1
id: example-mining
company: {name: Example Mining plc}
as_of: 2020-09-23
sources:
  index: {title: Example Index, publisher: Example Institute, kind: benchmark, published: 2019}
  audit: {title: Example Audit, publisher: Example Auditors, kind: ngo, published: 2020-01}
answers:
  example-index: {q9: yes}
"""
BESIDE = "answers_file: example.answers.csv\n"
HEADER = "rubric,question,element,unit,answer,sources\n"


def load(folder: Path, table: str | bytes, case: str = CASE + BESIDE) -> Case:
    (folder / "example.yaml").write_text(case, encoding="utf-8")
    content = table.encode() if isinstance(table, str) else table
    (folder / "example.answers.csv").write_bytes(content)
    return load_case(folder / "example.yaml")


def problems(folder: Path, table: str | bytes) -> list[tuple[str, int | None]]:
    with pytest.raises(InputError) as refused:
        load(folder, table)
    assert {problem.location.path for problem in refused.value.problems} == {
        str(folder / "example.answers.csv")
    }
    return [
        (problem.id.removeprefix("answers/"), problem.location.line) for problem in refused.value.problems
    ]


def test_a_row_is_an_answer_with_what_it_was_given_for_and_its_sources(tmp_path: Path) -> None:
    table = HEADER + "example-index,q1,e1,Example Mail,partial,index audit\nother-index,q1,,,no,\n"
    answers = load(tmp_path, table).answers
    given = {"element": "e1", "unit": "Example Mail"}
    assert answers["example-index"]["q1"] == (CodedAnswer("partial", given, ("index", "audit")),)
    assert answers["other-index"] == {"q1": (CodedAnswer("no", {}, ()),)}


def test_answers_in_the_case_and_in_the_file_stand_together(tmp_path: Path) -> None:
    answers = load(tmp_path, HEADER + "example-index,q1,,,no,\n").answers
    assert list(answers["example-index"]) == ["q9", "q1"]


def test_the_case_carries_the_hash_of_its_answers_file(tmp_path: Path) -> None:
    table = HEADER + "example-index,q1,,,no,\n"
    assert load(tmp_path, table).answers_sha256 == hashlib.sha256(table.encode()).hexdigest()
    assert load(tmp_path, table, CASE).answers_sha256 is None


@pytest.mark.parametrize(
    "cell",
    ["yes", "NO", "N/A", "3", "3.50", "-1", "+2", "1e2", "0777", "true", "True", "12:30", "2020-09-23"],
)
def test_an_answer_means_what_it_means_in_the_case_file(tmp_path: Path, cell: str) -> None:
    in_file = load(tmp_path, f"rubric,question,answer\nr,q,{cell}\n").answers["r"]["q"][0].answer
    in_case = load(tmp_path, HEADER, f"{CASE}  r: {{q: {cell}}}\n").answers["r"]["q"][0].answer
    assert (in_file, type(in_file)) == (in_case, type(in_case))


def test_element_1_10_is_not_element_1_1(tmp_path: Path) -> None:
    vast = "9" * 20
    rows = f"r,q,1.1,,yes,\nr,q,1.10,,no,\nr,q,007,,no,\nr,q,true,,no,\nr,q,{vast},,no,\n"
    elements = [answer.dimensions["element"] for answer in load(tmp_path, HEADER + rows).answers["r"]["q"]]
    assert elements == [1.1, "1.10", "007", "true", vast]


def test_what_an_answer_was_given_for_matches_a_number_of_the_rubric(tmp_path: Path) -> None:
    answers = load(tmp_path, "rubric,question,year,answer\nr,q,2019,yes\n").answers
    assert answers["r"]["q"][0].dimensions == {"year": 2019}


def test_what_a_spreadsheet_leaves_behind_is_no_answer(tmp_path: Path) -> None:
    excel = b"\xef\xbb\xbf\r\nrubric,question,answer,,\r\nr, q ,yes\xc2\xa0,,\r\n,,,,\r\n\r\n"
    assert load(tmp_path, excel).answers["r"] == {"q": (CodedAnswer("yes", {}, ()),)}


def test_a_problem_stands_at_the_line_on_which_its_row_begins(tmp_path: Path) -> None:
    table = 'rubric,question,unit,answer\nr,q,"two\nlines",yes\nr,q,one,\n'
    assert problems(tmp_path, table) == [("no-answer", 4)]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("", [("empty", None)]),
        ("\n,,\n", [("empty", None)]),
        ("rubric;question;answer\n", [("no-commas", 1)]),
        ("Rubric,question\n", [("missing-column", 1), ("missing-column", 1)]),
        ("rubric,question,answer,answer\n", [("duplicate-column", 1)]),
        ("rubric,question,answer,\nr,q,yes,stray\n", [("nameless-column", 2)]),
        (f"rubric,question,answer,{','.join('abcdefghijklmnopqrs')}\n", [("too-many-columns", 1)]),
        ("rubric,question,answer" + ",x" * 500, [("too-many-columns", 1)]),
        ("rubric,question,answer\nr,q\nr,q,yes,no\n", [("ragged-row", 2), ("ragged-row", 3)]),
        ('rubric,question,answer\nr,q,"yes\n', [("malformed", 2)]),
        ('rubric,question,answer\nr,q,"yes"no\n', [("malformed", 2)]),
        (f"rubric,question,answer\nr,q,{'x' * 200_000}\n", [("malformed", 2)]),
        ("rubric,question,answer\nr,q,y\x00es\n", [("control-character", 2)]),
        ("rubric,question,answer\nr,q,y\u202ees\n", [("control-character", 2)]),
        ("rubric,question,answer\nr,q,\ufeffyes\n", [("control-character", 2)]),
        (b"rubric,question,answer\nr,q,d\xe9j\xe0\n", [("not-utf8", 2)]),
        ("rubric,question,answer\n,q,yes\nr,,yes\n", [("missing-value", 2), ("missing-value", 3)]),
        ("rubric,question,answer\nr,q1,\nr,q2,null\n", [("no-answer", 2), ("no-answer", 3)]),
        (f"rubric,question,answer\nr,q,{'9' * 20}\n", [("number-too-large", 2)]),
        ("rubric,question,answer\nr,q,.inf\n", [("not-finite", 2)]),
        (f"rubric,question,answer\nr,q,{'y' * 501}\n", [("too-long", 2)]),
        (f"{HEADER}r,q,e1,{'u' * 201},yes,\n", [("too-long", 2)]),
        (f"{HEADER}r,q,e1,,yes,index indx\n", [("unknown-source", 2)]),
        (f"{HEADER}example-index,q9,,,no,\n", [("answered-twice", 2)]),
        (f"{HEADER}r,q,e1,,yes,\nr,q,e2,,yes,\nr,q,e1,,no,index\n", [("duplicate-answer", 4)]),
        (f"{HEADER}r,q,e1,,,nobody\n", [("no-answer", 2), ("unknown-source", 2)]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_row(
    tmp_path: Path, table: str | bytes, expected: list[tuple[str, int | None]]
) -> None:
    assert problems(tmp_path, table) == expected


def test_a_misspelt_column_and_a_misspelt_source_are_guessed_at(tmp_path: Path) -> None:
    for table, guess in [("rubric,question,Anser\n", "`Anser`"), (f"{HEADER}r,q,,,yes,indx\n", "`index`")]:
        with pytest.raises(InputError) as refused:
            load(tmp_path, table)
        assert guess in refused.value.problems[-1].hint


def test_no_more_is_listed_than_anyone_mends_in_one_go(tmp_path: Path) -> None:
    rows = "".join(f"r,q{number},\n" for number in range(150))
    assert len(problems(tmp_path, f"rubric,question,answer\n{rows}")) == 100
    assert len(problems(tmp_path, "rubric,question,answer\n" + "r\n" * 150)) == 100


def test_a_case_has_no_more_than_100_000_answers(tmp_path: Path) -> None:
    rows = "".join(f"r,q{number},y\n" for number in range(100_001))
    assert problems(tmp_path, f"rubric,question,answer\n{rows}") == [("too-many-rows", 100_002)]


def test_a_file_of_more_than_50_mib_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "example.yaml").write_text(CASE + BESIDE, encoding="utf-8")
    with (tmp_path / "example.answers.csv").open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(InputError) as refused:
        load_case(tmp_path / "example.yaml")
    assert refused.value.problems[0].id == "file/too-large"


def test_an_answers_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "example.yaml").write_text(CASE + BESIDE, encoding="utf-8")
    (tmp_path / "exampel.answers.csv").touch()
    with pytest.raises(InputError) as refused:
        load_case(tmp_path / "example.yaml")
    assert refused.value.problems[0].id == "file/not-found"
    assert "exampel.answers.csv" in refused.value.problems[0].hint


@pytest.mark.parametrize(
    "name", ["../example.csv", "/example.csv", "folder/example.csv", "example.txt", ".csv"]
)
def test_an_answers_file_stands_beside_its_case(tmp_path: Path, name: str) -> None:
    (tmp_path / "example.yaml").write_text(f"{CASE}answers_file: {name}\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_case(tmp_path / "example.yaml")
    assert refused.value.problems[0].location.line == 10


def test_a_case_without_its_folder_says_that_the_answers_are_not_at_hand() -> None:
    with pytest.raises(InputError, match="not at hand"):
        parse_case((CASE + BESIDE).encode(), "example.yaml")
