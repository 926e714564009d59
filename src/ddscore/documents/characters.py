"""From bytes to text that shows all it says: UTF-8, without control or invisible characters.

Checked before libyaml sees a byte: it takes UTF-16 for input and U+0085 and U+2028 for line breaks, and
100,000 `%TAG` lines keep it busy for 16 seconds before its first event.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ddscore.documents.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence


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
        refusal = _not_utf8(content, error.start)
        refusal.at(path, *place_after(content[: error.start].decode()))
    rest = content.translate(None, _PLAIN)
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


def _not_utf8(content: bytes, index: int) -> Refusal:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Refusal("not-utf8", "the file is UTF-16", "save it as UTF-8")
    hint = "save the file as UTF-8; it may be in the encoding of an older Windows program"
    return Refusal("not-utf8", f"the byte 0x{content[index]:02X} is not valid UTF-8 here", hint)


def place_after(text: str) -> tuple[int, int]:
    """Count to the line and column of the character that follows `text`."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return lines.count("\n") + 1, len(lines) - lines.rfind("\n")
