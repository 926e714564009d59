"""`ddscore portfolio`: set a list of holdings against the records."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddscore.analysis.portfolio import dates_of, portfolio_of, problems_of
from ddscore.analysis.standings import setup_of, standings
from ddscore.cli import completion
from ddscore.cli.gates import NEAR_NAME, NO_RECORD, fail_on, failures, gate, gates_option, holding_gates
from ddscore.cli.options import Day, as_of_option, case_paths, rubrics_option
from ddscore.cli.output import columns, format_of, spare_the_inputs, write, write_stdout, write_with_index
from ddscore.cli.progress import progress
from ddscore.cli.reporting import TEXT, output_options
from ddscore.cli.running import running_options
from ddscore.documents.case import load_case
from ddscore.documents.findings import MOST, guess
from ddscore.documents.holdings import Reading, load_holdings
from ddscore.documents.holdings_columns import FIELDS
from ddscore.documents.memory import usual_memory
from ddscore.documents.rubric import load_rules
from ddscore.documents.shipped import default_rubric
from ddscore.errors import InputError, UsageError
from ddscore.library import assess
from ddscore.model.portfolio import Held
from ddscore.reports import FORMATS
from ddscore.reports.portfolio import PORTFOLIO_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ddscore.cli.gates import Gate
    from ddscore.model.dates import PartialDate
    from ddscore.model.holdings import Holdings
    from ddscore.model.portfolio import Portfolio, Position
    from ddscore.model.rubric import Rubric
    from ddscore.running import How

_DATED = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})=(.+)", re.DOTALL)
_FIELD = re.compile(rf",(?=(?:{'|'.join(FIELDS)})=)")
_SUFFIXES = {form.name: form.suffix for form in PORTFOLIO_FORMATS.values()}


@click.command()
@click.argument("lists", nargs=-1, required=True, metavar="HOLDINGS…", shell_complete=completion.files)
@click.option(
    "--cases",
    multiple=True,
    metavar="DIR",
    shell_complete=completion.cases,
    help="The records: a folder of case files, a case file, or a shipped case. May be repeated.",
)
@rubrics_option
@as_of_option
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="FIELD=COLUMN",
    help=f"Which column says what, where it goes by no usual name: {', '.join(FIELDS)}. FIELD= leaves it "
    "out. May be repeated, or given as name=Issuer,isin=Code.",
)
@click.option("--sheet", metavar="NAME", help="Of a workbook with several sheets: the one to read.")
@click.option(
    "--decimal", type=click.Choice([".", ","]), help="The decimal mark, where the values do not show it."
)
@click.option(
    "--keep-going",
    is_flag=True,
    help="Report the lines and cases that cannot be used, count them in the result, and go on.",
)
@output_options(
    PORTFOLIO_FORMATS,
    where="Write here instead of stdout: a file, or a directory for a report a company beside the list.",
    metavar="PATH",
)
@gates_option
@running_options
def portfolio(
    lists: tuple[str, ...],
    cases: tuple[str, ...],
    rubrics: tuple[str, ...],
    as_of: PartialDate | None,
    maps: tuple[str, ...],
    sheet: str | None,
    decimal: str | None,
    keep_going: bool,
    name: str | None,
    output: Path | None,
    gates: tuple[str, ...],
    how: How,
) -> None:
    """Say which of the companies held have a record, what it says, and what share of the value that is.

    HOLDINGS is a CSV file or an Excel workbook with a name, an ISIN, an LEI or a ticker in each line, and a
    market value or a weight. Several of them, each with its day, as in 2025-03-31=q1.csv, give the shares of
    each day and their average.
    """
    memory = usual_memory()
    rules = [load_rules(rubric, memory) for rubric in rubrics or (default_rubric(),)]
    loaded = [one.build() for one in rules]
    of_holdings, of_rubrics = holding_gates(gates)
    wanted = [gate(given, loaded) for given in of_rubrics]
    paths = _case_paths(cases)
    form = _form(name, output)
    dated = _dated(lists, as_of)
    spare_the_inputs(output, [*(path for path, _ in dated), *paths, *rubrics])
    reading = Reading(_columns(maps), sheet, decimal)
    holdings = [load_holdings(path, reading, day) for path, day in dated]
    with progress(len(paths), "Scoring") as step:
        judged = standings(paths, setup_of(rules, dates_of(holdings)), replace(how, progress=step))
        found = portfolio_of(loaded, holdings, judged)
    _tell_problems(found, holdings, keep_going)
    _write(found, form, output, paths, loaded)
    _fail(found, wanted, of_holdings)


def _dated(lists: Sequence[str], as_of: PartialDate | None) -> list[tuple[str, PartialDate | None]]:
    """The lists with the day of each; several need a day each, to be told apart."""
    found: list[tuple[str, PartialDate | None]] = []
    for given in lists:
        match = None if Path(given).exists() else _DATED.fullmatch(given)
        day = as_of if match is None else Day().convert(match[1], None, None)
        if match is not None and as_of is not None:
            raise UsageError(f"{given} has a day of its own: leave --as-of out")
        found.append((given if match is None else match[2], day))
    days = [day for _, day in found]
    if len(found) > 1 and (None in days or len(set(days)) < len(days)):
        raise UsageError("several lists need a day each, as in 2025-03-31=q1.csv 2025-06-30=q2.csv")
    return sorted(found, key=lambda one: "" if one[1] is None else one[1].text)


def _columns(maps: Sequence[str]) -> dict[str, str]:
    """Columns by field, from `FIELD=COLUMN`."""
    columns: dict[str, str] = {}
    for given in [part for each in maps for part in _FIELD.split(each)]:
        field, equals, column = given.partition("=")
        field = field.strip()
        if not equals:
            raise UsageError(f"--map {given}: write FIELD=COLUMN, as in --map name=Issuer")
        if field not in FIELDS:
            hint = guess(field, FIELDS, f"there are {', '.join(FIELDS)}")
            raise UsageError(f"--map {given}: {field} is no field of a holding; {hint}")
        columns[field] = column.strip()
    return columns


def _case_paths(cases: Sequence[str]) -> list[str]:
    if not cases:
        raise UsageError("where are the records? give --cases DIR, a folder of case files")
    # As text, which takes a fourth of the memory of a path, since there may be thousands.
    return list(dict.fromkeys(str(path) for name in cases for path in case_paths(name)))


def _form(name: str | None, output: Path | None) -> str:
    """The name of the format; a database is for a file alone."""
    is_folder = output is not None and _is_folder(output)
    form = name or (TEXT if is_folder else format_of(output, _SUFFIXES))
    if form == "sqlite" and (output is None or is_folder):
        raise UsageError("a database is written to a file: give -o results.sqlite")
    return form


def _is_folder(output: Path) -> bool:
    """Whether reports go into a folder, one that is there or is to be made; a device is none."""
    return output.is_dir() or not (output.suffix or output.exists())


def _tell_problems(found: Portfolio, lists: Sequence[Holdings], keep_going: bool) -> None:
    """Fail for what is wrong with lines and cases, or say it on stderr and go on."""
    problems = problems_of(found, lists)
    for one in lists:
        for note in one.notes:
            click.echo(f"note: {one.path}: {note}", err=True)
    if not problems:
        return
    if not keep_going:
        raise InputError(problems[:MOST])
    from ddscore.reports.problems.text import plain

    click.echo(plain(problems[:MOST]), err=True, nl=False)
    told = (
        "1 problem; what it concerns"
        if len(problems) == 1
        else f"{len(problems):,} problems; what they concern"
    )
    click.echo(f"{told} is counted in the result", err=True)


def _write(
    found: Portfolio, name: str, output: Path | None, paths: Sequence[str], rubrics: Sequence[Rubric]
) -> None:
    form = PORTFOLIO_FORMATS[name]
    if output is None and name == TEXT:
        from ddscore.reports.portfolio import text

        write_stdout(text.render(found, {}, columns()))
        return
    if output is None or not _is_folder(output):
        write(output, form.render(found))
        return
    reports = _reports(found, name, paths, rubrics) if form.has_pages else {}
    pages = {case: file for case, (file, _) in reports.items()}
    files: dict[str, str | bytes] = dict(reports.values())
    write_with_index(output, files, form.suffix, form.render(found, pages))


def _reports(
    found: Portfolio, name: str, paths: Sequence[str], rubrics: Sequence[Rubric]
) -> Mapping[str, tuple[str, str]]:
    """A report on each company of the last list, by case: the name of its file, and what it says."""
    snapshot = found.snapshots[-1]
    held = {position.case: position.sha256 for position in snapshot.positions if position.standings}
    form, memory = FORMATS[name], usual_memory()
    reports = {}
    for path in paths:
        try:
            case = load_case(path, memory)
        except InputError:
            # It is told already, with all that is wrong with it.
            continue
        if held.get(case.id) == case.sha256:
            assessed = [assess(case, rubric, snapshot.as_of) for rubric in rubrics]
            reports[case.id] = (case.id + form.suffix, form.render(assessed))
    return reports


def _fail(found: Portfolio, gates: Sequence[Gate], of_holdings: Sequence[str]) -> None:
    """Fail for what is held; what is listed and not held on balance is told, and fails nothing."""
    near = [one for snapshot in found.snapshots for one in snapshot.positions if one.near]
    if near:
        whose = "1 holding has" if len(near) == 1 else f"{len(near):,} holdings have"
        click.echo(f"note: {whose} a name near to that of a case; the report lists them", err=True)
    reached = list(_reached(found, gates))
    for position, reason in reached:
        if not position.weight:
            why = "it is short on balance" if position.weight is None else "its value is 0"
            click.echo(f"note: --fail-on: {reason}; {why}, so it is not held and fails nothing", err=True)
    failed = [reason for position, reason in reached if position.weight]
    fail_on([*failed, *_unmet(found, of_holdings)])


def _unmet(found: Portfolio, gates: Sequence[str]) -> Iterator[str]:
    """What is held and met no case, where a run is to fail on it."""
    for snapshot in found.snapshots:
        for position in snapshot.positions:
            if not position.weight or position.held is Held.ASSESSED:
                continue
            lines = ", ".join(map(str, position.lines))
            if NO_RECORD in gates:
                yield f"{position.name} (line {lines} of {snapshot.holdings.file}): {NO_RECORD}"
            if NEAR_NAME in gates and position.near:
                yield f"{position.name} (line {lines} of {snapshot.holdings.file}): {NEAR_NAME}"


def _reached(found: Portfolio, gates: Sequence[Gate]) -> Iterator[tuple[Position, str]]:
    for snapshot in found.snapshots:
        for position in snapshot.positions:
            for standing in position.standings:
                whose = f"{position.case} by {standing.rubric} as of {standing.as_of}"
                for reason in failures(standing, whose, gates):
                    yield position, reason
