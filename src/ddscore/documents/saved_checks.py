"""Checks of a saved assessment that its schema cannot make: whether it holds together."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from ddscore.documents.findings import MOST, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ddscore.documents.positions import NodePath

    Record = Mapping[str, Any]

_SIDES = ("policy", "practice", "gap", "understatement", "overall")
_ROWS = {"band": "bands", "profile": "profiles", "outcome": "outcomes"}
_LONGEST = 300
"""Of an id that is shown, as the schema has it for nodes."""
_AGAIN = "do not edit an assessment by hand: assess the case again"


def check_assessment(assessment: Record) -> list[Finding]:
    """Find where an assessment that its schema accepts contradicts itself: at most 100 findings."""
    return list(islice(_findings(assessment), MOST))


def _findings(assessment: Record) -> Iterator[Finding]:
    yield from _scores(assessment["summary"], ("summary",))
    yield from _rows(assessment)
    seen: set[str] = set()
    for node, at in _nodes(assessment["nodes"], ("nodes",)):
        if node["id"] in seen:
            message = f"the node `{node['id']}` stands here a second time"
            yield Finding("assessment/duplicate-node", (*at, "id"), message, _AGAIN)
        seen.add(node["id"])
        yield from _scores(node, at)
        yield from _level(node, at)
        yield from _cited(node, at, assessment)
    for name, fact in assessment["facts"].items():
        yield from _named(fact, "sources", ("facts", name), assessment["sources"])


def _nodes(nodes: Sequence[Record], at: NodePath) -> Iterator[tuple[Record, NodePath]]:
    for index, node in enumerate(nodes):
        yield node, (*at, index)
        yield from _nodes(node.get("children", ()), (*at, index, "children"))


def _scores(record: Record, at: NodePath) -> Iterator[Finding]:
    for side in _SIDES:
        score = record.get(side)
        if score is None:
            continue
        low, high, shown = score["low"], score["high"], score["percent"]
        if low > high or (shown is not None and not low <= shown <= high):
            message = f"the score {shown} does not lie within its bounds, {low} to {high}"
            yield Finding("assessment/outside-bounds", (*at, side), message, _AGAIN)


def _rows(assessment: Record) -> Iterator[Finding]:
    """A band, profile or outcome is one of the rubric's; where it is certain, no other is possible."""
    summary = assessment["summary"]
    for kind, table in _ROWS.items():
        known = {row["id"] for row in assessment["rubric"].get(table, ())}
        possible = summary[f"possible_{table}"]
        for index, name in enumerate(possible):
            if name not in known:
                message = f"the rubric has no {kind} `{name}`"
                yield Finding(
                    "assessment/unknown-row", ("summary", f"possible_{table}", index), message, _AGAIN
                )
        reached = summary[kind]
        if reached is not None and list(possible) != [reached]:
            message = f"the {kind} `{reached}` is said to be reached, and {len(possible)} are possible"
            yield Finding("assessment/only-possible", ("summary", kind), message, _AGAIN)


def _level(node: Record, at: NodePath) -> Iterator[Finding]:
    level, possible = node["level"], node["possible_levels"]
    if level is not None and list(possible) != [level]:
        message = "this level is said to be reached, and it is not the one that is possible"
        yield Finding("assessment/only-possible", (*at, "level"), message, _AGAIN)


def _cited(node: Record, at: NodePath, assessment: Record) -> Iterator[Finding]:
    for key in ("facts", "sources"):
        yield from _named(node, key, at, assessment[key])


def _named(record: Record, key: str, at: NodePath, known: Mapping[str, object]) -> Iterator[Finding]:
    # The schema leaves open what a fact has besides its collection.
    listed = record.get(key, [])
    for index, name in enumerate(listed if isinstance(listed, list) else [listed]):
        if not isinstance(name, str) or name not in known:
            named = f"`{name}`" if isinstance(name, str) and len(name) <= _LONGEST else "what is no id"
            message = f"{named} is cited, and does not stand among the {key}"
            yield Finding("assessment/dangling-reference", (*at, key, index), message, _AGAIN)
