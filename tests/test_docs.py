"""The guides to configuration, editors and CI: every example in them runs, and they leave nothing out."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import subprocess
import sys
from contextlib import redirect_stdout
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from ddscore.cli.config import defaults
from ddscore.cli.main import run
from ddscore.cli.settings import RUBRIC, SETTINGS
from tests.test_action import ACTION, BASH, Runner, needs_bash
from tests.test_hooks import HOOKS, files_of, run_hook

DOCS = Path(__file__).parent.parent / "docs"
ACTION_NAME = "example/ddscore@"


def guide(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", guide(name), flags=re.DOTALL | re.MULTILINE)


def lines(name: str) -> list[str]:
    return [line for block in blocks(name, "sh") for line in block.splitlines()]


def run_line(line: str) -> int:
    """Run one line of a shell, in this process."""
    command, _, into = line.partition(" > ")
    command, *words = shlex.split(command.partition(" < ")[0], comments=True)
    assert command == "ddscore"
    if not into:
        return run(words)
    printed = io.BytesIO()
    with redirect_stdout(io.TextIOWrapper(printed, encoding="utf-8")):
        code = run(words)
        Path(into).write_bytes(printed.getvalue())
    return code


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository as the guides speak of it."""
    monkeypatch.chdir(tmp_path)
    for folder in (".git", "cases", "rubrics", "shared"):
        (tmp_path / folder).mkdir()
    Path("shared/ddscore.toml").write_text("")
    new = ["new", "case", "Example Mining plc", "--as-of", "2024-06-30", "-o", "cases", "--no-schema"]
    assert run(new) == 0
    assert run(["new", "rubric", "ours", "-o", "rubrics", "--no-schema"]) == 0
    return tmp_path


@pytest.mark.parametrize("line", lines("configuration"))
def test_every_command_on_configuration_runs(repository: Path, line: str) -> None:
    Path("ddscore.toml").write_text(blocks("configuration", "toml")[0])
    assert run_line(line) == 0


def test_every_file_of_settings_holds(repository: Path) -> None:
    own, project, _ = blocks("configuration", "toml")
    Path("ddscore.toml").write_text(own)
    assert defaults(None)["test"] == {"paths": ["rubrics"], "required": 100}
    Path("ddscore.toml").unlink()
    Path("pyproject.toml").write_text(project)
    check = {"paths": ["cases", "rubrics"], "strict": True, "rubrics": ["ungp-investor"]}
    assert defaults(None)["check"] == check


def test_the_mistakes_are_told_as_the_guide_says(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("ddscore.toml").write_text(blocks("configuration", "toml")[-1])
    assert run(["check", "cases"]) == 3
    assert capsys.readouterr().err == blocks("configuration", "text")[0]


def test_every_setting_is_in_the_guide() -> None:
    rows = re.findall(r"^\|(.*?)\| `(.*?)` \|", guide("configuration"), flags=re.MULTILINE)
    found, table = [], ""
    for heading, name in rows:
        table = heading.strip("`[] ") or table
        found.append((table, name))
    assert found == [
        ("above all tables", RUBRIC),
        *((command, name) for command, names in SETTINGS.items() for name in names),
    ]


def test_every_command_on_editors_runs(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("cases/example-mining-plc.yaml").unlink()
    for line in lines("editors"):
        if "<" in line:
            content = Path(line.rpartition("<")[2].strip()).read_bytes()
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))
        assert run_line(line) == 0, line
    modeline = blocks("editors", "yaml")[0]
    case = Path("cases/example-mining-plc.yaml").read_text(encoding="utf-8")
    assert case.startswith(modeline)
    schema = Path("cases", modeline.strip().rpartition("=")[2]).read_text(encoding="utf-8")
    jsonschema.validate(yaml.safe_load(case), json.loads(schema))


def test_the_settings_for_vs_code_give_a_file_the_schema_that_its_modeline_names(repository: Path) -> None:
    for line in lines("editors"):
        if " new " in line:
            Path("cases/example-mining-plc.yaml").unlink(missing_ok=True)
            assert run_line(line) == 0
    (settings,) = blocks("editors", "json")
    given = {
        (file, schema)
        for schema, glob in json.loads(settings)["yaml.schemas"].items()
        for file in files_of(repository)
        if fnmatch(file, glob)
    }
    named = {
        (file, str(Path(file).with_name(line.rpartition("=")[2]).as_posix()))
        for file in files_of(repository)
        if "$schema=" in (line := Path(file).read_text(encoding="utf-8").partition("\n")[0])
    }
    rubrics = {(file, schema) for file, schema in named if schema == "rubrics/rubric.schema.json"}
    assert len(rubrics) == 2
    assert given >= named - rubrics
    assert not {file for file, _ in given} & {file for file, _ in rubrics}
    assert all(Path(schema).is_file() for _, schema in given)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_line_for_each_shell_asks_for_its_script(shell: str) -> None:
    (row,) = [line for line in guide("editors").splitlines() if line.startswith(f"| {shell}")]
    assert f"_DDSCORE_COMPLETE={shell}_source ddscore" in row
    environment = {**os.environ, "_DDSCORE_COMPLETE": f"{shell}_source"}
    ran = subprocess.run([sys.executable, "-m", "ddscore"], env=environment, capture_output=True, check=False)
    assert b"ddscore" in ran.stdout


