"""`ddscore verify`: whether a saved assessment can be reproduced."""

from __future__ import annotations

from pathlib import Path

import click

from ddscore.analysis.verify import verify as verified
from ddscore.cli import completion
from ddscore.cli.output import write_stdout
from ddscore.documents.assessment import load_records
from ddscore.model.verification import Verdict
from ddscore.reports.verification import render

_CODES = {Verdict.SAME: 0, Verdict.DRIFT: 1, Verdict.MISSING: 3}


@click.command()
@click.argument("file", metavar="FILE.json", shell_complete=completion.files)
@click.argument("paths", nargs=-1, metavar="[PATH]…", shell_complete=completion.files)
def verify(file: str, paths: tuple[str, ...]) -> None:
    """Score what a saved assessment was computed from again, and report any difference.

    Case, rubric and all else that it rests on are found by their SHA-256: in each PATH, a file or a
    directory, among the shipped rubrics and cases, and in the repository around the current folder, what was
    once committed there included. Exit codes: 0 the same; 1 drift; 3 an input cannot be found, or FILE does
    not hold together.
    """
    results = verified(load_records(file), [Path(path) for path in paths], Path.cwd())
    write_stdout(render(results))
    click.get_current_context().exit(max(_CODES[one.verdict] for one in results))
