"""Whole commands from a cold start, against the least that any command of their kind takes to start."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from functools import partial
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

import ddscore
from ddscore.documents import shipped
from ddscore.documents.memory import PLACE
from tests.benchmarks.timing import Row, medians

try:
    from resource import RUSAGE_CHILDREN, getrusage
except ImportError:  # on Windows
    getrusage = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_HELLO = """\
import click

@click.command()
@click.option("--count", default=1, help="Number of greetings.")
@click.option("--name", default="World", help="The person to greet.")
def hello(count, name):
    for _ in range(count):
        click.echo(f"Hello, {name}!")

hello()
"""


class Start(NamedTuple):
    """A command that is started again and again."""

    command: Sequence[str]
    settings: Mapping[str, str]
    before: Callable[[], object] = bool
    """What is done each time before it is started, at no cost to it."""


def rows(case: Path, folder: Path, rounds: int) -> Iterator[Row]:
    """What commands take to start and run; `folder` is for what they need."""
    hello = folder / "hello.py"
    hello.write_text(_HELLO, encoding="utf-8")
    python, command = [sys.executable], installed_command()
    # Compiled modules, as any installation has, but none in the source tree.
    clone = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    clone |= {"PYTHONPYCACHEPREFIX": str(folder / "compiled"), PLACE: str(folder / "known")}
    installed = {**clone, "PYTHONPATH": str(_installed(folder / "installed"))}
    nothing, edited = folder / "nothing-known", folder / "edited.yaml"
    forget = partial(shutil.rmtree, nothing, ignore_errors=True)
    edit = partial(_edit, case, edited, count())
    assess = [*command, "assess", str(case)]
    starts = {
        "click": Start([*python, str(hello)], clone),
        "click and yaml": Start([*python, "-c", "import click, yaml"], clone),
        "version": Start([*command, "--version"], installed),
        "help": Start([*command, "--help"], installed),
        "assess": Start(assess, installed),
        "assess in a clone": Start(assess, clone),
        "edited": Start([*command, "assess", str(edited)], installed, edit),
        "first": Start(assess, {**installed, PLACE: str(nothing)}, forget),
        "first in a clone": Start(assess, {**clone, PLACE: str(nothing)}, forget),
    }
    seconds = medians({name: partial(_run, name, start) for name, start in starts.items()}, rounds)
    yield Row("ddscore --version, to click's hello", seconds["version"] / seconds["click"], "at most 1.3")
    yield Row("ddscore --help, to the same", seconds["help"] / seconds["click"], "at most 1.3")
    unit = seconds["click and yaml"]
    yield Row("ddscore assess CASE, to importing click and yaml", seconds["assess"] / unit, "at most 1.7")
    yield Row("  in a clone", seconds["assess in a clone"] / unit, "at most 1.7")
    yield Row("  of a case that was edited", seconds["edited"] / unit)
    yield Row("  with nothing remembered", seconds["first"] / unit)
    yield Row("  in a clone with nothing remembered", seconds["first in a clone"] / unit)


def _edit(case: Path, edited: Path, edits: Iterator[int]) -> None:
    """Give the case a comment that it never had."""
    text = case.read_text(encoding="utf-8")
    edited.write_text(f"{text}# {next(edits)}\n", encoding="utf-8", newline="\n")


def _installed(folder: Path) -> Path:
    """The package as a wheel lays it out, with the rubrics inside."""
    package = folder / "ddscore"
    shutil.copytree(Path(ddscore.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    if not (package / "rubrics").exists():
        shutil.copytree(shipped.folder("rubrics"), package / "rubrics")
    return folder


def installed_command() -> Sequence[str]:
    """The installed command, or else the module."""
    script = Path(sysconfig.get_path("scripts")) / f"ddscore{sysconfig.get_config_var('EXE') or ''}"
    return [str(script)] if script.exists() else [sys.executable, "-m", "ddscore"]


def _run(name: str, start: Start) -> Mapping[str, float]:
    start.before()
    begun = _spent()
    subprocess.run(start.command, env=dict(start.settings), stdout=subprocess.DEVNULL, check=True)
    return {name: _spent() - begun}


def _spent() -> float:
    """The processor time of all processes run so far; by the clock where the system does not say."""
    if getrusage is None:
        return perf_counter()
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
