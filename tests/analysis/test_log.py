"""The score at each commit to a case: the case as it was, the rubric as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from ddscore import assess
from ddscore.analysis.log import log
from ddscore.documents import git
from ddscore.documents.case import parse_case
from ddscore.documents.rubric import load_rubric, parse_rubric
from ddscore.engine import assess as engine
from ddscore.model.dates import PartialDate
from ddscore.model.log import Log, State
from ddscore.reports.log import LOG_FORMATS
from tests.repositories import EVICTIONS, MISSPELT, POLICY, Made, needs_git

pytestmark = needs_git
UNGP = load_rubric("ungp")


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A case that was begun, misspelt, mended, moved, deleted and put back."""
    repository = Made(tmp_path / "repository")
    repository.put("Record the policy", "example.yaml", POLICY)
    repository.put("Record the evictions", "example.yaml", MISSPELT)
    repository.put("Mend", "example.yaml", EVICTIONS)
    (repository.folder / "cases").mkdir()
    repository.git("mv", "example.yaml", "cases/example.yaml")
    repository.commit("Move")
    repository.git("rm", "-q", "cases/example.yaml")
    repository.commit("Delete")
    repository.put("Put back the policy", "cases/example.yaml", POLICY)
    return repository


def logged(made: Made, **options: object) -> Log:
    repository = git.repository_of(made.folder / "x")
    return log(repository, "cases/example.yaml", UNGP, **options)  # type: ignore[arg-type]


def test_each_commit_has_the_score_of_the_case_as_it_was(made: Made) -> None:
    found = logged(made)
    assert [entry.subject for entry in found.entries] == [
        "Put back the policy",
        "Delete",
        "Move",
        "Mend",
        "Record the evictions",
        "Record the policy",
    ]
    scored = {entry.subject: entry.scored for entry in found.entries if entry.scored is not None}
    for subject, text in (("Record the policy", POLICY), ("Mend", EVICTIONS), ("Move", EVICTIONS)):
        expected = assess(parse_case(text.encode(), "x"), UNGP)
        assert (scored[subject].summary, scored[subject].as_of) == (expected.summary, expected.as_of)
    assert scored["Mend"] != scored["Record the policy"]


def test_what_has_no_score_says_why(made: Made) -> None:
    states = {entry.subject: (entry.state, entry.problem) for entry in logged(made).entries}
    assert states["Delete"] == (State.DELETED, "the file is not there after this commit")
    assert states["Mend"] == (State.SCORED, "")
    state, problem = states["Record the evictions"]
    assert state is State.INVALID
    assert problem == (
        'not readable by this version\'s format, line 25, column 19: `relationship` cannot be "contributing"'
    )


def test_the_date_of_assessment_can_be_one_for_all(made: Made) -> None:
    day = PartialDate.parse("2018-06-01")
    found = logged(made, as_of=day)
    assert found.as_of == day
    assert {entry.scored.as_of for entry in found.entries if entry.scored} == {day}
    # The evictions became known later.
    assert len({entry.scored for entry in found.entries if entry.scored}) == 1


def test_a_case_without_a_date_is_said_to_need_one(made: Made) -> None:
    made.put("Undated", "cases/example.yaml", CODED_CASE.partition("as_of")[0])
    newest = logged(made, most=1).entries[0]
    assert newest.state is State.INVALID
    assert "has no as_of" in newest.problem


def test_fewer_commits_can_be_asked_for(made: Made) -> None:
    found = logged(made, most=2)
    assert [entry.subject for entry in found.entries] == ["Put back the policy", "Delete"]
    assert found.left_out == 4
    assert logged(made, most=6).left_out == 0


def test_the_same_commit_gives_the_same_bytes(made: Made, tmp_path: Path) -> None:
    made.git("clone", "-q", "--bare", str(made.folder), str(tmp_path / "bare"))
    bare = log(git.bare_repository(tmp_path / "bare"), "cases/example.yaml", UNGP)
    made.write("cases/example.yaml", "not committed")
    for form in LOG_FORMATS.values():
        assert form.render(bare) == form.render(logged(made))


