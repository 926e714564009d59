"""What a writer is told of a document that its schema refuses: what, where, and how to mend it."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ddscore.documents import explain, yaml
from ddscore.documents.schema import validate
from ddscore.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.problems import Problem

CASE = "ddscore: case/1\nid: example\ncompany: {name: Example Mining plc}\n"
RUBRIC = 'ddscore: rubric/1\nid: example\nversion: "1"\ntitle: Example\n'
DATA = Path(__file__).parents[1] / "data" / "schema"
ASSESSMENT = DATA / "assessment.json"
REFUSED: Any = yaml.load((DATA / "refused.yaml").read_bytes(), "refused.yaml")


def problems_of(text: str, kind: str = "case") -> Sequence[Problem]:
    content = text.encode()
    with pytest.raises(InputError) as refused:
        validate(kind, yaml.load(content, "example.yaml"), content, "example.yaml")
    return refused.value.problems


def problem_of(text: str, kind: str = "case") -> Problem:
    (problem,) = problems_of(text, kind)
    return problem


@pytest.mark.parametrize("refused", REFUSED["whole"], ids=lambda refused: refused["text"])
def test_a_document_of_another_kind_or_version_is_told_so_and_nothing_else(refused: dict[str, str]) -> None:
    problem = problem_of(f"{refused['text']}\n")
    assert problem.id == f"schema/{refused['check']}"
    assert str(problem) == f"example.yaml:{refused['told']}"


@pytest.mark.parametrize("refused", REFUSED["case"], ids=lambda refused: refused["text"])
def test_what_is_wrong_in_a_case_is_told_in_its_own_terms(refused: dict[str, str]) -> None:
    problem = problem_of(f"{CASE}{refused['text']}\n")
    assert problem.id == f"schema/{refused['check']}"
    assert str(problem) == f"example.yaml:{refused['told']}"


@pytest.mark.parametrize("refused", REFUSED["involvement"], ids=lambda refused: refused["text"])
def test_what_is_wrong_in_a_fact_is_told_in_its_own_terms(refused: dict[str, str]) -> None:
    problem = problem_of(f"{CASE}involvement:\n- id: i\n  sources: [s]\n  {refused['text']}\n")
    assert problem.id == f"schema/{refused['check']}"
    assert str(problem).startswith("example.yaml:7:")
    assert str(problem).endswith(f": {refused['told']}")


@pytest.mark.parametrize("refused", REFUSED["rubric"], ids=lambda refused: refused["text"])
def test_what_is_wrong_in_a_rubric_is_told_in_its_own_terms(refused: dict[str, str]) -> None:
    problem = problem_of(f"{RUBRIC}{refused['text']}\n", "rubric")
    assert problem.id == f"schema/{refused['check']}"
    assert str(problem) == f"example.yaml:{refused['told']}"


def test_a_case_that_begins_as_a_rubric_is_told_so_and_nothing_else() -> None:
    text = CASE.replace("case/1", "rubric/1") + "as_of: 2024-12-31\npromises: []\n"
    problem = problem_of(text, "rubric")
    assert str(problem) == (
        "example.yaml:1:10: this begins as a rubric, and has the fields of a case "
        "(begin the file with `ddscore: case/1`)"
    )


def test_a_rubric_that_begins_as_a_case_is_told_so_and_nothing_else() -> None:
    text = RUBRIC.replace("rubric/1", "case/1") + "outcomes: []\nthemes: []\n"
    assert problem_of(text).message == "this begins as a case, and has the fields of a rubric"


def test_a_case_with_one_field_of_a_rubric_is_still_a_case() -> None:
    assert problem_of(f"{CASE}outcomes: []\n").message == '"outcomes" is no field of a case'


def test_a_fact_whose_sources_are_left_empty_is_told_to_name_one() -> None:
    problem = problem_of(f"{CASE}involvement:\n- id: i\n  sources:\n")
    assert problem.message == "`sources` must be a list of sources, not null"
    assert problem.hint == "name the source that says so, by its id under `sources`: [annual-report]"


def test_the_sources_of_a_search_may_be_left_out() -> None:
    problem = problem_of(f"{CASE}research: {{policies: [{{coverage: partial, sources: }}]}}\n")
    assert problem.hint == "leave it out where it is unknown"


def test_a_version_in_curly_quotation_marks_is_no_version() -> None:
    problems = problems_of(RUBRIC.replace('"1"', "“1.0”"), "rubric")
    (problem,) = (one for one in problems if one.pointer == "/version")
    assert problem.message == '`version` is not a version: "“1.0”"'
    assert problem.hint == 'write "1.0": this has in it the quotation mark “ (U+201C)'


def test_text_that_is_too_long_is_told_its_length() -> None:
    problem = problem_of(f"{CASE}involvement: [{{id: i, title: {'x' * 301}, sources: [s]}}]\n")
    assert (problem.id, problem.message) == ("schema/too-long", "`title` has 301 characters, 300 at the most")


def test_text_that_is_too_long_for_its_form_is_told_the_form_and_is_cut_short() -> None:
    problem = problem_of(f"{CASE}as_of: {'x' * 400}\n")
    assert problem.message == f'`as_of` is not a day: "{"x" * 59}…'


def test_problems_come_in_the_order_of_the_text_each_with_its_pointer() -> None:
    text = CASE + "sources: {a/b: 3}\nfindings: [{id: f}]\ncompani: x\n"
    assert [(p.id, p.location.line, p.pointer) for p in problems_of(text)] == [
        ("schema/pattern", 4, "/sources/a~1b"),
        ("schema/type", 4, "/sources/a~1b"),
        ("schema/missing-field", 5, "/findings/0"),
        ("schema/unknown-field", 6, "/compani"),
    ]


def test_a_wrong_value_is_told_once_however_many_rules_it_breaks() -> None:
    assert len(problems_of(f"{CASE}findings: [{{id: {'X' * 200}, sources: [s], by_kind: 1}}]\n")) == 3


def test_twenty_thousand_invalid_facts_are_a_hundred_problems() -> None:
    text = CASE + "involvement:\n" + "- {id: 1}\n" * 20_000
    content = text.encode()
    document = yaml.load(content, "example.yaml")
    with pytest.raises(InputError) as refused:
        validate("case", document, content, "example.yaml")
    problems = refused.value.problems
    assert len(problems) == 100
    assert problems[0].message == "`involvement` has 20,000 entries, 10,000 at the most"
    assert [problem.location.line for problem in problems[1:]] == sorted([*range(5, 54), *range(5, 55)])


def test_an_invalid_fact_is_found_behind_ten_thousand_valid_ones() -> None:
    text = CASE + "involvement:\n" + "- {id: a, sources: [s]}\n" * 9_999 + "- {id: a, source: [s]}\n"
    content = text.encode()
    document = yaml.load(content, "example.yaml")
    with pytest.raises(InputError) as refused:
        validate("case", document, content, "example.yaml")
    assert {problem.location.line for problem in refused.value.problems} == {10_004}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell a peak")
def test_explaining_the_largest_document_stays_within_200_mb() -> None:
    program = f"""
