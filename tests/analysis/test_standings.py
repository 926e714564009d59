"""What one case says, as a pure function of bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ddscore import assess, load_case, load_rubric
from ddscore.analysis.standings import judge, judged, needed_beside, setup_of, standings
from ddscore.documents import shipped
from ddscore.documents.rubric import load_rules
from ddscore.model.dates import PartialDate
from ddscore.model.standing import Entity, Figure
from ddscore.running import How

CASE = Path(__file__).parents[1] / "data" / "portfolio" / "cases" / "example-mining.yaml"
MINING = CASE.read_bytes()
UNGP, SFDR = load_rules("ungp"), load_rules("sfdr-pai")
SETUP = setup_of([UNGP], [None])
DAYS = [PartialDate.parse("2023-12-31"), PartialDate.parse("2025-12-31")]
BULK = b"""ddscore: case/1
id: example-mining
company: {name: Example Mining plc}
as_of: 2025-12-31
sources:
  index: {title: Example Index, publisher: Example Index, kind: benchmark, published: 2019-05}
answers_file: answers.csv
"""
ANSWERS = b"rubric,question,element,answer,sources\nrdr-2019,G1,G1.1,yes,index\n"


def test_it_says_what_an_assessment_says() -> None:
    (said,) = judged(judge(SETUP, "x.yaml", MINING, {})).standings
    assessment = assess(load_case(CASE), load_rubric("ungp"))
    summary = assessment.summary
    assert summary.practice is not None
    assert said.practice == Figure(summary.practice.percent, summary.practice.low, summary.practice.high)
    assert (said.profile, said.possible_outcomes) == (summary.profile, summary.possible_outcomes)
    assert (said.contradictions, said.longest_promise) == (1, 17)
    assert (said.as_of, said.rubric, said.coverage) == ("2025-12-31", "ungp", summary.coverage)
    assert said.warnings == assessment.warnings


def test_it_says_whose_record_it_is() -> None:
    company = judged(judge(SETUP, "x.yaml", MINING, {})).company
    assert company is not None
    assert (company.case, company.name, company.status) == (
        "example-mining",
        "Example Mining plc",
        "reviewed",
    )
    assert company.identifiers["isin"] == ("GB0000000009",)
    assert company.entities[0] == Entity("holdings", "Example Mining Holdings Ltd", "subsidiary")


def test_each_rubric_is_asked_on_each_day_in_that_order() -> None:
    said = judged(judge(setup_of([UNGP, SFDR], DAYS), "x.yaml", MINING, {})).standings
    assert [(one.rubric, one.as_of) for one in said] == [
        (rubric, day.text) for rubric in ("ungp", "sfdr-pai") for day in DAYS
    ]
    assert [one.contradictions for one in said] == [0, 1, 0, 1]
    assert said[3].nodes["indicator-10"].band == "involved"
    assert not said[0].nodes


def test_the_same_bytes_give_the_same_bytes() -> None:
    assert judge(SETUP, "x.yaml", MINING, {}) == judge(bytes(bytearray(SETUP)), "x.yaml", MINING, {})


@pytest.mark.parametrize("path", sorted(shipped.folder("cases").glob("*.yaml")), ids=lambda path: path.stem)
def test_what_is_said_is_read_back_as_it_was(path: Path) -> None:
    said = judge(setup_of([UNGP, SFDR], [None]), path.name, path.read_bytes(), {})
    found = judged(said)
    assert len(found.standings) == 2
    assert json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode() == said


@pytest.mark.parametrize(
    ("content", "check", "company"),
    [
        (b"{", "yaml/syntax", None),
        (b"\xff", "yaml/not-utf8", None),
        (b"", "yaml/empty", None),
        (b"- a\n", "schema/kind", None),
        (
            MINING.replace(b"relationship: cause", b"relationship: causing"),
            "schema/not-in-vocabulary",
            "Example Mining plc",
        ),
        (
            MINING.replace(b"sources: [ruling]\nf", b"sources: [rulling]\nf"),
            "case/dangling-reference",
            "Example Mining plc",
        ),
        (MINING.replace(b"name: Example Mining plc", b"nam: x"), "schema/unknown-field", None),
    ],
)
def test_what_is_wrong_with_a_case_comes_back_as_data(
    content: bytes, check: str, company: str | None
) -> None:
    found = judged(judge(SETUP, "cases/x.yaml", content, {}))
    assert check in {problem.id for problem in found.problems}
    assert found.problems[0].location.path == "cases/x.yaml"
    assert found.standings == ()
    assert (found.company and found.company.name) == company


def test_a_case_that_cannot_be_scored_says_why_and_whose_it_is() -> None:
    found = judged(judge(SETUP, "x.yaml", MINING.replace(b"as_of: 2025-12-31\n", b"", 1), {}))
    assert [(one.id, one.severity.value) for one in found.problems] == [("portfolio/not-scored", "error")]
    assert "has no as_of" in found.problems[0].message
    assert (found.standings, found.company is not None) == ((), True)


def test_what_stands_beside_a_case_is_given_with_it() -> None:
    assert needed_beside(BULK) == ("answers.csv",)
    assert (
        needed_beside(MINING) == needed_beside(b"answers_file: [") == needed_beside(b"# answers_file") == ()
    )
    found = judged(judge(SETUP, "x.yaml", BULK, {"answers.csv": ANSWERS}))
    assert (found.problems, len(found.standings)) == ((), 1)
    assert found.answers_sha256 is not None
    without = judged(judge(SETUP, "x.yaml", BULK, {}))
    assert [problem.id for problem in without.problems] == ["file/not-found"]


def test_a_file_that_cannot_be_read_loses_no_other(tmp_path: Path) -> None:
    (tmp_path / "bulk.yaml").write_bytes(BULK)
    found = list(standings([tmp_path / "no.yaml", CASE, tmp_path / "bulk.yaml"], SETUP, How(1)))
    assert [one.path for one in found] == [str(tmp_path / "no.yaml"), str(CASE), str(tmp_path / "bulk.yaml")]
    assert [[problem.id for problem in one.problems] for one in found] == [
        ["file/not-found"],
        [],
        ["file/not-found"],
    ]
