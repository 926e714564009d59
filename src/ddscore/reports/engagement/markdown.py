"""What to ask and what to research, in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.engagement.story import tell
from ddscore.reports.markdown import in_markdown

if TYPE_CHECKING:
    from ddscore.model.engagement import Engagement


def render(engagement: Engagement) -> str:
    """The story in Markdown."""
    return in_markdown(tell(engagement))
