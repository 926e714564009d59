"""`ddscore assess`: score cases with rubrics and report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ddscore.cli import completion
from ddscore.cli.gates import fail_on, failures, gate, gates_option
from ddscore.cli.options import as_of_option, load_cases, note_what_is_later, rubrics_option
from ddscore.cli.output import spare_the_inputs
from ddscore.cli.progress import progress
from ddscore.cli.reporting import report_options, write_reports
from ddscore.documents.memory import usual_memory
from ddscore.documents.rubric import load_rubric
from ddscore.documents.shipped import default_rubric
from ddscore.library import assess as assess_case

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ddscore.cli.gates import Gate
    from ddscore.model.assessment import Assessment
    from ddscore.model.case import Case
    from ddscore.model.dates import PartialDate
    from ddscore.model.rubric import Rubric


@click.command()
@click.argument("cases", nargs=-1, required=True, metavar="CASE…", shell_complete=completion.cases)
@rubrics_option
@as_of_option
@report_options
@gates_option
def assess(
    cases: tuple[str, ...],
    rubrics: tuple[str, ...],
    as_of: PartialDate | None,
    name: str | None,
    output: Path | None,
    full: bool,
    gates: tuple[str, ...],
) -> None:
    """Score each CASE and report the gap between policy and practice.

    A CASE is a case file, a directory of them, or the name of a shipped case.
    """
    memory = usual_memory()
    loaded_rubrics = [load_rubric(rubric, memory) for rubric in rubrics or (default_rubric(),)]
    wanted = [gate(given, loaded_rubrics) for given in gates]
    spare_the_inputs(output, [*cases, *rubrics])
    loaded = load_cases(cases)
    note_what_is_later(loaded, as_of)
    assessments = _assessed(loaded, loaded_rubrics, as_of)
    write_reports(assessments, name, output, full=full)
    fail_on(reason for assessment in assessments for reason in _failures(assessment, wanted))


def _assessed(
    cases: Sequence[Case], rubrics: Sequence[Rubric], as_of: PartialDate | None
) -> list[Assessment]:
    assessments = []
    with progress(len(cases), "Scoring") as step:
        for case in cases:
            assessments += [assess_case(case, rubric, as_of) for rubric in rubrics]
            step(1)
    return assessments


def _failures(assessment: Assessment, gates: Sequence[Gate]) -> Iterator[str]:
    whose = f"{assessment.case.id} by {assessment.rubric.id} as of {assessment.as_of}"
    return failures(assessment.summary, whose, gates)
