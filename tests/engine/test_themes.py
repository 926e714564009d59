"""Policy against practice: the gap of a theme, and the rubric's own figures (FORMATS 4)."""

from __future__ import annotations

import pytest

from tests.engine.worked import assessed, figure, nodes


def theme(name: str, policy: str = "", practice: str = "", more: str = "") -> str:
    """A theme whose sides have criteria written `is` or `is keys`, divided by semicolons."""
    sides = [
        f"{side}: [{', '.join(_criteria(f'{name}-{side}', listed))}]"
        for side, listed in (("policy", policy), ("practice", practice))
        if listed
    ]
    return f"{{id: {name}, {', '.join([*sides, *([more] if more else [])])}}}"


def _criteria(name: str, listed: str) -> list[str]:
    return [
        _criterion(f"{name}-{place}", *child.split(maxsplit=1))
        for place, child in enumerate(listed.split(";"))
    ]


def _criterion(name: str, points: str, more: str = "") -> str:
    return f"{{id: {name}, is: {points}{', ' if more else ''}{more}}}"


EX, BLOCK, NA, MAYBE = "unknown: exclude", "unknown: block", "applies_when: no", "applies_when: maybe"

GAPS = [
    # policy, practice; (shown, low, high) of both and of the gap, status
    ("80", "30", (80, 80, 80), (30, 30, 30), (50, 50, 50), "scored"),
    ("30", "80", (30, 30, 30), (80, 80, 80), (-50, -50, -50), "scored"),
    ("50", "50", (50, 50, 50), (50, 50, 50), (0, 0, 0), "scored"),
    # at least: the point within its bounds nearest to 0
    ("80", "20..60", (80, 80, 80), (20, 20, 60), (20, 20, 60), "scored"),
    ("60..80", "20..50", (60, 60, 80), (20, 20, 50), (10, 10, 60), "scored"),
    ("40", "20..60", (40, 40, 40), (20, 20, 60), (0, -20, 20), "scored"),
    ("10", "20..60", (10, 10, 10), (20, 20, 60), (-10, -50, -10), "scored"),
    ("20..60", "60", (20, 20, 60), (60, 60, 60), (0, -40, 0), "scored"),
    # unknown practice never makes an accusation
    ("90", "0..100", (90, 90, 90), (0, 0, 100), (0, -10, 90), "scored"),
    ("0..100", "0..100", (0, 0, 100), (0, 0, 100), (0, -100, 100), "unknown"),
    # from the sides, which are means
    ("80; 60", "30; 20", (70, 70, 70), (25, 25, 25), (45, 45, 45), "scored"),
    # no figure of the gap where a side shows none
    ("80", f"20..60 {BLOCK}", (80, 80, 80), (None, 20, 60), (None, 20, 60), "blocked"),
    (f"20..60 {BLOCK}", "80", (None, 20, 60), (80, 80, 80), (None, -60, -20), "blocked"),
    ("80", f"20..60 {EX}", (80, 80, 80), (None, 20, 60), (None, 20, 60), "unknown"),
    (f"20..60 {EX}", "80", (None, 20, 60), (80, 80, 80), (None, -60, -20), "unknown"),
    ("80", f"20..60 {EX}; 10", (80, 80, 80), (15, 15, 35), (45, 45, 65), "scored"),
]


@pytest.mark.parametrize(("policy", "practice", "said", "done", "gap", "status"), GAPS)
def test_the_gap_is_policy_less_practice(
    policy: str, practice: str, said: object, done: object, gap: object, status: str
) -> None:
    node = nodes(assessed(f"themes: [{theme('t', policy, practice)}]"))["t"]
    assert (figure(node.policy), figure(node.practice), figure(node.gap)) == (said, done, gap)
    assert node.overall is None
    assert (node.kind, node.side) == ("theme", None)
    assert node.status == status


def test_the_coverage_of_a_theme_is_that_of_its_lesser_side() -> None:
    node = nodes(assessed(f"themes: [{theme('t', '20..60', '0..90')}]"))["t"]
    assert node.coverage == pytest.approx(0.1)
    node = nodes(assessed(f"themes: [{theme('t', '20..60', '50')}]"))["t"]
    assert node.coverage == pytest.approx(0.6)


THIN = [
    # minimum 0.5; policy, practice; percents shown of policy, practice and gap, status
    ("20..60", "50", (20, 50, 0), "scored"),
    ("20..90", "50", (None, 50, None), "insufficient"),
    ("50", "20..90", (50, None, None), "insufficient"),
    ("20..90", "20..90", (None, None, None), "insufficient"),
    ("50..100", "0..50", (50, 0, 0), "scored"),
    (f"20..90 {BLOCK}", "50", (None, 50, None), "blocked"),
]


