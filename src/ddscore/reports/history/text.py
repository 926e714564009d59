"""Plain text for a terminal: 80 columns, with a chart made of characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.history.story import tell
from ddscore.reports.text import COLUMNS, in_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.model.history import History


def render(histories: Sequence[History]) -> str:
    """Histories one after the other."""
    return f"\n{'#' * COLUMNS}\n\n".join(in_text(tell(history)) for history in histories)
