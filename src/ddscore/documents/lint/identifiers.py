"""What tells a company from others: its country, and its ISINs and LEIs, a slip in which makes it another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.documents.countries import instead_of, is_country
from ddscore.documents.findings import Finding
from ddscore.documents.identifiers import mended

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.documents.case_records import Record


def lint_country(case: Record) -> Iterator[Finding]:
    """Refuse two letters that are no country's."""
    country = case["company"].get("country")
    if country is not None and not is_country(country):
        message = f"no country has the letters {country} (ISO 3166-1)"
        yield Finding("case/unknown-country", ("company", "country"), message, instead_of(country))


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
