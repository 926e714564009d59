"""`ddscore check`: is every case, rubric, rubric test and saved assessment fit to be relied on."""

from __future__ import annotations

import os
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddscore import __version__
from ddscore.cli import completion
from ddscore.cli.formats import FormatChoice
from ddscore.cli.options import files_below
from ddscore.cli.output import terminal_columns, write_file, write_stdout
from ddscore.cli.progress import progress
from ddscore.documents import shipped
from ddscore.documents.catalogue import checks
from ddscore.documents.check import check as check_file
from ddscore.documents.check import is_unreadable
from ddscore.documents.files import MAX_BYTES, SIZE_HINT, read
from ddscore.documents.foreign import unreadable
from ddscore.documents.kinds import is_meant
from ddscore.documents.lint import Context, asks_of
from ddscore.documents.rubric import load_rubric
from ddscore.documents.saved import MAX_BYTES as MAX_SAVED_BYTES
from ddscore.errors import InputError, UsageError
from ddscore.model.checked import Checked
from ddscore.problems import Location, Problem, Severity
from ddscore.reports.characters import visible
from ddscore.reports.problems import PROBLEM_FORMATS
from ddscore.reports.problems.text import fitted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.progress import Step

STDIN = "-"
SUFFIXES = (".yaml", ".yml", ".json")
NOTHING = "file/nothing-to-check"
ALL = "all"
_FEW = 5
_CLOSE = 0.7
_TEXT = ".txt"
"""What some editors put behind the ending of a name: nothing reads such a file."""
_SCHEMA = ".schema.json"
"""What `ddscore new` puts beside a file for editors."""
UNREADABLE = 3
FAILED = 1


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH…", shell_complete=completion.files)
@click.option(
    "-f",
    "--format",
    "name",
    type=FormatChoice(PROBLEM_FORMATS),
    default="text",
    show_default=True,
    help="How to report what was found.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="PATH",
    help="Write the report here instead of stdout.",
)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option(
    "--notes", is_flag=True, help="List notes too: fields that a rubric asks for and a fact leaves out."
)
@click.option(
    "-r",
    "--rubric",
    "rubrics",
    multiple=True,
    metavar="RUBRIC",
    shell_complete=completion.rubrics,
    help="A rubric whose questions count as asked, beside the shipped ones. May be repeated.",
)
@click.option("--stdin-name", metavar="PATH", default="<stdin>", help="What to call the file that - reads.")
@click.option("--explain", "explained", metavar="ID", help="Say what a problem's id means, or `all` of them.")
def check(
    paths: tuple[str, ...],
    name: str,
    output: Path | None,
    strict: bool,
    notes: bool,
    rubrics: tuple[str, ...],
    stdin_name: str,
    explained: str | None,
) -> None:
    """Check cases, rubrics, rubric tests and saved assessments, and what other commands printed as JSON.

    A PATH is a file, a directory of files, or - for stdin. Each file says what it is in its `ddscore:`
    line; in a directory, files that do not say so are passed over and counted, but for those that nobody
    can read. Exit codes: 0 nothing is wrong; 1 something is; 3 a file cannot be read, or there is nothing
    to check.
    """
    if explained is not None:
        write_stdout(_explained(explained))
        return
    if not paths:
        raise UsageError("name what to check: files, directories, or - for stdin (`ddscore check .`)")
    context = _context(rubrics, notes=notes)
    passed_over: list[str] = []
    checked = list(_check_all(paths, stdin_name, context, passed_over))
    text = PROBLEM_FORMATS[name].render(
        checked, checks(), tool_version=__version__, strict=strict, passed_over=passed_over
    )
    if output is None or str(output) == STDIN:
        wide = terminal_columns(sys.stdout) if name == "text" else None
        write_stdout(fitted(text, wide) if wide else text)
    else:
        write_file(output, text)
    click.get_current_context().exit(_conclude(checked, passed_over, strict=strict))


def _check_all(
    paths: Sequence[str], stdin_name: str, context: Context, passed_over: list[str]
) -> Iterator[Checked]:
    """Check what the arguments mean, each file once; a link counts as the place where it stands.

    Files in a folder that are no matter of ours are added to `passed_over`.
    """
    seen: set[str] = set()
    folders = {given: _below(Path(given)) for given in paths if Path(given).is_dir()}
    meant = dict.fromkeys(paths)
    with progress(sum(len(folders.get(given, [given])) for given in meant), "Checking") as step:
        for given in meant:
            if given == STDIN:
                yield from _check_stdin(stdin_name, context)
            elif given in folders:
                yield from _check_folder(given, folders[given], seen, context, step, passed_over)
            elif _is_new(given, seen):
                yield from _check_file(Path(given), context)
            if given not in folders:
                step(1)


def _below(folder: Path) -> list[Path]:
    """The files below a folder that may be ours, those included that an editor gave a second ending."""
    found = files_below(folder, (*SUFFIXES, _TEXT))
    return [path for path in found if path.suffix.lower() != _TEXT or path.stem.lower().endswith(SUFFIXES)]


def _is_new(path: Path | str, seen: set[str]) -> bool:
    whole = os.path.abspath(path)  # noqa: PTH100 - Path.absolute leaves `..` where it is
    is_new = whole not in seen
    seen.add(whole)
    return is_new


