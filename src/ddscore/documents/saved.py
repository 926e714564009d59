"""Saved assessments: JSON as ddscore writes it, read back as strictly as the files that people write."""

from __future__ import annotations

import json
import math
import re
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Any, NoReturn

from ddscore.documents.characters import place_after
from ddscore.documents.saved_places import place_of_depth, place_of_second, place_of_text, place_of_word
from ddscore.errors import InputError
from ddscore.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_BYTES = 2**24
"""16 MiB: a list of some hundred assessments."""
MAX_VALUES = 600_000
"""Twice as many as so many assessments have. Empty lists take twenty times the room of their text."""
MAX_NESTING = 100
"""Four times what a report needs. The fast validator recurses in compiled code, and dies on much deeper."""
_AGAIN = "save the assessment again with `ddscore assess -f json`"
_SHOWN = 40
"""Characters of a key or a number that a message shows."""
_DIGITS = 1000
_MARKS = ",[{"
"""No more values stand in a text than there are of these, and one."""
_ESCAPED_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_HALF = re.compile("[\ud800-\udfff]")


def load(content: bytes, path: str) -> object:
    """What a JSON file says, with each key once and every number finite; InputError, `json/…`, otherwise."""
    text = _decode(content, path)
    if sum(map(text.count, _MARKS)) > MAX_VALUES:
        message = f"there are more than {MAX_VALUES:,} values in this file"
        _refuse("too-many-values", message, "save fewer assessments in one file", path)
    try:
        document = _parsed(text, path)
        is_too_deep = _is_deeper(document, MAX_NESTING)
    except RecursionError:
        is_too_deep = True
    if is_too_deep:
        message = f"lists and objects are nested deeper than {MAX_NESTING} levels"
        _refuse("too-deep", message, _AGAIN, path, place_of_depth(text, MAX_NESTING))
    if _ESCAPED_HALF.search(text) and _HALF.search(json.dumps(document, ensure_ascii=False)):
        message = "an escape (\\ud800 to \\udfff) stands for half a character"
        place = place_of_text(text, lambda one: _HALF.search(one) is not None)
        _refuse("half-character", message, "write the character itself", path, place)
    return document


def _parsed(text: str, path: str) -> object:
    def refuse_number(word: str) -> NoReturn:
        message = f"{_cut(word)} is no number that JSON has"
        place = place_of_word(text, lambda one: one == word)
        _refuse("not-finite", message, "a score that is not shown is null", path, place)

    def finite(word: str) -> float:
        number = float(word)
        return number if math.isfinite(number) else refuse_number(word)

    def whole(word: str) -> int:
        # Figures are printed as floats, which end somewhere.
        number = int(word)
        return number if math.isfinite(float(word)) else refuse_number(word)

    def pairs(items: list[tuple[str, Any]]) -> Mapping[str, Any]:
        found = dict(items)
        if len(found) < len(items):
            names = [name for name, _ in items]
            name = next(name for name in found if names.count(name) > 1)
            message = f"one object has the key {_cut(name)!r} twice"
            _refuse("duplicate-key", message, "keep one of them", path, place_of_second(text, name))
        return found

    try:
        document: object = json.loads(
            text,
            object_pairs_hook=pairs,
            parse_constant=refuse_number,
            parse_float=finite,
            parse_int=whole,
        )
    except json.JSONDecodeError as error:
        message = f"this is not valid JSON: {error.msg[0].lower()}{error.msg[1:]}"
        _refuse("syntax", message, _AGAIN, path, place_after(text[: error.pos]))
    except ValueError:
        # Python's own limit of digits.
        place = place_of_word(text, lambda one: len(one) > _DIGITS)
        _refuse("number", "a number here has thousands of digits", _AGAIN, path, place)
    return document


def _decode(content: bytes, path: str) -> str:
    if content.startswith(BOM_UTF8):
        hint = "save it as UTF-8 without a byte order mark"
        _refuse("syntax", "the file begins with a byte order mark, which JSON has not", hint, path, (1, 1))
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        place = place_after(content[: error.start].decode())
        message = f"the byte 0x{content[error.start]:02X} is not valid UTF-8 here"
        _refuse("not-utf8", message, "save the file as UTF-8", path, place)


def _cut(word: str) -> str:
    return word if len(word) <= _SHOWN else f"{word[:_SHOWN]}…"


def _is_deeper(value: object, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(one, levels - 1) for one in inner)


def _refuse(check: str, message: str, hint: str, path: str, place: tuple[int, int] | None = None) -> NoReturn:
    location = Location(path, *(place or ()))
    raise InputError([Problem(f"json/{check}", Severity.ERROR, message, hint, location)])
