"""`ddscore check` of what other commands printed: known for what it is, and checked against its schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from ddscore.documents.kinds import OUTPUTS
from ddscore.documents.schema import parsed
from tests.cli.conftest import Run
from tests.repositories import POLICY, Made, needs_git

PRINTED = {
    "problems": ["check", "case.yaml", "-f", "json"],
    "history": ["history", "case.yaml", "-f", "json"],
    "diff": [
        "diff",
        "case.yaml",
        "--as-of",
        "2019-01-01..2020-09-23",
        "-r",
        "ungp",
        "-r",
        "harm-score",
        "-f",
        "json",
    ],
    "log": ["log", "case.yaml", "-f", "json"],
    "robustness": ["robustness", "case.yaml", "--draws", "2", "-f", "json"],
    "engagement": ["engage", "case.yaml", "-f", "json"],
    "portfolio": ["portfolio", "held.csv", "--cases", "case.yaml", "--as-of", "2020-09-23", "-f", "json"],
    "verification": ["verify", "saved.json", "-f", "json"],
    "rubric-test-results": ["test", "ungp", "-f", "json"],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ddscore: Run) -> Path:
    """A repository with a case and its saved assessment."""
    monkeypatch.chdir(tmp_path)
    made = Made(tmp_path)
    made.write("held.csv", "name,value\nExample Mining plc,100\n")
    made.put("Begin", "case.yaml", POLICY)
    assert ddscore("assess", "case.yaml", "-o", "saved.json").code == 0
    return tmp_path


def test_every_output_is_tried_here() -> None:
    assert set(PRINTED) == set(OUTPUTS)


@needs_git
@pytest.mark.parametrize("kind", OUTPUTS)
def test_what_a_command_prints_is_as_its_schema_says_and_passes_check(
    kind: str, folder: Path, ddscore: Run
) -> None:
    printed = ddscore(*PRINTED[kind])
    assert printed.code == 0, printed.err
    document = json.loads(printed.out)
    for one in document if isinstance(document, list) else [document]:
        jsonschema.Draft202012Validator(parsed(kind)).validate(one)
    Path("printed.json").write_text(printed.out, encoding="utf-8")
    ran = ddscore("check", "--strict", ".")
    assert (ran.code, ran.err) == (0, "3 files checked: nothing is wrong\n"), ran.out
    (told,) = json.loads(ddscore("check", "printed.json", "-f", "json").out)["files"]
    assert told["kind"] == kind


@needs_git
@pytest.mark.parametrize("kind", OUTPUTS)
def test_what_was_changed_by_hand_is_refused_where_it_is(kind: str, folder: Path, ddscore: Run) -> None:
    document = json.loads(ddscore(*PRINTED[kind]).out)
    first = document[0] if isinstance(document, list) else document
    first["tool"] = {"name": "ddscore", "version": 1}
    Path("printed.json").write_text(json.dumps(document, indent=1), encoding="utf-8")
    ran = ddscore("check", "printed.json")
    assert ran.code == 1
    assert "`tool.version` must be text, not the number 1" in ran.out


def test_an_output_is_no_assessment_and_says_what_it_is(tmp_path: Path, ddscore: Run) -> None:
    path = tmp_path / "history.json"
    path.write_text('{"ddscore": "history/1"}', encoding="utf-8")
    ran = ddscore("render", path)
    assert ran.code == 3
    assert "this is a history, not an assessment" in ran.err


def test_the_version_of_an_output_that_is_to_come_is_told(tmp_path: Path, ddscore: Run) -> None:
    path = tmp_path / "log.json"
    path.write_text('{"ddscore": "log/2"}', encoding="utf-8")
    ran = ddscore("check", path)
    assert (ran.code, "this is a log in version" in ran.out) == (1, True), ran.out


def test_a_folder_that_is_called_like_a_file_is_no_file(tmp_path: Path, ddscore: Run) -> None:
    (tmp_path / "cases.yaml").mkdir()
    (tmp_path / "cases.yaml" / "case.yaml").write_text(POLICY, encoding="utf-8")
    for command in (["check"], ["assess", "-f", "csv"]):
        ran = ddscore(*command, tmp_path)
        assert ran.code == 0, ran.err
