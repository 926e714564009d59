"""Lists of holdings, as custodians write them: read as meant, or refused with the line."""

from __future__ import annotations

import io
import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ddscore.documents.holdings import Reading, parse_holdings
from ddscore.errors import InputError, UsageError
from ddscore.model.holdings import Holding, Holdings

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).parents[1] / "data" / "portfolio"
CURRENCIES = yaml.safe_load((DATA / "currencies.yaml").read_text(encoding="utf-8"))
ISIN, LEI = "GB0000000009", "EXAMPLEMINING0000087"


def read(text: str | bytes, path: str = "holdings.csv", **reading: Any) -> Holdings:
    content = text.encode() if isinstance(text, str) else text
    return parse_holdings(content, path, Reading(**reading))


def values(holdings: Holdings) -> dict[str, float]:
    return {holding.name: holding.value for holding in holdings.holdings}


def refused(text: str | bytes, path: str = "holdings.csv", **reading: Any) -> list[tuple[str, int | None]]:
    with pytest.raises(InputError) as error:
        read(text, path, **reading)
    return [(problem.id, problem.location.line) for problem in error.value.problems]


def told(holdings: Holdings) -> list[tuple[str, int | None]]:
    return [(problem.id, problem.location.line) for problem in holdings.problems]


def test_a_list_says_what_is_held_line_by_line() -> None:
    found = read(f"Name,ISIN,LEI,Ticker,Market value\nExample Mining plc,{ISIN},{LEI},EXMN.L,12.5\n")
    assert found.holdings == (Holding(2, "Example Mining plc", ISIN, LEI, "EXMN.L", 12.5),)
    assert (found.is_weight, found.currency, found.problems, found.unread, found.notes) == (
        False,
        "",
        (),
        0,
        (),
    )


@pytest.mark.parametrize(
    "head",
    [
        "name,value",
        "Issuer Name,Market Value",
        "SECURITY DESCRIPTION,MV",
        "Company,Market value (EUR)",
        "holding_name,market_value",
        "Issuer,Weight (%)",
        "Investee company,% of net assets",
        "Nameofissuer,Portfolio weight",
        "Wertpapier,Kurswert EUR",
        "Bezeichnung,Gewichtung (%)",
        "Émetteur,Valeur de marché",
        "Utsteder,Markedsverdi",
    ],
)
def test_columns_are_known_by_their_usual_names(head: str) -> None:
    assert values(read(f"{head}\nExample Mining plc,12.5\n")) == {"Example Mining plc": 12.5}


@pytest.mark.parametrize(
    ("maps", "expected"),
    [
        ({"name": "Who", "value": "How much"}, {"Example Mining plc": 5.0}),
        ({"name": "Who", "weight": "Part"}, {"Example Mining plc": 0.5}),
    ],
)
def test_other_columns_are_mapped(maps: dict[str, str], expected: dict[str, float]) -> None:
    text = "Who,How much,Part\nExample Mining plc,5,0.5\n"
    assert values(read(text, columns=maps)) == expected


def test_a_mapped_column_goes_before_one_of_a_usual_name() -> None:
    text = "Name,Issuer,Value\nOrdinary shares,Example Mining plc,5\n"
    with pytest.raises(
        UsageError, match=r"the columns Name and Issuer could both give the name.*--map name="
    ):
        read(text)
    assert values(read(text, columns={"name": "Issuer"})) == {"Example Mining plc": 5}


def test_a_column_that_is_not_there_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="has no column Isuer; did you mean `Issuer`"):
        read("Issuer,Value\nExample Mining plc,5\n", columns={"name": "Isuer"})


def test_a_value_goes_before_a_weight() -> None:
    found = read("Name,Weight,Market value\nExample Mining plc,50%,5\n")
    assert (values(found), found.is_weight) == ({"Example Mining plc": 5}, False)


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        (("50.2%", "30%", "19.8%"), None),
        (("0.5", "0.3", "0.2"), None),
        (("5", "3", "2"), None),
        (("40%", "35%", "25%"), "line 2 is 50.0 percent by value and 40.0 by weight"),
        (("0,4", "0,35", "0,25"), "line 2 is 50.0 percent by value and 40.0 by weight"),
        (("40%", "", "20%"), None),
        (("40%", "about 40%", "20%"), None),
        (("0", "0", "0"), None),
    ],
)
def test_weights_that_say_otherwise_than_the_values_are_told(
    weights: tuple[str, ...], said: str | None
) -> None:
    rows = zip("ABC", weights, (500, 300, 200), strict=True)
    notes = read("\n".join(["Name;Weight;Value", *(f"{a};{b};{c}" for a, b, c in rows)])).notes
    told = [note for note in notes if "say otherwise" in note]
    assert len(told) == (said is not None)
    assert all(str(said) in note for note in told)


