"""Assessing an invented company by coded answers alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ddscore import assess
from ddscore.documents.case import parse_case

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ddscore import Assessment, Rubric


def by_answers(rubric: Rubric, answers: Mapping[str, object], *, under: str | None = None) -> Assessment:
    """Example Mining plc by these answers, given to the rubric or to the one named `under`."""
    case = {
        "ddscore": "case/1",
        "id": "example-mining",
        "company": {"name": "Example Mining plc"},
        "as_of": "2020-09-23",
        "answers": {under or rubric.id: dict(answers)},
    }
    return assess(parse_case(json.dumps(case).encode(), "example-mining.yaml"), rubric)
