"""`ddscore history`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.reports.history.example_history import CASE, RUBRIC


def test_a_history_is_told_as_text(ddscore: Run) -> None:
    ran = ddscore("history", CASE, "-r", RUBRIC)
    assert ran.code == 0
    assert "What moved it" in ran.out
    assert ran.err == ""


def test_months_and_years_are_taken_whole(ddscore: Run) -> None:
    ran = ddscore(
        "history", CASE, "-r", RUBRIC, "--from", "2020-08", "--to", "2020", "--every", "month", "-f", "json"
    )
    document = json.loads(ran.out)
    assert (document["from"], document["to"], len(document["rows"])) == ("2020-08-01", "2020-12-31", 5)


def test_several_rubrics_give_several_histories(ddscore: Run) -> None:
    ran = ddscore("history", CASE, "-r", RUBRIC, "-r", "ungp", "-f", "json")
    assert [one["rubric"]["id"] for one in json.loads(ran.out)] == ["example", "ungp"]


def test_the_ending_of_the_file_chooses_the_format(ddscore: Run, tmp_path: Path) -> None:
    assert ddscore("history", CASE, "-r", RUBRIC, "-o", tmp_path / "a.html").code == 0
    assert "<!DOCTYPE html>" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_an_ending_that_no_format_has_is_wrong_usage(ddscore: Run, tmp_path: Path) -> None:
    ran = ddscore("history", CASE, "-o", tmp_path / "a.pdf")
    assert ran.code == 2
    assert ".html" in ran.err


def test_the_case_is_never_written_over(ddscore: Run, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_bytes(CASE.read_bytes())
    assert ddscore("history", case, "-f", "text", "-o", case).code == 2
    assert case.read_bytes() == CASE.read_bytes()


def test_what_is_no_date_is_wrong_usage(ddscore: Run) -> None:
    ran = ddscore("history", CASE, "--from", "May 2018")
    assert ran.code == 2
    assert "YYYY-MM-DD" in ran.err


def test_a_directory_of_several_cases_is_wrong_usage(ddscore: Run, tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_bytes(CASE.read_bytes())
    ran = ddscore("history", tmp_path)
    assert ran.code == 2
    assert "name one of them" in ran.err


def test_the_schema_of_a_history_is_printed(ddscore: Run) -> None:
    assert json.loads(ddscore("schema", "history").out)["$id"] == "urn:ddscore:history-1"
