"""What to ask an invented company, and what to research on it."""

from __future__ import annotations

from ddscore.model.assessment import Need
from ddscore.model.engagement import Effect, Engagement, Held, Question, Unsettled
from ddscore.model.rubric import Side
from ddscore.model.score import Score
from tests.reports.example_assessment import EXAMPLE


def effect(side: Side, before: tuple[float, float], after: tuple[float, float]) -> Effect:
    scores = [Score(None, 100, None, *ends) for ends in (before, after)]
    return Effect(side, *scores, after[0] - before[0])


_FACT = next(iter(EXAMPLE.facts))
RAISING = Question(
    "remedy-given",
    "Remedy as shown",
    Side.PRACTICE,
    "UNGP 22",
    "Provide remedy and publish it",
    "Remedy was completed",
    (_FACT,),
    (effect(Side.PRACTICE, (2, 35), (14, 76.25)),),
    12,
)
SAYING = Question(
    "commitment-stated",
    "A public commitment",
    Side.POLICY,
    None,
    "Publish a commitment.",
    "A public commitment that names the UNGPs",
    (),
    (effect(Side.POLICY, (30, 100), (60, 60)),),
    0,
)
UNMOVED = Question("upheld", "Findings", Side.PRACTICE, None, "Do findings bear it out?", None, (), (), 0)
ENGAGEMENT = Engagement(
    EXAMPLE,
    (RAISING, SAYING, UNMOVED),
    (effect(Side.POLICY, (30, 100), (60, 60)), effect(Side.PRACTICE, (2, 35), (14, 76.25))),
    (
        Unsettled(
            Need("findings", None, None, "a complete search for findings"),
            ("Findings", "Conduct"),
            (Held(Side.POLICY, 0, 0), Held(Side.PRACTICE, 20.25, 5)),
        ),
        Unsettled(
            Need("involvement", _FACT, "severity.scale", "severity.scale of it"),
            ("Conduct",),
            (Held(Side.POLICY, 1, 1), Held(Side.PRACTICE, 4, 0)),
        ),
        Unsettled(Need("actions", None, None, "a complete search for actions"), ("Conduct",), ()),
    ),
)
