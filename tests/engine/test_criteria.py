"""Criteria: ladders of levels, for the whole case and for each fact (FORMATS 3 and 4)."""

from __future__ import annotations

import pytest

from ddscore.errors import WeightError
from tests.engine.worked import assessed, figure, nodes

LEVELS = [
    # levels as `points when`, the last without; (shown, low, high) under low; levels possible
    ("100 yes, 60 yes, 0", (100, 100, 100), "100"),
    ("100 no, 60 yes, 0", (60, 60, 60), "60"),
    ("100 no, 60 no, 0", (0, 0, 0), "0"),
    # an unknown one stays possible, the first that is true ends it
    ("100 maybe, 60 yes, 0", (60, 60, 100), "100 60"),
    ("100 maybe, 60 no, 0", (0, 0, 100), "100 0"),
    ("100 maybe, 60 maybe, 0", (0, 0, 100), "100 60 0"),
    ("100 yes, 60 maybe, 0", (100, 100, 100), "100"),
    ("100 no, 60 maybe, 20", (20, 20, 60), "60 20"),
    # no order of points: a ladder may begin with its veto
    ("0 yes, 100 yes, 50", (0, 0, 0), "0"),
    ("0 maybe, 100 yes, 50", (0, 0, 100), "0 100"),
    ("0 no, 100 maybe, 50", (50, 50, 100), "100 50"),
    ("50 maybe, 100", (50, 50, 100), "50 100"),
    # out of the highest of all levels, reached or not
    ("80 no, 40", (50, 50, 50), "40"),
    ("5 no, 3 maybe, 1", (20, 20, 60), "3 1"),
    # levels of the same points leave the level open and the figure settled
    ("100 no, 0.5 maybe, 0.50", (0.5, 0.5, 0.5), None),
]


@pytest.mark.parametrize(("ladder", "expected", "possible"), LEVELS)
def test_the_first_level_that_holds_is_reached(
    ladder: str, expected: tuple[float, float, float], possible: str | None
) -> None:
    rungs = [rung.split() for rung in ladder.split(",")]
    levels = ", ".join(
        f"{{points: {rung[0]}, label: '{place}'" + (f", when: {rung[1]}}}" if rung[1:] else "}")
        for place, rung in enumerate(rungs)
    )
    node = nodes(assessed(f"children: [{{id: c, levels: [{levels}]}}]"))["c"]
    assert figure(node.overall) == expected
    labels = [str(place) for place, rung in enumerate(rungs) if possible and rung[0] in possible.split()]
    if possible is None:
        labels = ["1", "2"]
    assert list(node.possible_levels) == labels
    assert node.level == (labels[0] if len(labels) == 1 else None)
    assert node.overall is not None
    assert node.overall.of == max(float(rung[0]) for rung in rungs)


def test_each_level_says_whether_it_is_reached() -> None:
    rubric = """
    children: [{id: c, levels: [{points: 9, when: no}, {points: 8, when: maybe}, {points: 7, when: yes},
                                {points: 6, when: no}, {points: 5, when: yes}, {points: 4}]}]
    """
    node = nodes(assessed(rubric))["c"]
    assert [level.holds for level in node.levels] == [False, None, None, False, False, False]
    assert [level.points for level in node.levels] == [9, 8, 7, 6, 5, 4]


EVIDENCE = """
children:
- id: c
  levels:
  - {points: 100, when: {policies: {public: true, instruments: UNGP}}}
  - {points: 60, when: {policies: {public: true}}}
  - {points: 30, when: {not: {actions: {kind: fine}}}}
  - {points: 0}
"""


