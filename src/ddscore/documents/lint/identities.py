"""Numbers by which states know persons."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES: Final = ("passport", "identity", "security", "id")
"""Words of which one stands before a number that has no form of its own."""


class _Identity(NamedTuple):
    name: str
    form: re.Pattern[str]
    module: str
    """Of python-stdnum, which knows its check digits and the date of birth in it."""


def _identity(name: str, form: str, module: str) -> _Identity:
    return _Identity(name, re.compile(rf"(?<![\w.-])(?:{form})(?![\w-]|\.[0-9])"), module)


_IDENTITIES: Final = (
    _identity("a Chinese identity number", r"[0-9]{6}[ -]?[0-9]{8}[ -]?[0-9]{3}[0-9Xx]", "cn.ric"),
    _identity("a US social security number", r"[0-9]{3}-[0-9]{2}-[0-9]{4}", "us.ssn"),
    _identity("a Norwegian identity number", r"[0-9]{6} ?[0-9]{5}", "no.fodselsnummer"),
    _identity("a Swedish identity number", r"(?:19|20)?[0-9]{6}[-+][0-9]{4}", "se.personnummer"),
    _identity("a Korean identity number", r"[0-9]{6}-[0-9]{7}", "kr.rrn"),
    _identity("a Brazilian identity number", r"[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}", "br.cpf"),
    _identity("a Turkish identity number", r"[1-9][0-9]{10}", "tr.tckimlik"),
    _identity("an Indian identity number", r"[2-9][0-9]{3} [0-9]{4} [0-9]{4}", "in_.aadhaar"),
)
_GIVEN_BY_NAME: Final = re.compile(
    r"(?<!\w)(?:passport|identity card|id card|identity|national id|id|social security|身份证|护照)"
    r"(?:\s?card)?(?:\s?(?:numbers?|no|nr|号码|号))[.:：#]?\s?"
    r"(?=[A-Z0-9-]{0,6}[0-9]{4})[A-Z]{0,3}[0-9][0-9A-Z-]{4,17}",
    re.IGNORECASE,
)
_YEARS: Final = re.compile(r"(?:(?:19|20)[0-9]{2} ){2}(?:19|20)[0-9]{2}")


def identities(words: str) -> Iterator[str]:
    """Say, for each number in a text by which a state knows a person, what kind it is."""
    for identity in _IDENTITIES:
        for match in identity.form.finditer(words):
            if not _YEARS.fullmatch(match[0]) and _is_valid(identity, match[0]):
                yield identity.name
    if _GIVEN_BY_NAME.search(words):
        yield "the number of a passport or an identity card"


def _is_valid(identity: _Identity, number: str) -> bool:
    # Late: few texts come this far, and it takes some 30 ms.
    module: Any = import_module(f"stdnum.{identity.module}")
    return any(module.is_valid(written) for written in (number, number.replace(" ", "")))
