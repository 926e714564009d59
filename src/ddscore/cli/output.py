"""Where reports go: stdout, a file, or a directory with one report a case and an index."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ddscore.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping


def write_stdout(text: str) -> None:
    """Write text as UTF-8 with line feeds on every system; a reader that has gone (`| head`) is no error."""
    try:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_file(path: Path, text: str) -> None:
    """Replace a file whole or not at all: a run that fails leaves the old one."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise UsageError(
            f"cannot write {path}: {error.strerror}; give -o a place that can be written to"
        ) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8"))
        _give_usual_mode(Path(name), path)
        Path(name).replace(path)
    except OSError as error:
        raise UsageError(
            f"cannot write {path}: {error.strerror}; give -o a place that can be written to"
        ) from error
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()


def _give_usual_mode(temporary: Path, path: Path) -> None:
    """A temporary file is its owner's alone; the report has the mode that any new file would have."""
    if path.exists():
        mode = path.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    temporary.chmod(mode)


def write_directory(folder: Path, files: Mapping[str, str]) -> None:
    """Write files, by name, into a directory that is made where it is missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"cannot make {folder}: {error.strerror}; give -o a place that can be written to"
        ) from error
    for name, text in files.items():
        write_file(folder / name, text)