@pytest.mark.parametrize(
    ("content", "note"),
    [
        ("Name,Value\nCrédit Exemple SA,5\n".encode("utf-8-sig"), None),
        ("Name,Value\nCrédit Exemple SA,5\n".encode("utf-16"), "it is in UTF-16"),
        ("Name,Value\nCrédit Exemple SA,5\n".encode("cp1252"), "was read as Windows-1252"),
        ("Name;Value\nCrédit Exemple SA;5\n".encode(), "parted by semicolons"),
        ("Name\tValue\nCrédit Exemple SA\t5\n".encode(), "parted by tabs"),
        ("Name|Value\r\nCrédit Exemple SA|5\r\n".encode(), "parted by vertical bars"),
    ],
)
def test_encodings_and_delimiters_are_found_and_what_is_unusual_is_said(
    content: bytes, note: str | None
) -> None:
    found = read(content)
    assert values(found) == {"Crédit Exemple SA": 5}
    assert (note is None and not found.notes) or (note is not None and note in "; ".join(found.notes))


def test_what_stands_above_the_column_names_is_left_out_and_said() -> None:
    found = read("Example Fund;;\nAs of;31.12.2024;\n;;\nName;ISIN;Value\nExample Mining plc;;1,5\n")
    assert found.holdings[0].line == 5
    assert any("above the column names in line 4" in note for note in found.notes)


def test_a_decimal_comma_is_proven_by_the_column() -> None:
    found = read('Name;Value\nExample Mining plc;"1.234,50"\nExample Timber plc;12.500\n')
    assert values(found) == {"Example Mining plc": 1234.5, "Example Timber plc": 12500}


def test_a_decimal_mark_that_nothing_proves_has_to_be_said() -> None:
    text = 'Name,Value\nExample Mining plc,"1,234"\n'
    assert refused(text) == [("holdings/decimal-mark", 2)]
    assert values(read(text, decimal=".")) == {"Example Mining plc": 1234}
    assert values(read(text, decimal=",")) == {"Example Mining plc": 1.234}


def test_two_decimal_marks_in_one_column_are_refused() -> None:
    assert refused('Name,Value\nA plc,1.5\nB plc,"1,5"\n') == [("holdings/decimal-mark", 3)]


@pytest.mark.parametrize("given", CURRENCIES, ids=lambda one: one["name"])
def test_no_row_is_taken_to_be_in_the_currency_of_others(given: dict[str, Any]) -> None:
    if "refused" in given:
        assert [f"{check}:{line}" for check, line in refused(given["list"])] == [given["refused"]]
        return
    found = read(given["list"])
    assert (found.currency, values(found)) == (given["currency"], given["values"])
    assert [f"{check}:{line}" for check, line in told(found)] == given.get("told", [])
    assert found.unread == len(given.get("told", []))
    assert given.get("note", "") in "; ".join(found.notes)
    assert bool(found.notes) == ("note" in given)


def test_several_currencies_are_refused_unless_the_column_is_left_out() -> None:
    text = "Name,Value,Currency\nA plc,5,NOK\nB plc,5,EUR\n"
    assert refused(text) == [("holdings/currencies", 3)]
    assert values(read(text, columns={"currency": ""})) == {"A plc": 5, "B plc": 5}


def test_single_lines_that_cannot_be_used_are_told_and_the_others_read() -> None:
    found = read(
        "Name,ISIN,Value\n"
        "Example Mining plc,,5\n"
        "Example Timber plc,,\n"
        ",,5\n"
        "Example Foods SA,,about 5\n"
        "Total,,10\n"
        "Example, Inc,,5\n"
        "Printed by Example Bank\n"
        "Example\u202e plc,,5\n"
        ",,\n"
        "Example Shipping ASA,n/a,7\n"
    )
    assert values(found) == {"Example Mining plc": 5, "Example Shipping ASA": 7}
    assert told(found) == [
        ("holdings/no-value", 3),
        ("holdings/no-name", 4),
        ("holdings/bad-number", 5),
        ("holdings/total", 6),
        ("holdings/ragged-row", 7),
        ("holdings/ragged-row", 8),
        ("holdings/control-character", 9),
    ]
    assert found.unread == 7


