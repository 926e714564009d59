"""What came of varying weights, in each format: pure functions; a format is one module and one line here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ddscore.model.robustness import Robustness


@dataclass(frozen=True, slots=True)
class RobustnessFormat:
    """A way to print what varying weights came to; its module is imported when it is first used."""

    name: str
    suffix: str
    """The ending of its files, with the dot."""

    def render(self, robustness: Robustness) -> str:
        """The results as text in this format, ending in a line break."""
        rendered: str = import_module(f"{__name__}.{self.name}").render(robustness)
        return rendered


ROBUSTNESS_FORMATS: Mapping[str, RobustnessFormat] = {
    form.name: form
    for form in (
        RobustnessFormat("text", ".txt"),
        RobustnessFormat("markdown", ".md"),
        RobustnessFormat("html", ".html"),
        RobustnessFormat("json", ".json"),
        RobustnessFormat("csv", ".csv"),
    )
}
"""Every format of `robustness`, by the name that `--format` takes."""
