"""What could lead somebody to a person: addresses, numbers and places (FORMATS 1, do no harm).

Case files live in public, and name real harm. What is looked for is narrow: contract values, document
numbers, dates and years are long numbers too.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final

from ddscore.documents.findings import Finding
from ddscore.documents.lint.identities import NAMES, identities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ddscore.documents.lint.words import Text, Whole

_TAKE_OUT: Final = "take it out: case files live in public and keep their history; name groups, never persons"
_ADDRESS: Final = "take it out, and link to the page on which it stands, if an organisation put it there"
_DISTRICT: Final = "name the district instead: case files live in public, and people live there"

_URL: Final = re.compile(r"https?://\S+")
_FOREIGN_DIGIT: Final = re.compile(r"[^\D0-9]")

_EMAIL: Final = re.compile(
    r"(?<![\w.+-])[\w.+-]+(?:@|\s?[\[(]at[\])]\s?)[\w-]+(?:\.[\w-]+)*(?:\.|\s?[\[(]dot[\])]\s?)[^\W\d_]{2,}",
    re.IGNORECASE,
)

_GAP: Final = r"[ \u00a0./()-]{0,3}"
_INTERNATIONAL: Final = re.compile(rf"(?<![\w+])\+{_GAP}[1-9](?:{_GAP}[0-9]){{7,14}}(?![0-9])")
_CALLS: Final = (
    "telephone",
    "tel",
    "phone",
    "mobile",
    "cell",
    "fax",
    "whatsapp",
    "hotline",
    "telefon",
    "tlf",
    "telefono",
)
_CALLED: Final = re.compile(
    rf"(?<!\w)(?:{'|'.join(_CALLS)}|电话|手机)"
    rf"(?:\s?(?:numbers?|no|nr))?[.:：]{{0,2}}\s?\(?[0-9](?:{_GAP}[0-9]){{5,13}}(?![0-9])",
    re.IGNORECASE,
)
_INTRODUCED: Final = {
    # One for each, since a regular expression is quick only where it begins with plain letters.
    word.encode(): re.compile(
        rf"{word}(?:\s?card)?\W{{0,3}}(?:(?:numbers?|no|nr)\W{{0,3}})?[a-z]{{0,3}}[0-9]"
    )
    for word in (*_CALLS, *NAMES)
}
"""How each word that goes before a telephone's number, or a person's, stands before one, in small letters."""
_NATIONAL: Final = tuple(
    re.compile(rf"(?<![\w.,/-])(?:{form})(?![\w,]|[.-][0-9])")
    for form in (
        # An area code begins with 0, but in North America.
        r"\(?0[0-9]{1,4}\)?[ -][0-9]{3,4}[ -]?[0-9]{3,4}",
        r"0[1-9](?:[ .-][0-9]{2}){4}",
        r"(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}-)[0-9]{3}-[0-9]{4}",
        # A Chinese mobile telephone.
        r"1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}",
    )
)
_YEAR: Final = r"(?:19|20)[0-9]{2}(?:[-./][0-9]{2}){0,2}"
_DATES: Final = re.compile(rf"\D*{_YEAR}(?:[ /–-]+{_YEAR})*")
_ROUND_AMOUNT: Final = re.compile(r"\+ ?[0-9]{1,3}(?: [0-9]{3})* 000")
_OF_SOMETHING_ELSE: Final = re.compile(
    r"(?:\b(?:nos?|nr|numbers?|numbered|docs?|document|report|file|case|contract|ref|reference|tender|licen[cs]e"
    r"|registration|permit|application|docket|invoice|lot|code|section|[a-z]{2}[$]|usd|cny|rmb|eur|nok|gbp)"
    r"|[#§№$€£¥])[\s.:]*$",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r" ?(?:%|(?:percent|yuan|renminbi|dollars?|euros?|pounds?|kroner|yen|usd|cny|rmb|eur|nok|gbp"
    r"|people|persons|workers|shares|tons|tonnes|square|cubic|km|metres|meters)\b)",
    re.IGNORECASE,
)
"""What comes after a number that counts something."""
_OF_A_PERSON: Final = re.compile(
    r"\b(?:id|identity|passport|social security|tele(?:ph|f)one?|tel|phone|mobile|fax)\b[\s.:\w]{0,10}$",
    re.IGNORECASE,
)

_COORDINATES: Final = (
    # To ten metres; where a sign says what they are, to a hundred.
    re.compile(
        r"(?<![\w.,])[-+]?(?!0\.\d+\s?[,;/]\s?0\.)[0-9]{1,2}\.[0-9]{4,}\s?[,;/]\s?[-+]?[0-9]{1,3}\.[0-9]{4,}(?![0-9%])"
    ),
    re.compile(r"(?<![\w.,])[0-9]{1,3}\.(?:[0-9]{3,}\s?°\s?[NSEWO]?|[0-9]{4,}\s?[NSEW])(?!\w)"),
    re.compile(r"(?<![\w.,])[NSEW]\s?[0-9]{1,3}\.[0-9]{4,}(?![\w%])"),
    re.compile(r"[0-9]{1,3}\s?°\s?[0-9]{1,2}\s?['′’]\s?[0-9]{1,2}(?:[.,][0-9]+)?\s?(?:[\"″”]|''|′′|’’)"),
    re.compile(r"[0-9]{1,3}\s?°\s?[0-9]{1,2}[.,][0-9]{2,}\s?['′’]"),
)

_AS_DIGITS: Final = bytes(ord("0") if chr(code) in "0123456789" else ord("x") for code in range(256))
_BETWEEN_DIGITS: Final = b" -./()"
_LONG_NUMBER: Final = b"0" * 9
_DECIMALS: Final = re.compile(r"[0-9]\.[0-9]{3}")
_SIGNS: Final = ("@", "°", "(at)", "[at]", "电话", "手机", "身份证", "护照")
"""What goes with an address, a place or a number."""


def may_name_persons(whole: Whole) -> bool:
    """Whether all text at once holds a long number, or a sign or word that goes with a number or a place."""
    text = _in_plain_digits(whole.text)
    return (
        _LONG_NUMBER in text.encode().translate(_AS_DIGITS, _BETWEEN_DIGITS)
        or any(sign in text for sign in _SIGNS)
        or _DECIMALS.search(text) is not None
        or any(_INTRODUCED[word].search(text.lower()) for word in _INTRODUCED.keys() & whole.words)
    )


def lint_personal(text: Text) -> Iterator[Finding]:
    """Refuse e-mail addresses, telephone and identity numbers, and precise coordinates."""
    whole = _in_plain_digits(text.words)
    words = _URL.sub(" ", whole)
    if any(form.search(whole) for form in _COORDINATES):
        message = "these coordinates lead to one place"
        yield Finding("case/coordinates", text.at, message, _DISTRICT)
    if _EMAIL.search(words):
        yield Finding("case/email-address", text.at, "this holds an e-mail address", _ADDRESS)
    found = next(identities(words), None)
    if found is not None:
        yield Finding("case/identity-number", text.at, f"this holds what reads as {found}", _TAKE_OUT)
    elif any(_telephones(words)):
        yield Finding("case/telephone-number", text.at, "this holds a telephone number", _ADDRESS)


def _telephones(words: str) -> Iterator[str]:
    for match in chain(_INTERNATIONAL.finditer(words), _CALLED.finditer(words)):
        if not _DATES.fullmatch(match[0]) and not _ROUND_AMOUNT.fullmatch(match[0]):
            yield match[0]
    for match in chain.from_iterable(form.finditer(words) for form in _NATIONAL):
        before = words[max(match.start() - 40, 0) : match.start()]
        if _COUNTED.match(words, match.end()):
            continue
        if not _OF_SOMETHING_ELSE.search(before) or _OF_A_PERSON.search(before):
            yield match[0]


def _in_plain_digits(text: str) -> str:
    """The text with the digits of every script as 0 to 9, and the full-width plus as a plain one."""
    if text.isascii():
        return text
    return _FOREIGN_DIGIT.sub(lambda digit: str(int(digit[0])), text).replace("＋", "+")
