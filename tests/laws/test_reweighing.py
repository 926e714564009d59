"""Many sets of weights taken at once give what the engine gives for a rubric that has those weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ddscore.documents.case import build_case
from ddscore.documents.rubric import build_rubric
from ddscore.documents.vocabulary import case_fields
from ddscore.engine.assess import begin
from ddscore.engine.evaluation import Decision
from ddscore.engine.reweighing import SUMMARY_SIDES, reweigh, weights_of
from tests.laws.assessments import assessed
from tests.laws.cases import cases
from tests.laws.rubrics import rubrics

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ddscore.engine.reweighing import Reweighed

Document = dict[str, Any]
SETS = 4
factors = st.lists(st.integers(50, 200).map(lambda percent: percent / 100), min_size=40, max_size=40)


def reweighed(rubric: Document, case: Document, drawn: list[float]) -> tuple[Reweighed, list[Document]]:
    """Some sets of weights, the rubric's own first, and the rubrics that have them."""
    built = build_rubric(rubric, "")
    loaded = build_case(case, case_fields(), "")
    assert loaded.as_of is not None
    run, _ = begin(loaded, built, loaded.as_of)
    own = weights_of(built)
    sets = [own]
    for turn in range(1, SETS):
        moved = [drawn[(turn * 7 + place) % len(drawn)] for place in range(len(own))]
        sets.append({name: weight * moved[place] for place, (name, weight) in enumerate(own.items())})
    columns = {name: [weights[name] for weights in sets] for name in own}
    return reweigh(run, columns, SETS), [with_weights(rubric, weights) for weights in sets]


def with_weights(part: Any, weights: Mapping[str, float]) -> Any:
    """The rubric with other weights."""
    if isinstance(part, list):
        return [with_weights(member, weights) for member in part]
    if not isinstance(part, dict):
        return part
    whole = {key: with_weights(member, weights) for key, member in part.items()}
    if part.get("id") in weights:
        whole["weight"] = weights[part["id"]]
    return whole


def assert_the_same(rubric: Document, case: Document, drawn: list[float]) -> None:
    """Every set gives the bounds, the figure and the decisions of the rubric that has its weights."""
    found, others = reweighed(rubric, case, drawn)
    for place, other in enumerate(others):
        summary = assessed(other, case).summary
        assert found.bands[place] == Decision(summary.band, summary.possible_bands)
        assert found.profiles[place] == Decision(summary.profile, summary.possible_profiles)
        assert found.outcomes[place] == Decision(summary.outcome, summary.possible_outcomes)
        for side in SUMMARY_SIDES:
            score, figures = getattr(summary, side), found.figures.get(side)
            if score is None or figures is None:
                assert score is None
                assert figures is None or figures.low[place] is None
                continue
            ends = figures.low[place], figures.high[place]
            assert ends == pytest.approx((score.low, score.high), abs=1e-8)
            if score.percent is None and side != "gap" and not rubric.get("minimum_coverage"):
                assert figures.point[place] is None
            if score.percent is not None:
                assert figures.point[place] == pytest.approx(score.percent, abs=1e-8)


@settings(max_examples=150)
@given(rubrics(), cases(), factors)
def test_a_set_of_weights_gives_what_a_rubric_with_them_gives(
    rubric: Document, case: Document, drawn: list[float]
) -> None:
    assert_the_same(rubric, case, drawn)
