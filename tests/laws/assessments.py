"""Assessments of drawn documents, and what laws compare of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ddscore import assess
from ddscore.documents.case import build_case
from ddscore.documents.rubric import build_rubric
from ddscore.documents.vocabulary import case_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ddscore import Assessment
    from ddscore.model.assessment import NodeResult
    from ddscore.model.score import Score

Document = dict[str, Any]


def assessed(rubric: Document, case: Document) -> Assessment:
    """Assess documents as if they had been read; the laws hold too where `check` would object to them."""
    return assess(build_case(case, case_fields(), ""), build_rubric(rubric, ""))


def nodes(assessment: Assessment) -> dict[str, NodeResult]:
    """Every node by its id."""
    return {node.id: node for node in _below(assessment.nodes)}


def _below(results: Iterable[NodeResult]) -> Iterator[NodeResult]:
    for result in results:
        yield result
        yield from _below(result.children)


def scores(assessment: Assessment) -> dict[tuple[str, str], Score]:
    """Every figure there is, by node and side; those of the whole under an empty name."""
    whole = assessment.summary
    named = {
        ("", side): getattr(whole, side)
        for side in ("policy", "practice", "gap", "understatement", "overall")
    }
    for name, node in nodes(assessment).items():
        named |= {(name, side): getattr(node, side) for side in ("policy", "practice", "gap", "overall")}
    return {place: score for place, score in named.items() if score is not None}


def decided(assessment: Assessment) -> dict[str, tuple[str | None, tuple[str, ...]]]:
    """Everything that is given only where it is certain, with what is possible."""
    whole = assessment.summary
    tables = {
        "band of the whole": (whole.band, whole.possible_bands),
        "profile": (whole.profile, whole.possible_profiles),
        "outcome": (whole.outcome, whole.possible_outcomes),
    }
    levels = {
        f"level of {name}": (node.level, node.possible_levels) for name, node in nodes(assessment).items()
    }
    return tables | levels


def gist(assessment: Assessment) -> object:
    """All that is decided, whatever the order in which the evidence is listed."""
    return (
        scores(assessment),
        decided(assessment),
        {
            name: (
                node.status,
                node.coverage,
                node.band,
                node.weight,
                frozenset(node.facts),
                frozenset(node.sources),
            )
            for name, node in nodes(assessment).items()
        },
        {
            name: (
                [level.holds for level in node.levels],
                sorted((cap.at_most, str(cap.holds)) for cap in node.caps),
            )
            for name, node in nodes(assessment).items()
        },
        assessment.summary.coverage,
        {
            unknown.node: frozenset((need.collection, need.fact, need.field) for need in unknown.needs)
            for unknown in assessment.unknowns
        },
        [frozenset(map(str, listed)) for listed in _lists(assessment)],
        frozenset(assessment.warnings),
    )


def _lists(assessment: Assessment) -> list[tuple[object, ...]]:
    pairs = [
        assessment.contradictions,
        assessment.possible_contradictions,
        assessment.disputed,
        assessment.later,
    ]
    by_pair: list[tuple[object, ...]] = [
        tuple((one.policy, one.finding, one.basis, one.instruments, one.rights) for one in listed)
        for listed in pairs
    ]
    return [*by_pair, assessment.open_promises, assessment.unanswered]
