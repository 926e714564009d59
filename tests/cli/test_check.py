"""`ddscore check`: what it looks at, what it says, and how it ends."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from tests.cli.conftest import Run

SOUND = "ddscore: case/1\nid: example-mining\nas_of: 2024-12-31\ncompany: {name: Example Mining plc}\n"
BROKEN = SOUND.replace("id: example-mining", "id: Example Mining")
WARNED = f"{SOUND}record: {{status: published}}\n"
NOTED = f"""{SOUND}sources:
  report: {{title: R, publisher: Example Watch, kind: ngo, published: 2020}}
policies: [{{id: p, note: n, sources: [report]}}]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: str, text: str) -> str:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")
    return path


def stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_a_sound_file_is_nothing_to_tell_of(ddscore: Run, folder: Path) -> None:
    ran = ddscore("check", write("a.yaml", SOUND))
    assert (ran.code, ran.out, ran.err) == (0, "", "1 file checked: nothing is wrong\n")


def test_a_broken_file_fails_the_check_and_is_told_at_its_place(ddscore: Run, folder: Path) -> None:
    ran = ddscore("check", write("a.yaml", BROKEN))
    assert (ran.code, ran.err) == (1, "1 file checked: 1 error\n")
    assert "a.yaml:2:5" in ran.out
    assert "schema/pattern" in ran.out


def test_a_warning_fails_only_where_that_is_asked(ddscore: Run, folder: Path) -> None:
    path = write("a.yaml", WARNED)
    assert ddscore("check", path).code == 0
    ran = ddscore("check", path, "--strict")
    assert (ran.code, ran.err) == (1, "1 file checked: 1 warning\n")


def test_notes_are_told_where_they_are_asked_for_and_never_fail(ddscore: Run, folder: Path) -> None:
    path = write("a.yaml", NOTED)
    assert ddscore("check", path).err == "1 file checked: nothing is wrong\n"
    ran = ddscore("check", path, "--notes", "--strict")
    assert ran.code == 0
    assert "case/unreachable-source" in ran.out
    assert "notes" in ran.err


