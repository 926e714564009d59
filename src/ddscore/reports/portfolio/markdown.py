"""A portfolio in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.markdown import in_markdown
from ddscore.reports.portfolio.story import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ddscore.model.portfolio import Portfolio


def render(portfolio: Portfolio, pages: Mapping[str, str]) -> str:
    """The story in Markdown."""
    return in_markdown(tell(portfolio, pages))
