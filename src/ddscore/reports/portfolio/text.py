"""A portfolio in plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.portfolio.story import tell
from ddscore.reports.text import COLUMNS, in_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ddscore.model.portfolio import Portfolio


def render(portfolio: Portfolio, pages: Mapping[str, str], columns: int = COLUMNS) -> str:
    """The story in plain text, as wide as asked for."""
    return in_text(tell(portfolio, pages), columns)
