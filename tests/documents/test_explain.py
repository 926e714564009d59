"""What a writer is told of a document that its schema refuses: what, where, and how to mend it."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
import time
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
ASSESSMENT = Path(__file__).parents[1] / "data" / "schema" / "assessment.json"


def problems_of(text: str, kind: str = "case") -> Sequence[Problem]:
    content = text.encode()
    with pytest.raises(InputError) as refused:
        validate(kind, yaml.load(content, "example.yaml"), content, "example.yaml")
    return refused.value.problems


def problem_of(text: str, kind: str = "case") -> Problem:
    (problem,) = problems_of(text, kind)
    return problem


@pytest.mark.parametrize(
    ("text", "check", "told"),
    [
        ("- a\n", "kind", "1:1: this is a list, not a case (begin the file with `ddscore: case/1`)"),
        (
            "hello\n",
            "kind",
            '1:1: this is the text "hello", not a case (begin the file with `ddscore: case/1`)',
        ),
        (
            "id: a\n",
            "kind",
            "1:1: this does not say that it is a case (begin the file with `ddscore: case/1`)",
        ),
        (
            "id: a\nddscore: rubric/1\n",
            "kind",
            "2:10: this is a rubric, not a case (a case begins with `ddscore: case/1`)",
        ),
        (
            "ddscore: case/2\n",
            "version",
            '1:10: this is a case in version "2" of the format, which this ddscore cannot read'
            " (it reads `case/1`; see whether a newer ddscore reads this)",
        ),
        ("ddscore: case\n", "kind", '1:10: `ddscore` cannot be "case" (write `ddscore: case/1`)'),
        ("ddscore: 1\n", "kind", "1:10: `ddscore` cannot be 1 (write `ddscore: case/1`)"),
    ],
)
def test_a_document_of_another_kind_or_version_is_told_so_and_nothing_else(
    text: str, check: str, told: str
) -> None:
    problem = problem_of(text)
    assert problem.id == f"schema/{check}"
    assert str(problem) == f"example.yaml:{told}"


IN_A_CASE = [
    ("polices: []", "unknown-field", '4:1: "polices" is no field of a case (did you mean `policies`?)'),
    ("as_of: 2020-09", "date", '4:8: `as_of` is not a day: "2020-09" (write a whole day: 2020-09-23)'),
    (
        "answers: {r: {q: null}}",
        "type",
        "4:18: `r.q` must be a coded answer, not null (leave it out where it is unknown)",
    ),
    ("answers_file: ../a.csv", "pattern", '4:15: `answers_file` is not a file name: "../a.csv" (name a file'),
    (
        "involvement: {id: i}",
        "type",
        "4:14: `involvement` must be a list, not a mapping (begin each item with a dash)",
    ),
    (
        "record: {status: reviewed}",
        "missing-field",
        "4:9: a reviewed record needs `second_reader` and `reviewed` (add",
    ),
    (
        "research: {policies: [{coverage: complete}]}",
        "missing-field",
        "4:23: a complete search needs `searched` (add `searched`)",
    ),
    (
        "sources: {s: {title: T, publisher: P, kind: media}}",
        "missing-field",
        "4:14: a source needs `published` or `archived` (add `published` or `archived`)",
    ),
    (
        "sources: {S: {title: T, publisher: P, kind: ngo, published: 2020}}",
        "pattern",
        '4:11: the key is not an id: "S" (use small letters, digits, dots, dashes and underscores,',
    ),
    (
        "findings: [{id: f, by_kind: court, conclusion: upheld, direction: adverse, sources: [s]}]",
        "missing-field",
        "4:12: a finding (`f`) needs `finality` (add `finality`: whether the conclusion stands)",
    ),
]
IN_AN_INVOLVEMENT = [
    (
        "relationship: contributing",
        "not-in-vocabulary",
        '`relationship` cannot be "contributing" (did you mean `contribute`?)',
    ),
    ("relationship: Cause", "not-in-vocabulary", '`relationship` cannot be "Cause" (did you mean `cause`?)'),
    (
        "relationship: 3",
        "not-in-vocabulary",
        "`relationship` cannot be 3 (write one of linked, contribute, cause, disputed)",
    ),
    (
        "relationshp: cause",
        "unknown-field",
        '"relationshp" is no field of an involvement (did you mean `relationship`?)',
    ),
    (
        "severity: {scale: awful}",
        "not-in-vocabulary",
        '`severity.scale` cannot be "awful" (write one of limited,',
    ),
    ("severity: null", "type", "`severity` must be a severity, not null (leave it out where it is unknown)"),
    (
        "severity: {reach: mass}",
        "unknown-field",
        '"reach" is no field of a severity (its fields are scale, scope,',
    ),
    ("status: null", "not-in-vocabulary", "`status` cannot be null (write one of active, corrected,"),
    (
        "rights: privacy",
        "type",
        '`rights` must be a list, not the text "privacy" (write it as a list: [privacy])',
    ),
    (
        "rights: [life, privcy]",
        "not-in-vocabulary",
        'item 2 of `rights` cannot be "privcy" (did you mean `privacy`?)',
    ),
    ("title: 3", "type", '`title` must be text, not the number 3 (quote it: "3")'),
    ("title: ''", "empty", "`title` is empty (fill it in, or leave it out)"),
    (f"title: {'x' * 301}", "too-long", "`title` has 301 characters, 300 at the most (shorten it)"),
    (
        "conflict_affected: yes",
        "type",
        '`conflict_affected` must be true or false, not the text "yes" (write true',
    ),
    ("revenue_share: 101", "out-of-range", "`revenue_share` is 101 and must be at most 100 (check the unit)"),
    (
        "period: 2017",
        "type",
        "`period` must be a period, not the number 2017 (write its fields below it, as `name: value`)",
    ),
    (
        "period: {from: 2017-13}",
        "date",
        '`period.from` is not a date: "2017-13" (write a day, a month or a year:',
    ),
    ("period: {from: 17}", "date", "`period.from` is not a date: 17 (write a day, a month or a year:"),
    (
        "period: {from: [2017]}",
        "date",
        "`period.from` is not a date: [2017] (write a day, a month or a year:",
    ),
    ('entity: "mine\\n"', "pattern", '`entity` is not an id: "mine\\n" (use small letters,'),
    (
        "disputed_by: [s, 3]",
        "type",
        'item 2 of `disputed_by` must be an id, not the number 3 (quote it: "3")',
    ),
    ("updates: [{set: {}, sources: [s]}]", "empty", "`set` is empty (fill it in, or leave it out)"),
    (
        "updates: [{set: {id: a}, sources: [s]}]",
        "unknown-field",
        '"id" is no field of an update of an involvement (',
    ),
    ("updates: [{set: {exit: left}, sources: []}]", "empty", "`sources` is empty (list at least one)"),
]
IN_A_RUBRIC = [
    ("themes: []", "empty", "5:9: `themes` is empty (list at least one)"),
    ("bands: []", "missing-field", "1:1: a rubric that extends no other needs `themes`, `children` or `outcomes` (add"),
    ("themes: [{id: t, title: T}]", "missing-field", "5:10: a theme (`t`) needs `policy` or `practice` (add"),
    ("outcomes: [{id: o, title: O}]\nremove: [a]", "missing-field", "1:1: `remove` needs `extends` beside it (add `extends`, or leave out `remove`)"),
    ("outcomes: [{id: o, title: O, when: {policeis: {}}}]", "unknown-field", '5:37: "policeis" is no field of a condition (did you mean `policies`?)'),
    ("outcomes: [{id: o, title: O, when: {policies: {public: {}}}}]", "empty", "5:56: `policies.public` is empty"),
    ("outcomes: [{id: o, title: O, when: {policies: {date: {before: soon}}}}]", "date", '5:63: `date.before` is not a date or $as_of: "soon"'),
    ("outcomes: [{id: o, title: O, when: policies}]", "type", '5:36: `when` must be a condition, not the text "policies" (write it as a mapping, such as {policies: {public: true}})'),
    ("outcomes: [{id: o, title: O, when: {none: {policies: {}, findings: {}}}}]", "too-many", "5:43: `when.none` has 2 entries, 1 at the most"),
    ("outcomes: [{id: o, title: O, when: {count: {of: {policies: {}}}}}]", "missing-field", "5:44: a count needs `at_least` or `at_most` (add"),
    ("children: [{id: a}]", "missing-field", "5:12: a criterion (`a`) needs `question` (add `question`: what it asks, as the report prints it)"),
    ("children: [{id: a, question: A, of: 0}]", "out-of-range", "5:37: `of` is 0 and must be more than 0"),
    ("children: [{id: a, question: A, levels: [{points: 1, label: L}], answers: {}}]", "conflict", "5:12: a criterion (`a`) has `levels` or `answers`, not both (leave one of them out)"),
    ("children: [{id: a, title: A, children: [{id: b, question: B, weight: children}]}]", "type", "5:70: `weight` must be a weight, not the text \"children\""),
]  # fmt: skip


@pytest.mark.parametrize(("line", "check", "told"), IN_A_CASE)
def test_what_is_wrong_in_a_case_is_told_in_its_own_terms(line: str, check: str, told: str) -> None:
    problem = problem_of(f"{CASE}{line}\n")
    assert problem.id == f"schema/{check}"
    assert str(problem).startswith(f"example.yaml:{told}")


@pytest.mark.parametrize(("line", "check", "told"), IN_AN_INVOLVEMENT)
def test_what_is_wrong_in_a_fact_is_told_in_its_own_terms(line: str, check: str, told: str) -> None:
    problem = problem_of(f"{CASE}involvement:\n- id: i\n  sources: [s]\n  {line}\n")
    assert problem.id == f"schema/{check}"
    assert f"{problem.message} ({problem.hint})".startswith(told)
    assert problem.location.line == 7


@pytest.mark.parametrize(("line", "check", "told"), IN_A_RUBRIC)
def test_what_is_wrong_in_a_rubric_is_told_in_its_own_terms(line: str, check: str, told: str) -> None:
    problem = problem_of(f"{RUBRIC}{line}\n", "rubric")
    assert problem.id == f"schema/{check}"
    assert str(problem).startswith(f"example.yaml:{told}")


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


def test_twenty_thousand_invalid_facts_are_a_hundred_problems_within_a_second() -> None:
    text = CASE + "involvement:\n" + "- {id: 1}\n" * 20_000
    content = text.encode()
    document = yaml.load(content, "example.yaml")
    begin = time.process_time()
    with pytest.raises(InputError) as refused:
        validate("case", document, content, "example.yaml")
    assert time.process_time() - begin < 1
    problems = refused.value.problems
    assert len(problems) == 100
    assert problems[0].message == "`involvement` has 20,000 entries, 10,000 at the most"
    assert [problem.location.line for problem in problems[1:]] == sorted([*range(5, 54), *range(5, 55)])


def test_an_invalid_fact_is_found_behind_ten_thousand_valid_ones_within_a_second() -> None:
    text = CASE + "involvement:\n" + "- {id: a, sources: [s]}\n" * 9_999 + "- {id: a, source: [s]}\n"
    content = text.encode()
    document = yaml.load(content, "example.yaml")
    begin = time.process_time()
    with pytest.raises(InputError) as refused:
        validate("case", document, content, "example.yaml")
    assert time.process_time() - begin < 1
    assert {problem.location.line for problem in refused.value.problems} == {10_004}


@pytest.mark.skipif(sys.platform == "win32", reason="the resource module is for Unix")
def test_explaining_the_largest_document_stays_within_200_mb() -> None:
    program = (
        "import resource; from ddscore.documents import schema, yaml; from ddscore.errors import InputError\n"
        f"content = ({CASE!r} + 'policies:\\n- id: a\\n' + ''.join(f'  k{{i}}: 1\\n' for i in range(49_000))).encode()\n"
        "try: schema.validate('case', yaml.load(content, 'a'), content, 'a')\n"
        "except InputError as error: print(len(error.problems), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    count, peak = (int(word) for word in told.split())
    assert count == 100
    assert peak < 200_000 * (1024 if sys.platform == "darwin" else 1)


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


def test_an_assessment_whose_json_is_no_yaml_is_explained_without_places() -> None:
    document = json.loads(ASSESSMENT.read_bytes())
    broken = copy.deepcopy(document) | {"as_of": "\ud800"}
    with pytest.raises(InputError) as refused:
        validate("assessment", broken, b'{"as_of": "\\ud800"}', "example.json")
    (problem,) = refused.value.problems
    assert str(problem) == 'example.json: `as_of` is not a day: "\\ud800" (write a whole day: 2020-09-23)'
