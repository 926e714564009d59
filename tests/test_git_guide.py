"""The guide to git: its commands run, its workflow and its recipe work, in a repository made for the test."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from ddscore.documents import shipped
from tests.cli.conftest import Run, ddscore
from tests.repositories import EVICTIONS, MISSPELT, POLICY, Made, needs_git
from tests.test_action import BASH, needs_bash
from tests.test_docs import DOCS, blocks, guide, lines, run_line

__all__ = ["ddscore"]
pytestmark = needs_git
CASE = "cases/example-mining.yaml"


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """The repository that the guide speaks of."""
    repository = Made(tmp_path / "repository")
    repository.put("Record the policy", CASE, POLICY)
    repository.put("Record the judgment", CASE, MISSPELT)
    repository.put("Mend a misspelling", CASE, EVICTIONS)
    monkeypatch.chdir(repository.folder)
    return repository


@pytest.fixture
def with_command(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """The same, with `ddscore` on the path of programs that git and bash start."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "ddscore").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ddscore "$@"\n', encoding="utf-8")
    (folder / "ddscore").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return made


def test_every_command_of_the_guide_runs(made: Made) -> None:
    ran = [line for line in lines("git") if line.startswith("ddscore")]
    assert len(ran) == 11
    for line in ran:
        assert run_line(line) == 0, line


def test_the_log_is_what_the_command_prints(made: Made, ddscore: Run) -> None:
    printed = ddscore("log", CASE).out
    assert re.sub(r"sha256 [0-9a-f]{12}", f"sha256 {'0' * 12}", printed) == blocks("git", "text")[0]


def compare(made: Made, base: str) -> tuple[str, str]:
    """What the workflow writes as a comment, and what it says of it in the log of the run."""
    workflow: Any = yaml.safe_load(blocks("git", "yaml")[0])
    (step,) = [step for step in workflow["jobs"]["scores"]["steps"] if step.get("name") == "Compare"]
    assert BASH is not None
    summary = made.folder / "summary.md"
    environment = {**os.environ, "BASE": base, "GITHUB_STEP_SUMMARY": str(summary)}
    command = [BASH, "-eo", "pipefail", "-c", step["run"]]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    comment = (made.folder / "comment.md").read_text(encoding="utf-8")
    assert summary.read_text(encoding="utf-8") == comment
    return comment, done.stderr


@needs_bash
def test_the_workflow_comments_on_every_case_that_changed(with_command: Made) -> None:
    made = with_command
    made.put("Another", "cases/untouched.yaml", POLICY.replace("example-mining", "untouched"))
    base = made.git("rev-parse", "HEAD")
    made.put("Back", CASE, POLICY.replace("Example Mining plc", "Example Mining Group"))
    made.git("mv", CASE, "cases/it's here.yaml")
    made.commit("Move")
    comment, said = compare(made, base)
    assert comment.startswith("### Example Mining Group")
    assert comment.count("### ") == 1
    assert "judgment-of-2019" in comment
    assert said == ""


@needs_bash
def test_the_workflow_says_where_a_case_cannot_be_compared(with_command: Made) -> None:
    made = with_command
    base = made.git("rev-parse", "HEAD")
    made.put("Misspell", CASE, MISSPELT)
    comment, said = compare(made, base)
    assert comment == "A case cannot be compared; the log of this run says which, and why.\n\n"
    assert "`relationship` cannot be" in said


@needs_bash
def test_the_workflow_has_nothing_to_say_where_no_case_changed(with_command: Made) -> None:
    base = with_command.git("rev-parse", "HEAD")
    with_command.put("Read me", "README.md", "x")
    assert compare(with_command, base) == ("", "")


@pytest.fixture
def with_textconv(with_command: Made) -> Made:
    """The recipe, as the guide has it."""
    with_command.write(".gitattributes", blocks("git", "gitattributes")[0])
    (line,) = [line for line in lines("git") if line.startswith("git config")]
    assert BASH is not None
    subprocess.run([BASH, "-c", line], cwd=with_command.folder, check=True)
    return with_command


@needs_bash
def test_git_shows_what_the_report_says_differently(with_textconv: Made) -> None:
    shown = with_textconv.git("diff", "HEAD~2", "HEAD", "--", CASE)
    removed = [line[1:] for line in shown.splitlines() if line.startswith("-")]
    added = [line[1:] for line in shown.splitlines() if line.startswith("+")]
    assert any("Meets this rubric's test for engagement" in line for line in removed)
    assert any("Meets this rubric's test for urgent engagement" in line for line in added)
    assert not any("ddscore: case/1" in line for line in (*removed, *added))


@needs_bash
def test_git_shows_a_version_that_cannot_be_assessed_as_it_stands(with_textconv: Made) -> None:
    shown = with_textconv.git("show", "HEAD~1", "--", CASE)
    assert "+    relationship: contributing" in shown
    assert "relationship: cause" in with_textconv.git("diff", "--no-textconv", "HEAD~1", "HEAD")


def test_the_links_of_the_guide_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", guide("git")):
        assert (DOCS / target).exists(), target


def test_the_readme_leads_to_the_guide() -> None:
    assert "docs/git.md" in (shipped.folder("rubrics").parent / "README.md").read_text(encoding="utf-8")
