"""`ddscore render`: print a saved assessment in any format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ddscore.cli import completion
from ddscore.cli.output import spare_the_inputs
from ddscore.cli.reporting import report_options, write_reports
from ddscore.documents.assessment import load_assessments

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE.json…", shell_complete=completion.files)
@report_options
def render(files: tuple[str, ...], name: str | None, output: Path | None, full: bool) -> None:
    """Print the assessments that `assess -f json` saved, without scoring again.

    The report is the one that `assess` would have written. A FILE holds one assessment or a list of them;
    one that was changed by hand and does not hold together is refused. Whether the same files still give the
    same scores is for `ddscore verify`.
    """
    spare_the_inputs(output, files)
    write_reports([each for file in files for each in load_assessments(file)], name, output, full=full)
