"""Unknown, caps, what applies, coverage and status of criteria and groups (FORMATS 4)."""

from __future__ import annotations

import pytest

from tests.engine.worked import assessed, figure, nodes

CRITERIA = [
    # mode, levels, more keys; (shown, low, high), status
    ("low", "60", "", (60, 60, 60), "scored"),
    ("low", "20..60", "", (20, 20, 60), "scored"),
    ("low", "0..100", "", (0, 0, 100), "unknown"),
    ("exclude", "60", "", (60, 60, 60), "scored"),
    ("exclude", "20..60", "", (None, 20, 60), "unknown"),
    ("block", "60", "", (60, 60, 60), "scored"),
    ("block", "20..60", "", (None, 20, 60), "blocked"),
    # that it may not apply is not a difference in its figure
    ("low", "60", ", applies_when: maybe", (60, 60, 60), "scored"),
    ("exclude", "60", ", applies_when: maybe", (60, 60, 60), "scored"),
    ("block", "60", ", applies_when: maybe", (None, 60, 60), "blocked"),
    ("block", "60", ", applies_when: no", None, "not-applicable"),
    ("block", "60", ", applies_when: yes", (60, 60, 60), "scored"),
]


@pytest.mark.parametrize(("unknown", "levels", "more", "expected", "status"), CRITERIA)
def test_what_is_unknown_shows_by_the_mode_of_its_criterion(
    unknown: str, levels: str, more: str, expected: tuple[float | None, ...] | None, status: str
) -> None:
    node = nodes(assessed(f"children: [{{id: c, is: {levels}, unknown: {unknown}{more}}}]"))["c"]
    assert figure(node.overall) == expected
    assert node.status == status


BOUNDS_OF_ALL = [
    # levels, status: unknown where the bounds are all that the criterion can score
    ("[{points: 100, when: maybe}, {points: 20}]", "unknown"),
    ("[{points: 100, when: maybe}, {points: 20, when: no}, {points: 40}]", "scored"),
    ("[{points: 100, when: maybe}, {points: 20, when: maybe}, {points: 40}]", "unknown"),
    ("[{points: 100, when: no}, {points: 20, when: maybe}, {points: 40}]", "scored"),
    ("[{points: 100}]", "scored"),
]


@pytest.mark.parametrize(("levels", "status"), BOUNDS_OF_ALL)
def test_a_criterion_is_unknown_where_all_that_it_can_score_is_possible(levels: str, status: str) -> None:
    assert nodes(assessed(f"children: [{{id: c, levels: {levels}}}]"))["c"].status == status


GROUPS = [
    # children as `mode: is`, aggregate; (shown, low, high), status of the group
    ("low: 60, low: 20..60", "mean", (40, 40, 60), "scored"),
    ("low: 0..100, low: 0..100", "mean", (0, 0, 100), "unknown"),
    ("low: 0..100, low: 0..100", "min", (0, 0, 100), "unknown"),
    # left out of the shown figure, and not of the bounds; the figure moves to the nearer bound
    ("exclude: 20..60, low: 50", "mean", (50, 35, 55), "scored"),
    ("exclude: 20..60, low: 80", "mean", (70, 50, 70), "scored"),
    ("exclude: 20..60, low: 10", "mean", (15, 15, 35), "scored"),
    ("exclude: 20..60, low: 50", "min", (50, 20, 50), "scored"),
    ("exclude: 20..60, low: 80", "min", (60, 20, 60), "scored"),
    ("exclude: 20..60, low: 50", "max", (50, 50, 60), "scored"),
    ("exclude: 20..60, low: 10", "max", (20, 20, 60), "scored"),
    ("exclude: 20..60, low: 50", "sum", (50, 35, 55), "scored"),
    # with nothing left, left out in turn
    ("exclude: 20..60, exclude: 0..40", "mean", (None, 10, 50), "unknown"),
    ("exclude: 20..60, exclude: 0..40", "min", (None, 0, 40), "unknown"),
    ("exclude: 20..60, exclude: 30", "mean", (30, 25, 45), "scored"),
    # no figure here, nor above
    ("block: 20..60, low: 50", "mean", (None, 35, 55), "blocked"),
    ("block: 20..60, low: 50", "min", (None, 20, 50), "blocked"),
    ("block: 20..60, low: 0", "min", (None, 0, 0), "blocked"),
    ("block: 20..60, exclude: 20..60", "mean", (None, 20, 60), "blocked"),
    ("block: 20, low: 50", "mean", (35, 35, 35), "scored"),
]