@pytest.mark.parametrize(("policy", "practice", "shown", "status"), THIN)
def test_a_gap_is_thin_where_a_side_is(
    policy: str, practice: str, shown: tuple[float | None, ...], status: str
) -> None:
    assessment = assessed(f"minimum_coverage: 0.5\nthemes: [{theme('t', policy, practice)}]")
    node, summary = nodes(assessment)["t"], assessment.summary
    scores = (node.policy, node.practice, node.gap)
    assert tuple(score.percent if score else "none" for score in scores) == shown
    assert node.status == status
    figures = (summary.policy, summary.practice, summary.gap)
    assert tuple(score.percent if score else "none" for score in figures) == shown
    assert summary.understatement is not None
    assert (summary.understatement.percent is None) is (summary.gap.percent is None)  # type: ignore[union-attr]


ONE_SIDED = [
    # theme; policy, practice, gap, status
    (theme("t", policy="60"), (60, 60, 60), None, None, "scored"),
    (theme("t", practice="20..60"), None, (20, 20, 60), None, "scored"),
    (theme("t", practice=f"20..60 {BLOCK}"), None, (None, 20, 60), None, "blocked"),
    (theme("t", practice="0..100"), None, (0, 0, 100), None, "unknown"),
    # a side that does not apply leaves no gap, whose status is the theme's
    (theme("t", "60", f"20 {NA}"), (60, 60, 60), None, None, "not-applicable"),
    (theme("t", f"60 {NA}", "20"), None, (20, 20, 20), None, "not-applicable"),
    (theme("t", f"60 {NA}", f"20 {NA}"), None, None, None, "not-applicable"),
    (theme("t", "60", "20", NA), None, None, None, "not-applicable"),
    (theme("t", policy=f"60 {NA}"), None, None, None, "not-applicable"),
]


@pytest.mark.parametrize(("listed", "said", "done", "gap", "status"), ONE_SIDED)
def test_a_theme_without_two_sides_has_no_gap_and_no_part_in_the_summary(
    listed: str, said: object, done: object, gap: object, status: str
) -> None:
    assessment = assessed(f"themes: [{listed}]")
    node, summary = nodes(assessment)["t"], assessment.summary
    assert (figure(node.policy), figure(node.practice), figure(node.gap)) == (said, done, gap)
    assert node.status == status
    assert (summary.policy, summary.practice, summary.gap, summary.understatement) == (None,) * 4
    assert (summary.overall, summary.coverage) == (None, None)


def test_below_a_theme_that_does_not_apply_nothing_does() -> None:
    found = nodes(assessed(f"themes: [{theme('t', '60', '20', NA)}]"))
    assert {node.status for node in found.values()} == {"not-applicable"}
    assert found["t-policy-0"].side == "policy"
    assert found["t-practice-0"].because == "Does not apply, as what it is part of does not."


SUMMARY = [
    # themes; (shown, low, high) of policy, practice, gap and understatement
    (
        [theme("a", "80", "30"), theme("b", "60", "50")],
        (70, 70, 70),
        (40, 40, 40),
        (30, 30, 30),
        (0, 0, 0),
    ),
    # one that has no gap counts 0, and practice beyond policy offsets none
    (
        [theme("a", "80", "30"), theme("b", "30", "50")],
        (55, 55, 55),
        (40, 40, 40),
        (25, 25, 25),
        (10, 10, 10),
    ),
    # with weights 3 and 1: (3*50 + 0)/4 and (0 + 20)/4
    (
        [theme("a", "80", "30", "weight: 3"), theme("b", "30", "50")],
        (67.5, 67.5, 67.5),
        (35, 35, 35),
        (37.5, 37.5, 37.5),
        (5, 5, 5),
    ),
    (
        [theme("a", "80", "30", "weight: 0"), theme("b", "30", "50")],
        (30, 30, 30),
        (50, 50, 50),
        (0, 0, 0),
        (20, 20, 20),
    ),
    # only themes that have both sides
    (
        [
            theme("a", "80", "30"),
            theme("b", policy="10"),
            theme("c", "10", f"90 {NA}"),
            theme("d", "9", "9", NA),
        ],
        (80, 80, 80),
        (30, 30, 30),
        (50, 50, 50),
        (0, 0, 0),
    ),
    # gaps from 20 to 60 and from -50 to -10: at least 20 and 10, at most 60 and 50, over two
    (
        [theme("a", "80", "20..60"), theme("b", "10", "20..60")],
        (45, 45, 45),
        (20, 20, 60),
        (10, 10, 30),
        (5, 5, 25),
    ),
    # a gap from -20 to 20 is neither for sure
    ([theme("a", "40", "20..60")], (40, 40, 40), (20, 20, 60), (0, 0, 20), (0, 0, 20)),
    # a theme that may not apply: with it or without
    (
        [theme("a", "80", "30"), theme("b", "30", "60", MAYBE)],
        (55, 55, 80),
        (45, 30, 45),
        (25, 25, 50),
        (15, 0, 15),
    ),
    (
        [theme("a", "80", "30"), theme("b", "30", f"60 {MAYBE}")],
        (55, 55, 80),
        (45, 30, 45),
        (25, 25, 50),
        (15, 0, 15),
    ),
    # a side that is blocked blocks what is drawn from it, and not the other side
    (
        [theme("a", "80", "30"), theme("b", "60", f"20..60 {BLOCK}")],
        (70, 70, 70),
        (None, 25, 45),
        (None, 25, 45),
        (None, 0, 0),
    ),
    (
        [theme("a", "80", "30"), theme("b", "60", "20", f"{BLOCK}, {MAYBE}")],
        (None, 70, 80),
        (None, 25, 30),
        (None, 45, 50),
        (None, 0, 0),
    ),
    # a side that is left out counts only by its bounds; its theme's gap is at least 0
    (
        [theme("a", "80", "30"), theme("b", "60", f"20..60 {EX}")],
        (70, 70, 70),
        (30, 25, 45),
        (25, 25, 45),
        (0, 0, 0),
    ),
]


