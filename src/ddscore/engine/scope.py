"""What a condition is asked of: the record on a date, the fact in hand, and the scores of other nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from ddscore.engine.bounds import Reading
    from ddscore.engine.known import KnownFact, View
    from ddscore.engine.logic import Verdict
    from ddscore.engine.patterns import Held, Test
    from ddscore.model.rubric import Side


class Scores(Protocol):
    """The readings of a rubric's nodes, for `score` conditions."""

    def reading(self, node: str | None, side: Side) -> Reading | None:
        """The reading of a node's side, or the rubric's own; None where it does not apply."""

    def evidence(self, node: str | None) -> tuple[str, ...]:
        """The facts on which a node's figures rest, or those of the whole rubric."""


class Scope(NamedTuple):
    """Everything that a compiled condition may look at."""

    view: View
    scores: Scores
    held: dict[Test, Held]
    """Of which facts a test held: criteria ask the same again and again, and each test is made once."""
    verdicts: dict[tuple[str, str], Verdict]
    """On what was asked of a whole collection, by the collection and the pattern, for the same reason."""
    this: KnownFact | None = None
    """The fact in hand, within `for_each`."""

    def within(self, fact: KnownFact) -> Scope:
        """The same with a fact in hand."""
        return self._replace(this=fact)
