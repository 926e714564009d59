"""What can be explained of a case, and why an outcome, a profile or a band holds, may hold, or does not."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from ddscore.model.rubric import Band
from ddscore.reports import figures, wording
from ddscore.reports.explanation import HOLDS, resting, settling, written
from ddscore.reports.story.applied import KINDS, concluded
from ddscore.reports.story.blocks import Item, Items, Section, Sentence, Story, paragraph, terms
from ddscore.reports.story.opening import walk
from ddscore.reports.text import COLUMNS, in_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.assessment import Assessment, NodeResult
    from ddscore.model.case import Case
    from ddscore.model.rows import RowResult
    from ddscore.model.rubric import Row
    from ddscore.reports.story.applied import Conclusion
    from ddscore.reports.story.blocks import Block

_TABLES = {"outcome": "Outcomes", "profile": "Profiles", "band": "Bands"}


class _Found(NamedTuple):
    kind: str
    row: Band | Row
    place: int
    """In its table, from 0."""


def contents(assessment: Assessment, columns: int = COLUMNS) -> str:
    """All that `explain` can say why of, with what it comes to."""
    rubric = assessment.rubric
    nodes = tuple(_node(node) for node in assessment.nodes)
    tables = [
        Section(_TABLES[kind], (Items(tuple(_entry(assessment, found) for found in rows)),))
        for kind in KINDS
        if (rows := [found for found in _rows(assessment) if found.kind == kind])
    ]
    how = "`ddscore explain CASE ID` says why, with an ID from here: a node, or outcome:…, profile:…, band:…"
    blocks: tuple[Block, ...] = (
        paragraph(how),
        *([Section("Nodes", (Items(nodes),))] if nodes else []),
        *tables,
    )
    subtitle = f"{rubric.title} ({rubric.id} {rubric.version}), as known on {wording.day(assessment.as_of)}"
    return in_text(
        Story(assessment.case.company, subtitle, wording.draft(assessment.case.status), blocks), columns
    )


def _node(node: NodeResult) -> Item:
    """A node with its figures, and its parts below it."""
    scores = (("policy ", node.policy), ("practice ", node.practice), ("", node.overall))
    said = "; ".join(
        f"{side}{figures.figure(score, node.status)}" for side, score in scores if score is not None
    )
    what = said or figures.figure(None, node.status)
    parts = tuple(_node(child) for child in node.children)
    return Item(
        Sentence(f"{node.title}. {what[:1].upper()}{what[1:]}"),
        node.id,
        more=(Items(parts),) if parts else (),
    )


def _entry(assessment: Assessment, found: _Found) -> Item:
    return Item(Sentence(f"{found.row.title}. {_stands(assessment, found)}"), f"{found.kind}:{found.row.id}")


def _rows(assessment: Assessment) -> Iterator[_Found]:
    for kind in KINDS:
        for place, row in enumerate(concluded(assessment, kind).rows):
            yield _Found(kind, row, place)


def explained_other(
    assessment: Assessment, name: str, results: Sequence[RowResult], case: Case | None
) -> Story:
    """What an id that no node has stands for: a row of the rubric, else a fact of the case."""
    # Late, since a row does without.
    from ddscore.reports.explained_fact import explained_fact, fact_named

    fact = None if case is None else fact_named(case, name)
    if case is None or fact is None or any(found.row.id == name for found in _rows(assessment)):
        return explained_row(assessment, name, results)
    return explained_fact(assessment, case, fact, results)


def explained_row(assessment: Assessment, name: str, results: Sequence[RowResult]) -> Story:
    """Whether a row holds, its condition, and the facts on which that rests or what would settle it."""
    found, rubric = _find(assessment, name), assessment.rubric
    subtitle = (
        f"{found.kind}:{found.row.id} of {rubric.id} {rubric.version}, for {assessment.case.company}, "
        f"as known on {wording.day(assessment.as_of)}"
    )
    return Story(
        found.row.title,
        subtitle,
        wording.draft(assessment.case.status),
        tuple(_blocks(assessment, found, results)),
    )


def _find(assessment: Assessment, name: str) -> _Found:
    rows = {f"{found.kind}:{found.row.id}": found for found in _rows(assessment)}
    named = [found for whole, found in rows.items() if name in (whole, found.row.id)]
    if len(named) == 1:
        return named[0]
    if named:
        several = wording.listed([f"{found.kind}:{found.row.id}" for found in named], "or")
        raise ValueError(f"{name!r} is the id of more than one row: say {several}")
    ids = [node.id for node in walk(assessment.nodes)]
    plain = {found.row.id: whole for whole, found in rows.items()}
    close = get_close_matches(name, [*ids, *rows, *plain, *assessment.facts], n=3)
    meant = list(dict.fromkeys(plain.get(one, one) for one in close))
    hint = (
        f"did you mean {wording.listed(meant, 'or')}?" if meant else "`ddscore explain CASE` lists them all"
    )
    nowhere = (
        f"{assessment.rubric.id} has no node, outcome, profile or band {name!r}, and the case no such fact"
    )
    raise ValueError(f"{nowhere}; {hint}")


def _blocks(assessment: Assessment, found: _Found, results: Sequence[RowResult]) -> Iterator[Block]:
    said = concluded(assessment, found.kind)
    yield paragraph(_stands(assessment, found), tone="lead")
    if isinstance(found.row, Band):
        yield _limits(assessment, found)
        return
    yield terms(
        ("In the rubric's words", wording.sentence(found.row.because or "")),
        ("Its place", f"row {found.place + 1} of {len(said.rows)}; the first whose condition holds decides"),
    )
    result = next((one for one in results if (one.kind, one.id) == (found.kind, found.row.id)), None)
    by_itself = f"Condition, taken by itself: {HOLDS[result.holds]}" if result is not None else "Condition"
    yield Section(by_itself, (written(found.row.when),))
    if result is None:
        return
    if result.reason.searched:
        searched = [wording.COLLECTIONS.get(name, wording.plain(name)) for name in result.reason.searched]
        yield paragraph(f"It rests on a complete search for: {'; '.join(searched)}.")
    yield from resting(assessment, result.reason.facts)
    yield from settling(assessment, result.reason.needs)


def _stands(assessment: Assessment, found: _Found) -> str:
    """Whether the row is the one that holds, one of those possible, or ruled out, and by what."""
    said = concluded(assessment, found.kind)
    if said.certain == found.row.id:
        return f"Certain: this is the {found.kind}."
    if found.row.id in said.possible:
        others = len(said.possible) - 1
        also = wording.counted(others, "one other", "others")
        return f"Possible, as {also} {'is' if others == 1 else 'are'}." if others else "Possible."
    if found.kind == "band":
        return "Ruled out: the bounds of the figure do not reach it."
    decides = _deciding(said)
    if decides is not None and found.place > decides:
        return f"Ruled out: {found.kind}:{said.rows[decides].id} stands above it, and its condition holds."
    return "Ruled out: its condition does not hold."


def _deciding(said: Conclusion) -> int | None:
    """The place of the last row that is possible: none below it is, since its condition holds."""
    return next((place for place, row in enumerate(said.rows) if row.id in said.possible[-1:]), None)


def _limits(assessment: Assessment, found: _Found) -> Block:
    """Between which figures a band lies, and where the figure's own bounds are."""
    summary, bands = assessment.summary, assessment.rubric.bands
    start, below = bands[found.place - 1].below if found.place else None, bands[found.place].below
    limits = [f"at {start:g} or more"] if start is not None else []
    limits += [f"below {below:g}"] if below is not None else []
    status = figures.summary_status(assessment)
    overall = "" if summary.overall is None else figures.figure(summary.overall, status, figures.tenth)
    return terms(
        ("It is for figures", wording.listed(limits) or "of any size"),
        ("The gap", figures.gap(summary.gap, status, figures.tenth)),
        ("The figure", overall),
    )