@pytest.mark.parametrize(("listed", "aggregate", "expected", "status"), GROUPS)
def test_what_is_unknown_shows_in_the_group(
    listed: str, aggregate: str, expected: tuple[float | None, float, float], status: str
) -> None:
    children = ", ".join(
        f"{{id: c{place}, is: {child.split(': ')[1]}, unknown: {child.split(': ')[0].strip()}}}"
        for place, child in enumerate(listed.split(","))
    )
    rubric = f"children: [{{id: g, aggregate: {aggregate}, children: [{children}]}}]"
    assessment = assessed(rubric)
    group = nodes(assessment)["g"]
    assert figure(group.overall) == expected
    assert group.status == status
    assert figure(assessment.summary.overall) == expected


def test_a_group_that_is_left_out_counts_for_nothing_in_the_figure_above_it() -> None:
    rubric = """
    children:
    - {id: g, unknown: exclude, weight: 3, children: [{id: a, is: 20..60}]}
    - {id: b, is: 40}
    """
    # without g the figure is 40; with it from (3*20 + 40)/4 to (3*60 + 40)/4
    assert figure(assessed(rubric).summary.overall) == (40, 25, 55)


def test_what_a_sum_shows_is_out_of_what_is_left() -> None:
    rubric = """
    aggregate: sum
    children:
    - {id: a, is: 3, best: 10}
    - {id: b, is: 0..10, best: 10, unknown: exclude}
    - id: g
      aggregate: sum
      children: [{id: c, is: 5, best: 10}, {id: d, is: 0..30, best: 30, unknown: exclude}]
    """
    assessment = assessed(rubric)
    group, whole = nodes(assessment)["g"].overall, assessment.summary.overall
    assert group is not None
    assert whole is not None
    # g: 5 of the 10 that are left; within its bounds of 5/40 and 35/40
    assert (group.points, group.of, group.percent, group.low, group.high) == (5, 10, 50, 12.5, 87.5)
    # 3 + 5 of 20, within (3+0+5)/60 and (3+10+35)/60
    assert (whole.points, whole.of, whole.percent) == (8, 20, 40)
    assert (whole.low, whole.high) == pytest.approx((800 / 60, 80))


MODES = [
    # of the rubric, the group, the criterion; the mode by which the criterion shows
    ("", "", "", "low"),
    ("unknown: exclude", "", "", "exclude"),
    ("unknown: exclude", "unknown: block", "", "block"),
    ("unknown: exclude", "unknown: block", "unknown: low", "low"),
    ("", "", "unknown: exclude", "exclude"),
]


@pytest.mark.parametrize(("rubric", "group", "criterion", "mode"), MODES)
def test_the_mode_is_inherited_and_can_be_set_anew(
    rubric: str, group: str, criterion: str, mode: str
) -> None:
    text = f"""
    {rubric}
    children:
    - id: g
      {group}
      children:
      - {{id: c, is: 20..60{", " if criterion else ""}{criterion}}}
    """
    node = nodes(assessed(text))["c"]
    shown = {"low": "scored", "exclude": "unknown", "block": "blocked"}[mode]
    assert node.status == shown
    assert ("no disclosure found" in node.because) is (mode == "low")
    assert ("left out of the figure above it" in node.because) is (mode == "exclude")
    assert ("No figure is shown while it is open" in node.because) is (mode == "block")


