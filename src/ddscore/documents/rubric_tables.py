"""Checks of a rubric's ordered tables, in which the first row that holds decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.documents.findings import Finding
from ddscore.documents.rubric_nodes import figures
from ddscore.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.documents.positions import NodePath
    from ddscore.documents.rubric_nodes import Node, Record

    Rows = Sequence[Record]


def check_tables(rubric: Record, placed: Sequence[Node]) -> Iterator[Finding]:
    """Find rows that can never hold, figures that no row covers, and names that stand twice."""
    for table in ("profiles", "outcomes"):
        rows = rubric.get(table, ())
        yield from _repeated(rows, "id", (table,), "rubric/duplicate-id")
        if rows and all("when" in row for row in rows):
            yield _no_last_row(table, rows)
    yield from _bands(rubric.get("bands", ()), ("bands",), 0 if "gap" in figures(rubric) else None)
    for node in placed:
        yield from _bands(node.record.get("bands", ()), (*node.at, "bands"), None)
        if node.kind == "criterion":
            yield from _ladder(node)


def _no_last_row(table: str, rows: Rows) -> Finding:
    one = table.removesuffix("s")
    message = f"where none of these rows holds there is no {one}"
    hint = "add a last row without `when`, which says what then is so: `- {id: none, title: …}`"
    return Finding("rubric/no-last-row", (table, len(rows) - 1), message, hint, severity=Severity.WARNING)


def _ladder(node: Node) -> Iterator[Finding]:
    levels = node.record.get("levels")
    at = (*node.at, "levels")
    if levels is None:
        if node.answers is None:
            message, hint = f"`{node.id}` has nothing to get points from", "add `levels`, or `answers`"
            yield Finding("rubric/no-points", node.at, message, hint)
        return
    yield from _repeated(levels, "label", at, "rubric/duplicate-label")
    if "when" in levels[-1]:
        message = "where this condition does not hold, no level is left"
        hint = "end with a level that has no `when`, so that it holds always"
        yield Finding("rubric/ladder-without-end", (*at, len(levels) - 1), message, hint)
    if max(level["points"] for level in levels) <= 0:
        message, hint = f"`{node.id}` can only score nothing", "give at least one level points above 0"
        yield Finding("rubric/no-points", at, message, hint, at_key=True)


def _repeated(rows: Rows, key: str, at: NodePath, check: str) -> Iterator[Finding]:
    seen = set()
    for index, row in enumerate(rows):
        if row[key] in seen:
            message = f"the {key} `{row[key]}` stands here a second time"
            yield Finding(check, (*at, index, key), message, "reports tell them apart by it")
        seen.add(row[key])


def _bands(bands: Rows, at: NodePath, floor: float | None) -> Iterator[Finding]:
    """Each begins where the one before it ends; `floor` is the lowest figure there can be, if any is."""
    yield from _repeated(bands, "id", at, "rubric/duplicate-id")
    for index, band in enumerate(bands):
        below, place = band.get("below"), (*at, index, "below")
        last = index == len(bands) - 1
        if below is None:
            if not last:
                message, hint = "this band leaves nothing to the next", "only the last goes without `below`"
                yield Finding("rubric/bands-out-of-order", (*at, index), message, hint)
            return
        if floor is not None and below <= floor:
            message = f"no figure lies in this band: it ends at {below} and begins at {floor}"
            hint = "let `below` rise from band to band"
            yield Finding("rubric/bands-out-of-order", place, message, hint)
        elif last:
            message, hint = f"no band holds {below} and more", "leave out `below` in the last band"
            yield Finding("rubric/bands-with-a-hole", place, message, hint)
        floor = below
