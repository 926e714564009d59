"""What a condition is asked of: the record on a date, the fact in hand, and the scores of other nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from ddscore.engine.bounds import Reading
    from ddscore.engine.known import KnownFact, View
    from ddscore.engine.logic import Verdict
    from ddscore.engine.paths import Getter
    from ddscore.engine.patterns import Pattern, Test
    from ddscore.engine.values import Held, Values
    from ddscore.model.dates import Truth
    from ddscore.model.rubric import Side

    Asked: TypeAlias = Pattern | tuple[Pattern, KnownFact | None]
    """A pattern, with the fact in hand where it speaks of one."""


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
    this: KnownFact | None
    """The fact in hand, within `for_each`."""
    values: dict[Getter, Values]
    """What was fetched: criteria ask the same again and again, so that all that was asked is remembered."""
    held: dict[Test, Held]
    """Of which facts a test held."""
    truths: dict[Asked, Truth]
    """Whether some fact matched, or the fact in hand did."""
    verdicts: dict[Asked, Verdict]
    """Whether some fact matched, with the reason."""

    @classmethod
    def of(cls, view: View, scores: Scores, this: KnownFact | None = None) -> Scope:
        """A record of which nothing has been asked yet."""
        return cls(view, scores, this, {}, {}, {}, {})

    def within(self, fact: KnownFact) -> Scope:
        """The same with a fact in hand."""
        return self._replace(this=fact)

    def asked_by(self, scores: Scores) -> Scope:
        """The same record, of which the same is known, with other scores."""
        return self._replace(scores=scores)
