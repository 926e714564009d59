"""Plain text: 80 columns, in any script, and nothing that a terminal would obey."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ddscore.reports import FORMATS
from ddscore.reports.characters import one_line, visible, width
from ddscore.reports.text import COLUMNS, _wrap_by_words, wrap
from tests.reports.example_assessment import EXAMPLE
from tests.reports.hostile import HOSTILE, texts, with_text

LEFT_WHOLE = ("http", "ddscore assess ", "ddscore portfolio ")
"""What is to be copied stays on one line, however long."""


def too_wide(text: str) -> list[str]:
    return [
        line
        for line in text.splitlines()
        if width(line) > COLUMNS and not line.lstrip(" -").startswith(LEFT_WHOLE)
    ]


@pytest.mark.parametrize("text", ["", *HOSTILE], ids=range(len(HOSTILE) + 1))
def test_a_report_fits_and_sends_no_control_character(text):
    report = FORMATS["text"].render([with_text(text) if text else EXAMPLE])
    assert too_wide(report) == []
    assert {character for character in report if unicodedata.category(character) in ("Cc", "Cf", "Cs")} == {
        "\n"
    }


@given(st.text(st.characters(), max_size=300), st.integers(0, 20))
def test_lines_fit_and_nothing_is_lost(text, indent):
    lines = wrap(text, " " * indent)
    assert all(width(line) <= COLUMNS for line in lines if "://" not in line)
    joined = "".join("".join(line.split()) for line in lines)
    assert joined == "".join(one_line(text).split())


@given(
    st.lists(st.integers(1, 30), min_size=1, max_size=30),
    st.sampled_from(["", "- ", "x" * 60]),
    st.sampled_from([None, "    "]),
)
def test_text_whose_length_is_its_width_is_wrapped_as_any_other(sizes, first, then):
    text = " ".join("\u00e9" * size for size in sizes)
    rest = " " * width(first) if then is None else then
    assert wrap(text, first, then) == _wrap_by_words(text, first, rest)


def test_wide_characters_take_two_columns():
    assert width("海康威视") == 8
    assert wrap("海" * 50) == ["海" * 40, "海" * 10]


def test_combining_marks_take_none():
    assert width("é") == 1
    assert width("e\N{COMBINING ACUTE ACCENT}") == 1


def test_an_address_is_left_whole():
    address = "https://example.org/" + "a" * 100
    assert wrap(f"see {address} there") == ["see", address, "there"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\x85", "\\x85"),
        ("a\u202eb", "a\\u202eb"),
        ("\U000e0041", "\\U000e0041"),
        ("\ud800", "\\ud800"),
        ("a\tb\r\nc", "a b c"),
        ("क्‍ष", "क्‍ष"),
        ("e" + "\u0301" * 30, "e" + "\u0301" * 30),
        ("e" + "\u0301" * 31, "e" + "\u0301" * 30 + "\\u0301"),
        ("e" + "\u0301\u200d" * 31, "e" + "\u0301\u200d" * 30 + "\\u0301\u200d"),
    ],
)
def test_control_characters_are_shown(text, shown):
    assert visible(text) == shown


@settings(max_examples=40)
@given(texts)
def test_a_shown_text_can_always_be_written(text):
    FORMATS["text"].render([with_text(text)]).encode("utf-8")
