"""On what a test rests where it holds: of several limbs, whatever was met."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ddscore.model.rubric import Side
from ddscore.reports import figures, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.model.assessment import Assessment, NodeResult, Reason
    from ddscore.model.score import Score

_MOST = 8
"""How many facts are named; `explain` has them all."""
_DIGITS = 9
_JUDGED = frozenset({"relationship", "severity"})
"""What a case file judges of an involvement."""


def rests(assessment: Assessment, reason: Reason, when: object) -> str:
    """The facts, searches and figures that met a test, and which of it the case file judges; may be empty."""
    facts = list(reason.facts)
    more = len(facts) - _MOST
    named = facts if more <= 0 else [*facts[:_MOST], wording.counted(more, "one other", "others")]
    searched = [wording.COLLECTIONS.get(name, wording.plain(name)).lower() for name in reason.searched]
    parts = (
        wording.listed(named),
        f"a complete search for {wording.listed(searched)}" if searched else "",
        wording.listed(list(dict.fromkeys(_figures(assessment, when)))),
    )
    on = "; ".join(part for part in parts if part)
    return " ".join(([f"Here it rests on: {on}."] if on else []) + list(_judged(assessment, facts, when)))


def _judged(assessment: Assessment, facts: list[str], when: object) -> Iterator[str]:
    """What the case file judged of all this, in a sentence: no body need have found it so."""
    coded = (assessment.facts[fact] for fact in facts if fact in assessment.facts)
    fields = _asked_of_conduct(when).union(*(_JUDGED.intersection(fact) for fact in coded))
    severe, related = "severity" in fields, "relationship" in fields
    of = "it" if severe else "the harm"
    parts = (["how severe the harm was"] if severe else []) + (
        [f"how the company relates to {of}"] if related else []
    )
    if parts:
        said = f"{wording.listed(parts)} {'is' if len(parts) == 1 else 'are'} judged in the case file."
        yield said[:1].upper() + said[1:]


def _asked_of_conduct(when: object) -> frozenset[str]:
    """What a condition asks for of that which the case file judges, at first hand or through a finding."""
    parts: tuple[object, ...] = ()
    steps = frozenset[str]()
    if isinstance(when, Mapping):
        steps = frozenset(step for path in when for step in str(path).split("."))
        parts = tuple(when.values())
    elif isinstance(when, list | tuple):
        parts = tuple(when)
    return (_JUDGED & steps).union(*map(_asked_of_conduct, parts))


def _figures(assessment: Assessment, when: object) -> Iterator[str]:
    """The scores that a condition asks for and that surely meet it, each with what it is."""
    if isinstance(when, list | tuple):
        for part in when:
            yield from _figures(assessment, part)
    if not isinstance(when, Mapping):
        return
    for key in ("any", "all"):
        yield from _figures(assessment, when.get(key))
    asked = when.get("score")
    limits = asked.get("percent") if isinstance(asked, Mapping) else None
    if isinstance(asked, Mapping) and isinstance(limits, Mapping):
        name, score = _asked(assessment, asked)
        if score is not None and all(_meets(score, how, limit) for how, limit in limits.items()):
            yield f"{name} ({figures.bounds(score)})"


def _asked(assessment: Assessment, asked: Mapping[str, object]) -> tuple[str, Score | None]:
    """The score of a node, or of the whole, and what a sentence calls it."""
    side = Side(str(asked["side"])) if "side" in asked else Side.OVERALL
    if "node" not in asked:
        return f"“{wording.SIDES[side]}”", getattr(assessment.summary, side)
    node = _find(assessment.nodes, str(asked["node"]))
    if node is None:
        return "", None
    of = f", “{wording.SIDES[side]}”" if "side" in asked else ""
    return f"“{node.title}”{of}", getattr(node, side)


def _find(nodes: tuple[NodeResult, ...], name: str) -> NodeResult | None:
    for node in nodes:
        found = node if node.id == name else _find(node.children, name)
        if found is not None:
            return found
    return None


def _meets(score: Score, how: object, limit: object) -> bool:
    """Whether a score does so whatever the unknown proves to be."""
    if not isinstance(limit, int | float):
        return False
    low, high = round(score.low, _DIGITS), round(score.high, _DIGITS)
    return {"at_least": low >= limit, "above": low > limit, "at_most": high <= limit, "below": high < limit}[
        str(how)
    ]
