"""docs/history.md: its commands run, its excerpt is real, and it names every kind of turn."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ddscore.cli.main import run
from ddscore.model.history import Every, Turn

GUIDE = (Path(__file__).parent.parent / "docs" / "history.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, flags=re.DOTALL)


@pytest.mark.parametrize("line", [line for block in blocks("sh") for line in block.splitlines()])
def test_every_command_runs(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    command, *words = line.partition("#")[0].split()
    assert command == "ddscore"
    assert run(words) == 0


def test_the_excerpt_is_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["history", "hikvision"]) == 0
    assert blocks("text")[0] in capsys.readouterr().out


def test_the_guide_names_every_kind_of_turn_and_of_row() -> None:
    assert [turn for turn in Turn if f"**{turn}**" not in GUIDE] == []
    assert [every for every in Every if f"--every {every}" not in GUIDE] == []
