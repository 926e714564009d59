"""Robustness in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.markdown import in_markdown
from ddscore.reports.robustness.story import tell

if TYPE_CHECKING:
    from ddscore.model.robustness import Robustness


def render(robustness: Robustness) -> str:
    """The story in Markdown."""
    return in_markdown(tell(robustness))
