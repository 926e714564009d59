"""The order in which things are written changes nothing."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.laws.assessments import assessed, gist
from tests.laws.cases import cases
from tests.laws.dice import Dice
from tests.laws.rubrics import rubrics

Document = dict[str, Any]
ORDERED = (
    "updates",
    "levels",
    "bands",
    "profiles",
    "outcomes",
    "children",
    "themes",
    "policy",
    "practice",
    "mean_by",
)
"""Lists whose order says something: updates, tables, and the tree of nodes, whose order names depend on."""


def shuffled(dice: Dice, part: Any) -> Any:
    """The same with its keys, and its lists, in another order."""
    if isinstance(part, dict):
        return {
            key: [shuffled(dice, member) for member in part[key]]
            if key in ORDERED and isinstance(part[key], list)
            else shuffled(dice, part[key])
            for key in dice.order([*part])
        }
    return [shuffled(dice, member) for member in dice.order(part)] if isinstance(part, list) else part


@st.composite
def shuffles(draw: Any) -> tuple[Document, Document, Document, Document]:
    """A rubric and a case, and both again in another order."""
    rubric, case = draw(rubrics()), draw(cases())
    dice = Dice(draw)
    return rubric, case, shuffled(dice, rubric), shuffled(dice, case)


@given(shuffles())
def test_the_order_of_facts_keys_sources_and_searches_changes_nothing(
    drawn: tuple[Document, Document, Document, Document],
) -> None:
    rubric, case, other_rubric, other_case = drawn
    assert gist(assessed(rubric, case)) == gist(assessed(other_rubric, other_case))


@given(rubrics(), cases())
def test_an_assessment_is_the_same_each_time(rubric: Document, case: Document) -> None:
    assert assessed(rubric, case) == assessed(rubric, case)
