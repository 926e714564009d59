"""A document laid over another, each part with the place where it was written."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.documents.positions import NodePath


class Written(NamedTuple):
    """A part of a document and where it was written."""

    value: object
    """A scalar; a dict or a list of further parts."""
    at: NodePath | None
    """Its place in the file at hand; None where it is from elsewhere."""


class MissingPartError(LookupError):
    """There is no such part; `known` are the names there are, `name` is the one that is missing."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name)
        self.name = name
        self.known = tuple(known)


def written(value: object, at: NodePath | None) -> Written:
    """A document as parts, from its place in the file at hand; or from elsewhere."""

    def below(step: str | int) -> NodePath | None:
        return None if at is None else (*at, step)

    if isinstance(value, dict):
        return Written({key: written(part, below(key)) for key, part in value.items()}, at)
    if isinstance(value, list):
        return Written([written(part, below(index)) for index, part in enumerate(value)], at)
    return Written(value, at)


def plain(part: Written) -> object:
    """The document itself."""
    if isinstance(part.value, dict):
        return {key: plain(inner) for key, inner in part.value.items()}
    if isinstance(part.value, list):
        return [plain(inner) for inner in part.value]
    return part.value


def overlay(base: Written, change: Written) -> Written:
    """The base with a change: mappings merge by key, lists of parts with ids by id, all else is replaced.

    An empty list takes the place of any other, so that a change can say that there is nothing.
    """
    if isinstance(base.value, dict) and isinstance(change.value, dict):
        merged = dict(base.value)
        for key, part in change.value.items():
            merged[key] = overlay(merged[key], part) if key in merged else part
        return Written(merged, change.at)
    if change.value and _have_ids(base.value) and _have_ids(change.value):
        listed, changed = cast("list[Written]", base.value), cast("list[Written]", change.value)
        return Written(_by_id(listed, changed), change.at)
    return change


def without(part: Written, steps: Sequence[str]) -> Written:
    """The document without the part that keys, and ids in lists, lead to; MissingPartError where none is."""
    name, *further = steps
    known = _names(part.value)
    if name not in known:
        raise MissingPartError(name, list(known))
    key = known[name]
    if isinstance(part.value, dict):
        kept = dict(part.value)
        if further:
            kept[key] = without(kept[key], further)
        else:
            del kept[key]
        return Written(kept, part.at)
    listed = list(cast("list[Written]", part.value))
    place = cast("int", key)
    listed[place : place + 1] = [without(listed[place], further)] if further else []
    return Written(listed, part.at)


def trail(part: Written, path: NodePath) -> list[Written]:
    """The parts on the way to a place, from the whole to the innermost that there is."""
    passed = [part]
    for step in path:
        inner = passed[-1].value
        known = inner if isinstance(inner, dict) else range(len(inner)) if isinstance(inner, list) else ()
        if step not in known:
            break
        passed.append(cast("dict[str | int, Written]", inner)[step])
    return passed


def spelled(part: Written, path: NodePath) -> str:
    """The way to a place as `without` takes it: a part of a list by its id, where it has one."""
    nothing = Written(None, None)
    steps = zip_longest(path, trail(part, path)[1:], fillvalue=nothing)
    return "/".join((_id(inner) if isinstance(step, int) else "") or str(step) for step, inner in steps)


def _by_id(base: Sequence[Written], change: Sequence[Written]) -> list[Written]:
    parts = list(base)
    places = {_id(part): place for place, part in enumerate(parts)}
    for part in change:
        # Once each, so that an id that stands twice in the change is told as such.
        place = places.pop(_id(part), None)
        if place is None:
            parts.append(part)
        else:
            parts[place] = overlay(parts[place], part)
    return parts


def _have_ids(value: object) -> bool:
    return isinstance(value, list) and all(_id(part) for part in value)


def _id(part: Written) -> str:
    named = part.value.get("id") if isinstance(part.value, dict) else None
    return named.value if isinstance(named, Written) and isinstance(named.value, str) else ""


def _names(value: object) -> dict[str, str | int]:
    """The keys of a mapping, or the ids in a list, each with what leads to it."""
    if isinstance(value, dict):
        return {key: key for key in value}
    if isinstance(value, list):
        return {_id(part): place for place, part in enumerate(value) if _id(part)}
    return {}