def test_block_on_a_group_is_only_inherited() -> None:
    rubric = """
    children:
    - {id: g, unknown: block, children: [{id: a, is: 20..60, unknown: low}, {id: b, is: 50}]}
    """
    assert figure(nodes(assessed(rubric))["g"].overall) == (35, 35, 55)


CAPS = [
    # mode, levels, caps as `at_most when`; (shown, low, high), status
    ("low", "60", "30 yes", (30, 30, 30), "scored"),
    ("low", "60", "30 no", (60, 60, 60), "scored"),
    ("low", "20", "30 yes", (20, 20, 20), "scored"),
    ("low", "20..60", "30 yes", (20, 20, 30), "scored"),
    ("low", "20..60", "10 yes", (10, 10, 10), "scored"),
    ("low", "60", "0 yes", (0, 0, 0), "scored"),
    # unknown: the low bound is capped, the high one is not, and the point under low
    ("low", "60", "30 maybe", (30, 30, 60), "scored"),
    ("low", "20", "30 maybe", (20, 20, 20), "scored"),
    ("exclude", "60", "30 maybe", (None, 30, 60), "unknown"),
    ("exclude", "20", "30 maybe", (20, 20, 20), "scored"),
    ("exclude", "60", "30 yes", (30, 30, 30), "scored"),
    # under block it blocks where it could lower
    ("block", "60", "30 maybe", (None, 30, 60), "blocked"),
    ("block", "60", "60 maybe", (60, 60, 60), "scored"),
    ("block", "20", "30 maybe", (20, 20, 20), "scored"),
    ("block", "60", "30 yes", (30, 30, 30), "scored"),
    ("block", "60", "30 no", (60, 60, 60), "scored"),
    # several, in whatever order: below one that acts another lowers nothing
    ("low", "60", "30 yes, 20 yes", (20, 20, 20), "scored"),
    ("low", "60", "30 yes, 20 maybe", (20, 20, 30), "scored"),
    ("low", "60", "20 maybe, 30 yes", (20, 20, 30), "scored"),
    ("block", "60", "20 yes, 30 maybe", (20, 20, 20), "scored"),
    ("block", "60", "30 maybe, 20 yes", (20, 20, 20), "scored"),
    ("block", "60", "20 maybe, 30 yes", (None, 20, 30), "blocked"),
]


@pytest.mark.parametrize(("unknown", "levels", "caps", "expected", "status"), CAPS)
def test_a_cap_lowers_what_is_above_it(
    unknown: str, levels: str, caps: str, expected: tuple[float | None, float, float], status: str
) -> None:
    listed = [dict(zip(("at_most", "when"), cap.split(), strict=True)) for cap in caps.split(",")]
    flow = ", ".join(f"{{at_most: {cap['at_most']}, when: {cap['when']}}}" for cap in listed)
    node = nodes(assessed(f"children: [{{id: c, is: {levels}, unknown: {unknown}, caps: [{flow}]}}]"))["c"]
    assert figure(node.overall) == expected
    assert node.status == status
    truths = {"yes": True, "no": False, "maybe": None}
    assert [(cap.at_most, cap.holds) for cap in node.caps] == [
        (float(cap["at_most"]), truths[cap["when"]]) for cap in listed
    ]


GROUP_CAPS = [
    # mode of the group, its children, cap; (shown, low, high)
    ("low", "60 80", "50 yes", (50, 50, 50)),
    ("low", "60 80", "50 maybe", (50, 50, 70)),
    ("exclude", "60 80", "50 maybe", (70, 50, 70)),
    ("exclude", "20..60 80", "75 yes", (70, 50, 70)),
    ("exclude", "20..60 80", "60 yes", (60, 50, 60)),
    ("block", "60 80", "50 maybe", (None, 50, 70)),
    ("block", "60 80", "70 maybe", (70, 70, 70)),
    # a cap that acts only where the figure is capped already changes nothing
    ("low", "60 80", "70 yes", (70, 70, 70)),
]