@pytest.mark.parametrize(
    ("facts", "closed", "cited", "because"),
    [
        (
            "policies: [{id: p, public: true, instruments: [UNGP]}, {id: q, public: true}]",
            "",
            ("p",),
            "Reached by p.",
        ),
        (
            "policies: [{id: p, public: true, instruments: []}, {id: q, public: true, instruments: []}]",
            "policies",
            ("p", "q"),
            "Reached by p and q.",
        ),
        (
            "",
            "policies actions",
            (),
            "No fact meets another level, on a complete search of actions.",
        ),
        # the last level holds because the others do not: by the fact that makes the third false
        (
            "actions: [{id: a, kind: fine}]",
            "policies actions",
            ("a",),
            "Reached by a, on a complete search of policies.",
        ),
        # not settled: whatever is already certain is cited
        (
            "policies: [{id: p, public: true}]",
            "policies",
            ("p",),
            "Not settled between 2 levels. The low end is shown: no disclosure found that settles it.",
        ),
        (
            "actions: [{id: a, kind: fine}]",
            "actions",
            ("a",),
            "Not settled between 3 levels. The low end is shown: no disclosure found that settles it.",
        ),
    ],
)
def test_a_level_is_reached_for_a_reason(
    facts: str, closed: str, cited: tuple[str, ...], because: str
) -> None:
    node = nodes(assessed(EVIDENCE, facts, closed))["c"]
    assert node.facts == cited
    assert node.because == because


def test_a_level_that_asks_for_nothing_holds_whatever_the_facts() -> None:
    node = nodes(assessed("children: [{id: c, levels: [{points: 100}]}]"))["c"]
    assert (node.level, node.facts, node.status) == ("100", (), "scored")


def test_the_sources_of_a_node_are_those_of_its_facts() -> None:
    facts = "policies: [{id: p, public: true, instruments: [UNGP], sources: [site, court]}]"
    assert nodes(assessed(EVIDENCE, facts))["c"].sources == ("site", "court")


def test_what_would_settle_a_criterion_is_listed_once() -> None:
    assessment = assessed(EVIDENCE, "policies: [{id: p}]", "actions")
    (unknown,) = assessment.unknowns
    assert unknown.node == "c"
    assert [need.text for need in unknown.needs] == [
        "public of p (policies)",
        "instruments of p (policies)",
        "a complete search for policies",
    ]


EACH = """
children:
- id: c
  for_each: {involvement: {relationship: cause}}
  aggregate: %s
  %s
  levels:
  - {points: 100, when: {this: {pattern: isolated}}}
  - {points: 40, when: {this: {pattern: repeated}}}
  - {points: 0}
"""
KINDS = {
    # facts that are among those to score; in small letters, facts that may be
    "A": "relationship: cause, pattern: isolated",
    "B": "relationship: cause, pattern: repeated",
    "Z": "relationship: cause, pattern: systematic",
    "U": "relationship: cause",
    "O": "relationship: linked, pattern: systematic",
    "a": "pattern: isolated",
    "b": "pattern: repeated",
    "z": "pattern: systematic",
}
"""What a fact scores: A 100, B 40, Z 0, U one of these; O is not asked about."""


def involvement(words: str, more: str = "") -> str:
    listed = [f"{{id: i{place}, {KINDS[word]}{more}}}" for place, word in enumerate(words.split())]
    return f"involvement: [{', '.join(listed)}]" if listed else ""


FOR_EACH = [
    # facts, (low, high) of min, max, mean in a closed collection, then in an open one
    ("A", (100, 100), (100, 100), (100, 100), (0, 100), (100, 100), (0, 100)),
    ("A B", (40, 40), (100, 100), (70, 70), (0, 40), (100, 100), (0, 100)),
    ("A B O", (40, 40), (100, 100), (70, 70), (0, 40), (100, 100), (0, 100)),
    ("A B B", (40, 40), (100, 100), (60, 60), (0, 40), (100, 100), (0, 100)),
    ("B Z", (0, 0), (40, 40), (20, 20), (0, 0), (40, 100), (0, 100)),
    ("U", (0, 100), (0, 100), (0, 100), (0, 100), (0, 100), (0, 100)),
    # U and B: least 0 to 40, greatest 40 to 100, mean (0+40)/2 to (100+40)/2
    ("U B", (0, 40), (40, 100), (20, 70), (0, 40), (40, 100), (0, 100)),
    # a fact that may be among them counts both ways
    ("A b", (40, 100), (100, 100), (70, 100), (0, 100), (100, 100), (0, 100)),
    ("B a", (40, 40), (40, 100), (40, 70), (0, 40), (40, 100), (0, 100)),
    # B with or without a and z: (40+0)/2 = 20 to (40+100)/2 = 70
    ("B a z", (0, 40), (40, 100), (20, 70), (0, 40), (40, 100), (0, 100)),
    # none for sure: whatever is among them, it scores 40 or 100
    ("a b", (40, 100), (40, 100), (40, 100), (0, 100), (0, 100), (0, 100)),
    ("b", (40, 40), (40, 40), (40, 40), (0, 100), (0, 100), (0, 100)),
]


