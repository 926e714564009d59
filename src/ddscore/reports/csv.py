"""CSV: a row for each case, rubric, node and side, in unrounded numbers (FORMATS 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.model.rubric import Side
from ddscore.model.score import Status
from ddscore.reports import figures
from ddscore.reports.characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ddscore.model.assessment import Assessment, NodeResult
    from ddscore.model.score import Score

    Cell = str | float | None

HEADER = (
    "case", "company", "rubric", "as_of", "node", "kind", "side", "points", "of", "percent", "low", "high",
    "status", "band", "outcome", "coverage",
)  # fmt: skip
INDEX_HEADER = (
    "file", "case", "company", "rubric", "as_of", "status",
    "policy", "policy_low", "policy_high", "practice", "practice_low", "practice_high",
    "gap", "gap_low", "gap_high", "overall", "overall_low", "overall_high",
    "coverage", "band", "profile", "outcome",
)  # fmt: skip
_STARTS_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""How text begins that a spreadsheet would run, also after spaces; some take the full-width forms too."""
_QUOTED = frozenset(',"')


def render(assessments: Sequence[Assessment]) -> str:
    """All assessments in one table."""
    return table([HEADER, *(row for assessment in assessments for row in _rows(assessment))])


def index(files: Mapping[str, Sequence[Assessment]]) -> str:
    """The reports in a folder."""
    rows = (
        (file, one.case.id, one.case.company, one.rubric.id, one.as_of.text, one.case.status, *_settled(one))
        for file, assessments in files.items()
        for one in assessments
    )
    return table([INDEX_HEADER, *rows])


def _settled(assessment: Assessment) -> Sequence[Cell]:
    """The rubric's own figures and verdicts in one row."""
    summary = assessment.summary
    sides = (summary.policy, summary.practice, summary.gap, summary.overall)
    figures = [cell for score in sides for cell in figures_of(score)[2:]]
    return *figures, summary.coverage, summary.band, summary.profile, summary.outcome


def _rows(assessment: Assessment) -> Iterator[Sequence[Cell]]:
    case, rubric = assessment.case, assessment.rubric
    where = (case.id, case.company, rubric.id, assessment.as_of.text)
    yield from ((*where, *row) for row in _summary(assessment))
    yield from ((*where, *row) for node in assessment.nodes for row in _node(node))


def _summary(assessment: Assessment) -> Iterator[Sequence[Cell]]:
    """The rubric's own figures; its band stands with the figure that it is a band of."""
    name, summary = assessment.rubric.id, assessment.summary
    scores = {
        Side.POLICY: summary.policy,
        Side.PRACTICE: summary.practice,
        Side.GAP: summary.gap,
        "understatement": summary.understatement,
        Side.OVERALL: summary.overall,
    }
    found = {side: score for side, score in scores.items() if score is not None}
    for side, score in found.items():
        band = summary.band if side in (Side.GAP, Side.OVERALL) else None
        coverage = summary.coverage if side in (Side.GAP, "understatement") else score.coverage
        status = figures.summary_status(assessment) if score.percent is None else Status.SCORED
        yield name, "summary", side, *figures_of(score), status, band, summary.outcome, coverage
    if not found:
        yield name, "summary", None, *figures_of(None), None, summary.band, summary.outcome, summary.coverage


def _node(node: NodeResult) -> Iterator[Sequence[Cell]]:
    """A node's figures, then those below it; a node that does not apply has a row without figures."""
    scores: dict[Side | None, Score | None] = {
        Side.POLICY: node.policy,
        Side.PRACTICE: node.practice,
        Side.GAP: node.gap,
        node.side: node.overall,
    }
    found = [side for side, score in scores.items() if score is not None]
    for side in found or [node.side]:
        score = scores[side]
        main = side is Side.GAP or len(found) < 2
        coverage = node.coverage if score is None or side is Side.GAP else score.coverage
        yield (
            node.id,
            node.kind,
            side,
            *figures_of(score),
            _status(node, side, score),
            node.band if main else None,
            None,
            coverage,
        )
    for child in node.children:
        yield from _node(child)


def _status(node: NodeResult, side: Side | None, score: Score | None) -> Status:
    """A side's own status; a theme's is its gap's."""
    if node.side is not None or side is Side.GAP or score is None:
        return node.status
    if score.percent is None:
        return node.status if node.status is not Status.SCORED else Status.UNKNOWN
    return Status.UNKNOWN if (score.low, score.high) == (0, 100) else Status.SCORED


def figures_of(score: Score | None) -> Sequence[Cell]:
    """Points, of, percent, low and high."""
    if score is None:
        return (None,) * 5
    return score.points, score.of, score.percent, score.low, score.high


def table(rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as CSV, a line each: no cell can start a formula, break the table or steer a terminal."""
    return "".join(",".join(map(_cell, row)) + "\n" for row in rows)


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        # A negative zero, which differences leave, is zero.
        return repr(value + 0.0)
    shown = visible(value)
    text = f"'{shown}" if shown.lstrip().startswith(_STARTS_FORMULA) else shown
    # By hand: which characters the csv module quotes has changed between versions of Python.
    return '"' + text.replace('"', '""') + '"' if _QUOTED.intersection(text) else text
