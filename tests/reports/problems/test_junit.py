"""JUnit XML: a test case a file."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given

from ddscore.model.checked import Checked
from ddscore.problems import Severity
from tests.reports.problems.example_run import RUN, checked, problem, rendered
from tests.reports.problems.hostile_runs import is_shown, run, runs


def suite(files, *, strict=False):
    text = rendered("junit", files, {}, strict=strict)
    (found,) = ElementTree.fromstring(text.encode("utf-8"))
    return found


def test_each_file_is_a_test_case():
    cases = suite(RUN).findall("testcase")
    assert [case.get("name") for case in cases] == [file.path for file in RUN]
    assert [case.get("file") for case in cases] == [file.path for file in RUN]
    assert [case.get("classname") for case in cases] == ["case", "rubric", "unknown"]
    assert [len(case.findall("failure")) for case in cases] == [1, 0, 1]


def test_the_suite_counts_its_cases_and_failures():
    found = suite(RUN)
    assert {name: found.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "3",
        "failures": "2",
        "errors": "0",
        "skipped": "0",
    }


@pytest.mark.parametrize(
    ("severity", "strict", "fails"),
    [
        (Severity.ERROR, False, True),
        (Severity.WARNING, False, False),
        (Severity.WARNING, True, True),
        (Severity.NOTE, True, False),
    ],
)
def test_a_file_fails_by_an_error_and_where_it_is_strict_by_a_warning(severity, strict, fails):
    (case,) = suite([checked(problem("a", severity=severity))], strict=strict)
    (told,) = case
    assert told.tag == ("failure" if fails else "system-out")
    assert told.text == f"{severity}: cases/example-mining.yaml: a [case/dangling-reference]\n"


def test_a_failure_says_how_much_failed():
    found = [problem(name, severity=severity) for severity in Severity for name in "ab"][:-1]
    (failure,) = suite([checked(*found[:3])], strict=True).iter("failure")
    assert failure.get("message") == "2 errors, 1 warning"
    (failure,) = suite([checked(*found)]).iter("failure")
    assert failure.get("message") == "2 errors"


def test_nothing_wrong_has_no_failure_and_nothing_to_say():
    (case,) = suite([Checked("a.yaml", "case", ())])
    assert list(case) == []


@given(runs)
def test_whatever_a_file_says_it_can_be_read_back(files):
    found = suite(files)
    assert len(found) == len(files)
    for element in found.iter():
        assert all(is_shown(text) for text in (element.text or "", *element.attrib.values()))


@pytest.mark.parametrize("text", ["\ufffe", "\uffff", "\x00", "\ud800"])
def test_what_xml_has_no_place_for_is_shown(text):
    assert suite([run(text)])[0].get("name") == f"\\u{ord(text):04x}".replace("\\u0000", "\\x00")
