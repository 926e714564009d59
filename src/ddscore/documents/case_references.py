"""Checks of the ids in a case: unique, and leading to something other than where they stand (FORMATS 1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ddscore.documents.findings import Finding, guess
from ddscore.documents.shown import either

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.documents.case_records import Facts, Record
    from ddscore.documents.positions import NodePath

Ids = Mapping[str, frozenset[str]]
"""The ids that there are: of sources, of entities, and of facts by collection."""

_NONE: frozenset[str] = frozenset()
_FEW = 4
"""Of more collections a message gives the names only where there is nothing shorter to say."""
_CHAINS = ("republishes", "read_in")
"""What leads from a source to another one."""


def all_ids(case: Record, facts: Facts) -> Ids:
    """List the ids that something in a case may refer to."""
    ids = {name: frozenset([fact["id"] for fact in listed]) for name, listed in facts.items()}
    ids["entities"] = frozenset(entity["id"] for entity in case["company"].get("entities", ()))
    ids["sources"] = frozenset(case.get("sources", ()))
    return ids


def duplicate_ids(case: Record, facts: Facts) -> Iterator[Finding]:
    """Facts share one set of ids, whatever their collection; entities have one of their own."""
    yield from _repeated({"entities": case["company"].get("entities", ())}, ("company",))
    yield from _repeated(facts, ())


def _repeated(lists: Mapping[str, Sequence[Record]], at: NodePath) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for name, listed in lists.items():
        for index, record in enumerate(listed):
            if record["id"] in first:
                message = f"the id `{record['id']}` already stands in `{first[record['id']]}`"
                yield Finding("case/duplicate-id", (*at, name, index, "id"), message, "change one of them")
            else:
                first[record["id"]] = name


def leads(named: str | Sequence[str], to: Sequence[str], ids: Ids) -> bool:
    """Whether all that a field names, one id or a list of them, stands in one of the collections `to`."""
    names = (named,) if isinstance(named, str) else named
    if len(to) == 1:
        return ids.get(to[0], _NONE).issuperset(names)
    return all(any(name in ids.get(collection, ()) for collection in to) for name in names)


def dangling(named: str | Sequence[str], at: NodePath, to: Sequence[str], ids: Ids) -> Iterator[Finding]:
    """Find which of the ids in such a field lead nowhere."""
    if isinstance(named, str):
        yield _leads_nowhere(named, at, to, ids)
    else:
        for index, name in enumerate(named):
            if not leads(name, to, ids):
                yield _leads_nowhere(name, (*at, index), to, ids)


def _leads_nowhere(name: str, at: NodePath, to: Sequence[str], ids: Ids) -> Finding:
    wanted = either([f"`{collection}`" for collection in to])
    is_few = len(to) <= _FEW
    elsewhere = [collection for collection, known in ids.items() if name in known]
    if elsewhere:
        why_not = f"and only {wanted} can be named here" if is_few else "which cannot be named here"
        hint = "write the id of one that stands there" if is_few else f"write the id of one in {wanted}"
        message = f"`{name}` stands in `{elsewhere[0]}`, {why_not}"
    else:
        fitting = [known for collection in to for known in ids.get(collection, ())]
        hint = guess(name, fitting, f"add it to {wanted}, or take it out here")
        message = f"nothing in {wanted} has the id `{name}`" if is_few else f"no fact has the id `{name}`"
    return Finding("case/dangling-reference", at, message, hint)


def circular_sources(sources: Mapping[str, Record]) -> Iterator[Finding]:
    """A source cannot copy itself, nor be read in itself, by however many steps."""
    for key in _CHAINS:
        to = {name: source[key] for name, source in sources.items() if key in source}
        settled: set[str] = set()
        for start in to:
            steps: list[str] = []
            name = start
            while name in to and name not in settled:
                settled.add(name)
                steps.append(name)
                name = to[name]
            if name in steps:
                way = " → ".join(f"`{step}`" for step in (*steps[steps.index(name) :], name))
                message = f"`{key}` leads back to where it began: {way}"
                hint = "leave it out of the one that came first"
                yield Finding("case/circular-sources", ("sources", name, key), message, hint)
