"""What a report says, and what it never says (DESIGN 4)."""

from __future__ import annotations

import re

import pytest

from ddscore import assess, load_case, load_rubric
from ddscore.documents import shipped
from ddscore.model.assessment import CapResult, Need, UnknownNode
from ddscore.model.rubric import Base, Side
from ddscore.model.score import Status
from ddscore.reports import FORMATS, wording
from ddscore.reports.story import tell
from ddscore.reports.story.blocks import Beside, Items, Paragraph, Quotation, Section, Terms
from tests.reports.example_assessment import COMMITMENT, EXAMPLE, FACTS, SOURCES, UNTOUCHED, node, percent

ACCUSING = re.compile(r"\b(?:guilty|complicit|lied|lies|claims?|claimed|admits?|admitted)\b", re.IGNORECASE)


def text_of(assessment) -> str:
    """The report in text, on one line."""
    return " ".join(FORMATS["text"].render([assessment]).split())


def opening_of(assessment) -> str:
    return tell(assessment).blocks[0].sentence.text


def section(assessment, title: str) -> Section:
    return next(found for found in sections(tell(assessment).blocks) if found.title == title)


def sections(blocks):
    for block in blocks:
        if isinstance(block, Section):
            yield block
            yield from sections(block.blocks)


def sentences(blocks):
    """Every sentence of a story but for quotations."""
    for block in blocks:
        match block:
            case Paragraph(sentence, _):
                yield sentence
            case Terms(rows):
                yield from (sentence for _, sentence in rows)
            case Section(_, inner):
                yield from sentences(inner)
            case Beside(columns):
                for column in columns:
                    yield from sentences(column.blocks)
            case Items(items):
                for item in items:
                    yield item.sentence
                    yield from sentences(item.more)


def test_the_opening_says_what_is_certain_with_bounds_and_who_was_silent():
    assert opening_of(EXAMPLE) == (
        "On the sources listed, as known on 23 September 2020, 2 stated commitments of the company are "
        "contradicted by the record. The finding of Example Council (14 January 2020) was of a future risk "
        "and did not determine past conduct; it was later withdrawn because the shares were no longer held. "
        "Commitment and finding meet by an instrument that both name (respects) and by a right of the matter "
        "that the finding is about (supplier-code). "
        "Example Gazette (23 September 2020) and ddscore drew the comparisons. By example 1.0 the outcome is "
        "undetermined. example 1.0 places its commitments between 36 and 65 of 100, and the documented "
        "record at 40 of 100 or less. According to Example Gazette (23 September 2020), the company had not "
        "answered its question."
    )
    assert tell(EXAMPLE).blocks[0].sentence.sources == ("council", "gazette")


def test_the_opening_names_each_of_several_findings_that_were_limited_or_ended():
    finding = {**FACTS["ngo-finding"], "finality": "lapsed"}
    pair = EXAMPLE.contradictions[0]._replace(finding="ngo-finding")
    two = EXAMPLE._replace(
        facts={**FACTS, "ngo-finding": finding}, contradictions=(*EXAMPLE.contradictions, pair)
    )
    assert "The finding of Example Council (14 January 2020) was of a future risk" in opening_of(two)
    assert "The finding of an NGO later lapsed." in opening_of(two)


def test_silence_is_told_of_the_source_that_recorded_it_and_of_its_date_alone():
    asked = {**FACTS["gazette-question"], "by": "Example Tribune"}
    one = EXAMPLE._replace(facts={**FACTS, "gazette-question": asked})
    assert "the company had not answered a question put to it." in opening_of(one)
    two = EXAMPLE._replace(unanswered=(*EXAMPLE.unanswered, EXAMPLE.unanswered[0]._replace(id="unsettled")))
    assert "the company had not answered 2 questions put to it." in opening_of(two)
    assert "by 23 September 2020, the company" not in text_of(two)
    bare = EXAMPLE._replace(facts={**FACTS, "gazette-question": {**asked, "sources": []}})
    assert "According to the case file, the company had not answered" in opening_of(bare)
    assert "No answer is recorded in the sources listed." in text_of(bare)


def test_one_contradiction_is_one_commitment():
    one = EXAMPLE._replace(contradictions=EXAMPLE.contradictions[:1])
    assert "a stated commitment of the company is contradicted by the record." in opening_of(one)


