"""What came of scoring saved assessments again, in each format: pure functions; a format is one module."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ddscore.model.verification import Verified


@dataclass(frozen=True, slots=True)
class VerificationFormat:
    """A way to print what was verified; its module is imported when it is first used."""

    name: str
    suffix: str
    """The ending of its files, with the dot."""

    def render(self, verified: Sequence[Verified]) -> str:
        """What came of it as text in this format, ending in a line break."""
        rendered: str = import_module(f"{__name__}.{self.name}").render(verified)
        return rendered


VERIFICATION_FORMATS: Mapping[str, VerificationFormat] = {
    form.name: form for form in (VerificationFormat("text", ".txt"), VerificationFormat("json", ".json"))
}
"""Every format of `verify`, by the name that `--format` takes."""
