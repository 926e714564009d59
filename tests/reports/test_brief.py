"""The short report in text: what it tells first, and that it hides nothing."""

from __future__ import annotations

import re

import pytest

from ddscore import assess, load_case, load_rubric
from ddscore.documents import shipped
from ddscore.reports.characters import width
from ddscore.reports.story.opening import walk
from ddscore.reports.text import brief, render
from tests.reports.example_assessment import EXAMPLE, FACTS, UNTOUCHED, node, percent
from tests.reports.example_together import STRICT, WAITING
from tests.reports.hostile import HOSTILE, with_text
from tests.reports.test_formats import assert_as_expected
from tests.reports.test_text_report import LEFT_WHOLE

CASES = {file.stem: load_case(file) for file in sorted(shipped.folder("cases").glob("*.yaml"))}
RUBRICS = ("ungp", "gpfg-product", "harm-score")


def said(assessment) -> str:
    return " ".join(brief([assessment]).split())


@pytest.fixture(scope="module")
def shipped_assessments():
    rubrics = [load_rubric(name) for name in RUBRICS]
    return [assess(case, rubric) for case in CASES.values() for rubric in rubrics]


def test_a_short_report_is_as_expected():
    assert_as_expected("brief.txt", brief([EXAMPLE]))


def test_a_short_report_by_two_rubrics_is_as_expected():
    assert_as_expected("brief-together.txt", brief([WAITING, STRICT]))


def test_it_is_short_beside_the_whole():
    hikvision = assess(CASES["hikvision"], load_rubric("ungp"))
    assert brief([hikvision]).count("\n") * 4 < render([hikvision]).count("\n")


def test_it_tells_first_what_weighs_most():
    text = brief([EXAMPLE])
    headings = [
        "\nSummary\n",
        "\nWhat it says and what the record shows\n",
        "\nCommitments beside the record\n",
        "\nOpen promises\n",
        "\nQuestions put to the company\n",
        "\nWhat would settle most\n",
        "\nSources cited",
        "\nNot told here\n",
    ]
    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)
    assert text.startswith("!" * 80)


def test_no_finding_and_no_involvement_is_passed_over(shipped_assessments):
    for assessment in shipped_assessments:
        text = said(assessment)
        for name, fact in assessment.facts.items():
            if fact["collection"] in ("findings", "involvement", "actions"):
                told = " ".join(str(fact.get("title", fact.get("summary"))).split())
                assert told in text or re.search(rf"\b{name}\b", text)


def test_every_source_that_it_names_is_listed_with_its_date(shipped_assessments):
    for assessment in [*shipped_assessments, EXAMPLE]:
        text, _, rest = brief([assessment]).partition("\nSources cited")
        listed = set(re.findall(r"^- ([\w.-]+):", rest.partition("\nNot told here")[0], flags=re.MULTILINE))
        named = {name for name in re.findall(r"\[([\w.-]+)\]", text) if name in assessment.sources}
        assert named <= listed


def test_what_is_left_out_is_counted():
    text = said(EXAMPLE)
    criteria = sum(one.kind == "criterion" for one in walk(EXAMPLE.nodes))
    assert f"- {criteria} criteria one by one" in text
    assert f"- {len(EXAMPLE.facts)} facts of the record in full" in text
    assert f"- {len(EXAMPLE.sources)} sources in full" in text
    assert "add --full" in text


def test_a_contradiction_stands_with_both_sides_and_the_answer_of_the_company():
    text = said(EXAMPLE)
    assert "What the company committed to: According to Example Mining plc (April 2019)" in text
    assert "Statement: “Example Mining respects human rights.”" in text
    assert "Quoted: “facilitates serious abuse”." in text
    assert "! A finding of future risk did not determine past conduct." in text
    assert "What the company has said: Disputed by Example Mining plc" in text
    assert "ddscore drew this comparison." in text


def test_pairs_that_decide_nothing_are_named_apart():
    text = said(EXAMPLE)
    for title in ("Undetermined pairs: ", "Disputed pairs: ", "Commitments made later: "):
        assert title in text


def test_a_finding_that_contradicts_nothing_is_told_all_the_same():
    bare = EXAMPLE._replace(contradictions=())
    text = said(bare)
    assert "Findings ======== - council-finding: According to Example Council" in text
    assert "! A finding of future risk did not determine past conduct." in text
    assert "the sources listed record no statement by it on that matter." in text


def test_beyond_six_entries_the_others_are_named():
    more = {f"site-{number}": {**FACTS["mine"], "title": f"Site {number}"} for number in range(9)}
    text = said(EXAMPLE._replace(facts={**FACTS, **more}))
    assert "- site-5: According to" in text
    assert "- site-6: According to" not in text
    assert "3 more: site-6, site-7 and site-8." in text


def test_a_retracted_finding_is_not_told():
    gone = {**FACTS, "ngo-finding": {**FACTS["ngo-finding"], "status": "retracted"}}
    assert "An NGO saw signs" in said(EXAMPLE)
    assert "An NGO saw signs" not in said(EXAMPLE._replace(facts=gone))


def test_themes_of_which_nothing_is_settled_are_named_together():
    open_ = node(
        "tracking", "Tracking", kind="theme", policy=percent(None, 0, 100), practice=percent(None, 0, 100)
    )
    text = said(EXAMPLE._replace(nodes=(*EXAMPLE.nodes, open_)))
    assert "Nothing is settled (anywhere between 0 and 100) of: Tracking." in text
    assert "- Tracking" not in text


def test_rows_that_are_all_possible_are_counted_and_others_named():
    rows = EXAMPLE.rubric.profiles
    possible = tuple(row.id for row in rows)
    three = (*rows, rows[-1]._replace(id="third", title="A third"))
    summary = EXAMPLE.summary._replace(profile=None, possible_profiles=(*possible, "third"))
    every = EXAMPLE._replace(summary=summary, rubric=EXAMPLE.rubric._replace(profiles=three))
    assert f"Profile: undetermined: each of the {len(three)} is possible" in said(every)
    some = every._replace(summary=summary._replace(possible_profiles=possible))
    assert "Profile: undetermined (possible: " in said(some)


def test_a_correction_is_never_left_out():
    corrected = EXAMPLE.case._replace(corrections=({"date": "2020-10-01", "what": "The date was wrong"},))
    assert "1 October 2020: The date was wrong." in said(EXAMPLE._replace(case=corrected))
    assert "no correction is recorded" in said(
        UNTOUCHED._replace(case=UNTOUCHED.case._replace(corrections=()))
    )


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("text", ["", HOSTILE[0], HOSTILE[-1], "海康威视数字技术股份有限公司" * 9])
def test_it_fits_the_width_it_is_given(columns, text):
    report = brief([with_text(text) if text else EXAMPLE], columns)
    lines = [line for line in report.splitlines() if "://" not in line and LEFT_WHOLE[1] not in line]
    assert max(map(width, lines)) <= columns
    assert max(map(width, lines)) > columns * 0.9


def test_a_bar_is_longer_where_there_is_room():
    lengths = [
        max(len(bar) for bar in re.findall("[█░·]+", brief([EXAMPLE], columns))) for columns in (60, 80, 120)
    ]
    assert lengths == [10, 20, 40]


def test_the_bars_have_a_legend():
    for report in (brief([EXAMPLE]), render([EXAMPLE])):
        assert "(█ at least; ░ possible beyond that; · ruled out)" in " ".join(report.split())
