"""The table of formats: each a pure function, imported when it is used, with one expected file each.

After a change that is meant to show, write the expected files anew with DDSCORE_GOLDEN=write, and read them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given

from ddscore.reports.problems import PROBLEM_FORMATS
from tests.reports.problems.example_run import CHECKS, RUN, checked, problem, rendered
from tests.reports.problems.hostile_runs import MORE, is_shown, run, runs

GOLDEN = Path(__file__).parents[2] / "golden" / "problems"
SUFFIXES = {
    "text": ".txt",
    "json": ".json",
    "github": ".github.txt",
    "gitlab": ".gitlab.json",
    "sarif": ".sarif",
    "junit": ".xml",
}

each_format = pytest.mark.parametrize("form", PROBLEM_FORMATS.values(), ids=lambda form: form.name)


@each_format
def test_a_report_is_as_expected(form):
    text = rendered(form.name, RUN, CHECKS)
    path = GOLDEN / f"problems{SUFFIXES[form.name]}"
    if os.environ.get("DDSCORE_GOLDEN") == "write":
        path.write_bytes(text.encode("utf-8"))
    assert text == path.read_bytes().decode("utf-8")


def test_every_format_stands_under_its_name():
    assert list(PROBLEM_FORMATS) == ["text", "json", "github", "gitlab", "sarif", "junit"]
    assert all(name == form.name for name, form in PROBLEM_FORMATS.items())


@each_format
def test_the_same_run_gives_the_same_bytes(form):
    again = [file._replace(lines=dict(reversed(file.lines.items()))) for file in RUN]
    assert rendered(form.name, RUN, CHECKS) == rendered(form.name, again, dict(reversed(CHECKS.items())))
    assert "\r" not in rendered(form.name, RUN, CHECKS)


@each_format
def test_every_problem_is_told_of_a_check_in_the_catalogue_or_not(form):
    for checks in (CHECKS, {}):
        text = rendered(form.name, RUN, checks)
        for file in RUN:
            for found in file.problems:
                assert found.id in text


@each_format
def test_nothing_wrong_is_a_report_too(form):
    for files in ([], [checked()]):
        text = rendered(form.name, files, CHECKS)
        assert text == "" or text.endswith("\n")
        assert "dangling" not in text


@pytest.mark.parametrize("name", ["text", "github"])
def test_where_a_report_is_lines_of_problems_nothing_wrong_is_nothing_said(name):
    assert rendered(name, [checked()], CHECKS) == ""


@each_format
@given(runs)
def test_no_text_of_a_file_or_of_its_name_is_sent_as_a_control_character(form, files):
    text = rendered(form.name, files, CHECKS)
    assert is_shown(text)
    assert text.encode("utf-8").decode("utf-8") == text


@each_format
@pytest.mark.parametrize("hostile", MORE, ids=ascii)
def test_a_hostile_text_is_shown(form, hostile):
    assert is_shown(rendered(form.name, [run(hostile)], CHECKS))


@each_format
def test_a_long_message_stays_whole_and_takes_no_time(form):
    began = time.perf_counter()
    text = rendered(form.name, [checked(problem("x" * 100_000, "y" * 100_000))] * 3, CHECKS)
    assert text.count("x" * 100_000) == text.count("y" * 100_000) == 3
    assert time.perf_counter() - began < 2


def imported_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    )
    return set(done.stdout.split())


def test_an_error_in_words_imports_no_other_format():
    names = imported_by("from ddscore.reports.problems.text import plain")
    assert "ddscore.reports.problems.text" in names
    assert not {"json", "hashlib", "urllib.parse", "xml.etree", "ddscore.reports.problems.run"} & names
