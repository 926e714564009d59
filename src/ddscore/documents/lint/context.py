"""What a case is checked against besides itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from ddscore.documents.lint.asks import Asks


@dataclass(frozen=True, slots=True)
class Context:
    """What the rubrics at hand ask, and where the case stands."""

    asks: Asks
    folder: Path | None = None
    """The case's folder, in which its kept copies are looked for; None where it came from no file."""
    notes: bool = False
    """Whether to tell what could be added, too."""
