"""What would settle what is open: it is named wherever something waits for it."""

from __future__ import annotations

from pathlib import Path

from ddscore import assess, load_case, load_rubric
from ddscore.model.assessment import Need
from ddscore.reports.markdown import render
from ddscore.reports.story.unsettled import bearing

CASE = Path(__file__).parents[1] / "data" / "reports" / "end-unrecorded.yaml"
OPEN = Need("contradictions", "evictions", "period.to", "period.to of evictions, to settle contradictions")


def test_what_the_profile_and_a_pair_wait_for_is_named() -> None:
    assessment = assess(load_case(CASE), load_rubric("ungp"))
    assert assessment.summary.profile is None
    assert bearing(assessment)[OPEN] == ("Profile", "Undetermined pairs")
    assert "would settle it: “period, to” of evictions" in render([assessment])
