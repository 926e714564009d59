"""What an assessment carries besides its figures: warnings, research, facts and sources."""

from __future__ import annotations

import os
import subprocess
import sys
from math import copysign
from pathlib import Path

import pytest

from ddscore import UsageError, assess
from tests.engine.worked import D, assessed, case_of, recorded, rubric_of

NOTHING = "outcomes: [{id: none}]"


def warnings(facts: str = "", closed: str = "", as_of: str = D, rubric: str = "") -> list[str]:
    return list(recorded(facts, closed, as_of, rubric).warnings)


@pytest.mark.parametrize(
    ("as_of", "warned"),
    [("2011-06-15", True), ("2011-06-16", False), ("2019-12-31", False), ("2020-01-01", True)],
)
def test_a_date_outside_the_time_that_a_rubric_was_in_force_is_a_warning(as_of: str, warned: bool) -> None:
    found = warnings(as_of=as_of, rubric="in_force: {from: 2011-06-16, to: 2019}")
    said = f"worked was in force from 2011-06-16 to 2019, not on {as_of}"
    assert (said in found) is warned


def test_a_rubric_may_be_in_force_from_its_beginning_or_to_this_day() -> None:
    found = warnings(rubric="in_force: {to: 2019}")
    assert f"worked was in force from its beginning to 2019, not on {D}" in found
    found = warnings(rubric="in_force: {from: 2021}")
    assert f"worked was in force from 2021 to today, not on {D}" in found
    assert not any("in force" in text for text in warnings(rubric="in_force: {from: 2011}"))
    assert not any("in force" in text for text in warnings(rubric="in_force: {to: 2020}"))


@pytest.mark.parametrize(
    ("as_of", "reaches"), [("2020-09-23", None), ("2020-09-24", "2020-09-23"), ("2020-09-22", None)]
)
def test_a_date_past_every_search_is_a_warning_that_says_how_far_the_research_reaches(
    as_of: str, reaches: str | None
) -> None:
    facts = "research: {policies: [{coverage: partial, until: 2019}]}"
    said = f"the research reaches to {reaches}; what came after it was not looked for"
    assert any("the research reaches" in text for text in warnings(facts, as_of=as_of)) is (
        reaches is not None
    )
    if reaches:
        assert said in warnings(facts, as_of=as_of)


def test_a_search_to_a_month_reaches_to_its_last_day() -> None:
    facts = "research: {grievance_mechanisms: [{coverage: partial, until: 2020-08}]}"
    assert not warnings(facts, as_of="2020-08-31")
    (warning,) = warnings(facts, as_of="2020-09-01")
    assert warning.startswith("the research reaches to 2020-08;")


def test_a_search_that_was_reported_later_reaches_nowhere_yet() -> None:
    facts = """
        sources: {later: {published: 2020-12-01}}
        research:
          grievance_mechanisms: [{coverage: partial, until: 2019}]
          policies: [{coverage: partial, until: 2021, sources: [later]}]
    """
    assert warnings(facts) == ["the research reaches to 2019; what came after it was not looked for"]
    assert warnings(facts, as_of="2020-12-01") == []


def test_where_no_search_is_known_it_is_said() -> None:
    said = "no search is recorded, so whatever is not in the case file is unknown"
    facts = """
        sources: {later: {published: 2020-12-01}}
        research: {grievance_mechanisms: [{coverage: partial, sources: [later]}]}
    """
    assert said in warnings(facts)
    assert said not in warnings(facts, as_of="2020-12-01")
    assert said not in warnings()


def test_a_source_that_counts_from_its_copy_is_a_warning() -> None:
    facts = """
        sources: {undated: {archived: 2020-09-23}}
        policies: [{id: p, sources: [undated]}]
    """
    said = "source undated has no date of publication and counts from its copy of 2020-09-23"
    assert said in warnings(facts)
    assert said not in warnings(facts, as_of="2020-09-22")