def test_the_opening_does_not_accuse_on_what_is_only_possible():
    possible = EXAMPLE._replace(
        contradictions=(),
        summary=EXAMPLE.summary._replace(profile=None, possible_profiles=("contradicted", "little")),
    )
    assert "it is undetermined how what the company says compares" in opening_of(possible)
    assert "contradict" not in opening_of(possible)
    assert "Contradicted commitments" not in text_of(possible)
    assert "Profile: undetermined (possible: A stated commitment is" in text_of(possible)


def test_a_certain_profile_opens_the_report_where_nothing_is_contradicted():
    little = EXAMPLE._replace(contradictions=(), summary=EXAMPLE.summary._replace(profile="little"))
    assert (
        "by example 1.0 the profile is “Little said, little shown”, and the outcome is undetermined."
    ) in opening_of(little)


@pytest.mark.parametrize("contradicted", [True, False])
@pytest.mark.parametrize("profile", ["certain", "open", "none"])
@pytest.mark.parametrize("outcome", ["certain", "open", "none"])
@pytest.mark.parametrize("band", ["certain", "open"])
def test_the_opening_says_all_that_is_certain_and_nothing_that_is_not(contradicted, profile, outcome, band):
    two = {"certain": ("little", ("little",)), "open": (None, ("contradicted", "little")), "none": (None, ())}
    three = {"certain": ("exclude", ("exclude",)), "open": (None, ("exclude", "none")), "none": (None, ())}
    summary = EXAMPLE.summary._replace(
        profile=two[profile][0],
        possible_profiles=two[profile][1],
        outcome=three[outcome][0],
        possible_outcomes=three[outcome][1],
        band="wide" if band == "certain" else None,
    )
    said = opening_of(
        EXAMPLE._replace(summary=summary, contradictions=EXAMPLE.contradictions if contradicted else ())
    )
    assert ("contradicted by the record" in said) is contradicted
    assert ("the profile is “Little said, little shown”" in said) is (profile == "certain")
    assert ("the outcome is “Meets this rubric's test for exclusion”" in said) is (outcome == "certain")
    assert ("the band is “Wide gap”" in said) is (band == "certain")
    open_ = [kind for kind, how in (("outcome", outcome), ("profile", profile)) if how == "open"]
    assert ("undetermined" in said) is bool(open_ or not (contradicted or "certain" in (profile, outcome)))
    for kind in open_:
        assert f"the {kind}" in said
    assert "  " not in said
    assert ".." not in said
    told = said.count("By example 1.0 ") + said.count("by example 1.0 ")
    assert told == int((profile, outcome) != ("none", "none"))


def test_a_profile_that_stands_for_the_contradiction_is_not_told_twice():
    rows = tuple(
        row._replace(when={"contradictions": {}} if row.id == "contradicted" else row.when)
        for row in EXAMPLE.rubric.profiles
    )
    one = EXAMPLE._replace(rubric=EXAMPLE.rubric._replace(profiles=rows))
    assert "the profile" not in opening_of(one)


def test_the_opening_names_who_found_and_who_compared():
    drawn = EXAMPLE.contradictions[0]._replace(drawn_by="ddscore")
    plain = {**FACTS["council-finding"], "finality": "final", "concerns": ["harm"]}
    one = EXAMPLE._replace(contradictions=(drawn,), facts={**FACTS, "council-finding": plain})
    assert (
        "The finding is that of Example Council (14 January 2020). Commitment and finding meet by an "
        "instrument that both name (respects). ddscore drew the comparison."
    ) in opening_of(one)


def test_where_more_is_worse_the_opening_says_so():
    summary = UNTOUCHED.summary._replace(policy=None, practice=None, overall=percent(40, 40, 55))
    worse = UNTOUCHED._replace(summary=summary, rubric=UNTOUCHED.rubric._replace(higher_is="worse"))
    assert "between 40 and 55 of 100, where more is worse." in opening_of(worse)


def test_a_benchmark_opens_with_its_one_score():
    summary = UNTOUCHED.summary._replace(
        policy=None,
        practice=None,
        gap=None,
        understatement=None,
        overall=percent(40, 40, 55),
    )
    scored = node("disclosure", "Disclosure", overall=percent(40, 40, 55), side="overall")
    benchmark = UNTOUCHED._replace(summary=summary, nodes=(scored,))
    assert "by example 1.0 the outcome and the profile are undetermined." in opening_of(benchmark)
    assert "example 1.0 places the company between 40 and 55 of 100." in opening_of(benchmark)
    bare = benchmark._replace(summary=summary._replace(possible_profiles=(), possible_outcomes=()))
    assert "the company was assessed on no source and no search." in opening_of(bare)
    listed = bare._replace(sources=SOURCES)
    assert "the company was assessed on what is public about it." in opening_of(listed)
    assert "with overall 40 (between 40 and 55)" in text_of(benchmark)


