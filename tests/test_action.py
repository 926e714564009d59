"""The GitHub Action: its shell steps, run under bash as a runner runs them, with inputs of every kind."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from ddscore.cli.main import run as run_ddscore

ROOT = Path(__file__).parent.parent
ACTION: Mapping[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: Mapping[str, Mapping[str, Any]] = {step["name"]: step for step in ACTION["runs"]["steps"]}
SCRIPTS = {name: step for name, step in STEPS.items() if "run" in step}
EXPRESSION = re.compile(r"\$\{\{ *(?P<name>[\w.-]+) *\}\}")
BASH = shutil.which("bash")

needs_bash = pytest.mark.skipif(BASH is None or sys.platform == "win32", reason="there is no bash")


@dataclass(frozen=True)
class Step:
    code: int
    log: str
    outputs: Mapping[str, str]
    summary: str

    @property
    def commands(self) -> list[str]:
        """What the runner takes for commands: not while they are stopped."""
        found, token = [], None
        for line in self.log.splitlines():
            if token is not None:
                token = None if line == f"::{token}::" else token
            elif line.startswith("::stop-commands::"):
                token = line.removeprefix("::stop-commands::")
            elif line.lstrip().startswith("::") or "##[" in line:
                found.append(line)
        return found


class Runner:
    """What of a runner the steps see: a workspace, files to write to, and variables."""

    def __init__(self, folder: Path) -> None:
        self.workspace, self.temp = folder / "work space", folder / "temp 'x'"
        self.workspace.mkdir()
        self.temp.mkdir()
        self.bin = folder / "bin"
        self.bin.mkdir()
        for name, module in (("ddscore", " -m ddscore"), ("python", "")):
            script = self.bin / name
            script.write_text(f'#!/bin/sh\nexec "{sys.executable}"{module} "$@"\n')
            script.chmod(0o755)
        self.variables: dict[str, str] = {}

    def step(self, name: str, **inputs: str) -> Step:
        """Run a step's script; `inputs` by their names, with _ for -."""
        step = SCRIPTS[name]
        values = {key: str(given.get("default", "")) for key, given in ACTION["inputs"].items()}
        values |= {key.replace("_", "-"): value for key, value in inputs.items()}
        output, summary, script = (self.temp / file for file in ("output", "summary", "script.sh"))
        for file in (output, summary):
            file.write_text("")
        script.write_text(step["run"], encoding="utf-8")

        def value(expression: re.Match[str]) -> str:
            context, _, key = expression["name"].partition(".")
            return values[key] if context == "inputs" else str(self.bin)

        assert BASH is not None
        ran = subprocess.run(
            [BASH, "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT / "src"),
                "GITHUB_OUTPUT": str(output),
                "GITHUB_STEP_SUMMARY": str(summary),
                "GITHUB_WORKSPACE": str(self.workspace),
                "GITHUB_ACTION_PATH": str(ROOT),
                "RUNNER_TEMP": str(self.temp),
                **{key: EXPRESSION.sub(value, text) for key, text in step.get("env", {}).items()},
                **self.variables,
            },
            cwd=self.workspace / EXPRESSION.sub(value, step.get("working-directory", ".")),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
        return Step(ran.returncode, ran.stdout.decode(), outputs, summary.read_text(encoding="utf-8"))


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """A runner whose workspace has a case and a rubric with its tests."""
    runner = Runner(tmp_path)
    monkeypatch.chdir(runner.workspace)
    for folder in ("cases", "rubrics"):
        Path(folder).mkdir()
    assert (
        run_ddscore(
            ["new", "case", "Example Mining plc", "--as-of", "2024-06-30", "-o", "cases", "--no-schema"]
        )
        == 0
    )
    assert run_ddscore(["new", "rubric", "ours", "-o", "rubrics", "--no-schema"]) == 0
    return runner


def break_the_case(name: str = "example-mining-plc.yaml") -> None:
    with (Path("cases") / name).open("a") as stream:
        stream.write("polices: []\n")


def test_no_script_has_an_expression_in_it() -> None:
    assert SCRIPTS
    assert all("${{" not in step["run"] for step in SCRIPTS.values())


def test_every_script_says_its_shell_and_takes_inputs_by_its_environment() -> None:
    used = {
        match["name"].removeprefix("inputs.")
        for step in STEPS.values()
        for text in (
            *step.get("env", {}).values(),
            *step.get("with", {}).values(),
            step.get("working-directory", ""),
        )
        for match in EXPRESSION.finditer(text)
        if match["name"].startswith("inputs.")
    }
    assert {step["shell"] for step in SCRIPTS.values()} == {"bash"}
    assert used == set(ACTION["inputs"])


def test_every_input_and_output_is_described() -> None:
    assert all(entry["description"] for part in ("inputs", "outputs") for entry in ACTION[part].values())
    assert all(isinstance(entry["default"], str | float) for entry in ACTION["inputs"].values())


def test_no_version_of_bash_is_asked_for_that_macos_lacks() -> None:
    newer = ("mapfile", "readarray", "declare -A", "${!", ",,}", "^^}", "&>>", "|&")
    assert [word for step in SCRIPTS.values() for word in newer if word in step["run"]] == []


@needs_bash
def test_what_is_right_passes(runner: Runner) -> None:
    step = runner.step("Check", strict="true")
    assert (step.code, step.commands, step.outputs) == (0, [], {}), step.log
    assert "3 files checked" in step.log
    assert step.summary.startswith("### ddscore check\n\n    ")


@needs_bash
def test_what_is_wrong_fails_and_is_annotated(runner: Runner) -> None:
    break_the_case()
    step = runner.step("Check")
    assert step.code == 1
    (command,) = step.commands
    assert command.startswith("::error file=cases/example-mining-plc.yaml,line=")
    assert "    error: cases/example-mining-plc.yaml:" in step.summary


@needs_bash
def test_warnings_fail_where_it_is_strict(runner: Runner) -> None:
    text = Path("cases/example-mining-plc.yaml").read_text(encoding="utf-8")
    source = "sources:\n  unused: {title: Unused, publisher: Example, kind: ngo, published: 2024-01-01}\n"
    Path("cases/example-mining-plc.yaml").write_text(text + source, encoding="utf-8")
    assert runner.step("Check").code == 0
    assert runner.step("Check", strict="true").code == 1


@needs_bash
def test_a_path_is_a_path_whatever_it_holds(runner: Runner) -> None:
    names = [
        "a b.yaml",
        'it\'s "q".yaml',
        "$(touch gone).yaml",
        "`touch gone`.yaml",
        "; touch gone; .yaml",
        "* ?[a].yaml",
        "${{ inputs.version }}.yaml",
        "::error::x.yaml",
        "-o.yaml",
    ]
    case = Path("cases/example-mining-plc.yaml").read_bytes()
    for name in names:
        Path(name).write_bytes(case)
    passed = runner.step("Check", paths="\r\n\n".join(names))
    assert (passed.code, f"{len(names)} files checked" in passed.log) == (0, True), passed.log
    for name in names:
        Path(name).write_bytes(case + b"polices: []\n")
    failed = runner.step("Check", paths="\n".join(names))
    assert (failed.code, len(failed.commands)) == (1, len(names))
    assert not list(Path().rglob("gone*"))


@needs_bash
def test_a_line_of_a_case_cannot_forge_a_command(runner: Runner) -> None:
    with Path("cases/example-mining-plc.yaml").open("a") as stream:
        stream.write('"polices\\n::add-mask::e\\n##[error]": 1\n')
    step = runner.step("Check")
    assert step.code != 0
    assert [line.partition(" ")[0] for line in step.commands] == ["::error"]


@needs_bash
@pytest.mark.parametrize("value", ["yes", "--notes", "true --notes", "$(touch gone)", "true\n"])
def test_strict_is_true_or_false_and_nothing_else(runner: Runner, value: str) -> None:
    step = runner.step("Check", strict=value)
    assert (step.code, step.commands) == (2, ["::error title=ddscore::strict: write true or false"])
    assert not list(Path().rglob("gone*"))


@needs_bash
def test_a_path_that_is_not_there_fails(runner: Runner) -> None:
    step = runner.step("Check", paths="missing")
    assert (step.code, len(step.commands)) == (3, 1)


@needs_bash
def test_without_paths_the_settings_of_the_repository_decide(runner: Runner) -> None:
    Path("ddscore.toml").write_text('[check]\npaths = ["rubrics"]\nstrict = true\n')
    step = runner.step("Check", paths="")
    assert (step.code, "2 files checked" in step.log) == (0, True), step.log


@needs_bash
def test_the_sarif_file_is_written_and_named_from_the_workspace(runner: Runner) -> None:
    break_the_case()
    (runner.workspace / "odd 'x'").mkdir()
    step = runner.step("Check", paths="../cases", sarif="a b.sarif", working_directory="odd 'x'")
    assert (step.code, step.outputs) == (1, {"sarif": "odd 'x'/a b.sarif"}), step.log
    written = json.loads((runner.workspace / step.outputs["sarif"]).read_text(encoding="utf-8"))
    assert len(written["runs"][0]["results"]) == 1


@needs_bash
def test_the_sarif_file_of_the_workspace_itself_is_named_alone(runner: Runner) -> None:
    assert runner.step("Check", sarif="-o.sarif").outputs == {"sarif": "-o.sarif"}
    absolute = str(runner.temp / "x.sarif")
    assert runner.step("Check", sarif=absolute).outputs == {"sarif": absolute}


@needs_bash
@pytest.mark.parametrize("value", ["x.sarif\nbin=/evil", "x\r", "-"])
def test_a_name_for_the_sarif_file_cannot_forge_an_output(runner: Runner, value: str) -> None:
    step = runner.step("Check", sarif=value)
    assert (step.code, step.outputs) == (2, {})
    assert step.commands == ["::error title=ddscore::sarif: name a file"]


@needs_bash
def test_a_long_summary_is_cut_and_fails_nothing(runner: Runner) -> None:
    for number in range(30):
        unknown = "".join(f"{'x' * 500}{key}: 1\n" for key in range(100))
        Path(f"cases/c{number}.yaml").write_text(
            f"ddscore: case/1\nid: c\nas_of: 2024-06-30\ncompany: {{name: E}}\n{unknown}"
        )
    step = runner.step("Check")
    assert step.code == 1
    assert 400_000 < len(step.summary.encode()) < 2**20


@needs_bash
def test_the_tests_of_rubrics_run(runner: Runner) -> None:
    step = runner.step("Test rubrics", rubric_tests="rubrics", require_coverage="100")
    assert (step.code, step.commands) == (0, []), step.log
    assert "4 tests passed" in step.log


@needs_bash
def test_a_rubric_that_scores_otherwise_fails(runner: Runner) -> None:
    rubric = Path("rubrics/ours.yaml")
    rubric.write_text(rubric.read_text(encoding="utf-8").replace("direction: adverse", "direction: neutral"))
    step = runner.step("Test rubrics", rubric_tests="rubrics/ours.yaml")
    assert step.code == 1
    assert [line.partition("::the")[0] for line in step.commands] == ["::error title=ddscore test"]


@needs_bash
@pytest.mark.parametrize("value", ["100 --help", "$(touch gone)", "x\n100", "101"])
def test_a_coverage_that_is_no_percentage_fails(runner: Runner, value: str) -> None:
    assert runner.step("Test rubrics", rubric_tests="rubrics", require_coverage=value).code == 2
    assert not list(Path().rglob("gone*"))


def pretend_python(runner: Runner) -> Path:
    """A Python on the PATH that writes down what it is asked, and makes environments with itself in them."""
    folder = runner.temp / "path"
    folder.mkdir()
    asked = runner.temp / "asked"
    script = folder / "python"
    script.write_text(
        f"""#!/bin/sh
printf '<%s>' "$@" >> "$RUNNER_TEMP/{asked.name}"
if [ "$2" = venv ]; then
  mkdir -p "$3/bin"
  cp "$0" "$3/bin/python"
  printf '#!/bin/sh\\necho ddscore 0.1.0\\n' > "$3/bin/ddscore"
  chmod +x "$3/bin/ddscore"
fi
"""
    )
    script.chmod(0o755)
    runner.variables["PATH"] = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return asked


@needs_bash
@pytest.mark.parametrize(
    ("version", "wanted"),
    [("", str(ROOT)), ("0.1.0", "ddscore==0.1.0"), ("1!2.0rc1+x.1", "ddscore==1!2.0rc1+x.1")],
)
def test_ddscore_is_installed_into_an_environment_of_its_own(
    runner: Runner, version: str, wanted: str
) -> None:
    asked = pretend_python(runner)
    step = runner.step("Install ddscore", version=version)
    environment = runner.temp / "ddscore"
    assert (step.code, step.outputs) == (0, {"bin": str(environment / "bin")}), step.log
    assert asked.read_text() == (
        f"<-m><venv><{environment}><-m><pip><install><--quiet><--disable-pip-version-check><{wanted}>"
    )


@needs_bash
@pytest.mark.parametrize(
    "version",
    [
        "0.1.0 --index-url=x",
        "0.1.0 0.2.0",
        "$(touch gone)",
        "@ https://example.org/x.zip",
        "1\n2",
        "0.1;touch gone",
        "é",
    ],
)
def test_a_version_that_is_none_installs_nothing(runner: Runner, version: str) -> None:
    asked = pretend_python(runner)
    step = runner.step("Install ddscore", version=version)
    assert (step.code, step.outputs, asked.exists()) == (2, {}, False)
    assert not list(Path().rglob("gone*"))
