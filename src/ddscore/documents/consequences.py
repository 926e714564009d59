"""Which findings only follow from another, or may follow from what was left out of a document.

What is told must stand when the rest is mended: one slip is told once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ddscore.documents.findings import guess
from ddscore.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
_OF_TESTS: Final = (("rubric",), ("cases",), ("tests",))
"""What a file of rubric tests has at its top, and neither a case nor a rubric has."""
_BY_OTHER_PARTS_OF_TESTS: Final[Mapping[str, tuple[NodePath, ...]]] = {
    "rubric-test/duplicate-name": (("tests",),),
    "rubric-test/no-date": (("as_of",), ("cases",)),
    "rubric-test/nothing-to-remove": (("cases",),),
}
SOURCE_FIELDS: Final = frozenset({"sources", "republishes", "read_in", "disputed_by"})


def without_misspelt(findings: Iterable[Finding], case: Mapping[str, Any]) -> Iterator[Finding]:
    """Findings without those of what seems unused because its name is misspelt where it is used."""
    found = list(findings)
    misspelt = [str(_at(case, one.path)) for one in found if one.id == "case/dangling-reference"]
    for one in found:
        if misspelt and one.id in ("case/unused-source", "case/unused-entity"):
            name = str(one.path[-1] if one.at_key else _at(case, one.path))
            if any(guess(meant, [name]) for meant in misspelt):
                continue
        yield one


def is_consequence(finding: Finding, at: NodePath, sound: Sound) -> bool:
    """Whether a finding may be gone once the parts that were left out are mended; `at` is its place."""
    check = finding.id
    if at[:1] in _OF_TESTS:
        return _is_consequence_in_tests(finding, at, sound)
    if check in _OF_WHAT_STANDS_NOWHERE and _may_stand_in_what_is_lost(finding, sound):
        return True
    if check in _OF_A_WHOLE_PART and sound.has_hole(at[:2]):
        return True
    if check in _BY_SOURCES and _rests_on_what_is_lost(finding.path, sound):
        return True
    if check in _BY_ANOTHER_PART and sound.has_hole(_BY_ANOTHER_PART[check]):
        return True
    may_be_whole = finding.severity is not Severity.ERROR or check == "case/empty-without-search"
    return may_be_whole and sound.has_hole(at)


def _is_consequence_in_tests(finding: Finding, at: NodePath, sound: Sound) -> bool:
    """The same in a file of rubric tests, where a test stands or falls with the cases that it starts from."""
    if sound.has_hole(at[:2]):
        return True
    if finding.id == "rubric-test/unknown-case":
        return _at(sound.document, finding.path) in sound.lost
    if finding.id in _BY_OTHER_PARTS_OF_TESTS:
        return any(map(sound.has_hole, _BY_OTHER_PARTS_OF_TESTS[finding.id]))
    of_a_case = not finding.id.startswith("rubric-test/")
    return of_a_case and sound.has_hole(("cases",))


def _may_stand_in_what_is_lost(finding: Finding, sound: Sound) -> bool:
    if finding.id == "case/dangling-reference":
        fields = [step for step in finding.path if isinstance(step, str)]
        name = _at(sound.document, finding.path)
        return name in sound.lost or (sound.nameless and fields[-1] not in SOURCE_FIELDS)
    # Of an entity its id, of a source its key.
    name = finding.path[-1] if finding.at_key else _at(sound.document, finding.path)
    if finding.id == "case/unused-entity" and any(hole[-1:] == ("entity",) for hole in sound.holes):
        return True
    # What was left out may hold a misspelling of it besides.
    return name in sound.lost or sound.sourceless or bool(guess(name, sound.lost))


def _rests_on_what_is_lost(path: NodePath, sound: Sound) -> bool:
    """Whether a source that the part names is itself not as it was written, or not there."""
    part = _at(sound.document, path[: 3 if path[0] == "research" else 2])
    return any(name in sound.lost or sound.has_hole(("sources", name)) for name in _sources(part))


def _sources(part: object) -> Iterator[str]:
    """The sources that a part of a case names, wherever in it."""
    if isinstance(part, dict):
        for name, value in part.items():
            if name in SOURCE_FIELDS:
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
