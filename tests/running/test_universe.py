"""The invented companies to measure with: valid, all different, and the same for the same seed."""

from __future__ import annotations

from pathlib import Path

from ddscore.documents.check import check
from ddscore.documents.lint import Context, asks_of
from ddscore.documents.rubric import load_rubric
from ddscore.documents.shipped import default_rubric
from tests.benchmarks.generate import case_text, write_cases

NUMBER = 40


def test_every_case_is_valid_and_nothing_is_amiss(tmp_path: Path) -> None:
    context = Context(asks_of([load_rubric(default_rubric())]), tmp_path)
    for file in write_cases(NUMBER, 1, tmp_path / "cases"):
        assert check(file.read_bytes(), str(file), context)[0].problems == ()


def test_the_same_seed_gives_the_same_bytes_and_another_does_not() -> None:
    texts = [[case_text(seed, number) for number in range(NUMBER)] for seed in (1, 1, 2)]
    assert texts[0] == texts[1]
    assert len({*texts[0], *texts[2]}) == 2 * NUMBER


def test_a_case_is_of_the_size_that_is_measured_with() -> None:
    texts = [case_text(1, number) for number in range(NUMBER)]
    assert 7_000 < sum(map(len, texts)) / NUMBER < 9_000
    assert 230 < sum(text.count("\n") for text in texts) / NUMBER < 280
