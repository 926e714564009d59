"""`ddscore rubrics`: what rubrics there are and what they ask."""

from __future__ import annotations

from pathlib import Path

import click

from ddscore.cli import completion
from ddscore.cli.output import columns, write_directory, write_stdout
from ddscore.documents import shipped
from ddscore.documents.files import read
from ddscore.documents.memory import usual_memory
from ddscore.documents.rubric import load_rubric
from ddscore.errors import UsageError


@click.group()
def rubrics() -> None:
    """List the shipped rubrics, show one, or make their pages."""


@rubrics.command("list")
def list_() -> None:
    """List the shipped rubrics: name, version and title; the default is marked."""
    from tabulate import tabulate

    default = shipped.default_rubric()
    rows = []
    for name, path in shipped.rubrics().items():
        rubric = load_rubric(path, usual_memory())
        rows.append((name, rubric.version, rubric.title, "default" if name == default else ""))
    head = ("name", "version", "title", "")
    # Two spaces stand between columns, and tabulate pads a heading by two; the rest is for the titles.
    others = sum(max(len(head[place]) + 2, *(len(row[place]) for row in rows)) + 2 for place in (0, 1, 3))
    widths = (None, None, columns() - others, None)
    write_stdout(tabulate(rows, headers=head, disable_numparse=True, maxcolwidths=widths) + "\n")


@rubrics.command()
@click.argument("name", metavar="RUBRIC", shell_complete=completion.rubrics)
@click.option("--source", is_flag=True, help="Print the rubric's file as it stands, comments and all.")
def show(name: str, source: bool) -> None:
    """Show what RUBRIC asks: its nodes, weights, levels and decision tables."""
    if source:
        path = shipped.rubric_path(name)
        load_rubric(path, usual_memory())
        write_stdout(read(path).decode("utf-8"))
        return
    from ddscore.reports.outline import outline

    write_stdout(outline(load_rubric(name, usual_memory())))


@rubrics.command()
@click.argument("names", nargs=-1, metavar="[RUBRIC]…", shell_complete=completion.rubrics)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write a page each here, and an index, instead of all to stdout.",
)
def docs(names: tuple[str, ...], output: Path | None) -> None:
    """Make a page in Markdown for each RUBRIC, all shipped ones by default.

    A page says in words what a rubric asks, what gives points, what the unknown means there and what follows.
    """
    from ddscore.reports.rubric_docs import pages

    loaded = [load_rubric(name, usual_memory()) for name in names or shipped.rubrics()]
    ids = [rubric.id for rubric in loaded]
    twice = [name for name in ids if ids.count(name) > 1]
    if twice:
        raise UsageError(
            f"two rubrics have the id {twice[0]}, and a page is named after it: give one of them"
        )
    made = pages(loaded)
    if output is None:
        write_stdout("\n---\n\n".join(made.values()))
    else:
        write_directory(output, made)