def test_a_rubric_of_outcomes_alone_gives_no_figure():
    blank = dict.fromkeys(("policy", "practice", "gap", "understatement", "coverage"))
    outcomes = UNTOUCHED._replace(summary=UNTOUCHED.summary._replace(possible_bands=(), **blank))
    assert "example 1.0 gives no figure for the company." in opening_of(outcomes)
    assert "Band:" not in text_of(outcomes)


def test_a_draft_carries_a_banner_and_a_reviewed_record_does_not():
    assert tell(EXAMPLE).banner == wording.DRAFT
    assert tell(UNTOUCHED).banner == ""


def test_a_band_stands_with_policy_and_practice():
    assert (
        "Band: at least Wide gap (possible: Wide gap; Severe gap); with policy 36 (between 36 and 65) and "
        "practice 0 (between 0 and 40)"
    ) in text_of(EXAMPLE)
    certain = EXAMPLE._replace(summary=EXAMPLE.summary._replace(band="wide", possible_bands=("wide",)))
    assert "Band: Wide gap; with policy 36 (between 36 and 65) and practice 0" in text_of(certain)


def test_an_outcome_is_given_with_its_reason_only_where_it_is_certain():
    assert "Grave harm was found." not in text_of(EXAMPLE)
    certain = EXAMPLE._replace(
        summary=EXAMPLE.summary._replace(outcome="exclude", possible_outcomes=("exclude",))
    )
    assert "Outcome: Meets this rubric's test for exclusion. Grave harm was found." in text_of(certain)


def test_a_blocked_theme_leaves_the_summary_without_figures_and_says_so():
    blocked = UNTOUCHED._replace(nodes=(COMMITMENT._replace(status=Status.BLOCKED),))
    assert "no figure while something is open (between 0 and 100)" in text_of(blocked)


def test_a_rubric_where_higher_is_worse_says_so():
    assert wording.HIGHER_IS_WORSE not in text_of(EXAMPLE)
    worse = EXAMPLE._replace(rubric=EXAMPLE.rubric._replace(higher_is="worse"))
    assert wording.HIGHER_IS_WORSE in text_of(worse)


def test_only_a_settled_level_reads_reached():
    text = text_of(EXAMPLE)
    assert "Level: reached: A body upheld a concern" in text
    assert "Level: undetermined; possible: Approved at the most senior level; A public commitment" in text
    assert text.count("Level: reached:") == 2


def test_a_zero_that_stands_for_something_not_found_is_explained():
    reported = section(EXAMPLE, "Remedy reported")
    assert any(wording.NOT_DISCLOSED in sentence.text for sentence in sentences(reported.blocks))


def test_a_zero_says_where_nobody_searched():
    need = Need("grievance_mechanisms", None, None, "a complete search for grievance mechanisms")
    unsearched = EXAMPLE._replace(unknowns=(UnknownNode("remedy-reported", (need,)),))
    for title in ("Remedy reported", "Remedy in policy"):
        said = [sentence.text for sentence in sentences(section(unsearched, title).blocks)]
        assert any(wording.NOT_SEARCHED in text for text in said)
        assert not any(wording.NOT_DISCLOSED in text for text in said)


def test_a_cap_of_the_whole_rubric_is_told_once():
    ground = "severe harm was upheld."
    whole = CapResult(30, Side.PRACTICE, ground, None, ("mine",))
    why = f"Set side by side. Whether a cap at 30 percent applies is undetermined. It would: {ground}"
    nodes = tuple(one._replace(caps=(whole,), because=why) if one.policy else one for one in EXAMPLE.nodes)
    text = text_of(EXAMPLE._replace(nodes=nodes))
    assert text.count(ground) == 1
    assert (
        "Cap: Undetermined: whether what the record shows is capped at 30 percent. It would be on this "
        "ground, which is not established: severe harm was upheld. It bears on mine. [gazette]"
    ) in text
    assert text.count("is capped at 30 percent (see above).") == 2
    sure = tuple(one._replace(caps=(whole._replace(holds=True),)) if one.policy else one for one in nodes)
    assert (
        text_of(EXAMPLE._replace(nodes=sure)).count("What the record shows, capped at 30 percent (see") == 2
    )


