"""Whole commands from a cold start, against the least that any command of their kind takes to start."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import ddscore
from ddscore.documents import shipped
from tests.benchmarks.timing import Row, medians

try:
    from resource import RUSAGE_CHILDREN, getrusage
except ImportError:  # on Windows
    getrusage = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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


def rows(case: Path, folder: Path, rounds: int) -> Iterator[Row]:
    """What commands take to start and run; `folder` is for what they need."""
    hello = folder / "hello.py"
    hello.write_text(_HELLO, encoding="utf-8")
    python, command = [sys.executable], _command()
    # Compiled modules, as any installation has, but none in the source tree.
    clone = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    clone["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    installed = {**clone, "PYTHONPATH": str(_installed(folder / "installed"))}
    commands = {
        "click": ([*python, str(hello)], clone),
        "click and yaml": ([*python, "-c", "import click, yaml"], clone),
        "version": ([*command, "--version"], installed),
        "help": ([*command, "--help"], installed),
        "assess": ([*command, "assess", str(case)], installed),
        "assess in a clone": ([*command, "assess", str(case)], clone),
    }
    seconds = medians({name: partial(_run, name, *given) for name, given in commands.items()}, rounds)
    yield Row("ddscore --version, to click's hello", seconds["version"] / seconds["click"], "at most 1.3")
    yield Row("ddscore --help, to the same", seconds["help"] / seconds["click"], "at most 1.3")
    unit = seconds["click and yaml"]
    yield Row("ddscore assess CASE, to importing click and yaml", seconds["assess"] / unit, "at most 1.7")
    yield Row("  in a clone, where its rubric is checked", seconds["assess in a clone"] / unit)


def _installed(folder: Path) -> Path:
    """The package as a wheel lays it out, with the rubrics inside."""
    package = folder / "ddscore"
    shutil.copytree(Path(ddscore.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    if not (package / "rubrics").exists():
        shutil.copytree(shipped.folder("rubrics"), package / "rubrics")
    return folder


def _command() -> Sequence[str]:
    """The installed command, or else the module."""
    script = Path(sysconfig.get_path("scripts")) / f"ddscore{sysconfig.get_config_var('EXE') or ''}"
    return [str(script)] if script.exists() else [sys.executable, "-m", "ddscore"]


def _run(name: str, command: Sequence[str], settings: Mapping[str, str]) -> Mapping[str, float]:
    start = _spent()
    subprocess.run(command, env=dict(settings), stdout=subprocess.DEVNULL, check=True)
    return {name: _spent() - start}


def _spent() -> float:
    """The processor time of all processes run so far; by the clock where the system does not say."""
    if getrusage is None:
        return perf_counter()
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
