"""`ddscore log`: which file is meant, what is printed, and what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from ddscore.documents.schema import parsed
from ddscore.reports.log import LOG_FORMATS, LogFormat
from tests.cli.conftest import Run
from tests.reports.test_formats import assert_as_expected
from tests.repositories import EVICTIONS, MISSPELT, POLICY, Made, needs_git

pytestmark = needs_git
MARKUP = "Record | <b>the</b> policy\x1b[31m =1+1"


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    repository = Made(tmp_path / "repository")
    repository.put(MARKUP, "cases/former.yaml", POLICY)
    repository.put("Record the evictions", "cases/former.yaml", MISSPELT)
    repository.put("=Mend", "cases/former.yaml", EVICTIONS)
    repository.git("mv", "cases/former.yaml", "cases/example.yaml")
    repository.commit("Give the file the company's name")
    monkeypatch.chdir(repository.folder)
    return repository


@pytest.mark.parametrize("form", LOG_FORMATS.values(), ids=str)
def test_a_log_is_as_expected(made: Made, ddscore: Run, rubric: Path, form: LogFormat) -> None:
    ran = ddscore("log", "cases/example.yaml", "-r", rubric, "-f", form.name)
    assert (ran.code, ran.err) == (0, "")
    assert_as_expected(f"log{form.suffix}", ran.out)


def test_the_json_is_as_its_schema_says(made: Made, ddscore: Run) -> None:
    document = json.loads(ddscore("log", "cases/example.yaml", "-f", "json").out)
    jsonschema.Draft202012Validator(parsed("log")).validate(document)
    assert [commit["state"] for commit in document["commits"]] == ["scored", "scored", "invalid", "scored"]
    assert json.loads(ddscore("schema", "log").out) == parsed("log")


def test_a_case_can_be_named_from_anywhere(made: Made, ddscore: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = ddscore("log", "cases/example.yaml")
    assert ddscore("log", made.folder / "cases" / "example.yaml") == expected
    assert ddscore("log", "HEAD:cases/example.yaml") == expected
    monkeypatch.chdir(made.folder / "cases")
    assert ddscore("log", "example.yaml") == expected
    monkeypatch.chdir(made.folder.parent)
    assert ddscore("log", "cases/example.yaml", "--git-dir", "repository/.git") == expected


def test_a_bare_repository_can_be_asked_at_any_revision(made: Made, ddscore: Run, tmp_path: Path) -> None:
    made.git("clone", "-q", "--bare", str(made.folder), str(tmp_path / "bare"))
    ran = ddscore("log", "main~1:cases/former.yaml", "--git-dir", tmp_path / "bare", "-f", "json")
    assert [one["subject"] for one in json.loads(ran.out)["commits"]] == [
        "=Mend",
        "Record the evictions",
        MARKUP,
    ]


def test_a_deleted_file_has_a_log(made: Made, ddscore: Run) -> None:
    made.git("rm", "-q", "-r", "cases")
    made.commit("Delete")
    ran = ddscore("log", "cases/example.yaml", "-n", "1")
    assert ran.code == 0
    assert "deleted: the file is not there after this commit" in ran.out
    assert "3 commits further back are not shown." not in ran.out
    assert "4 commits further back are not shown." in ran.out


def test_the_rubric_is_the_one_named_as_it_is_now(made: Made, ddscore: Run) -> None:
    ran = ddscore("log", "cases/example.yaml", "-r", "harm-score", "-n", "1", "--as-of", "2021-01-01")
    assert "scored by harm-score 1.0 at 1 commit" in ran.out
    assert "Every commit is scored by the rubric as it is now" in ran.out
    assert "Each score is as of 2021-01-01." in ran.out


def test_the_repositorys_own_rubric_is_the_default(made: Made, ddscore: Run) -> None:
    made.write("ddscore.toml", 'rubric = "ungp-investor"\n')
    assert "scored by ungp-investor" in ddscore("log", "cases/example.yaml").out


def test_a_log_goes_into_a_file_by_its_ending(made: Made, ddscore: Run) -> None:
    assert ddscore("log", "cases/example.yaml", "-o", "log.csv").out == ""
    assert (
        Path("log.csv").read_text(encoding="utf-8") == ddscore("log", "cases/example.yaml", "-f", "csv").out
    )
    assert ddscore("log", "cases/example.yaml", "-o", "log.html").code == 2
    assert ddscore("log", "cases/example.yaml", "-o", "cases/example.yaml").code == 2


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("cases/exampel.yaml",), 3, "no commit up to HEAD touches this file"),
        (("nowhere:cases/example.yaml",), 2, "the repository has no revision 'nowhere'"),
        (("cases",), 2, "cases is a folder: name one case file"),
        (("cases/example.yaml", "--git-dir", "cases"), 2, "is no git repository"),
        (("cases/example.yaml", "--git-dir", "nowhere"), 2, "there is no folder nowhere"),
        (("cases/example.yaml", "-n", "0"), 2, "0 is not in the range"),
        (("cases/example.yaml", "-r", "nowhere"), 2, "no rubric is called nowhere"),
    ],
)
def test_what_cannot_be_shown_is_explained(
    made: Made, ddscore: Run, arguments: tuple[str, ...], code: int, said: str
) -> None:
    ran = ddscore("log", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_a_case_in_no_repository_has_no_log(
    tmp_path: Path, ddscore: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("case.yaml").write_text(POLICY, encoding="utf-8")
    ran = ddscore("log", "case.yaml")
    assert ran.code == 2
    assert "is in no git repository" in ran.err