@pytest.mark.parametrize(("unknown", "children", "cap", "expected"), GROUP_CAPS)
def test_a_group_is_capped_after_its_children_are_combined(
    unknown: str, children: str, cap: str, expected: tuple[float | None, float, float]
) -> None:
    at_most, when = cap.split()
    listed = ", ".join(f"{{id: c{place}, is: {child}}}" for place, child in enumerate(children.split()))
    rubric = f"""
    children:
    - {{id: g, unknown: {unknown}, caps: [{{at_most: {at_most}, when: {when}}}], children: [{listed}]}}
    """
    assert figure(nodes(assessed(rubric))["g"].overall) == expected


def test_a_cap_of_a_benchmark_acts_on_the_overall_score() -> None:
    rubric = "unknown: %s\ncaps: [{at_most: 30, when: %s}]\nchildren: [{id: a, is: 60}]"
    assert figure(assessed(rubric % ("low", "yes")).summary.overall) == (30, 30, 30)
    assert figure(assessed(rubric % ("low", "no")).summary.overall) == (60, 60, 60)
    assert figure(assessed(rubric % ("exclude", "maybe")).summary.overall) == (60, 30, 60)
    assert figure(assessed(rubric % ("block", "maybe")).summary.overall) == (None, 30, 60)
    assert figure(nodes(assessed(rubric % ("low", "yes")))["a"].overall) == (60, 60, 60)


def test_what_would_settle_a_cap_of_the_whole_goes_by_the_id_of_the_rubric() -> None:
    (unknown,) = assessed("caps: [{at_most: 30, when: maybe}]\nchildren: [{id: a, is: 60}]").unknowns
    assert unknown.node == "worked"
    assert [need.text for need in unknown.needs] == ["a complete search for due diligence"]


def test_a_cap_cites_its_facts_apart_from_those_of_the_figure() -> None:
    rubric = """
    children:
    - id: c
      levels: [{points: 100, when: {policies: {public: true}}}, {points: 0}]
      caps: [{at_most: 20, when: {involvement: {}}, because: there was involvement}]
    """
    facts = "policies: [{id: p, public: true}]\ninvolvement: [{id: i}]"
    node = nodes(assessed(rubric, facts))["c"]
    (cap,) = node.caps
    assert (cap.facts, cap.because, cap.at_most, cap.side) == (("i",), "there was involvement", 20, None)
    assert node.facts == ("p",)
    assert node.because == "Reached by p. Capped at 20 percent: there was involvement."
    node = nodes(assessed(rubric, "policies: [{id: p, public: true}]"))["c"]
    assert node.because == (
        "Reached by p. Whether a cap at 20 percent applies is undetermined. "
        "It would on this ground, which is not established: there was involvement."
    )


def test_a_cap_that_may_act_says_what_would_settle_it() -> None:
    rubric = "children: [{id: c, is: 60, caps: [{at_most: %s, when: maybe}]}]"
    (unknown,) = assessed(rubric % 30).unknowns
    assert [need.text for need in unknown.needs] == ["a complete search for due diligence"]
    # it could lower nothing, so there is nothing to ask
    assert assessed(rubric % 70).unknowns == ()


APPLIES = [
    # whether the group applies, whether the criterion does; status of both, (shown, low, high) of the whole
    ("yes", "yes", "scored", "scored", (40, 40, 40)),
    ("no", "yes", "not-applicable", "not-applicable", (20, 20, 20)),
    ("yes", "no", "not-applicable", "not-applicable", (20, 20, 20)),
    ("maybe", "yes", "scored", "scored", (40, 20, 40)),
    ("yes", "maybe", "scored", "scored", (40, 20, 40)),
    ("maybe", "no", "not-applicable", "not-applicable", (20, 20, 20)),
    ("no", "maybe", "not-applicable", "not-applicable", (20, 20, 20)),
]


