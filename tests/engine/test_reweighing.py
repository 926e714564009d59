"""Many sets of weights at once: what is shared, what is taken set by set, and that both are the engine's own.

That any rubric gives the same as one with those weights is a law, tried in tests/laws/test_reweighing.py;
here stand the shapes that are easily missed.
"""

from __future__ import annotations

from typing import Any

import pytest

from ddscore.documents.rubric import build_rubric
from ddscore.engine.reweighing import weights_of
from tests.laws.test_reweighing import assert_the_same

Document = dict[str, Any]

CASE: Document = {
    "ddscore": "case/1",
    "id": "example-mining",
    "company": {"name": "Example Mining plc"},
    "as_of": "2020-09-23",
    "research": {"policies": [{"coverage": "complete", "searched": ["its website"]}]},
    "sources": {
        "site": {
            "title": "-",
            "publisher": "Example Mining plc",
            "kind": "company",
            "published": "2018-01-01",
        }
    },
    "policies": [{"id": "policy", "public": True, "sources": ["site"]}],
}
YES = {"policies": {"public": True}}
NO = {"policies": {"public": False}}
MAYBE = {"due_diligence": {}}
FACTORS = [0.6, 1.4, 0.8, 1.9, 0.5, 1.1, 0.7, 1.6, 1.3]


def criterion(name: str, holds: Document, **more: Any) -> Document:
    levels = [
        {"points": 100, "label": "all", "when": holds},
        {"points": 20, "label": "rest"},
    ]
    return {"id": name, "question": "?", "levels": levels, **more}


def rubric(*children: Document, **more: Any) -> Document:
    return {
        "ddscore": "rubric/1",
        "id": "worked",
        "version": "1.0",
        "title": "-",
        "children": list(children),
        "bands": [{"id": "below", "title": "-", "below": 62}, {"id": "above", "title": "-"}],
        "profiles": [
            {"id": "most", "title": "-", "when": {"score": {"percent": {"at_least": 60}}}},
            {"id": "rest", "title": "-"},
        ],
        **more,
    }


def group(name: str, *children: Document, **more: Any) -> Document:
    return {"id": name, "title": "-", "children": list(children), **more}


MIXED = group("mixed", criterion("a", YES), criterion("b", NO), criterion("c", MAYBE))
SHAPES = {
    "a part that may not apply": [criterion("x", YES), criterion("y", NO, applies_when=MAYBE)],
    "a group of which a part may not apply, with the weight of its parts": [
        group("parts", criterion("x", YES), criterion("y", NO, applies_when=MAYBE), weight="children"),
        MIXED,
    ],
    "a part that may not apply beside parts whose figures differ": [
        MIXED,
        criterion("y", NO, applies_when=MAYBE),
        criterion("z", YES),
    ],
    "many parts that may not apply beside parts whose figures differ": [
        MIXED,
        *(criterion(f"y{turn}", NO if turn % 2 else YES, applies_when=MAYBE) for turn in range(4)),
    ],
    "nothing that surely applies": [
        criterion("x", YES, applies_when=MAYBE),
        group("mixed", criterion("a", YES), criterion("b", NO), applies_when=MAYBE),
    ],
    "the least of parts whose figures differ": [
        group("least", MIXED, criterion("d", YES), aggregate="min"),
        criterion("e", NO),
    ],
    "a criterion that asks for a score that weights change": [
        MIXED,
        criterion("asks", {"score": {"node": "mixed", "percent": {"at_least": 58}}}),
    ],
    "a node that applies by a score that weights change": [
        MIXED,
        criterion("asks", YES, applies_when={"score": {"node": "mixed", "percent": {"below": 55}}}),
    ],
    "a cap that acts by a score that weights change": [
        MIXED,
        group(
            "capped",
            criterion("x", YES),
            criterion("y", NO),
            caps=[
                {
                    "at_most": 50,
                    "when": {"score": {"node": "mixed", "percent": {"at_least": 45}}},
                    "because": "-",
                }
            ],
        ),
    ],
    "a cap that may act and blocks": [
        group(
            "capped",
            criterion("x", YES),
            criterion("y", NO),
            unknown="block",
            caps=[{"at_most": 65, "when": MAYBE, "because": "-"}],
        ),
        criterion("z", YES),
    ],
    "a cap that does not act": [
        group(
            "capped",
            criterion("x", YES),
            criterion("y", NO),
            caps=[{"at_most": 30, "when": NO, "because": "-"}],
        ),
        criterion("z", YES),
    ],
    "a part of a group that applies by a score that weights change": [
        group("mixed", criterion("a", YES), criterion("b", NO)),
        group(
            "outer",
            criterion("inner", YES),
            applies_when={"score": {"node": "mixed", "percent": {"below": 62}}},
        ),
        criterion("asks", {"score": {"node": "inner", "percent": {"at_least": 50}}}),
    ],
    "a figure from which what is open is left out": [
        group("mixed", criterion("a", YES), criterion("b", NO), criterion("c", MAYBE, unknown="exclude")),
        criterion("z", NO),
    ],
}


@pytest.mark.parametrize("children", SHAPES.values(), ids=SHAPES)
def test_each_set_gives_what_a_rubric_with_those_weights_gives(children: list[Document]) -> None:
    assert_the_same(rubric(*children), CASE, FACTORS)


def test_only_weights_that_can_change_a_figure_are_varied() -> None:
    document = rubric(
        group("alone", criterion("only", YES)),
        group("counted", criterion("sole", YES, weight=2), weight="children"),
        group("least", criterion("a", YES), criterion("b", NO), aggregate="min", weight=3),
        criterion("nothing", YES, weight=0),
    )
    assert weights_of(build_rubric(document, "")) == {"alone": 1, "sole": 2, "least": 3}
