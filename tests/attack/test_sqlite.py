"""The database read back: every text as it was written, in tables whose keys hold and views that answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest

from ddscore.reports.portfolio import PORTFOLIO_FORMATS
from tests.attack.arming import ARMS, Arm, armed
from tests.attack.payloads import FAMILIES, LONG
from tests.reports import example_portfolio

SPECIMENS = {"one day": example_portfolio.PORTFOLIO, "several days": example_portfolio.SEVERAL}
VIEWS = ("holdings", "shares_of_value", "without_record")
FREE = {
    "cases": ("company",),
    "lists": ("file", "notes"),
    "positions": ("name",),
    "matches": ("value", "entity"),
    "near_names": ("company", "name"),
    "problems": ("file", "message", "hint"),
    "rubrics": ("title",),
    "decisions": ("title",),
    "shares": ("title",),
    "warnings": ("said",),
}
"""The columns in which a list, a case or a rubric has words of its own."""
TEXTS = {
    "quotes": "';DROP TABLE positions;--\"`[]''",
    "a null": "one\0two\0",
    "every control": "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0)))),
    "a long text": "x" * LONG,
    "a long text of wide characters": "漢" * LONG,
    "long quotes": "'\"" * (LONG // 2),
    "a number": "12",
    "a formula": "=1+1",
    "a blob": "x'00ff'",
}
PAYLOADS = {**FAMILIES, **TEXTS}


@contextmanager
def opened(portfolio: Any) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(PORTFOLIO_FORMATS["sqlite"].render(portfolio))
        yield database


def rows(database: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    found = database.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
    return [dict(zip([column[0] for column in found.description], row, strict=True)) for row in found]


def tables(database: sqlite3.Connection) -> list[str]:
    return [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]


def storable(text: str) -> str:
    r"""The text, with each half of a character, which no database can hold, as its escape: `\ud800`."""
    return text.encode(errors="backslashreplace").decode()


def assert_held(portfolio: Any, arm: Arm) -> None:
    with opened(portfolio) as plain, opened(armed(portfolio, arm)) as attacked:
        assert attacked.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert attacked.execute("PRAGMA foreign_key_check").fetchall() == []
        assert tables(attacked) == tables(plain)
        for table in tables(plain):
            for one, other in zip(rows(plain, table), rows(attacked, table), strict=True):
                for column, value in one.items():
                    if isinstance(value, str):
                        expected = {storable(arm(value))} if column in FREE.get(table, ()) else set()
                        assert other[column] in (expected or {value, storable(arm(value))}), (table, column)
                    else:
                        assert other[column] == value, (table, column)
        for view in VIEWS:
            asked = f"SELECT * FROM {view}"
            assert len(attacked.execute(asked).fetchall()) == len(plain.execute(asked).fetchall())
        names = {name for (name,) in attacked.execute("SELECT name FROM holdings")}
        assert names == {storable(arm(name)) for (name,) in plain.execute("SELECT name FROM holdings")}
        near = [near for (near,) in attacked.execute("SELECT near FROM without_record") if near]
        assert all(storable(arm("Example Foods SA")) in one for one in near if "Foods" in one)


@pytest.mark.parametrize("arms", ARMS)
@pytest.mark.parametrize("family", PAYLOADS)
def test_every_text_is_read_back_as_it_was_written(family: str, arms: str) -> None:
    assert_held(SPECIMENS["one day"], ARMS[arms](PAYLOADS[family]))


def test_the_means_of_several_days_hold_as_well() -> None:
    assert_held(SPECIMENS["several days"], ARMS["everywhere"](FAMILIES["all together"]))
