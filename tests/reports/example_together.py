"""The invented case of example_assessment by a second rubric; neither company nor framework exists."""

from __future__ import annotations

from ddscore.model.assessment import CapResult, LevelResult, Need, Reason, ResearchResult, UnknownNode
from ddscore.model.rubric import Row, Side
from ddscore.model.score import Status
from tests.reports.example_assessment import EXAMPLE, SEARCH, UPHELD, node, percent

RISK = node(
    "future-risk",
    "Future risk",
    side=Side.OVERALL,
    status=Status.UNKNOWN,
    overall=percent(None, 0, 70),
    coverage=0.3,
    question="Is more of it to be expected?",
    levels=(
        LevelResult(
            "More is to be expected",
            0,
            {"findings": {"concerns": "future-risk", "involvement.severity.scale": {"at_least": "serious"}}},
            None,
        ),
        LevelResult("It has ended", 70, {"this": {"period.to": {"happened": True}}}, None),
    ),
    possible_levels=("More is to be expected", "It has ended"),
    because="Not settled between 2 levels. It is left out of the figure above it.",
    facts=("mine",),
    sources=("gazette",),
    caps=(
        CapResult(
            10, None, "an exclusion is in force", True, ("exclusion",), {"actions": {"kind": "exclusion"}}
        ),
    ),
    for_each={"involvement": {"relationship": "cause"}},
)

STRICT = EXAMPLE._replace(
    rubric=EXAMPLE.rubric._replace(
        id="strict",
        title="Strict rubric",
        version="2.1",
        higher_is="worse",
        sha256="f" * 64,
        bands=(),
        profiles=(),
        outcomes=(
            Row(
                "exclude",
                "Meets this rubric's test for exclusion",
                {
                    "all": [
                        {"findings": {"concerns": "future-risk"}},
                        {"not": {"actions": {"kind": "removal"}}},
                    ]
                },
                "The test: a risk of grave harm was upheld.",
            ),
            Row("none", "Meets no test for a measure", None, None),
        ),
    ),
    warnings=(*EXAMPLE.warnings, "strict was in force from 2021 to today, not on 2020-09-23"),
    summary=EXAMPLE.summary._replace(
        policy=None,
        practice=None,
        gap=None,
        understatement=None,
        overall=percent(None, 0, 70),
        coverage=0.3,
        possible_bands=(),
        profile=None,
        possible_profiles=(),
        outcome="exclude",
        possible_outcomes=("exclude",),
        outcome_reason=Reason(("council-finding", "mine")),
    ),
    nodes=(UPHELD._replace(weight=3), RISK),
    unknowns=(
        UnknownNode("future-risk", (Need("involvement", "mine", "period.to", "period.to of mine"),)),
        UnknownNode("strict", (Need("actions", None, None, "a complete search for actions"),)),
    ),
    research={**EXAMPLE.research, "remediation": ResearchResult(True, (SEARCH,))},
)
"""By it the outcome is certain, and rests on a future risk; the first rubric's is not."""

WAITING = EXAMPLE._replace(
    summary=EXAMPLE.summary._replace(
        profile_reason=Reason(("respects", "council-finding", "mine")),
        outcome_reason=Reason(
            needs=(
                Need("findings", None, None, "a complete search for findings"),
                Need("score", None, "remedy", "the score of remedy (practice)"),
            )
        ),
    )
)
"""The example with what its outcome waits for."""
