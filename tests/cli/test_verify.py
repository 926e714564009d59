"""`ddscore verify`: an assessment is reproduced from inputs found by their hashes, or it is said why not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ddscore.documents import shipped
from ddscore.documents.schema import parsed
from tests.cli.conftest import Ran, Run
from tests.repositories import EVICTIONS, POLICY, Made, needs_git

EXTENDING = """
ddscore: rubric/1
id: stricter
version: "1.0"
title: A stricter rubric
extends: ungp
minimum_coverage: 0.9
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is in no repository, with a case in it."""
    monkeypatch.chdir(tmp_path)
    Path("case.yaml").write_text(POLICY, encoding="utf-8", newline="\n")
    return tmp_path


def save(ddscore: Run, *arguments: object) -> Path:
    assert ddscore("assess", *arguments, "-o", "saved.json").code == 0
    return Path("saved.json")


def edit(path: Path, change: Any) -> None:
    document = json.loads(path.read_bytes())
    change(document)
    path.write_text(json.dumps(document), encoding="utf-8")


def first_line(ran: Ran) -> str:
    return ran.out.partition("\n")[0]


def test_what_was_not_touched_is_the_same(folder: Path, ddscore: Run) -> None:
    save(ddscore, "case.yaml")
    ran = ddscore("verify", "saved.json")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "example-mining by ungp as of 2020-09-23: the same"
    assert lines[1].startswith("  the case example-mining: case.yaml (sha256 ")
    assert [line.partition(":")[0].strip() for line in lines[2:]] == [
        "the rubric ungp 1.0",
        "the table of instruments",
    ]


def test_a_shipped_case_is_found_anywhere(folder: Path, ddscore: Run) -> None:
    save(ddscore, "hikvision", "-r", "ungp", "-r", "ungp-investor", "-r", "harm-score")
    ran = ddscore("verify", "saved.json")
    assert ran.code == 0
    assert ran.out.count(": the same\n") == 3


def test_a_changed_figure_is_drift_with_both_values(folder: Path, ddscore: Run) -> None:
    saved = save(ddscore, "case.yaml")

    def change(document: Any) -> None:
        document["nodes"][0]["because"] = "It is so."
        document["summary"]["practice"].update(percent=22.5, points=22.5, low=20)

    edit(saved, change)
    ran = ddscore("verify", "saved.json")
    assert ran.code == 1
    assert first_line(ran) == "example-mining by ungp as of 2020-09-23: drift, 4 values differ"
    assert "  summary.practice.percent\n    saved: 22.5\n    now:   23.076923076923077\n" in ran.out
    assert '  nodes.commitment.because\n    saved: "It is so."\n' in ran.out


def test_another_version_of_the_tool_alone_is_no_drift(folder: Path, ddscore: Run) -> None:
    saved = save(ddscore, "case.yaml")
    edit(saved, lambda document: document["tool"].update(version="0.0.1"))
    ran = ddscore("verify", "saved.json")
    assert ran.code == 0
    assert "saved by ddscore 0.0.1; this is 0.1.0, which changed nothing" in ran.out


def test_what_cannot_be_found_is_named_with_its_hash(folder: Path, ddscore: Run) -> None:
    saved = save(ddscore, "case.yaml")
    digest = json.loads(saved.read_bytes())["case"]["sha256"]
    Path("case.yaml").write_text(EVICTIONS, encoding="utf-8", newline="\n")
    ran = ddscore("verify", "saved.json")
    assert ran.code == 3
    assert first_line(ran).endswith("not verified, since not all that it was computed from is at hand")
    assert f"  the case example-mining: not found (sha256 {digest})\n" in ran.out


def test_another_table_of_instruments_is_told(folder: Path, ddscore: Run) -> None:
    saved = save(ddscore, "case.yaml")
    edit(saved, lambda document: document["rubric"].update(instruments_sha256="a" * 64))
    ran = ddscore("verify", "saved.json")
    assert ran.code == 3
    assert f"  the table of instruments: not found (sha256 {'a' * 64})\n" in ran.out


@pytest.mark.parametrize("given", ["away", "away/case.yaml", "away/deep/er"])
def test_inputs_are_looked_for_in_the_paths_given(folder: Path, ddscore: Run, given: str) -> None:
    save(ddscore, "case.yaml")
    for place in ("away", "away/deep/er"):
        Path(place).mkdir(parents=True, exist_ok=True)
        Path(place, "case.yaml").write_bytes(Path("case.yaml").read_bytes())
    Path("case.yaml").unlink()
    assert ddscore("verify", "saved.json").code == 3
    ran = ddscore("verify", "saved.json", given)
    assert ran.code == 0
    assert "the case example-mining: away" in ran.out


def test_a_path_that_is_not_there_is_said_not_to_be(folder: Path, ddscore: Run) -> None:
    save(ddscore, "case.yaml")
    ran = ddscore("verify", "saved.json", "nowhere.yaml")
    assert ran.code == 3
    assert "nowhere.yaml: no such file" in ran.err


def test_coded_answers_and_bases_are_inputs_too(folder: Path, ddscore: Run) -> None:
    Path("stricter.yaml").write_text(EXTENDING, encoding="utf-8")
    Path("answers.csv").write_text("rubric,question,answer\nother,q1,yes\n", encoding="utf-8")
    Path("case.yaml").write_text(f"{POLICY}answers_file: answers.csv\n", encoding="utf-8")
    save(ddscore, "case.yaml", "-r", "stricter.yaml")
    # Under other names the same content is the same.
    Path("elsewhere").mkdir()
    for name in ("stricter.yaml", "answers.csv", "case.yaml"):
        Path(name).rename(Path("elsewhere", f"other-{name}"))
    Path("elsewhere/base.yaml").write_bytes(shipped.rubrics()["ungp"].read_bytes())
    ran = ddscore("verify", "saved.json", "elsewhere")
    assert ran.code == 0, ran.out + ran.err
    lines = [line.strip().partition(" (sha256")[0] for line in ran.out.splitlines()[1:]]
    assert [line.partition(":")[0] for line in lines] == [
        "the case example-mining",
        "the coded answers of example-mining",
        "the rubric stricter 1.0",
        "the rubric ungp 1.0, which it extends",
        "the table of instruments",
    ]
    assert all("elsewhere" in line for line in lines[:4])


def test_of_several_assessments_the_worst_counts(folder: Path, ddscore: Run) -> None:
    saved = save(ddscore, "case.yaml", "-r", "ungp", "-r", "ungp-investor")
    edit(saved, lambda documents: documents[1]["nodes"][0].update(because="It is so."))
    ran = ddscore("verify", "saved.json")
    assert ran.code == 1
    assert ": the same\n" in ran.out
    assert ": drift, 1 value differs\n" in ran.out
    edit(saved, lambda documents: documents[0]["rubric"].update(sha256="a" * 64))
    assert ddscore("verify", "saved.json").code == 3


def test_a_file_that_does_not_hold_together_is_refused(folder: Path, ddscore: Run) -> None:
    saved = save(ddscore, "case.yaml")
    edit(saved, lambda document: document["summary"]["practice"].update(percent=99))
    ran = ddscore("verify", "saved.json")
    assert (ran.code, ran.out) == (3, "")
    assert "does not lie within its bounds" in ran.err


@needs_git
def test_what_was_committed_once_is_found_though_it_changed_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ddscore: Run
) -> None:
    made = Made(tmp_path / "repository")
    made.put("Record the policy", "cases/example.yaml", POLICY)
    monkeypatch.chdir(made.folder)
    save(ddscore, "cases/example.yaml")
    made.put("Record the evictions", "cases/example.yaml", EVICTIONS)
    (made.folder / "cases" / "deeper").mkdir()
    monkeypatch.chdir(made.folder / "cases" / "deeper")
    ran = ddscore("verify", "../../saved.json")
    assert ran.code == 0
    assert "  the case example-mining: cases/example.yaml (sha256 " in ran.out


@needs_git
def test_a_file_of_the_repository_need_not_be_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ddscore: Run
) -> None:
    made = Made(tmp_path / "repository")
    made.write("cases/example.yaml", POLICY)
    (made.folder / "saved").mkdir()
    monkeypatch.chdir(made.folder)
    save(ddscore, "cases/example.yaml")
    monkeypatch.chdir(made.folder / "saved")
    assert ddscore("verify", "../saved.json").code == 0


def report(ddscore: Run, *arguments: object) -> tuple[int, Any]:
    """The exit code and the report as data, which is as its schema says."""
    ran = ddscore("verify", "saved.json", "-f", "json", *arguments)
    document = json.loads(ran.out)
    jsonschema.Draft202012Validator(parsed("verification")).validate(document)
    return ran.code, document


def test_as_json_it_says_what_it_rests_on(folder: Path, ddscore: Run) -> None:
    save(ddscore, "case.yaml")
    code, document = report(ddscore)
    assert (code, document["verdict"]) == (0, "same")
    (one,) = document["assessments"]
    assert [one[name] for name in ("case", "rubric", "as_of", "verdict", "saved_by", "differences")] == [
        *("example-mining", "ungp", "2020-09-23", "same", "0.1.0", [])
    ]
    assert one["inputs"][0]["path"] == "case.yaml"
    assert {len(each["sha256"]) for each in one["inputs"]} == {64}


def test_as_json_drift_has_both_values_and_no_key_for_what_is_not_there(folder: Path, ddscore: Run) -> None:
    saved = save(ddscore, "case.yaml", "-r", "ungp", "-r", "harm-score")

    def change(document: Any) -> None:
        document[0]["nodes"][0]["because"] = "It is so."
        document[0]["nodes"][0]["ask"] = None

    edit(saved, change)
    code, document = report(ddscore)
    assert (code, document["verdict"]) == (1, "drift")
    assert [one["verdict"] for one in document["assessments"]] == ["drift", "same"]
    told = {each["place"]: each for each in document["assessments"][0]["differences"]}
    assert told["nodes.commitment.because"]["saved"] == "It is so."
    assert all({"saved", "now"} & each.keys() for each in told.values())


def test_as_json_an_input_that_is_not_there_has_no_path(folder: Path, ddscore: Run) -> None:
    save(ddscore, "case.yaml")
    Path("case.yaml").unlink()
    code, document = report(ddscore)
    assert (code, document["verdict"]) == (3, "not-verified")
    assert document["assessments"][0]["inputs"][0]["path"] is None


def test_the_report_goes_where_it_is_told_to(folder: Path, ddscore: Run) -> None:
    save(ddscore, "case.yaml")
    ran = ddscore("verify", "saved.json", "-o", "verified.json")
    assert (ran.code, ran.out) == (0, "")
    assert json.loads(Path("verified.json").read_bytes())["ddscore"] == "verification/1"
    assert ddscore("verify", "saved.json", "-o", "saved.json").code == 2
    assert ddscore("verify", "saved.json", "-o", "verified.html").code == 2
