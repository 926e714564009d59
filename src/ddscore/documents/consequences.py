"""Which findings in the sound parts of a document may only follow from what was left out of it.

What is told of a sound part must stand when the rest is mended: one slip is told once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ddscore.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ddscore.documents.findings import Finding
    from ddscore.documents.positions import NodePath
    from ddscore.documents.salvage import Sound

_OF_WHAT_STANDS_NOWHERE: Final = frozenset(
    {"case/dangling-reference", "case/unused-source", "case/unused-entity", "case/unreachable-source"}
)
"""What they miss may stand in what was left out."""
_OF_A_WHOLE_PART: Final = frozenset(
    {
        "case/copy-without-sha256",
        "case/event-after-sources",
        "case/not-heard",
        "case/only-the-company",
        "case/severity-without-because",
        "case/undated-source",
        "case/unread-record",
        "case/unreachable-source",
        "case/unrecorded-fields",
        "case/updates-out-of-order",
    }
)
"""They speak of a fact or a source by all that it says, and some of that may have been left out."""
_BY_SOURCES: Final = frozenset(
    {
        "case/event-after-sources",
        "case/not-heard",
        "case/only-the-company",
        "case/search-beyond-its-source",
        "case/source-dates",
        "case/sources-far-apart",
        "case/updates-out-of-order",
    }
)
"""They go by the dates and kinds of the sources that a part names."""
_BY_ANOTHER_PART: Final[Mapping[str, NodePath]] = {
    "case/empty-without-search": ("research",),
    "case/not-heard": ("engagement",),
    "case/same-address": ("sources",),
    "case/search-without-date": ("as_of",),
}
_SOURCE_FIELDS: Final = frozenset({"sources", "republishes", "read_in", "disputed_by"})


def is_consequence(finding: Finding, at: NodePath, sound: Sound) -> bool:
    """Whether a finding may be gone once the parts that were left out are mended; `at` is its place."""
    check = finding.id
    if check in _OF_WHAT_STANDS_NOWHERE:
        named = (at[-1], _at(sound.document, finding.path))
        if not sound.lost.isdisjoint(map(str, named)):
            return True
    if check in _OF_A_WHOLE_PART and sound.has_hole(at[:2]):
        return True
    if check in _BY_SOURCES and _rests_on_what_is_lost(finding.path, sound):
        return True
    if check in _BY_ANOTHER_PART and sound.has_hole(_BY_ANOTHER_PART[check]):
        return True
    may_be_whole = finding.severity is not Severity.ERROR or check == "case/empty-without-search"
    return may_be_whole and sound.has_hole(at)


def _rests_on_what_is_lost(path: NodePath, sound: Sound) -> bool:
    """Whether a source that the part names is itself not as it was written, or not there."""
    part = _at(sound.document, path[: 3 if path[0] == "research" else 2])
    return any(name in sound.lost or sound.has_hole(("sources", name)) for name in _sources(part))


def _sources(part: object) -> Iterator[str]:
    """The sources that a part of a case names, wherever in it."""
    if isinstance(part, dict):
        for name, value in part.items():
            if name in _SOURCE_FIELDS:
                yield from [value] if isinstance(value, str) else value or ()
            else:
                yield from _sources(value)
    elif isinstance(part, list):
        for value in part:
            yield from _sources(value)


def _at(document: object, path: NodePath) -> Any:
    """What stands at a place; None where nothing does."""
    for step in path:
        try:
            document = document[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    return document