def test_a_cap_is_told_as_a_fact_only_where_it_holds():
    text = text_of(EXAMPLE)
    assert (
        "Cap: What the record shows, capped at 20 percent: grave harm has no disclosed remedy. It rests "
        "on mine."
    ) in text
    assert (
        "Cap: Undetermined: whether what it says is capped at 50 percent. It would be on this ground" in text
    )
    assert "the policy was withdrawn" not in text


def test_the_caps_that_the_engine_tells_are_not_told_again_under_each_theme():
    assessed = assess(
        load_case(shipped.folder("cases") / "hikvision.yaml"), load_rubric("ungp"), "2025-06-01"
    )
    (ground,) = {cap.because for node in assessed.nodes for cap in node.caps}
    assert text_of(assessed).count(" ".join(ground.split()).rstrip(".")) == 1


def test_a_certain_profile_names_the_pairs_that_it_rests_on():
    assert (
        "Profile: A stated commitment is contradicted by the record (respects beside council-finding; "
        "supplier-code beside council-finding)"
    ) in text_of(EXAMPLE)


@pytest.mark.parametrize(
    ("when", "named"),
    [
        ({"contradictions": {"basis": ["direct"]}}, " (respects beside council-finding)"),
        ({"contradictions": {"finding.by_kind": "court"}}, ""),
        ({"any": [{"contradictions": {}}, {"findings": {}}]}, ""),
        (None, ""),
    ],
)
def test_a_profile_names_only_pairs_that_its_condition_plainly_asks_for(when, named):
    row = EXAMPLE.rubric.profiles[0]._replace(when=when)
    rubric = EXAMPLE.rubric._replace(profiles=(row,))
    text = text_of(EXAMPLE._replace(rubric=rubric))
    assert f"Profile: A stated commitment is contradicted by the record{named} Outcome:" in text


def test_a_zero_that_a_finding_made_is_not_explained_away():
    upheld = section(EXAMPLE, "Findings on the commitment")
    assert not any(wording.NOT_DISCLOSED in sentence.text for sentence in sentences(upheld.blocks))


def columns_of(assessment):
    """What stands beside the finding that contradicts a commitment."""
    beside = section(assessment, "Contradicted commitments").blocks[1].blocks[0]
    assert isinstance(beside, Beside)
    return beside.columns


def test_a_commitment_stands_beside_the_finding_the_answer_and_reported_denials():
    said, shown, answered, reported = columns_of(EXAMPLE)
    assert "“Example Mining respects human rights.”" in [
        block.text for block in said.blocks if isinstance(block, Quotation)
    ]
    assert "“facilitates serious abuse”" in [
        block.text for block in shown.blocks if isinstance(block, Quotation)
    ]
    assert wording.FUTURE_RISK in [sentence.text for sentence in sentences(shown.blocks)]
    assert [sentence.text for sentence in sentences(answered.blocks)] == [
        "Disputed by Example Mining plc (20 September 2020), “Our answer”.",
        "It is recorded as disputing the matter that the finding is about.",
        "According to Example Lawyers (2020): The reviewers found no intent.",
        "Found in the company's favour by Example Lawyers, 2020.",
        (
            "According to Example Council (18 September 2020, read in Example Gazette [gazette]): an "
            "authority put a question to the company in November 2019: What does the company do to avoid "
            "contributing?"
        ),
        "The company answered in part on 1 December 2019. That was before the finding.",
        "For other questions and its answers see “Questions put to the company”.",
    ]
    assert [sentence.text for sentence in sentences(reported.blocks)] == [
        (
            "A denial is reported in “Council faults a mine (copy)”, "
            "Example Gazette, as republished by Example Wire (archived 24 September 2020)."
        ),
        "It is recorded as disputing the matter that the finding is about.",
    ]


def test_what_the_company_said_on_another_matter_does_not_stand_beside_a_finding():
    elsewhere = {**FACTS["council-question"], "addresses": "another-mine"}
    other = EXAMPLE._replace(facts={**FACTS, "council-question": elsewhere})
    assert not any("put a question" in sentence.text for sentence in sentences(columns_of(other)[2].blocks))
    assert "We take rights very seriously" in text_of(other)


