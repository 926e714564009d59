"""`ddscore explain`: why a node has its score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ddscore.cli import completion
from ddscore.cli.options import as_of_option, load_case_alone, rubric_option
from ddscore.cli.output import write_stdout
from ddscore.documents.memory import usual_memory
from ddscore.documents.rubric import load_rubric
from ddscore.documents.shipped import default_rubric
from ddscore.errors import UsageError
from ddscore.library import assess

if TYPE_CHECKING:
    from ddscore.model.dates import PartialDate


@click.command()
@click.argument("case", shell_complete=completion.cases)
@click.argument("node")
@rubric_option
@as_of_option
def explain(case: str, node: str, rubric: str | None, as_of: PartialDate | None) -> None:
    """Say why NODE has its score in CASE: the condition, the facts, their sources, and what is open.

    NODE is the id of a theme, a group or a criterion of the rubric.
    """
    from ddscore.reports.explanation import explain as explanation

    assessment = assess(load_case_alone(case), load_rubric(rubric or default_rubric(), usual_memory()), as_of)
    try:
        write_stdout(explanation(assessment, node))
    except ValueError as error:
        raise UsageError(str(error)) from error
