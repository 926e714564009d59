"""`ddscore assess`: what it takes, where it writes, and how it fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ddscore.cli.main import run
from ddscore.documents.memory import PLACE
from tests.cli.conftest import Run

CASES = Path(__file__).parents[2] / "cases"


def test_a_case_is_reported_as_text_on_stdout(ddscore: Run, case: Path, rubric: Path) -> None:
    ran = ddscore("assess", case, "-r", rubric)
    assert ran.code == 0
    assert "Example Mining plc" in ran.out
    assert ran.err == ""


@pytest.mark.parametrize(
    ("name", "begins"),
    [("markdown", ">"), ("html", "<!"), ("json", "{"), ("csv", "case,company,rubric,as_of,node,kind,side")],
)
def test_every_format_is_written_as_asked(
    ddscore: Run, case: Path, rubric: Path, name: str, begins: str
) -> None:
    ran = ddscore("assess", case, "-r", rubric, "-f", name)
    assert ran.code == 0
    assert ran.out.lstrip().lower().startswith(begins.lower())


def test_the_ending_of_the_output_chooses_the_format(
    ddscore: Run, case: Path, rubric: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.json"
    ran = ddscore("assess", case, "-r", rubric, "-o", report)
    assert (ran.code, ran.out) == (0, "")
    assert json.loads(report.read_text(encoding="utf-8"))["ddscore"] == "assessment/1"


def test_a_format_that_is_named_wins_over_the_ending(
    ddscore: Run, case: Path, rubric: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.txt"
    assert ddscore("assess", case, "-r", rubric, "-f", "json", "-o", report).code == 0
    assert report.read_text(encoding="utf-8").startswith("{")


def test_several_cases_in_json_are_a_list(ddscore: Run, case: Path, rubric: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(
        case.read_text(encoding="utf-8").replace("id: example-mining", "id: other"), encoding="utf-8"
    )
    ran = ddscore("assess", case, other, "-r", rubric, "-f", "json")
    assert [one["case"]["id"] for one in json.loads(ran.out)] == ["example-mining", "other"]


def test_a_directory_means_every_case_file_below_it(
    ddscore: Run, case: Path, rubric: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "cases" / "deep"
    folder.mkdir(parents=True)
    (folder / "one.yaml").write_bytes(case.read_bytes())
    ran = ddscore("assess", tmp_path / "cases", "-r", rubric, "-f", "json")
    assert json.loads(ran.out)["case"]["id"] == "example-mining"


def test_a_directory_to_write_to_gets_a_report_each_and_an_index(
    ddscore: Run, case: Path, rubric: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(
        case.read_text(encoding="utf-8").replace("id: example-mining", "id: other"), encoding="utf-8"
    )
    reports = tmp_path / "reports"
    assert ddscore("assess", case, other, "-r", rubric, "-f", "html", "-o", reports).code == 0
    assert sorted(path.name for path in reports.iterdir()) == [
        "example-mining.html",
        "index.html",
        "other.html",
    ]
    index = (reports / "index.html").read_text(encoding="utf-8")
    assert 'href="example-mining.html"' in index


def test_the_index_is_not_written_over_a_case_of_its_name(
    ddscore: Run, case: Path, rubric: Path, tmp_path: Path
) -> None:
    text = case.read_text(encoding="utf-8")
    for name in ("index", "other"):
        (tmp_path / f"{name}.yaml").write_text(
            text.replace("id: example-mining", f"id: {name}"), encoding="utf-8"
        )
    words = (tmp_path / "index.yaml", tmp_path / "other.yaml", "-r", rubric)
    result = ddscore("assess", *words, "-f", "html", "-o", tmp_path / "reports")
    assert result.code == 2
    assert "a case has the id index" in result.err
    assert not (tmp_path / "reports").exists()


def test_two_cases_with_one_id_are_not_written_over_each_other(
    ddscore: Run, case: Path, rubric: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.yaml"
    again.write_bytes(case.read_bytes())
    ran = ddscore("assess", case, again, "-r", rubric, "-o", tmp_path / "reports")
    assert ran.code == 2
    assert "two cases have the id example-mining" in ran.err
    assert not (tmp_path / "reports").exists()


def test_a_failed_run_leaves_the_old_report(ddscore: Run, case: Path, rubric: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("old", encoding="utf-8")
    broken = tmp_path / "broken.yaml"
    broken.write_text("ddscore: case/1\n", encoding="utf-8")
    assert ddscore("assess", broken, "-r", rubric, "-o", report).code == 3
    assert report.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.yaml", "report.txt"]


def test_an_output_that_cannot_be_written_says_where(
    ddscore: Run, case: Path, rubric: Path, tmp_path: Path
) -> None:
    ran = ddscore("assess", case, "-r", rubric, "-o", tmp_path / "missing" / "report.txt")
    assert ran.code == 2
    assert "cannot write" in ran.err
    assert "missing" in ran.err


def test_an_output_that_is_overwritten_keeps_its_mode(
    ddscore: Run, case: Path, rubric: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.txt"
    report.touch()
    report.chmod(0o640)
    assert ddscore("assess", case, "-r", rubric, "-o", report).code == 0
    assert report.stat().st_mode & 0o777 == 0o640


def test_the_date_of_assessment_can_be_moved(ddscore: Run, case: Path, rubric: Path) -> None:
    ran = ddscore("assess", case, "-r", rubric, "--as-of", "2018-06-30", "-f", "json")
    assessment = json.loads(ran.out)
    assert assessment["as_of"] == "2018-06-30"
    assert "judgment" not in assessment["facts"]


@pytest.mark.parametrize("given", ["2020-09", "2020", "yesterday", "2020-02-30"])
def test_a_date_of_assessment_is_one_day(ddscore: Run, case: Path, rubric: Path, given: str) -> None:
    ran = ddscore("assess", case, "-r", rubric, "--as-of", given)
    assert ran.code == 2
    assert "YYYY-MM-DD" in ran.err


def test_a_case_without_a_date_needs_one_and_never_takes_todays(
    ddscore: Run, case: Path, rubric: Path, tmp_path: Path
) -> None:
    undated = tmp_path / "undated.yaml"
    undated.write_text(case.read_text(encoding="utf-8").replace("as_of: 2020-09-23\n", ""), encoding="utf-8")
    ran = ddscore("assess", undated, "-r", rubric)
    assert ran.code == 2
    assert "--as-of" in ran.err
    assert ddscore("assess", undated, "-r", rubric, "--as-of", "2020-09-23").code == 0


def test_all_problems_of_all_cases_are_told_in_one_run(ddscore: Run, rubric: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text("ddscore: case/1\nid: x\n", encoding="utf-8")
    ran = ddscore("assess", tmp_path, "-r", rubric)
    assert ran.code == 3
    assert ran.out == ""
    assert "one.yaml:" in ran.err
    assert "two.yaml:" in ran.err
    assert "Traceback" not in ran.err


def test_a_directory_without_cases_is_an_error_and_not_success(
    ddscore: Run, rubric: Path, tmp_path: Path
) -> None:
    ran = ddscore("assess", tmp_path, "-r", rubric)
    assert ran.code == 3
    assert "no case files here" in ran.err


def test_an_unknown_rubric_is_told_with_a_guess(ddscore: Run, case: Path) -> None:
    ran = ddscore("assess", case, "-r", "ungpp")
    assert ran.code == 2
    assert "did you mean ungp?" in ran.err


@pytest.mark.parametrize(
    ("gate", "code"),
    [
        ("profile:contradicted", 1),
        ("outcome:engage", 1),
        ("band:wide", 1),
        ("band:narrow", 0),
        ("outcome:none", 0),
        ("outcome:undetermined", 0),
    ],
)
def test_a_gate_fails_only_where_it_holds(
    ddscore: Run, case: Path, rubric: Path, gate: str, code: int
) -> None:
    ran = ddscore("assess", case, "-r", rubric, "--fail-on", gate)
    assert ran.code == code
    assert "Example Mining plc" in ran.out, "the report is written all the same"
    assert (f"{gate.replace(':', ' ')}" in ran.err) is (code == 1)


def test_an_undetermined_outcome_fails_only_when_named(
    ddscore: Run, case: Path, rubric: Path, tmp_path: Path
) -> None:
    open_ = tmp_path / "open.yaml"
    text = case.read_text(encoding="utf-8")
    open_.write_text(
        text[: text.index("findings:\n  - id")].replace(
            "findings: [{coverage: complete", "findings: [{coverage: partial"
        ),
        encoding="utf-8",
    )
    assert ddscore("assess", open_, "-r", rubric, "--fail-on", "outcome:engage").code == 0
    assert ddscore("assess", open_, "-r", rubric, "--fail-on", "outcome:undetermined").code == 1


@pytest.mark.parametrize("gate", ["outcome", "outcome:", "verdict:engage", "outcome:engaged", "band:severe"])
def test_a_gate_that_could_never_fail_is_wrong_usage(
    ddscore: Run, case: Path, rubric: Path, gate: str
) -> None:
    ran = ddscore("assess", case, "-r", rubric, "--fail-on", gate)
    assert ran.code == 2
    assert ran.out == ""


def test_several_rubrics_give_an_assessment_each_and_one_report(
    ddscore: Run, case: Path, rubric: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(rubric.read_text(encoding="utf-8").replace("id: small", "id: other"), encoding="utf-8")
    ran = ddscore("assess", case, "-r", rubric, "-r", other, "-f", "json")
    assert [one["rubric"]["id"] for one in json.loads(ran.out)] == ["small", "other"]
    reports = tmp_path / "reports"
    assert ddscore("assess", case, "-r", rubric, "-r", other, "-o", reports).code == 0
    assert {path.name for path in reports.iterdir()} == {
        "example-mining.txt",
        "index.txt",
    }
    text = (reports / "example-mining.txt").read_text(encoding="utf-8")
    assert "By small 1.0 and other 1.0, as known on 23 September 2020" in text
    index = (reports / "index.txt").read_text(encoding="utf-8")
    assert "Assessed by: small 1.0" in index
    assert "Assessed by: other 1.0" in index


def test_the_same_inputs_give_the_same_bytes(ddscore: Run, case: Path, rubric: Path) -> None:
    for name in ("text", "markdown", "html", "json", "csv"):
        first, second = (ddscore("assess", case, "-r", rubric, "-f", name).out for _ in range(2))
        assert first == second


@pytest.mark.parametrize("name", ["text", "json"])
def test_what_is_remembered_gives_the_same_bytes(
    ddscore: Run, case: Path, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ddscore("assess", case, "-f", name)
    monkeypatch.setenv(PLACE, str(tmp_path))
    assert [ddscore("assess", case, "-f", name) for _ in range(2)] == [first, first]
    assert len(list((tmp_path / "documents").iterdir())) == 2


def test_an_unchanged_case_is_assessed_without_what_reads_and_checks(
    case: Path, rubric: Path, tmp_path: Path
) -> None:
    """It takes most of the time from a cold start."""
    dear = {"yaml", "jsonschema", "jsonschema_rs", "jinja2", "tabulate", "tempfile"}
    code = f"""if True:
        import sys
        from ddscore.cli.main import run
        assert run(["assess", {str(case)!r}, "-r", {str(rubric)!r}]) == 0
        print(*({dear!r} & set(sys.modules)), file=sys.stderr)
    """
    settings = {**os.environ, PLACE: str(tmp_path)}
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], env=settings, capture_output=True, encoding="utf-8", check=True
        )
        for _ in range(2)
    ]
    assert [set(ran.stderr.split()) for ran in runs] == [{"yaml", "jsonschema_rs"}, set()]


def test_a_shipped_case_is_found_by_its_name(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["assess", "hikvision"]) == 0
    assert "Hikvision" in capsys.readouterr().out


def test_a_report_is_never_written_over_what_it_is_made_from(
    ddscore: Run, case: Path, rubric: Path, tmp_path: Path
) -> None:
    for given in (case, rubric):
        (tmp_path / given.name).write_bytes(given.read_bytes())
    for name in (case.name, rubric.name):
        ran = ddscore(
            "assess", tmp_path / case.name, "-r", tmp_path / rubric.name, "-f", "text", "-o", tmp_path / name
        )
        assert ran.code == 2
        assert "one of the files to read" in ran.err
    assert (tmp_path / case.name).read_bytes() == case.read_bytes()


def test_a_device_is_written_to_and_not_replaced(
    ddscore: Run, case: Path, rubric: Path, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert ddscore("assess", case, "-r", rubric, "-f", "csv", "-o", pipe).code == 0
    assert os.read(reader, 8) == b"case,com"
    os.close(reader)
    assert pipe.is_fifo()


def test_a_link_to_a_report_keeps_pointing_to_it(
    ddscore: Run, case: Path, rubric: Path, tmp_path: Path
) -> None:
    report, link = tmp_path / "report.csv", tmp_path / "link.csv"
    report.touch()
    link.symlink_to(report)
    assert ddscore("assess", case, "-r", rubric, "-o", link).code == 0
    assert link.is_symlink()
    assert report.read_text(encoding="utf-8").startswith("case,")


def test_a_dash_is_stdout(ddscore: Run, case: Path, rubric: Path, tmp_path: Path) -> None:
    assert ddscore("assess", case, "-r", rubric, "-o", "-").out


@pytest.mark.parametrize("output", ["", "report.pdf", "report.yaml"])
def test_an_output_that_means_nothing_is_wrong_usage(
    ddscore: Run, case: Path, rubric: Path, output: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ddscore("assess", case, "-r", rubric, "-o", output).code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["assess", "x" * 300], ["assess", "hikvision", "-r", "x" * 300 + ".yaml"]])
def test_a_name_that_is_too_long_is_no_bug(ddscore: Run, words: list[str]) -> None:
    ran = ddscore(*words)
    assert ran.code == 3
    assert "too long" in ran.err


def test_without_stdout_it_says_so(
    case: Path, rubric: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout", None)
    assert run(["assess", str(case), "-r", str(rubric)]) == 2
    assert "no stdout" in capsys.readouterr().err


def test_hidden_folders_hold_no_cases(ddscore: Run, case: Path, rubric: Path, tmp_path: Path) -> None:
    for folder in (".venv", "seen"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "one.YML").write_bytes(case.read_bytes())
    ran = ddscore("assess", tmp_path, "-r", rubric, "-f", "json")
    assert json.loads(ran.out)["case"]["id"] == "example-mining"


@pytest.mark.parametrize("command", [("assess",), ("robustness", "--draws", 2), ("engage",)])
def test_what_came_after_the_date_that_a_case_names_is_noted(
    command: tuple[object, ...], ddscore: Run
) -> None:
    noted = "note: hikvision is taken as of 2020-09-23, the date in its file, which records sources up to"
    by_its_own_date = ddscore(*command, "hikvision")
    assert by_its_own_date.err.startswith(noted)
    asked_for = ddscore(*command, "hikvision", "--as-of", "2020-09-23")
    assert (asked_for.out, asked_for.err) == (by_its_own_date.out, "")


def test_nothing_is_noted_where_a_case_reaches_no_further(ddscore: Run) -> None:
    assert ddscore("assess", "avarn").err == ""


def test_of_many_cases_a_few_are_noted_and_the_rest_counted(ddscore: Run) -> None:
    notes = ddscore("assess", CASES).err.splitlines()
    assert len(notes) == 4
    assert notes[-1] == "note: so it is with 2 others"
