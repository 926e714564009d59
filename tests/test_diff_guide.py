"""docs/diff.md: its commands run, and it names what there is."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from ddscore.cli import diff_gates
from ddscore.cli.main import run
from tests.repositories import Made, needs_git

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "diff.md").read_text(encoding="utf-8")
DATA = Path(__file__).parent / "data" / "diff"
LINES = [
    line for block in re.findall(r"```sh\n(.*?)```", GUIDE, flags=re.DOTALL) for line in block.splitlines()
]
BEFORE, AFTER, RUBRIC, NEXT = (
    (DATA / name).read_text(encoding="utf-8")
    for name in ("before.yaml", "after.yaml", "rubric.yaml", "rubric-after.yaml")
)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """A folder in which every file of the guide is at hand."""
    repository = Made(tmp_path / "repository")
    monkeypatch.chdir(repository.folder)
    repository.put("The rubric", "rubrics/ours.yaml", RUBRIC)
    repository.put("The case", "cases/example-mining.yaml", BEFORE)
    repository.put("The case, edited", "cases/example-mining.yaml", AFTER)
    files = {"before.yaml": BEFORE, "after.yaml": AFTER, "ours.yaml": RUBRIC, "ours-next.yaml": NEXT}
    for name, text in files.items():
        repository.write(name, text)
    for name in ("before", "after"):
        assert run(["assess", f"{name}.yaml", "-o", f"{name}.json"]) == 0
    return repository


@needs_git
@pytest.mark.parametrize("line", LINES)
def test_every_command_runs(made: Made, line: str) -> None:
    command, *words = shlex.split(line, comments=True)
    assert command == "ddscore"
    assert run(words) == 0


def test_every_gate_is_in_the_guide() -> None:
    assert f"`{diff_gates.WORSE}`" in GUIDE
    assert all(side in GUIDE for side in diff_gates.SIDES)
    assert all(f"`{row}:" in GUIDE for row in diff_gates.ROWS)
    assert f":{diff_gates.UNDETERMINED}`" in GUIDE


def test_its_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", GUIDE):
        assert (ROOT / "docs" / target).exists(), target
