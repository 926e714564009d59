"""From bytes to text that shows all it says: UTF-8, without control or invisible characters.

Checked before libyaml sees a byte: it takes UTF-16 for input and U+0085 and U+2028 for line breaks, and
100,000 `%TAG` lines keep it busy for 16 seconds before its first event.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from typing import TYPE_CHECKING, NamedTuple

from ddscore.documents.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence


_OF_PROGRAMS = (
    (b"PK\x03\x04", "a document of Word or Excel, or another zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an older Word or Excel"),
    (b"%PDF-", "a PDF"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3\0", "a SQLite database"),
)
"""How files of other programs begin."""
_SAVE_AS_TEXT = "write it with a text editor, or save it from there as plain text in UTF-8"


class _Kind(NamedTuple):
    characters: str
    """As the inside of a character class."""
    name: str
    hint: str


_REFUSED: Sequence[_Kind] = (
    _Kind("\x00", "a null character", "delete it; where there are many the file is UTF-16: save it as UTF-8"),
    _Kind("\x85\u2028\u2029", "a line break that only some programs see", "use an ordinary line break"),
    _Kind("\ufeff", "a byte order mark", "save the file as UTF-8 without a byte order mark"),
    _Kind(
        "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
        "a bidirectional control",
        "delete it: it can make text read differently from what it says",
    ),
    # The two noncharacters at the end stand here because libyaml refuses them.
    _Kind("\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff", "a control character", "delete it"),
)
_REFUSED_CHARACTER = re.compile(f"[{''.join(kind.characters for kind in _REFUSED)}]")

_PLAIN = bytes([*b"\t\n\r", *range(0x20, 0x7F)])
"""ASCII that any document may hold. To delete it from bytes takes a sixth of the time of a search."""

# The percent sign first: a literal is found ten times faster than the beginning of a line.
_DIRECTIVE = re.compile(r"%(?<![^\r\n]%)")


DIRECTIVE = Refusal(
    "directive", "a line begins with %, which makes it a directive", "delete it, or indent or quote the text"
)


def decode(content: bytes, path: str) -> str:
    """Decode a document, or raise an InputError at the first character or directive that it may not hold."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        if refused := _not_text(content):
            refused.at(path, 1, 1)
        _not_utf8(content, error.start).at(path, *place_after(content[: error.start].decode()))
    rest = content.translate(None, _PLAIN)
    if b"\0" in rest and (refused := _not_text(content)):
        refused.at(path, 1, 1)
    if rest and _REFUSED_CHARACTER.search(rest.decode()) and (match := _REFUSED_CHARACTER.search(text)):
        _of_character(match.group()).at(path, *place_after(text[: match.start()]))
    if "%" in text and (match := _DIRECTIVE.search(text)):
        DIRECTIVE.at(path, *place_after(text[: match.start()]))
    return text


def without_refused(content: bytes) -> bytes:
    """Text with a space for each character that no document may hold, as JSON may; lines and columns stay."""
    return _REFUSED_CHARACTER.sub(" ", content.decode()).encode()


def refused_character(text: str) -> Refusal | None:
    """Say why the first character in `text` is refused that no document may hold, if it has one."""
    match = _REFUSED_CHARACTER.search(text)
    return _of_character(match.group()) if match else None


def _of_character(character: str) -> Refusal:
    kind = next(kind for kind in _REFUSED if re.match(f"[{kind.characters}]", character))
    return Refusal("control-character", f"U+{ord(character):04X} is {kind.name}", kind.hint)


def utf16(content: bytes) -> str | None:
    """Which UTF-16 a text is in, by its mark or by the null beside its first letter; None for all else."""
    marked = {BOM_UTF16_LE: "utf-16-le", BOM_UTF16_BE: "utf-16-be"}.get(content[:2])
    if marked is not None:
        return marked
    nulls = [byte == 0 for byte in content[:4]]
    if nulls == [False, True] * 2:
        return "utf-16-le"
    return "utf-16-be" if nulls == [True, False] * 2 else None


def _not_text(content: bytes) -> Refusal | None:
    """Say that a file is no text in UTF-8 but something known."""
    if utf16(content):
        return Refusal("not-utf8", "the file is UTF-16", "save it as UTF-8")
    what = next((what for mark, what in _OF_PROGRAMS if content.startswith(mark)), None)
    if what is None:
        return None
    return Refusal("not-utf8", f"this is {what}, and no text", _SAVE_AS_TEXT)


def _not_utf8(content: bytes, index: int) -> Refusal:
    hint = "save the file as UTF-8; it may be in the encoding of an older Windows program"
    return Refusal("not-utf8", f"the byte 0x{content[index]:02X} is not valid UTF-8 here", hint)


def place_after(text: str) -> tuple[int, int]:
    """Count to the line and column of the character that follows `text`."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return lines.count("\n") + 1, len(lines) - lines.rfind("\n")
