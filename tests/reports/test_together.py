"""Several rubrics for one case: one report, and where they agree and differ (DESIGN 4)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from ddscore.model.assessment import ResearchResult
from ddscore.model.dates import PartialDate
from ddscore.model.rubric import Row
from ddscore.model.score import Status
from ddscore.reports import FORMATS, grouped
from ddscore.reports.story import stories
from ddscore.reports.story.blocks import Items, Paragraph, Section, Table, Terms
from tests.reports.example_assessment import EXAMPLE, STATED, UNTOUCHED, node, percent
from tests.reports.example_together import STRICT, WAITING
from tests.reports.hostile import HOSTILE, texts, with_text
from tests.reports.test_formats import assert_as_expected
from tests.reports.test_html_report import Page
from tests.reports.test_markdown_report import shape
from tests.reports.test_story import ACCUSING, sections, sentences
from tests.reports.test_text_report import too_wide

BOTH = (WAITING, STRICT)
PROSE = ("text", "markdown", "html")


def story(*assessments):
    (told,) = stories(assessments)
    return told


def section(title: str, *assessments) -> Section:
    return next(found for found in sections(story(*assessments).blocks) if found.title == title)


def said(title: str, *assessments) -> dict[str, str]:
    """The terms of a section."""
    blocks = section(title, *assessments).blocks
    return {name: what.text for block in blocks if isinstance(block, Terms) for name, what in block.rows}


def table(title: str, *assessments) -> list[list[str]]:
    (found,) = [block for block in section(title, *assessments).blocks if isinstance(block, Table)]
    cells = [[cell.label or cell.sentence.text for cell in row] for row in found.rows]
    return [list(found.head), *cells]


@pytest.mark.parametrize("name", PROSE)
def test_a_report_by_two_rubrics_is_as_expected(name):
    form = FORMATS[name]
    assert_as_expected(f"together{form.suffix}", form.render(BOTH))


def test_rubrics_for_one_case_and_date_stand_in_one_report_and_cases_one_after_the_other():
    told = stories([WAITING, UNTOUCHED, STRICT])
    assert [one.title for one in told] == ["Example Mining plc", "Example Blank plc"]
    assert told[0].subtitle == "By example 1.0 and strict 2.1, as known on 23 September 2020"


@pytest.mark.parametrize(
    "other",
    [
        STRICT._replace(case=STRICT.case._replace(sha256="0" * 64)),
        STRICT._replace(as_of=PartialDate.parse("2020-09-24")),
    ],
    ids=["another case", "another date"],
)
def test_another_file_or_date_is_another_report(other):
    assert len(grouped([WAITING, other])) == 2


def test_the_same_rubric_twice_is_told_once():
    assert grouped([WAITING, WAITING]) == [[WAITING]]


def test_two_rubrics_with_one_id_are_told_apart():
    newer = WAITING._replace(rubric=WAITING.rubric._replace(version="1.1", sha256="a" * 64))
    changed = newer._replace(rubric=newer.rubric._replace(sha256="b" * 64))
    names = [row[0] for row in table("Rubric by rubric", WAITING, newer, changed)[1:]]
    assert names == ["example 1.0", "example 1.1 (aaaaaaaa)", "example 1.1 (bbbbbbbb)"]


def test_the_opening_says_what_holds_for_all_and_what_each_concludes():
    opening = story(*BOTH).blocks[0].sentence
    assert opening.text == (
        "On the sources listed, as known on 23 September 2020, 2 stated commitments of the company are "
        "contradicted by the record. The finding of Example Council (14 January 2020) was of a future risk "
        "and did not determine past conduct; it was later withdrawn because the shares were no longer held. "
        "Commitment and finding meet by an instrument that both name (respects) and by a right of the matter "
        "that the finding is about (supplier-code). "
        "Example Gazette (23 September 2020) and ddscore drew the comparisons. By example the outcome is "
        "undetermined. By strict the outcome is “Meets this rubric's test for exclusion”. According to "
        "Example Gazette (23 September 2020), the company had not answered its question."
    )
    assert opening.sources == ("council", "gazette")


def test_without_a_contradiction_the_opening_accuses_nobody():
    bare = [one._replace(contradictions=()) for one in BOTH]
    assert (
        "the company was assessed by 2 rubrics on what is public about it."
        in story(*bare).blocks[0].sentence.text
    )


def test_a_rubric_without_outcomes_is_told_by_its_profile_or_by_its_figures():
    summary = WAITING.summary._replace(possible_outcomes=())
    profiled = WAITING._replace(summary=summary)
    text = story(profiled, STRICT).blocks[0].sentence.text
    assert "By example the profile is “A stated commitment is contradicted by the record”." in text
    bare = WAITING._replace(summary=summary._replace(profile=None, possible_profiles=()))
    assert "By example there are figures alone." in story(bare, STRICT).blocks[0].sentence.text


def test_the_table_has_what_each_concludes_with_bounds_and_leaves_out_what_none_has():
    assert table("Rubric by rubric", *BOTH) == [
        [
            "Rubric",
            "Outcome",
            "Profile",
            "Band",
            "What it says",
            "What the record shows",
            "Overall",
            "Figures settled",
        ],
        [
            "example",
            "undetermined (possible: Meets this rubric's test for exclusion; Meets no test for a measure)",
            "A stated commitment is contradicted by the record",
            "at least Wide gap (possible: Wide gap; Severe gap)",
            "36 (between 36 and 65)",
            "0 (between 0 and 40)",
            "",
            "60 percent",
        ],
        [
            "strict",
            "Meets this rubric's test for exclusion",
            "",
            "",
            "",
            "",
            "insufficient evidence (between 0 and 70)",
            "30 percent",
        ],
    ]
    again = STRICT._replace(rubric=STRICT.rubric._replace(id="other", sha256="9" * 64))
    assert "Profile" not in table("Rubric by rubric", STRICT, again)[0]


def test_figures_of_two_rubrics_are_never_compared_and_a_reversed_scale_is_named():
    notes = [
        block.sentence.text
        for block in section("Rubric by rubric", *BOTH).blocks
        if isinstance(block, Paragraph)
    ]
    assert notes[0] == "By strict a higher figure is worse."
    assert "do not measure the same" in notes[1]


def with_outcome(outcome, possible, rows=EXAMPLE.rubric.outcomes):
    summary = WAITING.summary._replace(outcome=outcome, possible_outcomes=possible)
    rubric = WAITING.rubric._replace(id="other", sha256="9" * 64, outcomes=rows)
    return WAITING._replace(summary=summary, rubric=rubric)


@pytest.mark.parametrize(
    ("other", "verdict"),
    [
        (with_outcome("exclude", ("exclude",)), "They agree. By strict and other “"),
        (with_outcome("none", ("none",)), "They differ. By strict “"),
        (
            with_outcome(None, ("exclude", "none")),
            "Whether they agree is undetermined (possible: Meets this rubric's test for exclusion).",
        ),
        (
            with_outcome(None, ("none",)),
            "One is undetermined; whatever is possible there, they differ. By strict “",
        ),
        (
            with_outcome("watch", ("watch",), (Row("watch", "Meets a test of its own", None, None),)),
            "Each has rows of its own, so that none is the same. By strict “",
        ),
        (with_outcome(None, ()), "By strict alone. There is none by other."),
    ],
    ids=["the same", "different", "undetermined", "undetermined but different", "own rows", "no outcomes"],
)
def test_conclusions_are_compared_by_what_is_still_possible(other, verdict):
    assert said("What they conclude", STRICT, other)["Outcome"].startswith(verdict)


def test_of_three_some_may_agree():
    other, third = with_outcome("none", ("none",)), with_outcome("exclude", ("exclude",))
    third = third._replace(rubric=third.rubric._replace(id="third", sha256="8" * 64))
    assert said("What they conclude", STRICT, other, third)["Outcome"] == (
        "They do not all agree. By strict and third “Meets this rubric's test for exclusion”; by other "
        "“Meets no test for a measure”."
    )


def test_of_three_two_may_have_rows_in_common():
    own = with_outcome("watch", ("watch",), (Row("watch", "Meets a test of its own", None, None),))
    third = with_outcome("exclude", ("exclude",))
    third = third._replace(rubric=third.rubric._replace(id="third", sha256="8" * 64))
    assert said("What they conclude", STRICT, own, third)["Outcome"] == (
        "No row is common to all. By strict and third “Meets this rubric's test for exclusion”; by other "
        "“Meets a test of its own”."
    )


def test_a_conclusion_that_is_certain_comes_with_its_test():
    told = said("What they conclude", *BOTH)
    assert told["The test of strict"] == "The test: a risk of grave harm was upheld."
    assert "The test of example" not in told


def test_questions_put_alike_are_compared_and_their_weights_too():
    (items,) = section("Questions that they share", *BOTH).blocks
    assert isinstance(items, Items)
    (item,) = items.items
    assert item.sentence.text == (
        "example and strict share one question, and find the same on 1 of 1. "
        "They give one of them other weights."
    )


def test_a_question_on_which_they_find_another_level_says_which():
    reached = STATED._replace(level="A public commitment", possible_levels=("A public commitment",))
    other = STRICT._replace(nodes=(reached,))
    (items,) = section("Questions that they share", WAITING, other).blocks
    assert items.items[0].sentence.text.endswith("find the same on 0 of 1.")
    (differing,) = items.items[0].more
    assert differing.sentence.text == (
        "A public commitment: by example undetermined (possible: Approved at the most senior level; A public "
        "commitment); by strict “A public commitment”."
    )


@pytest.mark.parametrize("change", [{"question": "Another?"}, {"levels": ()}, {"for_each": {"policies": {}}}])
def test_a_question_put_otherwise_is_not_shared(change):
    other = STRICT._replace(nodes=(STATED._replace(**change),))
    (none,) = section("Questions that they share", WAITING, other).blocks
    assert none.sentence.text.startswith("No question stands in two")


def test_each_fact_says_what_rests_on_it_by_each_rubric():
    rows = table("On which facts", *BOTH)
    assert rows[0] == ["Fact", "example", "strict"]
    assert {row[0]: row[1:] for row in rows[1:]} == {
        "mine": ["profile, a cap, figures", "outcome, figures"],
        "council-finding": ["profile, figures", "outcome, figures"],
        "respects": ["profile", "not asked for"],
        "exclusion": ["not asked for", "a cap"],
    }
    assert {row[0] for row in rows[1:3]} == {"mine", "council-finding"}


def test_a_fact_of_a_kind_that_a_rubric_asks_for_may_still_decide_nothing():
    idle = STRICT._replace(
        summary=STRICT.summary._replace(
            outcome_reason=STRICT.summary.outcome_reason._replace(facts=("mine",))
        ),
        nodes=(RISK_ONLY,),
    )
    rows = {row[0]: row[2] for row in table("On which facts", WAITING, idle)[1:]}
    assert rows["council-finding"] == "decides nothing"


RISK_ONLY = STRICT.nodes[1]


def test_what_a_conclusion_that_is_not_certain_would_rest_on_is_no_fact_behind_it():
    summary = STRICT.summary._replace(outcome=None, possible_outcomes=("exclude", "none"))
    rows = table("On which facts", WAITING, STRICT._replace(summary=summary))
    assert not [cell for row in rows for cell in row[2:] if "outcome" in cell]


def test_what_one_asks_for_and_another_does_not_is_told_field_by_field():
    told = said("What each asks of the record", *BOTH)
    assert told["All ask for"] == "Findings (direction)"
    assert told["example alone asks for"] == (
        "Policies and commitments (approved by, instruments, public, title); Remediation (completed); "
        "Coded answers; Contradictions"
    )
    assert told["strict alone asks for"] == (
        "Involvement (period, relationship to the harm, severity); Findings (concerns); "
        "Actions by others (kind)"
    )


def test_values_that_only_one_names_are_told():
    level = node(
        "mode",
        "Mode",
        levels=STATED.levels,
    )
    lax = {"findings": {"direction": {"none_of": ["neutral"]}, "concerns": ["future-risk", "disclosure"]}}
    other = WAITING._replace(nodes=(level._replace(levels=(level.levels[0]._replace(when=lax),)),))
    told = said("What each asks of the record", other, STRICT)
    assert told["Findings: concerns"] == "all: future risk; example also: disclosure"
    assert told["Findings: direction"] == "example: none of neutral; strict: adverse"


def test_of_three_what_one_alone_leaves_out_is_told():
    third = STRICT._replace(rubric=STRICT.rubric._replace(id="third", sha256="9" * 64))
    told = said("What each asks of the record", WAITING, STRICT, third)
    assert "Actions by others (kind)" in told["example alone does not ask for"]
    assert "strict alone asks for" not in told


def test_every_form_of_condition_is_looked_into():
    when = {
        "any": [
            {"none": {"promises": {"made": {"happened": True}}}},
            {"every": {"of": {"remediation": {}}, "match": {"completed": {"happened": True}}}},
            {"count": {"of": {"engagement": {"response": "full"}}, "at_least": 2}},
            {"score": {"percent": {"at_least": 50}}},
            {"contradictions": {"finding.by_kind": "court", "policy.kind": "code"}},
        ]
    }
    asks = node("asks", "Asks", applies_when={"due_diligence": {"step": "act"}}, levels=())
    asks = asks._replace(levels=(STATED.levels[0]._replace(when=when),))
    bare = STRICT._replace(rubric=STRICT.rubric._replace(outcomes=()), nodes=())
    told = said("What each asks of the record", WAITING._replace(nodes=(asks,)), bare)[
        "example alone asks for"
    ]
    assert told == (
        "Findings (kind of body); Policies and commitments (kind); Due diligence (step); Promises (made); "
        "Remediation (completed); Questions put to the company (response); Contradictions"
    )


def test_coded_answers_are_asked_for_by_a_question_without_levels():
    coded = WAITING._replace(nodes=(node("g1", "G1", overall=percent(0, 0, 0)),))
    assert "Coded answers" in said("What each asks of the record", coded, STRICT)["example alone asks for"]


def test_each_says_what_stands_in_place_of_what_is_open():
    blocked = node("block", "Block", status=Status.BLOCKED, overall=percent(None, 0, 100))
    told = said("What each makes of the unknown", WAITING._replace(nodes=(*WAITING.nodes, blocked)), STRICT)
    assert told["example"] == (
        "3 of 5 questions that apply are open: 1 counted at the low end, as not disclosed, 1 left out of the "
        "figure above, whose bounds they widen and 1 with no figure while they are open. By it these "
        "searches no longer stand, and by another they do: Remediation."
    )
    assert told["strict"] == (
        "1 of 2 questions that apply are open: 1 left out of the figure above, whose bounds they widen. "
        "strict was in force from 2021 to today, not on 2020-09-23."
    )


def test_a_rubric_without_open_questions_says_so():
    settled = STRICT._replace(nodes=(STRICT.nodes[0],), warnings=EXAMPLE.warnings)
    told = said("What each makes of the unknown", WAITING, settled)
    assert told["strict"] == "None of its questions is open."
    told = said("What each makes of the unknown", WAITING, settled._replace(nodes=()))
    assert told["strict"] == "It has no questions of its own, only conclusions."


def test_an_undetermined_outcome_says_what_it_waits_for_through_its_scores():
    assert said("What each conclusion waits for", *BOTH) == {
        "example, outcome": "complete searches for findings and remediation"
    }


def test_what_all_wait_for_is_told_once():
    summary = STRICT.summary._replace(
        outcome=None, possible_outcomes=("exclude", "none"), outcome_reason=WAITING.summary.outcome_reason
    )
    other = STRICT._replace(summary=summary, unknowns=STRICT.unknowns)
    told = said("What each conclusion waits for", WAITING, other)
    assert told["All of these alike"] == "complete searches for findings"
    assert told["example, outcome"] == "complete searches for remediation"
    assert told["strict, outcome"] == "complete searches for actions; of mine: period to"


def test_where_all_is_certain_nothing_is_waited_for():
    certain = with_outcome("none", ("none",))
    (only, _) = section("What each conclusion waits for", STRICT, certain).blocks
    assert only.sentence.text == "Nothing: every outcome and profile is certain."


def test_what_is_the_same_for_all_is_printed_once():
    text = FORMATS["text"].render(BOTH)
    for once in (
        "DRAFT",
        "Sources\n=",
        "The record\n=",
        "Open promises\n=",
        "Corrections\n=",
        "How to read this",
    ):
        assert text.count(once) == 1
    assert text.count("Criterion by criterion") == 2


def test_every_fact_and_source_of_the_record_is_there_coded_answers_of_each_rubric_too():
    coded = {
        "answers:g1": {
            "collection": "answers",
            "question": "g1",
            "answers": [{"answer": "yes"}],
            "sources": [],
        }
    }
    other = STRICT._replace(facts={**STRICT.facts, **coded})
    assert "Question g1: coded yes" in FORMATS["text"].render([WAITING, other])


def test_a_warning_that_all_have_is_told_once_and_any_other_under_its_rubric():
    text = " ".join(FORMATS["text"].render(BOTH).split())
    assert text.count("no search for actions is recorded.") == 1
    assert "! strict was in force from 2021 to today" in text


def test_a_search_that_stands_by_one_rubric_alone_reads_so():
    assert said("How far the research went", *BOTH)["Remediation"].endswith(
        "By strict what was not found there reads no; by example the search no longer stands, and it reads "
        "unknown."
    )


def test_the_command_reproduces_the_whole_report():
    assert "ddscore assess example-mining.yaml -r example -r strict --as-of 2020-09-23" in FORMATS[
        "text"
    ].render(BOTH)


def test_no_sentence_of_the_comparison_accuses():
    told = section("Where they agree and differ, and why", *BOTH)
    assert not [sentence for sentence in sentences(told.blocks) if ACCUSING.search(sentence.text)]


def test_every_name_and_link_within_the_page_is_one():
    read = Page(FORMATS["html"].render(BOTH))
    names = read.all("id")
    assert len(names) == len(set(names))
    assert [link for link in read.all("href") if link.startswith("#") and link[1:] not in names] == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(text):
    hostile, plain = ([with_text(words, one) for one in BOTH] for words in (text, "plain"))
    pages = [Page(FORMATS["html"].render(group)) for group in (hostile, plain)]
    assert [tag for tag, _ in pages[0].elements] == [tag for tag, _ in pages[1].elements]
    assert shape(FORMATS["markdown"].render(hostile)) == shape(FORMATS["markdown"].render(plain))
    assert too_wide(FORMATS["text"].render(hostile)) == []


@settings(max_examples=20)
@given(texts)
def test_any_text_stays_text(text):
    hostile, plain = ([with_text(words, one) for one in BOTH] for words in (text, "plain"))
    assert shape(FORMATS["markdown"].render(hostile)) == shape(FORMATS["markdown"].render(plain))


def test_data_formats_keep_every_assessment():
    assert FORMATS["json"].render(BOTH).count('"ddscore": "assessment/1"') == 2
    assert (
        re.findall(r"^example-mining,.*?,(\w+),", FORMATS["csv"].render(BOTH), re.MULTILINE)[-1] == "strict"
    )


def test_a_cap_that_may_act_is_no_use_of_its_facts():
    cap = RISK_ONLY.caps[0]._replace(holds=None)
    open_ = STRICT._replace(nodes=(RISK_ONLY._replace(caps=(cap,)),))
    assert "exclusion" not in {row[0] for row in table("On which facts", WAITING, open_)}


def test_what_a_cap_asks_for_is_asked_for():
    bare = STRICT._replace(rubric=STRICT.rubric._replace(outcomes=()))
    assert (
        "Actions by others (kind)"
        in said("What each asks of the record", WAITING, bare)["strict alone asks for"]
    )


def test_nothing_that_only_the_first_rubric_says_is_told_of_all():
    reverse = (STRICT, WAITING)
    notes = [block.sentence.text for block in story(*reverse).blocks if isinstance(block, Paragraph)]
    assert not [note for note in notes if "in force" in note]
    searched = {"promises": ResearchResult(True, ())}
    lapsed = {"promises": ResearchResult(False, ())}
    first, second = (
        one._replace(research=made, open_promises=())
        for one, made in zip(reverse, (searched, lapsed), strict=True)
    )
    text = " ".join(FORMATS["text"].render([first, second]).split())
    assert "The search for promises was not complete: there may be others." in text