@pytest.mark.parametrize(("themes", "policy", "practice", "gap", "understatement"), SUMMARY)
def test_the_summary_is_over_the_themes_that_have_both_sides(
    themes: list[str], policy: object, practice: object, gap: object, understatement: object
) -> None:
    summary = assessed(f"themes: [{', '.join(themes)}]").summary
    assert figure(summary.policy) == policy
    assert figure(summary.practice) == practice
    assert figure(summary.gap) == gap
    assert figure(summary.understatement) == understatement


def test_where_all_is_known_policy_less_practice_is_gap_less_understatement() -> None:
    themes = [theme("a", "80", "30", "weight: 3"), theme("b", "30", "50"), theme("c", "7", "91", "weight: 2")]
    summary = assessed(f"themes: [{', '.join(themes)}]").summary
    assert summary.policy is not None
    assert summary.practice is not None
    assert summary.gap is not None
    assert summary.understatement is not None
    assert summary.policy.low - summary.practice.low == pytest.approx(
        summary.gap.low - summary.understatement.low
    )


def test_the_summary_covers_its_lesser_side() -> None:
    summary = assessed(f"themes: [{theme('a', '80', '20..60')}, {theme('b', '60..70', '50')}]").summary
    assert summary.coverage == pytest.approx(0.8)


def test_both_sides_of_a_theme_combine_as_it_says() -> None:
    node = nodes(assessed(f"themes: [{theme('t', '80; 20', '70; 30', 'aggregate: min')}]"))["t"]
    assert (figure(node.policy), figure(node.practice), figure(node.gap)) == (
        (20,) * 3,
        (30,) * 3,
        (-10,) * 3,
    )
    node = nodes(assessed(f"themes: [{theme('t', '80; 20', '70; 30', 'aggregate: max')}]"))["t"]
    assert (figure(node.policy), figure(node.practice)) == ((80,) * 3, (70,) * 3)


def test_both_sides_of_a_theme_are_scaled_to_what_it_is_of() -> None:
    node = nodes(assessed(f"themes: [{theme('t', '80', '30', 'of: 20')}]"))["t"]
    assert node.policy is not None
    assert node.practice is not None
    assert (node.policy.points, node.policy.of, node.policy.percent) == (16, 20, 80)
    assert (node.practice.points, node.practice.of) == (6, 20)


def cap(at_most: int, side: str, when: str) -> str:
    return f"caps: [{{at_most: {at_most}, side: {side}, when: {when}}}]"


THEME_CAPS = [
    # mode, cap; (shown, low, high) of policy, practice and gap of a theme of 80 and 60
    ("low", (30, "policy", "yes"), (30, 30, 30), (60, 60, 60), (-30, -30, -30)),
    ("low", (30, "practice", "yes"), (80, 80, 80), (30, 30, 30), (50, 50, 50)),
    ("low", (30, "practice", "no"), (80, 80, 80), (60, 60, 60), (20, 20, 20)),
    # unknown practice makes no accusation: the gap is at least that without the cap
    ("low", (30, "practice", "maybe"), (80, 80, 80), (30, 30, 60), (20, 20, 50)),
    ("exclude", (30, "practice", "maybe"), (80, 80, 80), (60, 30, 60), (20, 20, 50)),
    ("block", (30, "practice", "maybe"), (80, 80, 80), (None, 30, 60), (None, 20, 50)),
    ("block", (70, "practice", "maybe"), (80, 80, 80), (60, 60, 60), (20, 20, 20)),
]


