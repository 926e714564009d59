"""Patterns: what is asked of one fact, and how a collection answers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ddscore.engine.known import DERIVED_FROM, is_unlisted
from ddscore.engine.logic import any_true, unique
from ddscore.engine.matchers import THIS, Matcher, compile_matcher, words_of
from ddscore.engine.paths import Each, Getter, compile_path
from ddscore.engine.values import Held, Values
from ddscore.model.assessment import Need

if TYPE_CHECKING:
    from ddscore.engine.known import KnownFact
    from ddscore.engine.scope import Scope
    from ddscore.engine.values import Word
    from ddscore.model.dates import Truth
    from ddscore.model.fields import CaseFields, Field
    from ddscore.model.rubric import Instruments, Side


class Asked(NamedTuple):
    """What a part of a rubric asks, noted as it is compiled: all that its figure can depend on."""

    patterns: list[Pattern]
    """Which facts match."""
    existences: list[Pattern]
    """Only whether a fact matches."""
    weights: list[tuple[str, str]]
    """Paths, by collection, whose values weigh facts."""
    scores: list[str | None]
    """Nodes whose scores it asks for; None for the rubric's own."""

    def add(self, other: Asked) -> None:
        """Note what another part asks too."""
        self.patterns.extend(other.patterns)
        self.existences.extend(other.existences)
        self.weights.extend(other.weights)
        self.scores.extend(other.scores)


class Language(NamedTuple):
    """What conditions may speak of, with the collection of the fact in hand where there is one."""

    fields: CaseFields
    instruments: Instruments
    own_side: Side
    """The side of the rubric's own score where a condition names none."""
    paths: dict[tuple[str, str, bool], tuple[Getter, Field]]
    """Every field that is asked of so far, by collection and path, and whether as it is written."""
    tests: dict[tuple[str, str, str], Test]
    """Every test so far, by collection, path and what is wanted: one that is asked twice is one."""
    patterns: dict[tuple[str, str], Pattern]
    """Every pattern so far, likewise."""
    wanted: dict[Test, tuple[str, object]]
    """Of every test its collection, and what it wants as the rubric writes it."""
    asked: Asked
    this: str | None = None

    @classmethod
    def of(
        cls, fields: CaseFields, instruments: Instruments, own_side: Side, this: str | None = None
    ) -> Language:
        """What conditions may speak of, before any of them is compiled."""
        return cls(fields, instruments, own_side, {}, {}, {}, {}, Asked([], [], [], []), this)

    def apart(self) -> Language:
        """The same, for a part of the rubric of which it is noted apart what it asks."""
        return self._replace(asked=Asked([], [], [], []))


class Test:
    """What a pattern asks of one field.

    Compiled once and known by itself alone: what it came to is looked up hundreds of times in a case.
    """

    __slots__ = ("get", "matches", "of_this", "path", "words")

    def __init__(
        self, path: str, get: Getter, matches: Matcher, words: frozenset[Word] | None, *, of_this: bool
    ) -> None:
        self.path = path
        self.get = get
        self.matches = matches
        self.words = words
        """Where it only asks for one of some words: these."""
        self.of_this = of_this
        """Whether it speaks of the fact in hand, so that its answer holds with no other."""


class Pattern:
    """What is asked of one fact: every test must hold on it. Known by itself alone, too."""

    __slots__ = ("collection", "derived", "of_this", "questions", "tests")

    def __init__(
        self, collection: str, tests: tuple[Test, ...], questions: tuple[str, ...], *, derived: bool
    ) -> None:
        self.collection = collection
        self.tests = tests
        self.questions = questions
        """Of coded answers: the questions that it asks of."""
        self.derived = derived
        """Whether facts of the collection may be no more than possible."""
        self.of_this = any(test.of_this for test in tests)
        """Whether it speaks of the fact in hand."""

    def with_any(self) -> Pattern:
        """The same with any fact in hand."""
        tests = tuple(test for test in self.tests if not test.of_this)
        return Pattern(self.collection, tests, self.questions, derived=self.derived)

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


def _ask(test: Test, fact: KnownFact, scope: Scope) -> Truth:
    return _matches(test, test.get(fact, scope.view), scope)


def _matches(test: Test, value: object, scope: Scope) -> Truth:
    if type(value) is Each:
        return any_true([test.matches(member, scope) for member in value])
    return test.matches(value, scope)


def ask_all(test: Test, facts: Sequence[KnownFact], scope: Scope) -> Held:
    """Ask a test of every fact of its collection, and remember the answer."""
    if test.get not in scope.values:
        scope.values[test.get] = Values([test.get(fact, scope.view) for fact in facts])
    values = scope.values[test.get]
    held = None if test.words is None else values.holding(test.words)
    if held is None:
        held = _ask_each(test, values.listed, scope)
    if not test.of_this:
        scope.held[test] = held
    return held


def _ask_each(test: Test, listed: Sequence[object], scope: Scope) -> Held:
    sure = maybe = 0
    place = 1
    for value in listed:
        truth = _matches(test, value, scope)
        if truth is not False:
            maybe |= place
            if truth:
                sure |= place
        place <<= 1
    return sure, maybe


class Found(NamedTuple):
    """How a collection answers a pattern."""

    sure: tuple[KnownFact, ...]
    maybe: tuple[KnownFact, ...]
    closed: bool
    """Whether no further fact is possible."""


