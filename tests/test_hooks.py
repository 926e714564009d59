"""The hooks for pre-commit: which files they take, and when they pass and fail."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from ddscore.cli.main import run
from ddscore.documents import shipped

ROOT = Path(__file__).parent.parent
HOOKS: Mapping[str, Mapping[str, Any]] = {
    hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
}
OWN: Mapping[str, Mapping[str, Any]] = {
    hook["id"]: hook
    for repo in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    for hook in repo["hooks"]
}
KINDS = {"yaml": (".yaml", ".yml")}
"""The endings of what pre-commit calls a type of file."""


def taken(hook: Mapping[str, Any], files: Sequence[str]) -> list[str]:
    """The files that pre-commit gives a hook."""
    endings = [ending for kind in hook["types"] for ending in KINDS[kind]]
    return [
        file
        for file in files
        if re.search(hook["files"], file)
        and not re.search(hook.get("exclude", "^$"), file)
        and file.endswith(tuple(endings))
    ]


def run_hook(hook: Mapping[str, Any], files: Sequence[str], arguments: Sequence[str] = ()) -> int:
    """Run a hook's entry as pre-commit does: with its arguments, then the names of its files."""
    command, *words = shlex.split(hook["entry"])
    assert command == "ddscore"
    names = taken(hook, files) if hook.get("pass_filenames", True) else []
    assert taken(hook, files), "pre-commit runs no hook without files"
    return run([*words, *(arguments or hook.get("args", [])), *names])


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a rubric, its tests and a case, begun as people begin them."""
    monkeypatch.chdir(tmp_path)
    for folder in ("cases", "rubrics", ".github"):
        (tmp_path / folder).mkdir()
    Path(".github/workflow.yml").write_text("on: push\n")
    assert run(["new", "case", "Example Mining plc", "--as-of", "2024-06-30", "-o", "cases"]) == 0
    assert run(["new", "rubric", "ours", "-o", "rubrics"]) == 0
    return tmp_path


def files_of(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_hooks_are_those_that_the_docs_name() -> None:
    assert set(HOOKS) == {"ddscore-check", "ddscore-test"}
    assert {hook["language"] for hook in HOOKS.values()} == {"python"}
    assert all({"name", "description"} <= set(hook) for hook in HOOKS.values())


def test_the_check_takes_cases_rubrics_and_tests_and_nothing_else() -> None:
    files = [
        "cases/a.yaml",
        "research/2024/cases/b.yml",
        "rubrics/c.yaml",
        "rubrics/c.test.yaml",
        "rubrics/README.md",
        "cases/a.answers.csv",
        "cases/case.schema.json",
        ".github/workflows/ci.yaml",
        "showcases/d.yaml",
        "mkdocs.yml",
    ]
    assert taken(HOOKS["ddscore-check"], files) == files[:4]
    assert taken(HOOKS["ddscore-test"], files) == files[2:4]


def test_the_hooks_pass_on_what_is_right(repository: Path) -> None:
    files = files_of(repository)
    assert run_hook(HOOKS["ddscore-check"], files, ["--strict"]) == 0
    assert run_hook(HOOKS["ddscore-test"], files) == 0
    assert run_hook(HOOKS["ddscore-test"], files, ["rubrics", "--require-coverage", "100"]) == 0


def test_the_check_fails_on_a_case_that_is_wrong(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Path("cases/example-mining-plc.yaml").open("a") as stream:
        stream.write("polices: []\n")
    assert run_hook(HOOKS["ddscore-check"], files_of(repository)) == 1
    assert "cases/example-mining-plc.yaml:" in capsys.readouterr().out


def test_the_tests_fail_on_a_rubric_that_scores_otherwise(repository: Path) -> None:
    rubric = Path("rubrics/ours.yaml")
    rubric.write_text(
        rubric.read_text(encoding="utf-8").replace("direction: adverse", "direction: neutral"),
        encoding="utf-8",
    )
    assert run_hook(HOOKS["ddscore-test"], files_of(repository)) == 1


def test_file_names_with_spaces_and_quotes_are_names(repository: Path) -> None:
    odd = Path("cases") / "odd 'name' $(x).yaml"
    shutil.copy("cases/example-mining-plc.yaml", odd)
    assert run_hook(HOOKS["ddscore-check"], [odd.as_posix()]) == 0


def test_the_project_uses_its_own_hooks() -> None:
    assert set(OWN) == set(HOOKS)
    for name, hook in OWN.items():
        same = ("entry", "files", "types", "pass_filenames", "require_serial")
        assert [hook.get(key) for key in same] == [HOOKS[name].get(key) for key in same]


def test_the_projects_own_rubrics_and_cases_pass_its_hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    folders = ("cases", "rubrics")
    files = [f"{folder}/{path.name}" for folder in folders for path in shipped.folder(folder).iterdir()]
    assert len(taken(OWN["ddscore-check"], files)) > 4
    assert run_hook(OWN["ddscore-check"], files) == 0
    assert run_hook(OWN["ddscore-test"], files) == 0


def test_the_projects_hooks_leave_broken_test_data_alone() -> None:
    assert taken(OWN["ddscore-check"], ["tests/data/cases/invalid/duplicate-ids.yaml"]) == []


def test_ci_runs_what_the_projects_hooks_run() -> None:
    steps = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert '"$bin/ddscore" check --strict rubrics cases\n' in steps
    assert '"$bin/ddscore" test rubrics --require-coverage 100\n' in steps
