"""Ceilings on a figure: one that the whole rubric has is told once; one that may act, never as a fact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ddscore.model.score import Status
from ddscore.reports import figures, wording
from ddscore.reports.story.attribution import tellers
from ddscore.reports.story.blocks import Sentence, terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ddscore.model.assessment import Assessment, CapResult, NodeResult
    from ddscore.reports.story.blocks import Terms

_REASON = re.compile(r" ?(?:Capped at|Whether a cap at) [0-9.e+-]+ percent.*", re.DOTALL)
"""Where a reason comes to the caps, which it always tells last."""


def shared(assessment: Assessment) -> tuple[CapResult, ...]:
    """The caps that are the same in all themes that apply: those of the whole rubric."""
    applying = [node for node in assessment.nodes if node.status is not Status.NOT_APPLICABLE]
    if len(applying) < 2:
        return ()
    return tuple(cap for cap in applying[0].caps if all(cap in node.caps for node in applying))


def caps(assessment: Assessment, results: Iterable[CapResult]) -> Terms | None:
    """Caps that act or may act, each with its ground and facts."""
    told = [("Cap", _told(assessment, cap)) for cap in results if cap.holds is not False]
    return terms(*told) if told else None


def caps_of(assessment: Assessment, node: NodeResult) -> Terms | None:
    """A node's caps; of those that the whole rubric has, only that they act or may act."""
    common = shared(assessment) if node in assessment.nodes else ()
    told = [
        ("Cap", Sentence(_brief(cap)) if cap in common else _told(assessment, cap))
        for cap in node.caps
        if cap.holds is not False
    ]
    return terms(*told) if told else None


def reason(assessment: Assessment, node: NodeResult) -> str:
    """Why a node has its figure, without what is told of the caps of the whole rubric."""
    return _REASON.sub("", node.because) if node in assessment.nodes and shared(assessment) else node.because


def _told(assessment: Assessment, cap: CapResult) -> Sentence:
    facts = [assessment.facts[fact] for fact in cap.facts if fact in assessment.facts]
    sources = tuple(dict.fromkeys(source for fact in facts for source in tellers(assessment, fact)))
    ground = wording.sentence(cap.because)
    if cap.holds:
        on = f" It rests on {wording.listed(cap.facts)}." if cap.facts else ""
        return Sentence(f"{_side(cap)}, capped at {_limit(cap)}: {ground}{on}", sources)
    on = f" It bears on {wording.listed(cap.facts)}." if cap.facts else ""
    unsettled = f"whether {_side(cap).lower()} is capped at {_limit(cap)}"
    return Sentence(
        f"Undetermined: {unsettled}. It would be on this ground, which is not established: {ground}{on}",
        sources,
    )


def _brief(cap: CapResult) -> str:
    if cap.holds:
        return f"{_side(cap)}, capped at {_limit(cap)} (see above)."
    return f"Undetermined: whether {_side(cap).lower()} is capped at {_limit(cap)} (see above)."


def _side(cap: CapResult) -> str:
    return wording.SIDES[cap.side] if cap.side else "The figure"


def _limit(cap: CapResult) -> str:
    return f"{figures.whole(cap.at_most)} percent"
