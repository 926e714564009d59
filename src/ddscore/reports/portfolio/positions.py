"""The positions of a portfolio: what the records say of each, and those that have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.portfolio import Held
from ddscore.reports import figures
from ddscore.reports import wording as words
from ddscore.reports.portfolio import wording
from ddscore.reports.story.blocks import Cell, Item, Items, Section, Sentence, paragraph
from ddscore.reports.story.overview import Entry, quadrant, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ddscore.model.assessment import RubricIdentity
    from ddscore.model.portfolio import Position, RubricResult, Snapshot
    from ddscore.model.standing import Standing
    from ddscore.reports.story.blocks import Block

_MOST = 100
"""How many positions without a record are listed; the data formats have all of them."""
_MOST_DRAWN = 200
"""How many positions are drawn: more would be a cloud."""
_MOST_LISTED = 20
"""How many lines of a position, and names by which they met a case, are named; data formats have all."""
_MOST_CAUTIONS, _MOST_NAMES = 10, 5


def assessed(
    snapshot: Snapshot, result: RubricResult, place: int, rubric: RubricIdentity, pages: Mapping[str, str]
) -> Iterator[Block]:
    """A row for each position with a record, the worst record first, and the two sides in a picture."""
    known = [position for at in result.order if (position := snapshot.positions[at]).standings]
    if not known:
        return
    entries = [_entry(position, place, rubric, result, pages, snapshot) for position in known]
    largest = sorted(range(len(known)), key=lambda at: -(known[at].weight or 0))[:_MOST_DRAWN]
    picture = quadrant([entries[at] for at in sorted(largest)])
    if picture is not None and len(largest) < len(known):
        picture = picture._replace(title=f"{picture.title}: the {_MOST_DRAWN} largest positions")
    yield paragraph(_order(rubric), tone="note")
    yield table(f"What the records say by {rubric.id}", entries)._replace(picture=picture)


def _order(rubric: RubricIdentity) -> str:
    if rubric.higher_is == "worse":
        return "The worst first: by the least that the figure can be, then as listed."
    return "The worst first: by the most that what the record shows can still come to, then as listed."


def _entry(
    position: Position,
    place: int,
    rubric: RubricIdentity,
    result: RubricResult,
    pages: Mapping[str, str],
    snapshot: Snapshot,
) -> Entry:
    """One position, with the report on its company where there is one."""
    standing = position.standings[place]
    drawn = wording.drawn(standing)
    counted = standing.contradictions + standing.possible_contradictions
    cells = {
        "Weight, percent": Cell(Sentence(_weight(position, snapshot)), key=position.weight),
        **{line.label: Cell(Sentence(line.words), key=line.percent) for line in drawn},
        "Gap": Cell(Sentence(wording.gap(standing)), key=standing.gap and standing.gap.percent),
        **{name: Cell(Sentence(said)) for name, said in _decided(standing, rubric).items()},
        "Coverage, percent": Cell(Sentence(_coverage(standing)), key=standing.coverage),
        "Contradictions": Cell(Sentence(wording.pairs(standing) if counted else ""), key=counted),
        "Longest open promise": Cell(Sentence(_promise(standing)), key=standing.longest_promise),
        **{name: Cell(Sentence(said)) for name, said in _of_nodes(standing, result).items()},
        "Record": Cell(Sentence(_record(position, standing, own_date=snapshot.as_of is None))),
    }
    return Entry(wording.named(position), pages.get(position.case or "", ""), cells, drawn)


def _decided(standing: Standing, rubric: RubricIdentity) -> dict[str, str]:
    """The profile and the outcome; the band where a rubric has neither."""
    said = {
        "Profile": wording.decided(standing.profile, standing.possible_profiles, rubric.profiles),
        "Outcome": wording.decided(standing.outcome, standing.possible_outcomes, rubric.outcomes),
    }
    if not rubric.profiles and not rubric.outcomes:
        said["Band"] = wording.decided(standing.band, standing.possible_bands, rubric.bands)
    return said


def _of_nodes(standing: Standing, result: RubricResult) -> dict[str, str]:
    """What is certain under each share that goes by one node."""
    said = {}
    for share in result.shares:
        node = share.share.node
        if node is not None:
            titles = {row.id: row.title for row in share.rows}
            said[node] = titles.get(standing.nodes[node].band or "", "undetermined")
    return said


def _record(position: Position, standing: Standing, *, own_date: bool) -> str:
    """Which case it is, how far it was reviewed, and where each has its own date, that."""
    known = f", as known on {words.day(standing.as_of)}" if own_date else ""
    return f"{position.case} ({position.status}){known}"


def _weight(position: Position, snapshot: Snapshot) -> str:
    if position.weight is None:
        return f"short by {wording.amount(-position.value, snapshot)}"
    return wording.percent(position.weight) if position.weight else "not held"


def _coverage(standing: Standing) -> str:
    return "" if standing.coverage is None else figures.whole(standing.coverage * 100)


def _promise(standing: Standing) -> str:
    return "" if standing.longest_promise is None else words.months(standing.longest_promise)


def unassessed(snapshot: Snapshot) -> Iterator[Section]:
    """Positions of which nothing can be said, the largest first, and why."""
    for held, title, why in (
        (
            Held.NO_RECORD,
            "No record",
            "These met no case: neither good nor bad is known of them. Near names are to be looked at.",
        ),
        (Held.INVALID, "Records that cannot be used", "There is a case, and it cannot be trusted as it is."),
        (Held.UNCLEAR, "Not clear which company", "These were not taken for any company."),
    ):
        positions = [position for position in snapshot.positions if position.held is held]
        if positions:
            yield _listed(title, why, positions, snapshot)


def _listed(title: str, why: str, positions: Sequence[Position], snapshot: Snapshot) -> Section:
    largest = sorted(positions, key=lambda position: -(position.weight or 0))
    items = tuple(Item(Sentence(_in_a_line(position, snapshot))) for position in largest[:_MOST])
    blocks: list[Block] = [paragraph(why, tone="note"), Items(items)]
    if len(largest) > _MOST:
        left = f"{len(largest) - _MOST:,} smaller ones are in the data formats (CSV, JSON, SQLite)."
        blocks.append(paragraph(left, tone="note"))
    return Section(title, tuple(blocks))


def _in_a_line(position: Position, snapshot: Snapshot) -> str:
    weight = f"{_weight(position, snapshot)} percent" if position.weight else _weight(position, snapshot)
    said = f"{position.name}: {weight} ({_lines(position)})."
    if not position.near:
        return said
    near = words.listed([wording.near(one) for one in position.near], "or")
    return f"{said} A near name: {near}. If it is the same company, give its identifier or its exact name."


def _lines(position: Position) -> str:
    """Where it stands in the list: "line 3", "lines 3 and 7"."""
    several = "s" if len(position.lines) > 1 else ""
    return f"line{several} {words.listed(_some([str(line) for line in position.lines]))}"


def _some(said: list[str]) -> list[str]:
    """The first of many, and how many more there are."""
    more = len(said) - _MOST_LISTED
    return [*said[:_MOST_LISTED], f"{more:,} more"] if more > 0 else said


def added_up(snapshot: Snapshot) -> Iterator[Section]:
    """How holdings met cases, where that was not by one line under the company's own name."""
    items = []
    for position in snapshot.positions:
        several = len(position.lines) > 1
        entity = any(match.entity for match in position.matches)
        if position.matches and (several or entity):
            met = words.listed(_some([wording.met(match) for match in position.matches]))
            what = f"{_lines(position)} add up" if several else _lines(position)
            items.append(
                Item(Sentence(words.sentence(f"{position.company}: {what}; by {met}")), position.case or "")
            )
    if items:
        yield Section("How holdings met cases", (Items(tuple(items)),))


def cautions(snapshot: Snapshot, place: int) -> Iterator[Block]:
    """What a reader must know of how far the records carry, with the companies of which it holds."""
    warned: dict[str, list[str]] = {}
    for position in snapshot.positions:
        for warning in position.standings[place].warnings if position.standings else ():
            warned.setdefault(warning, []).append(position.company or position.name)
    most_first = sorted(warned.items(), key=lambda pair: -len(pair[1]))
    for warning, names in most_first[:_MOST_CAUTIONS]:
        more = len(names) - _MOST_NAMES
        named = [*names[:_MOST_NAMES], *([f"{more:,} more"] if more > 0 else [])]
        yield paragraph(f"{words.listed(named)}: {words.sentence(warning)}", tone="caution")
    if len(most_first) > _MOST_CAUTIONS:
        left = f"{len(most_first) - _MOST_CAUTIONS:,} further cautions are in the JSON."
        yield paragraph(left, tone="caution")