@pytest.mark.parametrize("row", FOR_EACH, ids=lambda row: row[0])
def test_a_criterion_scores_each_fact_and_combines_them(
    row: tuple[str, *tuple[tuple[float, float], ...]],
) -> None:
    facts = involvement(row[0])
    for place, aggregate in enumerate(("min", "max", "mean")):
        rubric = EACH % (aggregate, "")
        for closed, expected in (("involvement", row[1 + place]), ("", row[4 + place])):
            node = nodes(assessed(rubric, facts, closed))["c"]
            assert figure(node.overall) == (expected[0], *expected), (aggregate, closed)


def test_the_worst_decides_where_no_aggregate_is_named() -> None:
    rubric = (EACH % ("min", "")).replace("  aggregate: min\n", "")
    assert figure(nodes(assessed(rubric, involvement("A B"), "involvement"))["c"].overall) == (40, 40, 40)


UPHELD = """
children:
- id: c
  for_each: {involvement: {}}
  aggregate: %s
  levels:
  - {points: 0, label: upheld, when: {findings: {involvement: $this.id, conclusion: upheld}}}
  - {points: 20, label: told, when: {this: {corroboration: {at_least: 1}}}}
  - {points: 60, label: recorded, when: {this: {pattern: {known: true}}}}
  - {points: 100, label: none}
"""
ABOUT = """
involvement: [{id: i, pattern: isolated, sources: [site]}, {id: later, sources: [next]}]
findings: [{id: f, involvement: %s, conclusion: upheld}]
sources: {next: {published: 2022}}
"""


@pytest.mark.parametrize(
    ("about", "closed", "possible"),
    [
        # nobody found anything on a fact that is not listed where all findings are
        ("null", "findings", ["told", "recorded", "none"]),
        ("null", "", ["upheld", "told", "recorded", "none"]),
        # a finding may be about it that does not say on what, or is on what is not known on the date
        ("", "findings", ["upheld", "told", "recorded", "none"]),
        ("later", "findings", ["upheld", "told", "recorded", "none"]),
        ("null", "findings involvement", ["recorded"]),
    ],
)
def test_a_fact_that_is_not_listed_reaches_no_level_that_a_complete_search_rules_out(
    about: str, closed: str, possible: list[str]
) -> None:
    facts = ABOUT % about if about else ABOUT.replace("involvement: %s, ", "")
    worst = nodes(assessed(UPHELD % "min", facts, closed))["c"]
    levels = {"upheld": 0, "told": 20, "recorded": 60, "none": 100}
    listed = [levels[label] for label in possible]
    if "involvement" in closed:
        assert figure(worst.overall) == (60, 60, 60)
    else:
        assert figure(worst.overall)[1:] == (min(listed), 60)
    assert list(worst.possible_levels) == [label for label in possible if levels[label] <= 60]
    # A mean spans all there is: any number of further facts may outweigh those at hand.
    if "involvement" not in closed:
        mean = nodes(assessed(UPHELD % "mean", facts, closed))["c"]
        assert figure(mean.overall)[1:] == (0, 100)


@pytest.mark.parametrize("aggregate", ["min", "max", "mean"])
def test_over_a_closed_empty_collection_a_criterion_does_not_apply(aggregate: str) -> None:
    rubric = EACH % (aggregate, "")
    for facts in ("", involvement("O")):
        node = nodes(assessed(rubric, facts, "involvement"))["c"]
        assert (node.status, node.overall, node.coverage) == ("not-applicable", None, None)
        assert (node.level, node.possible_levels) == (None, ())
        assert node.because == "Does not apply, on a complete search of involvement."
        assert [level.holds for level in node.levels] == [False, False, False]
        node = nodes(assessed(rubric, facts))["c"]
        assert figure(node.overall) == (0, 0, 100)
        assert node.status == "unknown"