def test_stdin_is_checked_under_the_name_it_is_given(
    ddscore: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin(monkeypatch, BROKEN.encode())
    assert "<stdin>:2:5" in ddscore("check", "-").out
    stdin(monkeypatch, BROKEN.encode())
    assert "cases/a.yaml:2:5" in ddscore("check", "-", "--stdin-name", "cases/a.yaml").out


@pytest.mark.parametrize("name", ["", ".", "/", ".."])
def test_an_odd_name_for_stdin_does_no_harm(
    ddscore: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    stdin(monkeypatch, f"{SOUND}answers_file: answers.csv\n".encode())
    assert ddscore("check", "-", "--stdin-name", name).code == 3


def test_stdin_given_twice_is_read_once(ddscore: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, SOUND.encode())
    assert ddscore("check", "-", "-").code == 0


def test_more_stdin_than_a_file_may_have_is_too_large(
    ddscore: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ddscore.cli.check.MAX_SAVED_BYTES", 10)
    stdin(monkeypatch, SOUND.encode())
    ran = ddscore("check", "-")
    assert ran.code == 3
    assert "file/too-large" in ran.out


def test_a_folder_means_all_files_of_ours_below_it(ddscore: Run, folder: Path) -> None:
    write("cases/b.yml", SOUND)
    write("cases/deep/a.yaml", BROKEN)
    write("cases/deep/c.JSON", '{"ddscore": "assessment/1"}')
    write("cases/notes.txt", BROKEN)
    ran = ddscore("check", "cases")
    assert (ran.code, ran.err) == (1, "3 files checked: 2 errors\n")
    assert ran.out.index("deep/a.yaml") < ran.out.index("deep/c.JSON")


def test_files_of_other_tools_in_a_folder_are_passed_over(ddscore: Run, folder: Path) -> None:
    write("a.yaml", SOUND)
    write("compose.yaml", "services:\n  ddscore: {image: example}\n")
    write("package.json", '{"name": "x", "scripts": {"ddscore": "check"}}')
    write("broken.yaml", "{{ a template }}\n")
    write("ci.yaml", "job: &job {name: !secret build}\nother: *job\n---\nsecond: 1\n")
    write("case.schema.json", "{}")
    ran = ddscore("check", ".")
    passed_over = (
        "4 passed over, without a line `ddscore: …`: broken.yaml, ci.yaml, compose.yaml, package.json"
    )
    assert (ran.code, ran.err) == (0, f"1 file checked: nothing is wrong; {passed_over}\n")


def test_a_file_that_an_editor_gave_a_second_ending_is_named(ddscore: Run, folder: Path) -> None:
    write("cases/a.yaml", SOUND)
    write("cases/b.yaml.txt", SOUND)
    write("cases/notes.txt", SOUND)
    ran = ddscore("check", "cases")
    name = str(Path("cases/b.yaml.txt"))
    assert ran.code == 0
    assert ran.err.endswith(f"1 passed over, without a line `ddscore: …` or the ending .yaml: {name}\n")


def test_of_many_files_that_are_passed_over_the_first_are_named(ddscore: Run, folder: Path) -> None:
    write("a.yaml", SOUND)
    for number in range(7):
        write(f"other/{number}.yaml", "services: {}\n")
    assert ddscore("check", ".", "other").err.endswith("other/4.yaml and 2 more\n")


def test_what_is_passed_over_is_listed_for_programs(ddscore: Run, folder: Path) -> None:
    write("cases/a.yaml", SOUND)
    write("cases/notes.yaml", "to do: more\n")
    report = json.loads(ddscore("check", "cases", "-f", "json").out)
    assert report["passed_over"] == [str(Path("cases/notes.yaml"))]
    assert (report["summary"]["files"], report["summary"]["passed_over"]) == (1, 1)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (SOUND.encode("utf-16"), "yaml/not-utf8"),
        (SOUND.encode("utf-16-le"), "yaml/not-utf8"),
        (SOUND.encode("utf-16-be"), "yaml/not-utf8"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", "yaml/not-utf8"),
        (b"title: Caf\xe9\n", "yaml/not-utf8"),
        (b"", "yaml/empty"),
        (b"# nothing yet\n", "yaml/empty"),
    ],
    ids=["utf-16", "utf-16-le", "utf-16-be", "zip", "latin-1", "empty", "comments"],
)
def test_a_file_in_a_folder_that_cannot_be_read_at_all_fails_the_check(
    ddscore: Run, folder: Path, content: bytes, problem: str
) -> None:
    write("cases/a.yaml", SOUND)
    Path("cases/b.yaml").write_bytes(content)
    ran = ddscore("check", "cases")
    assert (ran.code, ran.err) == (3, "2 files checked: 1 error\n")
    assert problem in ran.out


@pytest.mark.parametrize(
    "text", ["a: [1\n", "job: &job {}\nother: *job\nthird: [1\n"], ids=["alone", "below an anchor"]
)
def test_a_file_in_a_folder_that_is_no_yaml_fails_the_check(ddscore: Run, folder: Path, text: str) -> None:
    write("cases/a.yaml", SOUND)
    write("cases/b.yaml", text)
    ran = ddscore("check", "cases")
    assert (ran.code, ran.err) == (1, "2 files checked: 1 error\n")
    assert "yaml/syntax" in ran.out


def test_a_case_that_begins_with_a_byte_order_mark_is_not_passed_over(ddscore: Run, folder: Path) -> None:
    Path("a.yaml").write_bytes(SOUND.encode("utf-8-sig"))
    ran = ddscore("check", ".")
    assert ran.code == 1
    assert "U+FEFF is a byte order mark" in ran.out


def test_a_file_that_is_named_is_ours_whatever_it_says(ddscore: Run, folder: Path) -> None:
    ran = ddscore("check", write("compose.yaml", "services: {}\n"))
    assert ran.code == 1
    assert "file/no-kind" in ran.out


def test_a_file_whose_line_is_misspelt_is_not_passed_over(ddscore: Run, folder: Path) -> None:
    write("a.yaml", SOUND.replace("ddscore:", "ddscroe:"))
    ran = ddscore("check", ".")
    assert (ran.code, ran.err) == (1, "1 file checked: 1 error\n")
    assert "a.yaml:1:1" in ran.out


def test_a_folder_in_which_nothing_is_ours_is_no_success(ddscore: Run, folder: Path) -> None:
    write("other/compose.yaml", "services: {}\n")
    write("cases/a.yaml", SOUND)
    ran = ddscore("check", "other", "cases")
    assert ran.code == 3
    assert ran.err.startswith("1 file checked: 1 error; 1 passed over")
    assert "file/nothing-to-check" in ran.out


def test_no_path_at_all_is_wrong_usage(ddscore: Run, folder: Path) -> None:
    assert ddscore("check").code == 2


def test_a_file_that_cannot_be_read_does_not_keep_others_from_being_checked(
    ddscore: Run, folder: Path
) -> None:
    ran = ddscore("check", "missing.yaml", write("a.yaml", BROKEN))
    assert (ran.code, ran.err) == (3, "2 files checked: 2 errors\n")
    assert "file/not-found" in ran.out
    assert "schema/pattern" in ran.out


def test_a_file_given_twice_is_checked_once(ddscore: Run, folder: Path) -> None:
    path = write("cases/a.yaml", BROKEN)
    ran = ddscore("check", path, "./cases/../cases/a.yaml", folder / path, "cases", ".")
    assert (ran.code, ran.err) == (1, "1 file checked: 1 error\n")


def test_a_folder_of_files_already_checked_is_not_empty(ddscore: Run, folder: Path) -> None:
    path = write("cases/a.yaml", SOUND)
    assert ddscore("check", path, "cases").code == 0


def test_hidden_folders_are_passed_over_unless_they_are_named(ddscore: Run, folder: Path) -> None:
    write(".venv/a.yaml", BROKEN)
    write("cases/.old/a.yaml", BROKEN)
    write("cases/a.yaml", SOUND)
    assert ddscore("check", ".").code == 0
    assert ddscore("check", ".venv").code == 1


def test_a_folder_that_is_called_like_a_file_is_none(ddscore: Run, folder: Path) -> None:
    write("cases.yaml/a.yaml", SOUND)
    assert ddscore("check", ".").code == 0
    assert ddscore("check", "cases.yaml").code == 0


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_links_lead_to_files_and_never_in_a_circle(ddscore: Run, folder: Path) -> None:
    write("cases/a.yaml", SOUND)
    Path("cases/b.yaml").symlink_to("a.yaml")
    Path("cases/again").symlink_to(".")
    assert ddscore("check", "cases").err == "2 files checked: nothing is wrong\n"
    Path("cases/c.yaml").symlink_to("nowhere.yaml")
    ran = ddscore("check", "cases")
    assert ran.code == 3
    assert "file/dangling-link" in ran.out


def test_answers_beside_a_case_are_read_from_its_folder(ddscore: Run, folder: Path) -> None:
    path = write("cases/a.yaml", f"{SOUND}answers_file: a.csv\n")
    assert ddscore("check", path).code == 3
    write("cases/a.csv", "rubric,question,answer\nungp,q\n")
    ran = ddscore("check", path)
    assert (ran.code, ran.err) == (1, "2 files checked: 1 error\n")
    assert "a.csv:2" in ran.out


def test_a_report_can_go_to_a_file(ddscore: Run, folder: Path) -> None:
    ran = ddscore("check", write("a.yaml", BROKEN), "-f", "json", "-o", "report.json")
    assert (ran.code, ran.out) == (1, "")
    assert json.loads(Path("report.json").read_text(encoding="utf-8"))["ddscore"] == "problems/1"


@pytest.mark.parametrize("name", ["text", "json", "github", "gitlab", "sarif", "junit"])
def test_every_format_tells_of_the_problem(ddscore: Run, folder: Path, name: str) -> None:
    ran = ddscore("check", write("a.yaml", BROKEN), "-f", name)
    assert ran.code == 1
    assert "a.yaml" in ran.out
    assert "schema/pattern" in ran.out
    if name in ("json", "gitlab", "sarif"):
        json.loads(ran.out)
    elif name == "junit":
        Xml.fromstring(ran.out)


def test_a_rubric_that_is_named_counts_as_asking(ddscore: Run, folder: Path, rubric: Path) -> None:
    path = write("a.yaml", f"{SOUND}answers: {{small: {{stated: yes}}}}\n")
    assert "case/unknown-rubric" in ddscore("check", path).out
    assert "case/unknown-rubric" not in ddscore("check", path, "-r", rubric).out


def test_a_named_rubric_that_is_broken_ends_the_run(ddscore: Run, folder: Path) -> None:
    assert ddscore("check", write("a.yaml", SOUND), "-r", write("r.yaml", "ddscore: rubric/1\n")).code == 3


def test_a_shipped_rubric_that_somebody_works_on_is_only_told_of_where_it_is_checked(
    ddscore: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Path(write("rubrics/ungp.yaml", "ddscore: rubric/1\nid: ungp\n"))
    monkeypatch.setattr("ddscore.documents.shipped.rubrics", lambda: {"ungp": broken})
    path = write("a.yaml", f"{SOUND}answers: {{ungp: {{anything: yes}}}}\n")
    assert ddscore("check", path).err == "1 file checked: nothing is wrong\n"
    ran = ddscore("check", "rubrics", "-f", "json")
    assert ran.code == 1
    assert "schema/missing-field" in ran.out


def test_an_id_is_explained(ddscore: Run, folder: Path) -> None:
    assert "case/dangling-reference" in ddscore("check", "--explain", "case/dangling-reference").out
    ran = ddscore("check", "--explain", "case/dangling-referense")
    assert ran.code == 2
    assert "case/dangling-reference" in ran.err
