"""Words that all reports share."""

from __future__ import annotations

import pytest

from ddscore.reports import wording


@pytest.mark.parametrize(
    ("date", "day", "on"),
    [
        ("2020-09-23", "23 September 2020", "on 23 September 2020"),
        ("2019-04", "April 2019", "in April 2019"),
        ("2018", "2018", "in 2018"),
        (2018, "2018", "in 2018"),
        ("soon", "soon", "in soon"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(date, day, on):
    assert wording.day(date) == day
    assert wording.on(date) == on


@pytest.mark.parametrize(("count", "words"), [(0, "less than a month"), (1, "1 month"), (17, "17 months")])
def test_a_clock_counts_months(count, words):
    assert wording.months(count) == words


@pytest.mark.parametrize(
    ("words", "listed"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_is_said_with_and(words, listed):
    assert wording.listed(words) == listed


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("reasonable-grounds", "reasonable grounds"),
        ("non-discrimination", "non-discrimination"),
        ("self-determination", "self-determination"),
        ("partly_kept", "partly kept"),
    ],
)
def test_a_vocabulary_is_said_in_words(code, words):
    assert wording.plain(code) == words


@pytest.mark.parametrize(
    ("kind", "words"),
    [("authority", "an authority"), ("regulator", "a regulator"), ("ncp", "an OECD National Contact Point")],
)
def test_a_kind_of_body_is_said_with_its_article(kind, words):
    assert wording.body(kind) == words


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("A review", "A review."), ("Why?", "Why?"), ("“So.”", "“So.”"), ("", ""), ("没有。", "没有。")],
)
def test_a_sentence_ends_once(text, sentence):
    assert wording.sentence(text) == sentence
