"""One self-contained HTML page with a picture of each history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.history.story import tell
from ddscore.reports.html import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.model.history import History


def render(histories: Sequence[History]) -> str:
    """Histories in one page, one after the other."""
    return page([tell(history) for history in histories], "Histories")
