"""The record as known on a date: what is known from when, what had not happened, what a search closes."""

from __future__ import annotations

import pytest

from tests.engine.worked import D, ask, assessed, nodes, recorded

KNOWN_FROM = [
    # published, date of assessment, known
    ("published: 2020-09-23", "2020-09-23", True),
    ("published: 2020-09-23", "2020-09-22", False),
    # a month or a year counts from its last day
    ("published: 2020-09", "2020-09-29", False),
    ("published: 2020-09", "2020-09-30", True),
    ("published: 2020", "2020-12-30", False),
    ("published: 2020", "2020-12-31", True),
    ("published: 2020-02", "2020-02-28", False),
    ("published: 2020-02", "2020-02-29", True),
    # without a date of publication, the day of the archived copy
    ("archived: 2020-09-23", "2020-09-22", False),
    ("archived: 2020-09-23", "2020-09-23", True),
    ('archived: "https://archive.example/web/20200923101500/https://news.example/mine"', "2020-09-22", False),
    ('archived: "https://archive.example/web/20200923101500/https://news.example/mine"', "2020-09-23", True),
    # the publication decides, whenever the copy was made
    ("published: 2020-01-01, archived: 2020-09-23", "2020-01-01", True),
    ("published: 2020-09-23, archived: 2020-01-01", "2020-09-22", False),
]


@pytest.mark.parametrize(("dated", "as_of", "known"), KNOWN_FROM)
def test_a_fact_is_known_from_its_publication(dated: str, as_of: str, known: bool) -> None:
    facts = f"sources: {{report: {{{dated}}}}}\npolicies: [{{id: p, public: true, sources: [report]}}]"
    assessment = recorded(facts, as_of=as_of)
    assert ("p" in assessment.facts) is known
    assert ("report" in assessment.sources) is known
    assert ask("{policies: {public: true}}", facts, "", as_of).truth is (known or None)


def test_the_earliest_of_several_sources_decides_and_later_ones_are_not_named() -> None:
    facts = """
        sources: {early: {published: 2019-05-01}, late: {published: 2021-05-01}}
        policies: [{id: p, disputed_by: [early, late], sources: [late, early]}]
    """
    before, between, after = (recorded(facts, as_of=day) for day in ("2019-04-30", D, "2021-05-01"))
    assert "p" not in before.facts
    assert between.facts["p"]["sources"] == ["early"]
    assert between.facts["p"]["disputed_by"] == ["early"]
    assert after.facts["p"]["sources"] == ["late", "early"]
    assert after.facts["p"]["disputed_by"] == ["early", "late"]


def test_a_source_read_through_a_later_one_counts_from_its_own_date_and_does_not_name_it() -> None:
    facts = """
        sources:
          original: {published: 2019-05-01, read_in: later, republishes: later}
          later: {published: 2021-05-01}
        policies: [{id: p, sources: [original]}]
    """
    assert "p" in recorded(facts, as_of="2019-05-01").facts
    before = recorded(facts, as_of="2021-04-30").sources["original"]
    assert before["read_in"] is None, "not read in the original, and where is not named"
    assert "republishes" not in before
    assert recorded(facts, as_of="2021-05-01").sources["original"]["read_in"] == "later"


UPDATES = """
    sources: {first: {published: 2019-01-01}, second: {published: 2020-01-01}, third: {published: 2021-01-01}}
    involvement:
      - id: i
        rights: [privacy, liberty]
        severity: {scale: grave, scope: few}
        period: {from: 2017}
        updates:
          - {set: {rights: [life], severity: {scope: mass}, period: {to: 2018-06}}, sources: [second]}
          - {set: {severity: {scale: limited}, pattern: repeated}, sources: [third]}
          - {set: {severity: {scale: serious}, affected: null}, sources: [first]}
        affected: [workers]
        sources: [first]
"""


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        # Only the third is known: it rests on the same report as the fact.
        (
            "2019-01-01",
            ({"scale": "serious", "scope": "few"}, ["privacy", "liberty"], {"from": "2017"}, ["first"]),
        ),
        # Lists are replaced, mappings merged by key; the third comes last.
        (
            "2020-01-01",
            (
                {"scale": "serious", "scope": "mass"},
                ["life"],
                {"from": "2017", "to": "2018-06"},
                ["first", "second"],
            ),
        ),
        (
            "2021-01-01",
            (
                {"scale": "serious", "scope": "mass"},
                ["life"],
                {"from": "2017", "to": "2018-06"},
                ["first", "second", "third"],
            ),
        ),
    ],
)
def test_updates_apply_in_the_order_listed_each_from_its_own_sources(as_of: str, expected: object) -> None:
    fact = recorded(UPDATES, as_of=as_of).facts["i"]
    assert (fact["severity"], fact["rights"], fact["period"], fact["sources"]) == expected
    assert fact["affected"] is None
    assert fact.get("pattern") == ("repeated" if as_of == "2021-01-01" else None)


