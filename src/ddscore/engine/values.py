"""The values of one field in every fact of a collection, fetched once for all that is asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.engine.known import MISSING, OneOf
from ddscore.engine.paths import Each

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Word = str | bool | None
"""What most of a case consists of, and most of a rubric asks for: that none is stated is one too."""

Held = tuple[int, int]
"""Of which facts of a collection something surely holds, and of which it may, the sure ones included.

As bits: bit n stands for the n-th fact.
"""

_Index = tuple["Mapping[Word, int] | None", int]
"""Which facts have which word, and of which it, or a part of it, is not recorded."""


class Values:
    """The values of a field, one for each fact."""

    __slots__ = ("_index", "listed")

    def __init__(self, listed: Sequence[object]) -> None:
        self.listed = listed
        self._index: _Index | None = None

    def holding(self, words: Iterable[Word]) -> Held | None:
        """The facts that have one of some words; None where a value is only known to be one of several."""
        if self._index is None:
            self._index = _indexed(self.listed)
        by_word, missing = self._index
        if by_word is None:
            return None
        sure = 0
        for word in words:
            if word in by_word:
                sure |= by_word[word]
        return sure, sure | missing


def _indexed(listed: Sequence[object]) -> _Index:
    by_word: dict[Word, int] = {}
    missing = 0
    place = 1
    for value in listed:
        for word in (value,) if type(value) is str else _words(value):
            if word is MISSING:
                missing |= place
            elif type(word) is OneOf:
                return None, 0
            elif word is None or isinstance(word, str | bool):
                by_word[word] = by_word.get(word, 0) | place
        place <<= 1
    return by_word, missing


def _words(value: object) -> Iterable[object]:
    """What a value consists of: one word, those of a list, or of each list found through references."""
    if type(value) is Each:
        return [word for member in value for word in _words(member)]
    return value if isinstance(value, list | tuple) else (value,)
