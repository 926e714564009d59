"""docs/robustness.md and docs/engage.md: every command runs, and what they show is what is printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from ddscore.cli.main import run
from ddscore.documents import shipped
from ddscore.documents.schema import validator

ROOT = Path(__file__).parent.parent
GUIDES = {
    name: (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in ("robustness", "engage")
}


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDES[name], flags=re.DOTALL | re.MULTILINE)


LINES = [(name, line) for name in GUIDES for block in blocks(name, "sh") for line in block.splitlines()]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "cases").mkdir()
    case = shipped.folder("cases") / "hikvision.yaml"
    (tmp_path / "cases" / "hikvision.yaml").write_bytes(case.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("name", "line"), LINES, ids=[line.partition("#")[0] for _, line in LINES])
def test_every_command_runs(repository: Path, name: str, line: str) -> None:
    words = line.partition("#")[0].split()
    assert words[:2] == ["ddscore", name]
    assert run(words[1:]) == 0
    if "-o" in words:
        assert Path(words[words.index("-o") + 1]).stat().st_size > 0


@pytest.mark.parametrize("name", GUIDES)
def test_what_is_shown_is_what_is_printed(
    repository: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([name, "cases/hikvision.yaml"]) == 0
    printed = capsys.readouterr().out
    (shown,) = blocks(name, "text")
    assert shown in printed
    if name == "engage":
        assert re.findall(r"^- ([\w-]+):", printed, flags=re.MULTILINE)[0] == "remedy-provided"


def test_the_record_of_a_reply_is_what_the_format_takes() -> None:
    (block,) = blocks("engage", "yaml")
    document = {"ddscore": "case/1", "id": "x", "company": {"name": "Example plc"}, **yaml.safe_load(block)}
    for dated in ("asked", "deadline", "answered"):
        document["engagement"][0][dated] = str(document["engagement"][0][dated])
    assert validator("case").is_valid(document)


@pytest.mark.parametrize("name", GUIDES)
def test_the_readme_leads_to_the_guide(name: str) -> None:
    assert f"docs/{name}.md" in (ROOT / "README.md").read_text(encoding="utf-8")
