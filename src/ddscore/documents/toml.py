"""TOML: from text to a table, and where in the text a key stands, which Python's reader does not say."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, NoReturn

from ddscore.errors import InputError
from ddscore.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


def load(content: bytes, path: str) -> Mapping[str, Any]:
    """Read a TOML document; InputError with one problem, `toml/…`, where it is none."""
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        _refuse("not-utf8", "the file is not valid UTF-8 here", "save it as UTF-8", Location(path, line))
    except RecursionError:
        _refuse("too-deep", "lists or tables are nested too deep", "flatten the file", Location(path))
    except ValueError as error:
        _refuse_syntax(str(error), content, path)


def place(content: bytes, keys: Sequence[str]) -> tuple[int, int]:
    """Find the line and column, both from 1, of the key to which `keys` lead in a document that was read.

    Each statement, a header or a key with its value, can be read alone and says which keys it sets.
    """
    header: list[str] = []
    statement, start = "", 1
    for number, line in enumerate(_lines(content), 1):
        statement, start = (f"{statement}\n{line}", start) if statement else (line, number)
        try:
            said: object = tomllib.loads(statement)
        except ValueError:
            # A value goes on in the next line.
            continue
        if statement.lstrip().startswith("["):
            header = _chain(said)
        else:
            said = _below(header, said)
        if _has(said, keys):
            row, column = _within(statement, keys)
            return start + row, column
        statement = ""
    raise KeyError(*keys)


def _lines(content: bytes) -> Sequence[str]:
    return content.decode("utf-8-sig").replace("\r\n", "\n").split("\n")


def _chain(said: object) -> list[str]:
    """The keys of a header, which says nothing else."""
    keys = []
    while said:
        if isinstance(said, dict):
            ((key, said),) = said.items()
            keys.append(key)
        elif isinstance(said, list):
            said = said[0]
    return keys


def _below(header: Sequence[str], said: object) -> object:
    for key in reversed(header):
        said = {key: said}
    return said


def _has(said: object, keys: Sequence[str]) -> bool:
    for key in keys:
        if not isinstance(said, dict) or key not in said:
            return False
        said = said[key]
    return True


def _within(statement: str, keys: Sequence[str]) -> tuple[int, int]:
    """The row, from 0, and the column of the last key in a statement; those before it may be its header's."""
    begin = 0
    for key in keys:
        begin = next(_mentions(key, statement, begin), begin)
    if not re.match(rf"[\"']?{re.escape(keys[-1])}", statement[begin:]):
        # What its header says already stood in its value once more.
        begin = next(_mentions(keys[-1], statement, 0))
    return statement.count("\n", 0, begin), begin - statement.rfind("\n", 0, begin)


def _mentions(key: str, statement: str, begin: int) -> Iterator[int]:
    pattern = re.compile(rf"(?<![\w-])[\"']?{re.escape(key)}(?![\w-])")
    return (found.start() for found in pattern.finditer(statement, begin))


def _refuse_syntax(message: str, content: bytes, path: str) -> NoReturn:
    found = _PLACE.search(message)
    if found is None:
        location, told = Location(path), message
    elif found["line"]:
        location, told = Location(path, int(found["line"]), int(found["column"])), message[: found.start()]
    else:
        location, told = (
            Location(path, len(_lines(content))),
            f"{message[: found.start()]}; the file ends here",
        )
    _refuse("syntax", f"this is not TOML: {told[:1].lower()}{told[1:]}", "", location)


def _refuse(check: str, message: str, hint: str, location: Location) -> NoReturn:
    raise InputError([Problem(f"toml/{check}", Severity.ERROR, message, hint, location)])
