"""Where things stand in the pictures of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.reports.story.blocks import Chart, Place, Quadrant

_FEW = 24
"""So many companies can be told apart by numbers; of more only their points are drawn."""
_LEFT, _TOP, _SIDE = 34.0, 10.0, 312.0
"""The square in which they stand, in a picture 360 wide."""
_LETTER, _LINE = 6.4, 11.0
"""Room for a digit, across and up."""
_BESIDE = ((7, 3.8), (-7, 3.8), (0, -7), (0, 14), (7, -5), (-7, -5), (7, 13), (-7, 13), (14, 3.8), (-14, 3.8))
"""Where a number may stand beside its point, the best place first; a negative one ends there."""


def certain_gap(chart: Chart) -> tuple[float, float] | None:
    """From where to where policy and practice are apart whatever is unknown; None where they may meet.

    Nor for the whole: its gap is the mean of those of its themes, and no distance between its two figures.
    """
    sides = {line.side: line for line in chart.lines if line.percent is not None}
    policy, practice = sides.get("policy"), sides.get("practice")
    if policy is None or practice is None or not chart.gap_shown:
        return None
    if policy.low > practice.high:
        return practice.high, policy.low
    return (policy.high, practice.low) if practice.low > policy.high else None


class Point(NamedTuple):
    """A company in the picture: its bounds, its point where it has both figures, and its number."""

    number: str
    place: Place
    left: float
    right: float
    top: float
    bottom: float
    x: float
    y: float
    has_point: bool
    label: tuple[float, float, str] | None
    """Where its number stands, and whether it starts or ends there; None where there are too many."""


class Drawn(NamedTuple):
    """The picture of several companies."""

    points: tuple[Point, ...]
    open: tuple[tuple[str, Place], ...]
    """Companies without both figures, with their numbers."""
    few: bool
    """Whether they are numbered, and their bounds drawn."""


def drawn(quadrant: Quadrant) -> Drawn:
    """The places of a picture; those without any figure are not in it, and of many only those with both."""
    few = len(quadrant.places) <= _FEW
    numbered = [(str(number), place) for number, place in enumerate(quadrant.places, 1)]
    shown = [one for one in numbered if (any if few else all)(_figures(one[1]))]
    points = [_point(number, place) for number, place in shown]
    if few:
        points = list(_labelled(points))
    undrawn = tuple((number, place) for number, place in numbered if not all(_figures(place)))
    return Drawn(tuple(points), undrawn, few)


def _figures(place: Place) -> tuple[bool, bool]:
    return place.across.percent is not None, place.up.percent is not None


def _point(number: str, place: Place) -> Point:
    across, up = place.across, place.up
    left, right = (_LEFT + _SIDE * share / 100 for share in (across.low, across.high))
    bottom, top = (_TOP + _SIDE * (1 - share / 100) for share in (up.low, up.high))
    x, y = (left + right) / 2, (top + bottom) / 2
    if across.percent is None or up.percent is None:
        return Point(number, place, left, right, top, bottom, x, y, False, None)
    x, y = _LEFT + _SIDE * across.percent / 100, _TOP + _SIDE * (1 - up.percent / 100)
    return Point(number, place, left, right, top, bottom, x, y, True, None)


def _labelled(points: Sequence[Point]) -> Iterator[Point]:
    """Each point with its number at the first place beside it that nothing else takes, else at the first."""
    taken = [(one.x - 4.5, one.y - 4.5, one.x + 4.5, one.y + 4.5) for one in points if one.has_point]
    for one in points:
        free = [box for box in _boxes(one) if not any(_meet(box[0], other) for other in taken)]
        (box, label) = (free or list(_boxes(one)))[0]
        taken.append(box)
        yield one._replace(label=label)


_Box = tuple[float, float, float, float]


def _boxes(one: Point) -> Iterator[tuple[_Box, tuple[float, float, str]]]:
    size = len(one.number) * _LETTER
    places = _BESIDE if one.has_point else ((0, 3.8), *_BESIDE)
    for across, down in places:
        anchor = "middle" if across == 0 else "start" if across > 0 else "end"
        x, y = one.x + across, one.y + down
        left = x - {"start": 0.0, "middle": size / 2, "end": size}[anchor]
        box = (left, y - _LINE + 2, left + size, y + 2)
        inside = (
            box[0] >= _LEFT and box[2] <= _LEFT + _SIDE + 12 and box[1] >= _TOP and box[3] <= _TOP + _SIDE
        )
        if inside or (across, down) == places[0]:
            yield box, (x, y, anchor)


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
