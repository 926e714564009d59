"""docs/portfolio.md: every command runs, and the worked example is what is printed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from ddscore.cli.main import run
from tests.test_guides import BLOCK, commands, ends_as_told, place_of

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "portfolio.md").read_text(encoding="utf-8")
BLOCKS = BLOCK.findall(GUIDE)
DATA = ROOT / "tests" / "data" / "portfolio"
LINES = [line for language, block in BLOCKS if language == "sh" for line in block.splitlines()]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(DATA, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    (shown,) = [block for language, block in BLOCKS if language == "text"]
    Path("holdings.csv").write_text(shown, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("line", LINES, ids=[line.partition("#")[0].strip() for line in LINES])
def test_every_command_runs(folder: Path, line: str) -> None:
    words = line.partition("#")[0].split()
    assert words[:2] == ["ddscore", "portfolio"]
    assert run(words[1:]) == 0
    if "-o" in words:
        assert (folder / words[words.index("-o") + 1]).exists()


def test_the_list_that_is_shown_is_that_of_the_first_quarter(folder: Path) -> None:
    assert Path("holdings.csv").read_text(encoding="utf-8") == Path("q1.csv").read_text(encoding="utf-8")


def test_the_worked_example_is_what_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = [block for language, block in BLOCKS if language == "console"]
    ((command, runs),) = commands(block)
    lines = ends_as_told(command, capsys)
    assert all(place_of(wanted, lines, 0) is not None for wanted in runs), "\n".join(lines)


def test_the_means_are_those_of_the_table() -> None:
    rows = re.findall(
        r"^\| \*\*([a-z ]+)\*\* \|(.*)\| mean: \*\*([0-9.]+)%\*\* \|$", GUIDE, flags=re.MULTILINE
    )
    assert [name for name, _, _ in rows] == ["involved", "not involved", "no data"]
    for _, cells, mean in rows:
        percentages = [float(cell) for cell in re.findall(r"([0-9.]+)%", cells)]
        assert (len(percentages), sum(percentages) / 4) == (4, float(mean))


def test_the_values_of_the_table_are_those_of_the_lists() -> None:
    for quarter in range(1, 5):
        held: dict[str, int] = {}
        for line in (DATA / f"q{quarter}.csv").read_text(encoding="utf-8").splitlines()[1:]:
            name, _, value = line.split(",")
            short = " ".join(name.split()[:2])
            held[short] = held.get(short, 0) + int(value) // 10**6
        for company in ("Example Mining", "Example Timber", "Example Foods", "Cash"):
            (row,) = re.findall(rf"^\| {company} \|(.*)\|$", GUIDE, flags=re.MULTILINE)
            assert int(row.split("|")[quarter - 1]) == held.get(company, 0), (company, quarter)


def test_the_links_lead_somewhere_and_the_readme_leads_to_the_guide() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", GUIDE):
        assert (ROOT / "docs" / target).exists(), target
    assert "docs/portfolio.md" in (ROOT / "README.md").read_text(encoding="utf-8")
