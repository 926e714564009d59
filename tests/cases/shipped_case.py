"""Shipped cases, scored as of a day by the shipped rubric `ungp` or another one."""

from __future__ import annotations

from functools import cache

from ddscore import Assessment, Case, assess, load_case, load_rubric
from ddscore.documents import shipped


@cache
def case(name: str) -> Case:
    return load_case(shipped.folder("cases") / f"{name}.yaml")


@cache
def as_of(name: str, day: str, rubric: str = "ungp") -> Assessment:
    return assess(case(name), load_rubric(rubric), day)
