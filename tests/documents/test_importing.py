"""A researcher's sheet: each row finds its company, and the rubric takes it or says why not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ddscore.documents.asked import asked_by, misfit
from ddscore.documents.case import parse_case
from ddscore.documents.imported_files import Existing, ImportedSource, answers_text, case_text, imported_files
from ddscore.documents.importing import ImportedCase, Placed, place
from ddscore.documents.rubric import parse_rubric
from ddscore.documents.slugs import slug
from ddscore.documents.tables import read_csv
from ddscore.errors import InputError, UsageError

if TYPE_CHECKING:
    from ddscore import Rubric

RUBRIC = """\
ddscore: rubric/1
id: example-index
version: "1.0"
title: Example Index
scales:
  disclosure: {points: {yes: 100, partial: 50, no: 0, N/A: not-applicable}}
  grade: {from: 1, to: 5}
answers: {scale: disclosure}
children:
  - id: policy
    question: Is there a policy?
    answers: {where: {question: Q1, level: [group, service]}, mean_by: [unit, element], expect: [Q1.1, Q1.2]}
  - {id: grade, question: How good is it?, answers: {scale: grade}}
  - {id: plain, question: Is it public?}
outcomes:
  - id: told
    title: Meets this rubric's test for having told anybody
    when: {answers: {question: told, medium: press, answer: yes}}
  - {id: none, title: Meets no test}
