"""Check digits of ISINs and LEIs: a slip in one makes the record that of another company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.documents.findings import Finding
from ddscore.documents.identifiers import mended

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.documents.case_records import Record


def lint_identifiers(case: Record) -> Iterator[Finding]:
    """Refuse identifiers that no security and no legal entity can have."""
    identifiers = case["company"].get("identifiers", {})
    for kind, name in (("isin", "ISIN"), ("lei", "LEI")):
        for index, number in enumerate(identifiers.get(kind, ())):
            right = mended(kind, number)
            if right != number:
                message = f"{number} is no {name}: its check digits do not fit the rest"
                hint = f"compare it with a register; were only they wrong, it would be {right}"
                at = ("company", "identifiers", kind, index)
                yield Finding("case/check-digit", at, message, hint)