def test_a_source_that_only_disputes_is_not_called_a_report_of_a_denial():
    sources = {**SOURCES, "wire": {**SOURCES["gazette"], "role": []}}
    assert "Disputed in “Council faults a mine”, Example Gazette" in text_of(
        EXAMPLE._replace(sources=sources)
    )


def test_findings_of_others_in_the_companys_favour_stand_in_the_record():
    shown = [sentence.text for sentence in sentences(columns_of(EXAMPLE)[1].blocks)]
    assert "Found in the company's favour by Example Tribunal." in shown
    retracted = {**FACTS["tribunal-finding"], "status": "retracted"}
    without = EXAMPLE._replace(facts={**FACTS, "tribunal-finding": retracted})
    assert "in the company's favour by Example Tribunal" not in text_of(without)


@pytest.mark.parametrize(
    ("finality", "because", "said"),
    [
        (
            "withdrawn",
            "no-longer-held",
            "It was withdrawn (reason recorded: no longer held), not on the merits.",
        ),
        ("overturned", "merits", "It was overturned on the merits."),
        ("lapsed", None, "It lapsed; no reason is recorded."),
    ],
)
def test_a_finding_that_ended_says_so_and_why(finality, because, said):
    finding = {**FACTS["council-finding"], "finality": finality, "ended_because": because}
    ended = EXAMPLE._replace(facts={**FACTS, "council-finding": finding})
    assert said in [sentence.text for sentence in sentences(columns_of(ended)[1].blocks)]


def test_a_finding_stands_with_its_note_and_its_coding_below_the_columns():
    shown = [sentence.text for sentence in sentences(columns_of(EXAMPLE)[1].blocks)]
    assert "Note in the case file: The recommendation itself was not read." in shown
    assert not any("as coded" in said for said in shown)
    below = section(EXAMPLE, "Contradicted commitments").blocks[1].blocks[1:]
    assert any(said.text.startswith("The finding, as coded in the case file:") for said in sentences(below))


def test_a_finding_without_an_answer_says_that_none_is_recorded():
    facts = {
        name: {key: value for key, value in fact.items() if key not in ("statement", "disputed_by")}
        for name, fact in FACTS.items()
        if name != "review-finding"
    }
    silent = EXAMPLE._replace(facts=facts, unanswered=())
    assert "The sources listed record no statement by the company itself on this matter." in text_of(silent)


def test_a_commitment_says_on_which_rights_it_meets_and_whether_it_came_after_the_finding():
    pair = EXAMPLE.contradictions[0]._replace(basis="implied", instruments=(), rights=("housing", "privacy"))
    late = {**FACTS["respects"], "date": "2021-08"}
    implied = EXAMPLE._replace(contradictions=(pair,), facts={**FACTS, "respects": late})
    every = "What the commitment embraces covers every right, and so those"
    matter = f"{every} of the matter that the finding is about"
    none = "The case file records none for the finding itself."
    assert f"{matter}: housing and privacy. {none}" in text_of(implied)
    named = {**FACTS["council-finding"], "rights": ["housing", "privacy"]}
    own = implied._replace(facts={**implied.facts, "council-finding": named})
    whose = "and so those that the finding names: housing and privacy."
    assert whose in text_of(own)
    assert matter not in text_of(own)
    assert (
        "The commitment came after the finding: the finding is dated 14 January 2020, the commitment "
        "August 2021."
    ) in text_of(implied)
    assert "The commitment came after" not in text_of(EXAMPLE)
    bare = implied._replace(contradictions=(pair._replace(rights=()),))
    assert f"{matter}. {none}" in text_of(bare)


def test_a_comparison_says_who_drew_it():
    text = text_of(EXAMPLE)
    assert "Example Gazette (23 September 2020) drew this comparison itself. [gazette]" in text
    assert "ddscore drew this comparison." in text


def test_pairs_that_decide_nothing_are_listed_apart():
    titles = [block.title for block in section(EXAMPLE, "Commitments beside the record").blocks]
    assert titles == [
        "Contradicted commitments",
        "Undetermined pairs",
        "Disputed pairs",
        "Commitments made later",
    ]