def test_a_company_that_is_called_total_is_no_sum_where_it_has_an_identifier() -> None:
    assert values(read(f"Name,ISIN,Value\nTotal,{ISIN},5\n")) == {"Total": 5}


@pytest.mark.parametrize(
    ("isin", "check"),
    [("GB0000000008", "check-digit"), ("Ordinary", "bad-identifier"), ("GB000000000", "bad-identifier")],
)
def test_a_line_with_a_wrong_identifier_counts_and_is_taken_for_no_company(isin: str, check: str) -> None:
    found = read(f"Name,ISIN,Value\nExample Mining plc,{isin},5\n")
    assert told(found) == [(f"holdings/{check}", 2)]
    assert found.holdings[0].unclear
    assert found.unread == 0


def test_identifiers_are_read_without_space_and_in_capitals() -> None:
    (holding,) = read(f"Name,ISIN,Value\nA plc,{ISIN[:4].lower()} {ISIN[4:]},5\n").holdings
    assert (holding.isin, holding.unclear) == (ISIN, False)


def test_a_short_position_is_below_0() -> None:
    assert values(read("Name,Value\nA plc,(5)\nB plc,-5\nC plc,5\n")) == {
        "A plc": -5,
        "B plc": -5,
        "C plc": 5,
    }


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        (("60%", "40%"), None),
        (("60%", "20%"), "80.0 percent"),
        (("0.6", "0.4"), None),
        (("0.3", "0.1"), "40.0 percent"),
        (("30", "10"), "40.0 percent"),
    ],
)
def test_weights_that_do_not_add_up_are_said(weights: tuple[str, str], said: str | None) -> None:
    notes = read("Name,Weight\nA plc,{}\nB plc,{}\n".format(*weights)).notes
    assert (said is None and not notes) or any(str(said) in note for note in notes)


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("", ("holdings/empty", None)),
        ("Name,Value\n", ("holdings/empty", None)),
        ("Who,How much\nA plc,5\n", ("holdings/missing-column", 1)),
        ("Name,ISIN\nA plc,\n", ("holdings/missing-column", 1)),
        ("Name,Weight\nA plc,5%\nB plc,0.5\n", ("holdings/mixed-weights", 3)),
        ('Name,Value\n"A" plc,5\n', ("holdings/malformed", 2)),
        ("Name,Value\nA plc,5%\n", ("holdings/bad-number", 2)),
        (b"Name,Value\nA\x81 plc,5\n", ("holdings/encoding", None)),
        ("Name,Value\nA plc,5\n".encode("utf-16-le"), ("holdings/encoding", None)),
    ],
)
def test_a_list_that_cannot_be_read_is_refused(text: str | bytes, check: tuple[str, int | None]) -> None:
    assert refused(text) == [check]


def workbook(*rows: list[Any], change: Callable[[Any], None] = lambda _: None) -> bytes:
    openpyxl: Any = pytest.importorskip("openpyxl", reason="needs the `excel` extra")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


PLAIN = (["Name", "ISIN", "Value"], ["A plc", ISIN, 5], ["B plc", "", 6.5])


def test_a_workbook_is_read_as_its_rows() -> None:
    content = workbook(
        *(["Example Fund"], [], ["Issuer", "ISIN", "Market value"]), ["Example Mining plc", ISIN, 123.456]
    )
    found = read(content, "holdings.xlsx")
    assert found.holdings == (Holding(4, "Example Mining plc", ISIN, "", "", 123.456),)


def cell(where: str, value: object) -> Callable[[Any], None]:
    """Write a value into a cell of the first sheet."""
    return lambda book: book.active.__setitem__(where, value)


@pytest.mark.parametrize(
    ("change", "check", "said"),
    [
        (cell("C3", "=2+3"), "formula", "the value is a formula"),
        (cell("B3", "=VLOOKUP(1,2,3)"), "formula", "the ISIN is a formula"),
        (cell("A3", "#REF!"), "formula", "the name is #REF!, the error of a formula"),
        (cell("C3", "#N/A"), "no-value", "this row has no value"),
        (cell("C3", datetime(2024, 12, 31)), "bad-number", "the value '2024-12-31'"),  # noqa: DTZ001
        (cell("C3", "5\u202e"), "control-character", "a bidirectional control"),
        (lambda book: book.active.merge_cells("A2:A3"), "merged-cells", "the name is merged"),
        (lambda book: book.active.merge_cells("C2:C3"), "merged-cells", "the value is merged"),
    ],
)
def test_what_a_row_of_a_workbook_does_not_say_is_told_with_its_line(
    change: Callable[[Any], None], check: str, said: str
) -> None:
    found = read(workbook(*PLAIN, change=change), "h.xlsx")
    assert told(found) == [(f"holdings/{check}", 3)]
    assert said in found.problems[0].message
    assert (values(found), found.unread) == ({"A plc": 5}, 1)


