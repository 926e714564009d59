"""Cross-checks of cases: each broken file says what must be found in it, and nothing else may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ddscore.documents import schema, yaml
from ddscore.documents.case_checks import check_case
from ddscore.documents.findings import MOST, place, refuse
from ddscore.documents.shipped import folder
from ddscore.documents.vocabulary import case_fields
from ddscore.errors import InputError
from ddscore.problems import Severity
from tests.documents.expectations import checks_named_in_the_code, expected, files, places

if TYPE_CHECKING:
    from pathlib import Path

    from ddscore.documents.findings import Finding
    from ddscore.problems import Problem

BROKEN = files("case", "invalid")
SOUND = files("case", "valid")
SHIPPED = sorted(folder("cases").glob("*.yaml"))


def found(content: bytes, path: str) -> list[Finding]:
    document = yaml.load(content, path)
    schema.validate("case", document, content, path)
    assert isinstance(document, dict)
    return check_case(document, case_fields())


def problems(path: Path) -> list[Problem]:
    content = path.read_bytes()
    return place(found(content, path.name), content, path.name)


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_case_has_the_problems_it_names_and_no_others(path: Path) -> None:
    assert expected(path)
    assert places(problems(path)) == expected(path)


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_a_near_miss_is_no_problem(path: Path) -> None:
    assert problems(path) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_case_has_no_problem(path: Path) -> None:
    assert problems(path) == []


def test_every_check_of_cases_has_a_broken_example() -> None:
    shown = {check for path in BROKEN for check, _, _ in expected(path)}
    assert shown == checks_named_in_the_code("case")


def test_every_problem_says_what_to_do() -> None:
    assert all(problem.hint for path in BROKEN for problem in problems(path))


def test_a_warning_alone_refuses_nothing() -> None:
    (path,) = (path for path in BROKEN if path.stem == "warnings")
    content = path.read_bytes()
    warnings = found(content, path.name)
    assert {warning.severity for warning in warnings} == {Severity.WARNING}
    refuse(warnings, content, path.name)


def test_a_dangling_reference_says_what_may_have_been_meant() -> None:
    content = b"""ddscore: case/1
id: example-mining
company: {name: Example Mining plc}
sources:
  report-2019: {title: Report, publisher: Example Rights Watch, kind: ngo, published: 2019}
policies:
  - id: policy
    sources: [report-2018]
"""
    with pytest.raises(InputError) as refused:
        refuse(found(content, "cases/example.yaml"), content, "cases/example.yaml")
    assert str(refused.value) == (
        "cases/example.yaml:8:15: nothing in `sources` has the id `report-2018` (did you mean `report-2019`?)"
    )


def test_no_more_problems_are_listed_than_anyone_mends_in_one_go() -> None:
    facts = "".join(f"  - {{id: p{number}, sources: [nowhere]}}\n" for number in range(2 * MOST))
    content = f"ddscore: case/1\nid: example\ncompany: {{name: Example plc}}\npolicies:\n{facts}".encode()
    listed = place(found(content, "x"), content, "x")
    assert len(listed) == MOST
    assert [problem.location.line for problem in listed] == list(range(5, 5 + MOST))


def test_a_thousand_sources_in_a_row_are_no_circle() -> None:
    source = "title: Copy, publisher: Example Daily, kind: media, published: 2019"
    copies = "".join(f"  s{number}: {{{source}, republishes: s{number + 1}}}\n" for number in range(1000))
    content = (
        "ddscore: case/1\nid: example\ncompany: {name: Example plc}\n"
        f"sources:\n{copies}  s1000: {{{source}}}\n"
    ).encode()
    assert found(content, "x") == []