def test_without_pairs_the_report_says_how_far_the_search_went():
    assert "The searches for them were not complete: there may be others." in text_of(UNTOUCHED)
    closed = dict.fromkeys(("policies", "findings", "involvement", "promises"), EXAMPLE.research["policies"])
    assert "there may be others" not in text_of(UNTOUCHED._replace(research=closed))


@pytest.mark.parametrize(
    ("due", "overdue", "clock"),
    [
        (None, False, "Open 17 months on 23 September 2020; no date was promised."),
        ("2020-06", True, "Open 17 months on 23 September 2020; it was due by June 2020, which had passed."),
        ("2021", False, "Open 17 months on 23 September 2020; it was not due before 2021."),
        (
            "2020",
            None,
            "it was due by 2020, and whether that had passed is undetermined.",
        ),
    ],
)
def test_an_open_promise_has_a_clock(due, overdue, clock):
    made = EXAMPLE.open_promises[0]
    when = None if due is None else type(made.made).parse(due)
    assert clock in text_of(EXAMPLE._replace(open_promises=(made._replace(due=when, overdue=overdue),)))


def test_questions_without_an_answer_come_first():
    (items,) = section(EXAMPLE, "Questions put to the company").blocks
    assert [item.label for item in items.items] == [
        "gazette-question",
        "council-question",
        "refused",
        "returned",
        "unsettled",
    ]
    assert [item.more[0].sentence.text for item in items.items] == [
        (
            "According to Example Gazette, no answer had come when it published (23 September 2020); none is "
            "recorded since in the sources listed. An answer was asked for by 22 September 2020."
        ),
        "The company answered in part on 1 December 2019.",
        "The company declined to answer.",
        "The question did not reach the company.",
        "Whether it had been answered by 23 September 2020 is not settled.",
    ]


def test_an_action_says_on_what_grounds_and_what_became_of_it():
    text = text_of(EXAMPLE)
    assert (
        "Exclusion recommended; not decided, according to Example Council (18 September 2020, read in "
        "Example Gazette [gazette]); by Example Council; grounds: human rights; recommended on 14 January "
        "2020, not handled (11 September 2020) and withdrawn on 15 September 2020; ended because the shares "
        "were no longer held."
    ) in text
    assert "By a regulator; grounds: security and foreign policy; took effect in October 2019." in text
    assert text.count("These grounds alone never count in a human-rights score.") == 1


def test_an_action_that_was_decided_is_called_by_its_kind():
    action = {**FACTS["exclusion"], "decided": "2020-09"}
    decided = text_of(EXAMPLE._replace(facts={**FACTS, "exclusion": action}))
    assert "Kind: exclusion; by Example Council;" in decided


def test_a_null_says_only_what_its_source_said_when_it_was_published():
    text = text_of(EXAMPLE)
    assert "answered: not answered, according to Example Gazette (23 September 2020)." in text
    assert "no end recorded in the sources listed (most recent: 23 September 2020)" in text
    assert "not by 23 September 2020" not in text
    mine = {**FACTS["mine"], "period": {"from": None}}
    unbegun = text_of(EXAMPLE._replace(facts={**FACTS, "mine": mine}))
    assert "period: not begun, according to Example Gazette (23 September 2020), end not recorded." in unbegun


def test_a_promise_stands_with_its_summary_note_and_how_far_it_was_kept():
    text = text_of(EXAMPLE)
    assert "The report announced a review and its publication. [report-2018]" in text
    assert "Note in the case file: The report does not say when." in text
    assert (
        "It was kept in part in May 2020. It was not kept in full so far as recorded (most recent source: "
        "Example Mining plc (April 2019)); that it was kept in full since is not recorded in the sources "
        "listed."
    ) in text
    promise = {**FACTS["publish-review"], "sources": ["report-2018", "gazette"]}
    reported = text_of(EXAMPLE._replace(facts={**FACTS, "publish-review": promise}))
    assert "It was not kept, according to Example Gazette (23 September 2020);" in reported


def test_those_who_assert_a_fact_are_named_and_cited_and_a_denial_is_cited_with_the_denial():
    text = text_of(EXAMPLE)
    assert "[gazette]): Forced removals around the Example mine. [gazette] [council]" in text
    assert "Forced removals around the Example mine. [gazette] [council] [wire]" not in text
    assert "as republished by Example Wire (archived 24 September 2020). [wire]" in text
    assert "Example Wire" not in text.partition("Forced removals")[0]
    assert "told by" not in text