def test_a_case_that_was_committed_twice_is_scored_once(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    real = engine.known.view

    def counted(*arguments: object) -> object:
        calls.append(arguments)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(engine.known, "view", counted)
    assert sum(entry.scored is not None for entry in logged(made).entries) == 4
    assert len(calls) == 2


CODED_RUBRIC = b"""
ddscore: rubric/1
id: example
version: "1.0"
title: An example
basis: [{title: An example}]
scales: {disclosure: {points: {full: 100, partial: 50}}}
answers: {scale: disclosure}
children: [{id: q1, title: A question, question: Is it answered?}]
"""
CODED_CASE = """
ddscore: case/1
id: example
company: {name: Example Mining plc}
as_of: 2020-09-23
answers_file: answers.csv
"""


def test_coded_answers_are_those_of_the_commit(tmp_path: Path) -> None:
    made = Made(tmp_path / "repository")
    made.write("coded/answers.csv", "rubric,question,answer\nexample,q1,full\n")
    made.put("Code", "coded/case.yaml", CODED_CASE)
    made.put("Code otherwise", "coded/answers.csv", "rubric,question,answer\nexample,q1,partial\n")
    made.put("Note", "coded/case.yaml", f"{CODED_CASE}# checked\n")
    made.git("rm", "-q", "coded/answers.csv")
    made.put("Same again", "coded/case.yaml", CODED_CASE)
    rubric = parse_rubric(CODED_RUBRIC, "example.yaml")
    found = log(git.repository_of(made.folder / "x"), "coded/case.yaml", rubric)
    again, *others = found.entries
    figures = [entry.scored.summary.overall for entry in others if entry.scored]
    assert [figure.percent for figure in figures if figure] == [50, 50, 100]
    beside = [(entry.subject, entry.beside) for entry in others]
    assert beside == [("Note", None), ("Code otherwise", "coded/answers.csv"), ("Code", None)]
    assert (again.state, again.problem.partition(" at ")[0]) == (State.INVALID, "the file is not there")


def test_answers_count_under_the_name_that_the_case_then_gave_them(tmp_path: Path) -> None:
    def answers(answer: str) -> str:
        return f"rubric,question,answer\nexample,q1,{answer}\n"

    made = Made(tmp_path / "repository")
    made.put("Nobody's yet", "answers.csv", answers("full"))
    made.write("first.csv", answers("full"))
    made.put("Code", "case.yaml", CODED_CASE.replace("answers.csv", "first.csv"))
    made.put("Not named by the case", "answers.csv", answers("partial"))
    made.put("Code otherwise", "first.csv", answers("partial"))
    made.put("Name the other", "case.yaml", CODED_CASE)
    made.put("No longer named", "first.csv", answers("full"))
    made.put("Same again", "answers.csv", answers("full"))
    rubric = parse_rubric(CODED_RUBRIC, "example.yaml")
    found = log(git.repository_of(made.folder / "x"), "case.yaml", rubric)
    assert [(entry.subject, entry.beside) for entry in found.entries] == [
        ("Same again", "answers.csv"),
        ("Name the other", None),
        ("Code otherwise", "first.csv"),
        ("Code", None),
    ]
    shown = log(git.repository_of(made.folder / "x"), "case.yaml", rubric, most=1)
    assert (len(shown.entries), shown.left_out) == (1, 3)
    assert "touched only its coded answers, answers.csv" in LOG_FORMATS["text"].render(found)
    assert "coded answers: " in LOG_FORMATS["markdown"].render(found)
    assert '"beside": "answers.csv"' in LOG_FORMATS["json"].render(found)


def test_answers_on_a_branch_that_was_merged_count_under_a_former_name_of_the_case(tmp_path: Path) -> None:
    made = Made(tmp_path / "repository")
    made.write("old/answers.csv", "rubric,question,answer\nexample,q1,full\n")
    made.put("Code", "old/case.yaml", CODED_CASE)
    made.git("checkout", "-q", "-b", "branch")
    made.put("Code otherwise", "old/answers.csv", "rubric,question,answer\nexample,q1,partial\n")
    made.git("checkout", "-q", "main")
    made.git("mv", "old", "new")
    made.commit("Move")
    made.git("merge", "-q", "--no-edit", "-m", "Merge", "branch")
    found = log(git.repository_of(made.folder / "x"), "new/case.yaml", parse_rubric(CODED_RUBRIC, "e.yaml"))
    told = {entry.subject: entry.beside for entry in found.entries}
    assert told["Code otherwise"] == "old/answers.csv"
    assert set(told) >= {"Move", "Code"}


def test_a_file_that_grew_too_large_is_said_to_have(made: Made) -> None:
    made.put("Swell", "cases/example.yaml", POLICY + "#" * 2**20)
    newest = logged(made, most=1).entries[0]
    assert (newest.state, newest.problem) == (State.INVALID, "it is larger than 1 MiB")


def test_what_a_clone_was_made_without_is_said_to_be_absent(made: Made, tmp_path: Path) -> None:
    made.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "partial"
    made.git("clone", "-q", "--no-checkout", "--filter=blob:none", made.folder.as_uri(), str(clone))
    found = log(git.repository_of(clone / "x"), "cases/example.yaml", UNGP)
    assert State.ABSENT in {entry.state for entry in found.entries}
    assert not any(entry.scored for entry in found.entries)


def test_a_shallow_clone_is_told(made: Made, tmp_path: Path) -> None:
    clone = tmp_path / "shallow"
    made.git("clone", "-q", "--depth", "4", made.folder.as_uri(), str(clone))
    found = log(git.repository_of(clone / "x"), "cases/example.yaml", UNGP)
    assert len(found.entries) == 4
    assert found.cut_off
    assert not logged(made).cut_off
