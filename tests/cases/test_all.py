"""What holds of every shipped case."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ddscore import Assessment
from ddscore.documents import shipped
from ddscore.model.dates import PartialDate
from tests.cases.shipped_case import as_of, case

NAMES = sorted(path.stem for path in shipped.folder("cases").glob("*.yaml"))


def turns(name: str) -> list[date]:
    """The days on which a source of a case became public, and the day before each."""
    public = {source.published.last for source in case(name).sources.values() if source.published}
    return sorted(public | {day - timedelta(days=1) for day in public})


def known_on(name: str, day: date) -> Assessment:
    """What is known does not depend on the rubric: this one is quick."""
    return as_of(name, day.isoformat(), "harm-score")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_became_public_later_is_known(name: str) -> None:
    for day in turns(name):
        assessment = known_on(name, day)
        for source in assessment.sources.values():
            public = source.get("published", source.get("archived"))
            assert PartialDate.parse(str(public)).last <= day
        for fact in assessment.facts.values():
            cited = fact["sources"]
            assert isinstance(cited, list)
            assert set(cited) <= set(assessment.sources)


@pytest.mark.parametrize("name", NAMES)
def test_before_its_first_source_nothing_is_known(name: str) -> None:
    before, on_the_day, *_ = turns(name)
    assert known_on(name, before).facts == {}
    assert known_on(name, on_the_day).facts


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_case_is_a_draft_until_a_second_reader_has_confirmed_it(name: str) -> None:
    assert case(name).status == "draft"
