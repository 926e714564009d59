"""The laws are tried on all that the formats allow, and on documents that the schemas accept."""

from __future__ import annotations

from typing import Any

from hypothesis import event, given, settings

from ddscore.documents import schema
from ddscore.documents.rubric_checks import check_rubric
from ddscore.documents.vocabulary import case_fields, instruments
from ddscore.problems import Severity
from tests.laws.assessments import assessed
from tests.laws.cases import cases
from tests.laws.features import CAME_OUT, USED, came_out, used
from tests.laws.rubrics import rubrics

Document = dict[str, Any]
POINTLESS = {
    "rubric/impossible-matcher",
    "rubric/impossible-score",
    "rubric/never-true",
    "rubric/unreachable-level",
    "rubric/unreachable-row",
}
"""A drawn rubric may ask for what can never be, or twice for the same; the laws hold of it all the same."""


@settings(max_examples=200)
@given(rubrics(), cases())
def test_every_rubric_and_case_that_is_drawn_could_be_a_file(rubric: Document, case: Document) -> None:
    assert schema.accepts(schema.validator("rubric"), rubric)
    assert schema.accepts(schema.validator("case"), case)
    found = check_rubric(rubric, case_fields(), instruments().entails)
    wrong = {finding.id for finding in found if finding.severity is Severity.ERROR}
    assert wrong <= POINTLESS


def test_every_operator_aggregate_and_cap_is_drawn_and_every_result_comes_out() -> None:
    seen: set[str] = set()

    @settings(max_examples=700)
    @given(rubrics(), cases())
    def draw(rubric: Document, case: Document) -> None:
        for feature in sorted(used(rubric) | came_out(assessed(rubric, case))):
            event(feature)
            seen.add(feature)

    draw()
    assert sorted((USED | CAME_OUT) - seen) == []
