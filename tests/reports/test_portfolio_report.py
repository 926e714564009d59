"""What the records say of a portfolio, in each format."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import unicodedata
from contextlib import closing
from typing import Any

import jsonschema
import pytest

from ddscore.documents.schema import parsed
from ddscore.model.portfolio import Portfolio
from ddscore.reports.portfolio import PORTFOLIO_FORMATS
from ddscore.reports.portfolio.story import FIXED
from ddscore.reports.portfolio.tables import COLUMNS
from ddscore.reports.portfolio.wording import between, percent
from tests.reports.example_portfolio import NOWHERE, OWN_DATES, PORTFOLIO, SEVERAL, SNAPSHOT, WEIGHTS
from tests.reports.hostile import FREE, HOSTILE, with_text
from tests.reports.test_formats import assert_as_expected
from tests.reports.test_markdown_report import shape
from tests.reports.test_text_report import too_wide

TEXTS = [form for form in PORTFOLIO_FORMATS.values() if form.name != "sqlite"]
each_text = pytest.mark.parametrize("form", TEXTS, ids=lambda form: form.name)
ALL = (PORTFOLIO, OWN_DATES, WEIGHTS, SEVERAL)


def printed(name: str, portfolio: Portfolio = PORTFOLIO) -> str:
    return PORTFOLIO_FORMATS[name].render(portfolio).decode()


def text_of(portfolio: Portfolio = PORTFOLIO) -> str:
    return " ".join(printed("text", portfolio).split())


@each_text
def test_a_report_is_as_expected(form: Any) -> None:
    assert_as_expected(f"portfolio{form.suffix}", printed(form.name))


def test_several_days_are_told_as_expected() -> None:
    assert_as_expected("portfolio-several.txt", printed("text", SEVERAL))


def test_every_format_stands_under_its_name_with_its_own_ending() -> None:
    assert list(PORTFOLIO_FORMATS) == ["text", "markdown", "html", "json", "csv", "sqlite"]
    assert all(name == form.name for name, form in PORTFOLIO_FORMATS.items())
    assert len({form.suffix for form in PORTFOLIO_FORMATS.values()}) == len(PORTFOLIO_FORMATS)


@pytest.mark.parametrize("form", PORTFOLIO_FORMATS.values(), ids=lambda form: form.name)
def test_the_same_portfolio_gives_the_same_bytes(form: Any) -> None:
    for portfolio in ALL:
        assert form.render(portfolio) == form.render(portfolio._replace())


@pytest.mark.parametrize("portfolio", ALL, ids=range(len(ALL)))
def test_json_is_what_its_schema_says(portfolio: Portfolio) -> None:
    jsonschema.validate(json.loads(printed("json", portfolio)), parsed("portfolio"))


def test_what_has_no_record_is_never_told_as_good() -> None:
    said = text_of()
    assert (
        "2 have a record: 55.0 percent of the value. For the others there is none that can be used." in said
    )
    assert "A holding without a record is neither good nor bad" in said
    assert "- Cash: 40.0 percent (line 4)." in said
    assert "GB0000000008: 4.0 percent (line 6)." in said
    assert "Example Ports: 1.0 percent (line 8)." in said


def test_near_names_are_put_to_a_person() -> None:
    assert (
        "A near name: Example Foods SA (example-foods), Example Food Trading, joint-venture of Example Group "
        "SE (example-group) or Example Food Rail, an entity of Example Rail AG (example-rail). If it is the "
        "same company, give its identifier or its exact name."
    ) in text_of()


def test_how_holdings_met_a_case_is_told_where_it_was_not_plain() -> None:
    assert (
        "example-mining: Example Mining plc: lines 3 and 7 add up; by the name Example Mining plc, the name "
        "of its entity Example Mining Holdings Ltd (subsidiary) and the name of its entity Example Quarries "
        "(what it is to the company is not recorded)."
    ) in text_of()


def test_a_share_that_counts_has_one_figure_with_bounds() -> None:
    said = text_of()
    assert "Share without a commitment: between 25.0 and 100.0 percent." in said
    assert "By profile: between" not in said


def test_other_days_than_the_rubric_asks_for_are_told() -> None:
    assert (
        "takes a year's figure from 31 March and 31 December of one year. These are other days."
        in text_of(SEVERAL)
    )


def test_each_record_has_its_date_where_none_is_given() -> None:
    assert "Record: example-mining (draft), as known on 23 September 2020" in text_of(OWN_DATES)
    assert "each record as of its own date" in text_of(OWN_DATES)
    assert "(draft), as known on" not in text_of()


def test_weights_have_no_worth() -> None:
    assert "6 positions are held. 2 have a record" in text_of(WEIGHTS)


def test_long_and_short_are_told_apart_with_the_size_of_each() -> None:
    assert "6 positions are held, worth 1,000 EUR." in text_of()
    assert "1 position is short, by 20 EUR: left out of all percentages, and not taken off." in text_of()
    assert "Short Example plc: short by 20 EUR (line 10)." in text_of()


@pytest.mark.parametrize("number", [1, 10, 20])
def test_a_number_of_records_is_said_in_figures_whatever_it_ends_in(number: int) -> None:
    known = tuple(SNAPSHOT.positions[1]._replace(case=f"c{n}") for n in range(number))
    snapshot = SNAPSHOT._replace(positions=(*known, *SNAPSHOT.positions[2:4]), results=())
    said = text_of(PORTFOLIO._replace(snapshots=(snapshot,), rubrics=()))
    assert f"EUR. {number} ha{'s' if number == 1 else 've'} a record" in said
    assert "None" not in said


def test_the_order_of_fields_does_not_go_by_which_company_stands_first() -> None:
    swapped = SNAPSHOT._replace(
        results=tuple(one._replace(order=(0, 1, *one.order[2:])) for one in SNAPSHOT.results)
    )
    html = printed("html", PORTFOLIO._replace(snapshots=(swapped,)))
    head = html.split('<th scope="col">Weight, percent')[1].split("</tr>")[0]
    assert head == printed("html").split('<th scope="col">Weight, percent')[1].split("</tr>")[0]


def test_what_is_wrong_with_lines_and_cases_is_told() -> None:
    said = text_of()
    assert "holdings.csv:9: this row has no value (give it)" in said
    assert "ports.yaml:9: this row has no value (give it)" in said
    assert "9 cases read, 2 of companies held, 6 of others and left out, 1 that cannot be used." in said


@pytest.mark.parametrize("sentence", FIXED)
def test_what_every_report_says_is_said(sentence: str) -> None:
    assert sentence in text_of()


def test_where_a_higher_figure_is_worse_it_is_said() -> None:
    worse = PORTFOLIO._replace(rubrics=(PORTFOLIO.rubrics[0]._replace(higher_is="worse"),))
    assert "a higher figure is worse" in text_of(worse)
    assert "a higher figure is worse" not in text_of()


def test_a_draft_is_marked_and_a_reviewed_record_is_none() -> None:
    assert "DRAFT: no second reader has confirmed the record of one company" in text_of()
    known = [one._replace(status="published") for one in SNAPSHOT.positions]
    reviewed = PORTFOLIO._replace(snapshots=(SNAPSHOT._replace(positions=tuple(known)),))
    assert "DRAFT" not in text_of(reviewed)


def test_of_many_positions_without_a_record_the_largest_are_listed() -> None:
    many = tuple(NOWHERE._replace(name=f"Nobody {n} plc", lines=(n,), weight=n / 1000) for n in range(150))
    portfolio = PORTFOLIO._replace(snapshots=(SNAPSHOT._replace(positions=many, results=()),), rubrics=())
    said = text_of(portfolio)
    assert "Nobody 149 plc" in said
    assert "Nobody 49 plc" not in said
    assert "50 smaller ones are in the data formats" in said


def test_of_many_lines_of_a_position_the_first_are_named_and_the_others_counted() -> None:
    many = tuple(range(2, 1502))
    known = [one._replace(lines=many) if one.name == "Cash" else one for one in SNAPSHOT.positions]
    said = text_of(PORTFOLIO._replace(snapshots=(SNAPSHOT._replace(positions=tuple(known)),)))
    assert "19, 20, 21 and 1,480 more)." in said


def test_what_comes_to_0_is_listed_as_not_held() -> None:
    known = [
        one._replace(value=0.0, weight=0.0) if one.case or one.name == "Cash" else one
        for one in SNAPSHOT.positions
    ]
    said = text_of(PORTFOLIO._replace(snapshots=(SNAPSHOT._replace(positions=tuple(known)),)))
    assert "4 positions come to 0: listed and not held, and so left out of all percentages too." in said
    assert "- Cash: not held (line 4)." in said
    assert "Weight, percent: not held" in said


@pytest.mark.parametrize(
    ("weight", "said"),
    [
        (0, "0.0"),
        (0.00001, "less than 0.1"),
        (0.0005, "0.1"),
        (0.5, "50.0"),
        (0.9999, "more than 99.9"),
        (1, "100.0"),
    ],
)
def test_a_weight_is_never_nothing_for_something_nor_all_for_less(weight: float, said: str) -> None:
    assert percent(weight) == said


def test_bounds_that_read_the_same_are_one_figure() -> None:
    assert (between(0.1, 0.1), between(0.1, 0.25)) == ("10.0 percent", "between 10.0 and 25.0 percent")


def test_csv_has_a_row_for_each_position_the_worst_first() -> None:
    rows = list(csv.DictReader(io.StringIO(printed("csv"))))
    assert [row["name"] for row in rows][:3] == ["Example Mining plc", "Example Timber", "Cash"]
    first = rows[0]
    assert (first["lines"], first["met_by"], first["practice_high"]) == ("3; 7", "name; entity", "35.0")
    assert (first["possible_outcomes"].count(";"), first["outcome"]) == (
        len(PORTFOLIO.rubrics[0].outcomes) - 1,
        "",
    )
    assert rows[2]["practice"] == ""
    assert rows[-1]["weight"] == ""


def test_the_database_has_each_fact_once_and_says_what_its_columns_hold() -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(PORTFOLIO_FORMATS["sqlite"].render(SEVERAL))
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        counts = {
            table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("positions", "standings", "lines", "near_names", "shares", "averages", "problems")
        }
        assert counts == {
            "positions": 14,
            "standings": 4,
            "lines": 16,
            "near_names": 6,
            "shares": 4,
            "averages": 2,
            "problems": 3,
        }
        for table, column, _, _ in COLUMNS:
            names = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            assert column in names, (table, column)
        assert {row[0] for row in database.execute("SELECT DISTINCT name FROM holdings")} == {
            position.name for position in SNAPSHOT.positions
        }


def hostile_of(text: str) -> Any:
    """A portfolio in which that text stands wherever a list or a case has words of its own."""
    changed: Any = with_text(text, PORTFOLIO)
    (snapshot,) = changed.snapshots
    positions = tuple(one._replace(name=text) for one in snapshot.positions)
    holdings = snapshot.holdings._replace(file=text, notes=(text,))
    return changed._replace(snapshots=(snapshot._replace(positions=positions, holdings=holdings),))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_breaks_a_format(text: str) -> None:
    assert {"company", "title", "warnings"} <= FREE
    hostile, plain = hostile_of(text), hostile_of("plain")
    if text.isprintable():
        assert shape(printed("markdown", hostile)) == shape(printed("markdown", plain))
    said = printed("text", hostile)
    assert too_wide(said) == []
    assert {one for one in said if unicodedata.category(one) in ("Cc", "Cf", "Cs")} == {"\n"}
    assert "<script>alert" not in printed("html", hostile)
    assert "<svg onload" not in printed("html", hostile)
