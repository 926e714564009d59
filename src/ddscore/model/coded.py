"""Coded answers on their scales: what an answer is called there, and what it is worth (FORMATS 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ddscore.model.rubric import Scale, Worth


def name_of(answer: object) -> str:
    """An answer as a scale names it: as it is written in YAML."""
    return str(answer).lower() if isinstance(answer, bool) else str(answer)


def worth(scale: Scale, answer: object) -> float | Worth | None:
    """What an answer is worth: points, or why it has none; None where it is not on the scale."""
    name = name_of(answer)
    if name in scale.points:
        return scale.points[name]
    if scale.range is not None and isinstance(answer, int | float) and not isinstance(answer, bool):
        least, most = scale.range
        if least <= answer <= most:
            return answer
    return scale.otherwise


def answers_of(scale: Scale) -> str:
    """The answers that a scale knows, in words."""
    numbers = [] if scale.range is None else [f"a number from {scale.range[0]:g} to {scale.range[1]:g}"]
    return ", ".join([*scale.points, *numbers])
