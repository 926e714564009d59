"""What the static checks say of a matcher the engine says too, of every value that tells matchers apart."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ddscore.documents.case import build_case
from ddscore.documents.conditions import check_pattern
from ddscore.documents.matchers import Asked, Language
from ddscore.documents.matching import MISSING, NO, UNKNOWN, YES, Specimen, truth
from ddscore.documents.specimens import TooManyError, specimens
from ddscore.documents.vocabulary import case_fields, instruments
from ddscore.engine import known
from ddscore.engine.matchers import compile_matcher
from ddscore.engine.paths import compile_path
from ddscore.engine.scope import Scope
from ddscore.model.dates import PartialDate, add_months
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
    scope = Scope.of(on(specimen.day), None, known.KnownFact(specimen.this, "involvement", {}, (), ()))  # type: ignore[arg-type]
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


LIMITS = ("2018", "2019-06", "2019-06-30", "2019-07-01", "2020-02-29", "2020-03")
DATE_LIMIT = st.sampled_from(["before", "after", "on_or_before", "on_or_after"])
MONTHS = (0, 1.5, 12)
BOUND = st.sampled_from(["at_least", "above", "at_most", "below"])
OF_DATES = st.one_of(
    st.dictionaries(DATE_LIMIT, st.sampled_from(LIMITS), min_size=1, max_size=2),
    st.dictionaries(DATE_LIMIT, st.just("$as_of"), min_size=1, max_size=1),
    st.fixed_dictionaries(
        {"months": st.dictionaries(BOUND, st.sampled_from(MONTHS), min_size=1, max_size=2)}
    ),
    st.fixed_dictionaries({"none_of": st.lists(st.sampled_from(LIMITS), min_size=1, max_size=2)}),
    st.lists(st.sampled_from(LIMITS), min_size=1, max_size=2),
    st.none(),
)
NEAR = sorted(
    {
        edge + timedelta(days=step)
        for limit in map(PartialDate.parse, LIMITS)
        for edge in (limit.first, limit.last)
        for step in (-1, 0, 1)
    }
)
"""The days on which limits change their answer, and those beside them."""
DAY = st.builds(add_months, st.sampled_from(NEAR), st.sampled_from([0, 0, 1, 2, 12, 13]))
OF_LISTS = st.lists(st.sampled_from(["privacy", "life", "liberty"]), min_size=1, max_size=2, unique=True)
OF_NUMBERS = st.dictionaries(BOUND, st.sampled_from([-1, 0, 1, 1.5, 2, 12]), min_size=1, max_size=1)
NUMBERS = (-2, -1, -0.5, 0, 0.5, 1, 1.2, 1.5, 1.7, 2, 5, 11, 12, 13)


def is_shown(one: Asked, matchers: list[object], specimen: Specimen) -> bool:
    """Whether some specimen is to all matchers what this value is."""
    told = [truth(matcher, one, specimen) for matcher in matchers]
    return any(
        told == [truth(matcher, one, other) for matcher in matchers] for other in specimens(one, matchers)
    )


@example(
    [{"months": {"above": 0}}, {"months": {"at_least": 1.5}}],
    date(2019, 6, 30),
    date(2019, 6, 30),
    date(2019, 8, 1),
)
@settings(max_examples=1000)
@given(st.lists(OF_DATES, min_size=1, max_size=3), st.sampled_from(NEAR), st.sampled_from(NEAR), DAY)
def test_every_date_on_every_day_has_its_specimen(
    matchers: list[object], one: date, other: date, day: date
) -> None:
    specimen = Specimen(PartialDate("", min(one, other), max(one, other)), day=day)
    assert is_shown(asked("promises", "due"), matchers, specimen)
    if min(one, other) <= day:
        assert is_shown(asked("promises", "made"), matchers, specimen)


@settings(max_examples=300)
@given(st.lists(OF_NUMBERS, min_size=1, max_size=3), st.sampled_from(NUMBERS))
def test_every_number_has_its_specimen(matchers: list[object], number: float) -> None:
    assert is_shown(asked("involvement", "revenue_share"), matchers, Specimen(number))
    assert is_shown(asked("findings", "corroboration"), matchers, Specimen(abs(int(number))))


@settings(max_examples=300)
@given(
    st.lists(st.one_of(OF_LISTS, st.fixed_dictionaries({"all_of": OF_LISTS})), min_size=2, max_size=3),
    st.frozensets(st.sampled_from(["privacy", "life", "liberty", "health"])),
)
def test_every_list_has_its_specimen(matchers: list[object], words: frozenset[str]) -> None:
    assert is_shown(asked("policies", "rights"), [*matchers, None], Specimen(words))


def test_what_would_take_too_many_specimens_is_not_tried() -> None:
    rights = case_fields().collections["policies"]["rights"].values
    with pytest.raises(TooManyError):
        list(specimens(asked("policies", "rights"), [{"all_of": list(rights)}]))
    with pytest.raises(TooManyError):
        list(specimens(asked("promises", "due"), [[str(year) for year in range(2000, 2020)]]))
    with pytest.raises(TooManyError):
        list(specimens(asked("promises", "due"), [{"months": {"at_least": 10**6}}]))
