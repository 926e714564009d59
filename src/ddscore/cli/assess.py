"""`ddscore assess`: score cases with rubrics and report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ddscore.cli import completion
from ddscore.cli.options import as_of_option, load_cases, rubrics_option
from ddscore.cli.output import spare_the_inputs
from ddscore.cli.reporting import report_options, write_reports
from ddscore.documents.memory import usual_memory
from ddscore.documents.rubric import load_rubric
from ddscore.documents.shipped import default_rubric
from ddscore.errors import GateError, UsageError
from ddscore.library import assess as assess_case

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ddscore.model.assessment import Assessment
    from ddscore.model.dates import PartialDate
    from ddscore.model.rubric import Band, Row, Rubric

UNDETERMINED = "undetermined"
KINDS = ("band", "profile", "outcome")


@click.command()
@click.argument("cases", nargs=-1, required=True, metavar="CASE…", shell_complete=completion.cases)
@rubrics_option
@as_of_option
@report_options
@click.option(
    "--fail-on",
    "gates",
    multiple=True,
    metavar="KIND:ID",
    help="Exit with 1 where it holds: outcome:urgent, band:wide, profile:contradicted; "
    f"KIND:{UNDETERMINED} where none is certain. May be repeated.",
)
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
    wanted = [_gate(gate, loaded_rubrics) for gate in gates]
    spare_the_inputs(output, [*cases, *rubrics])
    assessments = [
        assess_case(case, rubric, as_of) for case in load_cases(cases) for rubric in loaded_rubrics
    ]
    write_reports(assessments, name, output, full=full)
    failed = [reason for assessment in assessments for reason in _failures(assessment, wanted)]
    if failed:
        raise GateError("--fail-on:\n" + "\n".join(f"  {reason}" for reason in failed))


def _gate(gate: str, rubrics: Sequence[Rubric]) -> tuple[str, str]:
    """What a `--fail-on` names; a name that no rubric at hand has would never fail, and is wrong usage."""
    kind, _, name = gate.partition(":")
    if kind not in KINDS or not name:
        raise UsageError(
            f"--fail-on {gate}: write KIND:ID with a KIND of {', '.join(KINDS)}, as in outcome:exclude"
        )
    known = {row.id for rubric in rubrics for row in _rows(rubric, kind)}
    if name != UNDETERMINED and name not in known:
        from difflib import get_close_matches

        close = get_close_matches(name, known, n=1)
        guess = f"did you mean {close[0]}?" if close else f"there are {', '.join(sorted(known)) or 'none'}."
        raise UsageError(
            f"--fail-on {gate}: no {kind} of {' or '.join(r.id for r in rubrics)} is {name}; {guess}"
        )
    return kind, name


def _rows(rubric: Rubric, kind: str) -> Sequence[Band | Row]:
    rows: dict[str, Sequence[Band | Row]] = {
        "band": rubric.bands,
        "profile": rubric.profiles,
        "outcome": rubric.outcomes,
    }
    return rows[kind]


def _failures(assessment: Assessment, gates: Sequence[tuple[str, str]]) -> Iterator[str]:
    summary = assessment.summary
    reached = {
        "band": (summary.band, summary.possible_bands),
        "profile": (summary.profile, summary.possible_profiles),
        "outcome": (summary.outcome, summary.possible_outcomes),
    }
    for kind, name in gates:
        certain, possible = reached[kind]
        if certain == name or (name == UNDETERMINED and certain is None and possible):
            yield f"{assessment.case.id} by {assessment.rubric.id} as of {assessment.as_of}: {kind} {name}"
