"""Excel workbooks give the same rows of text as a CSV file would."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from ddscore.documents import workbook
from ddscore.documents.workbook import read_xlsx
from ddscore.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

openpyxl = pytest.importorskip("openpyxl", reason="needs the `excel` extra")

HEADER = ("company", "question", "answer")
BEGUN = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1"/>'
    b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
)


def book(rows: Sequence[Sequence[object]], *others: str) -> bytes:
    made = openpyxl.Workbook()
    made.active.title = "Answers"
    for row in rows:
        made.active.append(row)
    for name in others:
        made.create_sheet(name)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def refused(content: bytes) -> tuple[str, int | None]:
    with pytest.raises(InputError) as error:
        read_xlsx(content, "sheet.xlsx", None)
    problem = error.value.problems[0]
    return problem.id.removeprefix("answers/"), problem.location.line


def test_cells_are_text_as_a_csv_file_would_have_them() -> None:
    day, hour = datetime(2019, 5, 16), datetime(2019, 5, 16, 12, 30)  # noqa: DTZ001 - a cell has no zone
    rows = [
        HEADER,
        (" A plc ", "q", 3.0, " "),
        ("A plc", "q", 2.5),
        ("A plc", True, day),
        ("A plc", None, hour),
    ]
    table = read_xlsx(book(rows), "sheet.xlsx", None)
    assert table.columns == HEADER
    assert [list(row.cells) for row in table.rows] == [
        ["A plc", "q", "3"],
        ["A plc", "q", "2.5"],
        ["A plc", "true", "2019-05-16"],
        ["A plc", "", "2019-05-16T12:30:00"],
    ]


def test_a_problem_names_the_row_of_the_sheet_and_empty_rows_are_nothing() -> None:
    rows = [(), HEADER, ("A plc", "q", "yes"), (), ("A plc", "q", "yes", "stray")]
    assert refused(book(rows)) == ("ragged-row", 5)
    assert [row.line for row in read_xlsx(book(rows[:-1]), "sheet.xlsx", None).rows] == [3]


def test_a_formulas_error_and_a_control_character_are_refused() -> None:
    assert refused(book([HEADER, ("A plc", "q", "#N/A")])) == ("malformed", 2)
    assert refused(book([HEADER, ("A plc", "q", "y\u202ees")])) == ("control-character", 2)


def test_of_several_sheets_one_is_named() -> None:
    content = book([HEADER, ("A plc", "q", "yes")], "Notes")
    assert len(read_xlsx(content, "sheet.xlsx", "Answers").rows) == 1
    with pytest.raises(UsageError, match="Answers, Notes"):
        read_xlsx(content, "sheet.xlsx", None)
    with pytest.raises(UsageError, match="no sheet Anwsers"):
        read_xlsx(content, "sheet.xlsx", "Anwsers")


def without(content: bytes, part: str, instead: bytes | None = None) -> bytes:
    """The workbook with one of its parts left out, or replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
            elif instead is not None:
                new.writestr(name, instead)
    return stream.getvalue()


FORMULAS = {
    '<c r="C2" t="str"><f>""</f><v></v></c>': "",
    '<c r="C2"><f>1+1</f><v>2</v></c>': "2",
    '<c r="C2" t="str"><f>"a"</f><v>a</v></c>': "a",
    '<c r="C2"><f>1+1</f><v></v></c>': None,
    '<c r="C2"><f>1+1</f></c>': None,
    '<c r="C2"><f t="shared" si="0"/></c>': None,
}


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_formula_is_what_it_came_to_and_without_a_result_is_refused(cell: str) -> None:
    content = book([HEADER, ("A plc", "q", "yes")])
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        text = packed.read(sheet).decode()
    changed, found = re.subn(r'<c r="C2".*?</c>', cell, text)
    assert found == 1
    content = without(content, sheet, changed.encode())
    if FORMULAS[cell] is None:
        assert refused(content) == ("malformed", 2)
    else:
        (row,) = read_xlsx(content, "sheet.xlsx", None).rows
        assert list(row.cells) == ["A plc", "q", FORMULAS[cell]]


def test_merged_cells_that_overlap_are_no_workbook() -> None:
    content = book([HEADER, *[("A plc", "q", "yes")] * 5])
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        text = packed.read(sheet).decode()
    merged = "<mergeCells>" + '<mergeCell ref="A1:B5"/>' * 501 + "</mergeCells></worksheet>"
    assert refused(without(content, sheet, text.replace("</worksheet>", merged).encode())) == (
        "malformed",
        None,
    )


def test_what_is_no_workbook_is_refused() -> None:
    content = book([HEADER, ("A plc", "q", "yes")])
    sheet = "xl/worksheets/sheet1.xml"
    assert refused(b"company,question,answer\n") == ("malformed", None)
    assert refused(content[:2000]) == ("malformed", None)
    assert refused(without(content, "xl/workbook.xml")) == ("malformed", None)
    assert refused(without(content, sheet, b"<worksheet><sheetData><row><c>")) == ("malformed", None)
    assert refused(without(content, sheet, b"<worksheet/>")) == ("empty", None)
    assert refused(without(content, sheet, BEGUN)) == ("malformed", None)


def test_a_sheet_that_claims_rows_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 1000)
    far = BEGUN + b'<row r="999999999999"><c><v>1</v></c></row></sheetData></worksheet>'
    assert refused(without(book([HEADER]), "xl/worksheets/sheet1.xml", far)) == ("too-large", 1002)


def test_a_sheet_wider_than_any_table_is_refused() -> None:
    assert refused(book([HEADER, ("A plc",) * 501])) == ("too-large", 2)


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 1000)
    assert refused(book([HEADER])) == ("too-large", None)


def test_without_openpyxl_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(UsageError, match=r"ddscore\[excel\].*CSV"):
        read_xlsx(b"", "sheet.xlsx", None)
