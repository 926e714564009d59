"""`ddscore import`: a researcher's sheet of coded answers becomes case files."""

from __future__ import annotations

import shutil
import tempfile
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from ddscore.cli import completion
from ddscore.cli.options import Day
from ddscore.documents.characters import refused_character
from ddscore.documents.files import read
from ddscore.documents.findings import MOST
from ddscore.documents.imported_files import (
    Existing,
    ImportedSource,
    answers_name,
    case_name,
    imported_files,
)
from ddscore.documents.importing import place
from ddscore.documents.memory import usual_memory
from ddscore.documents.rubric import load_rubric
from ddscore.documents.schema import parsed
from ddscore.documents.tables import MAX_BYTES, read_csv
from ddscore.errors import InputError, UsageError
from ddscore.model.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ddscore.documents.importing import Placed
    from ddscore.documents.tables import Table
    from ddscore.problems import Problem

KINDS = tuple(kind for kind in parsed("case")["$defs"]["body"]["enum"] if kind is not None)


def source_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the publication that all answers come from, as `source`; None where none is named."""

    @click.option(
        "--source-title", "title", metavar="TEXT", help="The publication that the answers come from."
    )
    @click.option("--source-url", "url", metavar="URL", help="Where it can be read.")
    @click.option("--published", metavar="DATE", help="When it was published: a day, a month or a year.")
    @click.option(
        "--source-publisher", "publisher", metavar="TEXT", help="Who published it. Default: its URL's host."
    )
    @click.option(
        "--source-kind",
        "kind",
        metavar="KIND",
        type=click.Choice(KINDS),
        help="What kind of publisher that is: benchmark (the default), ngo, academic, company, …",
    )
    @wraps(command)
    def with_source(
        *arguments: object,
        title: str | None,
        url: str | None,
        published: str | None,
        publisher: str | None,
        kind: str | None,
        **options: object,
    ) -> None:
        source = None
        if title is not None:
            source = _source(title, url, published, publisher, kind)
        elif any((url, published, publisher, kind)):
            raise UsageError("a source needs a title: give --source-title")
        command(*arguments, source=source, **options)

    return with_source


@click.command("import")
@click.argument("answers", metavar="ANSWERS.csv", shell_complete=completion.files)
@click.option(
    "--rubric",
    required=True,
    metavar="ID",
    shell_complete=completion.rubrics,
    help="The rubric that they answer: its name or path.",
)
@click.option(
    "-o",
    "--output",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write the case files, and the answers beside them, here.",
)
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="Read COLUMN as FIELD: company, id (of the case), question, answer, sources, or what an answer was "
    "given for, such as element. COLUMN= leaves it out. May be repeated.",
)
@click.option("--sheet", metavar="NAME", help="Of a workbook with several sheets: the one to read.")
@source_options
@click.option(
    "--as-of",
    type=Day(),
    metavar="DATE",
    help="The date of assessment of new case files (YYYY-MM-DD). Default: the last day of --published.",
)
def import_(
    answers: str,
    rubric: str,
    folder: Path,
    maps: tuple[str, ...],
    sheet: str | None,
    source: ImportedSource | None,
    as_of: PartialDate | None,
) -> None:
    """Turn a sheet of coded answers, a row an answer, into case files, one a company.

    ANSWERS.csv, or an Excel workbook, has the columns company, question and answer, and those that say what
    an answer was given for. The answers go into a file beside each case file: importing again writes it
    anew, and never a case file that is there. What cannot be placed is an error with its row, and then
    nothing is written.
    """
    loaded = load_rubric(rubric, usual_memory())
    placed = place(_table(answers, sheet), loaded, _renamed(maps))
    day = as_of.text if as_of is not None else None if source is None else source.known
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for case in placed.cases:
        try:
            files |= imported_files(case, loaded.id, source, day, answers, _there(folder, case.id))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems[:MOST])
    _write(folder, files)
    _say(placed, loaded.id, source, len(files))


def _source(
    title: str, url: str | None, published: str | None, publisher: str | None, kind: str | None
) -> ImportedSource:
    for option, text in (("title", title), ("url", url), ("publisher", publisher)):
        if text is not None and (not text.strip() or refused_character(text) is not None):
            raise UsageError(f"--source-{option} is empty, or has a character that no case file may hold")
    address = urlsplit(url or "")
    if url is not None and (address.scheme not in ("http", "https") or not address.hostname):
        raise UsageError(f"--source-url {url}: write an address that begins with https://")
    who = publisher or (address.hostname or "").removeprefix("www.")
    if not who:
        raise UsageError("who published the source? give --source-publisher, or --source-url for its host")
    if published is None:
        raise UsageError("when was the source published? give --published: answers are known from that day")
    try:
        known = PartialDate.parse(published).last.isoformat()
    except ValueError as error:
        raise UsageError(f"--published: {error}") from error
    return ImportedSource(title, who, kind or "benchmark", published, url, known)


def _renamed(maps: Sequence[str]) -> dict[str, str]:
    """Fields by column, from `COLUMN=FIELD`."""
    renamed = {}
    for given in maps:
        column, equals, field = given.rpartition("=")
        if not equals:
            raise UsageError(f"--map {given}: write COLUMN=FIELD, as in --map indicator=question")
        renamed[column.strip()] = field.strip()
    return renamed


def _table(path: str, sheet: str | None) -> Table:
    suffix = Path(path).suffix.lower()
    if suffix in (".xls", ".ods", ".numbers"):
        raise UsageError(f"{path}: save the sheet as .xlsx or as CSV UTF-8")
    if suffix in (".xlsx", ".xlsm"):
        from ddscore.documents.workbook import read_xlsx

        return read_xlsx(read(path, limit=MAX_BYTES), path, sheet)
    if sheet is not None:
        raise UsageError(f"{path} is no workbook, and has no sheet {sheet}: leave --sheet out")
    return read_csv(read(path, limit=MAX_BYTES), path)


def _there(folder: Path, case: str) -> Existing:
    """What stands already where a company's files go."""
    paths = folder / case_name(case), folder / answers_name(case)
    contents = [read(path, limit=MAX_BYTES) if path.exists() else None for path in paths]
    return Existing(str(paths[0]), contents[0], str(paths[1]), contents[1])


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files or none: they take their places once every one of them has been written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".import-") as staging:
            for name, content in files.items():
                staged = Path(staging) / name
                staged.write_bytes(content)
                if (folder / name).exists():
                    shutil.copymode(folder / name, staged)
            for name in files:
                (Path(staging) / name).replace(folder / name)
    except OSError as error:
        raise UsageError(f"cannot write into {folder}: {error.strerror}; give -o another place") from error


def _say(placed: Placed, rubric: str, source: ImportedSource | None, written: int) -> None:
    """Say on stderr what was done, and what the researcher may not have meant."""
    if placed.left_out:
        columns = ", ".join(placed.left_out)
        click.echo(
            f"left out: {columns}; {rubric} asks for no such thing (--map COLUMN=FIELD keeps it)", err=True
        )
    if source is None and not any(answer.sources for case in placed.cases for answer in case.answers):
        hint = "give --source-title, --source-url and --published"
        click.echo(f"warning: the answers name no source and count as known on any date; {hint}", err=True)
    answers, companies = sum(len(case.answers) for case in placed.cases), len(placed.cases)
    unchanged = 2 * companies - written
    click.echo(
        f"{answers:,} answers on {companies:,} companies: {written:,} files written, {unchanged:,} unchanged",
        err=True,
    )
