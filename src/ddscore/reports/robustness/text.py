"""Robustness for a person at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.robustness.story import tell
from ddscore.reports.text import COLUMNS, in_text

if TYPE_CHECKING:
    from ddscore.model.robustness import Robustness


def render(robustness: Robustness, columns: int = COLUMNS) -> str:
    """The story in plain text."""
    return in_text(tell(robustness), columns)
