"""What came of rubric tests, as text, JSON and JUnit XML."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ddscore.analysis.rubric_tests import run
from ddscore.documents.rubric_test import load_rubric_test, parse_rubric_test
from ddscore.model.rubric_test import Ran
from ddscore.reports.rubric_tests import RUBRIC_TEST_FORMATS

DATA = Path(__file__).parents[1] / "data" / "rubric-tests" / "run"


def ran(*names: str, required: float | None = None, untested: tuple[str, ...] = ()) -> Ran:
    paths = [f"{name}.test.yaml" for name in names]
    files = [load_rubric_test(DATA / path)._replace(path=path) for path in paths]
    return run(files, untested, required)


def text(result: Ran) -> str:
    return RUBRIC_TEST_FORMATS["text"].render(result)


def failure(name: str) -> str:
    """The block of one failed test."""
    return next(block for block in text(ran("failing")).split("\n\n") if name in block)


def test_where_all_passes_the_text_is_a_line_a_file_and_a_line_a_rubric() -> None:
    assert text(ran("small")) == (
        "small.test.yaml: 7 tests passed\n"
        "small 1.0: the tests reach 13 of 13 levels, bands, profiles and outcomes (100 percent)\n"
    )


def test_what_is_not_reached_is_listed() -> None:
    lines = text(ran("coded", untested=("other.yaml",))).splitlines()
    assert lines[1:] == [
        "coded 2.0: the tests reach 13 of 14 levels, bands, profiles and outcomes (92.8 percent)",
        "  not reached: answer on the scale of told: N/A",
        "other.yaml: no tests",
    ]


def test_every_kind_of_what_is_not_reached_has_its_words() -> None:
    small, coded = (load_rubric_test(DATA / f"{name}.test.yaml") for name in ("small", "coded"))
    result = text(run([small._replace(tests=()), coded._replace(tests=())]))
    for words in (
        "level of stated: Approved by the board (100 points)",
        "band even of policy-and-harm",
        "band narrow",
        "profile silent",
        "outcome ask",
        "criterion told: no settled score",
        "step of all-told: some (1 points)",
        "answer on the scale of graded: 5",
    ):
        assert f"  not reached: {words}\n" in result


def test_a_failed_level_shows_expected_got_and_why() -> None:
    assert failure("Another level") == (
        "FAILED failing.test.yaml:11: Another level\n"
        "  level of stated (line 13)\n"
        "    expected: Public\n"
        "    got:      Approved by the board\n"
        "    why:      Reached by policy.\n"
        '              "Public" is not reached; its condition: policies: {public: true}'
    )


def test_an_open_level_shows_what_is_still_possible_and_what_would_settle_it() -> None:
    block = failure("A level where none is certain")
    assert "got:      nothing certain\n" in block
    assert "Still possible: It has ended (100 points); It goes on (0 points).\n" in block
    assert '"It has ended" is possible; its condition: this: {period.to: {happened: true}}\n' in block
    assert "What would settle it: a complete search for involvement." in block


def test_a_failed_row_shows_its_condition_and_the_scores_that_it_asks_for() -> None:
    block = failure("An outcome where none is certain")
    assert "Still possible: ask; none.\n" in block
    assert "`ask` holds when: all: [{involvement: {}}, {score: {node: ended" in block
    assert "The nodes asked for: ended undetermined (between 0.0 and 100.0).\n" in block
    band = failure("Another band\n")
    assert "The bands: narrow below 50; wide.\n" in band
    assert "What would settle it: a complete search for involvement." in band


def test_a_failed_score_of_a_theme_shows_the_parts_of_that_side() -> None:
    block = failure("A theme's figure")
    assert "policy score of policy-and-harm (line 64)\n" in block
    assert "Its parts: stated 100.0." in block


def test_what_does_not_apply_is_told_as_such() -> None:
    content = (
        "ddscore: rubric-test/1\nrubric: small\nas_of: 2024-06-30\ntests:\n"
        "  - name: No harm\n"
        "    case: {research: {involvement: [{coverage: complete, searched: [archive]}]}}\n"
        "    expect: {scores: {ended: 50}, levels: {ended: [100]}}\n"
    )
    result = text(run([parse_rubric_test(content.encode(), str(DATA / "x.test.yaml"))]))
    assert "got:      no score: it does not apply\n" in result
    assert "Does not apply, on a complete search of involvement." in result


def test_a_case_that_cannot_be_assessed_says_why() -> None:
    content = (
        "ddscore: rubric-test/1\nrubric: coded\nas_of: 2024-06-30\ntests:\n"
        "  - {name: Off, case: {answers: {coded: {graded: 9}}}, expect: {scores: {graded: 1}}}\n"
    )
    result = run([parse_rubric_test(content.encode(), str(DATA / "x.test.yaml"))])
    for name, form in RUBRIC_TEST_FORMATS.items():
        assert "a number from 1 to 5" in form.render(result), name


def test_json_holds_every_test_with_what_failed_and_what_is_not_reached() -> None:
    document = json.loads(RUBRIC_TEST_FORMATS["json"].render(ran("coded", "failing", required=50)))
    assert document["ddscore"] == "rubric-test-results/1"
    assert document["passed"] is False
    coded, failing = document["files"]
    assert (coded["path"], coded["rubric"]) == ("coded.test.yaml", {"id": "coded", "version": "2.0"})
    assert coded["tests"][0] == {
        "name": "All is told",
        "line": 14,
        "passed": True,
        "error": None,
        "failures": [],
    }
    assert failing["tests"][0]["failures"] == [
        {
            "line": 13,
            "about": "level",
            "node": "stated",
            "side": None,
            "figure": None,
            "expected": "Public",
            "got": "Approved by the board",
            "why": [
                "Reached by policy.",
                '"Public" is not reached; its condition: policies: {public: true}',
            ],
        }
    ]
    assert document["coverage"]["required"] == 50
    first = document["coverage"]["rubrics"][0]
    assert first["unreached"] == [{"kind": "answer", "node": "told", "name": "N/A", "points": None}]
    assert (first["targets"], round(first["percent"], 1)) == (14, 92.9)
    passed = json.loads(RUBRIC_TEST_FORMATS["json"].render(ran("coded", required=90)))
    assert passed["passed"] is True


def test_junit_has_a_case_a_test_and_one_for_what_is_reached() -> None:
    root = ElementTree.fromstring(RUBRIC_TEST_FORMATS["junit"].render(ran("coded", "failing")))
    cases = {(case.get("classname"), case.get("name")): case for case in root.iter("testcase")}
    assert root.get("failures") == "18"
    assert len(cases) == 4 + 18 + 2
    failed = cases["small", "Another level"].find("failure")
    assert failed is not None
    assert failed.get("message") == "1 expectation did not hold"
    assert "failing.test.yaml:11" in (failed.text or "")
    assert "got:      Approved by the board" in (failed.text or "")
    said = cases["coded", "coverage"].find("system-out")
    assert said is not None
    assert "not reached: answer on the scale of told: N/A" in (said.text or "")


@pytest.mark.parametrize(("required", "failures"), [(None, 0), (0, 0), (92, 1), (100, 2)])
def test_junit_fails_what_falls_short_of_the_coverage_asked_for(
    required: float | None, failures: int
) -> None:
    root = ElementTree.fromstring(
        RUBRIC_TEST_FORMATS["junit"].render(ran("coded", required=required, untested=("other.yaml",)))
    )
    assert root.get("failures") == str(failures)


def test_what_a_file_says_cannot_move_the_terminal_or_break_a_line() -> None:
    (file,) = ran("failing").files
    hostile = file._replace(tests=(file.tests[0]._replace(name="a\x1b[31m\nFAILED b"),))
    result = ran("failing")._replace(files=(hostile,))
    assert "a\\x1b[31m FAILED b\n" in text(result)
    ElementTree.fromstring(RUBRIC_TEST_FORMATS["junit"].render(result))
