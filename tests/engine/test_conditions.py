"""Conditions are true, false or unknown, and answer with their evidence (FORMATS 3)."""

from __future__ import annotations

import pytest

from tests.engine.worked import ask, assessed, nodes

FACTS = """
    policies:
      - {id: p1, public: true, rights: [life]}
      - {id: p2, public: true, rights: []}
      - {id: p3, public: false}
    actions: [{id: a, kind: fine}]
    promises: [{id: x, promised: review}]
"""
YES, NO, OPEN, UNRECORDED = (
    "{policies: {public: true, rights: life}}",
    "{actions: {kind: removal}}",
    "{findings: {}}",
    "{promises: {made: {happened: true}}}",
)
"""True by p1; false, since actions are closed; unknown, since findings are open; unknown, by a field of x."""
CLOSED = "policies actions promises"

SEARCH, MADE = "a complete search for findings", "made of x (promises)"

LOGIC = [
    # condition, truth, facts cited, collections searched, needs
    (YES, True, ("p1",), (), ()),
    (NO, False, (), ("actions",), ()),
    (OPEN, None, (), (), (SEARCH,)),
    (UNRECORDED, None, (), (), (MADE,)),
    ("{policies: {public: true}}", True, ("p1", "p2"), (), ()),
    ("{policies: {rights: privacy}}", None, (), (), ("rights of p3 (policies)",)),
    # several keys in one mapping all hold
    ("{policies: {rights: life}, actions: {kind: fine}}", True, ("p1", "a"), (), ()),
    ("{policies: {rights: life}, actions: {kind: removal}}", False, (), ("actions",), ()),
    # all: one that is false decides, else one that is unknown leaves it open
    (f"{{all: [{YES}, {{actions: {{}}}}]}}", True, ("p1", "a"), (), ()),
    (f"{{all: [{YES}, {NO}, {OPEN}]}}", False, (), ("actions",), ()),
    (f"{{all: [{OPEN}, {YES}, {UNRECORDED}]}}", None, (), (), (SEARCH, MADE)),
    (f"{{all: [{YES}]}}", True, ("p1",), (), ()),
    # any: one that is true decides, and all that are true are cited
    (f"{{any: [{NO}, {YES}, {{actions: {{}}}}, {OPEN}]}}", True, ("p1", "a"), (), ()),
    (f"{{any: [{NO}, {OPEN}, {UNRECORDED}]}}", None, (), (), (SEARCH, MADE)),
    (f"{{any: [{NO}, {{policies: {{kind: other, public: null}}}}]}}", False, (), ("actions", "policies"), ()),
    # not: a fact that makes its condition true makes it false; a no rests on the search
    (f"{{not: {YES}}}", False, ("p1",), (), ()),
    (f"{{not: {NO}}}", True, (), ("actions",), ()),
    (f"{{not: {OPEN}}}", None, (), (), (SEARCH,)),
    # none: the collection searched
    ("{none: {actions: {kind: removal}}}", True, (), ("actions",), ()),
    ("{none: {actions: {kind: fine}}}", False, ("a",), (), ()),
    ("{none: {findings: {}}}", None, (), (), (SEARCH,)),
    ("{none: {promises: {made: {happened: true}}}}", None, (), (), (MADE,)),
]


@pytest.mark.parametrize(("condition", "truth", "facts", "searched", "needs"), LOGIC)
def test_a_condition_answers_with_its_evidence(
    condition: str,
    truth: bool | None,
    facts: tuple[str, ...],
    searched: tuple[str, ...],
    needs: tuple[str, ...],
) -> None:
    answer = ask(condition, FACTS, CLOSED)
    assert answer.truth is truth
    assert (answer.facts if truth is not None else ()) == facts
    assert answer.needs == needs
    if searched:
        assert f"on a complete search of {' and '.join(searched)}." in answer.because


EXISTENCE = [
    # facts, truth in an open and in a closed collection
    ("", None, False),
    ("policies: [{id: p, public: true}]", True, True),
    ("policies: [{id: p, public: false}]", None, False),
    ("policies: [{id: p}]", None, None),
    ("policies: [{id: p}, {id: q, public: false}]", None, None),
    ("policies: [{id: p}, {id: q, public: true}]", True, True),
]


@pytest.mark.parametrize(("facts", "open_", "closed"), EXISTENCE)
def test_only_a_closed_collection_says_no(facts: str, open_: bool | None, closed: bool | None) -> None:
    condition = "{policies: {public: true}}"
    assert ask(condition, facts).truth is open_
    assert ask(condition, facts, "policies").truth is closed
    assert ask("{none: {policies: {public: true}}}", facts, "policies").truth is (
        None if closed is None else not closed
    )


