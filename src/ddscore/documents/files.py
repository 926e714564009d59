"""Reading an input file whole, or saying why it cannot be read."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import NoReturn

from ddscore.errors import InputError
from ddscore.problems import Location, Problem, Severity

MAX_BYTES = 2**20
"""No document is larger than 1 MiB."""

SIZE_HINT = "split it, or move bulk data to a file of its own, as a case does with answers_file"


def read(path: Path | str, *, limit: int = MAX_BYTES) -> bytes:
    """Read an ordinary file of at most `limit` bytes.

    Raises InputError with one problem, `file/…`, whose location is the path as the user named it.
    """
    try:
        found = Path(path).stat()
        if stat.S_ISDIR(found.st_mode):
            _refuse(path, "is-a-directory", "this is a folder, not a file", "name a file in it")
        if not stat.S_ISREG(found.st_mode):
            # Opening a pipe waits for its writer, which may never come.
            _refuse(path, "not-a-file", "this is a pipe, socket or device", "name an ordinary file")
        content = _contents(path) if found.st_size <= limit else b""
    except (FileNotFoundError, NotADirectoryError):
        _refuse_missing(path)
    except PermissionError:
        _refuse(
            path, "unreadable", "you may not read this file", "check the permissions of it and its folder"
        )
    except OSError as error:
        reason = error.strerror or "the system refused"
        _refuse(path, "unreadable", f"the file cannot be read: {reason}", "check that the path is right")
    except ValueError:
        _refuse(path, "unreadable", "no file can have this name", "check the path for stray characters")
    if max(found.st_size, len(content)) > limit:
        hint = SIZE_HINT if limit == MAX_BYTES else "split it, or leave out what is not needed"
        _refuse(path, "too-large", f"the file is larger than {limit / 2**20:g} MiB", hint)
    return content


def _contents(path: Path | str) -> bytes:
    # Without a buffer, which takes as long to make as a small file to read.
    with Path(path).open("rb", buffering=0) as file:
        return file.read()


def _refuse_missing(path: Path | str) -> NoReturn:
    named = Path(path)
    if named.is_symlink():
        target = named.readlink()
        _refuse(path, "dangling-link", f"this link leads to {target}, which is not there", "mend the link")
    if not named.parent.is_dir():
        _refuse(path, "not-found", "no such file", f"there is no folder {named.parent}")
    _refuse(path, "not-found", "no such file", _nearest_name(named))


def _nearest_name(missing: Path) -> str:
    from difflib import get_close_matches

    try:
        names = [entry.name for entry in missing.parent.iterdir()]
    except OSError:
        names = []
    for name in get_close_matches(missing.name, names, n=1):
        return f"did you mean {missing.parent / name}?"
    return "check the spelling and the folder that you are in"


def _refuse(path: Path | str, check: str, message: str, hint: str) -> NoReturn:
    problem = Problem(f"file/{check}", Severity.ERROR, message, hint, Location(str(path)))
    raise InputError([problem])
