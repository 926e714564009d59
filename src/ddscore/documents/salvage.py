"""What of a document that its schema refuses can still be checked: all but the parts that are wrong.

A misspelt field in one fact must not hide that another names a source that is not there.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from ddscore.documents.consequences import SOURCE_FIELDS, is_consequence
from ddscore.documents.findings import MOST
from ddscore.documents.schema import accepts, validator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ddscore.documents.findings import Finding
    from ddscore.documents.positions import NodePath

_NEEDED: Mapping[str, Mapping[str, Any]] = {
    "case": {"ddscore": "case/1", "id": "unnamed", "company": {"name": "unnamed"}},
    "rubric": {"ddscore": "rubric/1", "id": "unnamed", "version": "0", "title": "unnamed"},
    "rubric-test": {
        "ddscore": "rubric-test/1",
        "rubric": "unnamed",
        "tests": [{"name": "unnamed", "as_of": "2000-01-01", "case": {}, "expect": {"outcome": None}}],
    },
}
"""What stands in for what no such document can be without, so that its other parts are checked."""
_OF_ANOTHER_FORMAT = frozenset({"schema/kind", "schema/version"})
_ROUNDS = 12
"""A wrong value is left out, then the fact that needs it, then a list that is empty without it."""


class Sound:
    """The sound parts of a document: a copy of it from which what is wrong is left out."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document: dict[str, Any] = copy.deepcopy(dict(document))
        self.lost: set[str] = set()
        """All text in what was left out: ids that are referred to, and references that were made."""
        self.holes: set[NodePath] = set()
        """Where something was left out, as it was written."""
        self.nameless = False
        """Whether a fact or an entity was left out that has no id, or whose id is wrong."""
        self.sourceless = False
        """Whether something was left out that should name sources and does not, or names them wrongly."""
        self._stood: dict[int, list[int]] = {}
        """Of a list that lost items, by its identity: where those that are left stood."""

    def told(self, found: Iterable[Finding]) -> Iterator[Finding]:
        """The findings in the sound parts that stand when the rest is mended, each where it was written."""
        for finding in found:
            at = self._as_it_was(finding.path)
            if not is_consequence(finding, at, self):
                yield finding._replace(path=at)

    def has_hole(self, at: NodePath) -> bool:
        """Whether something was left out at a place, or in what stands there."""
        return any(hole[: len(at)] == at for hole in self.holes)

    def leave_out(self, found: Iterable[Finding]) -> None:
        """Leave out every part that something is wrong with, but for the whole."""
        # From the end, so that what goes from a list moves nothing that is still to go.
        for path in sorted({one.path for one in found if one.path}, key=_in_order, reverse=True):
            self.holes.add(self._as_it_was(path))
            self._leave_out(path)

    def add(self, needed: Mapping[str, Any]) -> None:
        """Add what the document needs and has not; what is asked of that is no matter of what was written."""
        self.holes.update((key,) for key in needed.keys() - self.document.keys())
        _add(self.document, needed)

    def _leave_out(self, path: NodePath) -> None:
        place: Any = self.document
        for step in path[:-1]:
            place = place[step]
        last = path[-1]
        if isinstance(last, str):
            self.lost.add(last)
        self.lost.update(_texts(place[last]))
        is_entry = isinstance(place[last], dict) or isinstance(last, int) or last == "updates"
        self.nameless |= last == "id" or (is_entry and "id" not in _keys(place[last]))
        is_sourceless = is_entry and "sources" not in _keys(place[last])
        self.sourceless |= is_sourceless or not SOURCE_FIELDS.isdisjoint(map(str, path[1:]))
        if isinstance(place, list):
            self._stood.setdefault(id(place), list(range(len(place)))).pop(int(last))
        del place[last]

    def _as_it_was(self, path: NodePath) -> NodePath:
        place: Any = self.document
        original: list[str | int] = []
        for step in path:
            stood = self._stood.get(id(place)) if isinstance(place, list) else None
            original.append(step if stood is None else stood[int(step)])
            place = _inside(place, step)
        return tuple(original)


def in_sound_parts(
    kind: str, document: object, found: Callable[[Mapping[str, Any]], Iterable[Finding]]
) -> list[Finding]:
    """What the schema of that kind refuses, and what is `found` in the parts that it does not."""
    if accepts(validator(kind), document):
        assert isinstance(document, dict)  # noqa: S101 - the schema has said so
        return list(found(document))
    from ddscore.documents.explain import refusals

    refused = refusals(kind, document)
    sound = salvage(kind, document, refused)
    return refused if sound is None else [*refused, *sound.told(found(sound.document))]


def salvage(kind: str, document: object, refused: Sequence[Finding]) -> Sound | None:
    """The sound parts of a document that the schema of that kind refuses; None where there are none."""
    is_other = any(finding.id in _OF_ANOTHER_FORMAT for finding in refused)
    if not isinstance(document, dict) or is_other or len(refused) >= MOST:
        return None
    from ddscore.documents.explain import refusals

    sound = Sound(document)
    for _ in range(_ROUNDS):
        sound.add(_NEEDED[kind])
        if accepts(validator(kind), sound.document):
            return sound
        sound.leave_out(refusals(kind, sound.document))
    return None


def _add(document: dict[str, Any], needed: Mapping[str, Any]) -> None:
    """Add what a document needs and has not, at whatever depth."""
    for key, value in needed.items():
        if isinstance(value, dict) and isinstance(document.get(key), dict):
            _add(document[key], value)
        else:
            document.setdefault(key, copy.deepcopy(value))


def _inside(place: Any, step: str | int) -> Any:
    """What stands at a step within a part; None where nothing does, as of a field that is missing."""
    if isinstance(place, dict):
        return place.get(step)
    return place[step] if isinstance(place, list) and isinstance(step, int) and step < len(place) else None


def _keys(value: object) -> Iterable[str]:
    return value if isinstance(value, dict) else ()


def _in_order(path: NodePath) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (-1, step) for step in path]


def _texts(value: object) -> Iterator[str]:
    """Every text in a part of a document, its keys and numbers too."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield str(name)
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)
