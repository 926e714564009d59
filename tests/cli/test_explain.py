"""`ddscore explain`, `rubrics` and `schema`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ddscore.documents import shipped
from tests.cli.conftest import Run


def test_a_criterion_is_explained_with_its_levels_facts_and_sources(
    ddscore: Run, case: Path, rubric: Path
) -> None:
    ran = ddscore("explain", case, "upheld", "-r", rubric)
    assert ran.code == 0
    for said in ("Do findings bear it out?", "A court upheld a concern", "by_kind: court", "Example Court"):
        assert said in ran.out


def test_a_theme_is_explained_by_its_parts(ddscore: Run, case: Path, rubric: Path) -> None:
    ran = ddscore("explain", case, "conduct", "-r", rubric)
    assert ran.code == 0
    assert "stated" in ran.out
    assert "upheld" in ran.out


def test_a_date_moves_the_explanation(ddscore: Run, case: Path, rubric: Path) -> None:
    ran = ddscore("explain", case, "upheld", "-r", rubric, "--as-of", "2018-06-30")
    assert ran.code == 0
    assert "Example Court" not in ran.out


def test_an_unknown_node_is_told_with_a_guess(ddscore: Run, case: Path, rubric: Path) -> None:
    ran = ddscore("explain", case, "upheldd", "-r", rubric)
    assert ran.code == 2
    assert "upheld" in ran.err


def explained(ddscore: Run, *words: object) -> str:
    ran = ddscore("explain", *words)
    assert (ran.code, ran.err) == (0, "")
    return " ".join(ran.out.split())


def test_a_fact_is_explained_with_its_words_its_sources_and_what_rests_on_it(
    ddscore: Run, case: Path, rubric: Path
) -> None:
    text = explained(ddscore, case, "judgment", "-r", rubric)
    for said in (
        "judgment, a fact of Example Mining plc (Findings), as known on 23 September 2020",
        "According to Example Court (1 January 2019): Judgment on the mine.",
        "conclusion: upheld; proof: balance",
        "- judgment-2019: Example Court (1 January 2019): “Judgment on the mine”",
        "- upheld: Do findings bear it out?; level: A court upheld a concern.",
        "- Contradicted commitments: with commitment and mine.",
        "its condition, taken by itself, holds; this is the outcome.",
    ):
        assert said in text


def test_a_fact_that_was_not_known_yet_is_told_without_what_it_says(
    ddscore: Run, case: Path, rubric: Path
) -> None:
    text = explained(ddscore, case, "judgment", "-r", rubric, "--as-of", "2018-06-30")
    assert "This was not known on 30 June 2018: its first source is of 1 January 2019." in text
    assert "Judgment on the mine" not in text


UPDATED = """engagement:
  - id: asked
    question: Were the families heard?
    asked: 2019-06-01
    answered: null
    sources: [judgment-2019, policy-2015]
    updates:
      - {set: {answered: 2020-06-01, response: partial}, sources: [answer]}
      - {set: {response: full}, sources: [second]}
"""


def test_the_updates_of_a_fact_are_told_apart_by_whether_they_were_known(
    ddscore: Run, case: Path, rubric: Path, tmp_path: Path
) -> None:
    more = "".join(
        f"  {name}: {{title: {name}, publisher: Example Mining plc, kind: company, published: {day}}}\n"
        for name, day in (("answer", "2020-06-02"), ("second", "2021-03-04"))
    )
    text = case.read_text(encoding="utf-8").replace("involvement:\n  - id", f"{more}involvement:\n  - id", 1)
    (tmp_path / "updated.yaml").write_text(text + UPDATED, encoding="utf-8")
    told = explained(ddscore, tmp_path / "updated.yaml", "asked", "-r", rubric)
    assert (
        "- Changed “answered” and “response”, according to Example Mining plc (2 June 2020). [answer]" in told
    )
    assert "- Not known before 4 March 2021: it changes “response”." in told
    assert "Nothing in small 1.0 rests on it on this date." in told


def test_a_node_goes_before_a_fact_with_the_same_id_which_a_prefix_names(
    ddscore: Run, case: Path, rubric: Path, tmp_path: Path
) -> None:
    text = case.read_text(encoding="utf-8").replace("id: judgment\n", "id: upheld\n")
    (tmp_path / "same.yaml").write_text(text, encoding="utf-8")
    assert "upheld of small 1.0" in explained(ddscore, tmp_path / "same.yaml", "upheld", "-r", rubric)
    assert "a fact of Example" in explained(ddscore, tmp_path / "same.yaml", "fact:upheld", "-r", rubric)


def test_a_misspelt_fact_is_guessed(ddscore: Run, case: Path, rubric: Path) -> None:
    ran = ddscore("explain", case, "judgmnt", "-r", rubric)
    assert ran.code == 2
    assert "and the case no such fact; did you mean judgment?" in ran.err


def test_a_directory_of_several_cases_is_not_explained(
    ddscore: Run, case: Path, rubric: Path, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_bytes(case.read_bytes())
    ran = ddscore("explain", tmp_path, "upheld", "-r", rubric)
    assert ran.code == 2
    assert "holds 2 cases" in ran.err


@pytest.mark.parametrize("kind", ["case", "rubric", "assessment", "robustness", "engagement"])
def test_every_schema_is_printed_as_json(ddscore: Run, kind: str) -> None:
    ran = ddscore("schema", kind)
    assert ran.code == 0
    assert json.loads(ran.out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_a_schema_of_something_else_is_wrong_usage(ddscore: Run) -> None:
    assert ddscore("schema", "cases").code == 2


def test_the_list_of_rubrics_marks_the_default(ddscore: Run) -> None:
    ran = ddscore("rubrics", "list")
    assert ran.code == 0
    marked = [line.split()[0] for line in ran.out.splitlines() if line.endswith("default")]
    assert marked == [shipped.default_rubric()]
    assert all(name in ran.out for name in shipped.rubrics())


def test_a_rubric_is_shown_with_its_questions_levels_and_tables(ddscore: Run, rubric: Path) -> None:
    ran = ddscore("rubrics", "show", rubric)
    assert ran.code == 0
    for said in (
        "A small rubric for tests",
        "Do findings bear it out?",
        "100  No such finding",
        "(below 50)",
    ):
        assert said in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize("name", shipped.rubrics())
def test_every_shipped_rubric_can_be_shown(ddscore: Run, name: str) -> None:
    assert ddscore("rubrics", "show", name).code == 0


def test_a_rubrics_file_is_shown_as_it_stands(ddscore: Run, rubric: Path) -> None:
    ran = ddscore("rubrics", "show", rubric, "--source")
    assert ran.out == rubric.read_text(encoding="utf-8")
