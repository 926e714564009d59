"""Problems in words, for a person at a terminal."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddscore.problems import Location, Problem, Severity
from ddscore.reports.characters import visible, width
from ddscore.reports.problems.excerpt import excerpt
from ddscore.reports.problems.text import plain
from tests.reports.hostile import texts
from tests.reports.problems.example_run import ANSWERS, CASE, checked, problem, rendered


def test_a_plain_problem_is_a_block_with_its_hint_below():
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
    assert plain(found) == (
        "error: a.yaml:14:7: key 'id' occurs twice\n  remove one\nwarning: b.yaml: nothing cites 'ipvm'\n"
    )


def test_nothing_wrong_is_nothing_said():
    assert plain([]) == ""


def test_control_characters_are_shown():
    found = Problem("x", Severity.ERROR, "bad \x1b[31m value", "not \u202e", Location("a\x07.yaml"))
    assert plain([found]) == "error: a\\x07.yaml: bad \\x1b[31m value\n  not \\u202e\n"


def test_a_problem_stands_with_its_id_its_line_a_caret_and_its_hint():
    found = problem("no source `b`", "did you mean `a`?", at=Location(CASE, 7, 11))
    text = rendered("text", [checked(found, lines={7: "sources: [b]"})], {})
    assert text == (
        f"error: {CASE}:7:11: no source `b` [case/dangling-reference]\n"
        "  7 | sources: [b]\n"
        "    |           ^\n"
        "  did you mean `a`?\n"
    )


def test_an_empty_line_parts_two_problems():
    text = rendered("text", [checked(problem("a"), problem("b")), checked(problem("c"))], {})
    assert [block.partition(" [")[0].rpartition(" ")[2] for block in text.split("\n\n")] == ["a", "b", "c"]


def test_the_line_of_another_file_is_not_shown():
    elsewhere = problem("a", at=Location(ANSWERS, 7, 1))
    assert "|" not in rendered("text", [checked(elsewhere, lines={7: "here"})], {})


def test_a_line_that_is_not_known_is_not_shown():
    unknown = [problem("a", at=Location(CASE, 7, 1)), problem("b", at=Location(CASE))]
    assert "|" not in rendered("text", [checked(*unknown, lines={8: "other"})], {})


@pytest.mark.parametrize(
    ("line", "column", "shown", "before"),
    [
        ("id: a", 1, "id: a", ""),
        ("id: a", 5, "id: a", "id: "),
        ("id: a", 6, "id: a", "id: a"),
        ("id: a", 600, "id: a", "id: a"),
        ("", 1, "", ""),
        ("例: 海康", 4, "例: 海康", "xx: "),
        ("例: 海康", 5, "例: 海康", "xx: xx"),
        ("e\u0301e\u0301: x", 7, "e\u0301e\u0301: x", "ee: "),
        ("\tid:\tx", 6, " id: x", " id: "),
        ("a\x1b[2Jb", 6, "a\\x1b[2Jb", "a\\x1b[2J"),
        ("a\x1bb", 2, "a\\x1bb", "a"),
        ("\u202eabc", 2, "\\u202eabc", "\\u202e"),
        ("half \ud83d!", 7, "half \\ud83d!", "half \\ud83d"),
    ],
)
def test_the_caret_stands_under_its_column(line, column, shown, before):
    above, below = excerpt(line, 12, column)
    assert above == f"  12 | {shown}".rstrip()
    assert below == f"     | {' ' * len(before)}^"


def test_without_a_column_there_is_no_caret():
    assert excerpt("id: a", 3, None) == ["  3 | id: a"]


@pytest.mark.parametrize(
    ("column", "begins", "ends"),
    [(1, "a0", "…"), (30, "a0", "…"), (41, "a0", "…"), (100, "…", "…"), (199, "…", "z"), (201, "…", "z")],
)
def test_a_long_line_is_cut_around_the_caret(column, begins, ends):
    line = "".join(f"{letter}{digit}" for letter in "abcdefghij" for digit in range(10))[:199] + "z"
    above, below = excerpt(line, 5, column)
    assert width(above) <= 80
    assert above.removeprefix("  5 | ").startswith(begins)
    assert above.endswith(ends)
    at = below.index("^")
    assert above[at : at + 1] == line[column - 1 : column]


@given(
    texts.map(lambda text: text.replace("\n", " ") * 9), st.integers(1, 500), st.sampled_from([1, 99, 10**6])
)
def test_an_excerpt_fits_a_terminal_and_its_caret_stands_on_what_it_points_at(line, column, number):
    above, below = excerpt(line, number, column)
    assert max(width(above), width(below)) <= 80
    pointed_at = visible(line[column - 1 : column])
    if width(line[column - 1 : column]) and pointed_at.strip():
        left = width(below) - 1
        ends = [index for index in range(len(above) + 1) if width(above[:index]) == left]
        assert any(above[index:].startswith((pointed_at, pointed_at[:10], "…")) for index in ends)


def test_a_line_of_megabytes_or_of_characters_without_width_is_cut_soon():
    began = time.perf_counter()
    for filler in ("x", "\u0301", "\x1b", "例"):
        for column in (1, 2_000_000, 4_000_000):
            above, below = excerpt(filler * 4_000_000, 1, column)
            assert len(above) <= 1000
            assert width(above) <= 80
            assert below.endswith("^")
            assert above.startswith("  1 | …") is (column > 1)
            assert above.endswith("…") is (column < 4_000_000)
    assert time.perf_counter() - began < 2