def test_an_assessment_says_of_which_case_and_by_which_rubric() -> None:
    facts = """
        record: {status: reviewed, second_reader: A. Reader, reviewed: 2020-10-01,
                 corrections: [{date: 2020-10-02, what: A date was wrong.}]}
    """
    case = case_of(facts)
    rubric = rubric_of("basis: [{title: A text, year: 2011}]\nhigher_is: worse\n" + NOTHING)
    assessment = assess(case, rubric, "2020-09-01")
    assert assessment.as_of.text == "2020-09-01"
    identity = assessment.case
    assert (identity.id, identity.company, identity.status) == (
        "example-mining",
        "Example Mining plc",
        "reviewed",
    )
    assert identity.corrections == ({"date": "2020-10-02", "what": "A date was wrong."},)
    assert identity.sha256 == case.sha256 != ""
    by = assessment.rubric
    assert (by.id, by.version, by.higher_is, by.title) == ("worked", "1.0", "worse", "A worked example")
    assert by.basis == ({"title": "A text", "year": 2011},)
    assert by.sha256 == rubric.sha256 != ""
    assert by.instruments_sha256 == rubric.instruments.sha256 != ""
    assert [row.id for row in by.outcomes] == ["none"]


def test_the_date_is_the_cases_own_unless_another_is_given() -> None:
    case, rubric = case_of(), rubric_of(NOTHING)
    assert assess(case, rubric).as_of.text == D
    assert assess(case, rubric, "2019-01-01").as_of.text == "2019-01-01"


@pytest.mark.parametrize("as_of", ["2020-09", "2020", "yesterday", "2020-02-30", ""])
def test_what_is_not_one_day_is_refused(as_of: str) -> None:
    with pytest.raises(UsageError):
        assess(case_of(), rubric_of(NOTHING), as_of)


def test_a_case_without_a_date_needs_one() -> None:
    facts = "research: {grievance_mechanisms: [{coverage: partial}]}"
    case = case_of(facts, as_of="")
    with pytest.raises(UsageError, match="--as-of"):
        assess(case, rubric_of(NOTHING))
    assert assess(case, rubric_of(NOTHING), D).as_of.text == D


def test_facts_are_carried_as_known_with_the_name_of_the_legal_person() -> None:
    facts = """
        company: {name: Example Mining plc, entities: [{id: sub, name: Example Mining Services Ltd}]}
        involvement:
          - {id: i, entity: sub, period: {from: 2017, to: 2021}, rights: [life], sources: [ngo, court]}
        findings: [{id: f, involvement: i}]
    """
    shown = recorded(facts).facts
    assert shown["i"] == {
        "collection": "involvement",
        "entity": "sub",
        "entity_name": "Example Mining Services Ltd",
        "period": {"from": "2017", "to": None},
        "rights": ["life"],
        "sources": ["ngo", "court"],
        "told_by": ["ngo", "court"],
    }
    assert "entity_name" not in shown["f"]


def test_sources_and_searches_are_carried_as_they_are_recorded() -> None:
    assessment = recorded("research: {policies: [{coverage: partial, until: 2020, note: in part}]}")
    assert assessment.sources["ngo"] == {
        "title": "Report on an invented mine",
        "publisher": "Example Rights Watch",
        "kind": "ngo",
        "published": "2018-03-01",
    }
    assert assessment.research["policies"].searches == (
        {"coverage": "partial", "until": 2020, "note": "in part"},
    )


def test_no_source_published_later_is_named_by_a_search() -> None:
    facts = """
        sources: {later: {published: 2021-01-01}}
        research: {policies: [{coverage: complete, searched: [the website], sources: [ngo, later]}]}
    """
    (search,) = recorded(facts).research["policies"].searches
    assert search["sources"] == ["ngo"]


def test_no_figure_is_minus_zero() -> None:
    rubric = """
    themes:
    - {id: a, policy: [{id: b, is: 0}], practice: [{id: c, is: 0}]}
    - {id: d, policy: [{id: e, is: 0}], practice: [{id: f, is: 0..100}], applies_when: maybe}
    """
    assessment = assessed(rubric)
    figures = [value for value in _figures(assessment) if value == 0]
    assert len(figures) > 20
    assert all(copysign(1, value) == 1 for value in figures)


def _figures(part: object) -> list[float]:
    if isinstance(part, dict):
        return [figure for member in part.values() for figure in _figures(member)]
    if isinstance(part, list | tuple):
        return [figure for member in part for figure in _figures(member)]
    return [part] if isinstance(part, float) else []


ROOT = Path(__file__).parents[2]
SCRIPT = """
from ddscore import assess, load_case, load_rubric
print(repr(assess(load_case("cases/hikvision.yaml"), load_rubric("ungp"))))
"""


def test_the_same_inputs_give_the_same_assessment_whatever_the_order_of_sets() -> None:
    """Python orders sets of words by a number that it draws anew for each process."""
    runs = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] != b""
