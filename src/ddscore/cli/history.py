"""`ddscore history`: how the figures of a case moved over time."""

from __future__ import annotations

from pathlib import Path

import click

from ddscore.analysis.history import history as history_of
from ddscore.cli import completion
from ddscore.cli.options import load_cases, rubrics_option
from ddscore.cli.output import format_of, spare_the_inputs, write_file, write_stdout
from ddscore.cli.progress import progress
from ddscore.cli.reporting import output_options
from ddscore.documents.memory import usual_memory
from ddscore.documents.rubric import load_rubric
from ddscore.documents.shipped import default_rubric
from ddscore.errors import UsageError
from ddscore.model.dates import PartialDate
from ddscore.model.history import Every
from ddscore.reports.history import HISTORY_FORMATS

STDOUT = "-"


class Span(click.ParamType[PartialDate]):
    """A day, a month or a year: `--from` takes its first day, `--to` its last."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> PartialDate:
        """Read `2018`, `2018-05` or `2018-05-08`."""
        if isinstance(value, PartialDate):
            return value
        try:
            return PartialDate.parse(str(value))
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)


@click.command()
@click.argument("case", shell_complete=completion.cases)
@rubrics_option
@click.option(
    "--from",
    "begins",
    type=Span(),
    metavar="DATE",
    help="The first day; of a month or a year its first. Default: when the first source was public.",
)
@click.option(
    "--to",
    "ends",
    type=Span(),
    metavar="DATE",
    help="The last day; of a month or a year its last. Default: when the last source was public.",
)
@click.option(
    "--every",
    type=click.Choice([every.value for every in Every]),
    default=Every.CHANGE.value,
    show_default=True,
    help="A row for each day on which something moved, or for the last day of each month or year.",
)
@output_options(HISTORY_FORMATS, where="Write the report here instead of stdout.")
def history(
    case: str,
    rubrics: tuple[str, ...],
    begins: PartialDate | None,
    ends: PartialDate | None,
    every: str,
    name: str | None,
    output: Path | None,
) -> None:
    """Show how the figures of CASE moved over time, and which facts and searches moved them.

    Every day on which something became known, a date came or a clock passed a limit is looked at; what was
    published later is not used for a day, nor named in its figures.
    """
    loaded = load_cases([case])
    if len(loaded) > 1:
        raise UsageError(f"{case} holds {len(loaded)} cases: name one of them")
    suffixes = {form.name: form.suffix for form in HISTORY_FORMATS.values()}
    form = HISTORY_FORMATS[name or format_of(output, suffixes)]
    spare_the_inputs(output, map(Path, (case, *rubrics)))
    memory = usual_memory()
    histories = [
        history_of(loaded[0], load_rubric(rubric, memory), begins, ends, Every(every), progress)
        for rubric in rubrics or (default_rubric(),)
    ]
    if output is None or str(output) == STDOUT:
        write_stdout(form.render(histories))
    else:
        write_file(output, form.render(histories))
