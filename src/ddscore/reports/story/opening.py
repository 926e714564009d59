"""How a report opens: what can be said in three sentences, the figures, and each theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.rubric import Side
from ddscore.model.score import Status
from ddscore.reports import figures, wording
from ddscore.reports.story.blocks import (
    Chart,
    Charts,
    Line,
    Paragraph,
    Section,
    Sentence,
    paragraph,
    terms,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.assessment import Assessment, NodeResult
    from ddscore.model.rubric import Band, Row
    from ddscore.model.score import Score
    from ddscore.reports.story.blocks import Block, Terms


def opening(assessment: Assessment) -> tuple[Block, ...]:
    """What the sources say, in sentences that hold whatever is still unknown."""
    company, day = assessment.case.company, wording.day(assessment.as_of)
    said = f"On the sources listed, as known on {day}, {_verdict(assessment)}. {_placed(assessment)}"
    silent = len(assessment.unanswered)
    if silent:
        questions = wording.counted(silent, "a question", "questions")
        said += f" {company} had not answered {questions} put to it by that date."
    warnings = (paragraph(f"{warning}.", tone="caution") for warning in assessment.warnings)
    return Paragraph(Sentence(said), "lead"), paragraph(wording.NATURE, tone="note"), *warnings


def _verdict(assessment: Assessment) -> str:
    """The first clause: only what is certain, and what is undetermined called so."""
    company, summary = assessment.case.company, assessment.summary
    commitments = len({pair.policy for pair in assessment.contradictions})
    if commitments:
        stated = wording.counted(commitments, "a stated commitment", "stated commitments")
        return f"{stated} of {company} {'is' if commitments == 1 else 'are'} contradicted by the record"
    if summary.profile is not None:
        return f"the profile of {company} is “{_title(assessment.rubric.profiles, summary.profile)}”"
    if summary.overall is not None:
        return f"{company} was assessed on what is public about it"
    return f"it is undetermined how what {company} says compares with what the record shows"


def _placed(assessment: Assessment) -> str:
    """Where the rubric's bounds place the company."""
    summary, rubric = assessment.summary, assessment.rubric
    by = f"{rubric.id} {rubric.version}"
    if summary.policy is not None and summary.practice is not None:
        commitments, record = figures.placed(summary.policy), figures.placed(summary.practice)
        return f"{by} places its commitments {commitments}, and the documented record {record}."
    if summary.overall is not None:
        return f"{by} places it {figures.placed(summary.overall)}."
    return f"{by} gives no figure for it."


def summary(assessment: Assessment) -> Section:
    """The rubric's own figures, each band with policy and practice beside it."""
    figure, status = assessment.summary, summary_status(assessment)
    lines = _lines(
        status, {Side.POLICY: figure.policy, Side.PRACTICE: figure.practice, Side.OVERALL: figure.overall}
    )
    chart = Charts("The figures of the whole rubric, from 0 to 100", (Chart("The whole rubric", lines),))
    worse = (
        [paragraph(wording.HIGHER_IS_WORSE, tone="caution")] if assessment.rubric.higher_is == "worse" else []
    )
    return Section("Summary", (*([chart] if lines else []), *worse, _decided(assessment, status)), "summary")


def _decided(assessment: Assessment, status: Status) -> Terms:
    figure, rubric = assessment.summary, assessment.rubric
    outcome = _row(rubric.outcomes, figure.outcome, figure.possible_outcomes)
    because = next((row.because for row in rubric.outcomes if row.id == figure.outcome and row.because), "")
    settled = (
        ""
        if figure.coverage is None
        else f"{figures.whole(figure.coverage * 100)} percent of what the figures could be is settled"
    )
    return terms(
        ("Gap", figures.gap(figure.gap, status)),
        ("Understatement (practice ahead of policy)", figures.gap(figure.understatement, status)),
        ("Band", _band(assessment, status)),
        ("Profile", _row(rubric.profiles, figure.profile, figure.possible_profiles)),
        ("Outcome", f"{wording.sentence(outcome)} {because}" if because else outcome),
        ("Coverage", settled),
    )


def summary_status(assessment: Assessment) -> Status:
    """Why the summary shows no figure, where it shows none."""
    blocked = any(node.status is Status.BLOCKED for node in assessment.nodes)
    return Status.BLOCKED if blocked else Status.INSUFFICIENT


def _band(assessment: Assessment, status: Status) -> str:
    figure, rubric = assessment.summary, assessment.rubric
    if not figure.possible_bands:
        return ""
    beside = [
        f"{name} {figures.figure(score, status)}"
        for name, score in (
            ("policy", figure.policy),
            ("practice", figure.practice),
            ("overall", figure.overall),
        )
        if score is not None
    ]
    with_figures = f"; with {wording.listed(beside)}"
    if figure.band is not None:
        return _title(rubric.bands, figure.band) + with_figures
    lowest = _title(rubric.bands, figure.possible_bands[0])
    return f"at least {lowest} ({_possible(rubric.bands, figure.possible_bands)}){with_figures}"


def _row(rows: Sequence[Row], certain: str | None, possible: Sequence[str]) -> str:
    if certain is not None:
        return _title(rows, certain)
    return f"undetermined ({_possible(rows, possible)})" if possible else ""


def _possible(rows: Sequence[Band | Row], possible: Sequence[str]) -> str:
    return f"possible: {'; '.join(_title(rows, name) for name in possible)}"


def _title(rows: Sequence[Band | Row], name: str) -> str:
    return next((row.title for row in rows if row.id == name), name)


def themes(assessment: Assessment) -> Section | None:
    """What the company says and what the record shows, theme by theme."""
    charts = tuple(_chart(node) for node in assessment.nodes)
    caption = "Each theme from 0 to 100, with the bounds that what is unknown leaves open"
    return (
        Section("What it says and what the record shows", (Charts(caption, charts),), "themes")
        if charts
        else None
    )


def _chart(node: NodeResult) -> Chart:
    sides = {Side.POLICY: node.policy, Side.PRACTICE: node.practice, node.side or Side.OVERALL: node.overall}
    lines = _lines(node.status, sides)
    gap = figures.gap(node.gap, node.status) if lines else figures.WITHOUT_FIGURE[Status.NOT_APPLICABLE]
    return Chart(node.title, lines, gap)


def _lines(status: Status, scores: dict[Side, Score | None]) -> tuple[Line, ...]:
    return tuple(_line(side, score, status) for side, score in scores.items() if score is not None)


def _line(side: Side, score: Score, status: Status) -> Line:
    words = figures.figure(score, status)
    return Line(wording.SIDES[side], words, score.low, score.high, score.percent)


def walk(nodes: Sequence[NodeResult]) -> Iterator[NodeResult]:
    """Every node, parents before their parts."""
    for node in nodes:
        yield node
        yield from walk(node.children)