POSSIBLE = [
    # facts, aggregate, closed, levels possible
    ("A", "min", True, ["100"]),
    ("A B", "min", True, ["40"]),
    ("A B", "max", True, ["100"]),
    ("A B", "mean", True, ["100", "40"]),
    ("A A", "mean", True, ["100"]),
    ("U", "min", True, ["100", "40", "0"]),
    ("U B", "min", True, ["40", "0"]),
    ("U B", "max", True, ["100", "40"]),
    ("B a", "min", True, ["40"]),
    ("A b", "min", True, ["100", "40"]),
    ("b", "min", True, ["40"]),
    ("B", "min", False, ["40", "0"]),
    ("B", "max", False, ["100", "40"]),
    ("B", "mean", False, ["100", "40", "0"]),
    ("", "max", False, ["100", "40", "0"]),
]


@pytest.mark.parametrize(("words", "aggregate", "closed", "possible"), POSSIBLE)
def test_the_levels_possible_are_those_that_some_fact_may_decide_on(
    words: str, aggregate: str, closed: bool, possible: list[str]
) -> None:
    assessment = assessed(EACH % (aggregate, ""), involvement(words), "involvement" if closed else "")
    node = nodes(assessment)["c"]
    assert list(node.possible_levels) == possible
    assert node.level == (possible[0] if len(possible) == 1 else None)


HELD = [
    # facts, closed, whether each level holds of some fact
    ("A B", True, [True, True, False]),
    ("B", True, [False, True, False]),
    ("U B", True, [None, True, None]),
    # of a fact that may not be among them nothing is certain
    ("a", True, [None, False, False]),
    ("B a", True, [None, True, False]),
    # nor where further facts may be found
    ("B", False, [None, True, None]),
    ("", False, [None, None, None]),
]


@pytest.mark.parametrize(("words", "closed", "held"), HELD)
def test_a_level_is_reached_by_some_fact_only_where_that_is_certain(
    words: str, closed: bool, held: list[bool | None]
) -> None:
    assessment = assessed(EACH % ("min", ""), involvement(words), "involvement" if closed else "")
    assert [level.holds for level in nodes(assessment)["c"].levels] == held


def test_the_facts_scored_are_cited_and_each_is_explained() -> None:
    rubric = """
    children:
    - id: c
      for_each: {involvement: {relationship: cause}}
      levels:
      - {points: 100, when: {remediation: {for: $this.id, completed: {happened: true}}}}
      - {points: 0}
    """
    facts = """
        involvement: [{id: i, relationship: cause}, {id: j, relationship: cause}, {id: k}]
        remediation: [{id: r, for: i, completed: 2019}, {id: s, for: j, completed: null}]
    """
    node = nodes(assessed(rubric, facts, "involvement remediation"))["c"]
    assert node.facts == ("i", "r", "j")
    assert node.because == "i: 100. j and k: 0."
    (unknown,) = assessed(rubric, facts, "involvement").unknowns
    assert [need.text for need in unknown.needs] == [
        "relationship of k (involvement)",
        "a complete search for remediation",
    ]


def test_what_would_settle_the_fact_in_hand_is_listed() -> None:
    (unknown,) = assessed(EACH % ("min", ""), involvement("A U"), "involvement").unknowns
    assert [need.text for need in unknown.needs] == ["pattern of i1 (involvement)"]


def test_derived_facts_can_be_scored_one_by_one() -> None:
    rubric = """
    children:
    - id: c
      for_each: {open_promises: {}}
      levels: [{points: 0, when: {this: {months_open: {at_least: 12}}}}, {points: 100}]
    - id: d
      for_each: {contradictions: {}}
      levels: [{points: 0, when: {this: {basis: direct}}}, {points: 100}]
    """
    facts = """
        promises:
          - {id: x, made: 2020-03, kept: null}
          - {id: y, made: 2019-03, kept: null}
          - {id: z, made: 2019-03}
    """
    node = nodes(assessed(rubric, facts, "promises policies findings involvement"))["c"]
    assert (figure(node.overall), node.facts) == ((0, 0, 0), ("x", "y"))
    assert node.because == "x: 100. y: 0. z: one of 2 levels."
    assert (
        nodes(assessed(rubric, facts, "promises policies findings involvement"))["d"].status
        == "not-applicable"
    )