ALIKE, UNLIKE, SILENT = (
    "{id: i%d, relationship: cause, severity: {scale: grave}}",
    "{id: i%d, relationship: cause, severity: {scale: limited}}",
    "{id: i%d, relationship: cause}",
)
"""Of those that cause: one that is grave, one that is not, one that does not say."""
PERHAPS_ALIKE, PERHAPS_UNLIKE = "{id: i%d, severity: {scale: grave}}", "{id: i%d, severity: {scale: limited}}"
"""Facts that may be among those that cause, grave and not."""

EVERY = [
    # involvement, truth in a closed collection, with vacuous: true, in an open one
    ([], False, True, None),
    ([ALIKE], True, True, None),
    ([ALIKE, ALIKE], True, True, None),
    ([ALIKE, UNLIKE], False, False, False),
    ([SILENT, UNLIKE], False, False, False),
    ([SILENT], None, None, None),
    ([ALIKE, SILENT], None, None, None),
    # one that may not be among them matters only where it does not surely match
    ([ALIKE, PERHAPS_ALIKE], True, True, None),
    ([ALIKE, PERHAPS_UNLIKE], None, None, None),
    ([PERHAPS_ALIKE], None, True, None),
    # whether it is among them or not, it is not so of every one
    ([PERHAPS_UNLIKE], False, None, None),
    ([PERHAPS_UNLIKE, PERHAPS_ALIKE], None, None, None),
]


@pytest.mark.parametrize(("involvement", "closed", "vacuous", "open_"), EVERY)
def test_every_fact_that_is_selected_matches(
    involvement: list[str], closed: bool | None, vacuous: bool | None, open_: bool | None
) -> None:
    listed = ", ".join(fact % place for place, fact in enumerate(involvement))
    facts = f"involvement: [{listed}]" if listed else ""
    every = "{every: {of: {involvement: {relationship: cause}}, match: {severity.scale: grave}%s}}"
    assert ask(every % "", facts, "involvement").truth is closed
    assert ask(every % ", vacuous: true", facts, "involvement").truth is vacuous
    assert ask(every % ", vacuous: false", facts, "involvement").truth is closed
    assert ask(every % "", facts).truth is open_


EVERY_EVIDENCE = [
    # involvement, closed, facts cited, needs
    ([ALIKE, ALIKE], True, ("i0", "i1"), ()),
    ([ALIKE, UNLIKE], False, ("i1",), ()),
    ([ALIKE, SILENT], True, (), ("severity.scale of i1 (involvement)",)),
    ([ALIKE, PERHAPS_UNLIKE], True, (), ("relationship of i1 (involvement)",)),
    ([ALIKE, PERHAPS_ALIKE], True, ("i0",), ()),
    ([ALIKE], False, (), ("a complete search for involvement",)),
]


@pytest.mark.parametrize(("involvement", "closed", "cited", "needs"), EVERY_EVIDENCE)
def test_every_cites_those_that_match_or_those_that_fail(
    involvement: list[str], closed: bool, cited: tuple[str, ...], needs: tuple[str, ...]
) -> None:
    listed = ", ".join(fact % place for place, fact in enumerate(involvement))
    every = "{every: {of: {involvement: {relationship: cause}}, match: {severity.scale: grave}}}"
    answer = ask(every, f"involvement: [{listed}]", "involvement" if closed else "")
    assert (answer.facts, answer.needs) == (cited, needs)
    if answer.truth:
        assert "on a complete search of involvement" in answer.because


SURE, PERHAPS, OUT = "{id: i%d, relationship: cause}", "{id: i%d}", "{id: i%d, relationship: linked}"

COUNT = [
    # involvement, limits, truth in a closed and in an open collection
    ([SURE, SURE], "at_least: 2", True, True),
    ([SURE, SURE], "at_least: 3", False, None),
    ([SURE, OUT], "at_least: 2", False, None),
    ([SURE, PERHAPS], "at_least: 2", None, None),
    ([SURE, PERHAPS], "at_least: 1", True, True),
    ([SURE, PERHAPS], "at_least: 3", False, None),
    ([SURE, SURE], "at_most: 2", True, None),
    ([SURE, SURE], "at_most: 1", False, False),
    ([SURE, PERHAPS], "at_most: 1", None, None),
    ([SURE, PERHAPS], "at_most: 2", True, None),
    ([], "at_most: 0", True, None),
    ([], "at_least: 1", False, None),
    ([SURE, SURE], "at_least: 1, at_most: 2", True, None),
    ([SURE, SURE, SURE], "at_least: 1, at_most: 2", False, False),
    ([SURE, SURE, PERHAPS], "at_least: 1, at_most: 2", None, None),
]


