"""What several rubrics ask of the record: together, one alone, and of the same field another value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.reports import wording
from ddscore.reports.story.applied import together
from ddscore.reports.story.asking import asked
from ddscore.reports.story.blocks import Section, paragraph, terms
from ddscore.reports.story.coding import field_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ddscore.reports.story.applied import Applied
    from ddscore.reports.story.asking import Field
    from ddscore.reports.story.blocks import Block

_DERIVED = {
    "contradictions": "Contradictions",
    "open_promises": "Open promises",
    "unanswered": "Unanswered questions",
}


def asked_together(applied: Sequence[Applied]) -> Section:
    """The kinds of fact that each rubric counts and another does not."""
    asks = {one.name: asked(one.assessment) for one in applied}
    of_all = frozenset.intersection(*map(frozenset, asks.values()))
    rows = [("All ask for", _fields(of_all))]
    for name, own in asks.items():
        others = [other for of, other in asks.items() if of != name]
        rows.append((f"{name} alone asks for", _fields(own.keys() - frozenset().union(*others))))
        if len(others) > 1:
            rows.append(
                (
                    f"{name} alone does not ask for",
                    _fields(frozenset.intersection(*map(frozenset, others)) - own.keys()),
                )
            )
    valued = tuple(_valued(asks))
    told: tuple[Block, ...] = (terms(*rows),)
    if valued:
        what = "Of some fields they name different values:"
        told = (*told, paragraph(what), terms(*valued))
    return Section("What each asks of the record", told, "asked-together")


def _fields(fields: Iterable[Field]) -> str:
    """Fields by their collections: "Findings (kind of body, date); Promises"."""
    by_collection: dict[str, list[str]] = {}
    for collection, field in sorted(fields):
        by_collection.setdefault(collection, []).extend([field_words(field)] if field else [])
    names = [name for name in (*wording.COLLECTIONS, *_DERIVED) if name in by_collection]
    return "; ".join(_collection(name, by_collection[name]) for name in names)


def _collection(name: str, fields: Sequence[str]) -> str:
    called = {**wording.COLLECTIONS, **_DERIVED}[name]
    return f"{called} ({', '.join(fields)})" if fields else called


def _valued(asks: dict[str, dict[Field, frozenset[str]]]) -> Iterator[tuple[str, str]]:
    """Fields of which two rubrics name values, and not the same."""
    for collection in wording.COLLECTIONS:
        for field in sorted({field for own in asks.values() for of, field in own if of == collection}):
            named = {
                name: own[collection, field] for name, own in asks.items() if own.get((collection, field))
            }
            if len(set(named.values())) > 1:
                yield f"{wording.COLLECTIONS[collection]}: {field_words(field)}", _differing(named)


def _differing(named: dict[str, frozenset[str]]) -> str:
    shared = frozenset.intersection(*named.values())
    also = " also" if shared else ""
    own = together((name, _words(values - shared)) for name, values in named.items() if values - shared)
    return "; ".join(
        [*([f"all: {_words(shared)}"] if shared else []), *(f"{of}{also}: {said}" for of, said in own)]
    )


def _words(values: Iterable[str]) -> str:
    return ", ".join(wording.plain(value) if value.islower() else value for value in sorted(values))
