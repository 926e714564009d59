"""Findings placed in the text, and guesses at what was meant."""

from __future__ import annotations

import pytest

from ddscore.documents.findings import Finding, guess, place, refuse
from ddscore.errors import InputError
from ddscore.problems import Severity

CONTENT = b"first: [one, two]\nsecond/third: {a~b: 1}\n"


def test_findings_stand_at_their_value_or_key_in_the_order_of_the_text() -> None:
    later = Finding("case/b", ("second/third", "a~b"), "later", "mend it", at_key=True)
    earlier = Finding("case/a", ("first", 1), "earlier", "mend it")
    first = Finding("case/c", ("first",), "first of all", "mend it", severity=Severity.WARNING)
    placed = place([later, earlier, first], CONTENT, "cases/x.yaml")
    assert [str(problem) for problem in placed] == [
        "cases/x.yaml:1:8: first of all (mend it)",
        "cases/x.yaml:1:14: earlier (mend it)",
        "cases/x.yaml:2:16: later (mend it)",
    ]
    assert [problem.pointer for problem in placed] == ["/first", "/first/1", "/second~1third/a~0b"]
    assert [problem.severity for problem in placed] == [Severity.WARNING, Severity.ERROR, Severity.ERROR]


def test_a_text_is_not_parsed_again_where_nothing_was_found() -> None:
    assert place([], b"not: [yaml", "cases/x.yaml") == []


def test_warnings_are_left_out_of_a_refusal() -> None:
    warning = Finding("case/a", ("first",), "careful", severity=Severity.WARNING)
    refuse([warning], CONTENT, "cases/x.yaml")
    with pytest.raises(InputError) as refused:
        refuse([warning, Finding("case/b", ("first", 0), "wrong")], CONTENT, "cases/x.yaml")
    assert str(refused.value) == "cases/x.yaml:1:9: wrong"


@pytest.mark.parametrize(
    ("name", "guessed"),
    [
        ("contributing", "did you mean `contribute`?"),
        ("Partly Upheld", "did you mean `partly-upheld`?"),
        ("ungp", "did you mean `UNGP`?"),
        ("court", "write another"),
        (12, "write another"),
    ],
)
def test_a_guess_is_made_where_a_word_is_close(name: object, guessed: str) -> None:
    assert guess(name, ("contribute", "partly-upheld", "UNGP", "security"), "write another") == guessed


def test_no_guess_is_made_at_a_name_too_long_to_have_been_meant() -> None:
    assert guess("a" * 100, ["a" * 101]) == f"did you mean `{'a' * 101}`?"
    assert guess("a" * 101, ["a" * 101]) == ""


def test_no_guess_is_made_among_too_many_words() -> None:
    words = [f"word-{number}" for number in range(300)]
    assert guess("word-12", words) == "did you mean `word-12`?"
    assert guess("word-12", [*words, "word-300"], "look it up") == "look it up"