import pathlib
from ddscore.documents import schema, yaml
from ddscore.errors import InputError

content = ({CASE!r} + "policies:\\n- id: a\\n" + "".join(f"  k{{i}}: 1\\n" for i in range(49_000))).encode()
try:
    schema.validate("case", yaml.load(content, "a"), content, "a")
except InputError as error:
    status = pathlib.Path("/proc/self/status").read_text()
    print(len(error.problems), next(line.split()[1] for line in status.splitlines() if line[:5] == "VmHWM"))
"""
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    count, peak = (int(word) for word in told.split())
    assert count == 100
    assert peak < 200_000


@pytest.mark.parametrize("condition", ["{policies: 3}", "{policeis: {}}"])
def test_a_condition_nested_as_deep_as_yaml_allows_is_explained(condition: str) -> None:
    depth = 58
    nested = "{not: " * depth + condition + "}" * depth
    problem = problem_of(f"{RUBRIC}outcomes: [{{id: o, title: O, when: {nested}}}]\n", "rubric")
    assert problem.pointer.count("/not") == depth


def test_what_is_wrong_too_deep_for_the_slow_validator_is_told_by_the_fast_one() -> None:
    document: Any = json.loads(ASSESSMENT.read_bytes())
    leaf = document["nodes"][0]["children"][0]
    node = leaf | {"status": "dubious"}
    for _ in range(900):
        node = {**leaf, "children": [node]}
    document["nodes"] = [node]
    with pytest.raises(InputError) as refused:
        validate("assessment", document, b"{}", "example.json")
    (problem,) = refused.value.problems
    assert problem.id == "schema/refused"
    assert "dubious" in problem.message
    assert problem.pointer.endswith("/status")


def test_what_only_the_fast_validator_refuses_is_told_in_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    class Content:
        def iter_errors(self, _: object) -> tuple[()]:
            return ()

    monkeypatch.setattr(explain, "_explainer", lambda _: Content())
    problem = problem_of(f"{CASE}as_of: soon\n")
    assert problem.id == "schema/refused"
    assert "soon" in problem.message
    assert (problem.location.line, problem.pointer) == (4, "/as_of")


def test_an_assessment_whose_json_is_no_yaml_is_explained_at_its_place_all_the_same() -> None:
    document = json.loads(ASSESSMENT.read_bytes())
    broken = copy.deepcopy(document) | {"as_of": "\ud800"}
    with pytest.raises(InputError) as refused:
        validate("assessment", broken, b'{"as_of": "\\ud800"}', "example.json")
    (problem,) = refused.value.problems
    told = '`as_of` is not a day: "\\ud800" (write a whole day: 2020-09-23)'
    assert str(problem) == f"example.json:1:11: {told}"
