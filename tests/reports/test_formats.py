"""The table of formats: each a pure function, imported when it is used, with one expected file each.

After a change that is meant to show, write the expected files anew with DDSCORE_GOLDEN=write, and read them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ddscore.reports import FORMATS
from ddscore.reports.explanation import explain
from tests.reports.example_assessment import EXAMPLE, UNTOUCHED

GOLDEN = Path(__file__).parents[1] / "golden"


def assert_as_expected(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("DDSCORE_GOLDEN") == "write":
        path.write_bytes(text.encode("utf-8"))
    assert text == path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("form", FORMATS.values(), ids=list(FORMATS))
def test_a_report_is_as_expected(form):
    assert_as_expected(f"report{form.suffix}", form.render([EXAMPLE]))


def test_an_explanation_is_as_expected():
    assert_as_expected("explanation.txt", explain(EXAMPLE, "commitment-stated"))


def test_every_format_stands_under_its_name_with_its_own_ending():
    assert list(FORMATS) == ["text", "markdown", "html", "json", "csv"]
    assert all(name == form.name for name, form in FORMATS.items())
    assert len({form.suffix for form in FORMATS.values()}) == len(FORMATS)


@pytest.mark.parametrize("form", FORMATS.values(), ids=list(FORMATS))
def test_the_same_assessment_gives_the_same_bytes(form):
    assert form.render([EXAMPLE]) == form.render([EXAMPLE._replace()])
    assert form.render([EXAMPLE]).endswith("\n")
    assert "\r" not in form.render([EXAMPLE])


@pytest.mark.parametrize("form", FORMATS.values(), ids=list(FORMATS))
def test_several_assessments_are_all_reported(form):
    text = form.render([EXAMPLE, UNTOUCHED])
    assert EXAMPLE.case.company in text
    assert UNTOUCHED.case.company in text


@pytest.mark.parametrize("form", FORMATS.values(), ids=list(FORMATS))
def test_an_index_names_every_file_and_company(form):
    text = form.index({"first.out": [EXAMPLE], "second.out": [UNTOUCHED]})
    for expected in ("first.out", "second.out", EXAMPLE.case.company, UNTOUCHED.case.company):
        assert expected in text


@pytest.mark.parametrize("form", FORMATS.values(), ids=list(FORMATS))
def test_an_index_has_the_profile_and_whether_a_record_is_a_draft(form):
    text = " ".join(form.index({"first.out": [EXAMPLE]}).split())
    profile = next(row for row in EXAMPLE.rubric.profiles if row.id == EXAMPLE.summary.profile)
    assert profile.id in text or profile.title in text
    assert EXAMPLE.case.status in text


def imported_by(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_the_table_imports_no_format():
    assert not {"jinja2", "tabulate", "json", "csv", "ddscore.reports.text"} & imported_by(
        "import ddscore.reports"
    )


def test_a_report_in_text_imports_nothing_that_it_does_not_need():
    code = (
        "from tests.reports.example_assessment import EXAMPLE\n"
        "from ddscore.reports import FORMATS\n"
        "FORMATS['text'].render([EXAMPLE])"
    )
    heavy = {"jinja2", "markupsafe", "tabulate", "json", "csv", "decimal", "jsonschema", "yaml", "click"}
    assert not heavy & imported_by(code)