def test_a_mapping_that_was_unrecorded_begins_with_the_update() -> None:
    facts = "involvement: [{id: i, updates: [{set: {period: {to: 2018-06}}, sources: [ngo]}]}]"
    assert recorded(facts).facts["i"]["period"] == {"to": "2018-06"}


MASKED = [
    # event dates after the day have not happened; one that straddles it stays, planned ones stay
    ("promises: [{id: x, kept: 2020-09-24}]", "kept", None),
    ("promises: [{id: x, kept: 2020-09-23}]", "kept", D),
    ("promises: [{id: x, kept: 2020-09}]", "kept", "2020-09"),
    ("promises: [{id: x, kept: 2020}]", "kept", "2020"),
    ("promises: [{id: x, kept: 2020-10}]", "kept", None),
    ("promises: [{id: x, kept: 2021}]", "kept", None),
    ("promises: [{id: x, due: 2021}]", "due", "2021"),
    ("engagement: [{id: x, deadline: 2020-09-24}]", "deadline", "2020-09-24"),
    ("involvement: [{id: x, planned_until: 2030}]", "planned_until", "2030"),
    ("involvement: [{id: x, period: {from: 2017, to: 2020-09-24}}]", "period", {"from": "2017", "to": None}),
    (
        "involvement: [{id: x, period: {from: 2017, to: 2020-09}}]",
        "period",
        {"from": "2017", "to": "2020-09"},
    ),
]


@pytest.mark.parametrize(("facts", "field", "expected"), MASKED)
def test_an_event_date_after_the_day_has_not_happened(facts: str, field: str, expected: object) -> None:
    assert recorded(facts).facts["x"][field] == expected


@pytest.mark.parametrize(
    ("answered", "response"),
    [
        ("answered: 2020-09-23", "full"),
        # Not yet given, or perhaps not: what it says is not known.
        ("answered: 2020-09-24", None),
        ("answered: 2020-09", None),
        ("by: a newspaper", "full"),
    ],
)
def test_a_response_is_known_with_the_answer(answered: str, response: str | None) -> None:
    facts = (
        f"engagement: [{{id: x, {answered}, response: full, statement: We answered., delivered: confirmed}}]"
    )
    fact = recorded(facts).facts["x"]
    assert fact.get("response") == response
    assert ("statement" in fact) is (response is not None)


@pytest.mark.parametrize(
    ("status", "truth"),
    [("", True), (", status: active", True)]
    + [(f", status: {status}", False) for status in ("corrected", "retracted", "superseded")],
)
def test_only_active_facts_score_and_all_stay_visible(status: str, truth: bool) -> None:
    facts = f"policies: [{{id: p{status}}}]"
    assert ask("{policies: {}}", facts, "policies").truth is truth
    assert "p" in recorded(facts).facts


def test_a_fact_is_superseded_from_the_publication_that_says_so() -> None:
    facts = """
        sources: {newer: {published: 2020-09-24}}
        policies: [{id: p, updates: [{set: {status: superseded}, sources: [newer]}]}]
    """
    assert ask("{policies: {}}", facts, "policies").truth is True
    assert ask("{policies: {}}", facts, "policies", "2020-09-24").truth is None


CLOSED = [
    # search, date of assessment, months that it stands, closed
    ("coverage: complete", D, 0, True),
    ("coverage: complete", "2020-09-24", 0, False),
    ("coverage: complete, until: 2020-09-22", D, 0, False),
    ("coverage: complete, until: 2020-09-23", D, 0, True),
    ("coverage: complete, until: 2020-09-24", D, 0, True),
    ("coverage: partial, until: 2020-09-23", D, 0, False),
    # a month or a year counts from its first day
    ("coverage: complete, until: 2020-09", D, 0, False),
    ("coverage: complete, until: 2020-09", "2020-09-01", 0, True),
    ("coverage: complete, until: 2020", D, 0, False),
    ("coverage: complete, until: 2020", "2020-01-01", 0, True),
    ("coverage: complete, until: 2021", D, 0, True),
    # a rubric may let it stand for some months longer
    ("coverage: complete, until: 2019-09-23", D, 12, True),
    ("coverage: complete, until: 2019-09-22", D, 12, False),
    ("coverage: complete, until: 2019-09", D, 13, True),
    ("coverage: complete, until: 2019-08-31", "2020-02-29", 6, True),
    ("coverage: complete, until: 2019-08-31", "2020-03-01", 6, False),
    ("coverage: partial, until: 2020-09-23", D, 12, False),
    # a search that rests on a statement is known from it
    ("coverage: complete, sources: [court]", D, 0, True),
    ("coverage: complete, sources: [court]", "2019-01-01", 0, True),
    ("coverage: complete, sources: [court]", "2018-12-31", 0, False),
    ("coverage: complete, sources: [court, ngo]", "2018-12-31", 0, True),
    # so late a date leaves no room for further months
    ("coverage: complete, until: 9999-12", "9999-11-30", 12, True),
    ("coverage: complete, until: 9999-06", "9999-12-31", 12, True),
    ("coverage: complete, until: 9998-11-30", "9999-12-31", 12, False),
]


