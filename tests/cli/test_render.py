"""`ddscore render`: a saved assessment prints as it did when it was made."""

from __future__ import annotations

from pathlib import Path

import pytest

from ddscore.reports import FORMATS
from tests.cli.conftest import Run


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ddscore: Run) -> Path:
    monkeypatch.chdir(tmp_path)
    assert ddscore("assess", "hikvision", "-r", "ungp", "-r", "ungp-investor", "-o", "saved.json").code == 0
    return tmp_path / "saved.json"


@pytest.mark.parametrize("name", FORMATS)
def test_it_prints_what_assess_would_have_printed(saved: Path, ddscore: Run, name: str) -> None:
    expected = ddscore("assess", "hikvision", "-r", "ungp", "-r", "ungp-investor", "-f", name)
    ran = ddscore("render", saved.name, "-f", name)
    assert (ran.code, ran.out, ran.err) == (0, expected.out, "")


def test_a_folder_of_reports_is_the_same_too(saved: Path, ddscore: Run) -> None:
    assert ddscore("assess", "hikvision", "-r", "ungp", "-r", "ungp-investor", "-o", "first").code == 0
    assert ddscore("render", saved.name, "-o", "second").code == 0
    first, second = (
        {path.name: path.read_bytes() for path in Path(folder).iterdir()} for folder in ("first", "second")
    )
    assert len(first) == 2
    assert first == second


def test_several_files_are_one_report(saved: Path, ddscore: Run) -> None:
    twice = ddscore("render", saved.name, saved.name, "-f", "csv").out.splitlines()
    once = ddscore("render", saved.name, "-f", "csv").out.splitlines()
    assert twice == [*once, *once[1:]]


def test_it_does_not_write_over_what_it_reads(saved: Path, ddscore: Run) -> None:
    before = saved.read_bytes()
    assert ddscore("render", saved.name, "-o", saved.name).code == 2
    assert saved.read_bytes() == before


def test_a_file_that_does_not_hold_together_is_refused_at_its_line(saved: Path, ddscore: Run) -> None:
    text = saved.read_text(encoding="utf-8").replace('"percent": 1.0,', '"percent": 99.0,', 1)
    saved.write_text(text, encoding="utf-8")
    ran = ddscore("render", saved.name, "-f", "html")
    assert (ran.code, ran.out) == (3, "")
    assert "saved.json:" in ran.err
    assert "does not lie within its bounds" in ran.err


def test_a_case_is_no_saved_assessment(tmp_path: Path, ddscore: Run) -> None:
    (tmp_path / "case.yaml").write_text("ddscore: case/1\n", encoding="utf-8")
    ran = ddscore("render", tmp_path / "case.yaml")
    assert ran.code == 3
    assert "is not valid JSON" in ran.err
