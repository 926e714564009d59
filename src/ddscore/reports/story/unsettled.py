"""What research could settle: where a score is open, the facts and searches that leave it so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.assessment import Need
from ddscore.reports import wording
from ddscore.reports.story.coding import field_words
from ddscore.reports.story.opening import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ddscore.model.assessment import Assessment

_SCORE = "score"
"""What a need calls itself that waits for the score of a node."""
_PAIRS = wording.PAIRS["possible_contradictions"][0]
CONCLUSIONS = ("Profile", "Outcome", _PAIRS)
"""What is drawn from figures and facts, as a list of what needs bear on has it."""


def researchable(assessment: Assessment, needs: Iterable[Need]) -> tuple[Need, ...]:
    """Needs that somebody can look into, each once: a score by all that leaves it open, however deep.

    The needs as they are where nothing is recorded beneath them: what is open is never told as settled.
    """
    wanted = tuple(needs)
    return tuple(dict.fromkeys(_researchable(assessment, wanted, set()))) or wanted


def _researchable(assessment: Assessment, needs: Iterable[Need], seen: set[str | None]) -> Iterator[Need]:
    for need in needs:
        if need.collection != _SCORE:
            yield need
        elif need.field not in seen:
            seen.add(need.field)
            beneath = tuple(_beneath(assessment, need.field))
            yield from _researchable(assessment, beneath, seen) if beneath else (need,)


def _beneath(assessment: Assessment, node: str | None) -> Iterator[Need]:
    """What a node and its parts lack; where no node is named, what any lacks."""
    parts = [part for one in walk(assessment.nodes) if one.id == node for part in walk((one,))]
    within = {part.id for part in parts}
    for unknown in assessment.unknowns:
        if not parts or unknown.node in within:
            yield from unknown.needs


def bearing(assessment: Assessment) -> dict[Need, tuple[str, ...]]:
    """All that research could settle, with what each bears on: conclusions, and nodes by title.

    The profile and the outcome where they wait for more than figures, which wait for what nodes do.
    """
    titles = {node.id: node.title for node in walk(assessment.nodes)}
    bears_on: dict[Need, dict[str, None]] = {}
    reasons = assessment.summary.profile_reason, assessment.summary.outcome_reason
    for conclusion, reason in zip(CONCLUSIONS, reasons, strict=False):
        for need in reason.needs:
            if need.collection != _SCORE:
                bears_on.setdefault(need, {})[conclusion] = None
    for pair in assessment.possible_contradictions:
        for fact, field in pair.unrecorded:
            need = Need("contradictions", fact, field, f"{field} of {fact}, to settle contradictions")
            bears_on.setdefault(need, {})[_PAIRS] = None
    for unknown in assessment.unknowns:
        for need in researchable(assessment, unknown.needs):
            bears_on.setdefault(need, {})[titles.get(unknown.node, unknown.node)] = None
    return {need: tuple(nodes) for need, nodes in bears_on.items()}


def need_words(assessment: Assessment, need: Need) -> str:
    """What is missing: a field, a search, or what leaves a node open of which no more is recorded."""
    if need.fact is not None and need.field is not None:
        return f"“{field_words(need.field)}” is left open"
    if need.collection == _SCORE:
        title = next((one.title for one in walk(assessment.nodes) if one.id == need.field), "")
        return f"What leaves “{title}” open" if title else "What leaves the figures open"
    return f"{need.text[:1].upper()}{need.text[1:]}"