@pytest.mark.parametrize(("group", "criterion", "of_group", "of_criterion", "expected"), APPLIES)
def test_what_does_not_apply_leaves_the_figures_and_stays_listed(
    group: str, criterion: str, of_group: str, of_criterion: str, expected: tuple[float, float, float]
) -> None:
    rubric = f"""
    children:
    - {{id: g, applies_when: {group}, children: [{{id: c, is: 60, applies_when: {criterion}}}]}}
    - {{id: d, is: 20}}
    """
    assessment = assessed(rubric)
    found = nodes(assessment)
    assert list(found) == ["g", "c", "d"]
    assert (found["g"].status, found["c"].status) == (of_group, of_criterion)
    assert figure(assessment.summary.overall) == expected
    if of_criterion == "not-applicable":
        node = found["c"]
        assert (node.overall, node.coverage, node.level, node.possible_levels) == (None, None, None, ())
        assert (node.facts, node.sources) == ((), ())
        assert [level.label for level in node.levels] == ["100", "0", "60"]


def test_the_facts_for_which_a_criterion_applies_are_cited_before_those_of_its_level() -> None:
    rubric = """
    children:
    - id: c
      applies_when: {involvement: {relationship: cause}}
      levels: [{points: 100, when: {policies: {public: true}}}, {points: 0}]
    """
    facts = "policies: [{id: p, public: true}]\ninvolvement: [{id: i, relationship: cause}]"
    assert nodes(assessed(rubric, facts))["c"].facts == ("i", "p")


def test_what_may_not_apply_blocks_under_block_and_says_what_would_settle_it() -> None:
    rubric = """
    children:
    - {id: g, unknown: block, applies_when: maybe, children: [{id: c, is: 60}]}
    - {id: d, is: 20}
    """
    assessment = assessed(rubric)
    group = nodes(assessment)["g"]
    assert (group.status, figure(group.overall)) == ("blocked", (None, 60, 60))
    assert figure(assessment.summary.overall) == (None, 20, 40)
    (unknown,) = assessment.unknowns
    assert (unknown.node, [need.text for need in unknown.needs]) == (
        "g",
        ["a complete search for due diligence"],
    )
    assert "Whether it applies is not settled; it counts as applying." in group.because


@pytest.mark.parametrize(
    ("rubric", "name", "because"),
    [
        (
            "{id: c, is: 60, applies_when: {actions: {}}}",
            "c",
            "Does not apply, on a complete search of actions.",
        ),
        (
            "{id: c, is: 60, applies_when: {none: {policies: {}}}}",
            "c",
            "Does not apply.",
        ),
        (
            "{id: g, applies_when: no, children: [{id: c, is: 60}]}",
            "c",
            "Does not apply, as what it is part of does not.",
        ),
        ("{id: g, children: [{id: c, is: 60}]}", "g", "Weighted mean of its parts."),
        ("{id: g, aggregate: sum, children: [{id: c, is: 60}]}", "g", "Sum of its parts."),
        ("{id: g, aggregate: min, children: [{id: c, is: 60}]}", "g", "Least of its parts."),
        ("{id: g, aggregate: max, children: [{id: c, is: 60}]}", "g", "Greatest of its parts."),
    ],
)
def test_a_node_says_why_it_has_its_figure_or_none(rubric: str, name: str, because: str) -> None:
    assessment = assessed(f"children: [{rubric}, {{id: z, is: 0}}]", "policies: [{id: p}]", "actions")
    assert nodes(assessment)[name].because == because


def test_the_facts_of_a_group_are_those_of_its_children_once() -> None:
    rubric = """
    children:
    - id: g
      children:
      - {id: a, levels: [{points: 1, when: {policies: {public: true}}}, {points: 0}]}
      - {id: b, levels: [{points: 1, when: {policies: {kind: other}}}, {points: 0}]}
      - {id: c, applies_when: no, levels: [{points: 1, when: {actions: {}}}, {points: 0}]}
    """
    facts = """
        policies: [{id: p, public: true}, {id: q, public: true, kind: other, sources: [site]}]
        actions: [{id: x}]
    """
    group = nodes(assessed(rubric, facts))["g"]
    assert (group.facts, group.sources) == (("p", "q"), ("ngo", "site"))


