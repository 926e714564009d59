"""Scores over the commits to a case, in each format: pure functions; a format is one module and one line."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ddscore.model.log import Log


@dataclass(frozen=True, slots=True)
class LogFormat:
    """A way to print a log; its module is imported when it is first used."""

    name: str
    suffix: str
    """The ending of its files, with the dot."""

    def render(self, log: Log) -> str:
        """The log as text in this format, ending in a line break."""
        rendered: str = import_module(f"{__name__}.{self.name}").render(log)
        return rendered


LOG_FORMATS: Mapping[str, LogFormat] = {
    form.name: form
    for form in (
        LogFormat("text", ".txt"),
        LogFormat("markdown", ".md"),
        LogFormat("json", ".json"),
        LogFormat("csv", ".csv"),
    )
}
"""Every format of `log`, by the name that `--format` takes."""
