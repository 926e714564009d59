"""Two saved assessments: what changed, by the weights of criteria."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from ddscore import UsageError, assess, load_case, load_rubric
from ddscore.analysis.saved_diff import diff_saved
from ddscore.documents.shipped import folder
from ddscore.model.diff import How, Kind, Method

DATA = Path(__file__).parents[1] / "data" / "diff"
UNGP = load_rubric("ungp")
BEFORE, AFTER = (assess(load_case(DATA / name), UNGP) for name in ("before.yaml", "after.yaml"))
NAMES = ("before.json", "after.json")


@pytest.fixture(scope="module")
def found():
    return diff_saved(BEFORE, AFTER, NAMES)


def figure(found, side, bound):
    (one,) = [one for one in found.figures if (one.node, one.side, one.bound) == (None, side, bound)]
    return one


def test_criteria_have_the_shares_that_their_weights_give_them(found):
    shares = {share.change: round(share.amount, 2) for share in figure(found, "practice", "high").shares}
    assert shares == {
        "node:harm-severity": -9.33,
        "node:concerns-upheld": -6.67,
        "node:impacts-addressed": -4.0,
    }
    assert found.method is Method.WEIGHTS


def test_a_gap_is_divided_among_themes(found):
    assert [share.change for share in figure(found, "gap", "low").shares] == ["node:conduct"]


def test_what_the_weights_do_not_explain_is_called_so(found):
    """A theme that may not apply widens the bounds of the whole."""
    shares = {
        share.change: round(share.amount, 1) for share in figure(found, "understatement", "high").shares
    }
    assert shares == {"node:conduct": -14.0, "node:acting": -4.0, "combining": -0.1}


@pytest.mark.parametrize("rubric", ["ungp", "ungp-investor"])
def test_the_shares_add_up(rubric):
    hikvision, by = load_case(folder("cases") / "hikvision.yaml"), load_rubric(rubric)
    found = diff_saved(*(assess(hikvision, by, day) for day in ("2020-09-01", "2020-09-23")), NAMES)
    assert found.figures
    for one in found.figures:
        if one.change is not None:
            amounts = [Decimal(repr(share.amount)) for share in one.shares]
            assert sum(amounts, Decimal()) == Decimal(repr(one.after)) - Decimal(repr(one.before))


def test_a_criterion_names_the_facts_that_it_cites_on_one_side_only(found):
    (severity,) = [one for one in found.changes if (one.kind, one.name) == (Kind.NODE, "harm-severity")]
    assert severity.cited == ("ruling",)


def test_the_facts_that_differ_have_no_share(found):
    facts = {one.name: one.how for one in found.idle if one.kind is Kind.FACT}
    assert facts == {"ruling": How.ADDED, "review": How.REMOVED, "commitment": How.CHANGED}


def test_an_assessment_does_not_differ_from_itself():
    found = diff_saved(BEFORE, BEFORE, NAMES)
    assert (found.moved, found.changes) == (False, ())


def test_another_rubric_is_told_as_a_change():
    other = assess(load_case(DATA / "before.yaml"), load_rubric("ungp-investor"))
    found = diff_saved(BEFORE, other, NAMES)
    (rubric,) = [one for one in found.changes if one.kind is Kind.RUBRIC]
    assert {field.path for field in rubric.fields} >= {"id", "sha256"}


def test_assessments_of_two_companies_are_not_compared():
    other = AFTER._replace(case=AFTER.case._replace(id="other", company="Other plc"))
    with pytest.raises(UsageError, match="one case"):
        diff_saved(BEFORE, other, NAMES)
