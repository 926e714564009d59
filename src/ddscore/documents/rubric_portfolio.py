"""Checks of the shares that a rubric asks of a list of holdings."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from ddscore.documents.findings import Finding, guess

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.documents.positions import NodePath
    from ddscore.documents.rubric_nodes import Node, Record

_TABLES = {"band": "bands", "profile": "profiles", "outcome": "outcomes"}
_LEAP_YEAR = 2000


def check_portfolio(rubric: Record, placed: Sequence[Node]) -> Iterator[Finding]:
    """Find shares of what the rubric does not have, and days that no year has."""
    portfolio = rubric.get("portfolio", {})
    ids = Counter[str]()
    for index, share in enumerate(portfolio.get("shares", ())):
        at: NodePath = ("portfolio", "shares", index)
        ids[share["id"]] += 1
        if ids[share["id"]] == 2:
            message = f"the id `{share['id']}` stands here a second time"
            yield Finding("rubric/duplicate-id", (*at, "id"), message, "reports tell them apart by it")
        yield from _share(share, at, rubric, placed)
    for index, day in enumerate(portfolio.get("averaged_on", ())):
        try:
            date.fromisoformat(f"{_LEAP_YEAR}-{day}")
        except ValueError:
            at = ("portfolio", "averaged_on", index)
            yield Finding("rubric/impossible-date", at, f"no year has the day {day}", "write MM-DD")


def _share(share: Record, at: NodePath, rubric: Record, placed: Sequence[Node]) -> Iterator[Finding]:
    by, owner = share.get("by", "band"), rubric
    if "node" in share:
        nodes = {node.id: node.record for node in placed}
        if share["node"] not in nodes:
            hint = guess(share["node"], nodes, f"its nodes are {', '.join(nodes)}"[:300])
            message = f"the rubric has no node `{share['node']}`"
            yield Finding("rubric/unknown-node", (*at, "node"), message, hint)
            return
        owner = nodes[share["node"]] if by == "band" else {}
    table = _TABLES[by]
    rows = [row["id"] for row in owner.get(table, ())]
    if not rows:
        yield _of_nothing(share, at, table)
        return
    for index, counted in enumerate(share.get("counts", ())):
        if counted not in rows:
            message = f"`{counted}` is none of the {table} that this share goes by"
            hint = guess(counted, rows, f"there are {', '.join(rows)}")
            yield Finding("rubric/unknown-row", (*at, "counts", index), message, hint)


def _of_nothing(share: Record, at: NodePath, table: str) -> Finding:
    """What a share goes by is not there."""
    if "node" in share and table != "bands":
        message, hint = f"a node has no {table}", "leave `node` out, or `by`"
    else:
        whose = f"`{share['node']}`" if "node" in share else "the rubric"
        message, hint = f"{whose} has no {table}", f"add `{table}` there, or go by something else"
    return Finding("rubric/share-of-nothing", at, message, hint)
