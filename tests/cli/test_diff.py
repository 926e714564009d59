"""`ddscore diff`: two files, two dates, two rubrics, two saved assessments; and its gates."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ddscore.documents.shipped import folder
from tests.cli.conftest import Run

DATA = Path(__file__).parents[1] / "data" / "diff"
BEFORE, AFTER = DATA / "before.yaml", DATA / "after.yaml"
RUBRIC, OTHER = DATA / "rubric.yaml", DATA / "rubric-after.yaml"


def document(text: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(text)
    return found


def shared(text: str) -> set[str]:
    return {name for figure in json.loads(text)["figures"] for name in figure["by"]}


def test_two_files_are_compared(ddscore: Run) -> None:
    ran = ddscore("diff", BEFORE, AFTER, "-r", RUBRIC)
    assert (ran.code, ran.err) == (0, "")
    assert "Example Mining plc: what changed by small 1.0" in ran.out
    assert "According to Example Court" in ran.out


def test_one_case_is_compared_at_two_dates(ddscore: Run) -> None:
    ran = ddscore("diff", AFTER, "-r", RUBRIC, "--as-of", "2021-01-01..2021-06-30", "-f", "json")
    found = json.loads(ran.out)
    assert [found[end]["as_of"] for end in ("before", "after")] == ["2021-01-01", "2021-06-30"]
    assert shared(ran.out) == {"fact:ruling"}


def test_a_date_that_is_left_out_is_the_cases_own(ddscore: Run) -> None:
    found = json.loads(ddscore("diff", AFTER, "-r", RUBRIC, "--as-of", "2021-01-01..", "-f", "json").out)
    assert [found[end]["as_of"] for end in ("before", "after")] == ["2021-01-01", "2021-06-30"]


def test_one_date_holds_for_both_files(ddscore: Run) -> None:
    found = json.loads(
        ddscore("diff", BEFORE, AFTER, "-r", RUBRIC, "--as-of", "2021-05-01", "-f", "json").out
    )
    assert [found[end]["as_of"] for end in ("before", "after")] == ["2021-05-01"] * 2


def test_one_case_is_compared_by_two_rubrics(ddscore: Run) -> None:
    ran = ddscore("diff", BEFORE, "--rubric-a", RUBRIC, "--rubric-b", OTHER, "-f", "json")
    assert shared(ran.out) == {"rubric"}


def test_rubric_case_and_date_may_all_change(ddscore: Run) -> None:
    rubrics = ("--rubric-a", RUBRIC, "--rubric-b", OTHER)
    ran = ddscore("diff", BEFORE, AFTER, *rubrics, "--as-of", "2021-06-30..2022-12-31", "-f", "json")
    origins = {origin for figure in json.loads(ran.out)["figures"] for origin in figure["origins"]}
    assert origins == {"case", "date", "rubric"}


def test_several_rubrics_give_a_diff_each(ddscore: Run) -> None:
    ran = ddscore("diff", BEFORE, AFTER, "-r", RUBRIC, "-r", "ungp", "-f", "json")
    assert [one["after"]["rubric"]["id"] for one in json.loads(ran.out)] == ["small", "ungp"]


def test_the_shipped_default_is_the_rubric_where_none_is_named(ddscore: Run) -> None:
    assert "by ungp" in ddscore("diff", BEFORE, AFTER).out


def test_saved_assessments_are_compared(ddscore: Run, tmp_path: Path) -> None:
    saved = [tmp_path / "before.json", tmp_path / "after.json"]
    for case, path in zip((BEFORE, AFTER), saved, strict=True):
        assert ddscore("assess", case, "-r", RUBRIC, "-o", path).code == 0
    ran = ddscore("diff", *saved, "-f", "json")
    assert document(ran.out)["shares_by"] == {"method": "weights", "orders": None}
    assert ddscore("diff", *saved, "--as-of", "2021-06-30").code == 2
    assert "save one of the other side too" in ddscore("diff", saved[0], AFTER).err


def test_of_several_saved_assessments_those_by_one_rubric_are_compared(ddscore: Run, tmp_path: Path) -> None:
    saved = [tmp_path / "before.json", tmp_path / "after.json"]
    for case, path in zip((BEFORE, AFTER), saved, strict=True):
        assert ddscore("assess", case, "-r", RUBRIC, "-r", "ungp", "-o", path).code == 0
    assert len(json.loads(ddscore("diff", *saved, "-f", "json").out)) == 2


def test_a_saved_assessment_that_does_not_hold_together_is_refused(ddscore: Run, tmp_path: Path) -> None:
    saved = tmp_path / "saved.json"
    ddscore("assess", BEFORE, "-r", RUBRIC, "-o", saved)
    saved.write_text(saved.read_text(encoding="utf-8").replace('"low": 0.0', '"low": 99.0'), encoding="utf-8")
    assert ddscore("diff", saved, saved).code == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((BEFORE,), "what is"),
        ((BEFORE, "--as-of", "2021-06-30"), "what is"),
        ((BEFORE, AFTER, BEFORE), "two sides"),
        ((BEFORE, AFTER, "--rev", "HEAD"), "name one file"),
        ((BEFORE, AFTER, "--as-of", "2021-06..2021-07"), "is not one day"),
        ((BEFORE, AFTER, "-o", "x.csv"), "no format ends in .csv"),
        ((BEFORE, folder("cases") / "hikvision.yaml"), "one case"),
        ((DATA / "..", AFTER), "cases"),
    ],
)
def test_what_cannot_be_compared_is_wrong_usage(
    ddscore: Run, arguments: tuple[object, ...], said: str
) -> None:
    ran = ddscore("diff", *arguments)
    assert ran.code in (2, 3)
    assert said in ran.err


def test_a_file_that_is_missing_is_told(ddscore: Run) -> None:
    assert ddscore("diff", BEFORE, "missing.yaml").code == 3


def test_a_report_is_written_by_its_ending_and_never_over_an_input(ddscore: Run, tmp_path: Path) -> None:
    copy = tmp_path / "case.md"
    copy.write_bytes(BEFORE.read_bytes())
    assert ddscore("diff", copy, AFTER, "-r", RUBRIC, "-o", copy).code == 2
    assert copy.read_bytes() == BEFORE.read_bytes()
    out = tmp_path / "out.md"
    assert ddscore("diff", BEFORE, AFTER, "-r", RUBRIC, "-o", out).out == ""
    assert out.read_text(encoding="utf-8").startswith("### ")


GATES = [
    (("worse",), 1),
    (("practice:-10",), 1),
    (("practice:-99.5",), 0),
    (("practice:+1",), 0),
    (("gap:-30",), 1),
    (("gap:+30",), 0),
    (("outcome:ask",), 1),
    (("outcome:none",), 0),
    (("profile:contradicted",), 1),
    (("profile:undetermined",), 0),
    (("band:wide",), 0),
    (("outcome:none", "worse"), 1),
]


@pytest.mark.parametrize(("gates", "code"), GATES, ids=lambda one: str(one))
def test_a_gate_fails_on_what_got_worse(ddscore: Run, gates: tuple[str, ...], code: int) -> None:
    options = [word for gate in gates for word in ("--fail-on", gate)]
    ran = ddscore("diff", BEFORE, AFTER, "-r", RUBRIC, *options)
    assert ran.code == code
    assert ran.out
    assert all(gate in ran.err for gate in gates[-1:]) == bool(code)


def test_the_way_back_is_no_worse_but_for_what_is_known_no_longer(ddscore: Run) -> None:
    assert ddscore("diff", AFTER, BEFORE, "-r", RUBRIC, "--fail-on", "outcome:undetermined").code == 1
    assert ddscore("diff", AFTER, BEFORE, "-r", RUBRIC, "--fail-on", "profile:contradicted").code == 0


def test_nothing_is_worse_where_nothing_changed(ddscore: Run) -> None:
    ran = ddscore("diff", BEFORE, BEFORE, "-r", RUBRIC, "--fail-on", "worse")
    assert (ran.code, ran.out.count("\n")) == (0, 1)


@pytest.mark.parametrize(
    ("gate", "said"),
    [
        ("wrose", "write worse"),
        ("practice", "by how much"),
        ("practice:5", "by how much"),
        ("practice:-0", "by how much"),
        ("outcome:aks", "did you mean ask"),
        ("outcome:", "write worse"),
        ("band:zzz", "there are narrow, wide"),
    ],
)
def test_a_gate_that_could_never_fail_is_wrong_usage(ddscore: Run, gate: str, said: str) -> None:
    ran = ddscore("diff", BEFORE, AFTER, "-r", RUBRIC, "--fail-on", gate)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