COVERAGE = [
    # children, minimum; coverage of the group, its status, whether a figure is shown
    ("60", 0, 1, "scored", True),
    ("20..60", 0, 0.6, "scored", True),
    ("0..100", 0, 0, "unknown", True),
    ("20..60", 0.6, 0.6, "scored", True),
    ("20..60", 0.61, 0.6, "insufficient", False),
    ("0..100", 0.5, 0, "insufficient", False),
    # a third of three: 1 - 2/3 is not quite a third in floating point, and is enough
    ("60 0..100 0..100", 0.333333333, 1 / 3, "scored", True),
    ("60 0..100 0..100", 0.34, 1 / 3, "insufficient", False),
]


@pytest.mark.parametrize(("children", "minimum", "coverage", "status", "shown"), COVERAGE)
def test_a_figure_of_which_too_little_is_known_is_not_printed_but_for_criteria(
    children: str, minimum: float, coverage: float, status: str, shown: bool
) -> None:
    listed = ", ".join(f"{{id: c{place}, is: {child}}}" for place, child in enumerate(children.split()))
    rubric = f"minimum_coverage: {minimum}\nchildren: [{{id: g, children: [{listed}]}}]"
    assessment = assessed(rubric)
    group, summary = nodes(assessment)["g"], assessment.summary
    assert group.overall is not None
    assert summary.overall is not None
    assert group.coverage == summary.coverage == pytest.approx(coverage)
    assert group.status == status
    assert (group.overall.percent is not None) is (group.overall.points is not None) is shown
    assert (summary.overall.percent is not None) is shown
    for criterion in group.children:
        assert criterion.overall is not None
        assert criterion.overall.percent is not None


def test_a_figure_that_is_not_printed_still_counts_above() -> None:
    rubric = """
    minimum_coverage: 0.5
    children: [{id: g, children: [{id: a, is: 10..100}]}, {id: b, is: 90}, {id: c, is: 20}]
    """
    assessment = assessed(rubric)
    assert figure(nodes(assessment)["g"].overall) == (None, 10, 100)
    assert figure(assessment.summary.overall) == (40, 40, 70)


def test_coverage_is_taken_after_caps() -> None:
    rubric = "children: [{id: c, is: 20..100, caps: [{at_most: 40, when: yes}]}]"
    assert nodes(assessed(rubric))["c"].coverage == pytest.approx(0.8)


def test_a_criterion_may_have_bands_and_a_side_of_its_own() -> None:
    rubric = """
    children:
    - {id: a, is: 60, side: policy, bands: [{id: few, below: 50}, {id: many}]}
    - {id: b, is: 30..60, bands: [{id: few, below: 50}, {id: many}]}
    - {id: c, is: 60, applies_when: no, bands: [{id: few, below: 50}, {id: many}]}
    """
    found = nodes(assessed(rubric))
    assert [node.band for node in found.values()] == ["many", None, None]
    assert [node.side for node in found.values()] == ["policy", "overall", "overall"]
    assert [node.kind for node in found.values()] == ["criterion"] * 3


def test_a_node_carries_what_its_rubric_says_of_it() -> None:
    rubric = """
    children:
    - id: g
      title: Speech
      principle: UNGP 16
      children:
      - {id: c, title: Commitment, question: Is it said?, principle: UNGP 16 (a), ask: Say it., is: 60}
    """
    found = nodes(assessed(rubric))
    assert (found["g"].title, found["g"].principle, found["g"].kind) == ("Speech", "UNGP 16", "group")
    node = found["c"]
    assert (node.title, node.question, node.principle, node.ask) == (
        "Commitment",
        "Is it said?",
        "UNGP 16 (a)",
        "Say it.",
    )
    assert found["g"].children == (node,)
