"""`ddscore engage` at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

COMPANIES = Path(__file__).parents[1] / "data" / "companies"
CASE = COMPANIES / "allegations-only.yaml"


def test_the_questions_are_told_as_text(ddscore: Run) -> None:
    ran = ddscore("engage", CASE)
    assert (ran.code, ran.err) == (0, "")
    assert "What would raise what the record shows" in ran.out


def test_json_has_them_in_order(ddscore: Run) -> None:
    gains = [
        question["gain"] for question in json.loads(ddscore("engage", CASE, "-f", "json").out)["questions"]
    ]
    assert gains == sorted(gains, reverse=True)


def test_the_letter_is_markdown_with_its_deadline(ddscore: Run) -> None:
    ran = ddscore("engage", CASE, "--points-to-put", "--deadline", "2024-08-01")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("# Points put to Example Devices Ltd for its reply")
    assert "by 1 August 2024" in ran.out


@pytest.mark.parametrize(
    ("name", "begins"), [("letter.md", "# Points"), ("letter.txt", "Points"), ("letter", "# P")]
)
def test_a_letter_to_a_file_is_text_where_its_ending_says_so(
    ddscore: Run, tmp_path: Path, name: str, begins: str
) -> None:
    assert ddscore("engage", CASE, "--points-to-put", "-o", tmp_path / name).code == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize(
    "options",
    [
        ("--deadline", "2024-08-01"),
        ("--points-to-put", "-f", "json"),
        ("--points-to-put", "-o", "letter.json"),
        ("--points-to-put", "--deadline", "2024-08"),
        ("--points-to-put", "--deadline", "2024-06-29"),
        ("-f", "csv"),
    ],
    ids=" ".join,
)
def test_what_does_not_go_together_is_wrong_usage(
    ddscore: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ddscore("engage", CASE, *options).code == 2
    assert list(tmp_path.iterdir()) == []


def test_one_case_at_a_time(ddscore: Run) -> None:
    ran = ddscore("engage", COMPANIES)
    assert ran.code == 2
    assert "name one of them" in ran.err