"""
HEADER = "company,question,level,unit,element,medium,answer\n"
SOURCE = ImportedSource("Example Index 2019", "Example Institute", "benchmark", "2019", None, "2019-12-31")


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return parse_rubric(RUBRIC.encode(), "example-index.yaml")


def placed(rubric: Rubric, sheet: str, **renamed: str) -> Placed:
    return place(read_csv(sheet.encode(), "sheet.csv"), rubric, renamed)


def refused(rubric: Rubric, sheet: str, **renamed: str) -> list[tuple[str, int | None]]:
    with pytest.raises(InputError) as error:
        placed(rubric, sheet, **renamed)
    return [(problem.id.removeprefix("answers/"), problem.location.line) for problem in error.value.problems]


def hints(rubric: Rubric, sheet: str) -> str:
    with pytest.raises(InputError) as error:
        placed(rubric, sheet)
    return " ".join(problem.hint for problem in error.value.problems)


def one(rubric: Rubric, rows: str = "Example Mining plc,plain,,,,,yes\n") -> ImportedCase:
    return placed(rubric, HEADER + rows).cases[0]


def nothing_there() -> Existing:
    return Existing("example-mining-plc.yaml", None, "example-mining-plc.answers.csv", None)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("AT&T", "at-and-t"),
        ("América Móvil", "america-movil"),
        ("Mail.Ru", "mail-ru"),
        ("L'Oréal", "loreal"),
        ("Ørsted A/S", "orsted-a-s"),
        ("Straße & Söhne", "strasse-and-sohne"),
        ("360", "360"),
        ("小米", "company-522d3ede"),
        ("小米 Corp", "corp-626c3d08"),
        ("!!!", "company-e84c538e"),
        ("Con", "con-3b6f52aa"),
        ("x" * 100, "x" * 60 + "-09ecb6eb"),
    ],
)
def test_a_slug_says_the_name_or_ends_in_its_fingerprint(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_rows_go_to_their_companies_in_the_order_of_the_sheet(rubric: Rubric) -> None:
    sheet = f"{HEADER}B plc,grade,,,,,3\nA plc,plain,,,,,no\nB plc,Q1,group,u,Q1.1,,yes\n"
    cases = placed(rubric, sheet).cases
    assert [(case.id, case.company, len(case.answers)) for case in cases] == [
        ("b-plc", "B plc", 2),
        ("a-plc", "A plc", 1),
    ]
    answer = cases[0].answers[1]
    assert answer[1:4] == ("Q1", "yes", {"level": "group", "unit": "u", "element": "Q1.1"})


def test_columns_are_renamed_left_out_and_kept_as_asked(rubric: Rubric) -> None:
    sheet = "Firm,Code,plain?,answer,note,year\nA plc,x-1,plain,yes,seen,2019\n"
    renamed = {"Firm": "company", "Code": "id", "plain?": "question", "year": "year"}
    found = placed(rubric, sheet, **renamed)
    assert found.left_out == ["note"]
    assert found.cases[0].id == "x-1"
    assert found.cases[0].answers[0].given == {"year": "2019"}
    assert placed(rubric, sheet, **renamed, note="").left_out == []


def test_a_question_that_only_a_condition_asks_is_taken_with_what_tells_it_apart(rubric: Rubric) -> None:
    answers = one(rubric, "Example Mining plc,told,,,,press,yes\n").answers
    assert answers[0].given == {"medium": "press"}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (",plain,,,,,yes", "no-company"),
        ("A plc,,,,,,yes", "no-question"),
        ("A plc,plain,,,,,", "no-answer"),
        ("A plc,plan,,,,,yes", "unknown-question"),
        ("A plc,plain,,,,,perhaps", "off-scale"),
        ("A plc,grade,,,,,6", "off-scale"),
        ("A plc,grade,,,,,yes", "off-scale"),
        ("A plc,Q1,group,u,Q1.3,,yes", "unknown-element"),
        ("A plc,Q1,group,u,,,yes", "unknown-element"),
        ("A plc,Q1,branch,u,Q1.1,,yes", "not-asked"),
        ("A plc,Q1,,u,Q1.1,,yes", "not-asked"),
        (f"A plc,plain,,{'u' * 201},,,yes", "too-long"),
        (f"{'A' * 301},plain,,,,,yes", "too-long"),
        ("A plc,plain,,=1+1,,,yes", "formula"),
        ("A plc,plain,,-cmd|x,,,yes", "formula"),
        ("A plc,plain,,@x,,,yes", "formula"),
    ],
)
def test_what_cannot_be_placed_is_named_with_its_row(rubric: Rubric, row: str, expected: str) -> None:
    assert refused(rubric, f"{HEADER}B plc,plain,,,,,no\n{row}\n") == [(expected, 3)]


def test_codes_of_plus_and_minus_and_negative_numbers_run_nowhere(rubric: Rubric) -> None:
    units = ("+", "--", "-5", "+2.5", f"-{'9' * 20}")
    rows = "".join(f"A plc,plain,,{unit},,,yes\n" for unit in units)
    assert len(one(rubric, rows).answers) == len(units)


def test_all_problems_come_in_one_run_but_no_more_than_a_hundred(rubric: Rubric) -> None:
    rows = "A plc,plan,,,,,yes\n,plain,,,,,yes\nA plc,plain,,,,,perhaps\n"
    assert refused(rubric, HEADER + rows) == [("unknown-question", 2), ("no-company", 3), ("off-scale", 4)]
    assert len(refused(rubric, HEADER + "A plc,plan,,,,,yes\n" * 150)) == 100


def test_hints_guess_at_what_was_meant(rubric: Rubric) -> None:
    assert "`plain`" in hints(rubric, f"{HEADER}A plc,plan,,,,,yes\n")
    assert "`partial`" in hints(rubric, f"{HEADER}A plc,plain,,,,,partal\n")
    assert "`Q1.1`" in hints(rubric, f"{HEADER}A plc,Q1,group,u,Q11,,yes\n")
    assert "`service`" in hints(rubric, f"{HEADER}A plc,Q1,servce,u,Q1.1,,yes\n")


def test_the_same_answer_twice_is_refused_also_where_it_agrees(rubric: Rubric) -> None:
    rows = "A plc,plain,,u,,,yes\nA plc,plain,,v,,,yes\nA plc,plain,,u,,,yes\nB plc,plain,,u,,,yes\n"
    assert refused(rubric, HEADER + rows) == [("duplicate-answer", 4)]


def test_two_companies_that_would_share_a_file_are_refused(rubric: Rubric) -> None:
    rows = "A & B plc,plain,,,,,yes\nA and B plc,plain,,,,,yes\nA and B plc,grade,,,,,1\n"
    assert refused(rubric, HEADER + rows) == [("same-id", 3)]


def test_an_id_of_ones_own_tells_them_apart_and_must_be_one(rubric: Rubric) -> None:
    def sheet(*rows: str) -> str:
        return "company,code,question,answer\n" + "".join(f"{row}\n" for row in rows)

    both = placed(rubric, sheet("A & B plc,ab1,plain,yes", "A and B plc,ab2,plain,yes"), code="id")
    assert [case.id for case in both.cases] == ["ab1", "ab2"]
    assert refused(rubric, sheet("A plc,a1,plain,yes", "A plc,a2,grade,1"), code="id") == [("two-ids", 3)]
    assert refused(rubric, sheet("A plc,../a,plain,yes"), code="id") == [("bad-id", 2)]


def test_rows_of_another_rubric_are_refused(rubric: Rubric) -> None:
    sheet = "rubric,company,question,answer\nexample-index,A plc,plain,yes\nother,A plc,grade,1\n"
    assert refused(rubric, sheet) == [("other-rubric", 3)]


def test_a_sheet_without_a_column_that_is_needed_says_how_to_name_it(rubric: Rubric) -> None:
    with pytest.raises(InputError) as error:
        placed(rubric, "Companies,question,answer,elements\nA plc,Q1,yes,Q1.1\n")
    named = [(problem.message, problem.hint.split(",")[0]) for problem in error.value.problems]
    assert named == [
        ("no column gives `company`", "name the one that does: --map Companies=company"),
        ("no column gives `unit`", "name the one that does: --map COLUMN=unit"),
        ("no column gives `element`", "name the one that does: --map elements=element"),
        ("no column gives `level`", "name the one that does: --map COLUMN=level"),
    ]


def test_a_sheet_without_rows_is_refused(rubric: Rubric) -> None:
    assert refused(rubric, HEADER) == [("empty", None)]


def test_a_map_that_cannot_be_followed_is_wrong_usage(rubric: Rubric) -> None:
    sheet = "company,question,answer,name\nA plc,plain,yes,A\n"
    with pytest.raises(UsageError, match="no column frim"):
        placed(rubric, sheet, frim="company")
    with pytest.raises(UsageError, match="both give company"):
        placed(rubric, sheet, name="company")


def test_a_rubric_without_coded_answers_is_wrong_usage() -> None:
    facts_only = """\
