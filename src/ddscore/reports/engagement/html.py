"""What to ask and what to research, as one self-contained HTML page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.engagement.story import tell
from ddscore.reports.html import page, with_sources

if TYPE_CHECKING:
    from ddscore.model.engagement import Engagement


def render(engagement: Engagement) -> str:
    """The story as a page, with the sources that it cites."""
    told = with_sources(tell(engagement), [engagement.assessment])
    return page([told], told.title)
