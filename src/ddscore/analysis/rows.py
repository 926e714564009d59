"""Why the rows of a rubric's decision tables hold, or not: each condition taken by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.engine.assess import begin
from ddscore.library import day_of, naming
from ddscore.model.assessment import Reason
from ddscore.model.rows import RowResult

if TYPE_CHECKING:
    from ddscore.engine.evaluation import CompiledRow
    from ddscore.engine.scope import Scope
    from ddscore.model.case import Case
    from ddscore.model.dates import PartialDate
    from ddscore.model.rubric import Rubric


def rows(case: Case, rubric: Rubric, as_of: PartialDate | None) -> tuple[RowResult, ...]:
    """Every outcome and profile, also those below the one that decides."""
    with naming(case):
        run, _ = begin(case, rubric, day_of(case, as_of))
        tables = {"outcome": run.compiled.outcomes, "profile": run.compiled.profiles}
        return tuple(_row(kind, row, run.scope) for kind, table in tables.items() for row in table)


def _row(kind: str, compiled: CompiledRow, scope: Scope) -> RowResult:
    verdict = compiled.condition.verdict(scope)
    reason = Reason(verdict.facts, verdict.searched, verdict.needs)
    return RowResult(kind, compiled.row.id, verdict.truth, reason)
