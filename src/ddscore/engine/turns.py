"""What moved between two days: the nodes whose figures are other, and the facts and searches that did it.

A change is held to have moved a node where it changed the answer to something that the node asks: a fact
matches a pattern that it did not match, or no longer surely does, or a collection is closed that was open.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ddscore.engine import plain
from ddscore.engine.known import DERIVED_FROM, MISSING
from ddscore.engine.logic import unique
from ddscore.engine.patterns import exists, find
from ddscore.engine.results import scores
from ddscore.model.fields import Kind
from ddscore.model.history import Change, Move, Turn
from ddscore.model.rubric import Criterion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ddscore.engine.evaluation import Run
    from ddscore.engine.known import KnownFact
    from ddscore.engine.patterns import Asked, Pattern
    from ddscore.model.assessment import Summary
    from ddscore.model.fields import Field

_OF_THE_WHOLE = ("profile", "possible_profiles", "outcome", "possible_outcomes")


class _Mover(NamedTuple):
    """What changed an answer."""

    turn: Turn
    collection: str
    fact: str | None


def shifted(before: Run, after: Run) -> tuple[str, ...]:
    """The nodes that count otherwise in what is above them: by figure, by weight, or by applying at all."""
    return tuple(
        name
        for name in after.compiled.nodes
        if after.in_force(name) != before.in_force(name) or _reads_otherwise(before, after, name)
    )


def _reads_otherwise(before: Run, after: Run, node: str) -> bool:
    was, now = before.figures(node), after.figures(node)
    return now is not was and now.readings != was.readings


def moved(before: Run, after: Run, nodes: Iterable[str]) -> tuple[str, ...]:
    """The nodes among some whose printed figures differ."""
    compiled = after.compiled.nodes
    return tuple(
        name for name in nodes if scores(before, compiled[name].node) != scores(after, compiled[name].node)
    )


def moves(before: Run, after: Run, nodes: Iterable[str]) -> Iterator[Move]:
    """The criteria among some nodes, with their figures on both days."""
    for name in nodes:
        compiled = after.compiled.nodes[name]
        if isinstance(compiled.node, Criterion):
            side = compiled.node.side or compiled.side
            was, now = (next(iter(scores(run, compiled.node).values()), None) for run in (before, after))
            levels = (_levels(before, name, was is not None), _levels(after, name, now is not None))
            yield Move(name, compiled.node.title, side, was, now, *levels)


def _levels(run: Run, node: str, applies: bool) -> tuple[str, ...]:
    points, criterion = run.figures(node).points, run.compiled.nodes[node].node
    if not applies or points is None or not isinstance(criterion, Criterion):
        return ()
    return tuple(criterion.levels[place].label for place in points.possible)


def changes(
    before: Run, after: Run, nodes: Iterable[str], summaries: tuple[Summary, Summary]
) -> tuple[Change, ...]:
    """The facts and searches that moved some nodes, or the profile or outcome of the whole."""
    movers: dict[_Mover, list[str]] = {}
    for name, asked in _asked(after, nodes, summaries):
        decided = [pattern for pattern in asked.existences if _decides(before, after, pattern)]
        for pattern in (*asked.patterns, *decided):
            for mover in _movers(before, after, pattern):
                movers.setdefault(mover, []).append(name)
    order = {fact: place for place, fact in enumerate(after.scope.view.facts)}
    listed = sorted(movers, key=lambda mover: (mover.fact is None, order.get(mover.fact or "", 0)))
    return tuple(_change(before, after, mover, unique([movers[mover]])) for mover in listed)


def _asked(run: Run, nodes: Iterable[str], summaries: tuple[Summary, Summary]) -> Iterator[tuple[str, Asked]]:
    """What each node that moved asks, and so do the tables of the whole where these did."""
    compiled = run.compiled
    for name in nodes:
        yield name, compiled.nodes[name].asked
        yield name, compiled.nodes[name].gate
    was, now = summaries
    if any(getattr(was, field) != getattr(now, field) for field in _OF_THE_WHOLE):
        for row in (*compiled.profiles, *compiled.outcomes):
            yield compiled.rubric.id, row.asked


def _decides(before: Run, after: Run, pattern: Pattern) -> bool:
    """Whether it is answered otherwise if a fact matches, or may be: with a fact in hand it always may."""
    return pattern.of_this or exists(pattern, before.scope) is not exists(pattern, after.scope)


def _movers(before: Run, after: Run, pattern: Pattern) -> Iterator[_Mover]:
    """What changed how a collection answers a pattern."""
    old, new = before.scope.view, after.scope.view
    for collection in (pattern.collection, *DERIVED_FROM.get(pattern.collection, ())):
        if (collection in old.closed) != (collection in new.closed) and collection not in DERIVED_FROM:
            yield _Mover(Turn.CLOSED if collection in new.closed else Turn.LAPSED, collection, None)
    for fact in _differing(before, after, pattern):
        turned = [name for name in fact.cites if old.facts.get(name) is not new.facts.get(name)]
        turned = turned or _referred(before, after, fact, pattern)
        for name in turned:
            yield _Mover(_turn(before, after, name), new.facts[name].collection, name)
        if not turned:
            for name in fact.cites:
                yield _Mover(Turn.PASSED, new.facts[name].collection, name)


def _differing(before: Run, after: Run, pattern: Pattern) -> Iterator[KnownFact]:
    """The facts that match otherwise than they did, as they are now where they still stand."""
    was, now = _matching(before, pattern), _matching(after, pattern)
    for key in {**was, **now}:
        (fact, meaning), (_, meant) = now.get(key, was.get(key, _NO_MATCH)), was.get(key, _NO_MATCH)
        if fact is not None and (key not in now or meaning != meant):
            yield fact


_Match = tuple["KnownFact | None", object]
"""A fact that matches, or may, and all that its match can mean."""
_NO_MATCH: _Match = None, None


def _matching(run: Run, pattern: Pattern) -> dict[tuple[str, int], _Match]:
    """The facts that match and those that may, by id; a question's answers by their place too."""
    particular = [test for test in pattern.tests if test.of_this]
    found = find(pattern.with_any(), run.scope)
    matching: dict[tuple[str, int], _Match] = {}
    for facts, sure in ((found.sure, True), (found.maybe, False)):
        for fact in facts:
            coded = fact.collection == "answers"
            place = sum(name == fact.id for name, _ in matching) if coded else 0
            # What is asked with another fact in hand, or of a code, may be answered otherwise too.
            values = [test.get(fact, run.scope.view) for test in particular]
            meaning = sure, values, fact.fields.get("answer") if coded else None
            matching[fact.id, place] = fact, meaning
    return matching


