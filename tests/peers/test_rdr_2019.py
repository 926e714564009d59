"""The index of Ranking Digital Rights for 2019: every published score, from the published answers."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from ddscore.cli.main import run
from ddscore.documents import shipped

PEERS = os.environ.get("DDSCORE_PEERS")
FOLDER = Path(PEERS or "", "rdr-2019")
pytestmark = pytest.mark.skipif(
    PEERS is None, reason="DDSCORE_PEERS names no folder with the published benchmarks"
)

EXACTLY = 1e-9
PUBLISHED = {"indicator": 840, "category": 72, "total": 24}
RUBRIC = shipped.folder("rubrics") / "rdr-2019.yaml"

Scores = Mapping[tuple[str, str, str], float | None]
"""By company, level and id, in percent; None where it does not apply."""


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case files that the command line makes of the published answers."""
    folder = tmp_path_factory.mktemp("rdr-2019") / "cases"
    source = ["--source-title", "2019 RDR Corporate Accountability Index", "--published", "2019"]
    source += ["--source-publisher", "Ranking Digital Rights"]
    columns = ["--map", "indicator=question", "--map", "company_type="]
    sheet = str(FOLDER / "elements.csv")
    assert run(["import", sheet, "--rubric", "rdr-2019", "-o", str(folder), *columns, *source]) == 0
    return folder


@pytest.fixture(scope="module")
def published() -> Scores:
    with (FOLDER / "published.csv").open(encoding="utf-8", newline="") as stream:
        return {
            (row["company"], row["level"], row["id"].lower()): float(row["score"]) if row["score"] else None
            for row in csv.DictReader(stream)
        }


def scores(cases: Path, rubric: str | Path, output: Path) -> Scores:
    """What the command line makes of the cases."""
    assert run(["assess", str(cases), "-r", str(rubric), "-f", "json", "-o", str(output)]) == 0
    assessments = json.loads(output.read_text(encoding="utf-8"))
    return dict(scored for assessment in assessments for scored in of_one(assessment))


def of_one(assessment: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str, str], float | None]]:
    company = assessment["case"]["company"]
    yield (company, "total", "total"), assessment["summary"]["overall"]["percent"]
    for category in assessment["nodes"]:
        yield (company, "category", category["id"]), percent(category)
        for indicator in category["children"]:
            yield (company, "indicator", indicator["id"]), percent(indicator)


def percent(node: Mapping[str, Any]) -> float | None:
    if node["status"] == "not-applicable":
        return None
    assert isinstance(node["overall"]["percent"], int | float)
    return float(node["overall"]["percent"])


def agree(ours: float | None, theirs: float | None) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    return abs(ours - theirs) <= EXACTLY


def reproduced(ours: Scores, published: Scores) -> dict[str, int]:
    """How many of the published scores come out the same, by level."""
    assert ours.keys() == published.keys()
    same = [level for (_, level, _), agrees in each(ours, published) if agrees]
    return {level: same.count(level) for level in PUBLISHED}


def each(ours: Scores, published: Scores) -> Iterator[tuple[tuple[str, str, str], bool]]:
    for name, theirs in published.items():
        yield name, agree(ours[name], theirs)


def test_every_published_score_is_reproduced(cases: Path, published: Scores, tmp_path: Path) -> None:
    ours = scores(cases, "rdr-2019", tmp_path / "rdr-2019.json")
    assert [name for name, agrees in each(ours, published) if not agrees] == []
    assert reproduced(ours, published) == PUBLISHED
    assert sum(score is None for score in ours.values()) == 60


@pytest.mark.parametrize(
    ("right", "wrong", "level"),
    [
        ("N/A: not-applicable", "N/A: 0", "indicator"),
        ("partial: 50", "partial: 0", "indicator"),
        ("{yes: 0, partial: 50, no: 100", "{yes: 100, partial: 50, no: 0", "indicator"),
        ("mean_by: [composite, pool, unit, element]", "mean_by: [composite, unit, element]", "indicator"),
        ("weight: children", "weight: 1", "total"),
    ],
    ids=["N/A as 0", "partial as 0", "no reversed elements", "no pooling", "total as the mean of categories"],
)
def test_a_wrong_rule_reproduces_less(
    cases: Path, published: Scores, tmp_path: Path, right: str, wrong: str, level: str
) -> None:
    text = RUBRIC.read_text(encoding="utf-8")
    assert right in text
    (tmp_path / "wrong.yaml").write_text(text.replace(right, wrong), encoding="utf-8")
    found = reproduced(scores(cases, tmp_path / "wrong.yaml", tmp_path / "wrong.json"), published)
    assert found[level] < PUBLISHED[level]
    assert found["total"] < PUBLISHED["total"]


def test_importing_the_answers_again_changes_nothing(cases: Path, tmp_path: Path) -> None:
    sheet = FOLDER / "elements.csv"
    before = {path: path.read_bytes() for path in cases.iterdir()}
    again = ["import", str(sheet), "--rubric", "rdr-2019", "-o", str(cases), "--map", "indicator=question"]
    again += ["--source-title", "2019 RDR Corporate Accountability Index", "--published", "2019"]
    assert run([*again, "--source-publisher", "Ranking Digital Rights"]) == 0
    assert {path: path.read_bytes() for path in cases.iterdir()} == before
