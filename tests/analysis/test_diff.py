"""What changed in a case, and which facts changed it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ddscore import UsageError, load_case, load_rubric
from ddscore.analysis.diff import Input, diff
from ddscore.documents.case import parse_case
from ddscore.documents.rubric import parse_rubric
from ddscore.documents.shipped import folder, rubric_path
from ddscore.model.dates import PartialDate
from ddscore.model.diff import How, Kind, Method, Origin

DATA = Path(__file__).parents[1] / "data" / "diff"
UNGP = load_rubric("ungp")
HIKVISION = load_case(folder("cases") / "hikvision.yaml")
BEFORE, AFTER = (DATA / name for name in ("before.yaml", "after.yaml"))


def of_days(first, last, rubric=UNGP):
    return diff(*(Input(day, HIKVISION, rubric, PartialDate.parse(day)) for day in (first, last)))


def of_texts(before, after, rubrics=(UNGP, UNGP), days=(None, None)):
    return diff(
        *(
            Input(name, parse_case(text.encode(), name), rubric, day and PartialDate.parse(day))
            for name, text, rubric, day in zip(
                ("before", "after"), (before, after), rubrics, days, strict=True
            )
        )
    )


def edit(*replacements, text=None):
    """The case before, with words replaced that occur in it."""
    text = BEFORE.read_text(encoding="utf-8") if text is None else text
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return text


def changes(found):
    return {change.id: change for change in found.changes}


def figure(found, side, bound, node=None):
    (one,) = [one for one in found.figures if (one.node, one.side, one.bound) == (node, side, bound)]
    return one


@pytest.fixture(scope="module")
def september():
    return of_days("2020-09-01", "2020-09-23")


def test_the_finding_of_september_2020_turned_the_profile(september):
    (profile,) = [turn for turn in september.turns if turn.what == "profile"]
    assert profile.before.reached is None
    assert profile.after.reached == "contradicted"
    assert set(profile.by) == {"fact:coe-2020", "fact:xinjiang-projects"}


def test_what_became_known_lowered_what_the_record_can_show(september):
    most = figure(september, "practice", "high")
    assert (round(most.before, 1), round(most.after, 1)) == (99.3, 21.7)
    shares = {share.change: round(share.amount, 2) for share in most.shares}
    assert shares == {
        "fact:coe-2020": -33.06,
        "fact:xinjiang-projects": -25.72,
        "search:remediation": -18.22,
        "fact:ipvm-request-2020": -0.67,
    }
    assert september.method is Method.EXACT


def test_a_figure_that_appears_has_no_shares_and_is_put_down_to_what_made_it_appear(september):
    shown = figure(september, "practice", "percent")
    assert (shown.before, shown.after, shown.change, shown.shares) == (None, 1.0, None, ())
    assert shown.by[0] == "fact:coe-2020"


def test_what_the_same_file_knows_on_a_later_day_is_put_down_to_the_date(september):
    found = changes(september)
    assert {change.origin for change in found.values()} == {Origin.DATE}
    assert found["fact:coe-2020"].how is How.KNOWN
    assert found["fact:xinjiang-projects"].how is How.CHANGED
    assert "severity.scale" in {field.path for field in found["fact:xinjiang-projects"].fields}


def test_facts_on_which_nothing_rests_moved_nothing(september):
    idle = {change.id for change in september.idle}
    assert {"fact:gpfg-2020", "date"} <= idle


def test_on_an_earlier_day_less_was_known():
    back = changes(of_days("2020-09-23", "2020-09-01"))
    assert back["fact:coe-2020"].how is How.UNKNOWN


def test_of_many_changes_over_five_years_few_moved_anything():
    found = of_days("2020-09-23", "2025-06-28")
    assert len(found.changes) > 20
    assert found.method is Method.EXACT
    least = figure(found, "policy", "low")
    assert [(share.change, share.amount) for share in least.shares] == [("fact:global-compact-2024", 2.0)]


def test_a_search_that_no_longer_reaches_is_the_doing_of_the_date_alone():
    found = of_days("2020-09-23", "2021-12-31", load_rubric("ungp"))
    most = figure(found, "practice", "high", "remediation")
    assert {share.change for share in most.shares} == {"date"}


def test_a_pull_request_says_what_each_of_its_edits_did():
    found = diff(*(Input(path.name, load_case(path), UNGP) for path in (BEFORE, AFTER)))
    told = changes(found)
    assert told["fact:ruling"].how is How.ADDED
    assert told["fact:review"].how is How.REMOVED
    assert told["search:remediation"].how is How.REMOVED
    assert [field.path for field in told["fact:commitment"].fields] == ["title"]
    assert {change.id for change in found.effective} == {"fact:ruling", "search:remediation"}
    most = figure(found, "practice", "high")
    assert [(share.change, share.amount) for share in most.shares] == [("fact:ruling", -20.0)]
    assert {change.origin for change in found.changes} == {Origin.CASE}


def test_an_edit_of_words_moves_nothing():
    found = of_texts(edit(), edit(("Twelve families lost", "Twelve households lost")))
    assert not found.moved
    assert [change.id for change in found.idle] == ["fact:evictions"]


def test_order_and_comments_are_no_change():
    assert of_texts(edit(), "# Another comment.\n" + edit()).changes == ()


def test_a_source_that_is_dated_anew_is_told_of_the_fact_that_it_makes_known():
    late = edit(
        ("kind: ngo, published: 2019-06", "kind: ngo, published: 2021-12"), ("made: 2019-05", "made: 2019")
    )
    early = edit(("made: 2019-05", "made: 2019"))
    change = changes(of_texts(late, early))["fact:evictions"]
    assert (change.how, change.origin, change.redated) == (How.KNOWN, Origin.CASE, ("report",))


def test_a_source_that_turns_out_to_speak_for_the_company_is_a_change_of_its_own():
    found = of_texts(edit(), edit(("kind: ngo", "kind: commissioned-review")))
    (change,) = found.changes
    assert (change.id, change.fields[0].before, change.fields[0].after) == (
        "source:report",
        ("ngo",),
        ("commissioned-review",),
    )


def test_the_company_and_the_status_are_told_though_no_score_rests_on_them():
    found = of_texts(edit(), edit(("name: Example Mining plc}", "name: Example Mining SE}")))
    assert [(change.kind, change.name) for change in found.changes] == [(Kind.RECORD, "company")]
    assert not found.moved


def test_two_companies_are_not_compared():
    other = edit(("id: example-mining", "id: other"), ("name: Example Mining plc}", "name: Other plc}"))
    with pytest.raises(UsageError, match="one case"):
        of_texts(edit(), other)


def heavier(text):
    assert "weight: 2" in text
    return parse_rubric(text.replace("weight: 2", "weight: 5").encode(), "ungp.yaml")


def test_rubric_case_and_date_each_have_their_share():
    text = rubric_path("ungp").read_text(encoding="utf-8")
    before, after = (path.read_text(encoding="utf-8") for path in (BEFORE, AFTER))
    found = of_texts(before, after, (UNGP, heavier(text)), ("2020-12-31", "2022-12-31"))
    most = figure(found, "practice", "high")
    assert set(found.by_origin(most)) == {Origin.CASE, Origin.RUBRIC}
    rubric = changes(found)["rubric"]
    assert {field.path.rpartition(".")[2] for field in rubric.fields} == {"weight"}
    assert {origin for one in found.figures for origin in found.by_origin(one)} == set(Origin)
    assert round(sum(found.by_origin(most).values()), 9) == most.change


def test_a_rubric_of_which_only_the_words_of_a_comment_changed_is_no_change():
    text = rubric_path("ungp").read_text(encoding="utf-8")
    other = parse_rubric(b"# A comment.\n" + text.encode(), "ungp.yaml")
    assert other.sha256 != UNGP.sha256
    assert of_texts(edit(), edit(), (UNGP, other)).changes == ()


CODED = """\
ddscore: rubric/1
id: coded
version: "1.0"
title: Coded
scales: {words: {points: {WORDS}}}
children:
  - {id: q1, question: One?, answers: {scale: words}}
  - {id: q2, question: Two?, answers: {scale: words}}
