"""To learn more only narrows what is possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.laws.assessments import assessed, decided, nodes, scores
from tests.laws.cases import cases
from tests.laws.dice import Dice
from tests.laws.rubrics import rubrics
from tests.laws.settling import settled

if TYPE_CHECKING:
    from ddscore import Assessment
    from ddscore.model.assessment import NodeResult
    from ddscore.model.dates import Truth

Document = dict[str, Any]
CLOSE = 1e-9
"""Figures are computed along other ways once more is known."""


@st.composite
def settlings(draw: Any) -> tuple[Document, Document, list[Document]]:
    """A rubric, a case, and the same case as more and more of it is settled.

    The rubric does not ask for what is `known`: that asks of the record itself, and to fill in a field is to
    change the answer.
    """
    rubric, case = draw(rubrics(known=False)), draw(cases())
    dice, steps = Dice(draw), []
    after = case
    for _ in range(1 + dice.upto(2)):
        research = assessed(rubric, after).research
        closed = [name for name, result in research.items() if result.closed]
        way, after = settled(dice, after, closed)
        event(f"settled by: {way}")
        steps.append(after)
        # Two facts of one id would not be a case.
        for collection in after.values():
            if isinstance(collection, list):
                for place, fact in enumerate(collection):
                    if fact.get("id") == "found":
                        fact["id"] = f"found-{len(steps)}-{place}"
    return rubric, case, steps


@settings(max_examples=400)
@given(settlings())
def test_settling_an_unknown_never_leaves_the_bounds_that_stood_before(
    drawn: tuple[Document, Document, list[Document]],
) -> None:
    rubric, case, steps = drawn
    before = assessed(rubric, case)
    for step in steps:
        after = assessed(rubric, step)
        stay_within(before, after)
        stay_possible(before, after)
        stay_certain(before, after)
        before = after


def stay_within(before: Assessment, after: Assessment) -> None:
    """Bounds only narrow, and what does not apply never comes to apply."""
    old = scores(before)
    for place, score in scores(after).items():
        assert place in old
        assert score.low >= old[place].low - CLOSE, place
        assert score.high <= old[place].high + CLOSE, place
        if score.percent is not None:
            assert old[place].low - CLOSE <= score.percent <= old[place].high + CLOSE


def stay_possible(before: Assessment, after: Assessment) -> None:
    """No level, band, profile or outcome becomes possible that was not."""
    old = decided(before)
    for name, (_, possible) in decided(after).items():
        assert set(possible) <= set(old[name][1]), name


def stay_certain(before: Assessment, after: Assessment) -> None:
    """What was certain stays so, wherever it still applies."""
    old = nodes(before)
    for name, node in nodes(after).items():
        if node.status != "not-applicable" and old[name].status != "not-applicable":
            for was, now in zip(_truths(old[name]), _truths(node), strict=True):
                assert was is None or was is now, name
            assert old[name].band in (None, node.band), name


def _truths(node: NodeResult) -> list[Truth]:
    """Whether its levels hold and its caps act."""
    return [level.holds for level in node.levels] + [cap.holds for cap in node.caps]
