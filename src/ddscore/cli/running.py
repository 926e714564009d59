"""By what means many files are judged: the options that commands over many files share."""

from __future__ import annotations

from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddscore.documents.memory import usual_folder
from ddscore.errors import UsageError
from ddscore.running.work import How

if TYPE_CHECKING:
    from collections.abc import Callable

_OPTIONS = (
    click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="Use at most N processes. Default: one for each core, once there is enough to do.",
    ),
    click.option(
        "--cache",
        "cache",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="Remember results here. Default: the user's cache folder, or what DDSCORE_CACHE names.",
    ),
    click.option(
        "--no-cache", is_flag=True, help="Neither use results that are remembered, nor remember any."
    ),
    click.option(
        "--cache-by-content",
        "by_content",
        is_flag=True,
        help="Know files by their content alone, not by time and size: where a checkout writes them anew.",
    ),
    click.option(
        "--scheduler",
        metavar="ADDRESS",
        help="Let the workers of this Dask scheduler do the work, as in tcp://10.0.0.1:8786.",
    ),
)


def running_options(command: Callable[..., object]) -> Callable[..., object]:
    """By what means to work: the command is given `how`."""

    @wraps(command)
    def call(
        *arguments: object,
        jobs: int | None,
        cache: Path | None,
        no_cache: bool,
        by_content: bool,
        scheduler: str | None,
        **given: object,
    ) -> object:
        if no_cache and (cache is not None or by_content):
            raise UsageError(
                f"--no-cache and {'--cache' if cache else '--cache-by-content'} exclude each other"
            )
        if jobs is not None and scheduler is not None:
            raise UsageError(
                "-j and --scheduler exclude each other: the cluster says how many workers it has"
            )
        folder = None if no_cache else cache or usual_folder()
        how = How(jobs, folder, by_content, scheduler, warn=_warn)
        return command(*arguments, how=how, **given)

    for option in reversed(_OPTIONS):
        call = option(call)
    return call


def _warn(message: str) -> None:
    click.echo(f"ddscore: {message}", err=True)
