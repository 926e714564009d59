"""The guide to many cases: every example in it runs, and it leaves no option out."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from ddscore.cli import running
from tests.cli.conftest import Run, ddscore
from tests.test_docs import blocks, guide

__all__ = ["ddscore"]

CASES = Path(__file__).parent.parent / "cases"


def examples() -> list[str]:
    lines = [line.partition(" #")[0] for block in blocks("many-cases", "sh") for line in block.splitlines()]
    return [line for line in lines if line.startswith("ddscore") and "--scheduler" not in line]


@pytest.mark.parametrize("line", examples())
def test_every_example_runs(line: str, ddscore: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(CASES, "cases")
    Path("held.csv").write_text("name,value\nAvarn Security,1\n", encoding="utf-8")
    ran = ddscore(*shlex.split(line)[1:])
    assert ran.code == 0, ran.err
    assert "Avarn" in ran.out


def test_every_option_is_told_of() -> None:
    told = set(re.findall(r"(?<![\w-])--?[a-z-]+", guide("many-cases")))
    given = running.running_options(lambda: None).__click_params__  # type: ignore[attr-defined]
    for option in given:
        assert told.intersection(option.opts), option.opts
    assert len(given) == 5
