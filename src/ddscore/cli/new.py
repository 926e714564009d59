"""`ddscore new`: files to start from, which teach their format."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ddscore.cli import completion
from ddscore.cli.options import SUFFIXES, Day
from ddscore.cli.output import write_stdout
from ddscore.documents import shipped, starts
from ddscore.documents.case import parse_case
from ddscore.documents.characters import refused_character
from ddscore.documents.countries import instead_of, is_country
from ddscore.documents.rubric import load_rubric
from ddscore.documents.schema import schema_text
from ddscore.documents.slugs import slug
from ddscore.errors import UsageError
from ddscore.library import assess

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ddscore.model.dates import PartialDate
    from ddscore.model.rubric import Rubric

STDOUT = "-"
LONGEST = 300
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_UNRESEARCHED = b"ddscore: case/1\nid: unresearched\ncompany: {name: Example plc}\nas_of: 2024-06-30\n"


class Place(NamedTuple):
    """Where a new file goes, and the id that its name gives it."""

    path: Path | None
    """None: to stdout."""
    id: str

    def __str__(self) -> str:
        """As problems name it."""
        return str(self.path or f"{self.id}.yaml")

    def beside(self, name: str) -> Path:
        """Another file in the same folder."""
        return (self.path or Path(f"{self.id}.yaml")).with_name(name)


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where the new files go, and whether their schemas go with them."""
    output = click.option(
        "-o",
        "--output",
        metavar="PATH",
        shell_complete=completion.files,
        help="Write this file, whose name is the id, or into this folder, which is made if need be (cases/); "
        "- is stdout. Default: here.",
    )
    schema = click.option(
        "--schema/--no-schema",
        default=True,
        help="Name a JSON Schema for editors in the first line, and write it beside where it is missing, or "
        "do not. Default: do.",
    )
    return output(schema(command))


@click.group()
def new() -> None:
    """Write a case or a rubric to start from, with comments that teach the format."""


@new.command()
@click.argument("name", required=False, metavar="[COMPANY | FILE.yaml]")
@click.option("--country", metavar="CC", help="Where it is registered, by two letters (ISO 3166).")
@click.option("--as-of", type=Day(), metavar="DATE", help="The date of assessment (YYYY-MM-DD).")
@output_options
def case(
    name: str | None, country: str | None, as_of: PartialDate | None, output: str | None, schema: bool
) -> None:
    """Write a case file in which nothing is recorded yet, so that everything is unknown.

    COMPANY is the company's full legal name, and gives the file its own: "Example Mining plc" becomes
    example-mining-plc.yaml. Without it, at a terminal, you are asked. No file is written over.
    """
    name, output = _name_and_output(name, output)
    if name is None and _can_ask():
        name = _ask("The company's full legal name")
        country = country or _ask(
            "Where it is registered, by two letters (Enter to leave it open)", default=""
        )
        as_of = as_of or _ask_day("Up to which day the record is known, YYYY-MM-DD (Enter to leave it open)")
    company = _words("a company's name", _stem(output) if name is None else name)
    place = _place(output, slug(company))
    start = starts.Start(place.id, company, _country(country), as_of.text if as_of else None)
    if place.path is None:
        write_stdout(starts.case_start(start, str(place), None))
        return
    text = starts.case_start(start, str(place), _schema_name("case") if schema else None)
    _write({place.path: text}, ["case"] if schema else [])


@new.command()
@click.argument("name", required=False, metavar="[ID | TITLE | FILE.yaml]")
@click.option("--title", metavar="TEXT", help="Its title. Default: the words of its id.")
@click.option(
    "--extends",
    "base",
    metavar="RUBRIC",
    shell_complete=completion.rubrics,
    help="Start from this rubric and change it: a shipped one, or one beside the new file.",
)
@output_options
def rubric(name: str | None, title: str | None, base: str | None, output: str | None, schema: bool) -> None:
    """Write a small rubric that is whole, and its tests beside it.

    ID gives the files their names: our-rubric makes our-rubric.yaml and our-rubric.test.yaml. Without it, at
    a terminal, you are asked. No file is written over.
    """
    name, output = _name_and_output(name, output)
    if name is None and output in (None, STDOUT) and _can_ask():
        name = _ask("The rubric's id, or its title")
    said = _words("a rubric's id or title", _stem(output) if name is None else name)
    is_id = _ID.fullmatch(said) is not None
    place = _place(output, said if is_id else slug(said))
    if place.id in shipped.rubrics():
        raise UsageError(f"a shipped rubric is called {place.id}: choose another id (--extends {place.id})")
    if title is None:
        title = said.replace("-", " ").capitalize() if is_id else said
    title = _words("a title", title)
    if place.path is None:
        write_stdout(_rubric_texts(place, title, base, schema=False)[0])
        return
    text, test = _rubric_texts(place, title, base, schema=schema)
    kinds = ["rubric", "rubric-test"] if schema else []
    _write({place.path: text, place.beside(_test_name(place)): test}, kinds)


