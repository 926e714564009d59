"""Static checks of rubrics: each broken file says what must be found in it, and nothing else may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ddscore import assess, load_case
from ddscore.documents import schema, yaml
from ddscore.documents.findings import MOST, place, refuse
from ddscore.documents.rubric import parse_rubric
from ddscore.documents.rubric_checks import check_rubric
from ddscore.documents.shipped import folder, rubrics
from ddscore.documents.vocabulary import case_fields, instruments
from ddscore.errors import InputError
from ddscore.problems import Severity
from tests.documents.expectations import checks_named_in_the_code, expected, files, places

if TYPE_CHECKING:
    from pathlib import Path

    from ddscore.documents.findings import Finding
    from ddscore.problems import Problem

BROKEN = files("rubric", "invalid")
SOUND = files("rubric", "valid")


SCORE = "{score: {node: c%d, percent: {above: 0}}}"
LINK = f"levels: [{{points: 1, label: a, when: {SCORE}}}, {{points: 0, label: b}}]"


def found(content: bytes, path: str) -> list[Finding]:
    document = yaml.load(content, path)
    schema.validate("rubric", document, content, path)
    assert isinstance(document, dict)
    return check_rubric(document, case_fields(), instruments().entails)


def problems(path: Path) -> list[Problem]:
    content = path.read_bytes()
    return place(found(content, path.name), content, path.name)


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_rubric_has_the_problems_it_names_and_no_others(path: Path) -> None:
    assert expected(path)
    assert places(problems(path)) == expected(path)


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_a_near_miss_is_no_problem(path: Path) -> None:
    assert problems(path) == []


@pytest.mark.parametrize("path", rubrics().values(), ids=lambda path: path.stem)
def test_a_shipped_rubric_has_no_problem(path: Path) -> None:
    assert problems(path) == []


def test_every_check_of_rubrics_has_a_broken_example() -> None:
    shown = {check for path in BROKEN for check, _, _ in expected(path)}
    assert shown == checks_named_in_the_code("rubric")


def test_every_problem_says_what_to_do() -> None:
    assert all(problem.hint for path in BROKEN for problem in problems(path))


def test_a_warning_alone_refuses_nothing() -> None:
    (path,) = (path for path in BROKEN if path.stem == "min-under-low")
    content = path.read_bytes()
    warnings = found(content, path.name)
    assert {warning.severity for warning in warnings} == {Severity.WARNING}
    refuse(warnings, content, path.name)


def test_a_refusal_lists_the_errors_in_the_order_of_the_text() -> None:
    content = b"""ddscore: rubric/1
id: example
version: "1.0"
title: Example rubric
children:
  - id: worst
    question: Is every harm remedied?
    for_each: {involvement: {relationship: causes}}
    levels:
      - {points: 100, label: yes, when: {remediation: {fro: $this.id}}}
      - {points: 0, label: no}
"""
    findings = found(content, "rubrics/example.yaml")
    with pytest.raises(InputError) as refused:
        refuse(findings, content, "rubrics/example.yaml")
    assert str(refused.value) == (
        "rubrics/example.yaml:8:44: `relationship` of involvement is never `causes` (did you mean `cause`?)\n"
        "rubrics/example.yaml:10:56: `fro` is no field of remediation (did you mean `for`?)"
    )
    assert [problem.pointer for problem in refused.value.problems] == [
        "/children/0/for_each/involvement/relationship",
        "/children/0/levels/0/when/remediation/fro",
    ]
    assert len(findings) == 3, "the third is the warning of a minimum under low"


def benchmark(*criteria: str) -> bytes:
    lines = "".join(
        f"  - {{id: c{number}, question: Is it?, {rest}}}\n" for number, rest in enumerate(criteria)
    )
    return f'ddscore: rubric/1\nid: example\nversion: "1"\ntitle: Example\nchildren:\n{lines}'.encode()


def test_no_more_problems_are_listed_than_anyone_mends_in_one_go() -> None:
    misspelt = "levels: [{points: 1, label: a, when: {policies: {pblic: true}}}, {points: 0, label: b}]"
    content = benchmark(*[misspelt] * (2 * MOST))
    listed = place(found(content, "x"), content, "x")
    assert len(listed) == MOST
    assert [problem.location.line for problem in listed] == list(range(6, 6 + MOST))


def test_no_more_circles_are_listed_than_anyone_mends_in_one_go() -> None:
    content = benchmark(*(LINK % (number ^ 1) for number in range(3 * MOST)))
    listed = place(found(content, "x"), content, "x")
    assert {problem.id for problem in listed} == {"rubric/circular-score"}
    assert len({problem.location.line for problem in listed}) == MOST


@pytest.mark.parametrize(("links", "expected"), [(3, set()), (1500, {"rubric/score-chain"})])
def test_a_chain_of_scores_is_no_circle_and_may_be_too_long(links: int, expected: set[str]) -> None:
    content = benchmark(*(LINK % number for number in range(1, links)), "levels: [{points: 1, label: a}]")
    assert {finding.id for finding in found(content, "x")} == expected


def link(number: int, nested: int, groups: int, more: str) -> str:
    """A criterion that asks for the next one, deep within its condition, in groups one within the other."""
    when = SCORE % (number + 1)
    for depth in range(nested):
        when = f"{{not: {when}}}" if depth % 2 else f"{{any: [{when}]}}"
    levels = f"levels: [{{points: 1, label: a, when: {when}}}, {{points: 0, label: b}}]"
    names = [f"c{number}", *(f"c{number}.{depth}" for depth in range(groups))]
    node = f"{{id: {names.pop()}, question: Is it?, {more}{levels}}}"
    while names:
        node = f"{{id: {names.pop()}, title: A group, children: [{node}]}}"
    return node


def chain_of(links: int, nested: int, groups: int, more: str) -> bytes:
    """A benchmark of so many links, and of what the last one asks for."""
    last = benchmark("levels: [{points: 1, label: a, when: {policies: {}}}, {points: 0, label: b}]")
    nodes = [f"  - {link(number, nested, groups, more)}\n" for number in range(links)]
    return last.replace(b"id: c0", f"id: c{links}".encode()) + "".join(nodes).encode() + b"unknown: block\n"


@pytest.mark.parametrize(
    ("nested", "groups", "more"),
    [
        (0, 0, ""),
        (6, 0, ""),
        (20, 0, ""),
        (0, 1, ""),
        (2, 4, "for_each: {involvement: {}}, "),
        (0, 0, "for_each: {involvement: {}}, "),
    ],
)
def test_the_longest_chain_of_scores_that_is_accepted_can_be_followed(
    nested: int, groups: int, more: str
) -> None:
    accepted = [links for links in range(4, 80) if not found(chain_of(links, nested, groups, more), "x")]
    assert accepted == list(range(4, accepted[-1] + 1))
    rubric = parse_rubric(chain_of(accepted[-1], nested, groups, more), "x.yaml")
    assert assess(load_case(folder("cases") / "hikvision.yaml"), rubric).nodes
