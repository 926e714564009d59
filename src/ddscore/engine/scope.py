"""What a condition is asked of: the record on a date, the fact in hand, and the scores of other nodes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

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


@dataclass(frozen=True, slots=True)
class Scope:
    """Everything that a compiled condition may look at."""

    view: View
    scores: Scores
    this: KnownFact | None = None
    """The fact in hand, within `for_each`."""
    held: dict[Test, Held] = field(default_factory=dict)
    """Of which facts a test held: criteria ask the same again and again, and each test is made once."""
    verdicts: dict[tuple[str, str], Verdict] = field(default_factory=dict)
    """On what was asked of a whole collection, by the collection and the pattern, for the same reason."""

    def within(self, fact: KnownFact) -> Scope:
        """The same with a fact in hand."""
        return Scope(self.view, self.scores, fact, self.held, self.verdicts)
