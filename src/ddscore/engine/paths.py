"""Field paths, compiled to functions that fetch a value from a fact or from one that it refers to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ddscore.engine.derived import standing
from ddscore.engine.known import MISSING, KnownFact, View
from ddscore.model.fields import Kind

if TYPE_CHECKING:
    from ddscore.model.fields import CaseFields, Field

Getter = Callable[[KnownFact, View], object]


class Each(tuple[object, ...]):
    """The values found through a list of references, each of which may match."""


def compile_path(path: str, collection: str, fields: CaseFields) -> tuple[Getter, Field]:
    """A getter for `field.path`, which may pass through mappings and references; and the field it ends at."""
    head, *rest = path.split(".")
    field = fields.find(collection, head)
    assert field is not None  # noqa: S101 - checked with the rubric
    get = _field(head)
    while rest:
        name, *rest = rest
        if field.kind is Kind.MAPPING:
            field = field.fields[name]
            get = _within(get, name)
        else:
            to = next(target for target in field.to if name in fields.collections[target])
            field = fields.collections[to][name]
            get = _through(get, _field(name))
    return get, field


def _field(name: str) -> Getter:
    if name == "corroboration":
        return lambda fact, view: view.corroboration(fact)
    if name == "standing":
        return _standing
    return lambda fact, _: fact.fields.get(name, MISSING)


def _standing(fact: KnownFact, _: View) -> object:
    truth = standing(fact)
    return MISSING if truth is None else truth


def _within(get: Getter, name: str) -> Getter:
    def inner(fact: KnownFact, view: View) -> object:
        value = get(fact, view)
        # Through what is stated to be none there is none; through what is unrecorded all is unknown.
        return value.get(name, MISSING) if isinstance(value, Mapping) else value

    return inner


def _through(get: Getter, then: Getter) -> Getter:
    """Pass through a reference; one that is not known on the date is unknown."""

    def follow(reference: object, view: View) -> object:
        fact = view.resolve(reference)
        return MISSING if fact is None else then(fact, view)

    def inner(fact: KnownFact, view: View) -> object:
        value = get(fact, view)
        if isinstance(value, list | tuple):
            return Each(follow(reference, view) for reference in value)
        return value if value is MISSING or value is None else follow(value, view)

    return inner
