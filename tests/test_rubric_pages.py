"""docs/rubrics/: one page a shipped rubric, and each as its file says now."""

from __future__ import annotations

from pathlib import Path

import pytest

from ddscore.cli.main import run
from ddscore.documents import shipped

FOLDER = Path(__file__).parent.parent / "docs" / "rubrics"
AGAIN = "docs/rubrics/ is not what the rubrics say: ddscore rubrics docs -o docs/rubrics"


def test_the_pages_are_what_the_rubrics_say(tmp_path: Path) -> None:
    assert run(["rubrics", "docs", "-o", str(tmp_path)]) == 0
    made, kept = (
        {path.name: path.read_bytes() for path in folder.iterdir()} for folder in (tmp_path, FOLDER)
    )
    assert sorted(made) == sorted(kept), AGAIN
    assert [name for name in made if made[name] != kept[name]] == [], AGAIN


def test_every_shipped_rubric_has_a_page_that_the_index_leads_to() -> None:
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [name for name in shipped.rubrics() if f"(<{name}.md>)" not in index] == []


def test_one_rubric_goes_to_stdout(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    own = tmp_path / "ours.yaml"
    own.write_bytes(shipped.rubric_path("harm-score").read_bytes().replace(b"id: harm-score", b"id: ours"))
    assert run(["rubrics", "docs", str(own)]) == 0
    out = capsys.readouterr().out
    assert "[Harm score: salience, responsibility, responsiveness](<ours.md>)" in out
    assert "# Harm score" in out


def test_two_rubrics_with_one_id_are_not_written_over_each_other(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    own = tmp_path / "harm-score.yaml"
    own.write_bytes(shipped.rubric_path("harm-score").read_bytes())
    assert run(["rubrics", "docs", "harm-score", str(own), "-o", str(tmp_path / "docs")]) == 2
    assert "two rubrics have the id harm-score" in capsys.readouterr().err
    assert not (tmp_path / "docs").exists()