def _check_stdin(name: str, context: Context) -> Iterator[Checked]:
    if sys.stdin is None:
        raise UsageError("there is no stdin to read from; name a file")
    content = sys.stdin.buffer.read(MAX_SAVED_BYTES + 1)
    if len(content) > MAX_SAVED_BYTES:
        message = f"there is more than {MAX_SAVED_BYTES / 2**20:g} MiB"
        problem = Problem("file/too-large", Severity.ERROR, message, SIZE_HINT, Location(name))
        yield Checked(name, "", (problem,))
    else:
        yield from _check_content(content, name, context)


def _check_folder(
    given: str,
    files: Sequence[Path],
    seen: set[str],
    context: Context,
    step: Step,
    passed_over: list[str],
) -> Iterator[Checked]:
    """Check every file of ours below a folder, but for hidden places."""
    is_empty = True
    for path in files:
        if not _is_new(path, seen):
            is_empty = is_empty and str(path) in passed_over
        elif path.suffix.lower() == _TEXT:
            passed_over.append(str(path))
        elif found := list(_check_file(path, context, only_ours=True)):
            is_empty = False
            yield from found
        elif not path.name.endswith(_SCHEMA):
            passed_over.append(str(path))
        step(1)
    if is_empty:
        hint = "a file that begins with a line such as `ddscore: case/1` is checked; name its folder"
        problem = Problem(NOTHING, Severity.ERROR, "there is nothing here to check", hint, Location(given))
        yield Checked(given, "", (problem,))


def _check_file(path: Path, context: Context, *, only_ours: bool = False) -> Iterator[Checked]:
    try:
        content = read(path, limit=MAX_SAVED_BYTES if path.suffix.lower() == ".json" else MAX_BYTES)
    except InputError as error:
        yield Checked(str(path), "", error.problems)
        return
    if not only_ours or is_meant(content):
        yield from _check_content(content, str(path), context)
    elif path.suffix.lower() != ".json" and (problems := unreadable(content, str(path))):
        yield Checked(str(path), "", problems)


def _check_content(content: bytes, path: str, context: Context) -> list[Checked]:
    folder = Path(path).parent

    def beside(name: str) -> bytes:
        from ddscore.documents.tables import MAX_BYTES as MAX_TABLE_BYTES

        return read(folder / name, limit=MAX_TABLE_BYTES)

    return check_file(content, path, replace(context, folder=folder), beside)


def _context(rubrics: Sequence[str], *, notes: bool) -> Context:
    """What the rubrics at hand ask: the shipped ones and those that are named."""
    asked = [load_rubric(name) for name in rubrics]
    unusable: list[str] = []
    for name, path in shipped.rubrics().items():
        try:
            asked.append(load_rubric(path))
        except InputError:
            # In a clone somebody may be at work on it: its own check tells, and no case is to blame.
            unusable.append(name)
    asks = asks_of(asked)
    return Context(replace(asks, questions={**dict.fromkeys(unusable), **asks.questions}), notes=notes)


def _conclude(checked: Sequence[Checked], passed_over: Sequence[str], *, strict: bool) -> int:
    """Count the problems on stderr, and name what was passed over; the exit code that they come to."""
    problems = [problem for one in checked for problem in one.problems]
    weights = Counter(problem.severity for problem in problems)
    counted = [_count(weights[severity], severity.value) for severity in Severity if weights[severity]]
    files = len({one.path for one in checked if all(problem.id != NOTHING for problem in one.problems)})
    found = f"{_count(files, 'file')} checked: {', '.join(counted) or 'nothing is wrong'}"
    click.echo(f"{found}{_named(passed_over)}", err=True)
    if any(map(is_unreadable, problems)):
        return UNREADABLE
    return FAILED if weights[Severity.ERROR] or (strict and weights[Severity.WARNING]) else 0


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _named(passed_over: Sequence[str]) -> str:
    """The files that do not say to be ours: a case among them would go missing unseen."""
    if not passed_over:
        return ""
    names = ", ".join(visible(name) for name in passed_over[:_FEW])
    named = " or the ending .yaml" if any(name.lower().endswith(_TEXT) for name in passed_over) else ""
    others = f" and {len(passed_over) - _FEW:,} more" if len(passed_over) > _FEW else ""
    return f"; {len(passed_over):,} passed over, without a line `ddscore: …`{named}: {names}{others}"


def _near(name: str, ids: Sequence[str]) -> str:
    """Ids that are close to a name as a whole, or by what stands behind their slash."""
    from difflib import get_close_matches

    lasts = {known.rpartition("/")[2]: known for known in ids}
    close = [
        *get_close_matches(name, ids, n=2, cutoff=_CLOSE),
        *(lasts[last] for last in get_close_matches(name.rpartition("/")[2], lasts, n=2, cutoff=_CLOSE)),
    ]
    meant = [f"`{known}`" for known in dict.fromkeys(close)]
    return f"did you mean {' or '.join(meant)}?" if meant else "`ddscore check --explain all` lists them"


def _explained(name: str) -> str:
    """An entry of the catalogue of checks as Markdown, or the whole of it."""
    from ddscore.reports.problems.catalogue import entry, page

    known = checks()
    if name == ALL:
        return page(known)
    if name not in known:
        raise UsageError(f"--explain {name}: no check has this id; {_near(name, list(known))}")
    return entry(known[name])
