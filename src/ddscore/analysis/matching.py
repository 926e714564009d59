"""Which case a holding is about: by identifier, then by the same name; nothing is guessed.

An identifier and a name that lead to different cases are an error, and so is one that fits several. A name is
the same where nothing but case, width, punctuation and space differ: legal forms and accents count.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ddscore.model.portfolio import Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ddscore.model.holdings import Holding
    from ddscore.model.standing import Company, Entity

IDENTIFIERS = {"lei": "LEI", "isin": "ISIN", "ticker": "ticker"}
"""The kinds of identifier, in the order in which they are told, with what each is called."""
_OWN = frozenset({None, "subsidiary", "branch", "predecessor", "successor"})
"""What a legal person is to a company where holding the one is holding the other; None: not recorded."""
_BETWEEN = re.compile(r"[^\w&+]|_")
_LISTED = 5

Key = tuple[str, str]
"""A kind of identifier, `name` or `entity`, with what it is."""


class Unclear(NamedTuple):
    """Why a holding may not be taken for any case."""

    check: str
    message: str
    hint: str


class Meeting(NamedTuple):
    """A case that a holding is about, by its place among those added, and by what they met."""

    place: int
    match: Match


@lru_cache(maxsize=1_000)
def same_name(name: str) -> str:
    """What two names share that are the same: its letters, digits, & and +, without case and width."""
    return _BETWEEN.sub(_sign, unicodedata.normalize("NFKC", name).casefold())


def _sign(match: re.Match[str]) -> str:
    """A mark that is part of a letter, such as a vowel of many Asian scripts, is kept."""
    return match[0] if unicodedata.category(match[0]).startswith("M") else ""


def keys_of(company: Company) -> Iterator[tuple[Key, Entity | None]]:
    """By what holdings can meet a case."""
    for kind in IDENTIFIERS:
        for number in company.identifiers.get(kind, ()):
            yield (kind, "".join(number.split()).upper()), None
    yield ("name", same_name(company.name)), None
    for entity in company.entities:
        if entity.relation in _OWN:
            yield ("entity", same_name(entity.name)), entity


def wanted_by(holdings: Iterable[Holding]) -> frozenset[Key]:
    """By what the holdings can meet cases."""
    keys = set[Key]()
    for holding in holdings:
        keys |= {(kind, getattr(holding, kind)) for kind in IDENTIFIERS}
        keys |= {(kind, same_name(holding.name)) for kind in ("name", "entity")}
    return frozenset(key for key in keys if key[1])


class Register:
    """Cases, by what holdings can meet them."""

    def __init__(self) -> None:
        self._companies: list[Company] = []
        self._places: dict[Key, list[tuple[int, Entity | None]]] = defaultdict(list)

    def add(self, company: Company) -> None:
        """Enter a case; its place is the number of those entered before."""
        place = len(self._companies)
        self._companies.append(company)
        for key, entity in keys_of(company):
            if place not in [known for known, _ in self._places[key]]:
                self._places[key].append((place, entity))

    def meet(self, holding: Holding) -> Meeting | Unclear | None:
        """The case that a holding is about; why it is not clear; None where there is none."""
        by_identifier = {
            kind: places
            for kind in IDENTIFIERS
            if (places := self._at(kind, getattr(holding, kind), getattr(holding, kind)))
        }
        same = same_name(holding.name)
        by_name = self._at("name", same, holding.name) or self._at("entity", same, holding.name)
        every: dict[str, Mapping[int, Match]] = {**by_identifier}
        if by_name:
            every["name"] = by_name
        if not every:
            return None
        agreed = set.intersection(*(set(places) for places in every.values()))
        if not agreed:
            return self._conflict(holding, every)
        if len(agreed) > 1:
            return self._several(holding, every, sorted(agreed))
        (place,) = agreed
        match = next(iter(every.values()))[place]
        return self._other_lei(holding, place, match) or Meeting(place, match)

    def _at(self, kind: str, key: str, written: str) -> Mapping[int, Match]:
        """The cases with a key, and by what they have it."""
        return {
            place: Match(kind, written, entity) for place, entity in self._places.get((kind, key), ()) if key
        }

    def _conflict(self, holding: Holding, every: Mapping[str, Mapping[int, Match]]) -> Unclear:
        said = "; ".join(
            f"the {_called(kind, holding)} is that of {self.named(sorted(places))}"
            for kind, places in every.items()
        )
        return Unclear("holdings/conflict", said, "correct the one that is wrong, in the list or in the case")

    def _several(
        self, holding: Holding, every: Mapping[str, Mapping[int, Match]], places: Sequence[int]
    ) -> Unclear:
        kind = next(iter(every))
        message = f"the {_called(kind, holding)} fits {len(places)} cases: {self.named(places)}"
        return Unclear(
            "holdings/ambiguous", message, "give an identifier that one of them has, or keep one of the cases"
        )

    def _other_lei(self, holding: Holding, place: int, match: Match) -> Unclear | None:
        """An LEI that is not among those of the case: another legal entity, whatever else is the same."""
        company = self._companies[place]
        known = company.identifiers.get("lei", ())
        if not holding.lei or not known or match.entity is not None or holding.lei in known:
            return None
        message = (
            f"the {_called(match.by, holding)} is that of {self.named([place])}, whose LEI is "
            f"{' or '.join(known[:_LISTED])}, not {holding.lei}"
        )
        return Unclear(
            "holdings/conflict", message, "correct the LEI, or add it to the case where it is the company's"
        )

    def named(self, places: Sequence[int]) -> str:
        """Cases by their places, as a sentence names them."""
        named = [f"{self._companies[place].name} ({self._companies[place].case})" for place in places]
        more = f" and {len(named) - _LISTED} more" if len(named) > _LISTED else ""
        return ", ".join(named[:_LISTED]) + more


def _called(kind: str, holding: Holding) -> str:
    """A key as a sentence names it: `ISIN CNE100000PM8`."""
    if kind in IDENTIFIERS:
        return f"{IDENTIFIERS[kind]} {getattr(holding, kind)}"
    return f"name {holding.name}"
