"""Points from coded answers: scales, means of means, expected elements, steps (FORMATS 3)."""

from __future__ import annotations

import pytest

from ddscore.errors import ScaleError
from tests.engine.worked import D, ask, assessed, figure, nodes, recorded

SCALES = {
    "disclosure": """{
        points: {yes: 100, partial: 50, no: 0, N/A: not-applicable, unclear: unknown},
        otherwise: unknown
    }""",
    "reversed": "{points: {yes: 0, no: 100}}",
    "grade": "{from: 1, to: 5}",
    "narrow": "{points: {few: 40, many: 80, all: 100, N/A: not-applicable}, otherwise: unknown}",
    "mixed": "{points: {none: 0, not asked: not-applicable}, from: 1, to: 5, otherwise: 0}",
}


def rubric_of_answers(rule: str, more: str = "", beside: str = "") -> str:
    """A rubric of one criterion, q, by a rule for coded answers, with the scales that it names."""
    named = ", ".join(f"{name}: {scale}" for name, scale in SCALES.items() if name in rule)
    return f"scales: {{{named}}}\nchildren: [{{id: q, answers: {{{rule}}}{more}}}{beside}]"


def coded(answers: str, rule: str = "scale: disclosure", more: str = "", as_of: str = D) -> object:
    """The figure of criterion q by a rule and coded answers to it; None where it does not apply."""
    facts = f"answers: {{worked: {{{answers}}}}}" if answers else ""
    return figure(nodes(assessed(rubric_of_answers(rule, more), facts, as_of=as_of))["q"].overall)


SINGLE = [
    # answer, scale; (shown, low, high) or not applicable
    ("q: yes", "disclosure", (100, 100, 100)),
    ("q: partial", "disclosure", (50, 50, 50)),
    ("q: no", "disclosure", (0, 0, 0)),
    ("q: N/A", "disclosure", None),
    ("q: unclear", "disclosure", (0, 0, 100)),
    ("q: anything else", "disclosure", (0, 0, 100)),
    ("q: {answer: yes}", "disclosure", (100, 100, 100)),
    ("q: [{answer: yes}]", "disclosure", (100, 100, 100)),
    # a question that is not listed is unknown
    ("", "disclosure", (0, 0, 100)),
    ("r: yes", "disclosure", (0, 0, 100)),
    # a range: the answer is the points, out of its upper end
    ("q: 1", "grade", (20, 20, 20)),
    ("q: 5", "grade", (100, 100, 100)),
    ("q: 2.5", "grade", (50, 50, 50)),
    ("", "grade", (20, 20, 100)),
    # points and a range on one scale, and what any other answer is worth
    ("q: none", "mixed", (0, 0, 0)),
    ("q: 4", "mixed", (80, 80, 80)),
    ("q: 6", "mixed", (0, 0, 0)),
    ("q: 0.5", "mixed", (0, 0, 0)),
    ("q: true", "mixed", (0, 0, 0)),
    ("q: not asked", "mixed", None),
]


@pytest.mark.parametrize(("answers", "scale", "expected"), SINGLE)
def test_a_scale_says_what_an_answer_is_worth(answers: str, scale: str, expected: object) -> None:
    assert coded(answers, f"scale: {scale}") == expected


@pytest.mark.parametrize("answer", ["6", "0", "yes", "true"])
def test_an_answer_off_its_scale_is_an_error_that_names_it(answer: str) -> None:
    with pytest.raises(ScaleError) as refused:
        coded(f"q: {answer}", "scale: grade")
    said = f"the answer to q is {answer}, which is not on its scale: a number from 1 to 5"
    assert str(refused.value).endswith(said)
    assert str(refused.value).startswith("case ")
    assert refused.value.exit_code == 3
    with pytest.raises(ScaleError, match=r"which is not on its scale: yes, no"):
        coded("q: perhaps", "scale: reversed")


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2017-12-31", (0, 0, 100)),
        # the report of 2018 answers no, the one of 2019 yes: until then only the first is known
        ("2018-03-01", (0, 0, 0)),
        ("2019-01-01", (50, 50, 50)),
    ],
)
def test_an_answer_is_known_from_its_sources(as_of: str, expected: object) -> None:
    answers = "q: [{answer: no, element: a, sources: [ngo]}, {answer: yes, element: b, sources: [court]}]"
    assert coded(answers, as_of=as_of) == expected


def test_an_answer_without_sources_is_known_at_any_date() -> None:
    assert coded("q: yes", as_of="2011-01-01") == (100, 100, 100)


