"""What changed as one self-contained HTML page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports import wording
from ddscore.reports.diff import wording as words
from ddscore.reports.diff.story import tell
from ddscore.reports.html import page, with_sources
from ddscore.reports.story.blocks import Story, paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.model.diff import Diff


def render(diffs: Sequence[Diff]) -> str:
    """Diffs in one page, one after the other, each with the sources that it cites."""
    return page([_told(diff) if diff.moved else _unmoved(diff) for diff in diffs], "What changed")


def _told(diff: Diff) -> Story:
    return with_sources(tell(diff), [diff.before, diff.after])


def _unmoved(diff: Diff) -> Story:
    before, after = words.ends(diff)
    draft = wording.draft(diff.after.case.status)
    said = paragraph(words.nothing(diff), tone="lead"), paragraph(wording.NATURE, tone="note")
    return Story(words.heading(diff), f"{before} → {after}", draft, said)
