"""What holds of rubrics that extend others, whatever the base, the change and the case."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import event, given
from hypothesis import strategies as st

from ddscore.documents.extends import PARTS, extend
from tests.laws.assessments import assessed, decided, scores
from tests.laws.cases import cases
from tests.laws.rubrics import rubrics

Document = dict[str, Any]


def below(place: Document) -> Iterator[Document]:
    for part in PARTS:
        for node in place.get(part, ()):
            yield node
            yield from below(node)


@st.composite
def changes(draw: st.DrawFn, base: Document) -> Document:
    """Other modes and ceilings for some nodes of a base, and another least coverage."""
    names = [node["id"] for node in below(base)]
    chosen = draw(st.lists(st.sampled_from(names), unique=True, max_size=4)) if names else []
    nodes = {name: {"unknown": draw(st.sampled_from(["exclude", "block"]))} for name in chosen}
    return {"extends": "base", "minimum_coverage": draw(st.sampled_from([0, 0.5, 1])), "nodes": nodes}


@given(st.data(), rubrics(), cases())
def test_a_rubric_that_extends_scores_as_its_base_edited_by_hand(
    data: st.DataObject, base: Document, case: Document
) -> None:
    change = data.draw(changes(base))
    before = copy.deepcopy(base)
    extended = extend(base, {"id": "mine", **change})
    assert base == before, "the base itself is not altered"
    edited = copy.deepcopy(base) | {"id": "mine", "minimum_coverage": change["minimum_coverage"]}
    for node in below(edited):
        node |= change["nodes"].get(node["id"], {})
    event("changes nodes" if change["nodes"] else "changes no node")
    one, other = assessed(extended.document, case), assessed(edited, case)
    assert scores(one) == scores(other)
    assert decided(one) == decided(other)


@given(rubrics(), cases())
def test_a_rubric_that_changes_nothing_scores_as_its_base(base: Document, case: Document) -> None:
    extended = extend(base, {"extends": "base"})
    assert scores(assessed(extended.document, case)) == scores(assessed(base, case))
