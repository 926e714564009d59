"""Ids from names: what a company's case file is called."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

LONGEST = 60

_SPELT = str.maketrans(
    {"&": " and ", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)
"""Letters that do not come apart into a plain one and an accent; casefold spells ß out."""
_ON_WINDOWS = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Names that no file can have there."""


def slug(name: str) -> str:
    """An id that says the name: `América Móvil` is america-movil, `AT&T` is at-and-t.

    Where it cannot say all of it, as of a name in another script, it ends in a fingerprint of the name, so
    that it is the same on every machine and seldom another's.
    """
    folded = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter)).translate(_SPELT)
    lost = any(letter.isalnum() and not letter.isascii() for letter in letters)
    said = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", letters)).strip("-")
    if said and not lost and len(said) <= LONGEST and not _ON_WINDOWS.fullmatch(said):
        return said
    fingerprint = sha256(unicodedata.normalize("NFC", name).encode()).hexdigest()[:8]
    return f"{said[:LONGEST].strip('-') or 'company'}-{fingerprint}"
