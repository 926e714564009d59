"""Identifiers of securities and companies: their form and their check digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES: Mapping[str, str] = {"isin": "ISIN", "lei": "LEI", "ticker": "ticker"}
"""What each kind is called."""
_FORMS = {"isin": re.compile(r"[A-Z]{2}[A-Z0-9]{9}[0-9]"), "lei": re.compile(r"[A-Z0-9]{18}[0-9]{2}")}
FORM_HINTS: Mapping[str, str] = {
    "isin": "write two capital letters, nine capital letters or digits, and a check digit",
    "lei": "write 18 capital letters or digits and two check digits",
}


def has_form(kind: str, number: str) -> bool:
    """Whether text could be an identifier of that kind, its check digits aside; a ticker has no form."""
    return kind not in _FORMS or _FORMS[kind].fullmatch(number) is not None


def mended(kind: str, number: str) -> str:
    """The identifier with the check digits that the rest of it asks for."""
    # Late: few cases name identifiers, and it takes some 30 ms.
    if kind == "isin":
        from stdnum import luhn

        # ISO 6166: Luhn's check digit over the letters as numbers, A being 10.
        return number[:-1] + luhn.calc_check_digit("".join(str(int(letter, 36)) for letter in number[:-1]))
    from stdnum.iso7064 import mod_97_10

    return number[:-2] + mod_97_10.calc_check_digits(number[:-2])