def _referred(before: Run, after: Run, fact: KnownFact, pattern: Pattern) -> list[str]:
    """The facts that it refers to, itself or through others, and that are known otherwise than they were."""
    old, new = before.scope.view.facts, after.scope.view.facts
    seen: dict[str, None] = {}
    ahead = [fact] if any("." in test.path for test in pattern.tests) else []
    while ahead:
        for value in ahead.pop().fields.values():
            for name in value if isinstance(value, list | tuple) else (value,):
                if isinstance(name, str) and name in new and name not in seen:
                    seen[name] = None
                    ahead.append(new[name])
    return [name for name in seen if old.get(name) is not new[name]]


def _turn(before: Run, after: Run, fact: str) -> Turn:
    old, new = before.scope.view.facts.get(fact), after.scope.view.facts[fact]
    if old is None:
        return Turn.KNOWN
    return Turn.CAME if set(new.sources) <= set(old.sources) else Turn.REVISED


def unmoving(before: Run, after: Run, moving: Iterable[Change]) -> Iterator[Change]:
    """The facts of which something else is known besides what moved a figure, wording apart."""
    old, new = before.scope.view.facts, after.scope.view.facts
    told = {change.fact for change in moving}
    for name, fact in new.items():
        was = old.get(name)
        if was is not fact and name not in told and (was is None or _fields(after, was, fact)):
            yield _change(before, after, _Mover(_turn(before, after, name), fact.collection, name), ())


def _fields(run: Run, before: KnownFact, after: KnownFact) -> tuple[str, ...]:
    """The fields of a fact that say something else, wording apart; whose denial it is is no wording."""
    table = run.compiled.rubric.fields.collections[after.collection]
    was, now = (_substance(fact.fields, table) for fact in (before, after))
    return tuple(name for name in {**was, **now} if was.get(name, MISSING) != now.get(name, MISSING))


def _substance(fields: Mapping[str, object], table: Mapping[str, Field]) -> dict[str, object]:
    return {
        name: _substance(value, table[name].fields) if isinstance(value, Mapping) else value
        for name, value in fields.items()
        if name == "answers" or (name != "sources" and name in table and table[name].kind is not Kind.TEXT)
    }


def _change(before: Run, after: Run, mover: _Mover, nodes: tuple[str, ...]) -> Change:
    view = after.scope.view
    turn, collection, name = mover
    if name is None:
        searches = view.case.research[collection]
        sources = unique([search.sources for search in searches if search.complete])
        return Change(view.as_of, turn, collection, None, {}, (), _since(before, after, sources), nodes)
    fact, was = view.facts[name], before.scope.view.facts.get(name)
    sources = () if turn is Turn.PASSED else _since(before, after, fact.sources)
    fields = () if was is None or was is fact else _fields(after, was, fact)
    return Change(
        view.as_of,
        turn,
        collection,
        name,
        plain.fact(fact, view, after.compiled.rubric.fields),
        fields,
        sources,
        nodes,
    )


def _since(before: Run, after: Run, sources: Iterable[str]) -> tuple[str, ...]:
    """Those that were published since."""
    old, new = before.scope.view.public, after.scope.view.public
    return tuple(name for name in sources if name in new and name not in old)