def test_a_source_not_read_in_the_original_says_so():
    council = {**SOURCES["council"], "read_in": None}
    unread = text_of(EXAMPLE._replace(sources={**SOURCES, "council": council}))
    assert "Example Council (18 September 2020, not read in the original)" in unread
    assert "language nb; not read in the original." in unread
    assert "read in Example Gazette (23 September 2020) [gazette], not in the original" in text_of(EXAMPLE)


def test_titles_of_sources_stand_in_quotation_marks():
    (items,) = section(EXAMPLE, "Sources").blocks
    assert [item.sentence.text for item in items.items] == [
        f"“{source['title']}”" for source in SOURCES.values()
    ]


def test_facts_that_no_longer_score_stay_visible():
    assert "Superseded by a later fact. It does not score." in text_of(EXAMPLE)


def test_a_source_published_later_is_not_named():
    for form in ("text", "markdown", "html"):
        assert "published-later" not in FORMATS[form].render([EXAMPLE])


def test_what_is_unknown_is_listed_with_what_it_bears_on():
    text = text_of(EXAMPLE)
    assert "respects: “approved by” is left open; bears on: A public commitment." in text
    assert "A complete search for remediation; bears on: Remedy given; Remediation." in text


def test_every_search_is_listed_and_every_collection_without_one():
    (terms,) = section(EXAMPLE, "How far the research went").blocks
    said = {name: sentence.text for name, sentence in terms.rows}
    assert said["Policies and commitments"] == (
        "Complete search of company website and press, until 23 September 2020. "
        "What was not found there reads no."
    )
    assert said["Remediation"] == (
        "Partial search. It rests on Example Gazette (23 September 2020). Only what the Gazette says. "
        "What is not listed reads unknown, not no."
    )
    assert said["Findings"] == "No search is recorded: what is not listed reads unknown, not no."


def test_the_command_reproduces_the_assessment():
    assert "ddscore assess example-mining.yaml -r example --as-of 2020-09-23" in text_of(EXAMPLE)


def test_every_input_is_named_with_its_hash():
    extended = EXAMPLE._replace(
        rubric=EXAMPLE.rubric._replace(bases=(Base("example-base", "1.0", "b" * 64),))
    )
    text = text_of(extended)
    for named in (
        "Rubric that it extends: example-base 1.0",
        "Case: example-mining",
        "Instruments: the table of instruments",
    ):
        assert f"{named}, sha256 " in text
    assert {"b" * 64, "c" * 64, "d" * 64, "e" * 64} <= set(text.split())


@pytest.mark.parametrize("fixed", wording.FIXED)
def test_every_fixed_sentence_stands_in_every_report(fixed):
    assert fixed in text_of(UNTOUCHED)


@pytest.mark.parametrize("assessment", [EXAMPLE, UNTOUCHED], ids=["researched", "not researched"])
def test_no_word_of_ours_accuses(assessment):
    assert not ACCUSING.search(text_of(assessment))


def test_every_title_of_a_fact_is_attributed():
    titles = [fact["title"] for fact in FACTS.values() if fact["collection"] in ("findings", "involvement")]
    said = [sentence.text for sentence in sentences(tell(EXAMPLE).blocks)]
    for title in titles:
        naming = [text for text in said if title in text]
        assert naming
        assert all(text.startswith("According to ") for text in naming)


def test_many_sources_are_counted_in_the_sentence_and_cited_in_full():
    facts = {**FACTS, "mine": {**FACTS["mine"], "sources": list(SOURCES), "told_by": list(SOURCES)}}
    text = text_of(EXAMPLE._replace(facts=facts))
    assert (
        "According to Example Mining plc (April 2019), Example Gazette (23 September 2020) "
        "and 3 other sources:" in text
    )
    assert "[report-2018] [gazette] [council] [wire] [reply] [review]" in text


def test_a_fact_without_sources_or_title_is_still_told():
    answer = {"collection": "answers", "value": "yes"}
    text = text_of(UNTOUCHED._replace(facts={"q1": answer}, nodes=EXAMPLE.nodes))
    assert "q1: According to the case file: q1, without a title under Coded answers." in text