MEANS = [
    # answers, rule; (shown, low, high)
    ("a yes, b no", "", (50, 50, 50)),
    ("a yes, a no, b no", "", (25, 25, 25)),
    ("a yes, b N/A", "", (100, 100, 100)),
    ("a N/A, b N/A", "", None),
    ("a yes, b unclear", "", (50, 50, 100)),
    # expected and not answered: unknown, and it may turn out not to apply
    ("a yes", "expect: [a, b]", (50, 50, 100)),
    ("a no, b no", "expect: [a, b]", (0, 0, 0)),
    ("a no", "expect: [a, b, c]", (0, 0, 200 / 3)),
    ("", "expect: [a, b]", (0, 0, 100)),
    # another scale for an element
    ("a yes, b yes", "elements: {b: reversed}", (50, 50, 50)),
    ("a yes, b no", "elements: {b: reversed}", (100, 100, 100)),
    # expected on a scale that always applies: (100 + 0..100) / 2
    ("a yes", "elements: {b: reversed}, expect: [a, b]", (50, 50, 100)),
]


@pytest.mark.parametrize(("listed", "rule", "expected"), MEANS)
def test_the_elements_of_a_question_are_averaged(listed: str, rule: str, expected: object) -> None:
    rows = [row.split() for row in listed.split(",") if row]
    answers = ", ".join(f"{{element: {element}, answer: {answer}}}" for element, answer in rows)
    got = coded(f"q: [{answers}]" if rows else "", f"scale: disclosure{', ' if rule else ''}{rule}")
    assert got == (None if expected is None else pytest.approx(expected))


GROUPS = """
    q:
      - {pool: p1, unit: u1, element: a, answer: yes}
      - {pool: p1, unit: u1, element: b, answer: no}
      - {pool: p1, unit: u2, element: a, answer: yes}
      - {pool: p2, unit: u3, element: a, answer: no}
"""

BY = [
    # by element: a is yes, yes, no; b is no: (200/3 + 0) / 2
    ("", (100 / 3,) * 3),
    ("mean_by: [element]", (100 / 3,) * 3),
    # by unit: 50, 100, 0
    ("mean_by: [unit]", (50,) * 3),
    # by pool, then element: p1 is (100 + 0) / 2, p2 is 0
    ("mean_by: [pool, element]", (25,) * 3),
    # by pool, then unit: p1 is (50 + 100) / 2, p2 is 0
    ("mean_by: [pool, unit, element]", (37.5,) * 3),
    # b is expected in every unit: u2 is 100 and 0..100, u3 is 0 and 0..100
    # p1 is (50 + 50..100) / 2, p2 is 0..50; lowest where the missing apply and are no
    ("mean_by: [pool, unit, element], expect: [a, b]", (25, 25, 62.5)),
]


@pytest.mark.parametrize(("rule", "expected"), BY)
def test_means_of_means_are_taken_outermost_first(rule: str, expected: tuple[float, float, float]) -> None:
    rubric = rubric_of_answers(f"scale: disclosure{', ' if rule else ''}{rule}")
    node = nodes(assessed(rubric, f"answers:\n  worked:{GROUPS}"))["q"]
    assert figure(node.overall) == pytest.approx(expected)


STEPS = [
    # answers to elements a, b, …; points for all 1, some 0.5, none 0: (shown, low, high) in percent
    ("yes yes", (100, 100, 100)),
    ("yes no", (50, 50, 50)),
    ("no no", (0, 0, 0)),
    # met is an answer at the scale's maximum
    ("yes partial", (50, 50, 50)),
    ("partial partial", (0, 0, 0)),
    ("yes N/A", (100, 100, 100)),
    ("N/A N/A", None),
    # every way in which the unknown ones may turn out
    ("yes unclear", (50, 50, 100)),
    ("no unclear", (0, 0, 50)),
    ("unclear", (0, 0, 100)),
    ("unclear unclear", (0, 0, 100)),
    ("yes no unclear", (50, 50, 50)),
]


@pytest.mark.parametrize(("listed", "expected"), STEPS)
def test_steps_count_the_elements_that_are_met(listed: str, expected: object) -> None:
    answers = ", ".join(
        f"{{element: e{place}, answer: {answer}}}" for place, answer in enumerate(listed.split())
    )
    assert coded(f"q: [{answers}]", "scale: disclosure, steps: {all: 1, some: 0.5, none: 0}") == expected


