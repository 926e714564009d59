"""`ddscore explain`, `rubrics` and `schema`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ddscore.documents import shipped
from tests.cli.conftest import Run


def test_a_criterion_is_explained_with_its_levels_facts_and_sources(
    ddscore: Run, case: Path, rubric: Path
) -> None:
    ran = ddscore("explain", case, "upheld", "-r", rubric)
    assert ran.code == 0
    for said in ("Do findings bear it out?", "A court upheld a concern", "by_kind: court", "Example Court"):
        assert said in ran.out


def test_a_theme_is_explained_by_its_parts(ddscore: Run, case: Path, rubric: Path) -> None:
    ran = ddscore("explain", case, "conduct", "-r", rubric)
    assert ran.code == 0
    assert "stated" in ran.out
    assert "upheld" in ran.out


def test_a_date_moves_the_explanation(ddscore: Run, case: Path, rubric: Path) -> None:
    ran = ddscore("explain", case, "upheld", "-r", rubric, "--as-of", "2018-06-30")
    assert ran.code == 0
    assert "Example Court" not in ran.out


def test_an_unknown_node_is_told_with_a_guess(ddscore: Run, case: Path, rubric: Path) -> None:
    ran = ddscore("explain", case, "upheldd", "-r", rubric)
    assert ran.code == 2
    assert "upheld" in ran.err


def test_a_directory_of_several_cases_is_not_explained(
    ddscore: Run, case: Path, rubric: Path, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_bytes(case.read_bytes())
    ran = ddscore("explain", tmp_path, "upheld", "-r", rubric)
    assert ran.code == 2
    assert "holds 2 cases" in ran.err


@pytest.mark.parametrize("kind", ["case", "rubric", "assessment", "robustness", "engagement"])
def test_every_schema_is_printed_as_json(ddscore: Run, kind: str) -> None:
    ran = ddscore("schema", kind)
    assert ran.code == 0
    assert json.loads(ran.out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_a_schema_of_something_else_is_wrong_usage(ddscore: Run) -> None:
    assert ddscore("schema", "cases").code == 2


def test_the_list_of_rubrics_marks_the_default(ddscore: Run) -> None:
    ran = ddscore("rubrics", "list")
    assert ran.code == 0
    marked = [line.split()[0] for line in ran.out.splitlines() if line.endswith("default")]
    assert marked == [shipped.default_rubric()]
    assert all(name in ran.out for name in shipped.rubrics())


def test_a_rubric_is_shown_with_its_questions_levels_and_tables(ddscore: Run, rubric: Path) -> None:
    ran = ddscore("rubrics", "show", rubric)
    assert ran.code == 0
    for said in (
        "A small rubric for tests",
        "Do findings bear it out?",
        "100  No such finding",
        "(below 50)",
    ):
        assert said in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize("name", shipped.rubrics())
def test_every_shipped_rubric_can_be_shown(ddscore: Run, name: str) -> None:
    assert ddscore("rubrics", "show", name).code == 0


def test_a_rubrics_file_is_shown_as_it_stands(ddscore: Run, rubric: Path) -> None:
    ran = ddscore("rubrics", "show", rubric, "--source")
    assert ran.out == rubric.read_text(encoding="utf-8")
