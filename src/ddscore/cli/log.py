"""`ddscore log`: the score at each commit that touched a case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from ddscore.analysis.log import log as log_of
from ddscore.cli import completion
from ddscore.cli.options import as_of_option, case_paths
from ddscore.cli.output import format_of, spare_the_inputs, write_file, write_stdout
from ddscore.cli.progress import progress
from ddscore.cli.reporting import output_options
from ddscore.cli.revisions import repository_of_case
from ddscore.documents import git
from ddscore.documents.memory import usual_memory
from ddscore.documents.rubric import load_rubric
from ddscore.documents.shipped import default_rubric
from ddscore.errors import InputError, UsageError
from ddscore.problems import Location, Problem, Severity
from ddscore.reports.log import LOG_FORMATS

if TYPE_CHECKING:
    from ddscore.documents.git import Repository
    from ddscore.model.dates import PartialDate


class _Place(NamedTuple):
    """Where a case stands in a repository."""

    repository: Repository
    path: str
    revision: str


@click.command()
@click.argument("case", shell_complete=completion.cases)
@click.option(
    "-r",
    "--rubric",
    metavar="RUBRIC",
    shell_complete=completion.rubrics,
    help="A shipped rubric's name or a file's path, as it is now.",
)
@as_of_option
@click.option(
    "-n", "--number", "most", type=click.IntRange(min=1), metavar="N", help="Only the N newest commits."
)
@click.option(
    "--git-dir",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Ask this repository, which may be bare; CASE is then a path from its top.",
)
@output_options(LOG_FORMATS, how="How to print it. Default: by the ending of -o, else text.", metavar="PATH")
def log(
    case: str,
    rubric: str | None,
    as_of: PartialDate | None,
    most: int | None,
    git_dir: Path | None,
    name: str | None,
    output: Path | None,
) -> None:
    """Show what CASE scored at each commit that touched its file, newest first.

    Every commit is scored by the rubric as it is now, so that only the case moves a score. Renames are
    followed, commits that touched only its coded answers count, and where the format as it is now cannot
    read a file it is said why. CASE is a file, or REVISION:FILE to begin
    at another revision than HEAD.
    """
    spare_the_inputs(output, [case, rubric or ""])
    place = _place(case, git_dir)
    scorer = load_rubric(rubric or default_rubric(), usual_memory())
    found = log_of(
        place.repository,
        place.path,
        scorer,
        revision=place.revision,
        as_of=as_of,
        most=most,
        progress=progress,
    )
    if not found.entries:
        message = f"no commit up to {place.revision} touches this file"
        hint = "commit it first, or check the spelling of the path"
        raise InputError([Problem("file/not-found", Severity.ERROR, message, hint, Location(case))])
    if output is None:
        write_stdout(LOG_FORMATS[name or "text"].render(found))
    else:
        suffixes = {key: form.suffix for key, form in LOG_FORMATS.items()}
        write_file(output, LOG_FORMATS[name or format_of(output, suffixes)].render(found))


def _place(case: str, git_dir: Path | None) -> _Place:
    """Where a file stands, which need not be there any longer, and at which revision to begin."""
    revision, colon, path = case.partition(":")
    if not colon or not revision or not path or Path(case).exists():
        revision, path = "HEAD", case
    if git_dir is not None:
        repository = git.bare_repository(git_dir)
        return _Place(repository, path, revision)
    (file, *others) = case_paths(path)
    if others or Path(path).is_dir():
        raise UsageError(f"{path} is a folder: name one case file")
    repository = repository_of_case(path, file)
    return _Place(repository, git.path_in(repository, file), revision)
