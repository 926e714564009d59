"""`ddscore test`: run the tests that stand beside rubrics."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddscore.analysis.rubric_tests import run
from ddscore.cli import completion
from ddscore.cli.formats import FormatChoice
from ddscore.cli.options import SUFFIXES, files_below
from ddscore.cli.output import format_of, spare_the_inputs, write_file, write_stdout
from ddscore.cli.progress import progress
from ddscore.documents import shipped
from ddscore.documents.files import read
from ddscore.documents.rubric_test import load_rubric_test
from ddscore.errors import GateError, InputError
from ddscore.problems import Location, Problem, Severity
from ddscore.reports.rubric_tests import RUBRIC_TEST_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ddscore.model.rubric_test import Ran, RubricTests

HERE = "."
STDOUT = "-"
_SAYS = re.compile(rb"^ddscore: *rubric/", re.MULTILINE)


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH…]", shell_complete=completion.rubrics)
@click.option(
    "-f",
    "--format",
    "name",
    type=FormatChoice(RUBRIC_TEST_FORMATS),
    help="How to report. Default: by the ending of -o, else text.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Write the report here instead of stdout.",
)
@click.option(
    "--require-coverage",
    "required",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Exit with 1 where the tests reach less of a rubric's levels, bands, profiles and outcomes.",
)
def test(paths: tuple[str, ...], name: str | None, output: Path | None, required: float | None) -> None:
    """Run the tests of rubrics, and say what of each rubric no test reaches.

    A PATH is a file of tests (*.test.yaml), a rubric that has its tests beside it, the name of a shipped
    rubric, or a directory of such files; the current directory where none is given. Exit codes: 0 all tests
    passed; 1 one failed, or they reach too little; 3 a file is invalid, or there are no tests.
    """
    folders = [Path(path) for path in paths or (HERE,) if Path(path).is_dir()]
    files = list(dict.fromkeys(file for path in paths or (HERE,) for file in _tests_of(path)))
    suffixes = {form.name: form.suffix for form in RUBRIC_TEST_FORMATS.values()}
    form = RUBRIC_TEST_FORMATS[name or format_of(output, suffixes)]
    spare_the_inputs(output, files)
    ran = run(_loaded(files), [str(path) for path in _untested(folders, files)], required, progress)
    if output is None or str(output) == STDOUT:
        write_stdout(form.render(ran))
    else:
        write_file(output, form.render(ran))
    _conclude(ran)


def _tests_of(given: str) -> list[Path]:
    """The files of tests that an argument means."""
    path = Path(given)
    if path.is_dir():
        found = [file for file in files_below(path, SUFFIXES) if shipped.is_test(file)]
        hint = "name a file or a directory of files that end in .test.yaml, as ungp.test.yaml does"
    elif shipped.is_test(path):
        return [path]
    else:
        rubric = shipped.rubric_path(given)
        read(rubric)
        beside = shipped.tests_of(rubric)
        found = [beside] if beside.is_file() else []
        hint = f"write them to {beside}"
    if not found:
        problem = Problem("file/no-tests", Severity.ERROR, "there are no tests here", hint, Location(given))
        raise InputError([problem])
    return found


def _untested(folders: Iterable[Path], files: Sequence[Path]) -> list[Path]:
    """The rubrics below the folders that no file of tests stands beside."""
    tested = {file.resolve() for file in files}
    candidates = [file for folder in folders for file in files_below(folder, SUFFIXES)]
    return [
        file
        for file in candidates
        if not shipped.is_test(file) and shipped.tests_of(file).resolve() not in tested and _is_rubric(file)
    ]


def _is_rubric(file: Path) -> bool:
    """Whether a file says that it is a rubric; one that cannot be read is nobody's concern here."""
    try:
        return _SAYS.search(read(file)) is not None
    except InputError:
        return False


def _loaded(files: Sequence[Path]) -> list[RubricTests]:
    """All tests; all that is wrong with their files in one error."""
    tests: list[RubricTests] = []
    problems: list[Problem] = []
    with progress(len(files), "Reading tests") as step:
        for file in files:
            try:
                tests.append(load_rubric_test(file))
            except InputError as error:
                problems.extend(error.problems)
            step(1)
    if problems:
        raise InputError(problems)
    return tests


def _conclude(ran: Ran) -> None:
    """Fail the run where a test failed, or where the tests reach less than was asked for."""
    # Late, since most runs pass.
    from ddscore.reports.rubric_tests.wording import shortfalls

    total = sum(len(file.tests) for file in ran.files)
    failed = [f"{ran.failed} of {total} tests failed"] if ran.failed else []
    reasons = [*failed, *shortfalls(ran)]
    if reasons:
        raise GateError("\n  ".join(reasons))
