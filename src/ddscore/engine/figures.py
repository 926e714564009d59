"""What a node comes to, and what nodes see of each other while that is found out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ddscore.engine.bounds import Reading
    from ddscore.engine.caps import Acting
    from ddscore.engine.ladder import Ladder, Points
    from ddscore.engine.logic import Verdict
    from ddscore.engine.scope import Scope
    from ddscore.model.assessment import CapResult, Need
    from ddscore.model.dates import Truth
    from ddscore.model.rubric import Node

REMEMBERED = 128
"""How many figures of a node are remembered from case to case: it can come to few, and often does."""


class Figures(NamedTuple):
    """What a node comes to."""

    applies: Truth
    readings: Mapping[str, Reading]
    """A theme's policy, practice and gap, else that of the node's own side; empty where it does not apply."""
    points: Points | None = None
    """What a criterion's levels gave."""
    caps: tuple[Acting, ...] = ()


SET_ASIDE = Figures(False, {})
"""What does not apply."""


class Scored(NamedTuple):
    """A node's figures with all that explains them."""

    node: Node
    applies: Verdict
    readings: Mapping[str, Reading]
    ladder: Ladder | None = None
    caps: tuple[CapResult, ...] = ()
    facts: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()


class Evaluation(Protocol):
    """An assessment under way: what nodes see of each other."""

    @property
    def scope(self) -> Scope:
        """What the nodes' conditions are asked of."""

    def applies(self, node: str) -> Truth:
        """Whether the node itself applies."""

    def gate(self, node: str) -> Verdict:
        """The same, and why."""

    def figures(self, node: str) -> Figures:
        """The node, evaluated once."""

    def scored(self, node: str) -> Scored:
        """The same, and why."""


class Evaluate(NamedTuple):
    """How a node is evaluated: its figures, and, apart, the reason for them."""

    figures: Callable[[Evaluation], Figures]
    because: Callable[[Evaluation, Figures], Scored]