@pytest.mark.parametrize(("unknown", "capped", "policy", "practice", "gap"), THEME_CAPS)
@pytest.mark.parametrize("whose", ["theme", "rubric"])
def test_a_cap_acts_on_its_side_before_the_gap(
    whose: str, unknown: str, capped: tuple[int, str, str], policy: object, practice: object, gap: object
) -> None:
    own, whole = (cap(*capped), "") if whose == "theme" else ("", cap(*capped))
    assessment = assessed(f"unknown: {unknown}\n{whole}\nthemes: [{theme('t', '80', '60', own)}]")
    node, summary = nodes(assessment)["t"], assessment.summary
    assert (figure(node.policy), figure(node.practice), figure(node.gap)) == (policy, practice, gap)
    assert (figure(summary.policy), figure(summary.practice)) == (policy, practice)
    (result,) = node.caps
    assert (result.at_most, result.side) == capped[:2]


def test_a_rubrics_cap_acts_on_every_theme_that_has_the_side() -> None:
    themes = [theme("a", "80", "60"), theme("b", "20", "10"), theme("c", policy="50"), theme("d", "80", "90")]
    found = nodes(assessed(f"{cap(30, 'practice', 'yes')}\nthemes: [{', '.join(themes)}]"))
    shown = {name: figure(found[name].practice) for name in "abcd"}
    assert shown == {"a": (30, 30, 30), "b": (10, 10, 10), "c": None, "d": (30, 30, 30)}


def test_caps_of_a_theme_and_of_the_rubric_act_together() -> None:
    own = "caps: [{at_most: 40, side: practice, when: yes}, {at_most: 50, side: policy, when: maybe}]"
    node = nodes(assessed(f"{cap(30, 'practice', 'maybe')}\nthemes: [{theme('t', '80', '60', own)}]"))["t"]
    assert (figure(node.policy), figure(node.practice)) == ((50, 50, 80), (30, 30, 40))
    assert [(result.at_most, result.holds) for result in node.caps] == [(50, None), (40, True), (30, None)]


def test_a_theme_says_why_and_cites_the_facts_of_both_sides() -> None:
    rubric = """
    themes:
    - id: t
      policy: [{id: a, levels: [{points: 100, when: {policies: {public: true}}}, {points: 0}]}]
      practice: [{id: b, levels: [{points: 0, when: {findings: {standing: true}}}, {points: 100}]}]
    """
    facts = "policies: [{id: p, public: true, sources: [site]}]\nfindings: [{id: f, sources: [court]}]"
    node = nodes(assessed(rubric, facts))["t"]
    assert (node.facts, node.sources) == (("p", "f"), ("site", "court"))
    assert node.because == "What the company says, set against what the record shows."
    assert [child.id for child in node.children] == ["a", "b"]
    assert [child.side for child in node.children] == ["policy", "practice"]
    assert [figure(child.overall) for child in node.children] == [(100, 100, 100), (0, 0, 0)]


@pytest.mark.parametrize(
    ("listed", "because"),
    [
        (
            theme("t", "80", "30", "applies_when: no"),
            "Does not apply, on a complete search of grievance mechanisms.",
        ),
        # it would apply, had it anything that does
        (theme("t", f"80 {NA}", f"30 {NA}", "applies_when: yes"), "Does not apply."),
        (
            theme("t", "80", "30", MAYBE),
            (
                "What the company says, set against what the record shows. "
                "Whether it applies is not settled; it counts as applying."
            ),
        ),
    ],
)
def test_a_theme_says_why_it_does_not_apply_or_may_not(listed: str, because: str) -> None:
    assert nodes(assessed(f"themes: [{listed}]"))["t"].because == because


def test_what_would_settle_a_theme_is_listed_under_it_and_under_its_criteria() -> None:
    assessment = assessed(
        f"themes: [{theme('t', '80', '20..60', cap(30, 'policy', 'maybe') + ', ' + MAYBE)}]"
    )
    needs = {unknown.node: [need.text for need in unknown.needs] for unknown in assessment.unknowns}
    search = "a complete search for due diligence"
    assert needs == {"t": [search], "t-practice-0": [search]}
