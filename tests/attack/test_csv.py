"""CSV read back: the same rows and columns, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

from tests.attack.attacking import attacks, on, unseen

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def rows(text: str) -> list[list[str]]:
    csv.field_size_limit(10**8)
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


@on("csv")
def test_rows_and_columns_are_those_of_the_harmless_twin(printer: str, arms: str) -> None:
    for attack in attacks("csv", printer, arms):
        table, expected = rows(attack.text), rows(attack.twin)
        assert list(map(len, table)) == list(map(len, expected)), attack.family
        empty, expected_empty = ([[not cell for cell in row] for row in one] for one in (table, expected))
        assert empty == expected_empty, attack.family
        # So that a program that reads line by line sees the same rows.
        assert attack.text.count("\n") == len(table), attack.family


@on("csv")
def test_no_cell_starts_a_formula_or_steers_a_terminal(printer: str, arms: str) -> None:
    for attack in attacks("csv", printer, arms):
        cells = [cell for row in rows(attack.text) for cell in row if not is_number(cell)]
        begun = [cell for cell in cells if cell.lstrip().startswith(STARTS_FORMULA[:4] + STARTS_FORMULA[9:])]
        assert begun == [], attack.family
        assert unseen(attack.text) == set(), attack.family