@pytest.mark.parametrize(
    "change",
    [
        cell("D2", "=2+3"),
        cell("D2", "#REF!"),
        cell("B3", "#N/A"),
        lambda book: book.active.merge_cells("A1:A1"),
        lambda book: book.active.merge_cells("A3:B3"),
        lambda book: book.active.merge_cells("E2:E3"),
    ],
)
def test_what_says_nothing_of_a_holding_stops_nothing(change: Callable[[Any], None]) -> None:
    def with_remarks(book: Any) -> None:
        book.active["D1"] = "Remarks"
        change(book)

    found = read(workbook(*PLAIN, change=with_remarks), "h.xlsx")
    assert (values(found), told(found)) == ({"A plc": 5, "B plc": 6.5}, [])


def test_a_heading_that_is_merged_over_rows_stops_nothing() -> None:
    content = workbook(["Fund"], [], *PLAIN, change=lambda book: book.active.merge_cells("A1:C2"))
    assert values(read(content, "h.xlsx")) == {"A plc": 5, "B plc": 6.5}


def test_a_hidden_sheet_is_passed_over_and_said_and_read_where_it_is_named() -> None:
    def hide(book: Any) -> None:
        book.create_sheet("Old").append(["Name", "Value"])
        book["Old"].append(["C plc", 7])
        book["Old"].sheet_state = "hidden"

    content = workbook(*PLAIN, change=hide)
    found = read(content, "h.xlsx")
    assert (values(found), found.notes) == (
        {"A plc": 5, "B plc": 6.5},
        ("the hidden sheet Old was not read",),
    )
    named = read(content, "h.xlsx", sheet="Old")
    assert (values(named), named.notes) == ({"C plc": 7}, ())


def test_of_several_sheets_one_is_named() -> None:
    content = workbook(*PLAIN, change=lambda book: book.create_sheet("Notes"))
    with pytest.raises(UsageError, match="Sheet, Notes: name the one to read, --sheet NAME"):
        read(content, "h.xlsx")
    with pytest.raises(UsageError, match="no sheet Nots; did you mean `Notes`"):
        read(content, "h.xlsx", sheet="Nots")


OLD = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1000)


@pytest.mark.parametrize(
    ("content", "path", "check", "said"),
    [
        (OLD, "h.xlsx", "malformed", "before 2007"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "h.xlsx", "malformed", "a password protects"),
        (b"Name,Value\nA plc,5\n", "h.xlsx", "malformed", "this is text, and no workbook"),
        (b"", "h.xlsx", "empty", "nothing in this file"),
        (b"PK\x03\x04" + bytes(1000), "h.xlsx", "malformed", "no workbook that can be read"),
        (b"PK\x03\x04" + bytes(1000), "h.csv", "malformed", "this is a workbook, and no CSV file"),
    ],
)
def test_a_file_that_is_no_workbook_or_a_damaged_one_is_told_as_a_list(
    content: bytes, path: str, check: str, said: str
) -> None:
    pytest.importorskip("openpyxl", reason="needs the `excel` extra")
    with pytest.raises(InputError, match=said) as error:
        read(content, path)
    assert [problem.id for problem in error.value.problems] == [f"holdings/{check}"]


@given(st.data())
def test_no_damage_of_a_workbook_is_told_as_another_files(data: st.DataObject) -> None:
    content = bytearray(workbook(*PLAIN))
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        read(bytes(content[: data.draw(st.integers(0, len(content)))]), "h.xlsx")
    except UsageError:
        pass
    except InputError as error:
        assert {problem.id.partition("/")[0] for problem in error.problems} == {"holdings"}


def test_a_number_kept_as_text_in_a_workbook_has_to_show_its_decimal_mark() -> None:
    assert values(read(workbook(["Name", "Value"], ["A", "1.234,5"], ["B", 1.234]), "h.xlsx")) == {
        "A": 1234.5,
        "B": 1.234,
    }
    assert refused(workbook(["Name", "Value"], ["A", "1.234"]), path="h.xlsx") == [
        ("holdings/decimal-mark", 2)
    ]


