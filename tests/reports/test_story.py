"""What a report says, and what it never says (DESIGN 4)."""

from __future__ import annotations

import re

import pytest

from ddscore.model.rubric import Base
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
        "On the sources listed, as known on 23 September 2020, 2 stated commitments of Example Mining plc "
        "are contradicted by the record. example 1.0 places its commitments between 36 and 65 of 100, and "
        "the documented record at 40 of 100 or less. Example Mining plc had not answered a question put to "
        "it by that date."
    )


def test_one_contradiction_is_one_commitment():
    one = EXAMPLE._replace(contradictions=EXAMPLE.contradictions[:1])
    assert "a stated commitment of Example Mining plc is contradicted by the record." in opening_of(one)


def test_the_opening_does_not_accuse_on_what_is_only_possible():
    possible = EXAMPLE._replace(
        contradictions=(),
        summary=EXAMPLE.summary._replace(profile=None, possible_profiles=("contradicted", "little")),
    )
    assert "it is undetermined how what Example Mining plc says compares" in opening_of(possible)
    assert "contradict" not in opening_of(possible)
    assert "Contradicted by the record" not in text_of(possible)
    assert "Profile: undetermined (possible: A stated commitment is" in text_of(possible)


def test_a_certain_profile_opens_the_report_where_nothing_is_contradicted():
    little = EXAMPLE._replace(contradictions=(), summary=EXAMPLE.summary._replace(profile="little"))
    assert "the profile of Example Mining plc is “Little said, little shown”." in opening_of(little)


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
    assert "Example Blank plc was assessed on what is public about it." in opening_of(benchmark)
    assert "example 1.0 places it between 40 and 55 of 100." in opening_of(benchmark)
    assert "with overall 40 (between 40 and 55)" in text_of(benchmark)


def test_a_rubric_of_outcomes_alone_gives_no_figure():
    blank = dict.fromkeys(("policy", "practice", "gap", "understatement", "coverage"))
    outcomes = UNTOUCHED._replace(summary=UNTOUCHED.summary._replace(possible_bands=(), **blank))
    assert "example 1.0 gives no figure for it." in opening_of(outcomes)
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


def test_a_zero_that_a_finding_made_is_not_explained_away():
    upheld = section(EXAMPLE, "Findings on the commitment")
    assert not any(wording.NOT_DISCLOSED in sentence.text for sentence in sentences(upheld.blocks))


def test_a_commitment_stands_beside_the_finding_and_the_answer():
    beside = section(EXAMPLE, "Contradicted by the record").blocks[1].blocks[0]
    assert isinstance(beside, Beside)
    said, shown, answered = beside.columns
    assert "“Example Mining respects human rights.”" in [
        block.text for block in said.blocks if isinstance(block, Quotation)
    ]
    assert "“facilitates serious abuse”" in [
        block.text for block in shown.blocks if isinstance(block, Quotation)
    ]
    assert wording.FUTURE_RISK in [sentence.text for sentence in sentences(shown.blocks)]
    assert [sentence.text for sentence in sentences(answered.blocks)] == [
        "Disputed in “Our answer”, Example Mining plc (20 September 2020).",
        (
            "According to Example Council (18 September 2020, read in Example Gazette): an authority put a "
            "question to Example Mining plc in November 2019: What does the company do to avoid contributing?"
        ),
        "A question put to the company had not been answered by 23 September 2020; see below.",
    ]


def test_a_finding_without_an_answer_says_that_none_is_recorded():
    facts = {
        name: {key: value for key, value in fact.items() if key not in ("statement", "disputed_by")}
        for name, fact in FACTS.items()
    }
    silent = EXAMPLE._replace(facts=facts, unanswered=())
    assert "The sources listed record no denial and no answer by the company." in text_of(silent)


def test_a_comparison_says_who_drew_it():
    text = text_of(EXAMPLE)
    assert "Example Gazette (23 September 2020) drew this comparison itself. [gazette]" in text
    assert "ddscore drew this comparison." in text


def test_pairs_that_decide_nothing_are_listed_apart():
    titles = [block.title for block in section(EXAMPLE, "Commitments beside the record").blocks]
    assert titles == [
        "Contradicted by the record",
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
        "No answer had come by 23 September 2020. An answer was asked for by 22 September 2020.",
        "The company answered in part on 1 December 2019.",
        "The company declined to answer.",
        "The question did not reach the company.",
        "Whether it had been answered by 23 September 2020 is not settled.",
    ]


def test_an_action_says_on_what_grounds_and_what_became_of_it():
    text = text_of(EXAMPLE)
    assert (
        "Kind: exclusion; by Example Council; grounds: human rights; recommended on 14 January 2020, "
        "not taken up, as decided on 11 September 2020 and withdrawn on 15 September 2020; ended "
        "because the shares were no longer held."
    ) in text
    assert "By a regulator; grounds: security and foreign policy; took effect in October 2019." in text
    assert text.count("These grounds alone never count in a human-rights score.") == 1


def test_facts_that_no_longer_score_stay_visible():
    assert "Superseded by a later fact. It does not score." in text_of(EXAMPLE)


def test_a_source_published_later_is_not_named():
    for form in ("text", "markdown", "html"):
        assert "published-later" not in FORMATS[form].render([EXAMPLE])


def test_what_is_unknown_is_listed_with_what_it_bears_on():
    text = text_of(EXAMPLE)
    assert "respects: approved by; bears on: A public commitment." in text
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
    facts = {**FACTS, "mine": {**FACTS["mine"], "sources": list(SOURCES)}}
    text = text_of(EXAMPLE._replace(facts=facts))
    assert (
        "According to Example Mining plc (April 2019), Example Gazette (23 September 2020) "
        "and 4 other sources:" in text
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
    columns = ("What the company said", "What the record shows", "What the company answers")
    assert [title for title in markdown[1:] if title not in columns] == stories
    assert [title for title in html if title not in columns] == stories
    text = FORMATS["text"].render([EXAMPLE])
    underlined = re.findall(r"^(.+)\n[=\-~.]+$", text, re.MULTILINE)
    assert underlined[1:] == stories