def _rubric_texts(place: Place, title: str, base: str | None, *, schema: bool) -> tuple[str, str]:
    """A rubric and its tests."""
    rubric_schema, test_schema = (
        _schema_name(kind) if schema else None for kind in ("rubric", "rubric-test")
    )
    name, test = f"{place.id}.yaml", _test_name(place)
    if base is None:
        text, _ = starts.rubric_start(place.id, title, test, str(place), rubric_schema)
        return text, starts.rubric_test_start(place.id, name, test_schema)
    text, whole = starts.extension_start(place.id, title, _base(base, place), str(place), rubric_schema)
    summary = assess(parse_case(_UNRESEARCHED, "unresearched.yaml"), whole).summary
    found = {"band": summary.band, "profile": summary.profile, "outcome": summary.outcome}
    return text, starts.extension_test_start(place.id, name, found, test_schema)


def _base(name: str, place: Place) -> Rubric:
    """The rubric to extend: where its name is looked for, beside the new one and then among the shipped."""
    beside = place.beside(f"{name}.yaml")
    return load_rubric(beside if beside.is_file() else name)


def _name_and_output(name: str | None, output: str | None) -> tuple[str | None, str | None]:
    """The name that was given, and the file, which may stand in its place."""
    if name is None or not name.endswith(SUFFIXES):
        return name, output
    if output is not None:
        raise UsageError(f"{name} and -o {output} are two files: name one")
    return None, name


def _stem(output: str | None) -> str:
    """What a file's name says, where nothing else was said."""
    if output is None or not output.endswith(SUFFIXES):
        raise UsageError(
            'give a name: `ddscore new case "Example Mining plc"`, `ddscore new rubric our-rubric`'
        )
    return Path(output).stem


def _can_ask() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _ask(question: str, default: str | None = None) -> str:
    answer: str = click.prompt(question, default=default, show_default=False, err=True)
    return answer


def _ask_day(question: str) -> PartialDate | None:
    given = _ask(question, default="")
    return Day().convert(given, None, None) if given else None


def _words(what: str, text: str) -> str:
    """Text that a file may hold."""
    refusal = refused_character(text)
    if refusal is not None or "\n" in text or not text.isprintable():
        raise UsageError(f"{what} has a character that no file may hold: write it in one line of plain text")
    if not text.strip() or len(text) > LONGEST:
        raise UsageError(f"{what} has 1 to {LONGEST} characters")
    return text.strip()


def _country(text: str | None) -> str | None:
    if not text:
        return None
    code = text.upper()
    if not is_country(code):
        raise UsageError(f"--country {text}: no country has these letters; {instead_of(code)}")
    return code


def _place(output: str | None, called: str) -> Place:
    """Where a file called so goes; a file that was named has the id that its name says."""
    if output == STDOUT:
        return Place(None, called)
    path = Path(output or ".")
    if path.is_dir() or (output or "").endswith(("/", os.sep)):
        path /= f"{called}.yaml"
    elif path.suffix not in SUFFIXES:
        raise UsageError(
            f"-o {output}: name a file that ends in .yaml, or a folder; end a new one in /: {output}/"
        )
    if not _ID.fullmatch(path.stem) or shipped.is_test(path):
        hint = "name the file by its id, of small letters, digits and dashes"
        raise UsageError(f"{path.name}: {hint}, as in {slug(path.stem)}.yaml")
    return Place(path, path.stem)


def _test_name(place: Place) -> str:
    return f"{place.id}{shipped.TEST_SUFFIX}"


def _schema_name(kind: str) -> str:
    return f"{kind}.schema.json"


def _write(files: Mapping[Path, str], schemas: Sequence[str]) -> None:
    """Write new files, and beside them the schemas that are missing."""
    folder = next(iter(files)).parent
    for path in files:
        if path.exists() or path.is_symlink():
            raise UsageError(f"{path} is there already, and is left as it is: choose another name, or -o")
    missing = {folder / _schema_name(kind): schema_text(kind) for kind in schemas}
    written = {**files, **{path: text for path, text in missing.items() if not path.exists()}}
    _make(folder)
    for path, text in written.items():
        try:
            with path.open("xb") as stream:
                stream.write(text.encode())
        except OSError as error:
            raise UsageError(f"cannot write {path}: {error.strerror}; give -o another place") from error
        click.echo(f"wrote {path}", err=True)


def _make(folder: Path) -> None:
    """Make the folder that was named, where it is not there yet."""
    if folder.is_dir():
        return
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise UsageError(f"cannot make {folder}: {error.strerror}; give -o another place") from error
    click.echo(f"made the folder {folder}", err=True)
