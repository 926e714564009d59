"""What to ask and what to research, for a person at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.engagement.story import tell
from ddscore.reports.text import COLUMNS, in_text

if TYPE_CHECKING:
    from ddscore.model.engagement import Engagement


def render(engagement: Engagement, columns: int = COLUMNS) -> str:
    """The story in plain text."""
    return in_text(tell(engagement), columns)