@pytest.mark.parametrize(("involvement", "limits", "closed", "open_"), COUNT)
def test_facts_are_counted_from_those_sure_to_those_possible(
    involvement: list[str], limits: str, closed: bool | None, open_: bool | None
) -> None:
    listed = ", ".join(fact % place for place, fact in enumerate(involvement))
    facts = f"involvement: [{listed}]" if listed else ""
    count = f"{{count: {{of: {{involvement: {{relationship: cause}}}}, {limits}}}}}"
    assert ask(count, facts, "involvement").truth is closed
    assert ask(count, facts).truth is open_


COUNT_EVIDENCE = [
    # involvement, limits, closed, facts cited, needs
    ([SURE, OUT, SURE], "at_least: 2", False, ("i0", "i2"), ()),
    ([SURE], "at_least: 2", True, ("i0",), ()),
    ([SURE, SURE], "at_most: 1", False, ("i0", "i1"), ()),
    ([SURE, PERHAPS], "at_least: 2", True, (), ("relationship of i1 (involvement)",)),
    ([SURE], "at_most: 1", False, (), ("a complete search for involvement",)),
]


@pytest.mark.parametrize(("involvement", "limits", "closed", "cited", "needs"), COUNT_EVIDENCE)
def test_a_count_cites_what_it_counted(
    involvement: list[str], limits: str, closed: bool, cited: tuple[str, ...], needs: tuple[str, ...]
) -> None:
    listed = ", ".join(fact % place for place, fact in enumerate(involvement))
    count = f"{{count: {{of: {{involvement: {{relationship: cause}}}}, {limits}}}}}"
    answer = ask(count, f"involvement: [{listed}]", "involvement" if closed else "")
    assert (answer.facts, answer.needs) == (cited, needs)
    assert ("on a complete search of involvement" in answer.because) is (closed and answer.truth is not None)


def test_all_of_a_pattern_holds_on_the_same_fact() -> None:
    facts = "policies: [{id: p, public: true, rights: []}, {id: q, public: false, rights: [life]}]"
    assert ask("{policies: {public: true, rights: life}}", facts, "policies").truth is False
    both = "{all: [{policies: {public: true}}, {policies: {rights: life}}]}"
    assert ask(both, facts, "policies").truth is True


SCORES = [
    # what is asked of a score, its truth: sure is 60 of 80, open lies between 24 and 60 of 80
    ("{node: sure, percent: {at_least: 75}}", True),
    ("{node: sure, percent: {above: 75}}", False),
    ("{node: sure, percent: {at_most: 75}}", True),
    ("{node: sure, percent: {below: 75}}", False),
    ("{node: sure, percent: {above: 74, below: 76}}", True),
    ("{node: sure, percent: {above: 74, below: 75}}", False),
    ("{node: sure, points: {at_least: 60}}", True),
    ("{node: sure, points: {at_least: 61}}", False),
    ("{node: open, percent: {at_least: 30}}", True),
    ("{node: open, percent: {above: 30}}", None),
    ("{node: open, percent: {above: 75}}", False),
    ("{node: open, percent: {at_most: 75}}", True),
    ("{node: open, percent: {below: 30}}", False),
    ("{node: open, percent: {at_most: 30}}", None),
    ("{node: open, percent: {at_least: 0, below: 30}}", False),
    ("{node: open, points: {at_least: 24, at_most: 60}}", True),
    ("{node: open, points: {at_least: 25}}", None),
    # a group, of 100 unless it is a sum
    ("{node: mean, percent: {at_least: 50}}", True),
    ("{node: mean, points: {at_least: 50}}", True),
    ("{node: sum, percent: {at_least: 35}}", True),
    ("{node: sum, points: {at_least: 7}}", True),
    ("{node: sum, points: {above: 7}}", False),
    # a third of 100 met by its decimal
    ("{node: third, percent: {at_least: 33.333333333}}", True),
    ("{node: third, percent: {at_least: 33.333333334}}", False),
    ("{node: third, percent: {at_most: 33.333333333}}", True),
    # what does not apply, or may not, or is part of what does not
    ("{node: gone, percent: {at_least: 0}}", None),
    ("{node: unsure, percent: {at_least: 0}}", None),
    ("{node: part, percent: {at_least: 0}}", None),
    ("{node: unsure-part, percent: {at_least: 0}}", None),
    ("{node: empty, percent: {at_least: 0}}", None),
]
SCORED = """
children:
- {id: sure, is: 60, best: 80}
- {id: open, is: 24..60, best: 80}
- {id: mean, children: [{id: a, is: 25}, {id: b, is: 75}]}
- {id: sum, aggregate: sum, children: [{id: c, is: 5, best: 10}, {id: d, is: 2, best: 10}]}
- {id: third, children: [{id: e, is: 100}, {id: f, is: 0}, {id: g, is: 0}]}
- {id: gone, is: 50, applies_when: no}
- {id: unsure, is: 50, applies_when: maybe}
- {id: set-aside, applies_when: no, children: [{id: part, is: 50}]}
- {id: perhaps-aside, applies_when: maybe, children: [{id: unsure-part, is: 50}]}
- {id: empty, children: [{id: h, is: 50, applies_when: no}]}
- {id: asked, levels: [{points: 1, when: {score: %s}}, {points: 0}]}
"""