def test_a_heading_above_a_sheet_does_not_make_its_rows_narrow() -> None:
    found = read(workbook(["Fund"], ["Name", "Value", "Ticker"], ["Cash", 20]), "h.xlsx")
    assert (values(found), told(found)) == ({"Cash": 20}, [])


@pytest.mark.parametrize("name", ["Total:", "TOTAL ASSETS", "Sub-total", "Summe", "Total Equities"])
def test_a_sum_is_told_however_it_is_spelt(name: str) -> None:
    assert told(read(f"Name,Value\nA,5\n{name},5\n")) == [("holdings/total", 3)]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("A,1 B,2 C,4 Portfolio,7", [5]),
        ("A,1 B,2 C,4 Shares,7 D,1 E,1 F,3 Bonds,5 All,12", [5, 9, 10]),
        ("A,1 B,2 Shares,3", []),
        ("A,0 B,0 C,0 D,0", []),
    ],
)
def test_lines_that_are_the_sum_of_those_above_are_said(rows: str, lines: list[int]) -> None:
    notes = "; ".join(read("\n".join(["Name,Value", *rows.split()])).notes)
    assert [int(line) for line in re.findall(r"line (\d+), \w+, is the sum", notes)] == lines


def test_a_row_that_repeats_one_is_said_and_counts() -> None:
    found = read("Name,Value\nA,5\nB,7\nA,5\nA,6\nC,0\nC,0\n")
    assert found.notes == ("line 4 repeats line 2: all of them count",)
    assert len(found.holdings) == 6


def test_two_columns_of_one_name_are_refused() -> None:
    text = "Name,ISIN,Value,ISIN\nA,,5,\n"
    with pytest.raises(UsageError, match="two columns are called ISIN: rename"):
        read(text)
    with pytest.raises(UsageError, match="has two columns ISIN: rename"):
        read(text, columns={"isin": "ISIN"})
    assert values(read(text, columns={"isin": ""})) == {"A": 5}


def test_an_isin_in_the_place_of_a_name_is_said() -> None:
    assert "line 2 is an ISIN" in read(f"Name,Value\n{ISIN},5\n").notes[0]


@pytest.mark.parametrize(
    ("path", "sheet", "said"), [("h.xls", None, "save the sheet as .xlsx"), ("h.csv", "Fund", "no workbook")]
)
def test_what_is_no_list_that_can_be_opened_is_wrong_usage(path: str, sheet: str | None, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read("Name,Value\nA plc,5\n", path, sheet=sheet)


def test_where_no_line_names_columns_it_is_told_of_the_columns_that_there_are() -> None:
    with pytest.raises(InputError, match="no line names both") as refused:
        read('Titel;Menge\n"Example Mining, Minerals plc";5\n')
    assert "the first line is Titel, Menge" in refused.value.problems[0].hint


@pytest.mark.parametrize("column", ["Kurswert in EUR", "Marktwert in EUR", "Market value in EUR"])
def test_a_value_in_a_currency_is_known(column: str) -> None:
    read = parse_holdings(f"Name,{column}\nX,5\n".encode(), "h.csv", Reading())
    assert (read.currency, read.is_weight) == ("EUR", False)


def test_a_weight_in_percent_is_known() -> None:
    assert parse_holdings(b"Name,Gewicht in %\nX,100\n", "h.csv", Reading()).is_weight


def test_below_titles_the_line_that_names_a_field_is_told() -> None:
    with pytest.raises(InputError, match="no line names both") as caught:
        parse_holdings(b"Overview\n\nName;Kurswrt\nX;5\n", "h.csv", Reading())
    assert caught.value.problems[0].location.line == 3
    assert "line 3 names the name, and Kurswrt is not known" in caught.value.problems[0].hint


@pytest.mark.parametrize(
    ("weights", "said"),
    [("70,70", "look for lines"), ("50,30", "add a line for what is missing"), ("100,-2", "weights above 0")],
)
def test_what_weights_come_to_has_fitting_advice(weights: str, said: str) -> None:
    one, other = weights.split(",")
    read = parse_holdings(f"Name,Weight\nX,{one}\nY,{other}\n".encode(), "h.csv", Reading())
    assert said in " ".join(read.notes)