@pytest.mark.parametrize(("search", "as_of", "months", "closed"), CLOSED)
def test_a_complete_search_closes_a_collection(search: str, as_of: str, months: int, closed: bool) -> None:
    facts = f"research: {{policies: [{{searched: [the sources listed], {search}}}]}}"
    assessment = recorded(facts, as_of=as_of, rubric=f"search_stands: {{months: {months}}}")
    assert assessment.research["policies"].closed is closed
    truth = False if closed else None
    rubric = f"""
        search_stands: {{months: {months}}}
        children: [{{id: asked, levels: [{{points: 100, when: {{policies: {{}}}}}}, {{points: 0}}]}}]
    """
    assert nodes(assessed(rubric, facts, as_of=as_of))["asked"].levels[0].holds is truth


def test_one_complete_search_among_several_is_enough() -> None:
    facts = """
        research:
          policies:
            - {coverage: complete, searched: [the website], until: 2019-01-01}
            - {coverage: complete, searched: [the website]}
            - {coverage: partial, searched: [the archive]}
    """
    assert recorded(facts).research["policies"].closed
    assert not recorded(facts, as_of="2020-09-24").research["policies"].closed


def test_a_search_is_listed_from_the_publication_that_reports_it() -> None:
    facts = """
        research:
          policies:
            - {coverage: complete, searched: [the website], sources: [court]}
            - {coverage: partial, searched: [the archive]}
    """
    searched = [
        search["searched"] for search in recorded(facts, as_of="2018-12-31").research["policies"].searches
    ]
    assert searched == [["the archive"]]
    assert len(recorded(facts).research["policies"].searches) == 2


CORROBORATION = [
    # sources cited, date, number of independent origins
    ("[ngo]", D, 1),
    ("[ngo, court]", D, 2),
    ("[ngo, court]", "2018-12-31", 1),
    ("[ngo, wire]", D, 2),
    # a copy counts with what it copies, in the end, whether or not that is cited
    ("[copy, wire]", D, 1),
    ("[copy, second-copy]", D, 1),
    ("[copy-of-copy, copy]", D, 1),
    ("[copy-of-copy, ngo]", D, 2),
    # the company's own, and copies of them, do not count
    ("[site]", D, 0),
    ("[filing, review, site]", D, 0),
    ("[release-copied, ngo]", D, 1),
    ("[release-copied]", D, 0),
]
ORIGINS = """
    wire: {published: 2018-01-01}, copy: {published: 2018-01-02, republishes: wire},
    second-copy: {published: 2018-01-03, republishes: wire},
    copy-of-copy: {published: 2018-01-04, republishes: second-copy},
    filing: {kind: company-filing, published: 2018-01-01},
    review: {kind: commissioned-review, published: 2018-01-01},
    release-copied: {published: 2018-01-02, republishes: site},
"""


@pytest.mark.parametrize(("sources", "as_of", "count"), CORROBORATION)
def test_corroboration_counts_independent_origins_known_by_then(sources: str, as_of: str, count: int) -> None:
    facts = f"sources: {{{ORIGINS}}}\ninvolvement: [{{id: i, sources: {sources}}}]"
    assert ask(f"{{involvement: {{corroboration: {count}}}}}", facts, "", as_of).truth is True


def test_the_sources_of_a_known_update_corroborate() -> None:
    facts = """
        sources: {late: {published: 2020-09-24}}
        involvement:
          - id: i
            updates:
              - {set: {pattern: repeated}, sources: [court]}
              - {set: {pattern: systematic}, sources: [late]}
    """
    assert ask("{involvement: {corroboration: 2}}", facts).truth is True
    assert ask("{involvement: {corroboration: 3}}", facts, "", "2020-09-24").truth is True


TOLD = """
    sources:
      reply: {published: 2019-06-01, kind: company}
      later: {published: 2019-07-01}
      turn: {published: 2019-08-01}
    involvement:
      - id: i
        sources: [ngo]
        updates:
          - {set: {disputed_by: [reply], note: The company denies it.}, sources: [reply]}
          - {set: {note: More on it.}, sources: [later]}
          - {set: {severity: {scale: grave}}, sources: [turn]}
"""


def test_a_fact_is_told_by_what_asserts_it_and_not_by_denials_or_notes() -> None:
    fact = recorded(TOLD).facts["i"]
    assert fact["told_by"] == ["ngo", "turn"]
    assert fact["sources"] == ["ngo", "reply", "later", "turn"]
    assert recorded(TOLD, as_of="2019-07-31").facts["i"]["told_by"] == ["ngo"]
