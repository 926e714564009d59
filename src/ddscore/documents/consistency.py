"""Whether one fact can be so and so at once: what patterns say of it, tried path by path (FORMATS 3)."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from ddscore.documents.matchers import Asked
from ddscore.documents.matching import YES, truth
from ddscore.documents.specimens import TooManyError, specimens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ddscore.documents.matchers import Language

_ENOUGH = 300_000
"""Steps for the proofs of one rubric: about a second's. The largest shipped one takes some 2,000."""
_MOST_CHOICES = 100
"""They are made one within the other."""
_CERTAIN = ""
"""Stands in place of a path where it is said that a derived fact is more than possible."""


class Claim(NamedTuple):
    """What is said of the value at a path: whether a matcher is `told` of it, YES or NO."""

    path: str
    matcher: object
    told: int
    holds: bool
    """False: it is not told, but something else is."""


Clause = tuple[Claim, ...]
"""Claims of which at least one is right."""


class Says(NamedTuple):
    """That a pattern is told of a fact: YES, it surely matches, or NO, it surely does not."""

    pattern: Mapping[str, Any]
    told: int

    def claims(self, holds: bool, derived: bool) -> list[Clause]:
        """What it comes to, where this is right and where it is not."""
        each = [Claim(path, matcher, self.told, holds) for path, matcher in self.pattern.items()]
        if self.told == YES and derived:
            each.append(Claim(_CERTAIN, None, YES, holds))
        return [(claim,) for claim in each] if (self.told == YES) is holds else [tuple(each)]


def any_of(cases: Iterable[Sequence[Clause]]) -> list[Clause]:
    """Clauses that hold wherever all clauses of one of several cases do."""
    return [tuple(claim for clause in chosen for claim in clause) for chosen in product(*cases)]


class Consistency:
    """Answers for one rubric, remembered since the same is asked many times."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._steps = 0
        self._remembered: dict[object, bool] = {}

    def affords(self, steps: int) -> bool:
        """Whether there is time for so many more steps."""
        self._steps += steps
        return self._steps <= _ENOUGH

    def satisfiable(self, collection: str, clauses: Sequence[Clause]) -> bool:
        """Whether some fact of a collection may be as all clauses say; True where that is not settled."""
        if not self.affords(len(clauses)):
            return True
        if not all(clauses):
            return False
        claims: dict[str, tuple[Claim, ...]] = {}
        for clause in clauses:
            if len(clause) == 1:
                claims[clause[0].path] = (*claims.get(clause[0].path, ()), clause[0])
        if not all(self._may_be(collection, path, own) for path, own in claims.items()):
            return False
        choices = [clause for clause in clauses if len(clause) > 1]
        return len(choices) > _MOST_CHOICES or self._search(collection, choices, claims)

    def _search(
        self, collection: str, clauses: Sequence[Clause], claims: Mapping[str, tuple[Claim, ...]]
    ) -> bool:
        """Choose a claim from each clause so that all go together with those that are settled."""
        if not clauses or not self.affords(len(clauses[0])):
            return True
        first, *rest = clauses
        # What nothing else is said of is the likeliest to fit.
        for claim in sorted(first, key=lambda claim: claim.path in claims):
            own = (*claims.get(claim.path, ()), claim)
            if self._may_be(collection, claim.path, own) and self._search(
                collection, rest, {**claims, claim.path: own}
            ):
                return True
        return False

    def _may_be(self, collection: str, path: str, claims: tuple[Claim, ...]) -> bool:
        """Whether some value at a path, or some list of values, bears out all that is said of it."""
        if path == _CERTAIN:
            return len({claim.holds for claim in claims}) == 1
        if len(claims) == 1 and (claims[0].told == YES) is claims[0].holds:
            # Each matcher can be true of something: `check_matcher` has tried.
            return True
        name = (collection, path, frozenset((repr(claim.matcher), *claim[2:]) for claim in claims))
        if name not in self._remembered:
            self._remembered[name] = self._try(collection, path, claims)
        return self._remembered[name]

    def _try(self, collection: str, path: str, claims: Sequence[Claim]) -> bool:
        field = self._language.fields.find(collection, path)
        if field is None:
            return True
        asked = Asked(collection, path, field, self._language)
        some, every = _borne_out(asked, claims)
        return all(_one(asked, [*one, *every]) for one in some)


def _borne_out(asked: Asked, claims: Sequence[Claim]) -> tuple[Sequence[Sequence[Claim]], Sequence[Claim]]:
    """Of claims about what may be several values at once: which go together in some one, and in every one.

    Through references a path may lead to several values: a matcher is true of them where it is of one, and
    false where it is of all. A derived value of which only the possibilities are known is the other way
    round: what is told of it is told of every possibility.
    """
    if asked.is_through_references:
        some = [claim for claim in claims if (claim.told == YES) is claim.holds]
        every = [claim for claim in claims if (claim.told == YES) is not claim.holds]
        return [[claim] for claim in some], every
    if asked.may_be_one_of:
        some = [claim for claim in claims if not claim.holds]
        every = [claim for claim in claims if claim.holds]
        return [[claim] for claim in some] or [[]], every
    return [claims], []


def _one(asked: Asked, claims: Sequence[Claim]) -> bool:
    """Whether a single value bears out all claims."""
    try:
        return any(
            all((truth(claim.matcher, asked, specimen) == claim.told) is claim.holds for claim in claims)
            for specimen in specimens(asked, [claim.matcher for claim in claims])
        )
    except TooManyError:
        return True
