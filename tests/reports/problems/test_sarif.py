"""SARIF 2.1.0, held against the schema of its standard."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from jsonschema import Draft4Validator

from ddscore.problems import Location, Severity
from tests.reports.problems.example_run import CASE, CHECKS, RUN, VERSION, checked, problem, rendered
from tests.reports.problems.hostile_runs import runs

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "data" / "sarif" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")
)
VALIDATOR = Draft4Validator(SCHEMA)
URI_REFERENCE = re.compile(r"(?:file:)?(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})*|file:///[A-Za-z]:/.*")


def log(files, checks=CHECKS):
    return json.loads(rendered("sarif", files, checks))


def results(*problems):
    return log([checked(*problems)])["runs"][0]["results"]


def rules(files, checks=CHECKS):
    return log(files, checks)["runs"][0]["tool"]["driver"]["rules"]


@pytest.mark.parametrize("checks", [CHECKS, {}], ids=["with the catalogue", "without"])
@pytest.mark.parametrize("files", [RUN, [], [checked()]], ids=["problems", "no file", "no problem"])
def test_a_report_is_valid_by_the_schema_of_the_standard(files, checks):
    VALIDATOR.validate(log(files, checks))


@given(runs)
def test_a_report_is_valid_whatever_a_file_says(files):
    found = log(files)
    assert VALIDATOR.is_valid(found)
    for result in found["runs"][0]["results"]:
        assert URI_REFERENCE.fullmatch(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])


@pytest.mark.parametrize(
    "damage",
    [
        lambda run: run["results"][0].pop("message"),
        lambda run: run["results"][0].update(level="fatal"),
        lambda run: run["results"][0]["locations"][0]["physicalLocation"]["region"].update(startLine=0),
        lambda run: run["tool"]["driver"]["rules"][1].update(title="x"),
        lambda run: run.update(columnKind="bytes"),
    ],
)
def test_the_schema_refuses_what_is_not_sarif(damage):
    damaged = copy.deepcopy(log(RUN))
    damage(damaged["runs"][0])
    assert not VALIDATOR.is_valid(damaged)


def test_it_says_what_made_it_and_how_columns_count():
    (run,) = log(RUN)["runs"]
    assert run["tool"]["driver"]["name"] == "ddscore"
    assert run["tool"]["driver"]["version"] == VERSION
    assert run["columnKind"] == "unicodeCodePoints"


def test_the_rules_are_those_of_which_something_was_found():
    assert [rule["id"] for rule in rules(RUN)] == [
        "answers/ragged-row",
        "case/dangling-reference",
        "case/unrecorded-field",
        "case/unused-source",
        "file/not-found",
    ]


def test_a_result_points_at_its_rule():
    ids = [rule["id"] for rule in rules(RUN)]
    for result in log(RUN)["runs"][0]["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]


def test_a_rule_says_what_the_catalogue_says():
    check = CHECKS["case/unused-source"]
    (rule,) = rules([checked(problem("a", check=check.id))])
    assert rule["shortDescription"] == {"text": "No fact cites a source."}
    assert rule["fullDescription"] == {"text": check.why}
    assert rule["defaultConfiguration"] == {"level": "warning"}
    assert rule["help"]["markdown"] == (
        f"{check.why}\n\n{check.mend}\n\n"
        "Wrong:\n\n```yaml\nsources:\n  wire: {title: A}\n```\n\n"
        "Right:\n\n```yaml\nsources: {}\n```\n"
    )
    assert rule["help"]["text"] == rule["help"]["markdown"].replace("```yaml\n", "").replace("```\n", "")


def test_a_rule_that_no_text_shows_has_no_examples():
    check = CHECKS["case/unused-source"]._replace(bad="", good="")
    (rule,) = rules([checked(problem("a", check=check.id))], {check.id: check})
    assert rule["help"]["markdown"] == f"{check.why}\n\n{check.mend}\n"


def test_a_check_that_the_catalogue_lacks_has_its_id_alone():
    assert rules([checked(problem("a", check="x/y"))]) == [{"id": "x/y"}]


@pytest.mark.parametrize("severity", Severity)
def test_a_result_weighs_what_its_problem_does(severity):
    assert results(problem("a", severity=severity))[0]["level"] == severity.value


@pytest.mark.parametrize(
    ("location", "region"),
    [
        (Location(CASE, 14, 7), {"startLine": 14, "startColumn": 7}),
        (Location(CASE, 14), {"startLine": 14}),
        (Location(CASE), {"startLine": 1}),
        (Location(CASE, None, 7), {"startLine": 1}),
    ],
)
def test_a_result_stands_where_its_problem_does(location, region):
    (result,) = results(problem("a", at=location, pointer="/sources/wire"))
    assert result["locations"] == [
        {
            "physicalLocation": {"artifactLocation": {"uri": CASE}, "region": region},
            "logicalLocations": [{"fullyQualifiedName": "/sources/wire"}],
        }
    ]


def test_a_whole_document_has_no_place_within():
    assert "logicalLocations" not in results(problem("a"))[0]["locations"][0]


@pytest.mark.parametrize(
    ("message", "written"),
    [
        ("a {0} b", "a {{0}} b"),
        ("in [0] and \\", "in [0] and \\"),
        ("[click](https://tracker.example)", "\\[click\\](https://tracker.example)"),
        ("[a\\](1)", "\\[a\\\\\\](1)"),
    ],
)
def test_a_message_is_only_text(message, written):
    """Neither a placeholder (3.11.5) nor a link (3.11.6), whatever a file says."""
    assert results(problem(message))[0]["message"] == {"text": written}


def test_two_problems_alike_have_fingerprints_of_their_own():
    prints = [
        result["partialFingerprints"]["ddscoreProblem/v1"] for result in results(problem("a"), problem("a"))
    ]
    assert len(set(prints)) == 2
