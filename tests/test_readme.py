"""The README says what the tool does: its excerpts are real, its commands exist and its example runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ddscore.cli.main import run
from ddscore.documents import shipped

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def test_the_excerpt_is_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["assess", str(shipped.folder("cases") / "hikvision.yaml")]) == 0
    assert blocks("text")[0] in capsys.readouterr().out


def test_the_refusal_is_what_the_command_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(__file__).parent / "data" / "readme")
    assert run(["assess", "example.yaml"]) == 3
    assert capsys.readouterr().err == blocks("text")[1]


def test_each_of_the_two_commands_is_one_line() -> None:
    setups = [block for block in (*blocks("sh"), *blocks("powershell")) if " -m venv " in block]
    assert len(setups) == 4
    assert all(len(block.splitlines()) == 1 for block in setups)


@pytest.mark.parametrize("line", [line for line in blocks("sh")[-1].splitlines() if " import " not in line])
def test_every_command_of_the_guide_runs(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cases").mkdir()
    case = shipped.folder("cases") / "hikvision.yaml"
    (tmp_path / "cases" / "hikvision.yaml").write_bytes(case.read_bytes())
    (tmp_path / "holdings.csv").write_text("name,ISIN,value\nHikvision,CNE100000PM8,1\n", encoding="utf-8")
    words = line.partition("#")[0].partition(" > ")[0].split()
    assert words[0] == "ddscore"
    gate_fails = "--fail-on" in words
    assert run(words[1:]) == (1 if gate_fails else 0)


def test_the_library_example_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(shipped.folder("cases").parent)
    exec(blocks("python")[0], {})
    low, high = map(float, capsys.readouterr().out.split())
    assert 0 <= low <= high <= 100


def test_the_small_case_can_be_assessed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = next(block for block in blocks("yaml") if block.startswith("ddscore: case/1"))
    (tmp_path / "case.yaml").write_text(case, encoding="utf-8")
    assert run(["assess", str(tmp_path / "case.yaml")]) == 0
