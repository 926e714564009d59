"""Weights varied: what stays, which matter, and that the same seed gives the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from ddscore import assess, load_case, load_rubric
from ddscore.analysis.robustness import robustness
from ddscore.documents import shipped
from ddscore.documents.case import build_case
from ddscore.documents.rubric import build_rubric
from ddscore.documents.vocabulary import case_fields
from ddscore.model.robustness import Interval, Rank
from tests.laws.cases import cases
from tests.laws.rubrics import rubrics

if TYPE_CHECKING:
    from ddscore import Case
    from ddscore.model.robustness import Robustness

Document = dict[str, Any]
COMPANIES = Path(__file__).parents[1] / "data" / "companies"
HIKVISION = load_case(shipped.folder("cases") / "hikvision.yaml")
UNGP = load_rubric("ungp")


def companies(*names: str) -> list[Case]:
    return [load_case(COMPANIES / f"{name}.yaml") for name in names]


def run(*chosen: Case, spread: float = 25, seed: int = 1, draws: int = 200) -> Robustness:
    return robustness(chosen, UNGP, None, spread, seed, draws)


def invented(first: int, second: int) -> Case:
    document = {
        "ddscore": "case/1",
        "id": "example",
        "company": {"name": "Example Mining plc"},
        "as_of": "2020-09-23",
        "sources": {},
        "answers": {"worked": {"first": first, "second": second}},
    }
    return build_case(document, case_fields(), "")


def rubric_of_two() -> Any:
    return build_rubric(
        {
            "ddscore": "rubric/1",
            "id": "worked",
            "version": "1.0",
            "title": "Two questions",
            "scales": {"grade": {"points": {}, "from": 0, "to": 100}},
            "answers": {"scale": "grade"},
            "children": [{"id": name, "question": "?"} for name in ("first", "second")],
        },
        "",
    )


def test_hikvisions_profile_and_outcome_survive_other_weights() -> None:
    (found,) = run(HIKVISION).cases
    assert found.profile is not None
    assert found.outcome is not None
    assert (found.profile.assessed.row, found.profile.assessed.draws) == ("contradicted", 200)
    assert (found.outcome.assessed.row, found.outcome.others) == ("urgent", ())
    assert found.band is not None
    assert found.band.assessed.row is None
    assert found.band.assessed.possible == ("narrow", "wide", "very-wide")


def test_a_result_near_a_limit_changes_in_some_draws_which_are_all_counted() -> None:
    (found,) = run(*companies("allegations-only"), draws=1000).cases
    assert found.band is not None
    assert found.band.assessed.row == "narrow"
    (other,) = found.band.others
    assert other.row == "wide"
    assert 0 < other.draws < 100
    assert found.band.assessed.draws + other.draws == 1000


def test_figures_lie_around_those_assessed_and_nine_draws_of_ten_within_all() -> None:
    (found,) = run(HIKVISION, draws=400).cases
    summary = assess(HIKVISION, UNGP).summary
    for figure in found.figures:
        assert figure.score == getattr(summary, figure.side)
        for end, interval in ((figure.score.low, figure.low), (figure.score.high, figure.high)):
            assert interval.least <= interval.low <= interval.high <= interval.most
            assert interval.least < end < interval.most


def test_a_wider_spread_moves_figures_further() -> None:
    widths = [
        figure.low.most - figure.low.least
        for spread in (5, 25, 75)
        for figure in run(HIKVISION, spread=spread).cases[0].figures[:1]
    ]
    assert widths == sorted(widths)
    assert widths[0] < widths[-1]


@settings(max_examples=40)
@given(rubrics(), cases())
def test_no_spread_changes_nothing(rubric: Document, case: Document) -> None:
    loaded = build_case(case, case_fields(), "")
    built = build_rubric(rubric, "")
    found = robustness([loaded], built, None, 0, 1, 5)
    for steady in (found.cases[0].band, found.cases[0].profile, found.cases[0].outcome):
        assert steady is None or (steady.assessed.draws == 5 and not steady.others)
    summary = assess(loaded, built).summary
    for figure in found.cases[0].figures:
        score = getattr(summary, figure.side)
        assert [*figure.low, *figure.high] == pytest.approx([score.low] * 4 + [score.high] * 4, abs=1e-8)
    assert all(effect.moves == 0 and not effect.changes for effect in found.weights)


def test_the_same_seed_gives_the_same_and_another_another() -> None:
    assert run(HIKVISION, seed=3) == run(HIKVISION, seed=3)
    assert run(HIKVISION, seed=3) != run(HIKVISION, seed=4)


def test_a_seed_gives_the_same_figures_in_every_version_of_python() -> None:
    found = robustness([invented(100, 0)], rubric_of_two(), None, 25, 7, 3)
    # The first three of Random(7).random() are for the first weight, the next three for the second.
    numbers = [
        *(0.32383276483316237, 0.15084917392450192, 0.6509344730398537),
        *(0.07243628666754276, 0.5358820043066892, 0.36568891691258554),
    ]
    factors = [1 + 0.25 * (2 * number - 1) for number in numbers]
    scores = sorted(
        100 * first / (first + second) for first, second in zip(factors[:3], factors[3:], strict=True)
    )
    (figure,) = found.cases[0].figures
    assert figure.low == pytest.approx(Interval(scores[0], scores[0], scores[2], scores[2]))


def test_the_hash_seed_changes_nothing() -> None:
    command = [sys.executable, "-m", "ddscore", "robustness", str(COMPANIES), "--draws", "50", "-f", "json"]
    outputs = {
        subprocess.run(
            command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_cases_are_ranked_by_practice_with_ties_where_bounds_overlap() -> None:
    found = run(*companies("grave-no-policy", "nothing-researched", "good", "reformed"))
    ranks = {case.case.id: case.rank.assessed for case in found.cases if case.rank}
    assert ranks == {
        "good": Rank(1, 2),
        "nothing-researched": Rank(1, 4),
        "reformed": Rank(2, 3),
        "grave-no-policy": Rank(3, 4),
    }
    assert list(ranks) == ["good", "nothing-researched", "reformed", "grave-no-policy"]


def test_the_rank_of_a_case_that_is_surely_between_others_is_one_place() -> None:
    found = run(*companies("grave-no-policy", "good", "reformed"))
    assert [case.rank.assessed if case.rank else None for case in found.cases] == [
        Rank(1, 1),
        Rank(2, 2),
        Rank(3, 3),
    ]
    assert all(case.rank and case.rank.draws == 200 for case in found.cases)


def test_two_that_are_close_change_places_in_some_draws() -> None:
    found = robustness([invented(100, 0), invented(0, 100)], rubric_of_two(), None, 25, 1, 400)
    ranks = [case.rank for case in found.cases]
    assert [rank.assessed for rank in ranks if rank] == [Rank(1, 2), Rank(1, 2)]
    assert all(rank is not None and (rank.low, rank.high) == (1, 2) and rank.draws < 20 for rank in ranks)


def test_a_case_alone_has_no_rank() -> None:
    assert run(HIKVISION).cases[0].rank is None


def test_the_weight_that_changes_a_result_comes_first() -> None:
    found = run(*companies("allegations-only"), spread=60)
    changing = [bool(effect.changes) for effect in found.weights]
    assert changing[0]
    assert changing == sorted(changing, reverse=True)
    assert {change.kind for change in found.weights[0].changes} <= {"band", "profile", "outcome"}
    moves = [effect.moves for effect in found.weights if not effect.changes]
    assert moves == sorted(moves, reverse=True)


def test_what_a_weight_moves_is_what_two_rubrics_with_its_ends_differ_by() -> None:
    found = robustness([invented(100, 0)], rubric_of_two(), None, 50, 1, 1)
    effect = next(effect for effect in found.weights if effect.node == "first")
    # Of two, one at 100 and one at 0: 0.5 of 1.5, and 1.5 of 2.5.
    assert effect.moves == pytest.approx(100 * 1.5 / 2.5 - 100 * 0.5 / 1.5)


def test_a_rubric_without_weights_has_nothing_to_vary() -> None:
    harm = load_rubric("harm-score")
    found = robustness([HIKVISION], harm, None, 25, 1, 10)
    assert found.weights == ()
    assert found.cases[0].outcome is not None
