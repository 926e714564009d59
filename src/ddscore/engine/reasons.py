"""Why a node has its figure, in a sentence that names facts by their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.rubric import Aggregate, Criterion, Group
from ddscore.model.score import Unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.engine.figures import Scored
    from ddscore.engine.ladder import Ladder
    from ddscore.model.assessment import CapResult

_SHOWN = {
    Unknown.LOW: "The low end is shown: no disclosure found that settles it.",
    Unknown.EXCLUDE: "It is left out of the figure above it.",
    Unknown.BLOCK: "No figure is shown while it is open.",
}
_COMBINED = {
    Aggregate.MEAN: "Weighted mean of its parts.",
    Aggregate.SUM: "Sum of its parts.",
    Aggregate.MIN: "Least of its parts.",
    Aggregate.MAX: "Greatest of its parts.",
}


def because(scored: Scored) -> str:
    """The reason for a node's figure, or for its absence."""
    node = scored.node
    sentences = []
    if not scored.readings:
        searched = scored.applies.searched
        sentences.append(f"Does not apply{_by_search(searched)}." if searched else "Does not apply.")
    elif isinstance(node, Criterion) and scored.ladder is not None:
        sentences += _ladder(scored.ladder, node)
    elif isinstance(node, Group):
        sentences.append(_COMBINED[node.aggregate])
    else:
        sentences.append("What the company says, set against what the record shows.")
    if scored.readings and scored.applies.truth is None:
        sentences.append("Whether it applies is not settled; it counts as applying.")
    if scored.caps:
        sentences += _caps(scored.caps)
    return " ".join(sentences)


def _caps(caps: Sequence[CapResult]) -> list[str]:
    acting = [cap for cap in caps if cap.holds]
    possible = [cap for cap in caps if cap.holds is None]
    return [
        *(f"Capped at {cap.at_most:g} percent: {_end(cap.because)}" for cap in acting),
        # Never as a fact: what the ground of the cap says is not settled.
        *(
            f"Whether a cap at {cap.at_most:g} percent applies is undetermined. It would on this ground, "
            f"which is not established: {_end(cap.because)}"
            for cap in possible
        ),
    ]


def _ladder(ladder: Ladder, criterion: Criterion) -> list[str]:
    if ladder.coded:
        sentences = [ladder.coded]
    elif ladder.by_fact:
        sentences = _by_fact(ladder)
    elif len(ladder.possible) == 1:
        sentences = [_reached(ladder)]
    else:
        sentences = [f"Not settled between {len(ladder.possible)} levels."]
    if ladder.points.low < ladder.points.high:
        sentences.append(_SHOWN[criterion.unknown])
    return sentences


def _by_fact(ladder: Ladder) -> list[str]:
    """Which facts reach which level, or may reach which; facts alike are named together."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for fact, levels in ladder.by_fact:
        alike.setdefault(levels, []).append(fact)
    return [
        f"{_and(facts)}: {levels[0]}." if len(levels) == 1 else f"{_and(facts)}: one of {len(levels)} levels."
        for levels, facts in alike.items()
    ]


def _reached(ladder: Ladder) -> str:
    if ladder.facts:
        return f"Reached by {_and(ladder.facts)}{_by_search(ladder.searched)}."
    if ladder.searched:
        return f"No fact meets another level{_by_search(ladder.searched)}."
    return "The conditions of the other levels do not hold."


def _by_search(collections: Sequence[str]) -> str:
    """The searches that a no rests on."""
    if not collections:
        return ""
    names = _and([collection.replace("_", " ") for collection in collections])
    return f", on a complete search of {names}"


def _end(sentence: str) -> str:
    """A rubric's own words, with one full stop."""
    return f"{sentence.rstrip('. ')}."


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
