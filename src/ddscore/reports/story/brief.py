"""A report in short: what to know first, and at its end all that it leaves out, counted and named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports import figures, grouped, wording
from ddscore.reports.story import appendix, brief_record, opening
from ddscore.reports.story.attribution import source_words, text, texts
from ddscore.reports.story.blocks import (
    Chart,
    Charts,
    Item,
    Items,
    Section,
    Sentence,
    Story,
    paragraph,
    sources_in,
)
from ddscore.reports.story.caps import caps, shared
from ddscore.reports.story.record import address
from ddscore.reports.story.summary import summary_in_brief
from ddscore.reports.story.unsettled import CONCLUSIONS, bearing, need_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.assessment import Assessment, Need, NodeResult
    from ddscore.reports.story.blocks import Block, Line

WHOLE = "The whole report has all of it: add --full, or write a file (-o report.html, report.md, report.txt)."
_MOST = 5
"""How many of the things unknown are told, and how many nodes on which one bears are named."""


def briefs(assessments: Sequence[Assessment]) -> list[Story]:
    """A short report for each case and date, in the order given; several rubrics for one in one report."""
    return [_briefly(group) for group in grouped(assessments)]


def _briefly(assessments: Sequence[Assessment]) -> Story:
    if len(assessments) == 1:
        return tell_briefly(assessments[0])
    # Late, since a report by one rubric does without.
    from ddscore.reports.story.together import tell_together_briefly

    return tell_together_briefly(assessments)


def tell_briefly(assessment: Assessment) -> Story:
    """The short report on one assessment."""
    rubric = assessment.rubric
    first = (
        *opening.opening(assessment),
        summary_in_brief(assessment),
        *_themes(assessment),
    )
    return Story(
        assessment.case.company,
        f"{rubric.title} ({rubric.id} {rubric.version}), as known on {wording.day(assessment.as_of)}",
        wording.draft(assessment.case.status),
        completed(assessment, first, [assessment]),
    )


def completed(
    whole: Assessment, first: tuple[Block, ...], assessments: Sequence[Assessment]
) -> tuple[Block, ...]:
    """The blocks of a short report: after what the rubrics say, the record, the unknown, and what is left."""
    unknown = _unknown(whole) if len(assessments) == 1 else ()
    told = (*first, *brief_record.on_the_record(whole), *unknown)
    return (*told, *_cited(whole, told), _left_out(whole, assessments))


def _themes(assessment: Assessment) -> Iterator[Section]:
    """A bar for each side of each theme; themes of which nothing is settled are named together."""
    charts = [chart for node in assessment.nodes if (chart := _in_brief(node)).lines]
    drawn = tuple(chart for chart in charts if not _is_open(chart))
    apart = [node.title for node in assessment.nodes if not opening.chart(node).lines]
    open_ = [node.title for node in assessment.nodes if _is_open(opening.chart(node))]
    named = (("Nothing is settled (anywhere between 0 and 100) of", open_), ("Does not apply", apart))
    caption = "Each theme from 0 to 100, with bounds alone where no figure can be given"
    whole = caps(assessment, shared(assessment))
    blocks: tuple[Block, ...] = (
        *([Charts(caption, drawn)] if drawn else []),
        *(paragraph(f"{what}: {'; '.join(titles)}.") for what, titles in named if titles),
        *([whole] if whole else []),
    )
    if blocks:
        yield Section(opening.THEMES, blocks, "themes")


def _is_open(chart: Chart) -> bool:
    return bool(chart.lines) and all((line.low, line.high) == (0, 100) for line in chart.lines)


def _in_brief(node: NodeResult) -> Chart:
    """The gap stands beside the title, so that a theme takes a line for each side and one more."""
    chart = opening.chart(node)
    lines = tuple(line._replace(words=_words(line)) for line in chart.lines)
    gap = figures.bounds(node.gap) if node.gap is not None and node.gap.percent is None else chart.gap
    return Chart(f"{node.title}; gap: {gap}" if gap else node.title, lines)


def _words(line: Line) -> str:
    bounds = f"between {figures.whole(line.low)} and {figures.whole(line.high)}"
    return bounds if line.percent is None else line.words


def _unknown(assessment: Assessment) -> Iterator[Section]:
    """First what bears on a conclusion, then on most of the rubric."""
    found = sorted(bearing(assessment).items(), key=_first_to_settle)
    items = tuple(
        Item(
            Sentence(f"{need_words(assessment, need)}; bears on {_some(nodes)}."),
            need.fact if need.fact is not None and need.field is not None else "",
        )
        for need, nodes in found[:_MOST]
    )
    rest = wording.counted(len(found) - len(items), "One thing more is", "things more are")
    asking = "`ddscore engage` has them in order of what each answer would change."
    more = f"{rest} unknown; {asking}" if len(found) > len(items) else asking
    if items:
        yield Section("What would settle most", (Items(items), paragraph(more, tone="note")), "unknowns")


def _first_to_settle(entry: tuple[Need, Sequence[str]]) -> tuple[bool, int]:
    _, nodes = entry
    return nodes[0] not in CONCLUSIONS, -len(nodes)


def _some(nodes: Sequence[str]) -> str:
    """Up to five titles, else the first few and how many more."""
    if len(nodes) <= _MOST:
        return "; ".join(nodes)
    return f"{'; '.join(nodes[: _MOST - 2])} and {len(nodes) - _MOST + 2} more"


def _cited(assessment: Assessment, told: tuple[Block, ...]) -> Iterator[Section]:
    """The sources that the short report names, and those that they were read in."""
    named = frozenset(sources_in(told))
    carriers = {texts(assessment.sources[name], "read_in") for name in named if name in assessment.sources}
    wanted = named.union(*carriers)
    items = tuple(
        Item(Sentence(source_words(assessment, name)), name, link=address(text(source, "url")))
        for name, source in assessment.sources.items()
        if name in wanted
    )
    if items:
        yield Section(
            f"Sources cited ({len(items)} of {len(assessment.sources)})", (Items(items),), "sources"
        )


def _left_out(whole: Assessment, assessments: Sequence[Assessment]) -> Section:
    """What only the whole report has, so that nothing is passed over in silence."""
    items = tuple(Item(Sentence(said)) for said in _rest(whole, assessments))
    return Section("Not told here", (Items(items), paragraph(WHOLE)), "rest")


def _rest(whole: Assessment, assessments: Sequence[Assessment]) -> Iterator[str]:
    for one in assessments:
        count = sum(node.kind == "criterion" for node in opening.walk(one.nodes))
        by = f" of {one.rubric.id} {one.rubric.version}" if len(assessments) > 1 else ""
        if count:
            criteria = wording.counted(count, "one criterion", "criteria one by one")
            yield f"{criteria}{by}: the level reached or those possible, why, the facts, what is asked for"
    if len(assessments) > 1:
        yield "where the rubrics agree and differ, and why; the themes and the unknown by each"
    facts = wording.counted(len(whole.facts), "One fact", "facts") if whole.facts else "No fact"
    yield f"{facts} of the record in full, as coded and with notes; how far each search went"
    yield (
        f"{wording.counted(len(whole.sources), 'one source', 'sources')} in full"
        if whole.sources
        else "no source"
    )
    fallen = appendix.fallen(whole.facts)
    if fallen:
        gone = wording.counted(len(fallen), "one fact that no longer stands", "facts that no longer stand")
        yield f"{gone}: {wording.listed(fallen)}"
    none = "" if whole.case.corrections or fallen else "; no correction is recorded"
    yield f"how the figures were computed, and how to read them{none}"
