"""`ddscore robustness`: whether results survive other weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ddscore.analysis.robustness import robustness as analyse
from ddscore.cli import completion
from ddscore.cli.options import as_of_option, load_cases, note_what_is_later, rubric_option
from ddscore.cli.output import columns, format_of, spare_the_inputs, write, write_stdout
from ddscore.cli.progress import progress
from ddscore.cli.reporting import output_options
from ddscore.documents.memory import usual_memory
from ddscore.documents.rubric import load_rubric
from ddscore.documents.shipped import default_rubric
from ddscore.reports.robustness import ROBUSTNESS_FORMATS

if TYPE_CHECKING:
    from pathlib import Path

    from ddscore.model.dates import PartialDate

_MOST_DRAWS = 100_000
_SUFFIXES = {form.name: form.suffix for form in ROBUSTNESS_FORMATS.values()}


class Percent(click.ParamType[float]):
    """How far a weight is varied, in percent: `25%`, or `25`."""

    name = "percent"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read a number from 0 to below 100; a weight that could fall to nothing is no weight."""
        try:
            percent = float(str(value).strip().removesuffix("%"))
        except ValueError:
            self.fail(f"{value!r} is no percentage: write 25%.", param, ctx)
        if not 0 <= percent < 100:
            self.fail(f"{value!r} is not from 0% to below 100%.", param, ctx)
        if 0 < percent < 1 and not str(value).strip().endswith("%"):
            self.fail(f"{value!r} may mean {percent:.0%}: write the percent sign.", param, ctx)
        return percent


@click.command()
@click.argument("cases", nargs=-1, required=True, metavar="CASE…", shell_complete=completion.cases)
@rubric_option
@as_of_option
@click.option(
    "--spread",
    type=Percent(),
    default="25%",
    show_default=True,
    metavar="PERCENT",
    help="How far each weight is varied, either way.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    default=1,
    show_default=True,
    metavar="N",
    help="Which draws: the same seed gives the same result on every machine.",
)
@click.option(
    "--draws",
    type=click.IntRange(1, _MOST_DRAWS),
    default=1000,
    show_default=True,
    metavar="N",
    help="How often the weights are drawn.",
)
@output_options(ROBUSTNESS_FORMATS)
def robustness(
    cases: tuple[str, ...],
    rubric: str | None,
    as_of: PartialDate | None,
    spread: float,
    seed: int,
    draws: int,
    name: str | None,
    output: Path | None,
) -> None:
    """Say how often the band, profile, outcome and rank of each CASE stay the same under other weights.

    Weights are judgements. They are varied at random, each by up to the spread either way, as the OECD/JRC
    Handbook on Constructing Composite Indicators asks; in each draw all cases have the same weights.
    """
    form = ROBUSTNESS_FORMATS[name or format_of(output, _SUFFIXES)]
    spare_the_inputs(output, [*cases, *([rubric] if rubric else [])])
    loaded = load_rubric(rubric or default_rubric(), usual_memory())
    read = load_cases(cases)
    note_what_is_later(read, as_of)
    found = analyse(read, loaded, as_of, spread, seed, draws, progress)
    if output is None and form.name == "text":
        from ddscore.reports.robustness import text

        write_stdout(text.render(found, columns()))
    else:
        write(output, form.render(found))
