"""`ddscore import`: a sheet of coded answers becomes case files that can be assessed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Run

RUBRIC = """\
ddscore: rubric/1
id: example-index
version: "1.0"
title: Example Index
scales:
  disclosure: {points: {yes: 100, partial: 50, no: 0, N/A: not-applicable}}
answers: {scale: disclosure}
children:
  - {id: policy, question: Is there a policy?, answers: {mean_by: [element], expect: [e1, e2]}}
  - {id: remedy, question: Is there remedy?}
"""
SHEET = """\
firm,question,element,answer
Example Mining plc,policy,e1,yes
Example Mining plc,policy,e2,no
Example Mining plc,remedy,,partial
Beispiel Söhne AG,remedy,,no
"""
SOURCE = (
    "--source-title",
    "Example Index 2019",
    "--source-url",
    "https://www.example.org/index",
    "--published",
    2019,
)
FILES = (
    "beispiel-sohne-ag.answers.csv",
    "beispiel-sohne-ag.yaml",
    "example-mining-plc.answers.csv",
    "example-mining-plc.yaml",
)


@pytest.fixture
def importing(ddscore: Run, tmp_path: Path) -> Run:
    """`importing(*options)`: import the sheet by the rubric, both of which stand in the folder."""
    (tmp_path / "example-index.yaml").write_text(RUBRIC, encoding="utf-8")
    (tmp_path / "sheet.csv").write_text(SHEET, encoding="utf-8")

    def call(*options: object) -> Ran:
        to = ("--rubric", tmp_path / "example-index.yaml", "-o", tmp_path / "cases")
        return ddscore("import", tmp_path / "sheet.csv", *to, "--map", "firm=company", *options)

    return call


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted((folder / "cases").iterdir())
    }


def test_a_case_and_its_answers_are_written_for_each_company(importing: Run, tmp_path: Path) -> None:
    ran = importing(*SOURCE)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "4 answers on 2 companies: 4 files written, 0 unchanged\n"
    assert tuple(contents(tmp_path)) == FILES
    assert (tmp_path / "cases" / "example-mining-plc.yaml").read_text(encoding="utf-8") == (
        "ddscore: case/1\n"
        "# Begun by `ddscore import`. Add what is known: importing again changes the answers file alone.\n"
        "id: example-mining-plc\n"
        "company: {name: Example Mining plc}\n"
        "as_of: 2019-12-31\n"
        "record: {status: draft}\n"
        "answers_file: example-mining-plc.answers.csv\n"
        "\n"
        "sources:\n"
        "  example-index-2019:\n"
        "    title: Example Index 2019\n"
        "    publisher: example.org\n"
        "    kind: benchmark\n"
        "    published: 2019\n"
        '    url: "https://www.example.org/index"\n'
    )
    assert (tmp_path / "cases" / "example-mining-plc.answers.csv").read_text(encoding="utf-8") == (
        "rubric,question,element,answer,sources\n"
        "example-index,policy,e1,yes,example-index-2019\n"
        "example-index,policy,e2,no,example-index-2019\n"
        "example-index,remedy,,partial,example-index-2019\n"
    )


def test_what_was_imported_is_assessed(importing: Run, ddscore: Run, tmp_path: Path) -> None:
    importing(*SOURCE)
    cases, rubric = tmp_path / "cases", tmp_path / "example-index.yaml"
    assessments = json.loads(ddscore("assess", cases, "-r", rubric, "-f", "json").out)
    found = {one["case"]["company"]: one["summary"]["overall"]["percent"] for one in assessments}
    assert found == {"Beispiel Söhne AG": 0, "Example Mining plc": 50}
    early = ddscore("assess", cases, "-r", rubric, "--as-of", "2019-12-30", "-f", "json").out
    assert [one["summary"]["overall"]["high"] for one in json.loads(early)] == [100, 100]


def test_importing_again_changes_nothing(importing: Run, tmp_path: Path) -> None:
    importing(*SOURCE)
    before = contents(tmp_path)
    ran = importing(*SOURCE)
    assert "0 files written, 4 unchanged" in ran.err
    assert contents(tmp_path) == before


def test_a_case_file_that_somebody_added_to_is_left_alone(importing: Run, tmp_path: Path) -> None:
    importing(*SOURCE)
    case = tmp_path / "cases" / "example-mining-plc.yaml"
    case.write_text(
        case.read_text(encoding="utf-8")
        + "policies: [{id: p, kind: other, sources: [example-index-2019]}]\n",
        encoding="utf-8",
    )
    before = contents(tmp_path)
    (tmp_path / "sheet.csv").write_text(SHEET.replace("remedy,,partial", "remedy,,yes"), encoding="utf-8")
    assert importing(*SOURCE).code == 0
    after = contents(tmp_path)
    assert [name for name in FILES if after[name] != before[name]] == ["example-mining-plc.answers.csv"]


def test_a_case_file_that_names_no_answers_is_an_error_and_nothing_is_written(
    importing: Run, tmp_path: Path
) -> None:
    (tmp_path / "cases").mkdir()
    case = tmp_path / "cases" / "beispiel-sohne-ag.yaml"
    case.write_text("ddscore: case/1\nid: beispiel\ncompany: {name: Beispiel}\n", encoding="utf-8")
    before = contents(tmp_path)
    ran = importing(*SOURCE)
    assert ran.code == 3
    assert str(case) in ran.err
    assert "write `answers_file: beispiel-sohne-ag.answers.csv` in it" in ran.err
    assert contents(tmp_path) == before


def test_what_cannot_be_placed_is_told_with_its_rows_and_nothing_is_written(
    importing: Run, tmp_path: Path
) -> None:
    bad = SHEET + "Example Mining plc,remedi,,no\n,remedy,,no\nOther plc,policy,e3,maybe\n"
    (tmp_path / "sheet.csv").write_text(bad, encoding="utf-8")
    ran = importing(*SOURCE)
    assert ran.code == 3
    assert [f"sheet.csv:{row}" in ran.err for row in range(5, 10)] == [False, True, True, True, False]
    assert "did you mean `remedy`?" in ran.err
    assert not (tmp_path / "cases").exists()


def test_a_failed_write_leaves_every_file_as_it_was(
    importing: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    importing(*SOURCE)
    before = contents(tmp_path)
    (tmp_path / "sheet.csv").write_text(SHEET.replace(",no", ",yes"), encoding="utf-8")
    write = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.name == "example-mining-plc.answers.csv":
            raise OSError(28, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    ran = importing(*SOURCE)
    assert ran.code == 2
    assert "No space left on device" in ran.err
    assert contents(tmp_path) == before


def test_answers_without_a_source_are_imported_with_a_warning(importing: Run, tmp_path: Path) -> None:
    ran = importing("--as-of", "2020-09-23")
    assert ran.code == 0
    assert "warning: the answers name no source" in ran.err
    case = (tmp_path / "cases" / "example-mining-plc.yaml").read_text(encoding="utf-8")
    assert "as_of: 2020-09-23\n" in case
    assert "sources" not in case


def test_a_column_that_nothing_asks_for_is_left_out_and_named(importing: Run, tmp_path: Path) -> None:
    rows = [f"{line},seen" for line in SHEET.splitlines()]
    (tmp_path / "sheet.csv").write_text(
        "\n".join([rows[0].replace("seen", "note"), *rows[1:]]), encoding="utf-8"
    )
    assert "left out: note; example-index asks for no such thing" in importing(*SOURCE).err
    assert "left out" not in importing(*SOURCE, "--map", "note=").err
    assert importing(*SOURCE, "--map", "note=note").code == 0
    assert "note" in (tmp_path / "cases" / "example-mining-plc.answers.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--map", "question"), "write COLUMN=FIELD"),
        (("--published", "2019"), "give --source-title"),
        (("--source-title", "T", "--published", "2019"), "give --source-publisher"),
        (("--source-title", "T", "--source-publisher", "P"), "give --published"),
        (("--source-title", "T", "--source-publisher", "P", "--published", "May"), "--published"),
        (
            ("--source-title", "T", "--source-url", "example.org", "--published", "2019"),
            "begins with https://",
        ),
        (
            ("--source-title", " ", "--source-publisher", "P", "--published", "2019"),
            "--source-title is empty",
        ),
        (("--source-title", "T\x07", "--source-publisher", "P", "--published", "2019"), "--source-title"),
        (("--sheet", "Answers"), "is no workbook"),
        (("--source-kind", "blog"), "'blog' is not one of"),
    ],
)
def test_wrong_usage_is_told_and_nothing_is_written(
    importing: Run, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    ran = importing(*options)
    assert ran.code == 2
    assert said in ran.err
    assert not (tmp_path / "cases").exists()


def test_a_place_that_cannot_be_written_to_is_told(importing: Run, ddscore: Run, tmp_path: Path) -> None:
    (tmp_path / "cases").write_text("a file", encoding="utf-8")
    ran = importing(*SOURCE)
    assert ran.code == 2
    assert f"cannot write into {tmp_path / 'cases'}" in ran.err


def test_an_excel_workbook_gives_the_same_files_as_its_csv(
    importing: Run, ddscore: Run, tmp_path: Path
) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="needs the `excel` extra")
    importing(*SOURCE)
    book = openpyxl.Workbook()
    for line in SHEET.splitlines():
        book.active.append([cell or None for cell in line.split(",")])
    book.save(tmp_path / "sheet.xlsx")
    to = ("--rubric", tmp_path / "example-index.yaml", "-o", tmp_path / "cases", "--map", "firm=company")
    ran = ddscore("import", tmp_path / "sheet.xlsx", *to, *SOURCE)
    assert (ran.code, ran.err) == (0, "4 answers on 2 companies: 0 files written, 4 unchanged\n")


@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_another_spreadsheets_format_is_told_what_to_save_as(
    ddscore: Run, tmp_path: Path, suffix: str
) -> None:
    (tmp_path / "example-index.yaml").write_text(RUBRIC, encoding="utf-8")
    sheet = tmp_path / f"sheet{suffix}"
    ran = ddscore("import", sheet, "--rubric", tmp_path / "example-index.yaml", "-o", tmp_path / "cases")
    assert ran.code == 2
    assert "CSV UTF-8" in ran.err