"""
ANSWERED = """\
ddscore: case/1
id: example
company: {name: Example plc}
as_of: 2024-06-30
answers: {coded: {ANSWERS}}
"""


def coded(words):
    return parse_rubric(CODED.replace("{WORDS}", f"{{{words}}}").encode(), "coded.yaml")


def answered(answers):
    return ANSWERED.replace("{ANSWERS}", f"{{{answers}}}")


def test_coded_answers_are_told_question_by_question():
    rubric = coded("yes: 100, no: 0")
    found = of_texts(answered("q1: no, q2: no"), answered("q1: yes, q2: no"), (rubric, rubric))
    (change,) = found.changes
    assert (change.id, change.how) == ("answer:q1", How.CHANGED)
    assert figure(found, "overall", "percent").shares == (("answer:q1", 50.0),)


def test_an_answer_and_its_scale_that_changed_together_share_alike():
    """In between there is no score: the old scale has no points for the new word."""
    old, new = coded("yes: 100, no: 0"), coded("fully: 100, no: 0")
    found = of_texts(answered("q1: no, q2: no"), answered("q1: fully, q2: no"), (old, new))
    shares = {share.change: share.amount for share in figure(found, "overall", "percent").shares}
    assert set(shares) == {"answer:q1", "rubric"}
    assert round(sum(shares.values()), 9) == 50.0


def test_a_criterion_that_no_longer_applies_turns_and_has_no_figure():
    rubric = coded("yes: 100, no: 0, N/A: not-applicable")
    found = of_texts(answered("q1: yes, q2: no"), answered("q1: yes, q2: N/A"), (rubric, rubric))
    gone = figure(found, "overall", "percent", "q2")
    assert (gone.before, gone.after, gone.by) == (0.0, None, ("answer:q2",))
    (status,) = [turn for turn in found.turns if (turn.node, turn.what) == ("q2", "status")]
    assert status.after.reached == "not-applicable"


def test_a_criterion_that_the_rubric_adds_appears_by_the_rubric():
    old = coded("yes: 100, no: 0")
    text = (
        CODED.replace("{WORDS}", "{yes: 100, no: 0}")
        + "  - {id: q3, question: Three?, answers: {scale: words}}\n"
    )
    new = parse_rubric(text.encode(), "coded.yaml")
    found = of_texts(answered("q1: yes, q2: no"), answered("q1: yes, q2: no"), (old, new))
    assert figure(found, "overall", "low", "q3").by == ("rubric",)
    assert changes(found)["rubric"].fields[-1].path == "q3"
