"""Check digits of ISINs and LEIs: a slip in one makes the record that of another company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.documents.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.documents.case_records import Record


def lint_identifiers(case: Record) -> Iterator[Finding]:
    """Refuse identifiers that no security and no legal entity can have."""
    identifiers = case["company"].get("identifiers", {})
    for kind, name in (("isin", "ISIN"), ("lei", "LEI")):
        for index, number in enumerate(identifiers.get(kind, ())):
            right = _mended(kind, number)
            if right != number:
                message = f"{number} is no {name}: its check digits do not fit the rest"
                hint = f"compare it with a register; were only they wrong, it would be {right}"
                at = ("company", "identifiers", kind, index)
                yield Finding("case/check-digit", at, message, hint)


def _mended(kind: str, number: str) -> str:
    """The identifier with the check digits that the rest of it asks for."""
    # Late: few cases name identifiers, and it takes some 30 ms.
    if kind == "isin":
        from stdnum import luhn

        # ISO 6166: Luhn's check digit over the letters as numbers, A being 10.
        return number[:-1] + luhn.calc_check_digit("".join(str(int(letter, 36)) for letter in number[:-1]))
    from stdnum.iso7064 import mod_97_10

    return number[:-2] + mod_97_10.calc_check_digits(number[:-2])
