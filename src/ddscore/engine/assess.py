"""From a case and a rubric to an assessment: the one call that the rest of ddscore makes of the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.engine import known, plain
from ddscore.engine.answers import add_answers
from ddscore.engine.derived import derive
from ddscore.engine.evaluation import Run, compile_rubric
from ddscore.engine.results import explained_summary, node_results
from ddscore.model.assessment import (
    Assessment,
    CaseIdentity,
    ResearchResult,
    RubricIdentity,
    UnknownNode,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ddscore.engine.derived import Derived
    from ddscore.engine.known import View
    from ddscore.model.case import Case, Search
    from ddscore.model.dates import PartialDate
    from ddscore.model.rubric import Rubric


def assess(case: Case, rubric: Rubric, as_of: PartialDate, tool_version: str) -> Assessment:
    """Score one case by one rubric as of one date; the same inputs give the same assessment.

    `as_of` is a day. Nothing that was published after it is used, or named.
    """
    run, derived = begin(case, rubric, as_of)
    view = run.scope.view
    return Assessment(
        tool_version,
        case_identity(case),
        rubric_identity(rubric),
        as_of,
        tuple(warnings(case, rubric, view)),
        explained_summary(run),
        node_results(run),
        *derived,
        unknowns(run),
        {fact.id: plain.fact(fact, view, rubric.fields) for fact in view.facts.values()},
        _research(case, view),
        plain.sources(case, view.public),
    )


def begin(case: Case, rubric: Rubric, as_of: PartialDate) -> tuple[Run, Derived]:
    """A case as known on a day, with what is derived from it, ready to be scored."""
    view = known.view(case, rubric.fields, as_of, rubric.search_stands)
    add_answers(view, (rubric.id, *(base.id for base in rubric.bases)))
    derived = derive(view, rubric.instruments)
    return Run(compile_rubric(rubric), view), derived


def case_identity(case: Case) -> CaseIdentity:
    """Which case it is, for a report."""
    return CaseIdentity(
        case.id, case.company, case.status, case.corrections, case.sha256, case.answers_sha256
    )


def rubric_identity(rubric: Rubric) -> RubricIdentity:
    """Which rubric it is, with the names that reports need."""
    return RubricIdentity(
        rubric.id,
        rubric.title,
        rubric.version,
        rubric.higher_is,
        rubric.basis,
        rubric.sha256,
        rubric.bases,
        rubric.instruments.sha256,
        rubric.bands,
        rubric.profiles,
        rubric.outcomes,
    )


def unknowns(run: Run) -> tuple[UnknownNode, ...]:
    """Every node that something would settle, in the order of the rubric."""
    return tuple(
        # What concerns the whole goes by the rubric's id.
        UnknownNode(name or run.compiled.rubric.id, scored.needs)
        for name in run.compiled.nodes
        for scored in (run.scored(name),)
        if scored.needs and run.in_force(name)
    )


def _research(case: Case, view: View) -> dict[str, ResearchResult]:
    return {
        collection: ResearchResult(
            collection in view.closed,
            tuple(plain.search(search, view.public) for search in _known(searches, view)),
        )
        for collection, searches in case.research.items()
    }


def _known(searches: Iterable[Search], view: View) -> list[Search]:
    """The searches that had been reported by the date."""
    return [search for search in searches if not search.sources or view.knows(search.sources)]


def warnings(case: Case, rubric: Rubric, view: View) -> Iterator[str]:
    """What a reader must know of how far the assessment carries."""
    begins, ends = rubric.in_force
    if (begins is not None and view.day < begins.first) or (ends is not None and view.day > ends.last):
        span = f"from {begins or 'its beginning'} to {ends or 'today'}"
        yield f"{rubric.id} was in force {span}, not on {view.as_of}"
    searches = [search for listed in case.research.values() for search in _known(listed, view)]
    reached = [until for search in searches if (until := search.until or case.as_of)]
    furthest = max(reached, key=lambda until: (until.last, until.text), default=None)
    if furthest is not None and view.day > furthest.last:
        yield f"the research reaches to {furthest}; what came after it was not looked for"
    if not searches and not view.questions:
        yield "no search is recorded, so whatever is not in the case file is unknown"
    for source in case.sources.values():
        archived = source.archived
        if source.published is None and archived is not None and archived.last <= view.day:
            yield f"source {source.id} has no date of publication and counts from its copy of {archived}"
