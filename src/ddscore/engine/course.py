"""One case under one rubric from day to day: what cannot have changed since the day before is carried over.

Two things must have stayed as they were for a node to be carried over: the collections that it asks of,
and the nodes whose scores it takes up. A collection is as it was when it has the facts that it had, is closed
as it was, and every test that the rubric makes of it gets the answer that it got. A test is made again when
some collection that it looks into holds another fact, or another version of one, and always where it looks at
the clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ddscore.engine.answers import add_answers
from ddscore.engine.calendar import calendar
from ddscore.engine.clocks import clock_of, reached
from ddscore.engine.derived import derive, keep_derived
from ddscore.engine.evaluation import Run, compile_rubric
from ddscore.engine.known import DERIVED_FROM, view, view_later
from ddscore.engine.paths import compile_path
from ddscore.engine.patterns import Test, ask_all
from ddscore.model.dates import PartialDate
from ddscore.model.rubric import Group, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from ddscore.engine.evaluation import CompiledRubric, Readings
    from ddscore.engine.figures import Figures
    from ddscore.engine.known import KnownFact, View
    from ddscore.engine.patterns import Asked
    from ddscore.engine.scope import Scope
    from ddscore.model.case import Case
    from ddscore.model.dates import Truth
    from ddscore.model.rubric import Node, Rubric


class Grounds(NamedTuple):
    """What something in a rubric depends on."""

    collections: frozenset[str]
    nodes: tuple[str | None, ...]
    """Those whose scores it asks for; None for the rubric's own."""


def grounds(asked: Asked) -> Grounds:
    """Everything that a part of a rubric asks of."""
    collections = {pattern.collection for pattern in (*asked.patterns, *asked.existences)}
    collections.update(collection for collection, _ in asked.weights)
    return Grounds(frozenset(collections), tuple(dict.fromkeys(asked.scores)))


class Watched(NamedTuple):
    """A test, or what weighs facts, with all that its answer depends on."""

    test: Test
    collection: str
    looks_into: frozenset[str]
    """The collection itself and those that it reaches through references."""
    is_timed: bool
    """Whether the answer may turn with time alone."""


class Dependencies:
    """What in a compiled rubric depends on what."""

    def __init__(self, compiled: CompiledRubric) -> None:
        self.own = {name: grounds(node.asked) for name, node in compiled.nodes.items()}
        self.gates = {name: grounds(node.gate) for name, node in compiled.nodes.items()}
        self.children = {name: tuple(_children(node.node)) for name, node in compiled.nodes.items()}
        self.tops = tuple(name for name, node in compiled.nodes.items() if node.parent is None)
        self.watched = tuple(_watched(compiled))
        self._timed = [place for place, one in enumerate(self.watched) if one.is_timed]
        self._into: dict[str, list[int]] = {}
        for place, one in enumerate(self.watched):
            for collection in one.looks_into:
                self._into.setdefault(collection, []).append(place)

    def made_again(self, before: View, after: View) -> set[int]:
        """The places of the tests whose answers may differ: what they look into has changed, or the time."""
        changed = (name for name, facts in after.active.items() if before.active.get(name) is not facts)
        return {*self._timed, *(place for name in changed for place in self._into.get(name, ()))}


def _watched(compiled: CompiledRubric) -> Iterator[Watched]:
    fields = compiled.rubric.fields
    for test, (collection, wanted) in compiled.tests.items():
        looks_into = reached(collection, test.path, fields) | {collection}
        timed = clock_of(collection, test.path, wanted, fields) is not None
        yield Watched(test, collection, looks_into, timed)
    weights = [weight for node in compiled.nodes.values() for weight in node.asked.weights]
    for collection, path in dict.fromkeys(weights):
        get, _ = compile_path(path, collection, fields)
        looks_into = reached(collection, path, fields) | {collection}
        yield Watched(Test(path, get, _never, None, of_this=True), collection, looks_into, False)


def _never(_value: object, _scope: Scope) -> bool:
    """What weighs a fact is not matched: its value itself is the answer."""
    return False


def _children(node: Node) -> Iterator[str]:
    groups: Sequence[Group | None] = ()
    if isinstance(node, Theme):
        groups = (node.policy, node.practice)
    elif isinstance(node, Group):
        groups = (node,)
    return (child.id for group in groups if group is not None for child in group.children)