def test_a_single_unknown_element_is_all_or_none_and_never_some() -> None:
    rule = "scale: disclosure, steps: {all: 1, some: 5, none: 2}"
    assert coded("q: unclear", rule) == (20, 20, 40)
    assert coded("q: [{answer: unclear}, {answer: unclear, element: b}]", rule) == (20, 20, 100)


def test_elements_that_are_expected_count_in_steps() -> None:
    rule = "scale: disclosure, expect: [a, b], steps: {all: 1, some: 0.5, none: 0}"
    assert coded("q: [{element: a, answer: yes}]", rule) == (50, 50, 100)
    assert coded("q: [{element: a, answer: no}]", rule) == (0, 0, 50)
    reversed_ = "scale: reversed, elements: {b: disclosure}, steps: {all: 1, some: 0.5, none: 0}"
    assert coded("q: [{element: a, answer: no}, {element: b, answer: yes}]", reversed_) == (100, 100, 100)


def test_where_chooses_among_the_answers_to_a_question() -> None:
    answers = "q: [{answer: yes, unit: u1}, {answer: no, unit: u2}]"
    assert coded(answers, "scale: disclosure, where: {question: q, unit: u1}") == (100, 100, 100)
    assert coded(answers, "scale: disclosure, where: {question: q, unit: u2}") == (0, 0, 0)
    # the question is listed and closed within: nothing was asked of u3
    assert coded(answers, "scale: disclosure, where: {question: q, unit: u3}") is None
    # an answer that may be among them leaves it open
    unsaid = "q: [{answer: yes, unit: u1}, {answer: no}]"
    assert coded(unsaid, "scale: disclosure, where: {question: q, unit: u1}") == (0, 0, 100)


def test_answers_may_be_given_for_anything_that_a_rubric_chooses() -> None:
    answers = "q: [{answer: yes, region: north}, {answer: partial, region: south}]"
    assert coded(answers, "scale: disclosure, where: {question: q, region: south}") == (50, 50, 50)
    assert coded(answers, "scale: disclosure, mean_by: [region]") == (75, 75, 75)


def test_conditions_can_ask_of_coded_answers() -> None:
    when = "{answers: {question: %s, answer: yes}}"
    rubric = f"children: [{{id: c, levels: [{{points: 1, when: {when}}}, {{points: 0}}]}}]"
    held = {
        question: nodes(assessed(rubric % question, "answers: {worked: {q: yes, r: no}}"))["c"]
        .levels[0]
        .holds
        for question in ("q", "r", "s", "[q, r]", "[r, s]")
    }
    # open for questions that are not listed, closed within one that is
    assert held == {"q": True, "r": False, "s": None, "[q, r]": True, "[r, s]": None}


@pytest.mark.parametrize(
    ("unknown", "expected"), [("low", (0, 0, 100)), ("exclude", (None, 0, 100)), ("block", (None, 0, 100))]
)
def test_what_is_not_answered_shows_by_the_mode(unknown: str, expected: object) -> None:
    assert coded("", "scale: disclosure", f", unknown: {unknown}") == expected


def test_a_question_that_may_not_apply_may_leave_the_mean_above_it() -> None:
    r = ", {id: r, is: 40}"
    # disclosure may be not applicable: 40 alone, or (0..100 + 40) / 2
    assert figure(assessed(rubric_of_answers("scale: disclosure", beside=r)).summary.overall) == (20, 20, 70)
    assert figure(assessed(rubric_of_answers("scale: grade", beside=r)).summary.overall) == (30, 30, 70)


MAY_NOT_APPLY = [
    # answers to q, rule; bounds of the mean of q and of r, which is 0
    # 40 to 100 with r: 20 to 50; or r alone
    ("", "scale: narrow", (0, 50)),
    ("q: maybe", "scale: narrow", (0, 50)),
    ("q: few", "scale: narrow", (20, 20)),
    ("q: [{element: a, answer: maybe}]", "scale: narrow, steps: {all: 5, some: 4, none: 2}", (0, 50)),
    # a is 40, b is 40 to 100 or none of it: 40 to 70
    ("q: [{element: a, answer: few}]", "scale: narrow, expect: [a, b]", (20, 35)),
    # a is 100, b is 40 to 100 or none of it: 70 to 100
    ("q: [{element: a, answer: all}, {element: b, answer: maybe}]", "scale: narrow", (35, 50)),
    # b may count for nothing on its own scale only: a alone is 0
    (
        "q: [{element: a, answer: yes}, {element: b, answer: maybe}]",
        "scale: reversed, elements: {b: narrow}",
        (0, 25),
    ),
]


