"""Where reports go: stdout, a file, or a directory with one report a case and an index."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from errno import EACCES
from pathlib import Path
from typing import TYPE_CHECKING

from ddscore.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import TextIO


_COLUMNS, _LEAST, _MOST = 80, 60, 120


def format_of(output: Path | None, suffixes: Mapping[str, str]) -> str:
    """The format that a file's ending asks for, of formats with their endings; text where it has none."""
    by_suffix = {suffix: name for name, suffix in suffixes.items()}
    suffix = "" if output is None else output.suffix
    if suffix and suffix not in by_suffix:
        endings = ", ".join(by_suffix)
        raise UsageError(f"-o {output}: no format ends in {suffix}; end it in {endings}, or give -f")
    return by_suffix.get(suffix, "text")


def spare_the_inputs(output: Path | None, inputs: Iterable[Path | str]) -> None:
    """Refuse to write a report over a file that it is made from."""
    if output is None or not output.is_file():
        return
    if any(Path(name).is_file() and output.samefile(name) for name in inputs):
        raise UsageError(f"-o {output} is one of the files to read; give the report a name of its own")


def write(output: Path | None, text: str | bytes) -> None:
    """Write a report to a file, or to stdout where none is named."""
    if output is None:
        write_stdout(text)
    else:
        write_file(output, text)


def write_stdout(text: str | bytes) -> None:
    """Write text as UTF-8 with line feeds on every system; a reader that has gone (`| head`) is no error."""
    if sys.stdout is None:
        raise UsageError("there is no stdout to write to; give -o a file")
    try:
        sys.stdout.buffer.write(_bytes(text))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def columns() -> int:
    """How wide to print to stdout: what its terminal has, within what reads well; 80 where it is none."""
    return terminal_columns(sys.stdout) or _COLUMNS


def terminal_columns(stream: TextIO | None) -> int | None:
    """How wide a terminal is, within what reads well; None for a pipe, a file or a stand-in for them."""
    try:
        wide = 0 if stream is None else os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return None
    return min(max(wide, _LEAST), _MOST) if wide else None


def write_file(path: Path, text: str | bytes) -> None:
    """Replace a file whole or not at all: a run that fails leaves the old one.

    A link keeps pointing where it does; a device or a pipe is written to, never replaced.
    """
    # Late, since a report to stdout does without.
    import tempfile

    with _telling(path):
        target = path.resolve()
        if target.exists() and not target.is_file():
            target.write_bytes(_bytes(text))
            return
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".ddscore-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(_bytes(text))
            _give_usual_mode(Path(name), target)
            Path(name).replace(target)
        finally:
            with suppress(FileNotFoundError):
                Path(name).unlink()


def write_with_index(
    folder: Path, reports: Mapping[str, str | bytes], suffix: str, index: str | bytes
) -> None:
    """Write a report each, by the name of its file, and the index that leads to them."""
    name = f"index{suffix}"
    if name in reports:
        raise UsageError(
            f"a case has the id index, and its report would be written over by the index, {name}: give the "
            "case another id, or report it alone"
        )
    write_directory(folder, {**reports, name: index})


def write_directory(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files, by name, into a directory that is made where it is missing."""
    with _telling(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        write_file(folder / name, text)


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8")


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Say of what cannot be written where it is and what to do."""
    try:
        yield
    except OSError as error:
        raise UsageError(
            f"cannot write {path}: {error.strerror}; give -o a place that can be written to"
        ) from error


def _give_usual_mode(temporary: Path, path: Path) -> None:
    """A temporary file is its owner's alone; the report has the mode that any new file would have."""
    if path.exists():
        mode = path.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    temporary.chmod(mode)
