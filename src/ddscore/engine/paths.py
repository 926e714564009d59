"""Field paths, compiled to functions that fetch a value from a fact or from one that it refers to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ddscore.engine.contradictions import standing
from ddscore.engine.known import MISSING, KnownFact, View
from ddscore.model.fields import Kind

if TYPE_CHECKING:
    from ddscore.model.fields import CaseFields, Field

Getter = Callable[[KnownFact, View], object]
_Step = Callable[[object, View], object]


class Each(tuple[object, ...]):
    """The values found through a list of references, each of which may match."""


LEFT_OUT_IS_NONE = frozenset({"until", "due", "deadline"})
"""Fields that say by their absence that there is no end, no due date, no deadline (FORMATS 2)."""


def compile_path(
    path: str, collection: str, fields: CaseFields, *, as_written: bool = False
) -> tuple[Getter, Field]:
    """A getter for `field.path`, which may pass through mappings and references; and the field it ends at.

    `as_written` is for asking whether a field is recorded at all.
    """
    head, *rest = path.split(".")
    # Coded answers may have dimensions that no table lists.
    field = fields.find(collection, head)
    assert field is not None  # noqa: S101 - checked with the rubric
    get = _field(head, as_written)
    for name in rest:
        if field.kind is Kind.MAPPING:
            field = field.fields[name]
            get = _then(get, _within(name))
        else:
            to = [target for target in field.to if name in fields.collections[target]]
            field = fields.collections[to[0]][name]
            get = _then(get, _through(_field(name, as_written), frozenset(to)))
    return get, field


def _field(name: str, as_written: bool) -> Getter:
    if name == "corroboration":
        return lambda fact, view: view.corroboration(fact)
    if name == "standing":
        return _standing
    absent = None if name in LEFT_OUT_IS_NONE and not as_written else MISSING
    return lambda fact, _: fact.fields.get(name, absent)


def _standing(fact: KnownFact, _: View) -> object:
    truth = standing(fact)
    return MISSING if truth is None else truth


def _then(get: Getter, step: _Step) -> Getter:
    """Go on from a value, or from each of several."""

    def inner(fact: KnownFact, view: View) -> object:
        value = get(fact, view)
        if isinstance(value, Each):
            return _each([step(member, view) for member in value])
        return step(value, view)

    return inner


def _each(values: Iterable[object]) -> Each:
    """All values in one list, those of a list among them."""
    return Each([one for value in values for one in (value if isinstance(value, Each) else (value,))])


def _within(name: str) -> _Step:
    # Through what is stated to be none there is none; through what is unrecorded all is unknown.
    return lambda value, _: value.get(name, MISSING) if isinstance(value, dict) else value


def _through(get: Getter, collections: frozenset[str]) -> _Step:
    """Pass through a reference, or through each of a list; one that is not known on the date is unknown."""

    def follow(reference: object, view: View) -> object:
        fact = view.resolve(reference)
        if fact is None:
            return MISSING
        # A fact of a kind that has no such field can match nothing.
        return get(fact, view) if fact.collection in collections else Each()

    def step(value: object, view: View) -> object:
        if value is MISSING or value is None:
            return value
        if isinstance(value, list | tuple):
            return _each([follow(reference, view) for reference in value])
        return follow(value, view)

    return step
