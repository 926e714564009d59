"""`ddscore test`: which tests run, what is written where, and the exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ddscore.documents import shipped
from tests.cli.conftest import Run

DATA = Path(__file__).parents[1] / "data" / "rubric-tests"
RUN = DATA / "run"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two rubrics and their tests, one of which leaves an answer unreached."""
    for name in ("small", "coded"):
        shutil.copy(RUN / f"{name}.yaml", tmp_path)
        shutil.copy(RUN / f"{name}.test.yaml", tmp_path)
    return tmp_path


def test_the_shipped_rubrics_pass_and_are_reached_whole(ddscore: Run) -> None:
    ran = ddscore("test", shipped.folder("rubrics"), "--require-coverage", "100")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count(" tests passed\n") == ran.out.count("(100 percent)\n") == len(shipped.rubrics())


def test_without_a_path_the_current_directory_is_tested(
    ddscore: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    ran = ddscore("test")
    assert (ran.code, ran.err) == (0, "")
    assert "coded.test.yaml: 4 tests passed\n" in ran.out
    assert "small.test.yaml: 7 tests passed\n" in ran.out


@pytest.mark.parametrize("name", ["small.yaml", "small.test.yaml"])
def test_a_rubric_stands_for_its_tests(ddscore: Run, folder: Path, name: str) -> None:
    ran = ddscore("test", folder / name)
    assert ran.code == 0
    assert "small.test.yaml: 7 tests passed\n" in ran.out
    assert "coded" not in ran.out


def test_a_shipped_rubric_is_known_by_its_name(ddscore: Run) -> None:
    assert ddscore("test", "harm-score").code == 0
    ran = ddscore("test", "harm-scor")
    assert ran.code == 2
    assert "did you mean harm-score?" in ran.err


def test_what_is_named_twice_is_tested_once(ddscore: Run, folder: Path) -> None:
    ran = ddscore("test", folder / "small.yaml", folder / "small.test.yaml")
    assert ran.out.count("7 tests passed") == 1


def test_hidden_folders_are_left_out(ddscore: Run, folder: Path) -> None:
    (folder / ".venv").mkdir()
    (folder / ".venv" / "broken.test.yaml").write_text("nonsense", encoding="utf-8")
    assert ddscore("test", folder).code == 0


def test_a_failing_test_is_exit_code_1_with_the_report_on_stdout(ddscore: Run) -> None:
    ran = ddscore("test", RUN / "failing.test.yaml")
    assert ran.code == 1
    assert "expected: Public\n" in ran.out
    assert ran.err == "ddscore: 18 of 18 tests failed\n"


@pytest.mark.parametrize(("required", "code"), [("0", 0), ("92.8", 0), ("92.9", 1), ("100", 1)])
def test_too_little_reached_is_exit_code_1(ddscore: Run, required: str, code: int) -> None:
    ran = ddscore("test", RUN / "coded.test.yaml", "--require-coverage", required)
    assert ran.code == code
    assert ("reach 13 of 14" in ran.err) is (code == 1)


@pytest.mark.parametrize("required", ["101", "-1", "all"])
def test_a_coverage_is_a_percentage(ddscore: Run, required: str) -> None:
    assert ddscore("test", RUN / "coded.test.yaml", "--require-coverage", required).code == 2


def test_a_rubric_without_tests_reaches_nothing(ddscore: Run, folder: Path) -> None:
    (folder / "coded.test.yaml").unlink()
    (folder / "coded.test.yaml.orig").write_text("", encoding="utf-8")
    ran = ddscore("test", folder)
    assert ran.code == 0
    assert f"{folder / 'coded.yaml'}: no tests\n" in ran.out
    ran = ddscore("test", folder, "--require-coverage", "1")
    assert ran.code == 1
    assert "coded.yaml has no tests, of 1 percent asked for" in ran.err


def test_no_tests_are_exit_code_3_and_no_success(ddscore: Run, tmp_path: Path) -> None:
    shutil.copy(RUN / "small.yaml", tmp_path)
    for path in (tmp_path, tmp_path / "small.yaml"):
        ran = ddscore("test", path)
        assert ran.code == 3
        assert "there are no tests here" in ran.err
    assert f"write them to {tmp_path / 'small.test.yaml'}" in ran.err
    for missing in (tmp_path / "other.test.yaml", tmp_path / "other.yaml"):
        ran = ddscore("test", missing)
        assert ran.code == 3
        assert "no such file" in ran.err


def test_invalid_files_are_told_together_and_nothing_runs(ddscore: Run, tmp_path: Path) -> None:
    for name in ("header", "no-date"):
        shutil.copy(DATA / "invalid" / f"{name}.yaml", tmp_path / f"{name}.test.yaml")
    ran = ddscore("test", tmp_path)
    assert (ran.code, ran.out) == (3, "")
    assert "header.test.yaml:4:9: there is no rubric `harm-scor`" in ran.err
    assert "no-date.test.yaml:10:5: neither this test nor its case says" in ran.err


def test_each_format_is_written_to_stdout_and_to_a_file_by_its_ending(
    ddscore: Run, folder: Path, tmp_path: Path
) -> None:
    for name, suffix in (("text", ".txt"), ("json", ".json"), ("junit", ".xml")):
        out = tmp_path / f"report{suffix}"
        ran = ddscore("test", folder / "small.yaml", "-o", out)
        assert (ran.code, ran.out) == (0, "")
        assert ddscore("test", folder / "small.yaml", "-f", name).out == out.read_text(encoding="utf-8")
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["passed"] is True
    ElementTree.parse(tmp_path / "report.xml")
    assert ddscore("test", folder / "small.yaml", "-o", "-").out.startswith(str(folder))


def test_a_report_is_written_where_tests_fail_too(ddscore: Run, tmp_path: Path) -> None:
    out = tmp_path / "report.xml"
    assert ddscore("test", RUN / "failing.test.yaml", "-o", out).code == 1
    assert "Another level" in out.read_text(encoding="utf-8")


def test_a_report_never_takes_the_place_of_tests(ddscore: Run, folder: Path) -> None:
    ran = ddscore("test", folder, "-f", "text", "-o", folder / "small.test.yaml")
    assert ran.code == 2
    assert (folder / "small.test.yaml").read_bytes() == (RUN / "small.test.yaml").read_bytes()
    ran = ddscore("test", folder, "-o", folder / "report.pdf")
    assert ran.code == 2
    assert "end it in .txt, .json, .xml" in ran.err


def test_files_of_tests_are_taken_for_no_cases_and_no_rubrics(ddscore: Run, folder: Path, case: Path) -> None:
    shutil.copy(case, folder / "mine.yaml")
    for name in ("small.yaml", "coded.yaml"):
        (folder / name).unlink()
    ran = ddscore("assess", folder, "-f", "json")
    assert ran.code == 0
    assert json.loads(ran.out)["case"]["id"] == "example-mining"
    assert not [name for name in shipped.rubrics() if "test" in name]
    ran = ddscore("assess", folder / "small.test.yaml")
    assert ran.code == 3
    assert "this is a rubric's test, not a case" in ran.err


def test_the_schema_of_tests_is_printed(ddscore: Run) -> None:
    ran = ddscore("schema", "rubric-test")
    assert ran.code == 0
    assert json.loads(ran.out)["$id"] == "urn:ddscore:rubric-test-1"
