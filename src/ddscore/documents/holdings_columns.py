"""Which column of a list of holdings says what: by its usual names, or as the user maps them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ddscore.documents.currencies import parted
from ddscore.documents.findings import guess
from ddscore.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FIELDS = ("name", "isin", "lei", "ticker", "value", "weight", "currency")
IDENTITY = ("name", "isin", "lei", "ticker")
_NAMES: Mapping[str, tuple[str, ...]] = {
    "name": (
        "name", "company", "companyname", "issuer", "issuername", "nameofissuer", "holding", "holdingname",
        "security", "securityname", "securitydescription", "instrument", "instrumentname", "description",
        "investee", "investeecompany", "wertpapier", "wertpapierbezeichnung", "bezeichnung", "emittent",
        "unternehmen", "gesellschaft", "émetteur", "société", "libellé", "emisor", "emittente", "naam",
        "uitgevendeinstelling", "selskap", "utsteder", "bolag", "udsteder", "selskab",
    ),
    "isin": ("isin", "isincode", "isinnumber", "securityisin", "instrumentisin"),
    "lei": ("lei", "leicode", "issuerlei", "companylei", "legalentityidentifier", "leiofissuer"),
    "ticker": ("ticker", "tickersymbol", "symbol", "tickercode", "stockticker", "bloombergticker"),
    "value": (
        "value", "marketvalue", "mv", "marketval", "fairvalue", "currentvalue", "positionvalue",
        "valueofinvestment", "marketvaluebase", "marketvaluebaseccy", "basemarketvalue", "holdingvalue",
        "totalvalue", "marktwert", "kurswert", "valorisation", "valeurdemarché", "valordemercado",
        "valoredimercato", "marktwaarde", "markedsverdi", "marknadsvärde", "markedsværdi",
    ),
    "weight": (
        "weight", "weights", "weighting", "portfolioweight", "weightpercent", "weightpct", "pctweight",
        "ofportfolio", "ofnetassets", "percentofportfolio", "percentofnetassets", "pctofnetassets",
        "percentage", "gewicht", "gewichtung", "poids", "peso", "weging", "vekt", "vikt", "vægt",
    ),
    "currency": (
        "currency", "ccy", "marketcurrency", "currencycode", "basecurrency", "valuecurrency",
        "währung", "devise", "divisa", "valuta",
    ),
}  # fmt: skip
_IN_PERCENT = re.compile(r"\s+in\s+(?:%|percent|prozent|pct)\s*$")
_MEANT = {name: field for field, names in _NAMES.items() for name in names}


class Columns(NamedTuple):
    """Where each field stands in a row."""

    places: Mapping[str, int]
    names: Mapping[str, str]
    """What the file calls each field."""
    currency: str
    """The currency that the name of the value's column says; empty where it says none."""
    weight_beside: int | None = None
    """Where weights stand that do not count, since there are values."""


def usual_field(column: str) -> str | None:
    """What a column says, by its name; None where that is not one of the usual names."""
    plain = _plain(column)
    if plain in _MEANT:
        return _MEANT[plain]
    without, currency = parted(column)
    return "value" if currency and _MEANT.get(_plain(without)) == "value" else None


def _plain(column: str) -> str:
    return re.sub(r"[\W_]", "", _IN_PERCENT.sub("", column.casefold()))


def fitness(cells: Sequence[str], renamed: Mapping[str, str]) -> int:
    """How well a row would do as the line of column names: 0 where it could not be it."""
    named = {cell.strip() for cell in cells if cell.strip()}
    fields = {usual_field(cell) for cell in named} - {None}
    fields -= renamed.keys()
    fields |= {field for field, column in renamed.items() if column in named}
    places = not fields.isdisjoint(IDENTITY) and not fields.isdisjoint(("value", "weight"))
    return len(fields) if places else 0


def columns_of(cells: Sequence[str], renamed: Mapping[str, str], path: str) -> Columns:
    """Where each field stands, in the line of column names; `renamed` gives fields their columns.

    A field whose column is empty is left out.
    UsageError where a column is not there, or two could be the same field.
    """
    for mapped, column in renamed.items():
        if column and column not in cells:
            named = [cell for cell in cells if cell]
            hint = guess(column, named, f"the columns are {', '.join(named)[:300]}")
            raise UsageError(f"--map {mapped}={column}: {path} has no column {column}; {hint}")
        if column and list(cells).count(column) > 1:
            raise UsageError(f"--map {mapped}={column}: {path} has two columns {column}: rename one of them")
    places: dict[str, int] = {
        mapped: list(cells).index(column) for mapped, column in renamed.items() if column
    }
    taken = set(places.values())
    for at, column in enumerate(cells):
        field: str | None = None if at in taken or not column else usual_field(column)
        if field is None or field in renamed:
            continue
        if field in places:
            first = cells[places[field]]
            if first == column:
                raise UsageError(f"{path}: two columns are called {column}: rename the one that is not meant")
            raise UsageError(
                f"{path}: the columns {first} and {column} could both give the {field}: name the one that "
                f'does, --map {field}="{first}"'
            )
        places[field] = at
    beside = None
    if "value" in places and ("value" in renamed or "weight" not in renamed):
        beside = places.pop("weight", None)
    else:
        places.pop("value", None)
    names = {field: cells[at] for field, at in places.items()}
    return Columns(places, names, parted(names.get("value", ""))[1], beside)
