"""What is different between two cases as they were known on two days, and the cases in between.

The unit is what a person edits or a publication makes known: a fact with its updates, the searches for a
collection, a source, the answers to a question. What differs because a source is dated otherwise, or because
the day is later, is told of the fact that it makes known.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ddscore.engine import plain
from ddscore.engine.snapshot import snapshot
from ddscore.model.case import Case, Fact, Source
from ddscore.model.diff import Change, FieldChange, How, Kind, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ddscore.model.dates import PartialDate

    Key = tuple[Kind, str]
    """A part of a case: its kind, and its name among those of its kind."""
    Parts = Mapping[Key, object]


class Step(NamedTuple):
    """A change of a case, and the part that it changes."""

    change: Change
    key: Key


class Between(NamedTuple):
    """Two cases as known on two days, in the parts by which they differ and those that they share."""

    before: Parts
    after: Parts
    steps: tuple[Step, ...]
    template: Case
    sources: Mapping[str, Source]

    def made(self, keys: Iterable[Key]) -> Case:
        """The case before with some of the changes made."""
        chosen = {**self.before, **{key: self.after.get(key) for key in keys}}
        named: dict[Kind, dict[str, Any]] = {kind: {} for kind in Kind}
        for (kind, name), part in chosen.items():
            if part is not None:
                named[kind][name] = part
        facts: dict[str, list[Fact]] = {}
        for fact in named[Kind.FACT].values():
            facts.setdefault(fact.collection, []).append(fact)
        answers: dict[str, dict[str, Any]] = {}
        for name, given in named[Kind.ANSWER].items():
            rubric, _, question = name.partition("/")
            answers.setdefault(rubric, {})[question] = given
        return self.template._replace(
            facts={collection: tuple(listed) for collection, listed in facts.items()},
            research=named[Kind.SEARCH],
            answers=answers,
            sources={**self.sources, **named[Kind.SOURCE]},
        )


def between(before: Case, after: Case, days: tuple[PartialDate, PartialDate], rubrics: set[str]) -> Between:
    """What differs between two cases, each as known on its day; of answers, those to `rubrics`."""
    first, second = days
    since = min(days, key=lambda day: day.first)
    old, new = (
        _parts(snapshot(case, day), rubrics, since) for case, day in ((before, first), (after, second))
    )
    redated = frozenset(
        name
        for name in before.sources.keys() & after.sources.keys()
        if before.sources[name].known != after.sources[name].known
    )
    keys = sorted(key for key in old.keys() | new.keys() if _differ(old.get(key), new.get(key)))
    steps = tuple(
        Step(_change(key, (before, after), (old.get(key), new.get(key)), redated, rubrics), key)
        for key in keys
    )
    sources = {part.id: part for parts in (new, old) for part in parts.values() if isinstance(part, Source)}
    return Between(old, new, steps, after._replace(as_of=None), sources)


def records(before: Case, after: Case) -> Iterator[Change]:
    """What differs and no score rests on: who the case is about, and how far its record is reviewed."""
    for name in ("id", "company", "status", "corrections"):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            field = FieldChange(name, (plain.value(old),), (plain.value(new),))
            yield Change(Kind.RECORD, name, How.CHANGED, Origin.CASE, fields=(field,))


def _parts(case: Case, rubrics: set[str], since: PartialDate) -> dict[Key, object]:
    """A snapshot in parts; of a source, all that scores can rest on but for its date."""
    return {
        **{(Kind.FACT, fact.id): fact for listed in case.facts.values() for fact in listed},
        **{(Kind.SEARCH, name): searches for name, searches in case.research.items() if searches},
        **{
            (Kind.ANSWER, f"{rubric}/{question}"): given
            for rubric, answers in case.answers.items()
            if rubric in rubrics
            for question, given in answers.items()
            if given
        },
        **{
            (Kind.SOURCE, name): source._replace(published=since, roles=(), record={})
            for name, source in case.sources.items()
        },
    }


def _differ(before: object, after: object) -> bool:
    if isinstance(before, Source) and isinstance(after, Source):
        return before != after
    if isinstance(before, Fact) and isinstance(after, Fact):
        return _in_any_order(before) != _in_any_order(after)
    # A source alone says nothing: the facts that rest on it do.
    return before != after and not isinstance(before or after, Source)


def _in_any_order(fact: Fact) -> Fact:
    return fact._replace(sources=tuple(sorted(fact.sources)))


def _change(
    key: Key,
    cases: tuple[Case, Case],
    parts: tuple[object, object],
    redated: frozenset[str],
    rubrics: set[str],
) -> Change:
    kind, name = key
    before, after = parts
    raw_before, raw_after = (_recorded(case, key) for case in cases)
    dated = tuple(
        source for source in dict.fromkeys((*_cited(raw_before), *_cited(raw_after))) if source in redated
    )
    same = raw_before == raw_after and not dated
    how = How.CHANGED
    if before is None:
        how = How.ADDED if not raw_before else How.KNOWN
    elif after is None:
        how = How.REMOVED if not raw_after else How.UNKNOWN
    fact = after if isinstance(after, Fact) else before
    shown = name.partition("/")[2] if kind is Kind.ANSWER and len(rubrics) == 1 else name
    return Change(
        kind,
        shown,
        how,
        Origin.DATE if same else Origin.CASE,
        fact.collection if isinstance(fact, Fact) else "",
        tuple(_fields(_plain(before), _plain(after))),
        dated,
    )


def _recorded(case: Case, key: Key) -> object:
    """What the file says of a part, whatever the date; a search without a date has the case's own."""
    kind, name = key
    if kind is Kind.FACT:
        return next((fact for listed in case.facts.values() for fact in listed if fact.id == name), None)
    if kind is Kind.SEARCH:
        searches = case.research.get(name)
        return searches and tuple(one._replace(until=one.until or case.as_of) for one in searches)
    if kind is Kind.ANSWER:
        rubric, _, question = name.partition("/")
        return case.answers.get(rubric, {}).get(question)
    return case.sources.get(name)


def _cited(part: object) -> Iterator[str]:
    """The sources from which something is known."""
    if isinstance(part, Fact):
        yield from part.sources
        for update in part.updates:
            yield from update.sources
    elif isinstance(part, tuple) and not isinstance(part, Source):
        for one in part:
            yield from one.sources


def _plain(part: object) -> dict[str, object] | None:
    """A part as paths and plain values."""
    if part is None:
        return None
    if isinstance(part, Fact):
        fields = {**part.fields, "sources": list(part.sources)}
        return dict(_paths(plain.mapping(fields)))
    if isinstance(part, Source):
        return {"kind": part.kind, **({"republishes": part.republishes} if part.republishes else {})}
    assert isinstance(part, tuple)  # noqa: S101 - searches and answers are listed
    if part and hasattr(part[0], "record"):
        return {"searches": [plain.mapping(one.record) for one in part]}
    return {"answers": [{"answer": one.answer, **one.dimensions} for one in part]}


def _paths(fields: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in fields.items():
        if isinstance(value, Mapping):
            yield from _paths(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def _fields(before: dict[str, object] | None, after: dict[str, object] | None) -> Iterator[FieldChange]:
    """The fields of something that both have, where they differ."""
    if before is None or after is None:
        return
    for path in dict.fromkeys((*before, *after)):
        old, new = _stated(before, path), _stated(after, path)
        if old != new:
            yield FieldChange(path, old, new)


def _stated(fields: Mapping[str, object], path: str) -> tuple[object, ...]:
    return (fields[path],) if path in fields else ()
