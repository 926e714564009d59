"""`check` of broken files finds exactly what is wrong, where it is; near misses beside them stay silent."""

from __future__ import annotations

import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ddscore.documents import shipped
from ddscore.documents.check import check
from ddscore.documents.files import read
from ddscore.documents.lint import Asks, Context, asks_of
from ddscore.documents.rubric import load_rubric

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.problems import Problem

FOLDER = Path(__file__).parents[1] / "data" / "invalid"
FAMILIES = sorted(path for path in FOLDER.iterdir() if path.is_dir())
TABLE = "expected.txt"
WITH_NOTES = "note"
LEAST = 120


@cache
def asks() -> Asks:
    return asks_of([load_rubric(path) for path in shipped.rubrics().values()])


def found(path: Path) -> list[Problem]:
    context = Context(asks(), path.parent, notes=path.parent.name == WITH_NOTES)
    checked = check(path.read_bytes(), str(path), context, lambda name: read(path.parent / name))
    return [problem for one in checked for problem in one.problems]


def line(path: Path, problem: Problem) -> str:
    """A problem as the table has it."""
    name, number, column = problem.location
    other = [] if name == str(path) else [Path(name).name]
    return "  ".join([path.name, problem.id, f"{number or '-'}:{column or '-'}", *other])


def documents(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".json"))


def near_miss(path: Path) -> Path:
    return path.with_name(f"{path.stem}.ok{path.suffix}")


def differences(folder: Path) -> Iterator[str]:
    """What is not as the table of a folder says."""
    expected = (folder / TABLE).read_text(encoding="utf-8").splitlines()
    told = {text.partition("  ")[0] for text in expected}
    for path in documents(folder):
        if path.stem.endswith(".ok"):
            yield from (f"not silent: {line(path, problem)}" for problem in found(path))
            continue
        actual = [line(path, problem) for problem in found(path)]
        wanted = [text for text in expected if text.partition("  ")[0] == path.name]
        yield from (f"missing: {text}" for text in Counter(wanted) - Counter(actual))
        yield from (f"superfluous: {text}" for text in Counter(actual) - Counter(wanted))
        if sorted(actual) == sorted(wanted) and actual != wanted:
            yield f"out of order: {path.name}"
        if not near_miss(path).exists():
            yield f"no near miss: {path.name}"
        told.discard(path.name)
    yield from (f"no such file: {name}" for name in sorted(told))


@pytest.mark.parametrize("folder", FAMILIES, ids=lambda folder: folder.name)
def test_each_broken_file_has_the_problems_listed_and_no_others(folder: Path) -> None:
    assert list(differences(folder)) == []


def test_there_are_enough_broken_files_and_as_many_near_misses() -> None:
    every = [path for folder in FAMILIES for path in documents(folder)]
    near = [path for path in every if path.stem.endswith(".ok")]
    assert len(near) >= LEAST
    assert len(every) == 2 * len(near)


@pytest.mark.parametrize("folder", FAMILIES, ids=lambda folder: folder.name)
def test_every_problem_of_a_broken_file_says_what_to_do(folder: Path) -> None:
    assert [one for path in documents(folder) for one in found(path) if not (one.hint and one.message)] == []


@pytest.fixture
def family(tmp_path: Path) -> Path:
    """A folder with one broken file, which the tests below expect wrongly."""
    folder = tmp_path / "salvage"
    folder.mkdir()
    for name in ("two-facts-wrong.yaml", "two-facts-wrong.ok.yaml"):
        shutil.copy(FOLDER / "salvage" / name, folder)
    return folder


RIGHT = ("two-facts-wrong.yaml  schema/type  8:30", "two-facts-wrong.yaml  case/dangling-reference  13:15")


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        (RIGHT, []),
        ((RIGHT[0],), [f"superfluous: {RIGHT[1]}"]),
        ((), [f"superfluous: {RIGHT[0]}", f"superfluous: {RIGHT[1]}"]),
        (
            (RIGHT[0], RIGHT[1].replace("13:", "14:")),
            ["missing: two-facts-wrong.yaml  case/dangling-reference  14:15", f"superfluous: {RIGHT[1]}"],
        ),
        (
            (RIGHT[0].replace("8:30", "8:31"), RIGHT[1]),
            ["missing: two-facts-wrong.yaml  schema/type  8:31", f"superfluous: {RIGHT[0]}"],
        ),
        (
            (RIGHT[0].replace("schema/type", "schema/date"), RIGHT[1]),
            ["missing: two-facts-wrong.yaml  schema/date  8:30", f"superfluous: {RIGHT[0]}"],
        ),
        (
            (*RIGHT, "two-facts-wrong.yaml  case/unused-source  5:3"),
            ["missing: two-facts-wrong.yaml  case/unused-source  5:3"],
        ),
        (RIGHT[::-1], ["out of order: two-facts-wrong.yaml"]),
        ((*RIGHT, "three-facts-wrong.yaml  schema/type  8:30"), ["no such file: three-facts-wrong.yaml"]),
    ],
)
def test_a_wrong_expectation_is_told(family: Path, expected: Sequence[str], told: list[str]) -> None:
    (family / TABLE).write_text("\n".join(expected), encoding="utf-8")
    assert list(differences(family)) == told


def test_a_near_miss_that_is_not_silent_is_told(family: Path) -> None:
    (family / TABLE).write_text("\n".join(RIGHT), encoding="utf-8")
    near = family / "two-facts-wrong.ok.yaml"
    near.write_text(near.read_text(encoding="utf-8").replace("[policy]", "[polcy]"), encoding="utf-8")
    assert list(differences(family)) == ["not silent: two-facts-wrong.ok.yaml  case/dangling-reference  8:64"]


def test_a_near_miss_that_is_missing_is_told(family: Path) -> None:
    (family / TABLE).write_text("\n".join(RIGHT), encoding="utf-8")
    (family / "two-facts-wrong.ok.yaml").unlink()
    assert list(differences(family)) == ["no near miss: two-facts-wrong.yaml"]
