"""Where each part of a document stands, by parsing it again when a problem needs its place.

Kept apart from the reading, which is done for every file and would pay for places that few files need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from yaml.error import Mark as YamlMark
    from yaml.events import Event

NodePath = tuple[str | int, ...]
"""The keys and indexes that lead to a part of a document; empty for the whole."""


class Mark(NamedTuple):
    """Where a value begins, and where its key begins; all from 1, columns in characters.

    An item of a list has no key, nor has the whole document: the place of the value stands for it.
    """

    line: int
    column: int
    key_line: int
    key_column: int


class _Place(NamedTuple):
    path: NodePath
    line: int
    column: int
    is_key: bool


def positions(content: bytes) -> Mapping[NodePath, Mark]:
    """Find where every value of a document stands that was read without an error."""
    marks: dict[NodePath, Mark] = {}
    key = None
    for place in _places(content):
        if place.is_key:
            key = place
        else:
            named = key or place
            marks[place.path] = Mark(place.line, place.column, named.line, named.column)
            key = None
    return marks


def line_of_the_first(content: bytes) -> int:
    """Find the line of the key that the first duplicate in a document repeats."""
    first: dict[NodePath, _Place] = {}
    keys = (place for place in _places(content) if place.is_key)
    return next(first[key.path].line for key in keys if first.setdefault(key.path, key) is not key)


def _places(content: bytes) -> Iterator[_Place]:
    """Yield each key and each value, in the order of the text."""
    from yaml._yaml import CParser

    get_event = cast("Callable[[], Event]", CParser(content).get_event)
    get_event()  # the stream
    get_event()  # the document
    return _below((), get_event(), get_event)


def _below(path: NodePath, event: Event, get_event: Callable[[], Event]) -> Iterator[_Place]:
    """Yield the value that `event` begins, then all that is in it."""
    yield _place(path, event)
    if isinstance(event, MappingStartEvent):
        while not isinstance(key := get_event(), MappingEndEvent):
            entry = (*path, cast("ScalarEvent", key).value)
            yield _place(entry, key, is_key=True)
            yield from _below(entry, get_event(), get_event)
    elif isinstance(event, SequenceStartEvent):
        index = 0
        while not isinstance(item := get_event(), SequenceEndEvent):
            yield from _below((*path, index), item, get_event)
            index += 1


def _place(path: NodePath, event: Event, *, is_key: bool = False) -> _Place:
    mark = cast("YamlMark", event.start_mark)
    return _Place(path, mark.line + 1, mark.column + 1, is_key)
