"""Where each part of a document stands, by parsing it again when a problem needs its place.

Kept apart from the reading, which is done for every file and would pay for places that few files need.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, cast

from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from yaml.error import Mark as YamlMark
    from yaml.events import Event

NodePath = tuple[str | int, ...]
"""The keys and indexes that lead to a part of a document; empty for the whole."""


_Wanted = dict[str | int, "_Wanted"]
"""The keys and indexes that are wanted, each with those that are wanted in it."""


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


def positions_of(paths: Iterable[NodePath], content: bytes) -> Mapping[NodePath, Mark]:
    """Find where some of the values stand, and all that they stand in; what there is not is left out.

    To pass over the rest takes a third of the time of `positions`; what follows the last is not read.
    """
    missing = set(paths)
    wanted: _Wanted = {}
    for path in missing:
        inner = wanted
        for step in path:
            inner = inner.setdefault(step, {})
    marks: dict[NodePath, Mark] = {}
    get_event, event = _begin(content)
    with suppress(_AllFound):
        _Search(get_event, missing, marks).look((), event, event, wanted)
    return marks


class _AllFound(Exception):  # noqa: N818 - no error
    """Nothing more is wanted."""


class _Search(NamedTuple):
    get_event: Callable[[], Event]
    missing: set[NodePath]
    marks: dict[NodePath, Mark]

    def look(self, path: NodePath, key: Event, event: Event, wanted: _Wanted) -> None:
        """Mark the value that `event` begins and what is wanted in it; then nothing of it is left to read."""
        value, named = cast("YamlMark", event.start_mark), cast("YamlMark", key.start_mark)
        self.marks[path] = Mark(value.line + 1, value.column + 1, named.line + 1, named.column + 1)
        self.missing.discard(path)
        if not self.missing:
            raise _AllFound
        get_event = self.get_event
        if type(event) is MappingStartEvent:
            while type(key := get_event()) is not MappingEndEvent:
                name = cast("ScalarEvent", key).value
                self._look_in(path, name, key, get_event(), wanted.get(name))
        elif type(event) is SequenceStartEvent:
            index = 0
            while type(item := get_event()) is not SequenceEndEvent:
                self._look_in(path, index, item, item, wanted.get(index))
                index += 1

    def _look_in(
        self, path: NodePath, step: str | int, key: Event, event: Event, wanted: _Wanted | None
    ) -> None:
        if wanted is not None:
            self.look((*path, step), key, event, wanted)
        elif type(event) is not ScalarEvent:
            _pass_over(self.get_event)


def _pass_over(get_event: Callable[[], Event]) -> None:
    """Read on to the end of the list or mapping that has just begun."""
    depth = 1
    while depth:
        kind = type(get_event())
        if kind is MappingEndEvent or kind is SequenceEndEvent:
            depth -= 1
        elif kind is not ScalarEvent:
            depth += 1


def scalars(content: bytes) -> Iterator[tuple[NodePath, ScalarEvent]]:
    """Yield each value that holds no others, with the event that says how and where it is written."""
    get_event, event = _begin(content)
    return _scalars_below((), event, get_event)


def _scalars_below(
    path: NodePath, event: Event, get_event: Callable[[], Event]
) -> Iterator[tuple[NodePath, ScalarEvent]]:
    if isinstance(event, ScalarEvent):
        yield path, event
    elif isinstance(event, MappingStartEvent):
        while not isinstance(key := get_event(), MappingEndEvent):
            yield from _scalars_below((*path, cast("ScalarEvent", key).value), get_event(), get_event)
    elif isinstance(event, SequenceStartEvent):
        index = 0
        while not isinstance(item := get_event(), SequenceEndEvent):
            yield from _scalars_below((*path, index), item, get_event)
            index += 1


def line_of_the_first(content: bytes) -> int:
    """Find the line of the key that the first duplicate in a document repeats."""
    first: dict[NodePath, _Place] = {}
    keys = (place for place in _places(content) if place.is_key)
    return next(first[key.path].line for key in keys if first.setdefault(key.path, key) is not key)


def _places(content: bytes) -> Iterator[_Place]:
    """Yield each key and each value, in the order of the text."""
    get_event, event = _begin(content)
    return _below((), event, get_event)


def _begin(content: bytes) -> tuple[Callable[[], Event], Event]:
    """What gives the events of a document, and its first one."""
    from yaml._yaml import CParser

    get_event = cast("Callable[[], Event]", CParser(content).get_event)
    get_event()  # the stream
    get_event()  # the document
    return get_event, get_event()


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
