"""What of an assessment can move, as whole numbers, and what can turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ddscore.model.diff import PLACES, Bound, Decided
from ddscore.model.rubric_test import by_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ddscore.model.assessment import Assessment, NodeResult, Summary

    Place = tuple[str | None, str, Bound]
    """A node, None for the rubric's own; a side; and what of its score."""
    What = Literal["band", "profile", "outcome", "level", "status"]
    Verdict = tuple[str | None, What]

ONE: int = 10**PLACES
"""A percent, or the whole of a turn."""
SIDES = ("policy", "practice", "gap", "understatement", "overall")
BOUNDS: tuple[Bound, ...] = ("low", "percent", "high")


def figures(assessment: Assessment) -> dict[Place, int]:
    """Every figure there is; one that is not shown is left out."""
    found = dict(_of(None, assessment.summary))
    for name, node in by_id(assessment).items():
        found.update(_of(name, node))
    return found


def verdicts(assessment: Assessment) -> dict[Verdict, Decided]:
    """Everything that is decided, with what is possible."""
    whole = assessment.summary
    found: dict[Verdict, Decided] = {
        (None, "profile"): Decided(whole.profile, whole.possible_profiles),
        (None, "outcome"): Decided(whole.outcome, whole.possible_outcomes),
        (None, "band"): Decided(whole.band, whole.possible_bands),
    }
    for name, node in by_id(assessment).items():
        found |= {
            (name, "status"): Decided(str(node.status), ()),
            (name, "level"): Decided(node.level, node.possible_levels),
            (name, "band"): Decided(node.band, ()),
        }
    return found


def percent(value: int) -> float:
    """A whole number as the percent that it stands for."""
    return value / ONE


def _of(name: str | None, holder: Summary | NodeResult) -> Iterator[tuple[Place, int]]:
    for side in SIDES:
        score = getattr(holder, side, None)
        if score is None:
            continue
        for bound in BOUNDS:
            value = getattr(score, bound)
            if value is not None:
                yield (name, side, bound), round(value * ONE)


def moved(before: Mapping[Place, int], after: Mapping[Place, int]) -> list[Place]:
    """The figures that differ, in the order of the rubric; of one node, side by side and from low to high."""
    order = {
        name: place for place, name in enumerate(dict.fromkeys(name for name, _, _ in (*after, *before)))
    }
    return sorted(
        (place for place in before.keys() | after.keys() if before.get(place) != after.get(place)),
        key=lambda place: (order[place[0]], SIDES.index(place[1]), BOUNDS.index(place[2])),
    )
