"""The shell's face: click, streams and exit codes live here and nowhere else."""

from __future__ import annotations

import gc
from typing import NoReturn

MANY = 100_000
"""Objects that may come to be before their cycles are looked for; Python's own 700 are for longer lives."""


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    # A run is soon over. The collector's rounds, most of all those at the end when all memory is given back
    # anyway, would be a fifth of its time.
    gc.set_threshold(MANY)
    from ddscore.cli.main import main as run

    try:
        run()
    finally:
        gc.freeze()
