"""The figures without the reasons are those of the whole assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import event, given, settings

from ddscore import assess
from ddscore.documents.case import build_case
from ddscore.documents.rubric import build_rubric
from ddscore.documents.vocabulary import case_fields
from ddscore.library import score
from ddscore.model.assessment import Reason
from ddscore.model.score import Status
from tests.laws.assessments import nodes
from tests.laws.cases import cases
from tests.laws.rubrics import rubrics

if TYPE_CHECKING:
    from ddscore import Assessment, Case, Rubric
    from ddscore.engine.results import NodeFigures
    from ddscore.model.assessment import NodeResult

Document = dict[str, Any]


def assert_alike(case: Case, rubric: Rubric, assessment: Assessment) -> None:
    """Every figure that the assessment has, the scoring without reasons gives too."""
    every = nodes(assessment)
    found = score(case, rubric, assessment.as_of, every)
    assert found.summary == assessment.summary._replace(profile_reason=Reason(), outcome_reason=Reason())
    assert found.nodes.keys() == every.keys()
    for name, node in every.items():
        assert shown(found.nodes[name]) == as_told(node)
    assert found.blocked == any(node.status is Status.BLOCKED for node in assessment.nodes)
    assert found.contradictions == len(assessment.contradictions)
    assert found.possible_contradictions == len(assessment.possible_contradictions)
    assert found.open_promises == assessment.open_promises
    assert found.unanswered == len(assessment.unanswered)
    assert found.warnings == assessment.warnings


def shown(node: NodeFigures) -> object:
    return node.status, frozenset(node.scores.values()), node.own, node.coverage, node.band


def as_told(node: NodeResult) -> object:
    figures = frozenset({node.policy, node.practice, node.gap, node.overall} - {None})
    own = node.gap if node.kind == "theme" else node.overall
    return node.status, figures, own, node.coverage, node.band


@settings(max_examples=300)
@given(rubrics(), cases())
def test_figures_without_reasons_are_those_of_the_assessment(written: Document, recorded: Document) -> None:
    case, rubric = build_case(recorded, case_fields(), ""), build_rubric(written, "")
    assessment = assess(case, rubric)
    event(f"profile: {assessment.summary.profile is not None}")
    assert_alike(case, rubric, assessment)
