"""Robustness as one self-contained HTML page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.html import page
from ddscore.reports.robustness.story import tell

if TYPE_CHECKING:
    from ddscore.model.robustness import Robustness


def render(robustness: Robustness) -> str:
    """The story as a page."""
    told = tell(robustness)
    return page([told], told.title)
