"""What to ask and what to research, in each format: a format is one module and one line here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ddscore.model.engagement import Engagement


@dataclass(frozen=True, slots=True)
class EngagementFormat:
    """A way to print what to ask; its module is imported when it is first used."""

    name: str
    suffix: str
    """The ending of its files, with the dot."""

    def render(self, engagement: Engagement) -> str:
        """The questions as text in this format, ending in a line break."""
        rendered: str = import_module(f"{__name__}.{self.name}").render(engagement)
        return rendered


ENGAGEMENT_FORMATS: Mapping[str, EngagementFormat] = {
    form.name: form
    for form in (
        EngagementFormat("text", ".txt"),
        EngagementFormat("markdown", ".md"),
        EngagementFormat("html", ".html"),
        EngagementFormat("json", ".json"),
    )
}
"""Every format of `engage`, by the name that `--format` takes."""
