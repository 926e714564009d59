"""How assessments are reported: the options that several commands share, and where the reports go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddscore.cli.formats import FormatChoice
from ddscore.cli.output import columns, format_of, write_file, write_stdout, write_with_index
from ddscore.cli.progress import progress
from ddscore.errors import UsageError
from ddscore.reports import FORMATS, grouped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ddscore.model.assessment import Assessment
    from ddscore.reports import Format


TEXT = "text"


def target(_context: click.Context, _option: click.Parameter, path: Path | None) -> Path | None:
    """Where to write: a dash is stdout; an empty name, as an unset variable gives it, is a mistake."""
    if path is not None and str(path) in ("", "."):
        raise click.BadParameter("name a file or a directory")
    return None if str(path) == "-" else path


def output_options(
    formats: Mapping[str, object],
    how: str = "How to report. Default: by the ending of -o, else text.",
    where: str = "Write here instead of stdout.",
    metavar: str = "FILE",
) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """In which format to print, and where to: `name` and `output`."""
    name = click.option("-f", "--format", "name", type=FormatChoice(formats), help=how)
    output = click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, allow_dash=True),
        callback=target,
        metavar=metavar,
        help=where,
    )
    return lambda command: name(output(command))


def report_options(command: Callable[..., object]) -> Callable[..., object]:
    """In which format to report, where to, and how much of it: `name`, `output` and `full`."""
    where = "Write here instead of stdout: a file, or a directory for a report a case and an index."
    named = output_options(FORMATS, where=where, metavar="PATH")
    full = click.option(
        "--full",
        is_flag=True,
        help="Print all of a report in text to stdout: every criterion, fact, search and source. Files and "
        "other formats always have all of it.",
    )
    return named(full(command))


def write_reports(
    assessments: Sequence[Assessment], name: str | None, output: Path | None, *, full: bool
) -> None:
    """Report in the format that was asked for: to stdout, into a file, or a file each into a folder."""
    if output is None:
        write_stdout(_on_screen(assessments, name or TEXT, full=full))
    elif output.is_dir() or (len(assessments) > 1 and not output.suffix):
        _write_each(assessments, FORMATS[name or TEXT], output)
    else:
        suffixes = {form.name: form.suffix for form in FORMATS.values()}
        write_file(output, FORMATS[name or format_of(output, suffixes)].render(assessments))


def _on_screen(assessments: Sequence[Assessment], name: str, *, full: bool) -> str:
    """A report for stdout; in text as wide as the terminal, and in short unless all of it was asked for."""
    if name != TEXT:
        return FORMATS[name].render(assessments)
    from ddscore.reports import text

    return (text.render if full else text.brief)(assessments, columns())


def _write_each(assessments: Sequence[Assessment], form: Format, folder: Path) -> None:
    """A report for each case, and an index of them."""
    files: dict[str, list[Assessment]] = {}
    for group in grouped(assessments):
        case = group[0].case.id
        # A copy of a case is told once, and is as likely a mistake as another case under its id.
        if sum(one.case.id == case for one in assessments) > len(group):
            raise UsageError(f"two cases have the id {case}: assess them into different folders")
        files[case + form.suffix] = group
    reports = {}
    with progress(len(files), "Writing reports") as step:
        for file, group in files.items():
            reports[file] = form.render(group)
            step(1)
    write_with_index(folder, reports, form.suffix, form.index(files))
