"""What a shell offers at the Tab key, by the scripts that click gives it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from ddscore.cli.main import COMMANDS
from ddscore.cli.main import ddscore as group
from ddscore.documents import shipped

FILES = "FILES"
BASH = shutil.which("bash")


def offered(*words: str) -> list[str]:
    """What is offered for the last word; FILES where the shell is to list files."""
    complete = ShellComplete(group, {}, "ddscore", "_DDSCORE_COMPLETE")
    items = complete.get_completions(list(words[:-1]), words[-1])
    return [FILES if item.type == "file" else item.value for item in items]


def test_commands_are_offered_with_their_lines() -> None:
    assert offered("") == list(COMMANDS)
    assert offered("as") == ["assess"]
    complete = ShellComplete(group, {}, "ddscore", "_DDSCORE_COMPLETE")
    assert complete.get_completions([], "as")[0].help == COMMANDS["assess"][1]


def test_options_are_offered() -> None:
    assert set(offered("--")) >= {"--debug", "--config", "--no-config", "--help", "--version"}
    assert set(offered("check", "--s")) >= {"--strict"}
    assert offered("assess", "x.yaml", "-f", "ht") == ["html"]


@pytest.mark.parametrize(
    "words",
    [
        ("assess", "-r"),
        ("explain", "-r"),
        ("log", "-r"),
        ("robustness", "-r"),
        ("engage", "-r"),
        ("import", "--rubric"),
        ("rubrics", "show"),
        ("rubrics", "docs"),
        ("new", "rubric", "--extends"),
        ("check", "-r"),
        ("test",),
    ],
    ids=" ".join,
)
def test_shipped_rubrics_are_offered_and_files(words: tuple[str, ...]) -> None:
    assert offered(*words, "") == [FILES, *sorted(shipped.rubrics())]
    assert offered(*words, "ungp-") == [FILES, "ungp-investor"]
    assert offered(*words, "./") == [FILES]


@pytest.mark.parametrize("command", ["assess", "explain", "log"])
def test_shipped_cases_are_offered_and_files(command: str) -> None:
    assert offered(command, "hik") == [FILES, "hikvision"]


@pytest.mark.parametrize(
    "words", [("--config",), ("assess", "-o"), ("new", "case", "-o"), ("import",), ("check",)]
)
def test_files_are_offered(words: tuple[str, ...]) -> None:
    assert offered(*words, "x") == [FILES]


def test_a_broken_file_of_settings_does_not_stop_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ddscore.toml").write_text("broken")
    assert offered("assess", "hik") == [FILES, "hikvision"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_its_script(shell: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "ddscore"],
        env={**os.environ, "_DDSCORE_COMPLETE": f"{shell}_source"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, f"_DDSCORE_COMPLETE={shell}_complete" in ran.stdout) == (0, True)


@pytest.mark.skipif(BASH is None or sys.platform == "win32", reason="there is no bash")
def test_bash_itself_offers_rubrics_beside_files(tmp_path: Path) -> None:
    """Bash forgets what it was offered before it was told to list files, so that must come first."""
    command = tmp_path / "ddscore"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ddscore "$@"\n')
    command.chmod(0o755)
    script = """
        eval "$(_DDSCORE_COMPLETE=bash_source ddscore)"
        compopt() { printf 'files: %s\\n' "$*"; }
        COMP_WORDS=(ddscore assess -r ungp) COMP_CWORD=3
        _ddscore_completion ddscore ungp -r
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    assert BASH is not None
    ran = subprocess.run(
        [BASH, "-c", script],
        env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.splitlines()[-2:] == ["ungp", "ungp-investor"], ran.stderr
