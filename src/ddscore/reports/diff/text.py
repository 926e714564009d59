"""What changed, in plain text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports.characters import one_line
from ddscore.reports.diff import wording as words
from ddscore.reports.diff.story import tell
from ddscore.reports.text import in_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.model.diff import Diff


def render(diffs: Sequence[Diff]) -> str:
    """Diffs one after the other; one line where nothing moved."""
    return "\n".join(
        in_text(tell(diff)) if diff.moved else f"{one_line(words.nothing(diff))}\n" for diff in diffs
    )
