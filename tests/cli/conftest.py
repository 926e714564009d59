"""Running the command line in the test's own process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from ddscore.cli.main import run

DATA = Path(__file__).parent.parent / "data" / "cli"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def ddscore(capsys: pytest.CaptureFixture[str]) -> Run:
    """`ddscore("assess", path)`: the exit code, stdout and stderr."""

    def call(*arguments: object) -> Ran:
        words: Sequence[str] = [str(argument) for argument in arguments]
        code = run(words)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return call


@pytest.fixture
def case() -> Path:
    """A small case of an invented company, with one commitment and one finding."""
    return DATA / "example-mining.yaml"


@pytest.fixture
def rubric() -> Path:
    """A small rubric with a theme, bands, profiles and outcomes."""
    return DATA / "small.yaml"
