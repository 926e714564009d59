"""Lines of a list that are no holdings, or may be none: sums and repetitions; weights that lack something."""

from __future__ import annotations

from math import fsum, isclose
from typing import TYPE_CHECKING

from ddscore.documents import amounts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ddscore.model.holdings import Holding

_TOTALS = frozenset(
    (
        *("total", "totals", "grandtotal", "subtotal", "sum", "portfoliototal", "totalportfolio"),
        *("fundtotal", "totalfund", "totalassets", "totalnetassets", "netassets", "nav", "totalvalue"),
        *("totalholdings", "totalinvestments", "totalmarketvalue", "totalequity", "totalequities"),
        *("summe", "gesamt", "gesamtsumme", "zwischensumme", "insgesamt", "somme", "soustotal"),
        *("totalgeneral", "totale", "totaal", "subtotaal", "suma", "soma", "summa", "合計", "合计", "总计"),
    )
)
"""What a line is called that adds up others: without case, space and punctuation."""
_LONGEST = 2 * max(map(len, _TOTALS))
"""No name of a sum is longer, with all its spaces and punctuation."""
_ADD_UP = 3
"""So many lines at least stand above one that may be their sum: fewer add up by chance."""
_ALIKE = 1e-9
_LISTED = 5
_WHOLE = 100
_MOST_OF_ONE = 1.5
"""Weights that sum to more are in percent, also without a sign."""
_NEAR_WHOLE = 0.5
"""Weights that sum to within so many percent of a hundred are rounded, and lack nothing."""


def is_sum(name: str) -> bool:
    """Whether a line is called as sums are."""
    return len(name) <= _LONGEST and "".join(filter(str.isalnum, name.casefold())) in _TOTALS


def on_sums(holdings: Sequence[Holding]) -> Iterator[str]:
    """Lines that come to the sum of those above, back to the beginning or to the sum before."""
    found: list[str] = []
    since = every = 0.0
    at = lines = 0
    for place, one in enumerate(holdings):
        identified = one.isin or one.lei or one.ticker
        is_sum_since = place - at >= _ADD_UP and isclose(one.value, since, rel_tol=_ALIKE)
        is_sum_of_all = lines >= _ADD_UP and isclose(one.value, every, rel_tol=_ALIKE)
        if (is_sum_since or is_sum_of_all) and one.value and not identified:
            found.append(f"line {one.line}, {one.name}, is the sum of those above it")
            since, at = 0.0, place + 1
            continue
        since += one.value
        every += one.value
        lines += 1
    if found:
        more = f" (and {len(found) - _LISTED} more)" if len(found) > _LISTED else ""
        yield f"{'; '.join(found[:_LISTED])}{more}: what is no holding has to be left out, and counts here"


def on_repetitions(holdings: Sequence[Holding]) -> Iterator[str]:
    """Lines that repeat one above in all that is read: two accounts, or one line twice."""
    first: dict[Holding, int] = {}
    repeated = []
    for one in holdings:
        above = first.setdefault(one._replace(line=0), one.line)
        if above != one.line and one.value:
            repeated.append(f"line {one.line} repeats line {above}")
    if repeated:
        more = f" (and {len(repeated) - _LISTED} more)" if len(repeated) > _LISTED else ""
        yield f"{', '.join(repeated[:_LISTED])}{more}: all of them count"


def on_weights(holdings: Sequence[Holding], *, in_percent: bool) -> Iterator[str]:
    """What to know of weights that do not add up."""
    total = fsum(one.value for one in holdings)
    whole = _WHOLE if in_percent or total > _MOST_OF_ONE else 1
    if abs(total - whole) <= _NEAR_WHOLE * whole / _WHOLE:
        return
    listed = f"its weights add up to {total / whole * _WHOLE:.1f} percent"
    short = -fsum(one.value for one in holdings if one.value < 0)
    if short:
        listed += f", with {short / whole * _WHOLE:.1f} percent short taken off"
    if total > whole:
        advice = "shares are of what it lists: look for lines that stand there twice, and for sums"
    elif total + short < whole * (1 - _NEAR_WHOLE / _WHOLE):
        advice = "shares are of what it lists, so add a line for what is missing, such as cash"
    else:
        advice = "shares are of the weights above 0"
    yield f"{listed}; {advice}"


def on_weights_beside(holdings: Sequence[Holding], weights: Mapping[int, str]) -> Iterator[str]:
    """Where weights that stand beside the values, by their lines, say something else: nothing of others."""
    given = {line: found for line, cell in weights.items() if (found := amounts.amount(cell))}
    marks = amounts.marks_in((line, one.number) for line, one in given.items())
    if len(given) < len(weights) or len(given) < len(holdings) or len(marks) > 1:
        return
    mark = next(iter(marks), ".")
    read = {line: amounts.value(one, mark) or 0.0 for line, one in given.items()}
    whole = fsum(weight for weight in read.values() if weight > 0)
    total = fsum(one.value for one in holdings if one.value > 0)
    if not whole or not total:
        return
    apart = [(one.value / total - read[one.line] / whole, one.line) for one in holdings]
    most, line = max(apart, key=lambda pair: abs(pair[0]))
    if abs(most) > _NEAR_WHOLE / _WHOLE:
        by_weight = read[line] / whole * _WHOLE
        yield (
            f"its weights say otherwise than its values, which count: line {line} is "
            f"{by_weight + most * _WHOLE:.1f} percent by value and {by_weight:.1f} by weight; are the values "
            "in several currencies?"
        )
