"""Conditions that say the same thing have the same answer, unknown included (Kleene)."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.laws.assessments import assessed, nodes
from tests.laws.cases import cases
from tests.laws.conditions import Context, condition, selection
from tests.laws.dice import Dice

Document = dict[str, Any]


@st.composite
def equivalences(draw: Any) -> list[tuple[Document, Document]]:
    """Pairs of conditions that must agree."""
    dice, context = Dice(draw), Context()
    one, other, chosen, second = (
        condition(dice, context),
        condition(dice, context),
        selection(dice, context),
        selection(dice, context),
    )
    return [
        ({"not": {"not": one}}, one),
        ({"all": [one, one]}, one),
        ({"any": [one]}, one),
        ({"all": [one, other]}, {"all": [other, one]}),
        ({"any": [one, other]}, {"any": [other, one]}),
        ({"not": {"all": [one, other]}}, {"any": [{"not": one}, {"not": other}]}),
        ({"not": {"any": [one, other]}}, {"all": [{"not": one}, {"not": other}]}),
        ({"any": [one, {"all": [one, other]}]}, one),
        ({**chosen, **second}, {"all": [{**chosen, **second}]}),
        ({"none": chosen}, {"not": chosen}),
        ({"count": {"of": chosen, "at_least": 1}}, chosen),
        ({"count": {"of": chosen, "at_most": 0}}, {"none": chosen}),
        ({"not": {"count": {"of": chosen, "at_most": 1}}}, {"count": {"of": chosen, "at_least": 2}}),
    ]


@given(equivalences(), cases())
def test_conditions_that_say_the_same_have_the_same_answer(
    pairs: list[tuple[Document, Document]], case: Document
) -> None:
    asked = [condition for pair in pairs for condition in pair]
    rubric = {
        "ddscore": "rubric/1",
        "id": "worked",
        "version": "1.0",
        "title": "A worked example",
        "children": [
            {
                "id": f"asked-{place}",
                "question": "?",
                "levels": [{"points": 1, "label": "yes", "when": condition}, {"points": 0, "label": "no"}],
            }
            for place, condition in enumerate(asked)
        ],
    }
    held = [node.levels[0].holds for node in nodes(assessed(rubric, case)).values()]
    for pair, left, right in zip(pairs, held[::2], held[1::2], strict=True):
        assert left is right, pair
