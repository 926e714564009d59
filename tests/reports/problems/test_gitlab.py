"""GitLab's Code Quality report, and what a problem is known by from one report to the next."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from ddscore.problems import Location, Severity
from ddscore.reports.problems.fingerprints import fingerprints
from tests.reports.problems.example_run import CASE, checked, problem, rendered
from tests.reports.problems.hostile_runs import is_shown, runs


def entries(files):
    return json.loads(rendered("gitlab", files, {}))


def test_an_entry_has_what_gitlab_asks_for():
    (entry,) = entries([checked(problem("a", "mend it", at=Location(".\\cases\\a b.yaml", 14, 7)))])
    assert len(entry.pop("fingerprint")) == 64
    assert entry == {
        "description": "a (mend it)",
        "check_name": "case/dangling-reference",
        "severity": "major",
        "location": {"path": "cases/a b.yaml", "lines": {"begin": 14}},
    }


@pytest.mark.parametrize(("severity", "said"), [*zip(Severity, ("major", "minor", "info"), strict=True)])
def test_a_weight_is_one_of_gitlabs(severity, said):
    assert entries([checked(problem("a", severity=severity))])[0]["severity"] == said


def test_a_whole_file_is_told_of_on_its_first_line():
    assert entries([checked(problem("a"))])[0]["location"]["lines"] == {"begin": 1}


def test_a_clean_run_is_an_empty_list():
    assert entries([checked()]) == []


@given(runs)
def test_no_two_entries_are_the_same_one_whatever_a_file_says(files):
    found = entries(files)
    assert len({entry["fingerprint"] for entry in found}) == len(found)
    assert all(is_shown(entry["description"]) for entry in found)


def test_a_problem_that_moves_with_its_text_is_still_the_same():
    before = [problem("a", at=Location(CASE, 3, 1), pointer="/findings/0"), problem("b")]
    after = [problem("b"), problem("a", at=Location(f"./{CASE}", 90, 5), pointer="/findings/7")]
    assert list(fingerprints(before)) == list(reversed(list(fingerprints(after))))


@pytest.mark.parametrize(
    "other",
    [
        problem("b"),
        problem("a", check="case/unused-source"),
        problem("a", at=Location("cases/other.yaml")),
    ],
)
def test_another_message_check_or_file_is_another_problem(other):
    assert len(set(fingerprints([problem("a"), other]))) == 2


def test_a_text_cannot_pass_for_two():
    one = problem("a", check="x", at=Location("p1:x1:a"))
    other = problem("a1:a", check="x", at=Location("p1:x"))
    assert len(set(fingerprints([one, other]))) == 2