ddscore: rubric/1
id: facts-only
version: "1.0"
title: Facts only
outcomes:
  - {id: any, title: Has a policy, when: {policies: {}}}
  - {id: none, title: Meets no test}
"""
    with pytest.raises(UsageError, match="facts-only takes nothing"):
        placed(parse_rubric(facts_only.encode(), "x.yaml"), f"{HEADER}A plc,plain,,,,,yes\n")


def test_a_criterion_that_names_no_question_may_take_any() -> None:
    text = RUBRIC.replace(
        "{id: plain, question: Is it public?}",
        "{id: plain, question: Is it public?, answers: {where: {topic: publicity}}}",
    )
    open_rubric = parse_rubric(text.encode(), "x.yaml")
    sheet = "company,question,topic,answer\nA plc,anything,publicity,yes\n"
    assert len(placed(open_rubric, sheet).cases) == 1
    assert refused(open_rubric, sheet.replace("publicity", "privacy")) == [("not-asked", 2)]


def test_whatever_a_rubric_asks_of_coded_answers_is_asked() -> None:
    text = """\
ddscore: rubric/1
id: asking
version: "1.0"
title: Asking everywhere
scales: {grade: {from: 1, to: 5}}
caps:
  - {at_most: 10, side: policy, when: {answers: {question: capped, a: x}}, because: A cap asks.}
themes:
  - id: theme
    title: A theme
    applies_when: {none: {answers: {question: applies, b: x}}}
    policy:
      - id: group
        title: A group
        caps: [{at_most: 10, when: {answers: {question: group-capped}}, because: A cap asks.}]
        children:
          - id: coded
            question: Coded?
            answers: {scale: grade, where: {question: [first, second], c: {none_of: [x]}}}
    practice:
      - id: each
        question: For each?
        for_each: {answers: {question: each, d: x}}
        levels:
          - {points: 1, label: high, when: {this: {e: x}}}
          - {points: 0, label: low}
      - id: every
        question: Every?
        levels:
          - points: 1
            label: high
            when: {any: [{every: {of: {answers: {question: every}}, match: {f: x}}}]}
          - {points: 0, label: low}
