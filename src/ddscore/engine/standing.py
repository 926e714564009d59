"""Where one case stands by one rubric, in figures alone: what a portfolio of thousands asks of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ddscore.engine.assess import begin, warnings
from ddscore.engine.results import node_figures, summary, tops, withholds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ddscore.engine.evaluation import Run
    from ddscore.engine.results import NodeFigures
    from ddscore.model.assessment import OpenPromise, Summary
    from ddscore.model.case import Case
    from ddscore.model.dates import PartialDate
    from ddscore.model.rubric import Rubric


class CaseFigures(NamedTuple):
    """The figures of an assessment, without a word on what they rest on."""

    summary: Summary
    """As in the assessment, with empty reasons."""
    blocked: bool
    """Whether a node at the top withholds its figure because something is open."""
    nodes: Mapping[str, NodeFigures]
    """The nodes that were asked for, by id."""
    contradictions: int
    possible_contradictions: int
    open_promises: tuple[OpenPromise, ...]
    unanswered: int
    warnings: tuple[str, ...]


def score(case: Case, rubric: Rubric, as_of: PartialDate, nodes: Iterable[str] | None = None) -> CaseFigures:
    """The figures of `assess`, which takes several times as long; `as_of` is a day.

    `nodes` are those wanted besides the whole, by id; without it those at the top. One that the rubric does
    not have is left out.
    """
    run, derived = begin(case, rubric, as_of)
    known = run.compiled.nodes
    wanted = (
        [node.id for node in tops(rubric)] if nodes is None else [name for name in nodes if name in known]
    )
    return CaseFigures(
        summary(run),
        any(withholds(run, node) for node in tops(rubric)),
        {name: node_figures(run, known[name].node, applies=_is_shown(run, name)) for name in wanted},
        len(derived.contradictions),
        len(derived.possible_contradictions),
        derived.open_promises,
        len(derived.unanswered),
        tuple(warnings(case, rubric, run.scope.view)),
    )


def _is_shown(run: Run, node: str) -> bool:
    """Whether all that a node is part of has figures."""
    overall = run.compiled.rubric.overall
    _, *above = run.lineage(node)
    return all(run.figures(name).readings for name in above if overall is None or name != overall.id)
