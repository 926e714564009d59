"""`ddscore rubrics`: what rubrics there are and what they ask."""

from __future__ import annotations

import click

from ddscore.cli import completion
from ddscore.cli.output import write_stdout
from ddscore.documents import shipped
from ddscore.documents.files import read
from ddscore.documents.memory import usual_memory
from ddscore.documents.rubric import load_rubric


@click.group()
def rubrics() -> None:
    """List the shipped rubrics, or show one."""


@rubrics.command("list")
def list_() -> None:
    """List the shipped rubrics: name, version and title; the default is marked."""
    from tabulate import tabulate

    default = shipped.default_rubric()
    rows = []
    for name, path in shipped.rubrics().items():
        rubric = load_rubric(path, usual_memory())
        rows.append((name, rubric.version, rubric.title, "default" if name == default else ""))
    write_stdout(tabulate(rows, headers=("name", "version", "title", ""), disable_numparse=True) + "\n")


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
