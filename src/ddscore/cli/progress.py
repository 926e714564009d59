"""How far work has come, for those who wait at a terminal for more than a second."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

import click

from ddscore.model.progress import untold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click._termui_impl import ProgressBar

    from ddscore.model.progress import Step

PATIENCE = 1.0
"""So many seconds nobody needs to be told what they are waiting for."""
_AWAY = "\x1b[1A\x1b[2K"
"""One line up, where click left the bar, and that line empty."""


@contextmanager
def progress(total: int | None, label: str) -> Iterator[Step]:
    """Show on stderr how much of some work is done.

        with progress(len(files), "Checking") as step:
            for file in files:
                …
                step(1)

    Only at a terminal, only once it has taken a second, and never after: the line is gone when the work is
    done or has failed. `total` is None where it is not known before how many parts there are.
    """
    if not _is_watched():
        with untold(total, label) as step:
            yield step
        return
    bar = _Bar(total, label)
    try:
        yield bar.step
    finally:
        bar.remove()


def _is_watched() -> bool:
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


class _Bar:
    """A bar that shows itself late."""

    def __init__(self, total: int | None, label: str) -> None:
        self._total = total
        self._label = label
        self._began = time.monotonic()
        self._done = 0
        self._shown: ProgressBar[int] | None = None

    def step(self, steps: int) -> None:
        self._done += steps
        if self._shown is not None:
            self._shown.update(steps)
        elif time.monotonic() - self._began > PATIENCE:
            self._show()

    def _show(self) -> None:
        endless = count() if self._total is None else None
        self._shown = click.progressbar(
            endless, self._total, self._label, show_pos=self._total is None, file=sys.stderr
        )
        # What is left is reckoned from when the work began, not from when the bar came.
        self._shown.start -= time.monotonic() - self._began
        self._shown.__enter__()
        self._shown.update(self._done)

    def remove(self) -> None:
        if self._shown is not None:
            self._shown.render_finish()
            click.echo(_AWAY, file=sys.stderr, nl=False)
