"""Whatever is in a file, `check` says what is wrong with it; the longer run is `python -m tests.fuzz`."""

from __future__ import annotations

from random import Random
from time import sleep

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz import batches
from tests.fuzz.mutations import change_bytes
from tests.fuzz.seeds import kinds, seeds
from tests.fuzz.trying import Input, context, made, tried


@settings(max_examples=700)
@given(st.integers(0, 2**32))
def test_a_mutated_file_is_checked_and_reported(number: int) -> None:
    tried(made(0, number), number)


@settings(max_examples=150)
@given(st.sampled_from(kinds()), st.binary(max_size=60), st.randoms(use_true_random=False))
def test_bytes_of_any_kind_within_a_file_are_checked_and_reported(
    kind: str, noise: bytes, dice: Random
) -> None:
    content = dice.choice(seeds()[kind]).content
    at = dice.randrange(len(content))
    tried(Input("noise.yaml", content[:at] + noise + content[at:], noise), dice.randrange(6))


@settings(max_examples=150)
@given(st.text(max_size=200), st.sampled_from(["noise.yaml", "noise.json", "<stdin>"]))
def test_any_text_is_checked_and_reported(text: str, path: str) -> None:
    tried(Input(path, text.encode("utf-8", "surrogatepass"), b""), 0)


def test_the_same_number_makes_the_same_file() -> None:
    assert made(1, 7) == made(1, 7)
    assert made(1, 7) != made(2, 7)
    assert len({made(1, number).content for number in range(50)}) > 45


def test_bytes_are_changed_without_a_loss_of_all_else() -> None:
    content = b"ddscore: case/1\n" * 20
    changed = [change_bytes(content, Random(number), lambda: b"other") for number in range(30)]
    assert all(one != content for one in changed[:20]) or len(set(changed)) > 20


def test_a_batch_counts_what_it_found() -> None:
    context()
    figures = batches.batch(range(40), seed=1)
    assert (figures.inputs, figures.failures) == (40, [])
    assert figures.problems.total() > 40
    assert figures.sound < 40
    assert 0 < figures.slowest[0] < figures.seconds


@pytest.mark.parametrize("harm", ["a crash", "a hang"])
def test_a_batch_tells_of_an_input_that_breaks_something(harm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def harmful(_: Input, number: int) -> list[object]:
        if number == 3 and harm == "a crash":
            raise KeyError(harm)
        if number == 3:
            sleep(5)
        return []

    monkeypatch.setattr(batches, "HANGS_AFTER", 1)
    monkeypatch.setattr(batches, "tried", harmful)
    ((number, told),) = batches.batch(range(5), seed=1).failures
    assert number == 3
    assert ("KeyError" if harm == "a crash" else "HangError") in told
