"""Whether one condition can be true only where another is: decided without trying cases (FORMATS 3).

Where a condition is true, `statements` says what is so of the record; from that it is proved here that
another condition is true as well. Behind every proof stands one question, whether one fact can be so and so
at once, which `consistency` answers.

What is proved holds of every case: unrecorded fields, open collections and facts that are only possible are
reckoned with as the engine reckons with them. What is not proved may still be so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from ddscore.documents.consistency import Claim, Consistency, Says, any_of
from ddscore.documents.matching import NO, THIS, YES
from ddscore.documents.statements import ALWAYS, AllBut, AtLeast, InHand, Lies, said, ways

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ddscore.documents.consistency import Clause
    from ddscore.documents.matchers import Language
    from ddscore.documents.statements import Figures, Statement, Way

    Condition = Mapping[str, Any]

_PART_OF = {"open_promises": "promises", "unanswered": "engagement"}
"""Derived collections whose facts are facts of another one, with the same fields and more."""


class Reasoning:
    """Proofs about the conditions of one rubric, which may have a fact in hand."""

    def __init__(
        self,
        language: Language,
        figures: Figures,
        consistency: Consistency,
        in_hand: Sequence[Clause] = (),
    ) -> None:
        self._language = language
        self._figures = figures
        self._consistency = consistency
        self._in_hand = in_hand

    def with_fact_in_hand(self, selection: Condition) -> Reasoning:
        """The same for the levels of a criterion: `for_each` does not leave out the fact in hand."""
        ((collection, pattern),) = selection.items()
        in_hand = Says(pattern, NO).claims(False, self._is_derived(collection))
        if self._language.fields.find(collection, "id") is not None:
            in_hand.append((Claim("id", THIS, YES, True),))
        language = self._language.within(collection)
        return Reasoning(language, self._figures, self._consistency, in_hand)

    def says(self, condition: Condition | None) -> Statement:
        """What is so of the record where a condition is true; None is one that always is."""
        return ALWAYS if condition is None else said(condition, YES, self._figures)

    def ways(self, statement: Statement) -> list[Way] | None:
        """The ways in which a statement can hold; None where they are too many to look into."""
        found = ways(statement)
        return None if found is None else [way for way in found if not self._is_impossible(way)]

    def implies(self, way: Way, wanted: Sequence[Way]) -> bool:
        """Whether in a way of one statement all clauses of another hold."""
        stated = self._stated(way)
        return all(
            self._consistency.affords(len(clause)) and self._follows(clause, way, stated) for clause in wanted
        )

    def _follows(self, clause: Way, way: Way, stated: Collection[str]) -> bool:
        """Whether in a way one of the literals of a clause must hold.

        Of several that want one fact, that fact need not be the same in all cases: it must be as one of them
        wants it.
        """
        alike: dict[tuple[str, int], list[Sequence[Says]]] = {}
        in_hand: list[Sequence[Says]] = []
        for one in clause:
            match one:
                case AtLeast():
                    name = one.collection, one.number
                    if one.number > 1 and self._some_are(*name, [one.facts], way, stated):
                        return True
                    alike.setdefault(name, []).append(one.facts)
                case InHand():
                    in_hand.append((one.fact,))
                case AllBut():
                    if any(self._is_within(given, one, way) for given in way if isinstance(given, AllBut)):
                        return True
                case Lies():
                    if any(_is_tighter(given, one) for given in way if isinstance(given, Lies)):
                        return True
                case _:
                    assert_never(one)
        return any(
            number == 1 and self._some_are(collection, 1, rivals, way, stated)
            for (collection, number), rivals in alike.items()
        ) or self._is_in_hand(in_hand, way, stated)

    def _some_are(
        self,
        wanted: str,
        number: int,
        rivals: Sequence[Sequence[Says]],
        way: Way,
        stated: Collection[str],
    ) -> bool:
        """Whether so many facts of the wanted collection must be there, each as one of the rivals says."""
        refuted = self._refuted(wanted, rivals, stated)
        return refuted is not None and any(
            count >= number and not self._possible(collection, [*facts, *refuted], way)
            for collection, facts, count in self._there(way)
            if wanted in (collection, _PART_OF.get(collection))
        )

    def _is_in_hand(self, rivals: Sequence[Sequence[Says]], way: Way, stated: Collection[str]) -> bool:
        """Whether the fact in hand must be as one of the rivals says."""
        this = self._language.this
        if this is None:
            return False
        refuted = self._refuted(this, rivals, stated)
        return refuted is not None and not self._possible(this, [*self._held(way), *refuted], way)

    def _refuted(
        self, collection: str, rivals: Sequence[Sequence[Says]], stated: Collection[str]
    ) -> list[Clause] | None:
        """What is so of a fact that is as none of the rivals says; None where nothing stands against it."""
        derived = self._is_derived(collection)
        near = [facts for facts in rivals if not any(_may_be_unrecorded(fact, stated) for fact in facts)]
        if not near:
            return None
        return [clause for facts in near for clause in any_of(fact.claims(False, derived) for fact in facts)]

    def _there(self, way: Way) -> Iterator[tuple[str, list[Clause], int]]:
        """Facts that are there: their collection, what is so of each, and how many they are at least."""
        for one in way:
            if isinstance(one, AtLeast):
                yield one.collection, self._all(one.collection, one.facts), one.number
        if self._language.this is not None:
            yield self._language.this, self._held(way), 1

    def _stated(self, way: Way) -> set[str]:
        """Every path of which something is said."""
        paths = {claim.path for clause in self._in_hand for claim in clause}
        for one in way:
            if isinstance(one, InHand):
                paths.update(one.fact.pattern)
            elif not isinstance(one, Lies):
                paths.update(*(fact.pattern for fact in one.facts))
        return paths

    def _held(self, way: Way) -> list[Clause]:
        """What is so of the fact in hand."""
        this = self._language.this or ""
        return [*self._in_hand, *self._all(this, [one.fact for one in way if isinstance(one, InHand)])]

    def _is_within(self, given: AllBut, wanted: AllBut, way: Way) -> bool:
        """Whether no more facts can be otherwise than wanted than are otherwise than given."""
        if not _covers(given, wanted.collection) or given.number > wanted.number:
            return False
        asked = [one.questions for one in way if isinstance(one, AllBut)]
        if wanted.collection == "answers" and not (
            wanted.questions and wanted.questions <= frozenset().union(*asked)
        ):
            return False
        derived = self._is_derived(wanted.collection)
        refuted = [clause for one in wanted.facts for clause in one.claims(False, derived)]
        return not self._possible(
            wanted.collection, [*self._any(wanted.collection, given.facts), *refuted], way
        )

    def _is_impossible(self, way: Way) -> bool:
        """Whether a way says of some fact, or of a score, what cannot all be so."""
        if all(isinstance(one, AtLeast) and len(one.facts) == 1 for one in way):
            # Each matcher has been tried, and nothing is said of any fact besides.
            return False
        if self._are_apart([one for one in way if isinstance(one, Lies)]):
            return True
        for collection, facts, count in self._there(way):
            if not self._possible(collection, facts, way):
                return True
            for but in way:
                if isinstance(but, AllBut) and but.collection == collection and but.number < count:
                    others = self._any(collection, but.facts)
                    if not self._possible(collection, [*facts, *others], way):
                        return True
        return False

    def _are_apart(self, scores: Sequence[Lies]) -> bool:
        """Whether no score lies where these say, all at once."""
        for figure in {score.figure for score in scores}:
            least, most = self._figures.reach(figure)
            own = [score for score in scores if score.figure == figure]
            floors = [(least, False), *((one.limit, one.strict) for one in own if one.above)]
            ceilings = [(most, False), *((one.limit, one.strict) for one in own if not one.above)]
            if any(
                floor > ceiling or (floor == ceiling and (over or under))
                for floor, over in floors
                for ceiling, under in ceilings
            ):
                return True
        return False

    def _possible(self, collection: str, facts: Sequence[Clause], way: Way) -> bool:
        """Whether a fact of a collection may be so, where all facts of it are as the way says."""
        every = [
            clause
            for one in way
            if isinstance(one, AllBut) and one.number == 0 and _covers(one, collection)
            for clause in self._any(collection, one.facts)
        ]
        return self._consistency.satisfiable(collection, [*facts, *every])

    def _all(self, collection: str, facts: Sequence[Says]) -> list[Clause]:
        derived = self._is_derived(collection)
        return [clause for one in facts for clause in one.claims(True, derived)]

    def _any(self, collection: str, facts: Sequence[Says]) -> list[Clause]:
        derived = self._is_derived(collection)
        return any_of(one.claims(True, derived) for one in facts)

    def _is_derived(self, collection: str) -> bool:
        return collection in self._language.fields.derived


def _covers(given: AllBut, collection: str) -> bool:
    """Whether what is said of all facts of one collection is so of those of another."""
    if given.collection == collection:
        return True
    # What surely fails of the fact behind a derived one fails of it; but that may be no more than possible.
    return given.collection == _PART_OF.get(collection) and all(one.told == NO for one in given.facts)


def _may_be_unrecorded(fact: Says, stated: Collection[str]) -> bool:
    """Whether a pattern fails for certain where some field is not recorded of which nothing else is said."""
    return fact.told == YES and any(
        path not in stated
        and not path.endswith("corroboration")
        and not (isinstance(matcher, dict) and "known" in matcher)
        for path, matcher in fact.pattern.items()
    )


def _is_tighter(given: Lies, wanted: Lies) -> bool:
    """Whether a score that lies where it is given to lie also lies where it is wanted."""
    if (given.figure, given.above) != (wanted.figure, wanted.above):
        return False
    if given.limit == wanted.limit:
        return given.strict or not wanted.strict
    return (given.limit > wanted.limit) is given.above
