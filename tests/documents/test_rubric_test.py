"""Rubric tests as documents: what is wrong in them, where, and the cases that they make."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ddscore.documents import rubric_test_cases
from ddscore.documents.rubric_test import check_rubric_test, load_rubric_test, parse_rubric_test
from ddscore.errors import InputError
from ddscore.model.rubric_test import Aspect
from tests.documents.expectations import DATA, SOURCES, expected, files, places

if TYPE_CHECKING:
    from ddscore.model.case import Case

RUN = DATA / "rubric-tests" / "run"
BASE = """\
ddscore: rubric-test/1
rubric: harm-score
as_of: 2024-06-30
cases:
  base:
    company: {name: Example Mining plc, country: GB}
    research: {involvement: [{coverage: complete, searched: [archive]}]}
    sources:
      report: {title: Report, publisher: Example Mining plc, kind: company, published: 2023}
      paper: {title: Paper, publisher: Example Gazette, kind: media, published: 2022}
    involvement:
      - {id: dust, severity: {scale: grave, scope: few}, rights: [health, water], sources: [report]}
      - {id: noise, sources: [paper]}
tests:
"""


def cases(tests: str) -> list[Case]:
    content = BASE + "".join(
        f"  - {{name: test {index}, expect: {{outcome: none}}, {test}}}\n"
        for index, test in enumerate(tests.splitlines())
    )
    return [test.case for test in parse_rubric_test(content.encode(), "harm-score.test.yaml").tests]


def case(test: str) -> Case:
    (made,) = cases(test)
    return made


@pytest.mark.parametrize("path", files("rubric-test", "invalid"), ids=lambda path: path.stem)
def test_everything_that_is_wrong_is_told_at_its_line(path: Path) -> None:
    problems = check_rubric_test(path.read_bytes(), str(path))
    assert places(problems) == expected(path)
    with pytest.raises(InputError) as refused:
        parse_rubric_test(path.read_bytes(), str(path))
    assert list(refused.value.problems) == problems


def test_every_check_is_shown_by_a_broken_file() -> None:
    modules = SOURCES.glob("rubric_test*.py")
    text = "".join(module.read_text(encoding="utf-8") for module in modules)
    named = set(re.findall(r'"(rubric-test/[a-z-]+)"', text))
    named |= {f"rubric-test/{name}" for name in re.findall(r'_find\(\s*"([a-z-]+)"', text)}
    shown = {place[0] for path in files("rubric-test", "invalid") for place in expected(path)}
    # These two need another file, or a large one; see below.
    assert named - shown == {"rubric-test/invalid-rubric", "rubric-test/too-large"}
    assert len(named) >= 15


def test_a_rubric_that_is_wrong_is_told_where_it_is_named(tmp_path: Path) -> None:
    content = (
        b"ddscore: rubric-test/1\nrubric: own\nas_of: 2024-06-30\n"
        b"tests: [{name: One, case: {}, expect: {outcome: none}}]\n"
    )
    (tmp_path / "own.yaml").write_text("ddscore: rubric/1\nid: own\ntitel: Own\n", encoding="utf-8")
    (problem,) = check_rubric_test(content, str(tmp_path / "own.test.yaml"))
    assert (problem.id, problem.location.line) == ("rubric-test/invalid-rubric", 2)
    assert "own.yaml" in problem.message
    (tmp_path / "own.yaml").write_bytes((RUN / "small.yaml").read_bytes())
    (problem,) = check_rubric_test(content, str(tmp_path / "own.test.yaml"))
    assert (problem.id, problem.hint) == (
        "rubric-test/unknown-rubric",
        "give the file the name of its id, and write `rubric: small`",
    )


@pytest.mark.parametrize("content", [b"", b"a: &b c\n", b"[]", b"ddscore: case/1\nid: a\n"])
def test_what_is_no_file_of_tests_is_told_as_any_other_document(content: bytes) -> None:
    problems = check_rubric_test(content, "x.test.yaml")
    assert problems
    assert all(problem.id.startswith(("yaml/", "schema/")) for problem in problems)


def test_the_rubric_beside_the_tests_comes_before_a_shipped_one(tmp_path: Path) -> None:
    own = (RUN / "small.yaml").read_text(encoding="utf-8").replace("id: small", "id: ungp")
    (tmp_path / "ungp.yaml").write_text(own, encoding="utf-8")
    content = BASE.replace("harm-score", "ungp") + "  - {name: One, case: base, expect: {outcome: none}}\n"
    assert parse_rubric_test(content.encode(), str(tmp_path / "a.test.yaml")).rubric.title == "A small rubric"


def test_a_case_is_filled_in_so_that_a_test_says_only_what_it_is_about() -> None:
    made = case("case: {}")
    assert (made.id, made.company, str(made.as_of)) == ("example", "Example plc", "2024-06-30")


def test_a_named_case_has_what_it_says_and_a_test_may_change_it() -> None:
    made = case("case: base, changes: {company: {name: Example Foods plc}, as_of: 2023-01-31}")
    assert (made.company, str(made.as_of)) == ("Example Foods plc", "2023-01-31")
    assert set(made.sources) == {"report", "paper"}


def test_facts_merge_by_id_and_mappings_by_key() -> None:
    made = case(
        "case: base, "
        "changes: {involvement: [{id: dust, severity: {scope: mass}}, {id: smoke, sources: [paper]}]}"
    )
    assert [fact.id for fact in made.facts["involvement"]] == ["dust", "noise", "smoke"]
    assert made.facts["involvement"][0].fields["severity"] == {"scale": "grave", "scope": "mass"}
    assert made.facts["involvement"][0].sources == ("report",)


def test_lists_without_ids_are_replaced_and_an_empty_list_empties() -> None:
    changed, emptied = cases(
        "case: base, changes: {involvement: [{id: dust, rights: [life]}]}\n"
        "case: base, changes: {involvement: []}"
    )
    assert changed.facts["involvement"][0].fields["rights"] == ["life"]
    assert emptied.facts["involvement"] == ()


def test_null_is_a_value_and_removing_is_said() -> None:
    stated, removed = cases(
        "case: base, changes: {involvement: [{id: dust, rights: null}]}\n"
        "case: base, changes: {remove: [involvement/dust/rights, involvement/noise]}"
    )
    assert stated.facts["involvement"][0].fields["rights"] is None
    (dust,) = removed.facts["involvement"]
    assert "rights" not in dust.fields


def test_what_is_removed_may_be_said_anew() -> None:
    made = case(
        "case: base, changes: {remove: [involvement/dust], involvement: [{id: dust, sources: [paper]}]}"
    )
    assert [(fact.id, dict(fact.fields)) for fact in made.facts["involvement"]] == [
        ("noise", {}),
        ("dust", {}),
    ]


def test_one_test_leaves_the_case_as_it_was_for_the_next() -> None:
    _, made = cases("case: base, changes: {remove: [involvement/dust]}\ncase: base")
    assert len(made.facts["involvement"]) == 2


def test_answers_in_short_stand_for_one_each() -> None:
    made = case(
        "case: {answers: {harm-score: "
        "{q1: {unit: mail, element: {e1: yes, e2: 3}}, q2: {answer: no, note: n},"
        " q3: [{unit: a, element: {e1: yes}}, {unit: b, answer: no}], q4: plain}}}"
    )
    answers = made.answers["harm-score"]
    assert [(one.answer, one.dimensions) for one in answers["q1"]] == [
        ("yes", {"unit": "mail", "element": "e1"}),
        (3, {"unit": "mail", "element": "e2"}),
    ]
    assert [(one.answer, one.dimensions) for one in answers["q2"]] == [("no", {"note": "n"})]
    assert [(one.answer, one.dimensions) for one in answers["q3"]] == [
        ("yes", {"unit": "a", "element": "e1"}),
        ("no", {"unit": "b"}),
    ]
    assert [(one.answer, one.dimensions) for one in answers["q4"]] == [("plain", {})]


def test_a_case_file_can_be_tested_as_it_is_and_with_changes(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "mine.yaml").write_text(
        "ddscore: case/1\nid: mine\ncompany: {name: Example Mining plc}\nas_of: 2022-01-01\n"
        "answers_file: mine.answers.csv\n",
        encoding="utf-8",
    )
    answers = "rubric,question,answer\nharm-score,salience,4\n"
    (tmp_path / "cases" / "mine.answers.csv").write_text(answers, encoding="utf-8")
    content = BASE + (
        "  - {name: One, case: cases/mine.yaml, expect: {outcome: none}}\n"
        "  - {name: Two, case: cases/mine.yaml, "
        "changes: {company: {name: Other plc}}, expect: {outcome: none}}\n"
    )
    one, two = parse_rubric_test(content.encode(), str(tmp_path / "harm-score.test.yaml")).tests
    assert str(one.case.as_of) == "2022-01-01"
    assert two.case.company == "Other plc"
    for test in (one, two):
        assert test.case.answers["harm-score"]["salience"][0].answer == 4


def test_a_missing_answers_file_is_told_at_the_test() -> None:
    with pytest.raises(InputError) as refused:
        case("case: {answers_file: nowhere.csv}")
    (problem,) = refused.value.problems
    assert (problem.id, problem.location.line) == ("file/not-found", 15)


def test_the_tolerance_is_the_tests_then_the_files_then_a_twentieth() -> None:
    tests = "tests:\n  - {name: One, case: {}, expect: {outcome: none}}\n"
    tests += "  - {name: Two, case: {}, tolerance: 0, expect: {outcome: none}}\n"
    head = "ddscore: rubric-test/1\nrubric: harm-score\nas_of: 2024-06-30\n"
    plain = parse_rubric_test((head + tests).encode(), "a.test.yaml")
    wide = parse_rubric_test((head + "tolerance: 2\n" + tests).encode(), "a.test.yaml")
    assert [test.tolerance for test in plain.tests] == [0.05, 0]
    assert [test.tolerance for test in wide.tests] == [2, 0]


def test_points_and_labels_mean_the_same_level() -> None:
    small = load_rubric_test(RUN / "small.test.yaml")
    values = [one.value for test in small.tests for one in test.expected if one.node == "stated"]
    assert values == [
        "None found",
        "Approved by the board",
        None,
        ("Approved by the board", "Public"),
        *(50, 50, 100),
        "Public",
    ]
    aspects = {one.aspect for test in small.tests for one in test.expected}
    assert {Aspect.LEVEL, Aspect.LEVELS, Aspect.POSSIBLE_LEVELS, Aspect.SCORE} <= aspects


def test_hostile_tests_end_in_problems() -> None:
    """Nothing that a schema lets through takes the reading down."""
    for test in (
        "case: base, changes: {involvement: [{id: {}}]}",
        "case: base, changes: {answers: {a: []}}",
        "case: base, changes: {answers: {a: {b: {c: {d: {}}}}}}",
        "case: base, changes: {answers: [1]}",
        "case: base, changes: {remove: [/, //, involvement/, involvement/dust/severity/scale/x]}",
        "case: /.yaml",
        'case: "\\0.yaml"',
    ):
        content = BASE + f"  - {{name: One, expect: {{outcome: none}}, {test}}}\n"
        assert check_rubric_test(content.encode(), "x.test.yaml")


def test_cases_that_are_large_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few lines could otherwise have a large case read thousands of times."""
    monkeypatch.setattr(rubric_test_cases, "MAX_BYTES", 2000)
    lines = "".join(f"  - {{name: {index}, case: base, expect: {{outcome: none}}}}\n" for index in "abcdefg")
    (problem,) = check_rubric_test((BASE + lines).encode(), "x.test.yaml")
    assert (problem.id, problem.location.line) == ("rubric-test/too-large", 17)