def places(pattern: Pattern, scope: Scope) -> Held:
    """Of which facts of its collection a pattern holds, and of which it may."""
    facts = scope.view.active.get(pattern.collection, ())
    sure = maybe = (1 << len(facts)) - 1
    if pattern.derived:
        sure = _certain(facts)
    held = scope.held
    for test in pattern.tests:
        if not maybe:
            break
        surely, perhaps = held[test] if test in held else ask_all(test, facts, scope)
        sure &= surely
        maybe &= perhaps
    return sure, maybe


def exists(pattern: Pattern, scope: Scope) -> Truth:
    """Whether a fact matches; remembered, since rubrics ask the same in many places."""
    asked = (pattern, scope.this) if pattern.of_this else pattern
    if asked in scope.truths:
        return scope.truths[asked]
    sure, maybe = places(pattern, scope)
    truth = True if sure else None if maybe or not pattern.closed(scope) else False
    scope.truths[asked] = truth
    return truth


def is_this(pattern: Pattern, scope: Scope) -> Truth:
    """Whether the fact in hand matches; remembered too."""
    assert scope.this is not None  # noqa: S101 - `for_each` always gives one
    if is_unlisted(scope.this):
        return None
    asked = pattern, scope.this
    if asked not in scope.truths:
        scope.truths[asked] = pattern.match(scope.this, scope)
    return scope.truths[asked]


def find(pattern: Pattern, scope: Scope) -> Found:
    """The facts that match, and those that may."""
    sure, maybe = places(pattern, scope)
    facts = scope.view.active.get(pattern.collection, ())
    return Found(_at(sure, facts), _at(maybe & ~sure, facts), pattern.closed(scope))


def _certain(facts: Sequence[KnownFact]) -> int:
    return sum(1 << place for place, fact in enumerate(facts) if fact.certain)


def _at(places: int, facts: Sequence[KnownFact]) -> tuple[KnownFact, ...]:
    """The facts whose bits are set."""
    return tuple([fact for place, fact in enumerate(facts) if places >> place & 1]) if places else ()


def compile_pattern(collection: str, spec: object, language: Language, *, whether: bool = False) -> Pattern:
    """A pattern for facts of one collection; `whether` where it is only asked if a fact matches it."""
    assert isinstance(spec, Mapping)  # noqa: S101 - the schema has said so
    key = collection, repr(spec)
    if key not in language.patterns:
        tests = tuple(_test(collection, path, wanted, language) for path, wanted in spec.items())
        questions = _questions(spec) if collection == "answers" else ()
        derived = collection in language.fields.derived
        language.patterns[key] = Pattern(collection, tests, questions, derived=derived)
    pattern = language.patterns[key]
    (language.asked.existences if whether else language.asked.patterns).append(pattern)
    return pattern


def _test(collection: str, path: str, wanted: object, language: Language) -> Test:
    key = collection, path, repr(wanted)
    if key not in language.tests:
        as_written = isinstance(wanted, Mapping) and "known" in wanted
        get, at_end = _path(collection, path, language, as_written)
        matches = compile_matcher(wanted, at_end, language.instruments)
        words = words_of(wanted, at_end, language.instruments)
        test = language.tests[key] = Test(path, get, matches, words, of_this=THIS in key[2])
        language.wanted[test] = collection, wanted
    return language.tests[key]


def _path(collection: str, path: str, language: Language, as_written: bool) -> tuple[Getter, Field]:
    """One getter for all tests of a field, so that its values are fetched once."""
    key = collection, path, as_written
    if key not in language.paths:
        language.paths[key] = compile_path(path, collection, language.fields, as_written=as_written)
    return language.paths[key]


def _questions(spec: Mapping[str, object]) -> tuple[str, ...]:
    """The questions that a pattern of coded answers names; none where it may speak of any."""
    asked = spec.get("question")
    if isinstance(asked, list | tuple):
        return tuple(str(question) for question in asked)
    return (str(asked),) if isinstance(asked, str | int) else ()


def _search_needs(collection: str, scope: Scope) -> list[Need]:
    """The searches that would close a collection; a derived one closes with those it is derived from."""
    needs = [
        Need(searched, None, None, f"a complete search for {searched.replace('_', ' ')}")
        for searched in DERIVED_FROM.get(collection, (collection,))
        if searched not in scope.view.closed
    ]
    # With every search complete it is a finding on conduct that is not known on the date that leaves it open.
    return needs or [Need("involvement", None, None, "the conduct that a finding is about")]


def open_needs(pattern: Pattern, facts: Sequence[KnownFact], closed: bool, scope: Scope) -> tuple[Need, ...]:
    """What would settle the facts that may match, and a complete search where there was none."""
    needs = unique([pattern.needs(fact, scope) for fact in facts])
    return needs if closed else (*needs, *_search_needs(pattern.collection, scope))


def cited(facts: Sequence[KnownFact]) -> tuple[str, ...]:
    """The ids that stand as evidence of facts, derived ones by what they are derived from."""
    return facts[0].cites if len(facts) == 1 else unique([fact.cites for fact in facts])


def only(mapping: object) -> tuple[str, object]:
    """The one entry of `{COLLECTION: pattern}`."""
    assert isinstance(mapping, Mapping)  # noqa: S101 - the schema has said so
    ((name, operand),) = mapping.items()
    return name, operand