def test_all_prose_formats_say_the_same_in_the_same_order():
    stories = [section.title for section in sections(tell(EXAMPLE).blocks)]
    markdown = re.findall(r"^#+ (.*)$", FORMATS["markdown"].render([EXAMPLE]), re.MULTILINE)
    html = re.findall(r"<h[2-6]>(.*?)</h[2-6]>", FORMATS["html"].render([EXAMPLE]))
    columns = (
        "What the company committed to",
        "What the record shows",
        "What the company has said",
        "Denials as others report them",
    )
    assert [title for title in markdown[1:] if title not in columns] == stories
    assert [title for title in html if title not in columns] == stories
    text = FORMATS["text"].render([EXAMPLE])
    underlined = re.findall(r"^(.+)\n[=\-~.]+$", text, re.MULTILINE)
    assert underlined[1:] == stories


def test_a_reply_stands_beside_the_finding_that_it_addresses_and_among_the_questions():
    answer = {**FACTS["council-question"], "addresses": ["ngo-finding"]}
    text = text_of(EXAMPLE._replace(facts={**FACTS, "council-question": answer}))
    record = text.partition("The record ==========")[2]
    entry = record.partition("- ngo-finding: ")[2].partition("Policies and commitments")[0]
    assert "| “We take rights very seriously.”" in entry
    asked = text.partition("Questions put to the company ====")[2].partition("Actions by others")[0]
    assert "| “We take rights very seriously.”" in asked
    assert "It is about ngo-finding." in asked


def test_a_reply_without_a_point_stands_among_the_questions_alone():
    answer = {name: value for name, value in FACTS["council-question"].items() if name != "addresses"}
    record = text_of(EXAMPLE._replace(facts={**FACTS, "council-question": answer})).partition(
        "The record ==="
    )[2]
    assert record.count("“We take rights very seriously.”") == 1


def test_a_score_that_is_waited_for_is_told_by_the_facts_and_searches_beneath_it():
    score = Need("score", None, "remedy-reported", "the score of remedy-reported (overall)")
    deeper = Need("score", None, "remediation", "the score of remediation (practice)")
    own = UnknownNode("commitment-upheld", (score, deeper))
    text = text_of(EXAMPLE._replace(unknowns=(*EXAMPLE.unknowns, own)))
    section_ = text.partition("What is unknown, and what would settle it")[2].partition(
        "How far the research"
    )[0]
    assert "score of" not in section_
    assert "A complete search for remediation; bears on: Remedy given; Remediation; Findings on" in section_


def test_a_score_of_which_no_more_is_known_is_told_by_its_title():
    need = Need("score", None, "leverage", "the score of leverage (policy)")
    assert "What leaves “Leverage” open; bears on: Leverage" in text_of(
        EXAMPLE._replace(unknowns=(UnknownNode("leverage-used", (need,)),))
    )


def test_scores_that_wait_for_each_other_end():
    one = UnknownNode("commitment-stated", (Need("score", None, "commitment-upheld", "the score of it"),))
    other = UnknownNode("commitment-upheld", (Need("score", None, "commitment-stated", "the score of it"),))
    text = text_of(EXAMPLE._replace(unknowns=(one, other)))
    assert "What leaves “A public commitment” open; bears on: Findings on the commitment." in text


def test_what_is_certain_beside_a_low_coverage_is_said_to_hold():
    none = EXAMPLE.summary._replace(
        coverage=0.0, outcome="exclude", possible_outcomes=("exclude",), profile=None
    )
    assert (
        "Coverage: 0 percent of the range of the figures is settled; the outcome holds whatever the rest "
        "proves to be"
    ) in text_of(EXAMPLE._replace(summary=none))
    all_ = EXAMPLE.summary._replace(coverage=1.0)
    assert "Coverage: 100 percent of the range of the figures is settled What" in text_of(
        EXAMPLE._replace(summary=all_)
    )


def test_reasons_that_many_criteria_share_are_said_once():
    text = text_of(assess(load_case(shipped.folder("cases") / "hikvision.yaml"), load_rubric("ungp")))
    for said in ("The low end of the bounds is then shown", "an independent body's upheld concern that the"):
        assert text.count(said) == 1
    for unsaid in ("set against what the record shows.", "Not settled between", "The low end is shown:"):
        assert unsaid not in text


def test_a_reply_on_an_open_promise_stands_with_its_clock():
    answer = {**FACTS["council-question"], "addresses": ["publish-review"]}
    text = text_of(EXAMPLE._replace(facts={**FACTS, "council-question": answer}))
    promises = text.partition("Open promises =====")[2].partition("Questions put to the company")[0]
    assert "| “We take rights very seriously.”" in promises
