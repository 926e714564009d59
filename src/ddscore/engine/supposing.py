"""A run in which some criteria have another figure than the record gives them: what would be, and how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.engine.evaluation import Run
from ddscore.engine.nodes import settle
from ddscore.model.rubric import Criterion
from ddscore.model.score import Unknown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ddscore.engine.bounds import Reading
    from ddscore.engine.caps import Acting
    from ddscore.engine.figures import Figures


class Supposed(Run):
    """A run in which some criteria are settled at a figure; all that rests on them follows.

    `percents` is by criterion, in percent of what it can have, before its own caps. One that does not apply
    still does not.
    """

    __slots__ = ("_first", "_percents")

    def __init__(self, run: Run, percents: Mapping[str, float]) -> None:
        super().__init__(run.compiled, run.scope.view)
        # What is asked of facts is the same.
        self.scope = run.scope.asked_by(self)
        self._first = run
        self._percents = percents

    def figures(self, node: str) -> Figures:
        """The node as supposed, or as it follows."""
        if node not in self._figures:
            self._figures[node] = self._supposed(node)
        return self._figures[node]

    def _supposed(self, name: str) -> Figures:
        compiled = self.compiled.nodes[name]
        node = compiled.node
        if not isinstance(node, Criterion):
            return compiled.evaluate.figures(self)
        asks = compiled.gate.scores or compiled.asked.scores
        as_recorded = compiled.evaluate.figures(self) if asks else self._first.figures(name)
        if name not in self._percents:
            return as_recorded
        readings = {
            side: _fixed(reading, self._percents[name], as_recorded.caps, node.unknown)
            for side, reading in as_recorded.readings.items()
        }
        return as_recorded._replace(readings=readings)


def _fixed(reading: Reading, percent: float, caps: Sequence[Acting], unknown: Unknown) -> Reading:
    """A reading settled at a figure, as far as the criterion's own caps let it."""
    low = high = percent
    for cap, holds in caps:
        if holds is not False:
            low = min(low, cap.at_most)
        if holds:
            high = min(high, cap.at_most)
    point = low if low == high or unknown is Unknown.LOW else None
    return settle(reading._replace(low=low, high=high, point=point, blocked=False, applies=True), unknown)
