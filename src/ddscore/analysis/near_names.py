"""Names that are near to another: suggestions for a person, never a match."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from ddscore.model.portfolio import Near

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ddscore.model.standing import Company

_MOST = 3
_ALIKE = 0.8
_COMMON = 50
"""A word that stands in the names of more cases than this tells none of them apart."""
_LEGAL_FORMS = (
    *("ab", "ag", "as", "asa", "berhad", "bhd", "co", "company", "corp", "corporation", "gmbh", "inc"),
    *("incorporated", "jsc", "kk", "limited", "llc", "lp", "ltd", "nv", "oy", "oyj", "pcl", "pjsc", "plc"),
    *("pt", "sa", "se", "spa", "srl", "tbk"),
)
_SAYS_LITTLE = frozenset(
    {
        *_LEGAL_FORMS,
        *("a", "and", "b", "class", "common", "de", "group", "holding", "holdings", "international", "of"),
        *("ord", "reg", "shares", "stock", "the"),
    }
)
"""Words by which companies are not told apart: legal forms, kinds of shares."""


class _Name(NamedTuple):
    near: Near
    words: frozenset[str]


def words_of(name: str) -> frozenset[str]:
    """The words of a name that tell it from others, without accents."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    words = re.findall(r"\w+", letters.replace(".", "").replace("'", "").replace("’", ""))
    return frozenset(word for word in words if word not in _SAYS_LITTLE)


class NearNames:
    """The names of cases, by their words; only of those that share a word with what is looked for."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self._wanted = {word for name in wanted for word in words_of(name)}
        self._by_word: dict[str, list[_Name]] = defaultdict(list)

    def add(self, company: Company) -> None:
        """Note the names of a case."""
        nears = [
            Near(company.case, company.name, company.name),
            *(Near(company.case, company.name, one.name, one.relation) for one in company.entities),
        ]
        for near in nears:
            words = words_of(near.name)
            for word in words & self._wanted:
                alike = self._by_word[word]
                # One more than are common says that they are; to keep all would take memory as cases grow.
                if len(alike) <= _COMMON:
                    alike.append(_Name(near, words))

    def near(self, name: str) -> tuple[Near, ...]:
        """The cases whose names are nearest, if any is near: at most three."""
        words = words_of(name)
        found = {
            one.near: _likeness(words, one.words)
            for word in words
            if len(self._by_word.get(word, ())) <= _COMMON
            for one in self._by_word.get(word, ())
        }
        near = sorted(
            (one for one, likeness in found.items() if likeness >= _ALIKE),
            key=lambda one: (-found[one], one.name != one.company, one.case, one.name),
        )
        nearest: dict[str, Near] = {}
        for one in near:
            nearest.setdefault(one.case, one)
        return tuple(nearest.values())[:_MOST]


def _likeness(words: frozenset[str], others: frozenset[str]) -> float:
    """From 0 to 1; near enough where one name has all the words of the other, the more the nearer."""
    if words <= others or others <= words:
        return _ALIKE + (1 - _ALIKE) * len(words & others) / len(words | others)
    matcher = SequenceMatcher(None, " ".join(sorted(words)), " ".join(sorted(others)), autojunk=False)
    # What cannot be near is told by its letters alone, which takes a sixth of the time.
    return matcher.ratio() if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= _ALIKE else 0.0
