"""Checks of a saved assessment that its schema cannot make: whether it holds together."""

from __future__ import annotations

from itertools import islice
from math import isclose
from typing import TYPE_CHECKING, Any

from ddscore.documents.findings import MOST, Finding
from ddscore.documents.schema import accepts, validator
from ddscore.documents.vocabulary import case_fields
from ddscore.model.dates import PartialDate
from ddscore.model.fields import DATES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from ddscore.documents.positions import NodePath
    from ddscore.model.fields import Field

    Record = Mapping[str, Any]

_SIDES = ("policy", "practice", "gap", "understatement", "overall")
_PAIRS = ("contradictions", "possible_contradictions", "disputed", "later")
_ROWS = {"band": "bands", "profile": "profiles", "outcome": "outcomes"}
_LONGEST = 300
"""Of an id that is shown, as the schema has it for nodes."""
_AGAIN = "do not edit an assessment by hand: assess the case again"


def saved_findings(document: object) -> list[Finding]:
    """All that is wrong with a saved assessment or a list of them, what its schema refuses included."""
    return _in_each(
        document,
        lambda one: (
            check_assessment(one) if accepts(validator("assessment"), one) else _refused("assessment", one)
        ),
    )


def output_findings(kind: str, document: object) -> list[Finding]:
    """What the schema of that kind refuses in what a command printed, one document or a list of them."""
    return _in_each(document, lambda one: [] if accepts(validator(kind), one) else _refused(kind, one))


def _in_each(document: object, wrong: Callable[[Any], Iterable[Finding]]) -> list[Finding]:
    found: list[Finding] = []
    listed = isinstance(document, list)
    for index, one in enumerate(document if isinstance(document, list) else [document]):
        found += [each._replace(path=(index, *each.path)) if listed else each for each in wrong(one)]
        if len(found) >= MOST:
            break
    return found


def _refused(kind: str, document: object) -> list[Finding]:
    # Late, since what is valid needs no explanation.
    from ddscore.documents.explain import refusals

    return refusals(kind, document)


def check_assessment(assessment: Record) -> list[Finding]:
    """Find where an assessment that its schema accepts contradicts itself: at most 100 findings."""
    return list(islice(_findings(assessment), MOST))


def _findings(assessment: Record) -> Iterator[Finding]:
    yield from _scores(assessment["summary"], ("summary",))
    yield from _dates(assessment)
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
    yield from _lists(assessment, seen)


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
        points = None if shown is None else shown * score["of"] / 100
        if not _alike(score["points"], points):
            message = f"{score['points']} points are not {shown} percent of {score['of']}"
            yield Finding("assessment/wrong-points", (*at, side, "points"), message, _AGAIN)


def _alike(one: float | None, other: float | None) -> bool:
    """Whether two figures are one, but for the last digits that a division leaves."""
    return one is other if one is None or other is None else isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def _dates(assessment: Record) -> Iterator[Finding]:
    """The schema knows the form of a date, and not the calendar."""
    yield from _date(assessment, "as_of", ())
    clocks = {"open_promises": ("made", "partly_kept", "due"), "unanswered": ("asked", "deadline")}
    for collection, keys in clocks.items():
        for index, record in enumerate(assessment[collection]):
            for key in keys:
                yield from _date(record, key, (collection, index))
    tables = case_fields().collections
    for name, fact in assessment["facts"].items():
        yield from _fact_dates(fact, tables.get(fact["collection"], {}), ("facts", name))


def _date(record: Record, key: str, at: NodePath) -> Iterator[Finding]:
    value = record.get(key)
    if value is None:
        return
    try:
        PartialDate.parse(str(value))
    except ValueError:
        yield Finding(
            "assessment/impossible-date", (*at, key), f"{value!r} is no date of the calendar", _AGAIN
        )


def _fact_dates(record: Record, table: Mapping[str, Field], at: NodePath) -> Iterator[Finding]:
    for key, value in record.items():
        if key in table and table[key].kind in DATES:
            yield from _date(record, key, at)
        elif key in table and isinstance(value, dict):
            yield from _fact_dates(value, table[key].fields, (*at, key))


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


def _lists(assessment: Record, nodes: Collection[str]) -> Iterator[Finding]:
    """What is listed beside the nodes speaks of facts and nodes that are there."""
    facts = assessment["facts"]
    for collection in _PAIRS:
        for index, pair in enumerate(assessment[collection]):
            for key in ("policy", "finding", "involvement"):
                yield from _is_there(pair[key], (collection, index, key), facts, "facts")
            known = {"ddscore", *assessment["sources"]}
            yield from _is_there(pair["drawn_by"], (collection, index, "drawn_by"), known, "sources")
            for place, one in enumerate(pair.get("unrecorded", ())):
                yield from _is_there(
                    one["fact"], (collection, index, "unrecorded", place, "fact"), facts, "facts"
                )
    for collection in ("open_promises", "unanswered"):
        for index, record in enumerate(assessment[collection]):
            yield from _is_there(record["id"], (collection, index, "id"), facts, "facts")
    for index, unknown in enumerate(assessment["unknowns"]):
        known = {assessment["rubric"]["id"], *nodes}
        yield from _is_there(unknown["node"], ("unknowns", index, "node"), known, "nodes")


def _is_there(name: object, at: NodePath, known: Collection[str], kind: str) -> Iterator[Finding]:
    if not isinstance(name, str) or name not in known:
        named = f"`{name}`" if isinstance(name, str) and len(name) <= _LONGEST else "what is no id"
        message = f"{named} is cited, and does not stand among the {kind}"
        yield Finding("assessment/dangling-reference", at, message, _AGAIN)


def _named(record: Record, key: str, at: NodePath, known: Mapping[str, object]) -> Iterator[Finding]:
    # The schema leaves open what a fact has besides its collection.
    listed = record.get(key, [])
    for index, name in enumerate(listed if isinstance(listed, list) else [listed]):
        yield from _is_there(name, (*at, key, index), known, key)
