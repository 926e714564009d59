"""What changed as Markdown that reads well as a comment on a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports import wording
from ddscore.reports.diff import changes
from ddscore.reports.diff import wording as words
from ddscore.reports.markdown import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.model.diff import Change, Diff


def render(diffs: Sequence[Diff]) -> str:
    """Diffs one after the other; one line where nothing moved."""
    return "\n".join(_rendered(diff) for diff in diffs)


def _rendered(diff: Diff) -> str:
    if not diff.moved:
        return escape(words.nothing(diff)) + "\n"
    return "\n\n".join(_parts(diff)) + "\n"


def _parts(diff: Diff) -> Iterator[str]:
    before, after = words.ends(diff)
    yield f"### {escape(words.heading(diff))}"
    if diff.after.case.status not in ("reviewed", "published"):
        yield f"> **{escape(wording.DRAFT)}**"
    yield escape(words.lead(diff))
    yield escape(f"{before} → {after}")
    scores = words.scores(diff)
    if scores:
        yield _table(diff, scores)
    yield "**What did it**"
    yield "\n".join(_change(diff, change) for change in changes.ranked(diff))
    yield from _folded(diff)
    yield escape(wording.NATURE)


def _table(diff: Diff, scores: Sequence[tuple[str, str, str]]) -> str:
    rows = [("", "before", "after", "by"), ("---",) * 4]
    for side, before, after in scores:
        by = (escape(words.moved_by(diff, figure)) for figure in words.of_whole(diff, side))
        rows.append((escape(words.SIDES[side]), escape(before), escape(after), "<br>".join(by)))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _change(diff: Diff, change: Change) -> str:
    sentence = changes.said(diff, change)
    cited = "".join(f" [{source}]" for source in sentence.sources)
    more = "".join(f"\n  - {escape(line)}" for line in changes.details(diff, change))
    return f"- **{escape(changes.short(change))}:** {escape(sentence.text + cited)}{more}"


def _folded(diff: Diff) -> Iterator[str]:
    """What only those need who want to know more, in parts that open when they are clicked on."""
    nodes = [
        f"- **{escape(name)}:** {escape(title)}" + "".join(f"\n  - {escape(line)}" for line in moved)
        for name, title, moved in words.nodes(diff)
    ]
    if nodes:
        yield from _details(f"Criteria and themes that moved: {len(nodes)}", "\n".join(nodes))
    if diff.idle:
        idle = "\n".join(f"- {escape(changes.label_with_fields(diff, change))}" for change in diff.idle)
        yield from _details(f"{words.idle(diff)}: {len(diff.idle)}", idle)
    origins = [
        f"- {escape(f'{words.SIDES[figure.side]}, {said}')}"
        for figure in diff.figures
        if figure.node is None and (said := words.of_origins(diff, figure))
    ]
    method = f"{escape(words.method(diff))}\n\n{escape(wording.GAP)}"
    yield from _details("How to read this", "\n\n".join([*(["\n".join(origins)] if origins else []), method]))


def _details(summary: str, text: str) -> Iterator[str]:
    yield f"<details><summary>{summary}</summary>"
    yield text
    yield "</details>"