@pytest.mark.parametrize("line", lines("ci"))
def test_every_command_on_ci_runs(repository: Path, line: str) -> None:
    assert run_line(line) == 0
    written = re.search(r"-o (\S+)", line)
    assert written is None or Path(written[1]).stat().st_size > 0


def parsed(name: str, containing: str) -> list[Any]:
    return [yaml.safe_load(block) for block in blocks(name, "yaml") if containing in block]


def test_the_hooks_of_the_guide_are_there_and_pass(repository: Path) -> None:
    (config,) = parsed("ci", "hooks:")
    hooks = config["repos"][0]["hooks"]
    assert [hook["id"] for hook in hooks] == list(HOOKS)
    for hook in hooks:
        assert run_hook({**HOOKS[hook["id"]], **hook}, files_of(repository)) == 0


@needs_bash
def test_the_workflows_of_the_guide_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runner = Runner(tmp_path)
    monkeypatch.chdir(runner.workspace)
    for folder in ("cases", "rubrics"):
        Path(folder).mkdir()
    assert (
        run(["new", "case", "Example Mining plc", "--as-of", "2024-06-30", "-o", "cases", "--no-schema"]) == 0
    )
    assert run(["new", "rubric", "ours", "-o", "rubrics", "--no-schema"]) == 0
    workflows = parsed("ci", "runs-on:")
    assert len(workflows) == 2
    for workflow in workflows:
        (step,) = [
            step for step in workflow["jobs"]["ddscore"]["steps"] if step["uses"].startswith(ACTION_NAME)
        ]
        assert set(step["with"]) <= set(ACTION["inputs"])
        # A runner hands booleans and numbers on as their words.
        inputs = {name.replace("-", "_"): _word(value) for name, value in step["with"].items()}
        assert runner.step("Check", **inputs).code == 0
        if "rubric_tests" in inputs:
            assert runner.step("Test rubrics", **inputs).code == 0
        else:
            assert Path(inputs["sarif"]).is_file()


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_the_outputs_that_the_guide_uses_are_the_actions() -> None:
    used = set(re.findall(r"steps\.ddscore\.outputs\.([\w-]+)", guide("ci")))
    assert used == set(ACTION["outputs"])


def test_every_input_of_the_action_is_in_the_guide_with_its_default() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| .* \| (.*)\|$", guide("ci"), flags=re.MULTILINE)
    found = {name: default.strip("` ") for name, default in rows}
    assert found == {name: str(given["default"]) for name, given in ACTION["inputs"].items()}


@needs_bash
def test_the_job_for_gitlab_writes_both_reports(repository: Path) -> None:
    (pipeline,) = parsed("ci", "codequality:")
    job = pipeline["ddscore"]
    install, *script = job["script"]
    assert install == "pip install ddscore"
    Path("bin").mkdir()
    Path("bin/ddscore").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ddscore "$@"\n')
    Path("bin/ddscore").chmod(0o755)
    environment = {**os.environ, "PATH": f"{Path('bin').resolve()}{os.pathsep}{os.environ['PATH']}"}
    assert BASH is not None
    command = [BASH, "-eo", "pipefail", "-c", "\n".join(script)]
    assert subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0
    reports = job["artifacts"]["reports"]
    assert json.loads(Path(reports["codequality"]).read_text(encoding="utf-8")) == []
    assert Path(reports["junit"]).read_text(encoding="utf-8").startswith("<?xml")
    with Path("cases/example-mining-plc.yaml").open("a") as stream:
        stream.write("polices: []\n")
    assert subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 1


@pytest.mark.parametrize("name", ["configuration", "editors", "ci"])
def test_the_links_of_a_guide_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", guide(name)):
        assert (DOCS / target).exists(), target


def test_the_readme_leads_to_every_guide() -> None:
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    assert all(f"docs/{name}.md" in readme for name in ("configuration", "editors", "ci"))
