"""What the static checks say of a matcher is what the engine says, of every value that tells matchers apart."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ddscore.documents.case import build_case
from ddscore.documents.conditions import check_pattern
from ddscore.documents.matchers import Asked, Language
from ddscore.documents.specimens import MISSING, NO, UNKNOWN, YES, Specimen, TooManyError, specimens, truth
from ddscore.documents.vocabulary import case_fields, instruments
from ddscore.engine import known
from ddscore.engine.matchers import compile_matcher
from ddscore.engine.paths import compile_path
from ddscore.engine.scope import Scope
from ddscore.model.dates import PartialDate
from tests.documents.test_conditions import MATCHERS

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGE = Language(case_fields(), instruments().entails)
IN_HAND = LANGUAGE.within("involvement")
TOLD = {False: NO, None: UNKNOWN, True: YES}


def asked(collection: str, path: str) -> Asked:
    field = case_fields().find(collection, path)
    assert field is not None
    return Asked(collection, path, field, IN_HAND)


@cache
def on(day: date) -> known.View:
    """The record of a case that says nothing."""
    case = build_case({"id": "example-mining", "company": {"name": "Example Mining plc"}}, case_fields(), "")
    return known.view(case, case_fields(), PartialDate(str(day), day, day), 0)


def by_the_engine(matcher: object, one: Asked, specimen: Specimen) -> int:
    """What the engine says of a fact that has the value of a specimen."""
    fields: dict[str, Any] = {}
    if specimen.value is not MISSING:
        value = specimen.value
        inner: Any = sorted(value) if isinstance(value, frozenset) else value
        for step in reversed(one.path.split(".")):
            fields, inner = {step: inner}, {step: inner}
    scope = Scope(on(specimen.day), None, {}, {}, known.KnownFact(specimen.this, "involvement", {}, (), ()))  # type: ignore[arg-type]
    as_written = isinstance(matcher, dict) and "known" in matcher
    get, field = compile_path(one.path, one.collection, case_fields(), as_written=as_written)
    fact = known.KnownFact("fact", one.collection, fields, (), ("fact",))
    return TOLD[compile_matcher(matcher, field, instruments())(get(fact, scope.view), scope)]


def fitting(collection: str) -> Iterator[tuple[Asked, object]]:
    """Every matcher that a field of the collection can be asked, but for what ddscore counts or derives."""
    for path in case_fields().names(collection):
        if path in ("corroboration", "standing"):
            continue
        for matcher in MATCHERS:
            if not list(check_pattern(collection, {path: matcher}, (), IN_HAND)):
                yield asked(collection, path), matcher


@pytest.mark.parametrize("collection", case_fields().collections)
def test_the_checks_and_the_engine_say_the_same_of_every_specimen(collection: str) -> None:
    tried = 0
    for one, matcher in fitting(collection):
        for specimen in specimens(one, [matcher]):
            told = truth(matcher, one, specimen)
            assert told == by_the_engine(matcher, one, specimen), (one.path, matcher, specimen)
            tried += 1
    assert tried > 100


DAYS = ("2018", "2019", "2019-06", "2019-06-30", "2019-07-01", "2020-02-29", "2020", "2020-09")
LIMITS = ("before", "after", "on_or_before", "on_or_after")
NUMBERS = st.sampled_from([-1, 0, 1, 1.5, 2, 11.5, 12, 13, 24])
BOUND = st.sampled_from(["at_least", "above", "at_most", "below"])
OF_DATES = st.one_of(
    st.sampled_from([*DAYS, None]),
    st.lists(st.sampled_from(DAYS), min_size=1, max_size=2),
    st.dictionaries(st.sampled_from(LIMITS), st.sampled_from([*DAYS, "$as_of"]), min_size=1, max_size=2),
    st.fixed_dictionaries({"months": st.dictionaries(BOUND, NUMBERS, min_size=1, max_size=2)}),
    st.fixed_dictionaries({"none_of": st.lists(st.sampled_from(DAYS), min_size=1, max_size=2)}),
    st.fixed_dictionaries({"happened": st.booleans()}),
)
WORDS = st.lists(st.sampled_from(["privacy", "life", "liberty"]), min_size=1, max_size=2, unique=True)
OF_LISTS = st.one_of(
    WORDS,
    st.none(),
    st.fixed_dictionaries({"known": st.booleans()}),
    st.dictionaries(st.sampled_from(["all_of", "none_of"]), WORDS, min_size=1, max_size=2),
)
OF_NUMBERS = st.one_of(
    NUMBERS,
    st.none(),
    st.dictionaries(BOUND, NUMBERS, min_size=1, max_size=2),
    st.lists(NUMBERS, min_size=1, max_size=2),
)


def is_shown(one: Asked, matchers: list[object], specimen: Specimen) -> bool:
    """Whether some specimen is to all matchers what this value is."""
    told = [truth(matcher, one, specimen) for matcher in matchers]
    return any(
        told == [truth(matcher, one, other) for matcher in matchers] for other in specimens(one, matchers)
    )


@settings(max_examples=200)
@given(
    st.lists(OF_DATES, min_size=1, max_size=3),
    st.dates(date(2016, 1, 1), date(2022, 12, 31)),
    st.integers(0, 500),
    st.dates(date(2016, 1, 1), date(2022, 12, 31)),
)
def test_every_date_on_every_day_has_its_specimen(
    matchers: list[object], first: date, length: int, day: date
) -> None:
    last = date.fromordinal(first.toordinal() + length)
    one = asked("promises", "due")
    assert is_shown(one, matchers, Specimen(PartialDate("", first, last), day=day))
    if first <= day:
        assert is_shown(asked("promises", "made"), matchers, Specimen(PartialDate("", first, last), day=day))


@settings(max_examples=100)
@given(st.lists(OF_NUMBERS, min_size=1, max_size=3), st.floats(-5, 40))
def test_every_number_has_its_specimen(matchers: list[object], number: float) -> None:
    assert is_shown(asked("involvement", "revenue_share"), matchers, Specimen(number))
    assert is_shown(asked("findings", "corroboration"), matchers, Specimen(abs(int(number))))


@settings(max_examples=100)
@given(
    st.lists(OF_LISTS, min_size=1, max_size=3),
    st.frozensets(st.sampled_from(["privacy", "life", "liberty", "health"])),
)
def test_every_list_has_its_specimen(matchers: list[object], words: frozenset[str]) -> None:
    assert is_shown(asked("policies", "rights"), matchers, Specimen(words))


def test_what_would_take_too_many_specimens_is_not_tried() -> None:
    rights = case_fields().collections["policies"]["rights"].values
    with pytest.raises(TooManyError):
        list(specimens(asked("policies", "rights"), [{"all_of": list(rights)}]))
    with pytest.raises(TooManyError):
        list(specimens(asked("promises", "due"), [[str(year) for year in range(2000, 2020)]]))
    with pytest.raises(TooManyError):
        list(specimens(asked("promises", "due"), [{"months": {"at_least": 10**6}}]))
