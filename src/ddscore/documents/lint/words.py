"""Text that a case states, and what of it is quoted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ddscore.documents.positions import NodePath

QUOTATION_MARKS: Final = '“„«»"「『‘'
_QUOTED: Final = re.compile(
    # None goes on beyond a mark that opens another: so that many of them take no longer than their text.
    r"“([^“”]*)”|„([^„“”]*)[“”]|«([^«»]*)»|»([^«»]*)«|「([^「」]*)」|『([^『』]*)』|\"([^\"]*)\""
    # One that closes is no apostrophe: no letter follows it.
    r"|‘([^‘]*?)’(?!\w)",
)
"""Text within quotation marks of the languages in which cases are written."""
_PERHAPS_QUOTED: Final = re.compile(r"(?<!\w)'[^']*'(?!\w)")
"""Or within two apostrophes: workers' camps, said the workers' union."""
_LETTERS: Final = bytes(
    ord(chr(code).lower()) if chr(code).isascii() and chr(code).isalpha() else ord(" ") for code in range(256)
)
"""For `bytes.translate`: small letters for letters, a space for all else."""


class Text(NamedTuple):
    """A piece of free text in a case."""

    words: str
    at: NodePath
    own: bool = True
    """Whether it is the author's account, and not a name or the words of somebody else."""


class Whole(NamedTuple):
    """All text of a case at once, for a glance whether a closer look at any of it is needed."""

    text: str
    words: frozenset[bytes]
    """Every word of Latin letters in it, in small letters."""

    @staticmethod
    def of(texts: Iterable[str]) -> Whole:
        """Put texts together."""
        text = "\n".join(texts)
        # Over bytes, which takes a tenth of the time of a regular expression.
        return Whole(text, frozenset(text.encode().translate(_LETTERS).split()))


def quoted(words: str) -> Iterator[str]:
    """List what stands within quotation marks; a mark without its fellow quotes nothing."""
    for match in _QUOTED.finditer(words):
        yield next(inside for inside in match.groups() if inside is not None)


def unquoted(words: str) -> str:
    """The text without what is quoted in it."""
    return _PERHAPS_QUOTED.sub(" … ", _QUOTED.sub(" … ", words))
