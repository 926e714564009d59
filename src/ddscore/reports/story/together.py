"""One case by several rubrics: a report with a section for each, and what they say together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ddscore.model.assessment import ResearchResult
from ddscore.model.rubric import Side
from ddscore.reports import figures, wording
from ddscore.reports.story import appendix, events, findings, opening
from ddscore.reports.story.agreement import agreement
from ddscore.reports.story.applied import Applied, concluded
from ddscore.reports.story.blocks import (
    Block,
    Cell,
    Charts,
    Paragraph,
    Section,
    Sentence,
    Story,
    Table,
    paragraph,
)
from ddscore.reports.story.brief import completed
from ddscore.reports.story.comparisons import comparisons
from ddscore.reports.story.criteria import criteria
from ddscore.reports.story.questions import questions, silence
from ddscore.reports.story.summary import band, summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ddscore.model.assessment import Assessment
    from ddscore.model.score import Score


def tell_together(assessments: Sequence[Assessment]) -> Story:
    """The report on one case and date by several rubrics, all of which have the same record."""
    applied = named(assessments)
    whole = _whole(assessments)
    blocks = (
        *_opening(whole, applied),
        _side_by_side(applied),
        agreement(whole, applied),
        comparisons(whole),
        events.promises(whole),
        questions(whole),
        events.actions(whole),
        *(_by_rubric(one, whole) for one in applied),
        appendix.research(whole, _disagreed(applied)),
        appendix.record(whole),
        appendix.sources(whole),
        appendix.method_of(assessments),
        appendix.corrections(whole.case, whole.facts),
        appendix.limits(),
    )
    return _story(whole, applied, blocks)


def tell_together_briefly(assessments: Sequence[Assessment]) -> Story:
    """The same in short."""
    applied = named(assessments)
    whole = _whole(assessments)
    first = (*_opening(whole, applied), _side_by_side(applied))
    return _story(whole, applied, completed(whole, first, assessments))


def _story(whole: Assessment, applied: Sequence[Applied], blocks: tuple[Block, ...]) -> Story:
    by = wording.listed([f"{one.assessment.rubric.id} {one.assessment.rubric.version}" for one in applied])
    return Story(
        whole.case.company,
        f"By {by}, as known on {wording.day(whole.as_of)}",
        wording.draft(whole.case.status),
        blocks,
    )


def named(assessments: Sequence[Assessment]) -> tuple[Applied, ...]:
    """Each rubric under a name of its own: its id, with its version where that does not tell it apart."""
    rubrics = [assessment.rubric for assessment in assessments]
    ids = Counter(rubric.id for rubric in rubrics)
    versions = Counter((rubric.id, rubric.version) for rubric in rubrics)
    return tuple(
        Applied(
            rubric.id
            if ids[rubric.id] == 1
            else f"{rubric.id} {rubric.version}"
            if versions[rubric.id, rubric.version] == 1
            else f"{rubric.id} {rubric.version} ({rubric.sha256[:8]})",
            f"by-{number}",
            assessment,
        )
        for number, (rubric, assessment) in enumerate(zip(rubrics, assessments, strict=True), 1)
    )


def _whole(assessments: Sequence[Assessment]) -> Assessment:
    """The record that all share: every fact, and of the searches only what all make of them."""
    first = assessments[0]
    shared = set(first.warnings).intersection(*(one.warnings for one in assessments))
    return first._replace(
        warnings=tuple(warning for warning in first.warnings if warning in shared),
        facts={name: fact for one in assessments for name, fact in one.facts.items()},
        research={
            name: ResearchResult(all(one.research[name].closed for one in assessments), result.searches)
            for name, result in first.research.items()
        },
    )


def _opening(whole: Assessment, applied: Sequence[Applied]) -> Iterator[Block]:
    """What holds whatever rubric is taken, then what each concludes."""
    day = wording.day(whole.as_of)
    said = Sentence(f"{opening.begun(whole, day)} {_verdict(whole, applied)}.")
    parts = (said, findings.limits(whole), Sentence(" ".join(_concluded(applied))), silence(whole))
    text = " ".join(part.text for part in parts if part.text)
    sources = tuple(dict.fromkeys(source for part in parts for source in part.sources))
    yield Paragraph(Sentence(text, sources), "lead")
    yield paragraph(wording.NATURE, tone="note")
    yield from (paragraph(f"{warning}.", tone="caution") for warning in whole.warnings)


def _verdict(whole: Assessment, applied: Sequence[Applied]) -> str:
    assessed = f"the company was assessed by {len(applied)} rubrics {opening.on_what(whole)}"
    return opening.contradicted(whole) or assessed


def _concluded(applied: Sequence[Applied]) -> Iterator[str]:
    """The outcomes, or where a rubric has none the profiles: rubrics that conclude alike in one sentence."""
    alike: dict[tuple[str, str], list[str]] = {}
    for one in applied:
        alike.setdefault(_conclusion(one.assessment), []).append(one.name)
    for (kind, conclusion), names in alike.items():
        is_said = f"the {kind} is {conclusion}" if kind else conclusion
        yield f"By {wording.listed(names)} {is_said}."


def _conclusion(assessment: Assessment) -> tuple[str, str]:
    for kind in ("outcome", "profile"):
        said = concluded(assessment, kind)
        if said.possible:
            return kind, said.brief
    return "", "there are figures alone"


class _Column(NamedTuple):
    name: str
    cells: tuple[str, ...]


def _side_by_side(applied: Sequence[Applied]) -> Section:
    """A row for each rubric; what no rubric has is no column."""
    columns = [
        _Column(name, tuple(say(one.assessment) for one in applied))
        for name, say in (
            ("Outcome", _row("outcome")),
            ("Profile", _row("profile")),
            ("Band", band),
            (wording.SIDES[Side.POLICY], lambda one: _figure(one, one.summary.policy)),
            (wording.SIDES[Side.PRACTICE], lambda one: _figure(one, one.summary.practice)),
            ("Overall", lambda one: _figure(one, one.summary.overall)),
            ("Figures settled", _coverage),
        )
    ]
    filled = [column for column in columns if any(column.cells)]
    rows = tuple(
        (
            Cell(
                Sentence(f"{one.assessment.rubric.title}, {one.assessment.rubric.version}"),
                one.name,
                one.anchor,
            ),
            *(Cell(Sentence(column.cells[index])) for column in filled),
        )
        for index, one in enumerate(applied)
    )
    head = ("Rubric", *(column.name for column in filled))
    worse = [one.name for one in applied if one.assessment.rubric.higher_is == "worse"]
    caution = (
        [paragraph(f"By {wording.listed(worse)} a higher figure is worse.", tone="caution")] if worse else []
    )
    table = Table("What each rubric concludes, with the bounds of its figures", head, rows)
    return Section(
        "Rubric by rubric", (table, *caution, paragraph(wording.OWN_SCALE, tone="note")), "rubrics"
    )


def _row(kind: str) -> Callable[[Assessment], str]:
    return lambda assessment: concluded(assessment, kind).words


def _figure(assessment: Assessment, score: Score | None) -> str:
    return "" if score is None else figures.figure(score, figures.summary_status(assessment))


def _coverage(assessment: Assessment) -> str:
    covered = assessment.summary.coverage
    return "" if covered is None else f"{figures.whole(covered * 100)} percent"


def _by_rubric(one: Applied, whole: Assessment) -> Section:
    """What this rubric alone says; its anchors are told from those of the other rubrics."""
    assessment, rubric = one.assessment, one.assessment.rubric
    blocks = (
        paragraph(opening.placed(assessment)),
        *(
            paragraph(f"{warning}.", tone="caution")
            for warning in assessment.warnings
            if warning not in whole.warnings
        ),
        summary(assessment),
        opening.themes(assessment),
        criteria(assessment),
        appendix.unknowns(assessment),
    )
    inner = tuple(_under(one.anchor, block) for block in blocks if block is not None)
    return Section(f"{rubric.title} ({one.name})", inner, one.anchor)


def _under(anchor: str, block: Block) -> Block:
    if isinstance(block, Charts):
        charts = tuple(chart._replace(to=chart.to and f"{anchor}-{chart.to}") for chart in block.charts)
        return block._replace(charts=charts)
    if not isinstance(block, Section):
        return block
    own = f"{anchor}-{block.anchor}" if block.anchor else ""
    return block._replace(blocks=tuple(_under(anchor, inner) for inner in block.blocks), anchor=own)


def _disagreed(applied: Sequence[Applied]) -> dict[str, str]:
    """Collections whose search still stands by one rubric and no longer by another."""
    said = {}
    for name in applied[0].assessment.research:
        closed = [one.name for one in applied if one.assessment.research[name].closed]
        lapsed = [one.name for one in applied if not one.assessment.research[name].closed]
        if closed and lapsed:
            said[name] = (
                f"By {wording.listed(closed)} what was not found there reads no; by {wording.listed(lapsed)} "
                "the search no longer stands, and it reads unknown."
            )
    return said
