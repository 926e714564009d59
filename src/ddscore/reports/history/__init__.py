"""How figures moved over time, in each format: pure functions; a format is one module and one line here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ddscore.model.history import History


@dataclass(frozen=True, slots=True)
class HistoryFormat:
    """A way to print histories; its module is imported when it is first used."""

    name: str
    suffix: str
    """The ending of its files, with the dot."""

    def render(self, histories: Sequence[History]) -> str:
        """The histories as text in this format, ending in a line break."""
        rendered: str = import_module(f"{__name__}.{self.name}").render(histories)
        return rendered


HISTORY_FORMATS: Mapping[str, HistoryFormat] = {
    form.name: form
    for form in (
        HistoryFormat("text", ".txt"),
        HistoryFormat("markdown", ".md"),
        HistoryFormat("html", ".html"),
        HistoryFormat("json", ".json"),
        HistoryFormat("csv", ".csv"),
    )
}
"""Every format of `history`, by the name that `--format` takes."""
