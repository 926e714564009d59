"""Levels and rows that no case can come to, caps that never act, nodes that never apply (FORMATS 3).

A level is never reached where its condition can never be true, or where, whenever it is true, that of a level
above it is true as well: that one has then ended the ladder. The same goes for rows, of which the first that
holds decides. Where what stands above may be no more than unknown, the lower level stays possible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.documents.consistency import Consistency
from ddscore.documents.findings import Finding
from ddscore.documents.implication import Reasoning
from ddscore.documents.statements import clauses, either

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ddscore.documents.matchers import Language
    from ddscore.documents.positions import NodePath
    from ddscore.documents.rubric_nodes import Node, Record
    from ddscore.documents.statements import Figures, Way

    Rows = Sequence[Record]

_ROW = "rubric/unreachable-row", "no case is ever given this row"
_LEVEL = "rubric/unreachable-level", "no case ever reaches this level"


def check_reach(
    rubric: Record,
    placed: Sequence[Node],
    language: Language,
    figures: Figures,
    wrong: Sequence[Finding],
) -> Iterator[Finding]:
    """Find what can never come about; nothing is said of conditions in which something else is `wrong`."""
    unsound = {finding.path[:length] for finding in wrong for length in range(len(finding.path) + 1)}
    reasoning = Reasoning(language, figures, Consistency(language))
    for table in ("profiles", "outcomes"):
        yield from _unreachable(rubric.get(table, ()), (table,), _ROW, reasoning, unsound)
    yield from _caps(rubric, (), reasoning, unsound)
    for node in placed:
        yield from _caps(node.record, node.at, reasoning, unsound)
        at = (*node.at, "applies_when")
        if "applies_when" in node.record and _is_never(node.record["applies_when"], at, reasoning, unsound):
            yield _never(at, f"`{node.id}` never applies: this can never be true")
        if "levels" in node.record:
            inner = reasoning
            if "for_each" in node.record and (*node.at, "for_each") not in unsound:
                inner = reasoning.with_fact_in_hand(node.record["for_each"])
            at = (*node.at, "levels")
            yield from _unreachable(node.record["levels"], at, _LEVEL, inner, unsound)


def _caps(
    record: Record, at: NodePath, reasoning: Reasoning, unsound: Collection[NodePath]
) -> Iterator[Finding]:
    for index, cap in enumerate(record.get("caps", ())):
        place = (*at, "caps", index, "when")
        if _is_never(cap["when"], place, reasoning, unsound):
            yield _never(place, "this cap never acts: its condition can never be true")


def _is_never(condition: Record, at: NodePath, reasoning: Reasoning, unsound: Collection[NodePath]) -> bool:
    return at not in unsound and reasoning.ways(reasoning.says(condition)) == []


def _never(at: NodePath, message: str) -> Finding:
    hint = "it asks of one fact, or of one score, what cannot be so at once"
    return Finding("rubric/never-true", at, message, hint)


def _unreachable(
    rows: Rows, at: NodePath, said: tuple[str, str], reasoning: Reasoning, unsound: Collection[NodePath]
) -> Iterator[Finding]:
    check, message = said
    above: dict[int, list[Way]] = {}
    for index, row in enumerate(rows):
        place = (*at, index)
        if index and "when" not in rows[index - 1]:
            hint = "the one before it has no `when` and holds always: move that to the end"
            yield Finding(check, place, message, hint)
            return
        if (*place, "when") in unsound:
            continue
        statement = reasoning.says(row.get("when"))
        found = reasoning.ways(statement)
        if found == []:
            hint = "it asks of one fact, or of one score, what cannot be so at once"
            yield Finding(check, place, f"{message}: its condition can never be true", hint)
        elif above and found is not None and (ending := _ending(found, above, reasoning)) is not None:
            yield Finding(check, place, f"{message}: {_why(rows, ending, 'when' not in row)}", _HINT)
        wanted = clauses(statement)
        if wanted is not None:
            above[index] = wanted


def _ending(
    found: Sequence[Way], above: Mapping[int, list[Way]], reasoning: Reasoning
) -> Sequence[int] | None:
    """The rows above of which in each of these ways one holds; None where in some way none need hold."""
    together = either(list(above.values()))
    ending: set[int] = set()
    for way in found:
        # One after the other only where it is proved of all together, or that would be too much.
        if together is not None and not reasoning.implies(way, together):
            return None
        index = next((index for index, wanted in above.items() if reasoning.implies(way, wanted)), None)
        if index is None and together is None:
            return None
        ending.update(above if index is None else [index])
    return sorted(ending)


_HINT = "put it before that, or leave it out"


def _why(rows: Rows, ending: Sequence[int], always: bool) -> str:
    above = [rows[index].get("label", rows[index].get("id")) for index in ending]
    which = f"that of `{above[0]}`" if len(above) == 1 else "one of those above it"
    return (
        f"{which} is true in every case"
        if always
        else f"where its condition is true, {which} is true already"
    )
