"""How far results depend on weights, as a story: what was done, what stayed, which weights matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.rubric import Side
from ddscore.reports import figures, wording
from ddscore.reports.story.blocks import Item, Items, Section, Sentence, Story, paragraph, terms
from ddscore.reports.story.summary import title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.robustness import (
        CaseRobustness,
        FigureRange,
        Interval,
        Rank,
        RankRange,
        Result,
        Robustness,
        Steadiness,
        WeightEffect,
    )
    from ddscore.model.rubric import Band, Row
    from ddscore.reports.story.blocks import Block

_MOST = 10
"""How many weights are listed; the data formats have them all."""
LIMITS = (
    (
        "This says how far the results depend on the rubric's weights, and no more: its levels, points, caps "
        "and limits stayed as they are, and what is unknown stayed unknown, within its bounds."
    ),
    "The weights by which one criterion combines several facts, where it has any, were not varied.",
    wording.NATURE,
)

_TIED = "The bounds of all these overlap: on what is known, none is ahead of any other."


def tell(robustness: Robustness) -> Story:
    """The report on one run."""
    rubric = robustness.rubric
    several = len(robustness.cases) > 1
    blocks: list[Block] = [paragraph(_done(robustness), tone="lead")]
    if rubric.higher_is == "worse":
        blocks.append(paragraph(wording.HIGHER_IS_WORSE, tone="caution"))
    if several:
        blocks.append(_ranking(robustness))
    blocks += [_case(robustness, case) for case in robustness.cases]
    if robustness.weights:
        blocks.append(_weights(robustness))
    blocks.append(Section("How to read this", (_limits(),)))
    drafts = any(case.case.status not in ("reviewed", "published") for case in robustness.cases)
    return Story(
        "Robustness to other weights",
        f"{rubric.title} ({rubric.id} {rubric.version})",
        wording.DRAFT if drafts else "",
        tuple(blocks),
    )


def _done(robustness: Robustness) -> str:
    count = wording.counted(len(robustness.weights), "the one weight", "weights")
    varied = count if count == "the one weight" else f"each of the {count}"
    if not robustness.weights:
        return f"{robustness.rubric.id} has no weights that could change a result."
    return (
        f"In {_number(robustness.draws)} draws {varied} of {robustness.rubric.id} was varied by up to "
        f"{robustness.spread:g} percent either way, evenly and independently of the others (seed "
        f"{robustness.seed}). All else stayed as the rubric has it."
    )


def _number(count: int) -> str:
    return f"{count:,}"


def _ranking(robustness: Robustness) -> Section:
    """The cases by rank; those whose bounds overlap share places."""
    by = wording.SIDES[robustness.ranked_by]
    total = robustness.draws
    items = tuple(
        Item(Sentence(f"{case.case.company}: {_rank(case.rank, total)}"), case.case.id)
        for case in robustness.cases
    )
    how = (
        f"By “{by}”, never by the gap. A case whose bounds overlap with those of others shares places with "
        "them: 1 to 3 means that any of these is possible."
    )
    dates = {case.as_of for case in robustness.cases}
    mixed = (
        [paragraph("The cases are assessed as of different dates.", tone="caution")] if len(dates) > 1 else []
    )
    ranked = [case.rank.assessed for case in robustness.cases if case.rank is not None]
    all_tied = len(ranked) > 1 and all(one == (1, len(ranked)) for one in ranked)
    tied = [paragraph(_TIED, tone="caution")] if all_tied else []
    return Section("Rank", (paragraph(how, tone="note"), *mixed, *tied, Items(items)))


def _rank(rank: RankRange | None, total: int) -> str:
    if rank is None:
        return "not ranked: it has no figure."
    if rank.draws == total:
        return f"{_place(rank.assessed)} as assessed, and in {_share(rank.draws, total)}."
    return (
        f"{_place(rank.assessed)} as assessed; the same in {_share(rank.draws, total)}; within "
        f"{_span(str(rank.low), str(rank.high))} in nine draws of ten, within "
        f"{_span(str(rank.best), str(rank.worst))} in all."
    )


def _place(rank: Rank) -> str:
    return _span(str(rank.best), str(rank.worst))


def _span(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def _case(robustness: Robustness, case: CaseRobustness) -> Section:
    rubric, total = robustness.rubric, robustness.draws
    rows = terms(
        ("As known on", wording.day(case.as_of)),
        ("Profile", _steadiness(case.profile, rubric.profiles, total)),
        ("Outcome", _steadiness(case.outcome, rubric.outcomes, total)),
        ("Band", _steadiness(case.band, rubric.bands, total, lowest=True)),
        *((wording.SIDES[figure.side], _figure(figure)) for figure in case.figures),
    )
    warnings = (paragraph(f"{warning}.", tone="caution") for warning in case.warnings)
    return Section(case.case.company, (*warnings, rows))


def _steadiness(
    steady: Steadiness | None, rows: Sequence[Band | Row], total: int, *, lowest: bool = False
) -> str:
    """How often it stayed the same, and what else came out; only what is certain is named by itself."""
    if steady is None or not steady.assessed.possible:
        return ""
    said = (
        f"{_named(steady.assessed, rows, lowest)} as assessed, and in {_share(steady.assessed.draws, total)}"
    )
    others = [f"{_named(other, rows, lowest)} in {_share(other.draws, total)}" for other in steady.others]
    return wording.sentence("; ".join([said, *others]))


def _named(result: Result, rows: Sequence[Band | Row], lowest: bool) -> str:
    if result.row is not None:
        return f"“{title(rows, result.row)}”"
    if not result.possible:
        return "undetermined"
    possible = "; ".join(title(rows, name) for name in result.possible)
    if lowest:
        return f"at least “{title(rows, result.possible[0])}” (possible: {possible})"
    return f"undetermined (possible: {possible})"


def _share(draws: int, total: int) -> str:
    """How many draws: never all where one is lacking."""
    if draws == total:
        return f"all {_number(total)} draws"
    return f"{_number(draws)} of {_number(total)} draws"


def _figure(figure: FigureRange) -> str:
    """As assessed, then where its bounds lay; a figure that is wholly known has one end."""
    score = figure.score
    if score.low == score.high and figure.low == figure.high:
        return f"{figures.tenth(score.low)} as assessed; {_interval(figure.low)}."
    assessed = f"between {figures.tenth(score.low)} and {figures.tenth(score.high)} as assessed"
    return f"{assessed}; the least {_interval(figure.low)}; the most {_interval(figure.high)}."


def _interval(interval: Interval) -> str:
    least, low, high, most = (figures.tenth(value) for value in interval)
    if least == most:
        return f"{least} in all draws"
    if (least, most) == (low, high):
        return f"{_span(low, high)} in all draws"
    return f"{_span(low, high)} in nine draws of ten, {_span(least, most)} in all"


def _weights(robustness: Robustness) -> Section:
    """Which weights matter most, each moved alone."""
    spread = f"{robustness.spread:g} percent"
    how = paragraph(
        f"Each weight moved alone from {spread} less to {spread} more: first those that change a result, "
        "then by how far they move a figure.",
        tone="note",
    )
    acting = [effect for effect in robustness.weights if effect.moves or effect.changes]
    items = tuple(_effect(robustness, effect) for effect in acting[:_MOST])
    rest = len(robustness.weights) - len(items)
    more = [paragraph(_rest(acting, rest), tone="note")] if rest else []
    none = paragraph("No weight changes anything by itself.")
    return Section("Which weights matter most", (how, Items(items), *more) if items else (none,))


def _rest(acting: Sequence[WeightEffect], rest: int) -> str:
    left = len(acting) - _MOST
    others = "The other weight moves" if rest == 1 else f"The other {rest} weights move"
    return f"{others} less than that." if left > 0 else f"{others} nothing."


def _effect(robustness: Robustness, effect: WeightEffect) -> Item:
    several = len(robustness.cases) > 1
    of = f" of {effect.case}" if several else ""
    figure = "gap" if effect.side is Side.GAP else f"“{wording.SIDES[effect.side]}”"
    moved = f"moves {figure}{of} by {figures.tenth(effect.moves)} points"
    changed = wording.listed(list(_changed(effect, several)))
    said = f"{effect.title}, weight {effect.weight:g}: {moved}"
    return Item(Sentence(wording.sentence(f"{said}; changes {changed}" if changed else said)), effect.node)


def _changed(effect: WeightEffect, several: bool) -> Iterator[str]:
    kinds = dict.fromkeys(change.kind for change in effect.changes)
    for kind in kinds:
        names = [change.case for change in effect.changes if change.kind == kind]
        yield f"the {kind} of {wording.listed(names)}" if several else f"the {kind}"


def _limits() -> Items:
    return Items(tuple(Item(Sentence(sentence)) for sentence in LIMITS))
