"""How much of a report stdout gets, and how wide."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from ddscore.cli import output
from ddscore.cli.output import columns, terminal_columns
from tests.cli.conftest import Run

CRITERIA = "Criterion by criterion"


def test_text_on_stdout_is_short_and_says_what_it_leaves_out(ddscore: Run, case: Path, rubric: Path) -> None:
    short = ddscore("assess", case, "-r", rubric).out
    full = ddscore("assess", case, "-r", rubric, "--full").out
    assert "Not told here" in short
    assert CRITERIA not in short
    assert CRITERIA in full
    assert "Not told here" not in full


@pytest.mark.parametrize("form", ["markdown", "html", "json", "csv"])
def test_other_formats_have_all_of_it_either_way(ddscore: Run, case: Path, rubric: Path, form: str) -> None:
    plain = ddscore("assess", case, "-r", rubric, "-f", form).out
    assert plain == ddscore("assess", case, "-r", rubric, "-f", form, "--full").out
    assert "Not told here" not in plain


def test_a_file_has_all_of_it(ddscore: Run, case: Path, rubric: Path, tmp_path: Path) -> None:
    full = ddscore("assess", case, "-r", rubric, "--full").out
    ddscore("assess", case, "-r", rubric, "-o", tmp_path / "report.txt")
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == full
    (tmp_path / "reports").mkdir()
    ddscore("assess", case, "-r", rubric, "-o", tmp_path / "reports")
    assert CRITERIA in next((tmp_path / "reports").glob("example*.txt")).read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [[], ["--full"]])
def test_a_saved_assessment_prints_as_assess_does(
    ddscore: Run, case: Path, rubric: Path, tmp_path: Path, words: list[str]
) -> None:
    saved = tmp_path / "saved.json"
    ddscore("assess", case, "-r", rubric, "-o", saved)
    assert ddscore("render", saved, *words).out == ddscore("assess", case, "-r", rubric, *words).out


@pytest.mark.parametrize(
    ("has", "printed"), [(200, 120), (120, 120), (100, 100), (80, 80), (20, 60), (0, 80)]
)
def test_a_terminal_is_filled_as_far_as_reads_well(
    monkeypatch: pytest.MonkeyPatch, has: int, printed: int
) -> None:
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((has, 24)))
    monkeypatch.setattr(sys, "stdout", sys.__stdout__)
    assert columns() == printed


def test_what_is_no_terminal_gets_80_columns(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with (tmp_path / "out").open("w", encoding="utf-8") as stream:
        assert terminal_columns(stream) is None
        monkeypatch.setattr(sys, "stdout", stream)
        assert columns() == 80
    assert terminal_columns(None) is None


def test_a_wide_terminal_gets_a_wide_report(
    ddscore: Run, case: Path, rubric: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "terminal_columns", lambda _: 120)
    for words in (
        ["assess", case],
        ["assess", case, "--full"],
        ["explain", case],
        ["explain", case, "conduct"],
    ):
        lines = ddscore(*words, "-r", rubric).out.splitlines()
        assert 100 < max(map(len, lines)) <= 120


@pytest.mark.parametrize(("given", "meant"), [("md", "markdown"), ("txt", "text"), ("htm", "html")])
def test_a_format_may_be_named_by_its_ending(
    ddscore: Run, case: Path, rubric: Path, given: str, meant: str
) -> None:
    words = ["assess", case, "-r", rubric, "-f"]
    assert ddscore(*words, given).out == ddscore(*words, meant).out


@pytest.mark.parametrize(
    "command", ["assess", "history", "engage", "robustness", "diff", "log", "check", "test"]
)
def test_a_misspelt_format_is_suggested(ddscore: Run, command: str) -> None:
    ran = ddscore(command, "nowhere.yaml", "-f", "jsn")
    assert ran.code == 2
    assert "Did you mean json?" in ran.err


def test_a_format_that_is_close_to_none_is_told_all(ddscore: Run, case: Path) -> None:
    assert "There are text, markdown, html, json, csv." in ddscore("assess", case, "-f", "pdf").err


def test_a_misspelt_shipped_case_is_suggested(ddscore: Run) -> None:
    ran = ddscore("assess", "hikvison")
    assert ran.code == 3
    assert "did you mean hikvision?" in ran.err
    assert "the shipped cases are avarn, " in ddscore("assess", "zzz").err


def test_a_name_whose_file_stands_here_is_suggested(
    ddscore: Run, case: Path, rubric: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_bytes(case.read_bytes())
    Path("ours.yaml").write_bytes(rubric.read_bytes())
    assert "did you mean mine.yaml?" in ddscore("assess", "mine").err
    for words in (["test", "ours"], ["assess", "mine.yaml", "-r", "ours"]):
        ran = ddscore(*words)
        assert ran.code == 2
        assert "did you mean ours.yaml?" in ran.err


@pytest.mark.parametrize("words", [["log", "hikvision"], ["diff", "hikvision", "--rev", "A..B"]])
def test_a_shipped_case_without_a_history_says_what_to_name(
    ddscore: Run, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    (tmp_path / "hikvision.yaml").write_bytes(case.read_bytes())
    monkeypatch.setattr("ddscore.documents.shipped.folder", lambda _: tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    ran = ddscore(*words)
    assert ran.code == 2
    assert "hikvision is a shipped case" in ran.err
    assert "name the case's file in a repository" in " ".join(ran.err.split())


def test_problems_are_broken_between_words_on_a_terminal(
    ddscore: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("ddscore: case/1\nid: wrong\ncompany: {name: Example}\nsources: 1\n", encoding="utf-8")
    piped = [ddscore("check", wrong).out, ddscore("assess", wrong).err]
    for module in ("check", "output"):
        monkeypatch.setattr(f"ddscore.cli.{module}.terminal_columns", lambda _: 60)
    shown = [ddscore("check", wrong).out, ddscore("assess", wrong).err]
    assert [text.split() for text in piped] == [text.split() for text in shown]
    for text in shown:
        # A path has no place to break at.
        assert all(len(line) <= 60 or str(wrong) in line for line in text.splitlines())
    assert any(len(line) > 60 for line in "".join(piped).splitlines())


def test_the_list_of_rubrics_fits_80_columns(ddscore: Run) -> None:
    assert max(map(len, ddscore("rubrics", "list").out.splitlines())) <= 80


def test_an_explanation_without_a_name_lists_what_there_is(ddscore: Run, case: Path, rubric: Path) -> None:
    ran = ddscore("explain", case, "-r", rubric)
    assert ran.code == 0
    assert "- upheld: " in ran.out
    assert "Outcomes\n========" in ran.out or "Bands\n=====" in ran.out


def test_a_row_is_explained_by_its_name(ddscore: Run) -> None:
    ran = ddscore("explain", "hikvision", "outcome:urgent")
    assert ran.code == 0
    assert "Certain: this is the outcome." in ran.out
    assert "- coe-2020: According to Council on Ethics" in ran.out
    ran = ddscore("explain", "hikvision", "outcome:urgnet")
    assert ran.code == 2
    assert "did you mean outcome:urgent" in ran.err
