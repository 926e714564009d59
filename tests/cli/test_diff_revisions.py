"""`ddscore diff --rev`: one case at two revisions in git, with the rubric of the same repository."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ddscore.documents import shipped
from tests.cli.conftest import Run
from tests.cli.test_diff import AFTER, BEFORE, OTHER, RUBRIC, document, shared
from tests.repositories import Made, needs_git

pytestmark = needs_git


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """A repository in which a case was edited, and then its rubric."""
    repository = Made(tmp_path / "repository")
    without_finding = AFTER.read_text(encoding="utf-8").partition("findings:")[0]
    repository.put("A case", "cases/old-name.yaml", without_finding)
    repository.put("A rubric", "rubrics/ours.yaml", RUBRIC.read_text(encoding="utf-8"))
    repository.git("mv", "cases/old-name.yaml", "cases/case.yaml")
    repository.commit("Rename")
    repository.put("A finding", "cases/case.yaml", AFTER.read_text(encoding="utf-8"))
    repository.put("Weights", "rubrics/ours.yaml", OTHER.read_text(encoding="utf-8"))
    monkeypatch.chdir(repository.folder)
    return repository


def test_two_revisions_are_compared_across_a_rename(ddscore: Run, made: Made) -> None:
    ran = ddscore(
        "diff", "cases/case.yaml", "--rev", "HEAD~3..HEAD~1", "-r", "rubrics/ours.yaml", "-f", "json"
    )
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert found["before"]["name"].endswith("at HEAD~3")
    assert shared(ran.out) == {"fact:ruling"}


def test_a_rubric_of_the_repository_is_read_as_it_was_then(ddscore: Run, made: Made) -> None:
    ran = ddscore("diff", "cases/case.yaml", "--rev", "HEAD~1..HEAD", "-r", "rubrics/ours.yaml", "-f", "json")
    assert shared(ran.out) == {"rubric"}
    assert document(ran.out)["changes"] != []


def test_a_shipped_rubric_is_the_same_at_every_revision(ddscore: Run, made: Made) -> None:
    ran = ddscore("diff", "cases/case.yaml", "--rev", "HEAD~1..HEAD")
    assert (ran.code, ran.out.count("\n")) == (0, 1)


def test_one_revision_is_compared_with_the_file_as_it_is(ddscore: Run, made: Made) -> None:
    made.write("cases/case.yaml", BEFORE.read_text(encoding="utf-8"))
    ran = ddscore("diff", "cases/case.yaml", "--rev", "HEAD", "-r", "rubrics/ours.yaml", "-f", "json")
    found = json.loads(ran.out)
    assert found["after"]["name"].endswith("as it is")
    assert "fact:ruling" in shared(ran.out)


def test_a_revision_that_is_not_there_is_wrong_usage(ddscore: Run, made: Made) -> None:
    assert ddscore("diff", "cases/case.yaml", "--rev", "nowhere..HEAD").code == 2


def test_an_installed_rubric_is_read_as_it_is_though_its_environment_stands_in_the_repository(
    ddscore: Run, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = made.folder / ".venv" / "ddscore"
    made.write(".venv/ddscore/rubrics/ours.yaml", RUBRIC.read_text(encoding="utf-8"))
    monkeypatch.setattr(shipped, "_PACKAGE", package)
    ran = ddscore("diff", "cases/case.yaml", "--rev", "HEAD~1..HEAD", "-r", "ours")
    assert ran.code == 0, ran.err


def test_what_a_rubric_extends_is_read_as_it_was_then(ddscore: Run, made: Made) -> None:
    made.put("A base", "rubrics/small.yaml", RUBRIC.read_text(encoding="utf-8"))
    extension = 'ddscore: rubric/1\nid: mine\nversion: "1"\nextends: small\ntitle: Mine\n'
    made.put("An extension", "rubrics/mine.yaml", extension)
    made.put("Other weights", "rubrics/small.yaml", OTHER.read_text(encoding="utf-8"))
    ran = ddscore("diff", "cases/case.yaml", "--rev", "HEAD~1..HEAD", "-r", "rubrics/mine.yaml", "-f", "json")
    assert ran.code == 0, ran.err
    assert shared(ran.out) == {"rubric"}
