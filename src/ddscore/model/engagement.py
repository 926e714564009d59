"""What to ask a company and what to research, with what each answer would change."""

from typing import Literal, NamedTuple

from ddscore.model.assessment import Assessment, Need
from ddscore.model.rubric import Side
from ddscore.model.score import Score

Conclusion = Literal["profile", "outcome"]
"""What is drawn from the figures and the record."""


class Effect(NamedTuple):
    """One of the rubric's own figures, as assessed and as it would be."""

    side: Side
    before: Score
    after: Score
    rise: float
    """By how many points what is certain would be better: the low end, or where a higher figure is worse the
    high end, downwards."""


class Question(NamedTuple):
    """What to ask the company, on one criterion."""

    node: str
    title: str
    side: Side
    principle: str | None
    ask: str
    """What the rubric asks for; its question where it says no more."""
    level: str | None
    """What an honest yes would reach; None where no answer reaches more, or where answers are coded."""
    facts: tuple[str, ...]
    """The facts that prompt it."""
    effects: tuple[Effect, ...]
    """What an honest yes would change, and nothing else; those figures that it moves."""
    gain: float
    """By how many points it would better what is certain of practice, or of the one score."""


class Held(NamedTuple):
    """How much of a figure's bounds something unknown holds, in points."""

    side: Side
    points: float
    """By how much they would narrow at least, once all criteria on which it bears were settled."""
    alone: float
    """The same of those criteria that nothing else leaves open."""


class Unsettled(NamedTuple):
    """What to research."""

    need: Need
    nodes: tuple[str, ...]
    """The titles of the criteria on which it bears."""
    holds: tuple[Held, ...]
    settles: tuple[Conclusion, ...] = ()
    """Which conclusions wait for it, and not only for figures."""

    @property
    def points(self) -> float:
        """How much it holds of the bounds of all figures together."""
        return sum(one.points for one in self.holds)

    @property
    def alone(self) -> float:
        """How much it holds where nothing else is open."""
        return sum(one.alone for one in self.holds)


class Engagement(NamedTuple):
    """What came of asking an assessment what would change it."""

    assessment: Assessment
    questions: tuple[Question, ...]
    """The one whose answer would raise practice most first."""
    together: tuple[Effect, ...]
    """What an honest yes to all of them would change."""
    unsettled: tuple[Unsettled, ...]
    """What holds most of the bounds first."""
