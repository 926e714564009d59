"""The history of an invented case in which each kind of turn occurs."""

from __future__ import annotations

from pathlib import Path

from ddscore import load_case, load_rubric
from ddscore.analysis.history import history
from ddscore.model.dates import PartialDate
from ddscore.model.history import Every, History

DATA = Path(__file__).parents[2] / "data" / "history"
CASE, RUBRIC = DATA / "example-mining.yaml", DATA / "example.yaml"


def told(every: Every = Every.CHANGE, ends: str = "2021-12") -> History:
    return history(load_case(CASE), load_rubric(RUBRIC), None, PartialDate.parse(ends), every)


EXAMPLE = told()
