"""What an honest yes would change, and what the unknown holds: by scoring again, not by a guess."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from ddscore import assess, load_case, load_rubric
from ddscore.analysis.engagement import engagement
from ddscore.documents import shipped
from ddscore.documents.case import build_case
from ddscore.documents.rubric import build_rubric
from ddscore.documents.vocabulary import case_fields
from tests.engine.test_reweighing import CASE, MAYBE, NO, YES, criterion, group, rubric
from tests.laws.cases import cases
from tests.laws.rubrics import rubrics

if TYPE_CHECKING:
    from ddscore.model.engagement import Engagement, Question

Document = dict[str, Any]
COMPANIES = Path(__file__).parents[1] / "data" / "companies"
HIKVISION = load_case(shipped.folder("cases") / "hikvision.yaml")
UNGP = load_rubric("ungp")


@pytest.fixture(scope="module")
def hikvision() -> Engagement:
    return engagement(HIKVISION, UNGP, None)


def asked(found: Engagement, node: str) -> Question:
    return next(question for question in found.questions if question.node == node)


def of(document: Document, case: Document = CASE) -> Engagement:
    return engagement(build_case(case, case_fields(), ""), build_rubric(document, ""), None)


def test_remedy_would_raise_hikvisions_practice_most_since_it_lifts_the_cap(hikvision: Engagement) -> None:
    first = hikvision.questions[0]
    assert first.node == "remedy-provided"
    assert first.principle == "UNGP 22"
    assert first.facts == ("coe-2020", "xinjiang-projects")
    (effect,) = first.effects
    assert effect.before.high < 30 < effect.after.high
    assert first.gain == pytest.approx(effect.after.low - effect.before.low)


def test_questions_come_by_how_far_a_yes_would_raise_practice(hikvision: Engagement) -> None:
    gains = [question.gain for question in hikvision.questions]
    assert gains == sorted(gains, reverse=True)
    assert gains[0] > gains[-1] == 0
    assert all(question.ask for question in hikvision.questions)


def test_what_a_yes_to_a_question_of_policy_changes_is_policy(hikvision: Engagement) -> None:
    question = asked(hikvision, "commitment-stated")
    assert question.gain == 0
    assert [effect.side for effect in question.effects] == ["policy"]
    assert question.level is not None
    assert question.level.startswith("A public commitment to the UN Guiding Principles, approved")


def test_no_answer_undoes_what_a_body_upheld(hikvision: Engagement) -> None:
    """That its part has ended the company can show; that the concern was not upheld it cannot."""
    question = asked(hikvision, "concerns-upheld")
    assert question.level is not None
    assert question.level.startswith("A concern was upheld, and the company's part has ended")
    assert asked(hikvision, "due-diligence-examined").effects == ()


def test_what_follows_from_other_answers_is_raised_by_them_and_not_by_itself(hikvision: Engagement) -> None:
    assert asked(hikvision, "commitment-carried").effects == ()
    # Assessing weighs 2 of 15 and reaches the cap of 30; with it commitment, which weighs 1, reaches its 30.
    assert asked(hikvision, "assessing-shown").gain == pytest.approx(30 * (2 + 1) / 15)


def test_a_question_left_unanswered_can_still_be_answered_in_full(hikvision: Engagement) -> None:
    question = asked(hikvision, "questions-answered")
    assert question.level == "Every question recorded was answered in full"
    assert "ipvm-request-2020" in question.facts


def test_all_answers_together_raise_more_than_any_alone(hikvision: Engagement) -> None:
    practice = next(effect for effect in hikvision.together if effect.side == "practice")
    assert practice.rise > hikvision.questions[0].gain


def test_what_is_fully_reached_is_not_asked() -> None:
    found = of(rubric(criterion("reached", YES), criterion("open", MAYBE, ask="Show it.")))
    assert [question.node for question in found.questions] == ["open"]


def test_a_yes_gives_what_the_criterion_gives_where_the_record_has_it() -> None:
    """The same as the case in which the fact is recorded."""
    document = rubric(group("g", criterion("a", YES), criterion("b", MAYBE)), criterion("c", NO))
    done = {**CASE, "due_diligence": [{"id": "step", "step": "embed", "sources": ["site"]}]}
    (effect,) = asked(of(document), "b").effects
    recorded = assess(build_case(done, case_fields(), ""), build_rubric(document, "")).summary.overall
    assert recorded is not None
    assert (effect.after.low, effect.after.high) == pytest.approx((recorded.low, recorded.high))


def test_where_a_higher_figure_is_worse_a_yes_lowers_it() -> None:
    worst_first = [
        {"points": 20, "label": "ended", "when": {"due_diligence": {"step": "act"}}},
        {"points": 100, "label": "goes on"},
    ]
    harm = {"id": "harm", "question": "?", "unknown": "exclude", "levels": worst_first}
    found = of(rubric(harm, higher_is="worse"))
    (effect,) = asked(found, "harm").effects
    assert (effect.before.high, effect.after.high) == (100, 20)
    assert effect.rise == 80
    assert asked(found, "harm").gain == 80


ENGAGED: Document = {
    "engagement": [{"id": "asked", "delivered": "confirmed", "answered": None, "sources": ["site"]}],
    "promises": [{"id": "promise", "made": "2019-01-01", "kept": None, "sources": ["site"]}],
    "involvement": [{"id": "mine", "period": {"from": "2017", "to": None}, "sources": ["site"]}],
    "remediation": [{"id": "houses", "offered": "2019-01-01", "completed": None, "sources": ["site"]}],
}


@pytest.mark.parametrize(
    ("worst", "reached"),
    [
        ({"unanswered": {}}, "rest"),
        ({"open_promises": {}}, "rest"),
        ({"involvement": {"period.to": {"happened": False}}}, "rest"),
        ({"none": {"remediation": {"completed": {"happened": True}}}}, "rest"),
        ({"involvement": {}}, None),
    ],
    ids=["an answer", "a promise kept", "its part ended", "remedy completed", "that it never was involved"],
)
def test_what_an_answer_can_change_opens_the_better_level(worst: Document, reached: str | None) -> None:
    closed = [{"coverage": "complete", "searched": ["all"]}]
    case = {**CASE, **ENGAGED, "research": dict.fromkeys([*ENGAGED, "policies", "due_diligence"], closed)}
    levels = [
        {"points": 0, "label": "worst", "when": worst},
        {"points": 60, "label": "rest", "when": {"policies": {}}},
        {"points": 100, "label": "none of it"},
    ]
    found = of(rubric({"id": "one", "question": "?", "ask": "Mend it.", "levels": levels}), case)
    assert asked(found, "one").level == reached


def test_of_facts_scored_one_by_one_the_least_counts() -> None:
    case = {
        **CASE,
        "involvement": [
            {"id": "open", "period": {"from": "2017", "to": None}, "sources": ["site"]},
            {"id": "fixed", "period": {"to": None}, "kind": "product", "sources": ["site"]},
        ],
        "research": {"involvement": [{"coverage": "complete", "searched": ["all"]}]},
    }
    levels = [
        {"points": 40, "label": "a product", "when": {"this": {"kind": "product"}}},
        {"points": 100, "label": "ended", "when": {"this": {"period.to": {"happened": True}}}},
        {"points": 0, "label": "goes on"},
    ]
    document = rubric({"id": "each", "question": "?", "for_each": {"involvement": {}}, "levels": levels})
    question = asked(of(document, case), "each")
    assert question.level is None
    assert [(effect.before.low, effect.after.low) for effect in question.effects] == [(0, 40)]


def test_hikvisions_unknowns_come_by_how_much_of_the_bounds_they_hold(hikvision: Engagement) -> None:
    first = hikvision.unsettled[0]
    assert first.need.text == "a complete search for due diligence"
    held = {one.side: one.points for one in first.holds}
    summary = hikvision.assessment.summary
    assert summary.practice is not None
    assert 0 < held["practice"] <= summary.practice.high - summary.practice.low
    points = [one.points for one in hikvision.unsettled]
    assert points == sorted(points, reverse=True)


def test_an_unknown_holds_what_its_criteria_hold_and_alone_what_nothing_else_does() -> None:
    both = {"all": [MAYBE, {"promises": {}}]}
    found = of(rubric(criterion("one", MAYBE), criterion("two", both), criterion("three", NO)))
    holds = {one.need.collection: (one.points, one.alone) for one in found.unsettled}
    # Each criterion may give 20 or 100, and weighs a third.
    assert holds["due_diligence"] == pytest.approx((2 * 80 / 3, 80 / 3))
    assert holds["promises"] == pytest.approx((80 / 3, 0))


def test_where_all_is_known_nothing_is_left_to_research() -> None:
    assert engagement(load_case(COMPANIES / "good.yaml"), UNGP, None).unsettled == ()


def test_what_a_conclusion_waits_for_is_for_research_though_no_figure_does() -> None:
    case = {
        **CASE,
        "research": {"involvement": [{"coverage": "complete", "searched": ["all"]}]},
        "involvement": [{"id": "mine", "sources": ["site"]}],
    }
    grave = [{"id": "grave", "title": "-", "when": {"involvement": {"severity.scale": "grave"}}}]
    none = {"id": "none", "title": "-"}
    found = of(rubric(criterion("one", YES), outcomes=[*grave, none]), case)
    (waiting,) = found.unsettled
    assert (waiting.need.fact, waiting.need.field) == ("mine", "severity.scale")
    assert (waiting.nodes, waiting.points, waiting.settles) == ((), 0, ("outcome",))


def test_that_there_are_no_other_facts_is_for_research_to_say() -> None:
    """What each fact on record comes to is certain; whether there are more no company can settle."""
    case = {**CASE, "involvement": [{"id": "mine", "kind": "product", "sources": ["site"]}]}
    levels = [
        {"points": 60, "label": "a product", "when": {"this": {"kind": "product"}}},
        {"points": 0, "label": "conduct"},
    ]
    document = rubric({"id": "each", "question": "?", "for_each": {"involvement": {}}, "levels": levels})
    found = of(document, case)
    assert found.questions == ()
    assert [one.need.text for one in found.unsettled] == ["a complete search for involvement"]
    asking = rubric({**document["children"][0], "ask": "Tell of all of it."})
    assert asked(of(asking, case), "each").effects == ()


@settings(max_examples=60)
@given(rubrics(), cases())
def test_a_yes_betters_what_it_changes_and_stays_within_the_range(rubric_: Document, case: Document) -> None:
    found = of(rubric_, case)
    for question in found.questions:
        assert all(effect.rise > 0 for effect in question.effects)
        assert all(0 <= effect.after.low <= effect.after.high <= 100 for effect in question.effects)
    for one in found.unsettled:
        assert one.nodes or one.settles
        assert all(held.points <= 100 and held.alone <= 100 for held in one.holds)
