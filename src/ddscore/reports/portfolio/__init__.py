"""What the records say of a portfolio, in each format: pure functions; a format is one module."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ddscore.model.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class PortfolioFormat:
    """A way to print a portfolio; its module is imported when it is first used."""

    name: str
    suffix: str
    """The ending of its files, with the dot."""
    has_pages: bool = False
    """Whether a report on each company can stand beside it, which it then leads to."""

    def render(self, portfolio: Portfolio, pages: Mapping[str, str] | None = None) -> bytes:
        """The portfolio in this format; `pages` has the reports beside it, by case."""
        module = import_module(f"{__name__}.{self.name}")
        if self.has_pages:
            rendered: str | bytes = module.render(portfolio, pages or {})
        else:
            rendered = module.render(portfolio)
        return rendered if isinstance(rendered, bytes) else rendered.encode("utf-8")


PORTFOLIO_FORMATS: Mapping[str, PortfolioFormat] = {
    form.name: form
    for form in (
        PortfolioFormat("text", ".txt", has_pages=True),
        PortfolioFormat("markdown", ".md", has_pages=True),
        PortfolioFormat("html", ".html", has_pages=True),
        PortfolioFormat("json", ".json"),
        PortfolioFormat("csv", ".csv"),
        PortfolioFormat("sqlite", ".sqlite"),
    )
}
"""Every format of `portfolio`, by the name that `--format` takes."""
