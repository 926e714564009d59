"""`ddscore assess`: score cases with rubrics and report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddscore.cli import completion
from ddscore.cli.options import as_of_option, load_cases, rubrics_option
from ddscore.cli.output import write_directory, write_file, write_stdout
from ddscore.documents.memory import usual_memory
from ddscore.documents.rubric import load_rubric
from ddscore.documents.shipped import default_rubric
from ddscore.errors import GateError, UsageError
from ddscore.library import assess as assess_case
from ddscore.reports import FORMATS, grouped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.assessment import Assessment
    from ddscore.model.dates import PartialDate
    from ddscore.model.rubric import Band, Row, Rubric
    from ddscore.reports import Format

UNDETERMINED = "undetermined"
KINDS = ("band", "profile", "outcome")


def target(_context: click.Context, _option: click.Parameter, path: Path | None) -> Path | None:
    """Where to write: a dash is stdout; an empty name, as an unset variable gives it, is a mistake."""
    if path is not None and str(path) in ("", "."):
        raise click.BadParameter("name a file or a directory")
    return None if str(path) == "-" else path


@click.command()
@click.argument("cases", nargs=-1, required=True, metavar="CASE…", shell_complete=completion.cases)
@rubrics_option
@as_of_option
@click.option(
    "-f",
    "--format",
    "name",
    type=click.Choice(list(FORMATS)),
    help="How to report. Default: by the ending of -o, else text.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    callback=target,
    metavar="PATH",
    help="Write here instead of stdout: a file, or a directory for a report a case and an index.",
)
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
    gates: tuple[str, ...],
) -> None:
    """Score each CASE and report the gap between policy and practice.

    A CASE is a case file, a directory of them, or the name of a shipped case.
    """
    memory = usual_memory()
    loaded_rubrics = [load_rubric(rubric, memory) for rubric in rubrics or (default_rubric(),)]
    wanted = [_gate(gate, loaded_rubrics) for gate in gates]
    _spare_the_inputs(output, [*cases, *rubrics])
    assessments = [
        assess_case(case, rubric, as_of) for case in load_cases(cases) for rubric in loaded_rubrics
    ]
    _write(assessments, name, output)
    failed = [reason for assessment in assessments for reason in _failures(assessment, wanted)]
    if failed:
        raise GateError("--fail-on:\n" + "\n".join(f"  {reason}" for reason in failed))


def _write(assessments: Sequence[Assessment], name: str | None, output: Path | None) -> None:
    if output is None:
        write_stdout(FORMATS[name or "text"].render(assessments))
    elif output.is_dir() or (len(assessments) > 1 and not output.suffix):
        _write_each(assessments, FORMATS[name or "text"], output)
    else:
        write_file(output, FORMATS[name or _format_of(output)].render(assessments))


def _format_of(output: Path) -> str:
    """The format that a file's ending asks for; text where it has none, or where it is no plain file."""
    by_suffix = {form.suffix: key for key, form in FORMATS.items()}
    if output.suffix and output.suffix not in by_suffix:
        endings = ", ".join(by_suffix)
        raise UsageError(f"-o {output}: no format ends in {output.suffix}; end it in {endings}, or give -f")
    return by_suffix.get(output.suffix, "text")


def _spare_the_inputs(output: Path | None, inputs: Sequence[str]) -> None:
    """Refuse to write a report over a file that it is made from."""
    if output is not None and output.is_file():
        read = [path for name in inputs for path in ([Path(name)] if Path(name).is_file() else [])]
        if any(output.samefile(path) for path in read):
            raise UsageError(f"-o {output} is one of the files to read; give the report a name of its own")


def _write_each(assessments: Sequence[Assessment], form: Format, folder: Path) -> None:
    """A report for each case, and an index of them."""
    files: dict[str, list[Assessment]] = {}
    for group in grouped(assessments):
        case = group[0].case.id
        # A copy of a case is told once, and is as likely a mistake as another case under its id.
        if sum(one.case.id == case for one in assessments) > len(group):
            raise UsageError(f"two cases have the id {case}: assess them into different folders")
        files[case + form.suffix] = group
    reports = {file: form.render(group) for file, group in files.items()}
    write_directory(folder, {**reports, f"index{form.suffix}": form.index(files)})


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
