"""Broken files that say in their own header what must be found in them, and where."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ddscore.problems import Problem

DATA = Path(__file__).parents[1] / "data"
SOURCES = Path(__file__).parents[2] / "src" / "ddscore" / "documents"

_EXPECTED = re.compile(r"^# expect: (?P<id>[a-z0-9/-]+) (?P<line>[0-9]+):(?P<column>[0-9]+)$", re.MULTILINE)

Place = tuple[str, int | None, int | None]
"""The id of a check, a line and a column."""


def files(kind: str, nature: str) -> list[Path]:
    """The invalid or valid examples of a kind of document."""
    found = sorted((DATA / f"{kind}s" / nature).glob("*.yaml"))
    assert found
    return found


def expected(path: Path) -> list[Place]:
    """What a broken file says must be found in it, by position."""
    matches = _EXPECTED.finditer(path.read_text(encoding="utf-8"))
    return [(match["id"], int(match["line"]), int(match["column"])) for match in matches]


def places(problems: Iterable[Problem]) -> list[Place]:
    """Where problems are, and by which check."""
    return [(problem.id, problem.location.line, problem.location.column) for problem in problems]


def checks_named_in_the_code(kind: str) -> set[str]:
    """Every id that a check of that kind of document can give a finding."""
    modules = (*SOURCES.glob(f"{kind}_*.py"), SOURCES / "conditions.py", SOURCES / "matchers.py")
    return {
        name for module in modules for name in re.findall(rf'"({kind}/[a-z-]+)"', module.read_text("utf-8"))
    }
