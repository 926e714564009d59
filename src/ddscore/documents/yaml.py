"""Strict YAML, from the events of libyaml's parser.

PyYAML's own composer follows nesting by recursion in C and dies on a file of brackets. Here each level is
counted as it opens, and whatever FORMATS refuses is refused where it is met.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn, cast

from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from ddscore.documents import refusals
from ddscore.documents.characters import decode, refused_character
from ddscore.documents.files import MAX_BYTES, SIZE_HINT
from ddscore.documents.positions import line_of_the_first
from ddscore.documents.refusals import Refusal
from ddscore.documents.scalars import NULLS, WORDS, UnfitNumberError, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml.error import Mark
    from yaml.events import CollectionStartEvent, Event

MAX_NESTING = 64
MAX_NODES = 100_000
"""Values and keys, empty ones included."""

_UNFIT_KEYS = NULLS | {"<<"}

# Where a tag can begin, which is not where an exclamation ends.
_TAG = re.compile(r"!(?<![^ \t\r\n,:?\[{]!)")

_MARKS = ("&", "!", "\\")
"""Without these a text has no anchor, no tag and no escape."""


def load(content: bytes, path: str) -> object:
    """Read a YAML document as dicts, lists, strings, numbers, booleans and None; never None as a whole.

    Keys are strings as they are written. Raises InputError with the first problem, `yaml/…`, at its line and
    column in `path`.
    """
    if len(content) > MAX_BYTES:
        Refusal("too-large", f"the document is larger than {MAX_BYTES / 2**20:g} MiB", SIZE_HINT).at(path)
    try:
        from yaml._yaml import CParser
    except ImportError:
        refusals.NO_LIBYAML.at(path)
    text = decode(content, path)
    get_event = cast("Callable[[], Event]", CParser(content).get_event)
    try:
        return _Reader(get_event, content, text, path).document()
    except MarkedYAMLError as error:
        refusals.refuse_syntax(error, text, path)


class _Reader:
    """Builds one document. It may recurse, since it goes no deeper than MAX_NESTING."""

    __slots__ = (
        "careful",
        "content",
        "get_event",
        "may_have_escapes",
        "may_have_tags",
        "nesting",
        "nodes",
        "path",
        "text",
    )

    def __init__(self, get_event: Callable[[], Event], content: bytes, text: str, path: str) -> None:
        self.get_event = get_event
        self.content = content
        self.text = text
        self.path = path
        self.nesting = 0
        self.nodes = 1
        self.may_have_tags = "!" in text and _TAG.search(text) is not None
        self.may_have_escapes = "\\" in text
        # A key or value takes a character at least, so that the nodes of a small text need no counting.
        self.careful = len(text) > MAX_NODES // 2 or any(mark in text for mark in _MARKS)

    def document(self) -> object:
        """Build the one document of the stream."""
        self.get_event()  # the stream begins
        if type(self.get_event()) is StreamEndEvent:
            refusals.EMPTY.at(self.path, 1, 1)
        event = self.get_event()
        value = self._scalar(event) if type(event) is ScalarEvent else self._collection(event)
        self.get_event()  # the document ends
        following = self.get_event()
        if type(following) is not StreamEndEvent:
            self._refuse(following, refusals.SEVERAL_DOCUMENTS)
        if value is None:
            self._refuse(event, refusals.EMPTY)
        return value

    def _mapping(self) -> dict[str, object]:
        get_event, careful = self.get_event, self.careful
        mapping: dict[str, object] = {}
        while True:
            event = get_event()
            if type(event) is not ScalarEvent:
                if type(event) is MappingEndEvent:
                    return mapping
                self._refuse(event, refusals.ALIAS if type(event) is AliasEvent else refusals.COMPLEX_KEY)
            key = event.value
            if key in mapping or key in _UNFIT_KEYS:
                self._check_key(event, mapping)
            if careful:
                self._check_text(event)
            event = get_event()
            if careful:
                self._count(event, 2)
            if type(event) is not ScalarEvent:
                mapping[key] = self._collection(event)
            elif careful or "" < event.value < ":":
                mapping[key] = self._scalar(event)
            else:
                # As `_scalar` has it, which most values would only take time to call.
                value = event.value
                mapping[key] = WORDS.get(value, value) if event.implicit[0] else value

    def _sequence(self) -> list[object]:
        get_event, careful = self.get_event, self.careful
        sequence: list[object] = []
        while True:
            event = get_event()
            if type(event) is SequenceEndEvent:
                return sequence
            if careful:
                self._count(event, 1)
            sequence.append(self._scalar(event) if type(event) is ScalarEvent else self._collection(event))

    def _collection(self, event: Event) -> dict[str, object] | list[object]:
        kind = type(event)
        if kind is AliasEvent:
            self._refuse(event, refusals.ALIAS)
        if self.careful:
            self._check_start(cast("CollectionStartEvent", event))
        if self.nesting == MAX_NESTING:
            message = f"lists and mappings are nested deeper than {MAX_NESTING} levels"
            self._refuse(event, Refusal("too-deep", message, "flatten the document"))
        self.nesting += 1
        collection = self._mapping() if kind is MappingStartEvent else self._sequence()
        self.nesting -= 1
        return collection

    def _scalar(self, event: ScalarEvent) -> str | int | float | bool | None:
        if self.careful:
            self._check_text(event)
        value = event.value
        if not event.implicit[0]:
            return value
        # Whatever a number can begin with sorts before a colon, and no word of YAML does.
        if "" < value < ":":
            try:
                return number(value)
            except UnfitNumberError as error:
                self._refuse(event, error.refusal)
        return WORDS.get(value, value)

    def _count(self, event: Event, nodes: int) -> None:
        self.nodes += nodes
        if self.nodes > MAX_NODES:
            message = f"there are more than {MAX_NODES:,} keys and values in this document"
            self._refuse(event, Refusal("too-many-nodes", message, SIZE_HINT))

    def _check_key(self, event: ScalarEvent, mapping: dict[str, object]) -> None:
        key = event.value
        plain, _ = event.implicit
        if plain and key in _UNFIT_KEYS:
            self._refuse(event, refusals.MERGE_KEY if key == "<<" else refusals.NULL_KEY)
        if key in mapping:
            name = key if len(key) <= 40 else f"{key[:40]}…"
            hint = f"it stands first on line {line_of_the_first(self.content)}: keep one of them"
            self._refuse(event, Refusal("duplicate-key", f'the key "{name}" stands here a second time', hint))

    def _check_start(self, event: CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._refuse(event, refusals.ANCHOR)
        if event.tag is not None:
            self._refuse(event, refusals.TAG)

    def _check_text(self, event: ScalarEvent) -> None:
        if event.anchor is not None:
            self._refuse(event, refusals.ANCHOR)
        # By the text, since the event of a scalar says nothing of the tag `!`.
        if self.may_have_tags and self.text.startswith("!", cast("Mark", event.start_mark).index):
            self._refuse(event, refusals.TAG)
        if self.may_have_escapes and event.style == '"' and (refusal := refused_character(event.value)):
            self._refuse(event, refusal._replace(message=f"{refusal.message}, here as an escape"))

    def _refuse(self, event: Event, refusal: Refusal) -> NoReturn:
        mark = cast("Mark", event.start_mark)
        refusal.at(self.path, mark.line + 1, mark.column + 1)
