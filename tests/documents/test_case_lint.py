"""Checks of cases beyond what an assessment needs: each broken file says what must be found in it."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from ddscore.documents import case_checks, schema, yaml
from ddscore.documents.case_records import fact_lists
from ddscore.documents.findings import place
from ddscore.documents.lint import Context, asks_of, lint_case, notes
from ddscore.documents.lint.quotations import count_words
from ddscore.documents.rubric import load_rubric
from ddscore.documents.shipped import folder, rubrics
from ddscore.documents.vocabulary import case_fields
from ddscore.problems import Severity
from tests.documents.expectations import DATA, SOURCES, expected, places

if TYPE_CHECKING:
    from pathlib import Path

    from ddscore.documents.lint import Asks
    from ddscore.problems import Problem

LINT = DATA / "lint"
BROKEN = sorted((LINT / "invalid").glob("*.yaml"))
SOUND = sorted((LINT / "valid").glob("*.yaml"))
TEXTS: Any = yaml.load((LINT / "texts.yaml").read_bytes(), "texts.yaml")
FOUND = [(check, text) for check, listed in TEXTS.items() for text in listed["found"]]
SILENT = [(check, text) for check, listed in TEXTS.items() for text in listed["silent"]]
HEAD = "ddscore: case/1\nid: example-mining\nas_of: 2024-12-31\ncompany: {name: Example Mining plc}\n"
REPORT = "report: {title: Report, publisher: Example Watch, kind: ngo, published: 2020, url: 'https://example.org/'"


@cache
def asks() -> Asks:
    return asks_of([load_rubric(LINT / "rubric.yaml")])


def checked(content: bytes, context: Context) -> list[Problem]:
    document = yaml.load(content, "case.yaml")
    schema.validate("case", document, content, "case.yaml")
    assert isinstance(document, dict)
    fields = case_fields()
    assert case_checks.check_case(document, fields) == []
    return place(lint_case(document, fact_lists(document, fields), fields, context), content, "case.yaml")


def problems(path: Path) -> list[Problem]:
    return checked(path.read_bytes(), Context(asks(), path.parent))


def of_note(text: str) -> list[Problem]:
    """What is found in the note of a policy."""
    import json

    policy = f"policies: [{{id: policy, note: {json.dumps(text)}, sources: [report]}}]\n"
    return checked(f"{HEAD}sources:\n  {REPORT}}}\n{policy}".encode(), Context(asks()))


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_case_has_the_problems_it_names_and_no_others(path: Path) -> None:
    assert expected(path)
    assert places(problems(path)) == expected(path)


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_a_near_miss_is_no_problem(path: Path) -> None:
    assert problems(path) == []


@pytest.mark.parametrize(("check", "text"), FOUND, ids=lambda text: text[:40])
def test_text_that_must_not_stand_in_a_case_is_found(check: str, text: str) -> None:
    assert {problem.id for problem in of_note(text)} == {f"case/{check}"}


@pytest.mark.parametrize(("check", "text"), SILENT, ids=lambda text: text[:40])
def test_text_that_only_resembles_it_is_silent(check: str, text: str) -> None:
    assert of_note(text) == []


def test_the_shipped_cases_have_no_error_and_no_warning() -> None:
    context = Context(asks_of(load_rubric(name) for name in rubrics()), folder("cases"))
    for path in folder("cases").glob("*.yaml"):
        assert checked(path.read_bytes(), context) == [], path


def test_every_check_has_a_broken_example() -> None:
    shown = {check for path in BROKEN for check, _, _ in expected(path)}
    shown |= {problem.id for problem in noted()}
    named = {
        name
        for module in (SOURCES / "lint").glob("*.py")
        for name in re.findall(r'"(case/[a-z0-9-]+)"', module.read_text("utf-8"))
    }
    assert shown == named


def test_every_problem_says_what_to_do() -> None:
    assert all(problem.hint for path in BROKEN for problem in problems(path))


def test_what_harms_people_and_what_cannot_be_is_an_error() -> None:
    errors = {p.id for path in BROKEN for p in problems(path) if p.severity is Severity.ERROR}
    assert errors == {
        "case/check-digit",
        "case/coordinates",
        "case/copy-changed",
        "case/copy-missing",
        "case/copy-outside",
        "case/email-address",
        "case/event-after-sources",
        "case/identity-number",
        "case/long-quotation",
        "case/telephone-number",
        "case/unknown-country",
    }


@pytest.mark.parametrize(
    ("stem", "line", "hint"),
    [
        ("check-digit", "isin", "compare it with a register; were only they wrong, it would be US0378331005"),
        ("unasked-answers", "board-oversigth", "did you mean `board-oversight`?"),
        ("unasked-answers", "exmaple", "did you mean `example`?"),
        (
            "copies",
            "unsealed",
            f"add `sha256: {hashlib.sha256((LINT / 'valid/copies/report.txt').read_bytes()).hexdigest()}`",
        ),
    ],
)
def test_a_hint_says_what_would_be_right(stem: str, line: str, hint: str) -> None:
    path = LINT / "invalid" / f"{stem}.yaml"
    lines = path.read_text("utf-8").splitlines()
    assert hint in [
        problem.hint for problem in problems(path) if line in lines[(problem.location.line or 0) - 1]
    ]


def noted() -> list[Problem]:
    path = LINT / "notes.yaml"
    content = path.read_bytes()
    document: Any = yaml.load(content, path.name)
    schema.validate("case", document, content, path.name)
    facts = fact_lists(document, case_fields())
    return place(notes(document, facts, Context(asks())), content, path.name)


def test_notes_say_what_could_be_added_and_who_asks_for_it() -> None:
    assert places(noted()) == expected(LINT / "notes.yaml")
    assert {problem.severity for problem in noted()} == {Severity.NOTE}
    told = [
        problem.message.partition(": ")[2] for problem in noted() if problem.id == "case/unrecorded-fields"
    ]
    assert told == [
        "`period` (example), `relationship` (example), `rights` (example), `severity` (example)",
        "`severity.scope` (example)",
        "`concerns` (example), `ended_because` (example), `instruments` (example), `proof` (example)",
        "`date` (example), `instruments` (example), `public` (example), `rights` (example)",
        "`kept` (example)",
        "`answered` (example), `delivered` (example)",
    ]


def test_notes_come_only_where_they_are_asked_for() -> None:
    content = (LINT / "notes.yaml").read_bytes()
    without, with_notes = (checked(content, Context(asks(), notes=told)) for told in (False, True))
    assert without == []
    assert places(with_notes) == places(noted())


def test_a_rubric_that_takes_any_answer_asks_every_question(tmp_path: Path) -> None:
    text = (LINT / "rubric.yaml").read_text("utf-8")
    rule = "answers: {scale: disclosure, where: {unit: Example Mine}}"
    path = tmp_path / "example.yaml"
    path.write_text(text.replace("answers: {scale: disclosure}", rule, 1), "utf-8")
    content = f"{HEAD}answers: {{example: {{anything: yes}}}}\n".encode()
    assert checked(content, Context(asks_of([load_rubric(path)]))) == []


def test_a_base_is_asked_what_the_rubric_upon_it_asks(tmp_path: Path) -> None:
    (tmp_path / "example.yaml").write_text((LINT / "rubric.yaml").read_text("utf-8"), "utf-8")
    upon = tmp_path / "upon.yaml"
    upon.write_text(
        'ddscore: rubric/1\nid: upon\nversion: "1"\ntitle: Upon\nextends: example\nadd:\n'
        "  - {to: governance, children: [{id: added, question: Q, answers: {scale: disclosure}}]}\n",
        "utf-8",
    )
    content = f"{HEAD}answers: {{example: {{added: yes}}, upon: {{board-oversight: yes}}}}\n".encode()
    both = asks_of([load_rubric(tmp_path / "example.yaml"), load_rubric(upon)])
    assert checked(content, Context(both)) == []
    assert [problem.id for problem in checked(content, Context(asks()))] == [
        "case/unasked-answer",
        "case/unknown-rubric",
    ]


def test_a_copy_is_not_read_through_a_link_that_leads_out(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("not of the case", "utf-8")
    case = tmp_path / "case"
    case.mkdir()
    (case / "link.txt").symlink_to(tmp_path / "secret.txt")
    policy = "policies: [{id: policy, sources: [report]}]\n"
    content = f"{HEAD}sources:\n  {REPORT}, copy: link.txt}}\n{policy}".encode()
    (problem,) = checked(content, Context(asks(), case))
    assert problem.id == "case/copy-outside"


def test_a_copy_that_is_no_ordinary_file_is_not_opened(tmp_path: Path) -> None:
    import os

    if not hasattr(os, "mkfifo"):
        pytest.skip("the system has no pipes")
    os.mkfifo(tmp_path / "pipe")
    policy = "policies: [{id: policy, sources: [report]}]\n"
    content = f"{HEAD}sources:\n  {REPORT}, copy: pipe}}\n{policy}".encode()
    (problem,) = checked(content, Context(asks(), tmp_path))
    assert problem.message == "the copy pipe is not at hand: it is not an ordinary file"


def test_copies_of_a_case_that_came_from_no_file_are_not_looked_for() -> None:
    path = LINT / "invalid" / "copies.yaml"
    found = {problem.id for problem in checked(path.read_bytes(), Context(asks()))}
    assert found == {"case/copy-outside"}


def test_sources_of_an_answers_file_that_cannot_be_read_are_held_to_be_used(tmp_path: Path) -> None:
    content = f"{HEAD}answers_file: missing.csv\nsources:\n  {REPORT}}}\n".encode()
    for folder_of_case in (tmp_path, None):
        assert checked(content, Context(asks(), folder_of_case)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("the company's so-called 1,863.5 yuan", 5),
        ("人权", 1),
        ("人权政策 of 2020", 4),
        ("สิทธิมนุษยชน", 2),
    ],
)
def test_words_are_counted_in_scripts_without_spaces_too(text: str, words: int) -> None:
    assert count_words(text) == words
