"""What a portfolio asks of a case: figures alone, and every one as in its assessment."""

from __future__ import annotations

import pickle
from functools import cache
from typing import TYPE_CHECKING

import pytest

from ddscore import UsageError, assess, load_case, load_rubric
from ddscore.documents import shipped, yaml
from ddscore.engine.evaluation import Run
from ddscore.library import score
from ddscore.model.assessment import Reason
from tests.engine.worked import case_of, rubric_of
from tests.laws.test_standing import assert_alike
from tests.test_vectors import VECTORS, part, rubric_from

if TYPE_CHECKING:
    from pathlib import Path

    from ddscore import Rubric

CASES = sorted(shipped.folder("cases").glob("*.yaml"))
RUBRICS = sorted(one for one in shipped.folder("rubrics").glob("*.yaml") if ".test" not in one.suffixes)
TREE = """
children:
  - id: held
    children: [{id: one, is: 60}, {id: two, is: 30..60, weight: 3}]
  - {id: other, is: 10}
profiles: [{id: high, when: {score: {percent: {at_least: 50}}}}, {id: low}]
"""


@cache
def loaded(path: Path) -> Rubric:
    """The same rubric for all cases, since what its nodes come to is remembered from one to the next."""
    return load_rubric(path)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_shipped_case_has_the_figures_of_its_assessments(path: Path) -> None:
    case = load_case(path)
    for rubric in map(loaded, RUBRICS):
        assert_alike(case, rubric, assess(case, rubric))


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_every_vector_has_the_figures_of_its_assessment(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    vector = yaml.load(text.encode(), str(path))
    assert isinstance(vector, dict)
    (tmp_path / "case.yaml").write_text(part(text, "case"), encoding="utf-8")
    case, rubric = load_case(tmp_path / "case.yaml"), rubric_from(text, vector, tmp_path)
    assert_alike(case, rubric, assess(case, rubric, vector["as_of"]))


def test_without_a_wish_the_nodes_at_the_top_are_told() -> None:
    assert list(score(case_of(), rubric_of(TREE)).nodes) == ["held", "other"]


def test_a_node_that_the_rubric_does_not_have_is_left_out() -> None:
    assert list(score(case_of(), rubric_of(TREE), nodes=["two", "three"]).nodes) == ["two"]


def test_no_reason_is_given() -> None:
    told = score(case_of(), rubric_of(TREE)).summary
    assert told.possible_profiles == ("low",)
    assert told.profile_reason == told.outcome_reason == Reason()


def test_figures_ask_for_no_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def explained(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Run, "scored", explained)
    monkeypatch.setattr(Run, "gate", explained)
    case, rubric = load_case(CASES[0]), loaded(RUBRICS[0])
    assert score(case, rubric).nodes
    with pytest.raises(AssertionError):
        assess(case, rubric)


def test_figures_can_be_sent_to_another_process() -> None:
    told = score(case_of(), rubric_of(TREE))
    assert pickle.loads(pickle.dumps(told)) == told


def test_a_score_needs_a_date() -> None:
    with pytest.raises(UsageError, match="needs a date"):
        score(case_of()._replace(as_of=None), rubric_of(TREE))
