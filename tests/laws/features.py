"""What of the formats a rubric uses, and what comes out of assessing a case by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.laws.assessments import decided, nodes
from tests.laws.conditions import CONDITIONS, MATCHERS
from tests.laws.rubrics import AGGREGATES, MODES
from tests.laws.vocabulary import COLLECTIONS, DERIVED, RECORDED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ddscore import Assessment

Document = dict[str, Any]

_OPERATORS = ("not", "none", "every", "count", "this", "score", "all", "any")
_TRUTHS = ("True", "False", "None")
_PLACES = ("criterion", "group", "theme", "rubric")

USED = frozenset(
    [f"condition: {name}" for name in CONDITIONS]
    + [f"matcher: {name}" for name in MATCHERS]
    + [f"collection: {name}" for name in COLLECTIONS]
    + [f"aggregate: {name}" for name in AGGREGATES]
    + [f"for_each: {name}" for name in ("min", "max", "mean", "involvement", *DERIVED)]
    + [f"unknown: {name}" for name in MODES]
    + [f"cap on: {name}" for name in _PLACES]
    + [f"score in: {name}" for name in ("percent", "points")]
    + ["answers: expect", "answers: elements", "answers: mean_by", "answers: steps"]
    + ["weight_by", "weight: children", "applies_when", "of", "vacuous", "minimum_coverage", "search_stands"]
)
"""All that rubrics can be made of."""
CAME_OUT = frozenset(
    [f"level: {truth}" for truth in _TRUTHS]
    + [f"cap: {truth}" for truth in _TRUTHS]
    + [f"status: {name}" for name in ("scored", "unknown", "not-applicable", "insufficient", "blocked")]
    + [
        f"{name}: {truth}"
        for name in ("contradictions", "possible", "disputed", "later")
        for truth in ("some",)
    ]
    + ["open promises", "unanswered", "overdue: True", "overdue: None"]
    + [f"closed: {truth}" for truth in ("True", "False")]
    + [f"{name} {how}" for name in ("level", "band", "profile", "outcome") for how in ("certain", "open")]
    + [f"known: {name}" for name in RECORDED]
)
"""All that can come of them."""


def used(rubric: Document) -> set[str]:
    """What a rubric is made of."""
    found = set(_of_node(rubric, "rubric"))
    found |= {"minimum_coverage"} if rubric["minimum_coverage"] else set()
    found |= {"search_stands"} if rubric["search_stands"]["months"] else set()
    return found


def _of_node(node: Mapping[str, Any], kind: str) -> Iterator[str]:
    yield from (name for name in ("applies_when", "of", "weight_by") if name in node)
    yield from (f"answers: {name}" for name in node.get("answers", ()))
    if "unknown" in node:
        yield f"unknown: {node['unknown']}"
    if node.get("weight") == "children":
        yield "weight: children"
    if "caps" in node:
        yield f"cap on: {kind}"
    if "for_each" in node:
        yield from (f"for_each: {name}" for name in (*node["for_each"], node.get("aggregate", "min")))
    elif "aggregate" in node:
        yield f"aggregate: {node['aggregate']}"
    for condition in _conditions(node):
        yield from _of_condition(condition)
    for key, below in (("themes", "theme"), ("children", ""), ("policy", ""), ("practice", "")):
        for child in node.get(key, ()):
            yield from _of_node(child, below or ("group" if "children" in child else "criterion"))


def _conditions(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from (node[key] for key in ("applies_when", "for_each") if key in node)
    for key in ("caps", "levels", "profiles", "outcomes"):
        yield from (row["when"] for row in node.get(key, ()) if "when" in row)


def _of_condition(condition: Mapping[str, Any]) -> Iterator[str]:
    if len(condition) > 1:
        yield "condition: both"
    for name, operand in condition.items():
        if name not in _OPERATORS:
            yield "condition: exists"
            yield f"collection: {name}"
            yield from _of_pattern(operand)
            continue
        yield f"condition: {name}"
        match name:
            case "all" | "any":
                for part in operand:
                    yield from _of_condition(part)
            case "not" | "none":
                yield from _of_condition(operand)
            case "every" | "count":
                yield from _of_condition(operand["of"])
                yield from _of_pattern(operand.get("match", {}))
                yield from (key for key in operand if key == "vacuous")
            case "this":
                yield from _of_pattern(operand)
            case "score":
                yield f"score in: {'points' if 'points' in operand else 'percent'}"


def _of_pattern(pattern: Mapping[str, Any]) -> Iterator[str]:
    for wanted in pattern.values():
        if wanted == "$this.id":
            yield "matcher: $this.id"
        elif wanted is None:
            yield "matcher: null"
        elif isinstance(wanted, list):
            yield "matcher: list"
        elif isinstance(wanted, dict):
            yield from (f"matcher: {name}" for name in wanted)
            yield from (f"matcher: {operand}" for operand in wanted.values() if operand == "$as_of")
        else:
            yield "matcher: value"


def came_out(assessment: Assessment) -> set[str]:
    """What came of an assessment."""
    found = {f"known: {fact['collection']}" for fact in assessment.facts.values()}
    for node in nodes(assessment).values():
        found |= {f"status: {node.status}"} | {f"level: {level.holds}" for level in node.levels}
        found |= {f"cap: {cap.holds}" for cap in node.caps}
    for name, (reached, possible) in decided(assessment).items():
        if possible:
            found.add(f"{name.split()[0]} {'open' if reached is None else 'certain'}")
    listed = {
        "contradictions: some": assessment.contradictions,
        "possible: some": assessment.possible_contradictions,
        "disputed: some": assessment.disputed,
        "later: some": assessment.later,
        "open promises": assessment.open_promises,
        "unanswered": assessment.unanswered,
    }
    found |= {name for name, members in listed.items() if members}
    found |= {f"overdue: {promise.overdue}" for promise in assessment.open_promises}
    return found | {f"closed: {result.closed}" for result in assessment.research.values()}