WEIGHED = [
    # facts as `kind scale`, (low, high): grave weighs 4, serious 1, limited 0
    ("A grave, Z serious", (80, 80)),
    ("A serious, Z grave", (20, 20)),
    ("A limited, Z serious", (0, 0)),
    # unrecorded: from 0 to 4, so Z alone, or (100*4 + 0)/5
    ("A -, Z serious", (0, 80)),
    ("Z -, A serious", (20, 100)),
    ("A -, A -, Z serious", (0, 800 / 9)),
    # may not be among them
    ("a grave, Z serious", (0, 80)),
    ("a grave, z serious", (0, 100)),
    ("A grave, z -", (50, 100)),
    ("U grave, Z serious", (0, 80)),
]


@pytest.mark.parametrize(("listed", "expected"), WEIGHED)
def test_a_mean_over_facts_is_weighed_by_a_field(listed: str, expected: tuple[float, float]) -> None:
    rows = [row.split() for row in listed.split(",")]
    facts = ", ".join(
        f"{{id: i{place}, {KINDS[kind]}" + ("}" if scale == "-" else f", severity: {{scale: {scale}}}}}")
        for place, (kind, scale) in enumerate(rows)
    )
    rubric = EACH % ("mean", "weight_by: {severity.scale: {grave: 4, serious: 1, limited: 0}}")
    node = nodes(assessed(rubric, f"involvement: [{facts}]", "involvement"))["c"]
    score = node.overall
    assert score is not None
    assert (score.low, score.high) == pytest.approx(expected)
    assert score.percent == score.low


def test_a_weight_may_be_found_through_a_reference_or_be_of_true_and_false() -> None:
    rubric = """
    children:
    - id: c
      for_each: {findings: {}}
      aggregate: mean
      weight_by: {involvement.conflict_affected: {true: 3, false: 1}}
      levels: [{points: 100, when: {this: {by_kind: court}}}, {points: 0}]
    """
    facts = """
        involvement: [{id: i, conflict_affected: true}, {id: j, conflict_affected: false}]
        findings: [{id: f, involvement: i}, {id: g, involvement: j, by_kind: ngo}]
    """
    assert figure(nodes(assessed(rubric, facts, "findings"))["c"].overall) == (75, 75, 75)


def test_a_value_without_a_weight_is_an_error_that_names_it() -> None:
    rubric = EACH % ("mean", "weight_by: {severity.scale: {grave: 4, serious: 1}}")
    facts = involvement("A", ", severity: {scale: limited}")
    with pytest.raises(WeightError, match=r"criterion c: severity.scale of i0 is limited") as refused:
        assessed(rubric, facts, "involvement")
    assert "add one beside grave, serious" in str(refused.value)
    assert refused.value.exit_code == 3


def test_a_weight_that_is_stated_to_be_none_spans_the_table() -> None:
    rubric = EACH % ("mean", "weight_by: {severity.scale: {grave: 4, serious: 1}}")
    facts = """
        involvement:
          - {id: i, relationship: cause, pattern: isolated, severity: {scale: null}}
          - {id: j, relationship: cause, pattern: systematic, severity: {scale: grave}}
    """
    assert figure(nodes(assessed(rubric, facts, "involvement"))["c"].overall) == (20, 20, 50)


def test_a_criterion_whose_facts_all_weigh_nothing_does_not_apply() -> None:
    rubric = EACH % ("mean", "weight_by: {severity.scale: {grave: 4, limited: 0}}")
    facts = involvement("A", ", severity: {scale: limited}")
    node = nodes(assessed(rubric, facts, "involvement"))["c"]
    assert (node.status, node.overall) == ("not-applicable", None)
