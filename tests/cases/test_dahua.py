"""The Dahua case, as of the dates at which its record turned."""

from __future__ import annotations

from tests.cases.shipped_case import as_of


def test_on_the_day_of_the_article_no_body_had_found_anything_and_nothing_is_certain() -> None:
    assessment = as_of("dahua", "2020-09-23")
    assert set(assessment.facts) == {"xinjiang-projects", "us-entity-list-2019", "ngos-letter-2020"}
    assert assessment.contradictions == assessment.possible_contradictions == ()
    assert (assessment.summary.profile, assessment.summary.outcome) == (None, None)


def test_no_decision_of_the_norwegian_fund_is_recorded() -> None:
    for day in ("2020-09-23", "2024-12-31"):
        actions = [fact for fact in as_of("dahua", day).facts.values() if fact["collection"] == "actions"]
        assert actions
        assert not any("Norges Bank" in str(action["by"]) for action in actions)


def test_severity_is_judged_from_the_un_assessment_on_and_the_companys_part_is_not() -> None:
    before = as_of("dahua", "2022-08-30").facts["xinjiang-projects"]
    assert {"severity", "actuality"}.isdisjoint(before)
    projects = as_of("dahua", "2022-08-31").facts["xinjiang-projects"]
    severity = projects["severity"]
    assert isinstance(severity, dict)
    assert (severity["scale"], severity["scope"]) == ("grave", "mass")
    assert "relationship" not in as_of("dahua", "2024-12-31").facts["xinjiang-projects"]


def test_what_is_disputed_has_its_denial_beside_it_once_that_is_known() -> None:
    functions = [as_of("dahua", day).facts["ethnicity-functions"] for day in ("2020-12-01", "2021-03-01")]
    assert "disputed_by" not in functions[0]
    assert functions[1]["disputed_by"] == ["ipvm-2021-02-copy"]
    facts = as_of("dahua", "2024-12-31").facts
    assert facts["ethnicity-functions"]["disputed_by"] == ["ipvm-2021-02-copy", "dahua-2022-12"]
    assert facts["us-entity-list-2019"]["disputed_by"] == ["bns-2024-12"]
    assert facts["xinjiang-projects"]["disputed_by"] == ["asis-2022-09"]


def test_a_statement_that_was_not_read_is_recorded_without_its_content() -> None:
    statement = as_of("dahua", "2022-10-27").facts["facial-recognition-2022"]
    assert {"statement", "instruments", "rights"}.isdisjoint(statement)


def test_the_filing_announces_an_exit_and_ends_nothing_yet() -> None:
    facts = as_of("dahua", "2024-12-31").facts
    projects = facts["xinjiang-projects"]
    assert (projects["period"], projects["exit"]) == ({"from": "2016"}, "announced")
    assert "step" not in facts["projects-ended"], "the filing gave no reason"
    assert "kept" not in facts["exit-2024"]


def test_grounds_of_security_stand_apart_from_human_rights() -> None:
    facts = as_of("dahua", "2024-12-31").facts
    assert facts["us-entity-list-2019"]["grounds"] == ["human-rights"]
    for action in ("uk-sensitive-sites-2022", "fcc-2022"):
        assert facts[action]["grounds"] == ["security"]
