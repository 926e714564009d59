"""Running rubric tests: what passes, what must fail, and what of a rubric is reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from ddscore.analysis.rubric_tests import run
from ddscore.documents import shipped
from ddscore.documents.rubric_test import load_rubric_test, parse_rubric_test
from ddscore.model.rubric_test import Ran, RubricCoverage, Target, TargetKind

DATA = Path(__file__).parents[1] / "data" / "rubric-tests" / "run"
HEAD = "ddscore: rubric-test/1\nrubric: {}\nas_of: 2024-06-30\ntests:\n"


def ran(name: str) -> Ran:
    return run([load_rubric_test(DATA / f"{name}.test.yaml")])


def ran_lines(rubric: str, *tests: str) -> Ran:
    content = HEAD.format(rubric) + "".join(f"  - {test}\n" for test in tests)
    return run([parse_rubric_test(content.encode(), str(DATA / "lines.test.yaml"))])


def covered(result: Ran) -> RubricCoverage:
    (coverage,) = result.coverage
    return coverage


def test_what_comes_out_as_expected_passes() -> None:
    (file,) = ran("small").files
    assert file.tests
    assert all(test.passed and not test.error for test in file.tests)


def test_every_expectation_that_must_fail_fails_and_says_what_came_out() -> None:
    (file,) = ran("failing").files
    got = {test.name: [failure.got for failure in test.failures] for test in file.tests}
    assert got == {
        "Another level": ["Approved by the board"],
        "A level where none is certain": [None],
        "None certain where a level is": ["Approved by the board"],
        "Other possible levels": [("It has ended", "It goes on")],
        "Other levels of facts": [()],
        "A score beyond the tolerance": [100],
        "A bound beyond the tolerance": [100],
        "A score where none is shown": [None],
        "No score where one is shown": [100],
        "Another status": ["scored"],
        "Another band of the node": [None],
        "Another band": [None],
        "Other possible bands": [("narrow", "wide")],
        "Another profile": [None],
        "Other possible profiles": [("silent", "spoken")],
        "An outcome where none is certain": [None],
        "Other possible outcomes": [("ask", "none")],
        "A theme's figure": [100],
    }


def test_a_failure_knows_the_line_on_which_it_was_expected() -> None:
    (file,) = ran("failing").files
    text = (DATA / "failing.test.yaml").read_text(encoding="utf-8").splitlines()
    for test in file.tests:
        assert text[test.line - 1] == f"  - name: {test.name}"
        assert all("expect:" in text[failure.expectation.line - 1] for failure in test.failures)


@pytest.mark.parametrize(
    ("tolerance", "expected", "passes"),
    [
        ("", 66.7, True),
        ("", 66.6, False),
        ("tolerance: 0, ", 66.7, False),
        ("tolerance: 1, ", 65.7, True),
        ("tolerance: 1, ", 65.6, False),
    ],
)
def test_a_score_may_differ_by_the_tolerance(tolerance: str, expected: float, passes: bool) -> None:
    case = "{answers: {harm-score: {salience: 4, responsibility: 4, responsiveness: 2}}}"
    expect = f"{{summary: {{overall: {expected}}}}}"
    result = ran_lines("harm-score", f"{{name: One, {tolerance}case: {case}, expect: {expect}}}")
    assert result.files[0].tests[0].passed is passes


def test_a_case_that_cannot_be_assessed_fails_its_test_and_stops_no_other() -> None:
    result = ran_lines(
        "harm-score",
        "{name: Off the scale, case: {answers: {harm-score: {salience: 9}}}, expect: {outcome: target}}",
        "{name: Nothing graded, case: {}, expect: {outcome: null}}",
    )
    first, second = result.files[0].tests
    assert not first.passed
    assert "a number from 1 to 5" in first.error
    assert second.passed
    assert result.failed == 1


def test_the_date_of_a_test_goes_before_the_date_of_its_case() -> None:
    case = (
        "{as_of: 2020-01-01, sources: {r: {title: R, publisher: Example, kind: company, published: 2022}},"
        " policies: [{id: p, public: true, approved_by: [board], sources: [r]}]}"
    )
    later = f"{{name: Later, as_of: 2023-01-01, case: {case}, expect: {{levels: {{stated: 100}}}}}}"
    then = f"{{name: Then, case: {case}, expect: {{levels: {{stated: null}}}}}}"
    assert ran_lines("small", later, then).failed == 0


def test_all_that_can_be_reached_is_counted() -> None:
    kinds = [(target.kind, target.node, target.name) for target in covered(ran("coded")).targets]
    assert kinds == [
        (TargetKind.CODED, "told", "scored"),
        (TargetKind.ANSWER, "told", "yes"),
        (TargetKind.ANSWER, "told", "no"),
        (TargetKind.ANSWER, "told", "N/A"),
        (TargetKind.CODED, "hidden", "scored"),
        (TargetKind.ANSWER, "hidden", "yes for e2"),
        (TargetKind.ANSWER, "hidden", "no for e2"),
        (TargetKind.ANSWER, "hidden", "any other answer for e2"),
        (TargetKind.STEP, "all-told", "all"),
        (TargetKind.STEP, "all-told", "some"),
        (TargetKind.STEP, "all-told", "none"),
        (TargetKind.CODED, "graded", "scored"),
        (TargetKind.ANSWER, "graded", "1"),
        (TargetKind.ANSWER, "graded", "5"),
    ]
    small = covered(ran("small")).targets
    assert [target.name for target in small if target.node == "policy-and-harm"] == ["even", "uneven"]
    assert len(small) == 3 + 2 + 2 + 2 + 2 + 2


def test_what_no_test_reaches_is_told_in_the_order_of_the_rubric() -> None:
    assert covered(ran("small")).unreached == ()
    assert covered(ran("small")).percent == 100
    coded = covered(ran("coded"))
    assert coded.unreached == (Target(TargetKind.ANSWER, "told", "N/A"),)
    assert coded.percent == pytest.approx(100 * 13 / 14)


def test_only_what_is_expected_counts_as_reached() -> None:
    case = (
        "{sources: {r: {title: R, publisher: Example, kind: company, published: 2022}},"
        " policies: [{id: p, public: true, approved_by: [board], sources: [r]}]}"
    )
    reach = Target(TargetKind.LEVEL, "stated", "Approved by the board", 100)
    by_the_way = ran_lines("small", f"{{name: One, case: {case}, expect: {{statuses: {{stated: scored}}}}}}")
    wrongly = ran_lines("small", f"{{name: One, case: {case}, expect: {{levels: {{stated: 50}}}}}}")
    by_level = ran_lines("small", f"{{name: One, case: {case}, expect: {{levels: {{stated: 100}}}}}}")
    by_score = ran_lines("small", f"{{name: One, case: {case}, expect: {{scores: {{stated: 100}}}}}}")
    assert reach not in covered(by_the_way).reached
    assert reach not in covered(wrongly).reached
    assert covered(by_level).reached == covered(by_score).reached == {reach}


def test_a_rubric_in_two_files_is_reached_by_both_together() -> None:
    first, second = load_rubric_test(DATA / "small.test.yaml"), load_rubric_test(DATA / "small.test.yaml")
    half = len(first.tests) // 2
    parts = [first._replace(tests=first.tests[:half]), second._replace(tests=second.tests[half:])]
    assert covered(run(parts[:1])).percent < 100
    assert covered(run(parts)).percent == 100


def test_a_coverage_that_was_asked_for_may_fall_short() -> None:
    files = [load_rubric_test(DATA / "coded.test.yaml")]
    assert run(files, required=90).short == ()
    assert [one.rubric for one in run(files, required=93).short] == ["coded"]
    assert run(files, untested=["other.yaml"], required=90).lacking == ("other.yaml",)
    assert run(files, untested=["other.yaml"]).lacking == ()


@pytest.mark.parametrize("name", shipped.rubrics())
def test_every_shipped_rubric_is_reached_whole_by_its_tests(name: str) -> None:
    result = run([load_rubric_test(shipped.tests_of(shipped.rubrics()[name]))])
    assert [test.name for test in result.files[0].tests if not test.passed] == []
    assert covered(result).unreached == ()
