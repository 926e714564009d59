"""`ddscore robustness` at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

COMPANIES = Path(__file__).parents[1] / "data" / "companies"
GOOD = COMPANIES / "good.yaml"


def test_a_case_alone_is_told_as_text(ddscore: Run) -> None:
    ran = ddscore("robustness", GOOD, "--draws", 20)
    assert (ran.code, ran.err) == (0, "")
    assert "In 20 draws each of the 28 weights of ungp was varied by up to 25 percent" in ran.out.replace(
        "\n", " "
    )


def test_a_folder_of_cases_is_ranked(ddscore: Run) -> None:
    ran = ddscore("robustness", COMPANIES, "--draws", 20, "-f", "json")
    document = json.loads(ran.out)
    assert document["cases"][0]["id"] == "good"
    assert all(case["rank"] for case in document["cases"])


@pytest.mark.parametrize("spread", ["10%", "10", "10.0%"])
def test_a_spread_is_a_percentage_with_its_sign_or_without(ddscore: Run, spread: str) -> None:
    ran = ddscore("robustness", GOOD, "--draws", 2, "--spread", spread, "-f", "json")
    assert json.loads(ran.out)["spread"] == 10


@pytest.mark.parametrize("spread", ["-1%", "100%", "a lot", "nan", "inf", "25 %%", ""])
def test_a_spread_that_is_none_is_wrong_usage(ddscore: Run, spread: str) -> None:
    ran = ddscore("robustness", GOOD, "--spread", spread)
    assert ran.code == 2
    assert "25%" in ran.err or "below 100%" in ran.err


@pytest.mark.parametrize(("spread", "meant"), [("0.25", "25%"), (".1", "10%")])
def test_a_fraction_is_not_taken_for_a_percentage(ddscore: Run, spread: str, meant: str) -> None:
    ran = ddscore("robustness", GOOD, "--spread", spread)
    assert ran.code == 2
    assert f"may mean {meant}" in ran.err
    assert ddscore("robustness", GOOD, "--draws", 2, "--spread", f"{spread}%").code == 0


@pytest.mark.parametrize(
    "option", [("--draws", "0"), ("--draws", "100001"), ("--seed", "-1"), ("--seed", "x")]
)
def test_draws_and_seed_are_whole_numbers_within_limits(ddscore: Run, option: tuple[str, str]) -> None:
    assert ddscore("robustness", GOOD, *option).code == 2


def test_the_ending_of_the_file_decides_the_format(ddscore: Run, tmp_path: Path) -> None:
    for suffix, begins in (
        (".md", "> **DRAFT"),
        (".html", "<!DOCTYPE html>"),
        (".json", "{"),
        (".csv", "case,"),
        (".txt", "!!!"),
    ):
        output = tmp_path / f"out{suffix}"
        assert ddscore("robustness", GOOD, "--draws", 2, "-o", output).code == 0
        assert output.read_text(encoding="utf-8").startswith(begins)
    assert ddscore("robustness", GOOD, "-o", tmp_path / "out.pdf").code == 2


def test_a_report_never_replaces_a_file_that_it_is_made_from(ddscore: Run, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_bytes(GOOD.read_bytes())
    assert ddscore("robustness", case, "-f", "text", "-o", case).code == 2
    assert case.read_bytes() == GOOD.read_bytes()


def test_a_seed_of_many_digits_comes_back_whole(ddscore: Run) -> None:
    seed = 2**63 - 1
    assert f",{seed}," in ddscore("robustness", GOOD, "--draws", 2, "--seed", seed, "-f", "csv").out


def test_another_day_is_another_record(ddscore: Run) -> None:
    ran = ddscore("robustness", GOOD, "--draws", 2, "--as-of", "2015-01-01", "-f", "json")
    assert json.loads(ran.out)["cases"][0]["as_of"] == "2015-01-01"