class LaterRun(Run):
    """A run on a later day, which takes from the one before it what is as it was."""

    __slots__ = ("_answers", "_before", "_dependencies", "_moved")

    def __init__(
        self, compiled: CompiledRubric, known: View, before: LaterRun | None, dependencies: Dependencies
    ) -> None:
        super().__init__(compiled, known)
        self._before = before
        self._dependencies = dependencies
        self._answers: list[object] = []
        self._moved = self._look(before)

    def _look(self, before: LaterRun | None) -> frozenset[str]:
        """Make the tests again whose answers may differ; the collections that are no longer as they were."""
        view, watched = self.scope.view, self._dependencies.watched
        if before is None:
            moved, again = set[str](), set(range(len(watched)))
            self._answers = [None] * len(watched)
        else:
            moved, again = (
                _moved(before.scope.view, view),
                self._dependencies.made_again(before.scope.view, view),
            )
            self._answers = list(before._answers)
            self.scope.held.update(before.scope.held)
        for place in again:
            test, collection, _, _ = watched[place]
            facts = view.active.get(collection, ())
            if test.of_this:
                answer: object = [test.get(fact, view) for fact in facts]
            else:
                answer = ask_all(test, facts, self.scope)
            if answer != self._answers[place]:
                moved.add(collection)
                self._answers[place] = answer
        return frozenset(moved)

    @property
    def is_still(self) -> bool:
        """Whether no collection has moved since the run before, and so nothing that rests on them."""
        return not self._moved

    def settle(self) -> None:
        """Evaluate everything, and let go of the day before."""
        if self._before is not None and self.is_still:
            self._take_all(self._before)
        for node in self.compiled.nodes:
            self.figures(node)
        self.summary()
        self._before = None

    def _take_all(self, before: LaterRun) -> None:
        """Where no collection has moved, no node has."""
        self._applies.update(before._applies)
        self._figures.update(before._figures)
        self._summary = before._summary

    def applies(self, node: str) -> Truth:
        """Whether the node applies."""
        if (
            node not in self._applies
            and self._before is not None
            and self._same_grounds(self._dependencies.gates[node])
        ):
            self._applies[node] = self._before.applies(node)
        return super().applies(node)

    def figures(self, node: str) -> Figures:
        """The node's figures; the same object as before where nothing about them has changed."""
        if node not in self._figures and self._before is not None:
            old = self._before.figures(node)
            if self._is_carried(node) or super().figures(node) == old:
                self._figures[node] = old
        return super().figures(node)

    def summary(self) -> Readings:
        """The rubric's own readings; the same object as before where no node at the top has changed."""
        if self._summary is None and self._before is not None and self._same_node(None):
            self._summary = self._before.summary()
        return super().summary()

    def _is_carried(self, node: str) -> bool:
        depends = self._dependencies
        return (
            self._same_grounds(depends.own[node])
            and self._same_applies(node)
            and all(self._same_node(child) for child in depends.children[node])
        )

    def _same_grounds(self, on: Grounds) -> bool:
        return self._moved.isdisjoint(on.collections) and all(
            self._same_node(node) and self._same_lineage(node) for node in on.nodes
        )

    def _same_node(self, node: str | None) -> bool:
        before = self._before
        assert before is not None  # noqa: S101 - asked only where there is a day before
        names = self._dependencies.tops if node is None else (node,)
        return all(self.figures(name) is before.figures(name) for name in names)

    def _same_lineage(self, node: str | None) -> bool:
        return node is None or all(self._same_applies(name) for name in self.lineage(node))

    def _same_applies(self, node: str) -> bool:
        return self._before is not None and self.applies(node) is self._before.applies(node)


def _moved(before: View, after: View) -> set[str]:
    """The collections that have other facts, or are closed otherwise; coded answers only grow."""
    names = after.active.keys() | before.closed | after.closed
    moved = {name for name in names if _closed(before, name) != _closed(after, name)}
    moved.update(
        name
        for name, facts in after.active.items()
        if before.active.get(name) is not facts and _told(before.active.get(name, ())) != _told(facts)
    )
    return moved


def _told(facts: Sequence[KnownFact]) -> list[tuple[object, ...]]:
    """What is cited of facts whatever is asked of them."""
    return [(fact.id, fact.cites, fact.certain, fact.open_fields) for fact in facts]


def _closed(view: View, collection: str) -> list[bool]:
    """Whether a collection is closed, and what it is drawn from."""
    return [name in view.closed for name in (collection, *DERIVED_FROM.get(collection, ()))]


class Course:
    """A case under a rubric, to be looked at on one day after another."""

    def __init__(self, case: Case, rubric: Rubric) -> None:
        self.case = case
        self.compiled = compile_rubric(rubric)
        self.dependencies = Dependencies(self.compiled)
        self.calendar = calendar(case, self.compiled)
        self._rubrics = (rubric.id, *(base.id for base in rubric.bases))

    def runs(self, days: Iterable[date]) -> Iterator[LaterRun]:
        """The evaluation on each of some days, which must stand in order.

        On a day like the one before it, the very same run.
        """
        before: LaterRun | None = None
        for day in days:
            if before is None or self.calendar.turns(before.scope.view.day, day):
                run = LaterRun(self.compiled, self._view(before, day), before, self.dependencies)
                run.settle()
                before = run
            yield before

    def _view(self, before: Run | None, day: date) -> View:
        rubric, as_of = self.compiled.rubric, PartialDate.parse(day.isoformat())
        if before is None:
            seen = view(self.case, rubric.fields, as_of, rubric.search_stands)
            add_answers(seen, self._rubrics)
            derive(seen, rubric.instruments)
            return seen
        old = before.scope.view
        turned = self.calendar.turned(old.day, day)
        seen = view_later(old, rubric.fields, as_of, rubric.search_stands, turned)
        if self.calendar.answered(old.day, day):
            add_answers(seen, self._rubrics)
        else:
            seen.questions, seen.active["answers"] = old.questions, old.active["answers"]
        derive(seen, rubric.instruments)
        keep_derived(seen, old)
        return seen
