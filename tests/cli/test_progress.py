"""How far work has come: at a terminal, after a second, and gone afterwards."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from ddscore.cli import progress as module
from ddscore.cli.main import COMMANDS, ddscore
from ddscore.cli.progress import progress

if TYPE_CHECKING:
    from collections.abc import Callable

CASE = "cases/hikvision.yaml"
AWAY = "\x1b[1A\x1b[2K"


class Terminal(io.StringIO):
    """A stream that says that somebody watches it."""

    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that goes on by so much with each look."""

    def __init__(self, by: float) -> None:
        self.now, self.by = 100.0, by

    def monotonic(self) -> float:
        self.now += self.by
        return self.now

    def time(self) -> float:
        return self.now


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Somebody at a terminal."""
    stream = Terminal()
    # Not `sys.stderr` itself, which pytest replaces once more when a test begins.
    monkeypatch.setattr(module, "sys", SimpleNamespace(stderr=stream))
    monkeypatch.setenv("TERM", "xterm")
    return stream


@pytest.fixture
def each_look_takes(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """How much time passes from one look at the clock to the next."""
    return lambda seconds: monkeypatch.setattr(module, "time", Clock(seconds))


def work(total: int | None, parts: int) -> None:
    with progress(total, "Reading cases") as step:
        for _ in range(parts):
            step(1)


def test_work_of_less_than_a_second_shows_nothing(
    terminal: Terminal, each_look_takes: Callable[[float], None]
) -> None:
    each_look_takes(0.09)
    work(10, 10)
    assert terminal.getvalue() == ""


def test_longer_work_shows_how_much_is_done_and_leaves_an_empty_line(
    terminal: Terminal, each_look_takes: Callable[[float], None]
) -> None:
    each_look_takes(0.3)
    work(10, 10)
    shown = terminal.getvalue()
    first, *_ = shown.split("%")
    assert first.endswith("0"), "what came before the bar did is counted with its first step"
    assert "Reading cases" in shown and " 40%" in shown and "100%" in shown and " 30%" not in shown
    assert shown.endswith("\x1b[?25h\n" + AWAY if os.name != "nt" else "\n" + AWAY)


def test_work_of_unknown_length_counts_its_parts(
    terminal: Terminal, each_look_takes: Callable[[float], None]
) -> None:
    each_look_takes(2)
    work(None, 7)
    assert "7" in terminal.getvalue() and "%" not in terminal.getvalue()


def test_work_that_fails_takes_its_line_away_too(
    terminal: Terminal, each_look_takes: Callable[[float], None]
) -> None:
    each_look_takes(2)
    with pytest.raises(ZeroDivisionError), progress(3, "Reading cases") as step:
        step(1)
        raise ZeroDivisionError
    assert terminal.getvalue().endswith(AWAY)


@pytest.mark.parametrize("dumb", [False, True])
def test_nothing_is_shown_where_nobody_watches(
    dumb: bool, monkeypatch: pytest.MonkeyPatch, each_look_takes: Callable[[float], None]
) -> None:
    stream = Terminal() if dumb else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "dumb" if dumb else "xterm")
    each_look_takes(2)
    work(3, 3)
    assert stream.getvalue() == ""


def test_without_stderr_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    work(3, 3)


@pytest.mark.parametrize(
    ("arguments", "label"),
    [
        (["assess", CASE], "Scoring"),
        (["check", CASE, "rubrics"], "Checking"),
        (["history", CASE], "Scoring days"),
        (["log", CASE, "-n", "1"], "Scoring commits"),
        (["diff", CASE, "--as-of", "2020-09-01..2020-09-23"], "Tracing each change"),
        (["robustness", CASE, "--draws", "2"], "Varying weights"),
        (["test", "harm-score"], "Running tests"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_commands_that_may_take_long_tell_how_far_they_are(
    arguments: list[str], label: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_is_watched", lambda: True)
    monkeypatch.setattr(module, "PATIENCE", -1)
    monkeypatch.setattr("click._termui_impl.isatty", lambda _: True)
    done = CliRunner().invoke(ddscore, arguments)
    assert label in done.stderr, done.output
    assert "100%" in done.stderr or label == "Tracing each change"
    assert label not in done.stdout


def test_the_help_and_a_small_run_do_not_import_the_bar() -> None:
    script = (
        "import sys; from ddscore.cli.main import run; "
        f"run(['assess', {CASE!r}, '-o', {os.devnull!r}, '-f', 'json']); "
        "sys.exit('click._termui_impl' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
    assert "assess" in COMMANDS
