"""How a report opens: what can be said in a few sentences, and each theme at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.rubric import Side
from ddscore.model.score import Status
from ddscore.reports import figures, wording
from ddscore.reports.story import findings
from ddscore.reports.story.blocks import (
    Chart,
    Charts,
    Paragraph,
    Section,
    Sentence,
    paragraph,
)
from ddscore.reports.story.caps import caps, shared
from ddscore.reports.story.questions import silence
from ddscore.reports.story.summary import lines, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.assessment import Assessment, NodeResult
    from ddscore.reports.story.blocks import Block


def opening(assessment: Assessment) -> tuple[Block, ...]:
    """What the sources say, in sentences that hold whatever is still unknown."""
    day = wording.day(assessment.as_of)
    said = Sentence(f"On the sources listed, as known on {day}, {_verdict(assessment)}.")
    parts = (said, findings.limits(assessment), Sentence(placed(assessment)), silence(assessment))
    text = " ".join(part.text for part in parts if part.text)
    sources = tuple(dict.fromkeys(source for part in parts for source in part.sources))
    warnings = (paragraph(f"{warning}.", tone="caution") for warning in assessment.warnings)
    return Paragraph(Sentence(text, sources), "lead"), paragraph(wording.NATURE, tone="note"), *warnings


def _verdict(assessment: Assessment) -> str:
    """The first clause: only what is certain, and what is undetermined called so."""
    summary = assessment.summary
    commitments = len({pair.policy for pair in assessment.contradictions})
    if commitments:
        stated = wording.counted(commitments, "a stated commitment", "stated commitments")
        return f"{stated} of the company {'is' if commitments == 1 else 'are'} contradicted by the record"
    if summary.profile is not None:
        return f"the profile of the company is “{title(assessment.rubric.profiles, summary.profile)}”"
    if summary.overall is not None:
        return "the company was assessed on what is public about it"
    return "it is undetermined how what the company says compares with what the record shows"


def placed(assessment: Assessment) -> str:
    """Where the rubric's bounds place the company."""
    summary, rubric = assessment.summary, assessment.rubric
    by = f"{rubric.id} {rubric.version}"
    if summary.policy is not None and summary.practice is not None:
        commitments, record = figures.placed(summary.policy), figures.placed(summary.practice)
        return f"{by} places its commitments {commitments}, and the documented record {record}."
    if summary.overall is not None:
        return f"{by} places it {figures.placed(summary.overall)}."
    return f"{by} gives no figure for it."


def themes(assessment: Assessment) -> Section | None:
    """What the company says and what the record shows, theme by theme, and the caps that all themes share."""
    charts = tuple(chart(node) for node in assessment.nodes)
    caption = "Each theme from 0 to 100, with the bounds that what is unknown leaves open"
    if not charts:
        return None
    whole = caps(assessment, shared(assessment))
    heading = "What it says and what the record shows"
    return Section(heading, (Charts(caption, charts), *([whole] if whole else [])), "themes")


def chart(node: NodeResult) -> Chart:
    """A theme's figures on one line."""
    sides = {Side.POLICY: node.policy, Side.PRACTICE: node.practice, node.side or Side.OVERALL: node.overall}
    drawn = lines(node.status, sides)
    if not drawn:
        return Chart(node.title, (), figures.WITHOUT_FIGURE[Status.NOT_APPLICABLE], to=f"node-{node.id}")
    said = figures.gap(node.gap, node.status), *figures.gap_parts(node.gap, node.status)
    return Chart(node.title, drawn, *said, f"node-{node.id}")


def walk(nodes: Sequence[NodeResult]) -> Iterator[NodeResult]:
    """Every node, parents before their parts."""
    for node in nodes:
        yield node
        yield from walk(node.children)
