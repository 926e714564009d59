"""Rubrics as pages for people: what each asks, what gives points, and what follows, all in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.rubric import Criterion, Group, Theme
from ddscore.reports import wording
from ddscore.reports.markdown import in_markdown
from ddscore.reports.rubric_docs.conditions import Naming, in_words
from ddscore.reports.rubric_docs.nodes import COMBINED, bands, caps, section
from ddscore.reports.story.blocks import (
    Cell,
    Item,
    Items,
    Section,
    Sentence,
    Story,
    Table,
    paragraph,
    terms,
)
from ddscore.reports.story.record import address, beside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.rubric import Node, PortfolioRules, Row, Rubric, Share
    from ddscore.reports.story.blocks import Block, Terms

INDEX = "README.md"
"""The page that a forge shows of a folder."""
_MADE = "Made from the rubric's file by “ddscore rubrics docs”: change the file, and make it anew."
_FIRST = (
    "They are tried in order, and the first that holds decides: it is certain where none above it may hold; "
    "else a report lists all that are possible."
)


def pages(rubrics: Sequence[Rubric]) -> dict[str, str]:
    """A page for each rubric and one that lists them, by file name."""
    return {
        INDEX: in_markdown(_index(rubrics)),
        **{f"{one.id}.md": in_markdown(_page(one)) for one in rubrics},
    }


def _index(rubrics: Sequence[Rubric]) -> Story:
    items = tuple(
        Item(
            Sentence(one.title),
            link=beside(f"{one.id}.md"),
            more=(paragraph(f"{one.id} {one.version}. {_kind(one)}"),),
        )
        for one in rubrics
    )
    return Story(
        "Rubrics",
        "What each shipped rubric asks, what gives points and what follows from them.",
        "",
        (Items(items), paragraph("These pages are made from the rubrics' files by “ddscore rubrics docs”.")),
    )


def _page(rubric: Rubric) -> Story:
    tops = _tops(rubric)
    naming = Naming({node.id: node.title for node in _walk(tops)})
    blocks: list[Block] = [
        paragraph(_MADE, tone="note"),
        _about(rubric),
        *_basis(rubric),
    ]
    if tops:
        blocks.append(_weights(tops))
    if rubric.caps:
        blocks.append(Section("Caps on every theme", tuple(caps(rubric.caps, naming))))
    blocks += [section(node, tops, naming) for node in tops]
    blocks += [
        Section(title, tuple(_table(rows, naming)))
        for title, rows in (("Profiles", rubric.profiles), ("Outcomes", rubric.outcomes))
        if rows
    ]
    if rubric.bands:
        blocks.append(_bands(rubric))
    if rubric.portfolio.shares:
        blocks.append(_portfolio(rubric.portfolio))
    return Story(rubric.title, f"{rubric.id} {rubric.version}", "", tuple(blocks))


def _tops(rubric: Rubric) -> Sequence[Node]:
    return rubric.themes if rubric.overall is None else rubric.overall.children


def _walk(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        if isinstance(node, Theme):
            yield from (
                inner for side in (node.policy, node.practice) if side for inner in _walk(side.children)
            )
        elif isinstance(node, Group):
            yield from _walk(node.children)


def _kind(rubric: Rubric) -> str:
    """What figures a rubric gives."""
    if rubric.themes:
        return "It sets what a company says against what the record shows, theme by theme."
    if rubric.overall is not None:
        worse = " A higher figure is worse." if rubric.higher_is == "worse" else ""
        return f"It gives one figure, from what it asks.{worse}"
    return "It gives no figure: it decides by its table of outcomes alone."


def _about(rubric: Rubric) -> Terms:
    begins, ends = rubric.in_force
    force = [f"from {wording.day(begins)}" if begins else "", f"to {wording.day(ends)}" if ends else ""]
    minimum = rubric.minimum_coverage * 100
    thin = f"no figure where less than {minimum:g} percent is settled" if minimum else ""
    stands = f"for {wording.months(rubric.search_stands)} after its date" if rubric.search_stands else ""
    return terms(
        ("What it does", _kind(rubric)),
        ("In force", " ".join(part for part in force if part)),
        ("Extends", wording.listed([f"{base.id} {base.version}" for base in rubric.bases])),
        ("Thin evidence", thin),
        ("A complete search stands", stands),
        ("Figure", _overall(rubric)),
    )


def _overall(rubric: Rubric) -> str:
    return "" if rubric.overall is None else COMBINED[rubric.overall.aggregate]


def _basis(rubric: Rubric) -> Iterator[Block]:
    items = []
    for entry in rubric.basis:
        said = ", ".join(str(entry[key]) for key in ("title", "publisher", "year") if entry.get(key))
        items.append(Item(Sentence(wording.sentence(said)), link=address(str(entry.get("url", "")))))
    if items:
        yield Section("What it rests on", (Items(tuple(items)),))


def _weights(tops: Sequence[Node]) -> Section:
    """The parts at a glance, each with its weight and what it asks."""
    rows = tuple(
        (Cell(Sentence(node.title)), Cell(Sentence(_weight(node))), Cell(Sentence(_asks(node))))
        for node in tops
    )
    return Section("At a glance", (Table("Its parts", ("Part", "Weight", "Asks"), rows),))


def _weight(node: Node) -> str:
    return "of its parts" if node.weight == "children" else f"{node.weight:g}"


def _asks(node: Node) -> str:
    return " ".join(part.question for part in _walk([node]) if isinstance(part, Criterion))


def _table(rows: Sequence[Row], naming: Naming) -> Iterator[Block]:
    yield paragraph(_FIRST)
    yield Items(tuple(_row(row, naming) for row in rows))


def _row(row: Row, naming: Naming) -> Item:
    ground = (paragraph(wording.sentence(row.because)),) if row.because else ()
    holds = (in_words(row.when, naming),) if row.when is not None else (paragraph("Where none above holds."),)
    return Item(Sentence(row.title), row.id, more=(*ground, *holds))


def _bands(rubric: Rubric) -> Section:
    of = "the gap of the whole" if rubric.themes else "the figure of the whole"
    said = paragraph(f"Of {of}, never printed without the figures beside it.")
    return Section("Bands", (said, bands(rubric.bands)))


def _portfolio(rules: PortfolioRules) -> Section:
    """The shares that it asks of a list of holdings."""
    days = [wording.day(f"2000-{day}").removesuffix(" 2000") for day in rules.averaged_on]
    items = tuple(_share(share) for share in rules.shares)
    mean = [paragraph(f"A year's figure is the mean of those on {wording.listed(days)}.")] if days else []
    said = paragraph("Of a list of holdings it gives these shares of the value:")
    return Section("For a portfolio", (said, Items(items), *mean))


def _share(share: Share) -> Item:
    of = f" of “{share.node}”" if share.node else ""
    rows = terms(
        ("Principle", share.principle or ""),
        ("Told apart by", f"{wording.PLURALS[share.by]}{of}"),
        ("Counts", wording.listed(share.counts)),
    )
    return Item(Sentence(wording.sentence(share.title)), share.id, more=(rows,))
