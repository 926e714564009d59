"""`ddscore engage`: what to ask the company, what to research, and the points to put to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ddscore.cli import completion
from ddscore.cli.options import Day, as_of_option, load_case_alone, note_what_is_later, rubric_option
from ddscore.cli.output import columns, format_of, spare_the_inputs, write, write_stdout
from ddscore.cli.reporting import output_options
from ddscore.documents.memory import usual_memory
from ddscore.documents.rubric import load_rubric
from ddscore.documents.shipped import default_rubric
from ddscore.errors import UsageError
from ddscore.reports.engagement import ENGAGEMENT_FORMATS

if TYPE_CHECKING:
    from pathlib import Path

    from ddscore.model.case import Case
    from ddscore.model.dates import PartialDate
    from ddscore.model.rubric import Rubric

_SUFFIXES = {form.name: form.suffix for form in ENGAGEMENT_FORMATS.values()}


@click.command()
@click.argument("case", shell_complete=completion.cases)
@rubric_option
@as_of_option
@click.option(
    "--points-to-put",
    is_flag=True,
    help="Write a letter that puts the adverse points, with their sources, to the company for its reply.",
)
@click.option("--deadline", type=Day(), metavar="DATE", help="By when the letter asks for the reply.")
@output_options(
    ENGAGEMENT_FORMATS, how="How to report. Default: by the ending of -o, else text; a letter is Markdown."
)
def engage(
    case: str,
    rubric: str | None,
    as_of: PartialDate | None,
    points_to_put: bool,
    deadline: PartialDate | None,
    name: str | None,
    output: Path | None,
) -> None:
    """List what to ask the company of CASE and what to research, by what each answer would change.

    Questions for the company come by how far an honest yes would raise what the record shows; those for
    research by how much of the bounds each unknown holds.
    """
    if deadline is not None and not points_to_put:
        raise UsageError("--deadline goes with --points-to-put")
    spare_the_inputs(output, [case, *([rubric] if rubric else [])])
    loaded = load_case_alone(case), load_rubric(rubric or default_rubric(), usual_memory())
    note_what_is_later(loaded[:1], as_of)
    if points_to_put:
        write(output, _letter(*loaded, as_of, deadline, name or _letter_format(output)))
    else:
        # Late, since the letter does without.
        from ddscore.analysis.engagement import engagement

        form = ENGAGEMENT_FORMATS[name or format_of(output, _SUFFIXES)]
        found = engagement(*loaded, as_of)
        if output is None and form.name == "text":
            from ddscore.reports.engagement import text

            write_stdout(text.render(found, columns()))
        else:
            write(output, form.render(found))


def _letter_format(output: Path | None) -> str:
    """Markdown, unless the ending of the file asks for another format."""
    return format_of(output, _SUFFIXES) if output is not None and output.suffix else "markdown"


def _letter(
    case: Case, rubric: Rubric, as_of: PartialDate | None, deadline: PartialDate | None, name: str
) -> str:
    from ddscore.library import assess
    from ddscore.reports.engagement.letter import letter

    if name not in ("markdown", "text"):
        raise UsageError(f"a letter is not written as {name}: leave -f out, or give -f markdown or text")
    assessment = assess(case, rubric, as_of)
    if deadline is not None and deadline.first < assessment.as_of.first:
        raise UsageError(
            f"--deadline {deadline} is before {assessment.as_of}, the date of the record: give a later day"
        )
    story = letter(assessment, deadline)
    if name == "text":
        from ddscore.reports.text import in_text

        return in_text(story)
    from ddscore.reports.markdown import in_markdown

    return in_markdown(story)
