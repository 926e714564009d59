"""Files to judge, and ways to judge them."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ddscore.documents.files import read
from ddscore.running import How, Result, Work, crew, run

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
LONG_AGO = 1_600_000_000


def beside_of(content: bytes) -> Sequence[str]:
    """`beside: a.csv b.csv` in the first line."""
    first = content.split(b"\n")[0].decode(errors="replace")
    return first.removeprefix("beside:").split() if first.startswith("beside:") else ()


def work(judge: str = "digest", setup: bytes = b"a rubric") -> Work:
    return Work(f"tests.running.judges:{judge}", setup, read, read, beside_of)


def write_files(folder: Path, number: int) -> list[Path]:
    """Files that were written long ago, so that a look at them is enough to know them."""
    folder.mkdir(exist_ok=True)
    files = [folder / f"case-{index:05}.yaml" for index in range(number)]
    for index, file in enumerate(files):
        write(file, f"case {index}\n".encode() * 20)
    return files


def write(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    os.utime(file, (LONG_AGO, LONG_AGO))


@dataclass
class Runs:
    """Runs over one cache, with what they warned of and how many files they judged."""

    folder: Path
    cache: Path
    warnings: list[str] = field(default_factory=list)

    def __call__(self, files: Sequence[Path], **means: object) -> tuple[list[Result], int]:
        """The results, and how many of the files were judged for them."""
        asked = self.folder / "asked"
        asked.write_text("", encoding="utf-8")
        how = How(**{"jobs": 1, "cache": self.cache, "warn": self.warnings.append, **means})  # type: ignore[arg-type]
        results = list(run(files, work("counted", os.fsencode(asked)), how))
        return results, len(asked.read_text(encoding="utf-8").splitlines())


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    return Runs(tmp_path, tmp_path / "cache")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let some seconds pass."""
    now = time.time_ns

    def wait(seconds: float) -> None:
        monkeypatch.setattr(time, "time_ns", lambda: now() + int(seconds * 1e9))

    return wait


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are started for a few files."""
    monkeypatch.setattr(crew, "PATIENCE", 0.0)
