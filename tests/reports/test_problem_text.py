"""Problems in words, for a person at a terminal."""

from __future__ import annotations

from ddscore.problems import Location, Problem, Severity
from ddscore.reports.problems import text


def test_a_problem_is_a_block_with_its_hint_below():
    found = [
        Problem(
            "yaml/duplicate-key",
            Severity.ERROR,
            "key 'id' occurs twice",
            "remove one",
            Location("a.yaml", 14, 7),
        ),
        Problem("case/unused-source", Severity.WARNING, "nothing cites 'ipvm'", "", Location("b.yaml")),
    ]
    assert text(found) == (
        "error: a.yaml:14:7: key 'id' occurs twice\n  remove one\nwarning: b.yaml: nothing cites 'ipvm'\n"
    )


def test_nothing_wrong_is_nothing_said():
    assert text([]) == ""


def test_control_characters_are_shown():
    found = Problem("x", Severity.ERROR, "bad \x1b[31m value", "not \u202e", Location("a\x07.yaml"))
    assert text([found]) == "error: a\\x07.yaml: bad \\x1b[31m value\n  not \\u202e\n"