@pytest.mark.parametrize(("answers", "rule", "expected"), MAY_NOT_APPLY)
def test_an_answer_that_nobody_settled_may_mean_that_its_question_does_not_apply(
    answers: str, rule: str, expected: tuple[float, float]
) -> None:
    rubric = rubric_of_answers(rule, beside=", {id: r, is: 0}")
    score = assessed(rubric, f"answers: {{worked: {{{answers}}}}}" if answers else "").summary.overall
    assert score is not None
    assert (score.low, score.high) == pytest.approx(expected)


def test_limits_ask_of_numbers_only() -> None:
    when = "{answers: {question: q, answer: {at_least: 1}}}"
    truths = [
        ask(when, f"answers: {{worked: {{q: {answer}}}}}").truth for answer in ("1", "0.5", "yes", "true")
    ]
    assert truths == [True, False, False, False]


def test_answers_stand_as_evidence_and_are_shown() -> None:
    rubric = rubric_of_answers("scale: disclosure")
    facts = "answers: {worked: {q: [{answer: yes, element: a, sources: [ngo]}, {answer: no, element: b}]}}"
    assessment = assessed(rubric, facts)
    node = nodes(assessment)["q"]
    assert (node.facts, node.sources) == (("answers:q",), ("ngo",))
    assert node.because == "Mean of 2 coded answers."
    shown = assessment.facts["answers:q"]
    assert (shown["question"], shown["sources"]) == ("q", ["ngo"])
    assert shown["answers"] == [
        {"answer": "yes", "element": "a"},
        {"answer": "no", "element": "b"},
    ]
    assert "answers:q" not in recorded(facts.replace("worked", "another")).facts


SENTENCES = [
    ("", "scale: disclosure", "No coded answer is recorded. The low end is shown"),
    ("q: yes", "scale: disclosure", "Coded answer: yes."),
    ("q: 3", "scale: grade", "Coded answer: 3."),
    ("q: [{answer: yes, unit: a}, {answer: no}]", "scale: disclosure", "Mean of 2 coded answers."),
    (
        "q: [{answer: yes, unit: a}, {answer: no, unit: b}]",
        "scale: disclosure, mean_by: [unit, element]",
        "Mean of 2 coded answers by unit, element.",
    ),
    (
        "q: [{answer: yes, element: a}, {answer: no, element: b}]",
        "scale: disclosure, steps: {all: 1, some: 0.5, none: 0}",
        "By how many of 2 coded answers are met.",
    ),
]


@pytest.mark.parametrize(("answers", "rule", "because"), SENTENCES)
def test_coded_answers_are_explained(answers: str, rule: str, because: str) -> None:
    node = nodes(assessed(rubric_of_answers(rule), f"answers: {{worked: {{{answers}}}}}" if answers else ""))[
        "q"
    ]
    assert node.because.startswith(because)


NEEDS = [
    ("", "scale: disclosure", ["coded answers to q"]),
    ("q: unclear", "scale: disclosure", ["a settled answer to q"]),
    ("q: [{answer: unclear, element: b}]", "scale: disclosure", ["a settled answer to q b"]),
    (
        "q: [{answer: yes, element: b}]",
        "scale: disclosure, expect: [a, b, c]",
        ["a coded answer for element a", "a coded answer for element c"],
    ),
    (
        "q: [{answer: yes, unit: u, element: a}, {answer: yes, unit: v, element: a}]",
        "scale: disclosure, mean_by: [unit, element], expect: [a, b]",
        ["a coded answer for element b"],
    ),
    # what is expected is expected in every unit
    (
        (
            "q: [{answer: yes, unit: u, element: a}, {answer: yes, unit: u, element: b}, "
            "{answer: yes, unit: v, element: a}]"
        ),
        "scale: disclosure, mean_by: [unit, element], expect: [a, b]",
        ["a coded answer for element b"],
    ),
]


@pytest.mark.parametrize(("answers", "rule", "needs"), NEEDS)
def test_what_would_settle_coded_answers_is_listed(answers: str, rule: str, needs: list[str]) -> None:
    (unknown,) = assessed(
        rubric_of_answers(rule), f"answers: {{worked: {{{answers}}}}}" if answers else ""
    ).unknowns
    assert [need.text for need in unknown.needs] == needs
