"""What an unquoted value means: the core schema of YAML 1.2, narrowed to what nobody misreads.

`NO` is Norway, `12:30` and `2020-09-23` are strings, `0777` is 777, and only `true` and `false` are booleans.
"""

from __future__ import annotations

import math
import re

from ddscore.documents.refusals import Refusal

MAX_NUMBER_LENGTH = 40
MAX_NUMBER = 2**53
"""Beyond it two whole numbers may be one and the same in JSON."""

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
WORDS = {"true": True, "false": False, **dict.fromkeys(NULLS)}

# Possessive throughout, so that a date, the commonest value that is almost a number, is turned down at once.
_NUMBER = re.compile(
    r"""
      (?P<decimal> [-+]?+ [0-9]++ )
    | 0o (?P<octal> [0-7]++ )
    | 0x (?P<hexadecimal> [0-9a-fA-F]++ )
    | (?P<not_finite> [-+]?+ \.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN) )
    | [-+]?+ (?: \.[0-9]++ | [0-9]++ (?:\.[0-9]*+)?+ ) (?: [eE] [-+]?+ [0-9]++ )?+
    """,
    re.VERBOSE,
)
_BASES = {"decimal": 10, "octal": 8, "hexadecimal": 16}


_HINT = "quote it if it is a name or an identifier"


class UnfitNumberError(Exception):
    """An unquoted value spells a number that no document may hold."""

    def __init__(self, check: str, message: str) -> None:
        super().__init__(message)
        self.refusal = Refusal(check, message, _HINT)


def number(text: str) -> int | float | str:
    """Read the number that an unquoted value spells, or return the text where it spells none.

    Raises UnfitNumberError for one that is not finite, too long, or too large to be exact.
    """
    match = _NUMBER.fullmatch(text)
    if match is None:
        return text
    if len(text) > MAX_NUMBER_LENGTH:
        raise UnfitNumberError("number-too-long", f"this number is {len(text):,} characters long")
    form = match.lastgroup
    if form == "not_finite":
        raise UnfitNumberError("not-finite", f"{text} is not a finite number")
    value = int(match[form], _BASES[form]) if form else float(text)
    if math.isinf(value):
        raise UnfitNumberError("not-finite", f"{text} is beyond every finite number")
    if abs(value) > MAX_NUMBER:
        raise UnfitNumberError(
            "number-too-large", f"{text} is beyond 2^53, where numbers are no longer exact"
        )
    return value
