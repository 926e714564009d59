"""What changed, in every format: pure functions from diffs to text."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ddscore.model.diff import Diff


@dataclass(frozen=True, slots=True)
class DiffFormat:
    """A way to report what changed; its module is imported when it is first used."""

    name: str
    suffix: str
    """The ending of its files, with the dot."""

    def render(self, diffs: Sequence[Diff]) -> str:
        """The diffs, one a rubric, as text in this format, ending in a line break."""
        rendered: str = import_module(f"{__name__}.{self.name}").render(diffs)
        return rendered


DIFF_FORMATS: Mapping[str, DiffFormat] = {
    form.name: form
    for form in (
        DiffFormat("text", ".txt"),
        DiffFormat("markdown", ".md"),
        DiffFormat("html", ".html"),
        DiffFormat("json", ".json"),
    )
}
"""Every format, by the name that `--format` takes."""
