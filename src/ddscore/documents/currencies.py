"""Currencies as lists of holdings name them: by code, by a sign of one, or by a sign that several have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_ISO_4217 = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD
CDF CHF CLF CLP CNH CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT
LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD
OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN
SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XAG XAU XCD
XCG XDR XOF XPD XPF XPT YER ZAR ZMW ZWG ZWL
"""
_DOLLARS = """
ARS AUD BBD BMD BND BSD BZD CAD CLP COP CUP DOP FJD GYD HKD JMD KYD LRD MXN NAD NZD SBD SGD SRD TTD TWD
USD UYU XCD
"""
CODES = frozenset({*_ISO_4217.split(), "GBX", "ILA", "ZAC"})
"""ISO 4217, and what markets write for hundredths of a pound, a shekel and a rand."""
SIGNS: Mapping[str, str] = {
    "€": "EUR",
    "£": "GBP",
    "₩": "KRW",
    "₹": "INR",
    "US$": "USD",
    "AU$": "AUD",
    "A$": "AUD",
    "CA$": "CAD",
    "C$": "CAD",
    "HK$": "HKD",
    "NT$": "TWD",
    "NZ$": "NZD",
    "R$": "BRL",
    "S$": "SGD",
}
"""Signs that stand for one currency."""
SEVERAL: Mapping[str, frozenset[str]] = {
    "$": frozenset(_DOLLARS.split()),
    "¥": frozenset({"CNH", "CNY", "JPY"}),
    "kr": frozenset({"DKK", "ISK", "NOK", "SEK"}),
}
"""Signs that stand for one of several currencies."""
WRITTEN = r"[A-Z]{2}[A-Za-z]|(?:US|HK|AU?|CA?|S|NZ|NT|R)?\$|[€£¥₩₹]|kr\.?"
"""How a currency stands beside a number, or ends a column's name; a code may be none that there is."""
_HUNDREDTHS = {"GBp": "GBX", "GBx": "GBX", "ILa": "ILA", "ZAc": "ZAC"}
_AT_THE_END = re.compile(rf"\s*(?:\bin\s+)?(?:\(({WRITTEN})\)|(?<![A-Za-z])({WRITTEN}))$")


def currency(written: str) -> str | None:
    """The code of a currency, or a sign that several have; None where it names none.

    GBp is a hundredth of GBP, and so another.
    """
    sign = written.removesuffix(".")
    if sign in SEVERAL:
        return sign
    code = SIGNS.get(written) or _HUNDREDTHS.get(written) or written
    return code if code in CODES else None


def in_a_cell(cell: str) -> str:
    """What a cell of a column of currencies says: a code in any case, a sign, or else its own words."""
    is_hundredth = re.fullmatch("[A-Z]{2}[a-z]", cell) is not None
    return currency(cell) or (cell if is_hundredth else currency(cell.upper()) or cell.upper())


def parted(column: str) -> tuple[str, str]:
    """The name of a column without the currency at its end, and that currency; empty where there is none."""
    match = _AT_THE_END.search(column.strip())
    found = None if match is None else currency(match[1] or match[2])
    return (column, "") if match is None or found is None else (column.strip()[: match.start()], found)


def agree(one: str, other: str) -> bool:
    """Whether two can be the same currency: a sign that several have is that of each of them."""
    return one == other or other in SEVERAL.get(one, ()) or one in SEVERAL.get(other, ())
