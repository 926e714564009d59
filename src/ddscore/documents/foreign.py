"""Files in a folder that do not say that they are ours: another tool's, or ours and past all reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import CollectionEndEvent, CollectionStartEvent, StreamEndEvent

from ddscore.documents import refusals, yaml
from ddscore.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml.events import Event

    from ddscore.problems import Problem

_NO_YAML_AT_ALL = frozenset({"yaml/empty", "yaml/not-utf8", "yaml/no-libyaml"})
_NOT_READ_ON = frozenset({"yaml/directive", "yaml/too-deep", "yaml/too-large", "yaml/too-many-nodes"})
"""YAML that some other program may read, and that libyaml could take long over."""


def unreadable(content: bytes, path: str) -> tuple[Problem, ...]:
    """Why nobody can read a file as YAML; nothing where it is sound, or only more than ours may be.

    An anchor or a tag is refused in a file of ours, and is another tool's good right.
    """
    try:
        yaml.load(content, path)
    except InputError as error:
        check = error.problems[0].id
        if check in _NO_YAML_AT_ALL or (check not in _NOT_READ_ON and not _is_yaml(content)):
            return _syntax(content, path) or tuple(error.problems)
    return ()


def _is_yaml(content: bytes) -> bool:
    try:
        _to_the_end(content)
    except YAMLError:
        return False
    return True


def _syntax(content: bytes, path: str) -> tuple[Problem, ...]:
    """What libyaml itself cannot get over, which may stand below what only we refuse."""
    try:
        _to_the_end(content)
    except MarkedYAMLError as error:
        try:
            refusals.refuse_syntax(error, content.decode(), path)
        except InputError as refused:
            return tuple(refused.problems)
    except (YAMLError, UnicodeDecodeError):
        return ()
    return ()


def _to_the_end(content: bytes) -> None:
    """Follow the events of a text, as deep as one of ours may go."""
    from yaml._yaml import CParser

    get_event = cast("Callable[[], Event]", CParser(content).get_event)
    depth, event = 0, get_event()
    while type(event) is not StreamEndEvent and depth <= yaml.MAX_NESTING:
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        event = get_event()
