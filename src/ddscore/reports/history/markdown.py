"""Markdown that nothing in a case file can break; the chart is a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.history.story import tell
from ddscore.reports.markdown import in_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.model.history import History


def render(histories: Sequence[History]) -> str:
    """Histories one after the other."""
    return "\n---\n\n".join(in_markdown(tell(history)) for history in histories)
