"""What a company's counsel reads for: whose words stand where, how far a finding went, what still stands."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from ddscore import assess, load_case, load_rubric
from ddscore.reports import FORMATS
from ddscore.reports.engagement.letter import letter
from ddscore.reports.markdown import in_markdown
from ddscore.reports.text import brief

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ddscore.model.assessment import Assessment

DATA = Path(__file__).parent.parent / "data" / "reports"
WEAVING = (DATA / "example-weaving.yaml").read_text(encoding="utf-8")
REPORTS = ("brief", "text", "markdown", "html")
PUBLIC = "2 stated commitments of the company are contradicted by the record."


def assessed(tmp_path: Path, *changes: tuple[str, str], rubric: str = "ungp") -> Assessment:
    """The case of the invented weaver, changed line by line."""
    written = WEAVING
    for old, new in changes:
        assert written.count(old) == 1, old
        written = written.replace(old, new)
    path = tmp_path / "example-weaving.yaml"
    path.write_text(written, encoding="utf-8")
    return assess(load_case(path), load_rubric(rubric))


def put(assessment: Assessment) -> str:
    return in_markdown(letter(assessment, None))


def told(assessment: Assessment) -> Mapping[str, str]:
    """What each format and the letter say, without their markup."""
    markdown = {"markdown": FORMATS["markdown"].render([assessment]), "letter": put(assessment)}
    page = re.sub(
        r"<style>.*?</style>|<script.*?</script>|<[^>]+>",
        " ",
        FORMATS["html"].render([assessment]),
        flags=re.DOTALL,
    )
    said = {
        "brief": brief([assessment]),
        "text": FORMATS["text"].render([assessment]),
        **{name: one.replace("\\", "") for name, one in markdown.items()},
        "html": html.unescape(page),
    }
    return {name: re.sub(r" (?=[.,;:])", "", " ".join(one.split())) for name, one in said.items()}


def everywhere(assessment: Assessment, said: str) -> None:
    missing = [name for name, one in told(assessment).items() if said not in one]
    assert not missing, (missing, said)


def nowhere(assessment: Assessment, said: str) -> None:
    found = [name for name, one in told(assessment).items() if said in one]
    assert not found, (found, said)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("conclusion: upheld", "conclusion: partly-upheld", "upheld the concern in part"),
        ("finality: final", "finality: provisional", "was provisional"),
        ("finality: final", "finality: appealable", "was open to appeal"),
    ],
)
def test_a_finding_says_how_far_it_went_in_the_opening_and_beside_it(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    assessment = assessed(tmp_path, (old, new))
    everywhere(assessment, f"The finding of Example Contact Point (2 May 2023) {said}.")
    everywhere(assessment, f"It {said}.")
    nowhere(assessed(tmp_path), said)


def test_a_finding_that_was_not_upheld_says_so_where_it_is_listed(tmp_path: Path) -> None:
    everywhere(
        assessed(tmp_path, ("conclusion: upheld", "conclusion: no-determination")), "It determined nothing."
    )
    pending = assessed(
        tmp_path, ("conclusion: upheld", "conclusion: pending"), ("finality: final", "finality: provisional")
    )
    everywhere(pending, "It was still pending.")
    nowhere(pending, "was provisional")


@pytest.mark.parametrize("status", ["retracted", "corrected", "superseded"])
def test_only_what_still_stands_is_put_to_a_company(status: str, tmp_path: Path) -> None:
    gone = f"    status: {status}\n"
    assessment = assessed(
        tmp_path,
        ("    relationship: linked\n", f"    relationship: linked\n{gone}"),
        ("made: 2022-03-01, kept", f"status: {status}, made: 2022-03-01, kept"),
        ("by_kind: investor, kind", f"status: {status}, by_kind: investor, kind"),
    )
    assert "Diligence fell short" in put(assessment)
    for title in ("Workers bound by debt", "Repayment of debts", "Put under watch"):
        assert title not in put(assessment)
    assert addressed(assessment) == ["ncp-2023"]
    assert "Put under watch" not in told(assessment)["brief"]


def test_a_question_that_was_retracted_is_no_silence_and_no_answer(tmp_path: Path) -> None:
    assessment = assessed(
        tmp_path, ("    asked: 2024-05-01\n", "    status: retracted\n    asked: 2024-05-01\n")
    )
    for name in ("brief", "letter"):
        assert "We left the mill." not in told(assessment)[name]


def addressed(assessment: Assessment) -> list[str]:
    lines = put(assessment).partition("    engagement:")[2].partition("        sources:")[0]
    listed = re.findall(r"^ {10}- ([a-z0-9-]+)$", lines, flags=re.MULTILINE)
    assert listed
    return listed


def test_the_lines_for_the_sender_name_every_fact_that_the_letter_puts(tmp_path: Path) -> None:
    assert addressed(assessed(tmp_path)) == ["ncp-2023", "bound-workers", "repay", "watched"]


def test_a_reply_recorded_by_those_lines_stands_beside_every_point(tmp_path: Path) -> None:
    every = f"addresses: [{', '.join(addressed(assessed(tmp_path)))}]"
    assessment = assessed(tmp_path, ("addresses: [ncp-2023]", every))
    for name in ("brief", "letter"):
        assert "no statement by the company itself" not in told(assessment)[name]
    actions = (
        told(assessment)["text"].partition("Actions by others")[2].partition("Criterion by criterion")[0]
    )
    assert "We left the mill." in actions


def test_what_only_others_found_contradicts_no_commitment_by_the_record(tmp_path: Path) -> None:
    assessment = assessed(
        tmp_path, ("by_kind: ncp", "by_kind: ngo"), ("by: Example Contact Point", "by: Example Labour Watch")
    )
    by = "2 stated commitments of the company are contradicted by what Example Labour Watch found."
    everywhere(assessment, by)
    nowhere(assessment, "commitments of the company are contradicted by the record")
    everywhere(assessed(tmp_path), PUBLIC)


def test_what_others_found_is_counted_apart_from_what_a_public_body_found(tmp_path: Path) -> None:
    ngo = (
        "  - {id: watch, title: Bound, by: Example Labour Watch, by_kind: ngo, involvement: "
        "bound-workers, concerns: [harm], conclusion: upheld, proof: balance, finality: final, "
        "direction: adverse, instruments: [], rights: [freedom-from-forced-labour], date: 2022-02-15, "
        "sources: [report]}\n"
    )
    assessment = assessed(
        tmp_path,
        ("policies:\n  - {id: hr", f"{ngo}policies:\n  - {{id: hr"),
        ("    instruments: [UNGP]\n", "    instruments: [UNGP]\n    rights: []\n"),
    )
    everywhere(
        assessment,
        "a stated commitment of the company is contradicted by the record; a further stated commitment of "
        "the company is contradicted by what Example Labour Watch found.",
    )


def test_a_sentence_cites_who_tells_it_and_a_denial_is_cited_with_the_denial(tmp_path: Path) -> None:
    assessment = assessed(tmp_path, ("sources: [report, paper]", "sources: [report, paper, denial]"))
    for name, said in told(assessment).items():
        assert "Workers bound by debt at a mill. [report] [paper]" in said, name
        assert "mill. [report] [paper] [denial]" not in said, name
        assert "“Statement on the report”. [denial]" in said, name


def test_an_update_that_only_adds_a_note_is_no_source_of_what_is_told(tmp_path: Path) -> None:
    noted = "    relationship: linked\n    updates: [{set: {note: The fund asked again.}, sources: [fund]}]\n"
    assessment = assessed(tmp_path, ("    relationship: linked\n", noted))
    everywhere(assessment, "Workers bound by debt at a mill. [report] [paper]")
    nowhere(assessment, "[report] [paper] [fund]")
    besides = "Further sources of this entry, which do not tell the fact itself: [fund]"
    assert all(besides in told(assessment)[name] for name in ("text", "markdown", "html"))


def test_a_statement_in_answer_is_the_companys_and_a_question_is_the_askers(tmp_path: Path) -> None:
    assessment = assessed(tmp_path)
    everywhere(assessment, "Statement, according to Example Weaving plc (1 June 2024)")
    everywhere(
        assessment, "According to Example Rights Watch (1 May 2024): Example Rights Watch put a question"
    )


def test_one_origin_is_named_once_and_every_source_cited(tmp_path: Path) -> None:
    everywhere(
        assessed(tmp_path),
        "According to Example Labour Watch (15 February 2022): Workers bound by debt at a mill. "
        "[report] [paper]",
    )
    nowhere(assessed(tmp_path), "and Example Labour Watch, as republished")


def test_an_answer_on_the_record_as_a_whole_is_no_silence(tmp_path: Path) -> None:
    assessment = assessed(tmp_path, ("    addresses: [ncp-2023]\n", ""), ("    disputed_by: [denial]\n", ""))
    nowhere(assessment, "record no statement by")
    everywhere(
        assessment, "What it said to questions that the case file ties to no single entry stands under"
    )
    silent = assessed(
        tmp_path, ("addresses: [ncp-2023]", "addresses: [repay]"), ("    disputed_by: [denial]\n", "")
    )
    everywhere(silent, "The sources listed record no statement by the company itself on this matter.")


def test_what_the_file_judges_itself_is_told_in_short_and_put_to_the_company(tmp_path: Path) -> None:
    judged = "relationship linked; actuality actual; severity: scale grave, scope tens to hundreds"
    for name in ("brief", "letter"):
        assert f"Judged in the case file: {judged}, remediability" in told(assessed(tmp_path))[name]


def test_an_action_stands_with_its_grounds(tmp_path: Path) -> None:
    everywhere(assessed(tmp_path), "grounds: labour rights; decided on 30 August 2023.")


def test_rights_that_a_finding_leaves_out_are_called_those_of_the_matter(tmp_path: Path) -> None:
    assessment = assessed(tmp_path)
    everywhere(
        assessment,
        "The commitment names rights of the matter that the finding is about: freedom from forced labour. "
        "The case file records none for the finding itself.",
    )
    everywhere(
        assessment,
        "by an instrument that both name (hr) and by a right of the matter that the finding is about",
    )
    nowhere(assessment, "name the same rights")
    named = (
        "    instruments: [UNGP]\n",
        "    instruments: [UNGP]\n    rights: [freedom-from-forced-labour]\n",
    )
    everywhere(
        assessed(tmp_path, named), "Commitment and finding name the same rights: freedom from forced labour."
    )
    everywhere(
        assessed(tmp_path, named),
        "by an instrument that both name (hr) and by a right that both name (labour).",
    )


def test_a_commitment_without_words_says_that_none_are_recorded(tmp_path: Path) -> None:
    everywhere(assessed(tmp_path), "A code. [hr-policy] The wording of this commitment is not recorded.")
    nowhere(
        assessed(tmp_path),
        "[hr-policy] The wording of this commitment is not recorded. Commitment and finding",
    )


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("proof: balance", "proof: unstated", "The finding does not state on what proof it rests."),
        ("proof: balance", "proof: indication", "The finding rests on proof recorded as “indication”."),
        ("finality: final", "finality: provisional", "The matter was pending."),
    ],
)
def test_a_disputed_pair_says_why_it_decides_nothing(old: str, new: str, why: str, tmp_path: Path) -> None:
    pending = [("conclusion: upheld", "conclusion: pending")] if "pending" in why else []
    said = told(assessed(tmp_path, (old, new), *pending))
    assert all(why in said[name] for name in REPORTS)
    assert all(
        "Proof of the finding was weaker or unstated, or the matter pending:" in said[name]
        for name in REPORTS
    )


def test_a_denial_from_before_the_finding_says_so_and_what_it_disputes(tmp_path: Path) -> None:
    matter, before = (
        "It is recorded as disputing the matter that the finding is about.",
        "It was made before the finding.",
    )
    everywhere(assessed(tmp_path), f"{matter} {before}")
    after = assessed(
        tmp_path, ("kind: company, published: 2022-03-01", "kind: company, published: 2023-06-01")
    )
    everywhere(after, matter)
    nowhere(after, before)
    itself = assessed(tmp_path, ("    sources: [ncp]\n", "    sources: [ncp]\n    disputed_by: [denial]\n"))
    nowhere(itself, matter)
    everywhere(itself, before)


def test_no_fact_is_named_that_was_not_known_on_the_day(tmp_path: Path) -> None:
    later = assessed(tmp_path, ("kind: ncp, published: 2023-05-10", "kind: ncp, published: 2024-07-10"))
    assert "ncp-2023" not in later.facts
    nowhere(later, "ncp-2023")
    nowhere(later, "ncp 2023")
    assert "ncp-2023" not in FORMATS["json"].render([later])
    assert "addresses" not in later.facts["repay"]
    assert later.facts["watched"]["addresses"] == "bound-workers"
    known = assessed(tmp_path)
    assert known.facts["watched"]["follows"] == "ncp-2023"
    assert "follows: ncp-2023" in told(known)["text"]


def test_of_several_facts_only_those_that_were_known_are_named(tmp_path: Path) -> None:
    later = assessed(
        tmp_path,
        ("kind: ncp, published: 2023-05-10", "kind: ncp, published: 2024-07-10"),
        ("addresses: [ncp-2023]", "addresses: [ncp-2023, bound-workers]"),
    )
    assert json.loads(FORMATS["json"].render([later]))["facts"]["points"]["addresses"] == ["bound-workers"]


def test_facts_that_no_longer_stand_are_counted_in_short_and_with_the_corrections(tmp_path: Path) -> None:
    said = told(
        assessed(tmp_path, ("    conclusion: upheld\n", "    conclusion: upheld\n    status: retracted\n"))
    )
    assert "one fact that no longer stands: ncp-2023 (retracted)" in said["brief"]
    assert "no correction is recorded" not in said["brief"]
    marked = "No longer standing, and marked so in the record: ncp-2023 (retracted)."
    assert all(marked in said[name] for name in ("text", "markdown", "html"))


def test_where_nothing_is_listed_no_report_says_that_anything_was_assessed() -> None:
    case = load_case(DATA / "nothing-listed.yaml")
    for rubric in ("ungp", "rdr-2019"):
        for name, said in told(assess(case, load_rubric(rubric))).items():
            assert "No source is listed that was public on 30 June 2024;" in said or name == "letter", rubric
            assert "on what is public about it" not in said, name


def test_the_band_reads_the_same_in_every_format() -> None:
    said = told(assess(load_case(DATA / "nothing-listed.yaml"), load_rubric("ungp")))
    band = "at least Narrow gap (possible: Narrow gap; Wide gap; Very wide gap)"
    assert all(band in said[name] for name in REPORTS)


def test_a_theme_of_which_one_side_applies_shows_it(tmp_path: Path) -> None:
    said = told(assessed(tmp_path, rubric=str(DATA / "one-side.yaml")))
    assert all("none, since only one side applies" in said[name] for name in REPORTS)
    assert "Does not apply: Remedy" not in said["brief"]
    assert re.search(r"Remedy; gap: none, since only one side applies What it says \S+ 30", said["brief"])


def test_an_outcome_says_on_which_of_its_limbs_it_rests(tmp_path: Path) -> None:
    said = told(assessed(tmp_path, rubric=str(DATA / "one-side.yaml")))
    rests = "Here it rests on: ncp-2023, hr and labour; “Gap” (50)."
    judged = "How severe the harm was is judged in the case file."
    assert all(f"{rests} {judged}" in said[name] for name in REPORTS)
    fair = assessed(
        tmp_path, ("direction: adverse", "direction: neutral"), rubric=str(DATA / "one-side.yaml")
    )
    assert fair.summary.outcome == "engage"
    assert all("Here it rests on: ncp-2023." in said for name, said in told(fair).items() if name != "letter")


def test_at_least_nothing_is_not_said(tmp_path: Path) -> None:
    nowhere(assessed(tmp_path), "at least 0 (")


def test_the_data_are_of_invented_companies() -> None:
    for path in DATA.glob("*.yaml"):
        company = yaml.safe_load(path.read_text(encoding="utf-8")).get("company")
        assert company is None or company["name"].startswith("Example ")


def test_the_letter_puts_all_that_the_figures_rest_on() -> None:
    """What a finding is about in full, who judged it so, what caps a side, and that the record is a draft."""
    case = load_case(Path(__file__).parents[2] / "cases" / "hikvision.yaml")
    said = in_markdown(letter(assess(case, load_rubric("ungp")), None))
    for told in (
        "facial recognition at almost 1,000 mosques",
        "Judged in the case file: relationship contribute",
        "a complete search that found no remedy for it",
        "The record is a draft: no second reader has confirmed it",
    ):
        assert told in said


def test_the_least_that_grades_give_is_no_finding_where_nothing_is_recorded(tmp_path: Path) -> None:
    """Three grades from 1 to 5 give at least 20 of 100, whatever a company did."""
    case = tmp_path / "nothing.yaml"
    case.write_text(
        "ddscore: case/1\nid: nothing\ncompany: {name: Example Mining plc}\nas_of: 2024-06-30\n",
        encoding="utf-8",
    )
    assessment = assess(load_case(case), load_rubric("harm-score"))
    nowhere(assessment, "20 of 100 or more")
    said = told(assessment)
    for form in REPORTS:
        assert (
            "nowhere, where more is worse: no answer that it asks for is recorded (20 to 100)." in said[form]
        )