"""
    asked = asked_by(parse_rubric(text.encode(), "x.yaml"))
    assert asked.questions == {"capped", "applies", "group-capped", "first", "second", "each", "every"}
    assert asked.dimensions == {*"abcdef", "element"}
    assert asked.of_any == []
    assert [misfit(rule, {"c": "y"}) for rule in asked.rules("first")] == [None]


@pytest.mark.parametrize(
    "company",
    ["Example Mining plc", "No", "A: B", "#1 Mining", "Mining, Inc.", "2020", 'O\'Brien "&"', "小米", "[x]"],
)
def test_a_case_file_says_the_companys_name_whatever_it_is(company: str) -> None:
    text = case_text(ImportedCase("x", company, 2), SOURCE, "2019-12-31")
    case = parse_case(text.encode(), "x.yaml", lambda _: b"rubric,question,answer\n")
    assert case.company == company
    assert case.sources["example-index-2019"].record["publisher"] == "Example Institute"
    assert str(case.as_of) == "2019-12-31"


def test_answers_cite_the_source_of_the_sheet_where_they_have_none_of_their_own(rubric: Rubric) -> None:
    sheet = "company,question,answer,sources\nA plc,plain,yes,audit\nA plc,grade,1,\n"
    text = answers_text(placed(rubric, sheet).cases[0], "example-index", SOURCE, None)
    assert text.splitlines() == [
        "rubric,question,answer,sources",
        "example-index,plain,yes,audit",
        "example-index,grade,1,example-index-2019",
    ]


def test_answers_to_other_rubrics_are_kept_as_they_stand(rubric: Rubric) -> None:
    before = (
        "rubric,question,answer,topic\nexample-index,plain,no,\nother-index,q1,0777,privacy\nan-index,q,y,\n"
    )
    text = answers_text(one(rubric), "example-index", None, read_csv(before.encode(), "x.csv"))
    assert text.splitlines() == [
        "rubric,question,topic,answer",
        "an-index,q,,y",
        "example-index,plain,,yes",
        "other-index,q1,privacy,0777",
    ]


def test_importing_again_has_nothing_to_write(rubric: Rubric) -> None:
    case = one(rubric)
    files = imported_files(case, "example-index", SOURCE, "2019-12-31", "sheet.csv", nothing_there())
    assert list(files) == ["example-mining-plc.yaml", "example-mining-plc.answers.csv"]
    there = Existing(
        "x.yaml", files["example-mining-plc.yaml"], "x.csv", files["example-mining-plc.answers.csv"]
    )
    assert imported_files(case, "example-index", SOURCE, "2019-12-31", "sheet.csv", there) == {}


def test_a_case_file_that_somebody_added_to_stays_and_its_answers_are_written_anew(rubric: Rubric) -> None:
    files = imported_files(one(rubric), "example-index", SOURCE, None, "sheet.csv", nothing_there())
    added = (
        files["example-mining-plc.yaml"]
        + b"policies: [{id: p, kind: other, sources: [example-index-2019]}]\n"
    )
    there = Existing("x.yaml", added, "x.csv", files["example-mining-plc.answers.csv"])
    new = one(rubric, "Example Mining plc,plain,,,,,no\n")
    again = imported_files(new, "example-index", SOURCE, "2020-01-01", "sheet.csv", there)
    assert list(again) == ["example-mining-plc.answers.csv"]
    assert b"plain,no" in again["example-mining-plc.answers.csv"]


def document(**more: object) -> bytes:
    """A case file that stands there already; JSON is YAML."""
    case = {"ddscore": "case/1", "id": "x", "company": {"name": "Example Mining plc"}, **more}
    return json.dumps(case).encode()


NAMED = {"answers_file": "example-mining-plc.answers.csv"}


@pytest.mark.parametrize(
    ("there", "check", "said"),
    [
        (document(), "answers/not-named", "names no answers_file"),
        (document(answers_file="other.csv"), "answers/not-named", "names the answers_file other.csv"),
        (document(**NAMED), "answers/source-missing", "lacks the source example-index-2019"),
        (b"id: [", "yaml/syntax", ""),
        (document(id=3), "schema/type", ""),
    ],
)
def test_a_case_file_that_the_answers_would_not_reach_is_an_error(
    rubric: Rubric, there: bytes, check: str, said: str
) -> None:
    with pytest.raises(InputError) as error:
        existing = Existing("there.yaml", there, "there.csv", None)
        imported_files(one(rubric), "example-index", SOURCE, None, "sheet.csv", existing)
    problem = error.value.problems[0]
    assert (problem.id, problem.location.path) == (check, "there.yaml")
    assert said in problem.message


def test_a_source_that_the_case_lacks_is_an_error_at_the_row_of_the_sheet(rubric: Rubric) -> None:
    case = placed(rubric, "company,question,answer,sources\nA plc,grade,1,\nA plc,plain,yes,audit\n").cases[0]
    with pytest.raises(InputError) as error:
        imported_files(case, "example-index", None, None, "sheet.csv", nothing_there())
    assert [str(problem.location) for problem in error.value.problems] == ["sheet.csv:3"]


def test_a_question_answered_in_the_case_file_too_is_an_error(rubric: Rubric) -> None:
    there = document(**NAMED, answers={"example-index": {"plain": "no"}})
    existing = Existing("there.yaml", there, "there.csv", None)
    with pytest.raises(InputError, match="answered in the case file too"):
        imported_files(one(rubric), "example-index", None, None, "sheet.csv", existing)
