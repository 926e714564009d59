"""The command as a whole: help, versions, exit codes, and errors without trace-backs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import ddscore as package
from ddscore.cli import assess as assess_module
from ddscore.cli.main import COMMANDS, main, run
from tests.cli.conftest import Run


def test_the_version_is_the_packages(ddscore: Run) -> None:
    ran = ddscore("--version")
    assert (ran.code, ran.out.strip()) == (0, f"ddscore {package.__version__}")


def test_the_help_names_every_command(ddscore: Run) -> None:
    ran = ddscore("--help")
    assert ran.code == 0
    assert all(name in ran.out and line.split()[0] in ran.out for name, (_, line) in COMMANDS.items())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_help(ddscore: Run, name: str) -> None:
    ran = ddscore(name, "--help")
    assert ran.code == 0
    assert "Usage: ddscore" in ran.out


def test_a_misspelt_command_is_told_with_a_guess(ddscore: Run) -> None:
    ran = ddscore("asess", "x.yaml")
    assert ran.code == 2
    assert "Did you mean 'assess'?" in ran.err


def test_a_command_that_is_like_no_other_is_told_with_the_list(ddscore: Run) -> None:
    ran = ddscore("zzz")
    assert ran.code == 2
    assert "assess" in ran.err


def test_the_process_exits_with_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["ddscore", "--nonsense"])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2


def test_a_bug_is_told_as_one_and_shows_its_trace_back_only_on_request(
    ddscore: Run, case: Path, rubric: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(assess_module, "assess_case", broken)
    ran = ddscore("assess", case, "-r", rubric)
    assert ran.code == 4
    assert "bug in ddscore (RuntimeError: boom)" in ran.err
    assert "Traceback" not in ran.err
    with pytest.raises(RuntimeError, match="boom"):
        run(["--debug", "assess", str(case), "-r", str(rubric)])


def test_debug_shows_the_trace_back_of_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(package.InputError):
        run(["--debug", "assess", str(tmp_path / "missing.yaml")])


def test_an_interrupt_ends_it_quietly(
    ddscore: Run, case: Path, rubric: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(assess_module, "assess_case", interrupted)
    ran = ddscore("assess", case, "-r", rubric)
    assert ran.code == 130
    assert "interrupted" in ran.err


def test_a_reader_that_goes_away_is_no_error(case: Path, rubric: Path) -> None:
    command = [sys.executable, "-m", "ddscore", "assess", str(case), "-r", str(rubric), "-f", "html"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stderr is not None
    with child.stderr as errors:
        child.stdout.close()
        assert child.wait(timeout=60) == 0
        assert errors.read() == b""


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--version"], ("yaml", "jsonschema", "jsonschema_rs", "jinja2", "tabulate", "ddscore.engine")),
        (["--help"], ("yaml", "jsonschema", "jsonschema_rs", "jinja2", "tabulate", "ddscore.engine")),
        (["assess", "hikvision"], ("jsonschema", "jinja2", "tabulate", "importlib.metadata")),
    ],
)
def test_nothing_is_imported_before_it_is_needed(arguments: list[str], unwanted: tuple[str, ...]) -> None:
    code = (
        "import sys; from ddscore.cli.main import run; code = run(sys.argv[2:]);"
        "print([name for name in sys.argv[1].split(',') if name in sys.modules], file=sys.stderr);"
        "sys.exit(code)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, ",".join(unwanted), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr.splitlines()[-1]) == (0, "[]")
