"""A portfolio as one self-contained HTML page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.html import page
from ddscore.reports.portfolio.story import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ddscore.model.portfolio import Portfolio


def render(portfolio: Portfolio, pages: Mapping[str, str]) -> str:
    """The story as a page."""
    return page([tell(portfolio, pages)], "Portfolio")
