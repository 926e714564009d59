"""Arguments and options that several commands share, and what they mean."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddscore.cli import completion
from ddscore.cli.progress import progress
from ddscore.documents import shipped
from ddscore.documents.case import load_case
from ddscore.documents.findings import guess
from ddscore.documents.memory import usual_memory
from ddscore.errors import InputError, UsageError
from ddscore.model.dates import PartialDate
from ddscore.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.model.case import Case

SUFFIXES = (".yaml", ".yml")
_NOTED = 3
"""Cases of which something is said one by one."""


class Day(click.ParamType[PartialDate]):
    """A day; a month or a year would leave open what was known."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> PartialDate:
        """Read `2020-09-23`; anything else is wrong usage."""
        if isinstance(value, PartialDate):
            return value
        try:
            day = PartialDate.parse(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day: write YYYY-MM-DD.", param, ctx)
        if day.first != day.last:
            self.fail(f"{value!r} is not one day: write YYYY-MM-DD.", param, ctx)
        return day


as_of_option = click.option(
    "--as-of",
    type=Day(),
    metavar="DATE",
    help="Use what was public on this day (YYYY-MM-DD). Default: each case's own as_of.",
)
rubrics_option = click.option(
    "-r",
    "--rubric",
    "rubrics",
    multiple=True,
    metavar="RUBRIC",
    shell_complete=completion.rubrics,
    help="A shipped rubric's name or a file's path; may be repeated. Default: the shipped default.",
)
rubric_option = click.option(
    "-r",
    "--rubric",
    metavar="RUBRIC",
    shell_complete=completion.rubrics,
    help="A shipped rubric's name or a file's path. Default: the shipped default.",
)


def load_case_alone(name: str) -> Case:
    """The one case that an argument means."""
    loaded = load_cases([name])
    if len(loaded) > 1:
        raise UsageError(f"{name} holds {len(loaded)} cases: name one of them")
    return loaded[0]


def load_cases(names: Sequence[str]) -> list[Case]:
    """Every case that files, directories and names of shipped cases mean; all problems in one error."""
    cases: list[Case] = []
    problems: list[Problem] = []
    memory = usual_memory()
    paths = [path for name in names for path in case_paths(name)]
    with progress(len(paths), "Reading cases") as step:
        for path in paths:
            try:
                cases.append(load_case(path, memory))
            except InputError as error:
                problems.extend(error.problems)
            step(1)
    if problems:
        raise InputError(problems)
    return cases


def note_what_is_later(cases: Sequence[Case], as_of: PartialDate | None) -> None:
    """Say on stderr that cases record what came after the dates that they name themselves.

    A report as of a date says nothing of it, and who screens today would take it for all there is.
    """
    if as_of is not None:
        return
    found = [(case, latest) for case in cases if (latest := _latest(case)) is not None]
    for case, latest in found[:_NOTED]:
        click.echo(
            f"note: {case.id} is taken as of {case.as_of}, the date in its file, which records sources up to "
            f"{latest}; --as-of DATE takes another",
            err=True,
        )
    if len(found) > _NOTED:
        others = len(found) - _NOTED
        click.echo(f"note: so it is with {others:,} other{'s' if others > 1 else ''}", err=True)


def _latest(case: Case) -> PartialDate | None:
    """The publication of the latest source, if it was not public on the case's own date."""
    known = [source.known for source in case.sources.values() if source.known is not None]
    latest = max(known, key=lambda date: (date.last, date.text), default=None)
    is_later = latest is not None and case.as_of is not None and latest.last > case.as_of.first
    return latest if is_later else None


def is_hidden(file: Path, folder: Path) -> bool:
    """Whether a file stands in a hidden place below the folder: an environment, a repository's own files."""
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def files_below(folder: Path, suffixes: Sequence[str]) -> list[Path]:
    """The files below a folder whose names end in one of `suffixes`, but for hidden places, in order."""
    return sorted(
        file
        for file in folder.rglob("*")
        if file.suffix.lower() in suffixes and not is_hidden(file, folder) and not file.is_dir()
    )


def case_paths(name: str) -> list[Path]:
    """The case files that an argument means: a file, all files below a directory, or a shipped case."""
    path = Path(name)
    if path.is_dir():
        found = [file for file in files_below(path, SUFFIXES) if not shipped.is_test(file)]
        if not found:
            raise InputError(
                [
                    Problem(
                        "file/no-cases",
                        Severity.ERROR,
                        "no case files here",
                        "name a case file, or a directory that holds files ending in .yaml",
                        Location(name),
                    )
                ]
            )
        return found
    at_hand = shipped.folder("cases") / f"{name}.yaml"
    if (
        not path.suffix
        and len(path.parts) == 1
        and not path.is_symlink()
        and not path.exists()
        and at_hand.exists()
    ):
        return [at_hand]
    if not path.suffix and len(path.parts) == 1 and not path.is_symlink() and not path.exists():
        raise InputError([_nowhere(name)])
    return [path]


def _nowhere(name: str) -> Problem:
    """A name that neither a file nor a shipped case has."""
    known = sorted(file.stem for file in shipped.folder("cases").glob("*.yaml"))
    here = [f"{name}{suffix}" for suffix in SUFFIXES if Path(f"{name}{suffix}").is_file()]
    otherwise = f"the shipped cases are {', '.join(known)}; any other is given by its file's path"
    return Problem(
        "file/not-found",
        Severity.ERROR,
        "no such file, and no shipped case is called so",
        f"did you mean {here[0]}?" if here else guess(name, known, otherwise).replace("`", ""),
        Location(name),
    )
