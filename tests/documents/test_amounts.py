"""Amounts as spreadsheets write them: read one way, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddscore.documents.amounts import amount, is_ambiguous, proven_mark, value


@pytest.mark.parametrize(
    ("cell", "decimal", "expected"),
    [
        ("1234", ".", 1234),
        ("1,234.50", ".", 1234.5),
        ("1.234,50", ",", 1234.5),
        ("1 234,50", ",", 1234.5),
        ("1\u00a0234,50", ",", 1234.5),
        ("1\u202f234\u202f567", ".", 1_234_567),
        ("1'234.50", ".", 1234.5),
        ("1’234.50", ".", 1234.5),
        ("12,34,567.89", ".", 1_234_567.89),
        ("1,234", ".", 1234),
        ("1,234", ",", 1.234),
        (".5", ".", 0.5),
        ("5.", ".", 5),
        ("1e6", ".", 1_000_000),
        ("-5", ".", -5),
        ("\u22125", ".", -5),
        ("5-", ".", -5),
        ("(1,234.5)", ".", -1234.5),
        ("(5)", ".", -5),
        ("+5", ".", 5),
        ("-€5", ".", -5),
        ("€ 5", ".", 5),
        ("5 EUR", ".", 5),
        ("USD 1,000", ".", 1000),
        ("12.5%", ".", 12.5),
        ("12,5 %", ",", 12.5),
        ("0", ".", 0),
    ],
)
def test_an_amount_is_read_as_it_is_meant(cell: str, decimal: str, expected: float) -> None:
    given = amount(cell)
    assert given is not None
    assert value(given, decimal) == expected


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "about 100",
        "--5",
        "-(5)",
        "(5",
        "5)",
        "1 23",
        "1 2345",
        "12 34.5 6",
        "EUR 5 USD",
        "5 apples",
        "1" + " " * 100_000 + "x",
        "9" * 61,
        "1/2",
    ],
)
def test_what_says_no_amount_is_not_read(cell: str) -> None:
    assert amount(cell) is None


@pytest.mark.parametrize(
    ("cell", "decimal"),
    [
        ("1.234.5", "."),
        ("1,23", "."),
        ("1.23", ","),
        ("1,2345", "."),
        ("1.2,3", "."),
        (".", "."),
        ("1e99", "."),
    ],
)
def test_an_amount_that_does_not_fit_the_decimal_mark_has_no_value(cell: str, decimal: str) -> None:
    given = amount(cell)
    assert given is not None
    assert value(given, decimal) is None


@pytest.mark.parametrize(
    ("number", "mark"),
    [
        ("1,234.5", "."),
        ("1.234,5", ","),
        ("1,234,567", "."),
        ("1.234.567", ","),
        ("1.5", "."),
        ("1,5", ","),
        ("1234,567", ","),
        ("0.125", "."),
        (".125", "."),
        ("1234", None),
        ("1,234", None),
        ("123.456", None),
    ],
)
def test_a_number_proves_its_decimal_mark_where_it_can_be_read_one_way_only(
    number: str, mark: str | None
) -> None:
    assert proven_mark(number) == mark
    assert is_ambiguous(number) == (mark is None and not number.isdigit())


@pytest.mark.parametrize(
    ("cell", "code"),
    [("€5", "EUR"), ("5 £", "GBP"), ("US$ 5", "USD"), ("NOK 5", "NOK"), ("$5", "$"), ("5", "")],
)
def test_an_amount_says_its_currency(cell: str, code: str) -> None:
    given = amount(cell)
    assert given is not None
    assert given.currency == code


@given(st.integers(-(10**12), 10**12), st.sampled_from([(".", ","), (",", "."), (".", " "), (",", "'")]))
def test_what_is_written_in_either_way_is_read_back(cents: int, marks: tuple[str, str]) -> None:
    decimal, thousands = marks
    text = f"{cents / 100:,.2f}".translate(str.maketrans({".": decimal, ",": thousands}))
    given = amount(text)
    assert given is not None
    assert value(given, decimal) == pytest.approx(cents / 100)
    assert proven_mark(given.number) == decimal