@pytest.mark.parametrize(("asked", "truth"), SCORES)
def test_a_score_is_compared_by_its_bounds(asked: str, truth: bool | None) -> None:
    assessment = assessed(SCORED % asked)
    node = nodes(assessment)["asked"]
    assert node.levels[0].holds is truth
    needs = [
        need.text for unknown in assessment.unknowns if unknown.node == "asked" for need in unknown.needs
    ]
    name = asked.partition("node: ")[2].partition(",")[0]
    assert needs == ([f"the score of {name} (overall)"] if truth is None else [])


def test_a_score_brings_the_facts_that_it_rests_on() -> None:
    rubric = """
    children:
    - {id: stated, levels: [{points: 100, when: {policies: {public: true}}}, {points: 0}]}
    - {id: asked, levels: [{points: 1, when: {score: {node: stated, percent: {at_least: 50}}}}, {points: 0}]}
    outcomes: [{id: good, when: {score: {percent: {at_least: 100}}}}, {id: none}]
    """
    assessment = assessed(rubric, "policies: [{id: p, public: true}]")
    assert nodes(assessment)["asked"].facts == ("p",)
    assert assessment.summary.outcome == "good"


THEMES = """
themes:
- id: speech
  policy: [{id: said, is: 80}]
  practice: [{id: done, is: 30..40}]
- id: alone
  policy: [{id: said-alone, is: 10}]
outcomes: [{id: holds, when: {score: %s}}, {id: none}]
"""


@pytest.mark.parametrize(
    ("asked", "possible"),
    [
        ("{node: speech, side: policy, percent: {at_least: 80}}", ["holds"]),
        ("{node: speech, side: practice, percent: {at_least: 80}}", ["none"]),
        ("{node: speech, side: practice, percent: {at_least: 35}}", ["holds", "none"]),
        ("{node: speech, side: gap, percent: {at_least: 40}}", ["holds"]),
        ("{node: speech, side: gap, percent: {above: 40}}", ["holds", "none"]),
        ("{node: done, percent: {at_most: 40}}", ["holds"]),
        ("{node: done, side: practice, percent: {at_most: 40}}", ["holds"]),
        ("{node: alone, side: policy, percent: {at_most: 10}}", ["holds"]),
        # the rubric's own, over the themes that have both sides: the gap unless another is named
        ("{percent: {at_least: 40}}", ["holds"]),
        ("{percent: {above: 50}}", ["none"]),
        ("{side: policy, percent: {at_least: 80}}", ["holds"]),
        ("{side: practice, percent: {above: 40}}", ["none"]),
    ],
)
def test_a_score_may_be_of_a_side_or_of_the_whole(asked: str, possible: list[str]) -> None:
    assert list(assessed(THEMES % asked).summary.possible_outcomes) == possible


@pytest.mark.parametrize(
    ("themes", "possible"),
    [
        ("{id: t, policy: [{id: a, is: 50}], practice: [{id: b, is: 50}]}", ["holds"]),
        (
            "{id: t, applies_when: maybe, policy: [{id: a, is: 50}], practice: [{id: b, is: 50}]}",
            ["holds", "none"],
        ),
        (
            "{id: t, applies_when: no, policy: [{id: a, is: 50}], practice: [{id: b, is: 50}]}",
            ["holds", "none"],
        ),
        (
            "{id: t, policy: [{id: a, is: 50}], practice: [{id: b, is: 50, applies_when: maybe}]}",
            ["holds", "none"],
        ),
    ],
)
def test_the_own_score_of_a_rubric_that_may_not_apply_is_unknown(themes: str, possible: list[str]) -> None:
    rubric = f"""
    themes: [{themes}]
    outcomes: [{{id: holds, when: {{score: {{percent: {{at_least: 0}}}}}}}}, {{id: none}}]
    """
    assert list(assessed(rubric).summary.possible_outcomes) == possible
