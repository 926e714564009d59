"""`ddscore explain`: why a node has its score, or why an outcome, a profile or a band holds or does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ddscore.cli import completion
from ddscore.cli.options import as_of_option, load_case_alone, rubric_option
from ddscore.cli.output import columns, write_stdout
from ddscore.documents.memory import usual_memory
from ddscore.documents.rubric import load_rubric
from ddscore.documents.shipped import default_rubric
from ddscore.errors import UsageError
from ddscore.library import assess

if TYPE_CHECKING:
    from ddscore.model.dates import PartialDate


@click.command()
@click.argument("case", shell_complete=completion.cases)
@click.argument("node", required=False, metavar="[ID]")
@rubric_option
@as_of_option
def explain(case: str, node: str | None, rubric: str | None, as_of: PartialDate | None) -> None:
    """Say why ID has its score in CASE: the condition, the facts, their sources, and what is open.

    ID names a theme, a group or a criterion of the rubric, or an outcome, profile or band: outcome:urgent,
    profile:contradicted, band:wide. Without it, all of them are listed with what they come to. The id of a
    fact in CASE says what is recorded of it and what rests on it; fact:ID where both have the same id.
    """
    loaded = load_case_alone(case), load_rubric(rubric or default_rubric(), usual_memory()), as_of
    assessment = assess(*loaded)
    if node is None:
        from ddscore.reports.explained_rows import contents

        write_stdout(contents(assessment, columns()))
        return
    from ddscore.analysis.rows import rows
    from ddscore.reports.explanation import explain as explanation

    try:
        write_stdout(explanation(assessment, node, rows(*loaded), columns(), loaded[0]))
    except ValueError as error:
        raise UsageError(str(error)) from error
