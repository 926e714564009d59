"""How a report opens: what can be said in a few sentences, and each theme at a glance."""

from __future__ import annotations

from collections.abc import Mapping
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
from ddscore.reports.story.record import actor
from ddscore.reports.story.summary import lines, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.assessment import Assessment, NodeResult
    from ddscore.model.rubric import Row
    from ddscore.reports.story.blocks import Block


_ONE_SIDED = "none, since only one side applies"
THEMES = "What it says and what the record shows"


def opening(assessment: Assessment) -> tuple[Block, ...]:
    """What the sources say, what the report is not, and what must be known of how far it carries."""
    warnings = (paragraph(f"{warning}.", tone="caution") for warning in assessment.warnings)
    return opened(assessment), paragraph(wording.NATURE, tone="note"), *warnings


def opened(assessment: Assessment) -> Paragraph:
    """What the sources say, in sentences that hold whatever is still unknown."""
    day = wording.day(assessment.as_of)
    first, *others = _verdicts(assessment)
    said = Sentence(f"{begun(assessment, day)} {first}.")
    further = Sentence(" ".join(f"{other[:1].upper()}{other[1:]}." for other in others))
    parts = (said, findings.limits(assessment), further, Sentence(placed(assessment)), silence(assessment))
    text = " ".join(part.text for part in parts if part.text)
    sources = tuple(dict.fromkeys(source for part in parts for source in part.sources))
    return Paragraph(Sentence(text, sources), "lead")


def contradicted(assessment: Assessment) -> str:
    """How many commitments are contradicted, in a clause; empty where none is for certain.

    The record contradicts one where a public body found so; what others found is ascribed to them.
    """
    public = {pair.policy for pair in assessment.contradictions if findings.by_public_body(assessment, pair)}
    others = [pair for pair in assessment.contradictions if pair.policy not in public]
    by = dict.fromkeys(actor(assessment.facts[pair.finding]) for pair in others)
    further = " further" if public else ""
    clauses = (
        _contradicted(len(public), "", "by the record"),
        _contradicted(
            len({pair.policy for pair in others}), further, f"by what {wording.listed(list(by))} found"
        ),
    )
    return "; ".join(clause for clause in clauses if clause)


def _contradicted(count: int, further: str, by: str) -> str:
    if not count:
        return ""
    stated = wording.counted(count, f"a{further} stated commitment", f"{further} stated commitments".strip())
    return f"{stated} of the company {'is' if count == 1 else 'are'} contradicted {by}"


def begun(assessment: Assessment, day: str) -> str:
    """How the first sentence begins: on which sources, or that there are none."""
    if assessment.sources:
        return f"On the sources listed, as known on {day},"
    return f"No source is listed that was public on {day};"


def _verdicts(assessment: Assessment) -> list[str]:
    """Clauses, the weightiest first: what is certain, and what is undetermined called so."""
    drawn, decided = contradicted(assessment), _decided(assessment)
    if drawn:
        return [drawn, *decided]
    summary = assessment.summary
    if decided and (summary.outcome, summary.profile) != (None, None):
        return decided
    if summary.overall is None:
        return [
            "it is undetermined how what the company says compares with what the record shows",
            *decided,
        ]
    return decided or [f"the company was assessed {on_what(assessment)}"]


def on_what(assessment: Assessment) -> str:
    """On what a company was assessed: that there was next to nothing is no result about it."""
    if assessment.sources:
        return "on what is public about it"
    searched = any(result.searches for result in assessment.research.values())
    return "on the searches recorded alone" if searched else "on no source and no search"


def _decided(assessment: Assessment) -> list[str]:
    """The outcome and the profile in a clause; a profile that stands for a contradiction is told already."""
    rubric, summary = assessment.rubric, assessment.summary
    by = f"by {rubric.id} {rubric.version}"
    told, open_ = [], []
    for kind, rows, name, possible in (
        ("outcome", rubric.outcomes, summary.outcome, summary.possible_outcomes),
        ("profile", rubric.profiles, summary.profile, summary.possible_profiles),
    ):
        if name is None:
            open_ += [f"the {kind}"] if possible else []
        elif not (assessment.contradictions and _says_so(rows, name)):
            told.append(f"the {kind} is “{title(rows, name)}”")
    if open_:
        told.append(f"{wording.listed(open_)} {'is' if len(open_) == 1 else 'are'} undetermined")
    return [f"{by} {', and '.join(told)}"] if told else []


def _says_so(rows: Sequence[Row], name: str) -> bool:
    """Whether a row stands for a contradiction, of which more is said than its title."""
    when = next((row.when for row in rows if row.id == name), None)
    return isinstance(when, Mapping) and "contradictions" in when


def placed(assessment: Assessment) -> str:
    """Where the rubric's bounds place the company, and in which band where that is certain."""
    summary, rubric = assessment.summary, assessment.rubric
    by = f"{rubric.id} {rubric.version}"
    band = "" if summary.band is None else f"; the band is “{title(rubric.bands, summary.band)}”"
    if summary.policy is not None and summary.practice is not None:
        commitments, record = figures.placed(summary.policy), figures.placed(summary.practice)
        return f"{by} places its commitments {commitments}, and the documented record {record}{band}."
    if summary.overall is not None:
        worse = ", where more is worse" if rubric.higher_is == "worse" else ""
        if _is_all_open(assessment) and summary.overall.high == 100:
            open_ = f"no answer that it asks for is recorded ({figures.whole(summary.overall.low)} to 100)"
            return f"{by} places the company nowhere{worse}: {open_}."
        return f"{by} places the company {figures.placed(summary.overall)}{worse}{band}."
    return f"{by} gives no figure for the company."


def _is_all_open(assessment: Assessment) -> bool:
    """Whether all goes by coded answers, and none is there: the least that grades give is then no finding."""
    criteria = [one for one in walk(assessment.nodes) if one.kind == "criterion" and one.overall is not None]
    return bool(criteria) and not any(one.levels or one.facts or one.sources for one in criteria)


def themes(assessment: Assessment) -> Section | None:
    """What the company says and what the record shows, theme by theme, and the caps that all themes share."""
    charts = tuple(chart(node) for node in assessment.nodes)
    caption = "Each theme from 0 to 100, with the bounds that what is unknown leaves open"
    if not charts:
        return None
    whole = caps(assessment, shared(assessment))
    return Section(THEMES, (Charts(caption, charts), *([whole] if whole else [])), "themes")


def chart(node: NodeResult) -> Chart:
    """A theme's figures on one line."""
    sides = {Side.POLICY: node.policy, Side.PRACTICE: node.practice, node.side or Side.OVERALL: node.overall}
    one_sided = node.status is Status.NOT_APPLICABLE
    drawn = lines(Status.UNKNOWN if one_sided else node.status, sides)
    if not drawn:
        return Chart(node.title, (), figures.WITHOUT_FIGURE[Status.NOT_APPLICABLE], to=f"node-{node.id}")
    if one_sided:
        return Chart(node.title, drawn, _ONE_SIDED, _ONE_SIDED, to=f"node-{node.id}")
    said = figures.gap(node.gap, node.status), *figures.gap_parts(node.gap, node.status)
    return Chart(node.title, drawn, *said, f"node-{node.id}")


def walk(nodes: Sequence[NodeResult]) -> Iterator[NodeResult]:
    """Every node, parents before their parts."""
    for node in nodes:
        yield node
        yield from walk(node.children)
