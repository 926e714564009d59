"""The Hikvision case, assessed as of the dates at which its record turned."""

from __future__ import annotations

from collections.abc import Iterator

from ddscore import Assessment
from ddscore.model.assessment import NodeResult
from tests.cases.shipped_case import as_of


def nodes(assessment: Assessment) -> dict[str, NodeResult]:
    def walk(level: tuple[NodeResult, ...]) -> Iterator[NodeResult]:
        for node in level:
            yield node
            yield from walk(node.children)

    return {node.id: node for node in walk(assessment.nodes)}


def pairs(assessment: Assessment) -> set[tuple[str, str, str | None]]:
    return {(pair.policy, pair.finding, pair.basis) for pair in assessment.contradictions}


def test_on_the_day_of_the_article_the_commitment_is_contradicted_on_iccpr_and_ungp() -> None:
    assessment = as_of("hikvision", "2020-09-23")
    (pair,) = assessment.contradictions
    assert (pair.policy, pair.finding, pair.involvement) == ("respect-2018", "coe-2020", "xinjiang-projects")
    assert (pair.basis, pair.instruments) == ("direct", ("ICCPR", "UNGP"))
    assert pair.drawn_by == "ipvm-2020-09", "the article itself sets the two side by side"
    assert (assessment.possible_contradictions, assessment.disputed, assessment.later) == ((), (), ())
    assert assessment.summary.profile == "contradicted"


def test_on_the_day_of_the_article_the_review_is_open_for_17_months() -> None:
    assessment = as_of("hikvision", "2020-09-23")
    (promise,) = assessment.open_promises
    assert (promise.id, promise.months_open, promise.overdue) == ("review-2019", 17, False)
    assert (promise.due, promise.partly_kept) == (None, None)


def test_on_the_day_of_the_article_one_question_is_unanswered() -> None:
    assert [question.id for question in as_of("hikvision", "2020-09-23").unanswered] == ["ipvm-request-2020"]


def test_on_the_day_of_the_article_the_involvement_has_not_ended() -> None:
    involvement = as_of("hikvision", "2020-09-23").facts["xinjiang-projects"]
    assert involvement["period"] == {"from": "2017", "to": None}
    assert involvement["relationship"] == "contribute"


def test_the_councils_words_are_cited_only_from_what_carries_them() -> None:
    facts = as_of("hikvision", "2020-09-23").facts
    assert facts["coe-2020"]["sources"] == ["coe-recommendation", "ipvm-2020-09", "coe-recommendation-rights"]
    assert "us-rule-2019-10" not in str(facts["xinjiang-projects"]["sources"])


def test_the_recommendation_was_withdrawn_and_nothing_was_ever_decided() -> None:
    action = as_of("hikvision", "2020-09-23").facts["gpfg-2020"]
    assert (action["recommended"], action["withdrawn"]) == ("2020-01-14", "2020-09-15")
    assert (action["decided"], action["in_force"]) == (None, None)
    assert action["ended_because"] == "no-longer-held"


def test_before_its_publication_the_councils_finding_is_not_known() -> None:
    assessment = as_of("hikvision", "2020-09-01")
    assert not {"coe-2020", "gpfg-2020", "gpfg-sale", "ipvm-request-2020"} & set(assessment.facts)
    assert assessment.contradictions == assessment.possible_contradictions == ()
    assert assessment.unanswered == ()
    assert [promise.months_open for promise in assessment.open_promises] == [17]
    assert assessment.summary.profile is None, "without the finding nothing is certain"
    assert not assessment.research["remediation"].closed, "the search is known from the article"
    for project in ("xinjiang-projects", "pishan-project"):
        assert assessment.facts[project]["period"] == {"from": "2017"}, "no source yet said that it goes on"
    assert "recommendation" not in str(assessment.research), "a log names nothing that was unpublished"


def test_before_the_article_ddscore_draws_the_comparison_itself() -> None:
    (pair,) = as_of("hikvision", "2020-09-18").contradictions
    assert pair.drawn_by == "ddscore"


def test_after_the_partial_disclosure_the_promise_is_kept_in_part() -> None:
    assessment = as_of("hikvision", "2021-06-01")
    review = next(promise for promise in assessment.open_promises if promise.id == "review-2019")
    assert (review.months_open, str(review.partly_kept)) == (26, "2021-04-28")
    assert assessment.facts["review-2021"]["direction"] == "exculpatory"
    disputed_by = str(assessment.facts["coe-2020"]["disputed_by"])
    assert "esg-2020" in disputed_by, "the denial stands beside the finding"
    assert "ungp-2021" not in assessment.facts


def test_after_the_contracts_ended_remedy_is_unknown_and_not_denied() -> None:
    assessment = as_of("hikvision", "2025-06-01")
    involvement = assessment.facts["xinjiang-projects"]
    assert involvement["period"] == {"from": "2017", "to": "2024-12-13"}
    assert involvement["exit"] == "left"
    assert "step" not in assessment.facts["contracts-ended"], "the filing gave no reason"
    assert not assessment.research["remediation"].closed
    remedy = nodes(assessment)["remedy-provided"]
    assert remedy.level is None
    assert len(remedy.possible_levels) > 1
    assert pairs(assessment) == {
        ("respect-2018", "coe-2020", "direct"),
        ("ungp-2021", "coe-2020", "direct"),
        ("global-compact-2024", "coe-2020", "implied"),
    }


def test_each_of_the_five_projects_names_who_holds_its_contract() -> None:
    facts = as_of("hikvision", "2025-06-01").facts
    projects = [f"{place}-project" for place in ("luopu", "moyu", "pishan", "urumqi", "yutian")]
    assert all("Haishi" in str(facts[project]["entity_name"]) for project in projects)


def test_grounds_of_security_stand_apart_from_human_rights() -> None:
    facts = as_of("hikvision", "2025-12-31").facts
    for action in ("us-procurement-2019", "uk-sensitive-sites-2022", "fcc-2022", "canada-2025"):
        assert facts[action]["grounds"] == ["security"]
    for action in ("us-entity-list-2019", "akademikerpension-2020", "gpfg-2020"):
        assert facts[action]["grounds"] == ["human-rights"]
