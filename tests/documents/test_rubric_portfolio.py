"""The shares that a rubric asks of a portfolio, its own and those that it takes from another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ddscore import InputError, load_rubric
from ddscore.documents.rubric import load_rules
from ddscore.model.rubric import NO_SHARES, PortfolioRules, Share

if TYPE_CHECKING:
    from pathlib import Path

    from ddscore import Rubric


def mine(folder: Path, changes: str, base: str = "sfdr-pai") -> Rubric:
    path = folder / "mine.yaml"
    text = f'ddscore: rubric/1\nid: mine\nversion: "1.0"\ntitle: Mine\nextends: {base}\n{changes}\n'
    path.write_text(text, encoding="utf-8")
    return load_rubric(path)


def test_a_rubric_that_says_nothing_of_portfolios_names_no_share() -> None:
    assert load_rubric("ungp").portfolio == NO_SHARES


def test_a_rubric_takes_the_shares_of_the_one_that_it_extends(tmp_path: Path) -> None:
    assert mine(tmp_path, "").portfolio == load_rubric("sfdr-pai").portfolio


def test_its_own_shares_take_their_place_as_a_whole(tmp_path: Path) -> None:
    changes = "portfolio: {shares: [{id: own, title: Own, by: outcome, counts: [violations]}]}"
    own = Share("own", "Own", "outcome", None, ("violations",), None)
    assert mine(tmp_path, changes).portfolio == PortfolioRules((own,), ())


def test_a_share_of_a_node_that_is_removed_is_told_where_it_is_removed(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        mine(
            tmp_path,
            "remove: [indicator-11]\n"
            "outcomes: [{id: some, title: Some, when: {policies: {}}}, {id: none, title: None}]",
        )
    (problem,) = error.value.problems
    assert (problem.id, problem.location.line, problem.location.column) == ("rubric/unknown-node", 6, 10)


def test_a_rubric_is_built_again_from_its_rules() -> None:
    built, loaded = load_rules("sfdr-pai").build(), load_rubric("sfdr-pai")
    assert (built.sha256, built.portfolio, built.outcomes) == (
        loaded.sha256,
        loaded.portfolio,
        loaded.outcomes,
    )
