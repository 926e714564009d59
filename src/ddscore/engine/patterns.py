"""Patterns: what is asked of one fact, and how a collection answers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ddscore.engine.logic import any_true, unique
from ddscore.engine.matchers import Matcher, compile_matcher
from ddscore.engine.paths import Each, Getter, compile_path
from ddscore.model.assessment import Need

if TYPE_CHECKING:
    from ddscore.engine.known import KnownFact
    from ddscore.engine.scope import Scope
    from ddscore.model.dates import Truth
    from ddscore.model.fields import CaseFields
    from ddscore.model.rubric import Instruments, Side


@dataclass(frozen=True, slots=True)
class Language:
    """What conditions may speak of, with the collection of the fact in hand where there is one."""

    fields: CaseFields
    instruments: Instruments
    own_side: Side
    """The side of the rubric's own score where a condition names none."""
    this: str | None = None


class _Test(NamedTuple):
    path: str
    get: Getter
    matches: Matcher


class Pattern(NamedTuple):
    """What is asked of one fact: every test must hold on it."""

    collection: str
    tests: tuple[_Test, ...]
    questions: tuple[str, ...] = ()
    """Of coded answers: the questions that it asks of."""

    def closed(self, scope: Scope) -> bool:
        """Whether no further fact is possible: answers are closed within the questions that are listed."""
        if self.collection == "answers":
            return bool(self.questions) and all(name in scope.view.questions for name in self.questions)
        return self.collection in scope.view.closed

    def match(self, fact: KnownFact, scope: Scope) -> Truth:
        """Whether the fact matches; one that is only possible never surely does."""
        truth: Truth = True if fact.certain else None
        for test in self.tests:
            result = _ask(test, fact, scope)
            if result is False:
                return False
            if result is None:
                truth = None
        return truth

    def needs(self, fact: KnownFact, scope: Scope) -> tuple[Need, ...]:
        """What would settle whether the fact matches."""
        collection = self.collection
        open_paths = [test.path for test in self.tests if _ask(test, fact, scope) is None]
        needs = [
            Need(collection, fact.cites[0], path, f"{path} of {fact.id} ({collection})")
            for path in open_paths
        ]
        needs += [
            Need(collection, owner, name, f"{name} of {owner}, to settle {collection}")
            for owner, name in fact.open_fields
        ]
        if not needs:
            needs = [Need(collection, fact.cites[0], None, f"more exact dates of {', '.join(fact.cites)}")]
        return tuple(needs)


def _ask(test: _Test, fact: KnownFact, scope: Scope) -> Truth:
    value = test.get(fact, scope.view)
    if isinstance(value, Each):
        return any_true(test.matches(member, scope) for member in value)
    return test.matches(value, scope)


class Found(NamedTuple):
    """How a collection answers a pattern."""

    sure: tuple[KnownFact, ...]
    maybe: tuple[KnownFact, ...]
    closed: bool
    """Whether no further fact is possible."""


def find(pattern: Pattern, scope: Scope) -> Found:
    """The facts that match, and those that may."""
    sure, maybe = [], []
    for fact in scope.view.active.get(pattern.collection, ()):
        truth = pattern.match(fact, scope)
        if truth:
            sure.append(fact)
        elif truth is None:
            maybe.append(fact)
    return Found(tuple(sure), tuple(maybe), pattern.closed(scope))


def compile_pattern(collection: str, spec: object, language: Language) -> Pattern:
    """A pattern for facts of one collection."""
    assert isinstance(spec, Mapping)  # noqa: S101 - the schema has said so
    tests = []
    for path, wanted in spec.items():
        as_written = isinstance(wanted, Mapping) and "known" in wanted
        get, field = compile_path(path, collection, language.fields, as_written=as_written)
        tests.append(_Test(path, get, compile_matcher(wanted, field, language.instruments)))
    return Pattern(collection, tuple(tests), _questions(spec) if collection == "answers" else ())


def _questions(spec: Mapping[str, object]) -> tuple[str, ...]:
    """The questions that a pattern of coded answers names; none where it may speak of any."""
    asked = spec.get("question")
    if isinstance(asked, list | tuple):
        return tuple(str(question) for question in asked)
    return (str(asked),) if isinstance(asked, str | int) else ()


def _search_need(collection: str) -> Need:
    return Need(collection, None, None, f"a complete search for {collection.replace('_', ' ')}")


def open_needs(pattern: Pattern, facts: Sequence[KnownFact], closed: bool, scope: Scope) -> tuple[Need, ...]:
    """What would settle the facts that may match, and a complete search where there was none."""
    needs = unique(pattern.needs(fact, scope) for fact in facts)
    return needs if closed else (*needs, _search_need(pattern.collection))


def cited(facts: Sequence[KnownFact]) -> tuple[str, ...]:
    """The ids that stand as evidence of facts, derived ones by what they are derived from."""
    return unique(fact.cites for fact in facts)


def only(mapping: object) -> tuple[str, object]:
    """The one entry of `{COLLECTION: pattern}`."""
    assert isinstance(mapping, Mapping)  # noqa: S101 - the schema has said so
    ((name, operand),) = mapping.items()
    return name, operand
