"""The shell's face: click, streams and exit codes live here and nowhere else."""

from __future__ import annotations

from ddscore.cli.main import main

__all__ = ["main"]
