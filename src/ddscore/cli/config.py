"""Where a repository's defaults stand: `ddscore.toml`, or the table `[tool.ddscore]` of pyproject.toml.

They stand between what the command line says and what ddscore does by itself. Looking for them takes a few
looks at names; where there is no file, nothing is read and nothing imported.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from ddscore.errors import UsageError

if TYPE_CHECKING:
    from ddscore.cli.settings import Settings

OWN = "ddscore.toml"
PROJECT = "pyproject.toml"
_MAY_HAVE_SETTINGS = rb"""\btool["']?\s*(?:\.\s*["']?ddscore|\])"""


def defaults(path: Path | None) -> dict[str, dict[str, object]]:
    """Defaults for parameters, by command, from the file of settings at `path` or the nearest one.

    Empty where there is none. InputError with every problem in it where it cannot be trusted.
    """
    settings = _nearest() if path is None else _named(path)
    if settings is None:
        return {}
    from ddscore.cli.settings import by_command

    return by_command(settings)


def _nearest() -> Settings | None:
    """The settings of the current folder, or of the nearest above it, up to the repository's root."""
    try:
        here = Path.cwd()
    except OSError:
        # Somebody has deleted it.
        return None
    for folder in (here, *here.parents):
        found = [
            settings
            for name in (OWN, PROJECT)
            if (folder / name).is_file() and (settings := _read(_shown(folder / name, here))) is not None
        ]
        if len(found) > 1:
            from ddscore.cli.settings import refuse_both

            refuse_both(*found)
        if found:
            return found[0]
        # A file in a worktree or a submodule.
        if (folder / ".git").exists():
            break
    return None


def _named(path: Path) -> Settings:
    settings = _read(path)
    if settings is None:
        raise UsageError(f"--config {path}: it has no table [tool.ddscore]")
    return settings


def _read(path: Path) -> Settings | None:
    """The settings in a file; None where a pyproject.toml has none."""
    from ddscore.documents.files import read

    content = read(path)
    # Most projects have no settings of ours, and reading TOML has to be imported.
    if path.name == PROJECT and not re.search(_MAY_HAVE_SETTINGS, content):
        return None
    from ddscore.cli.settings import settings_in

    return settings_in(content, path, path.name == PROJECT)


def _shown(path: Path, here: Path) -> Path:
    """A path as a user in the current folder would write it."""
    return Path(os.path.relpath(path, here))
