"""A portfolio as a SQLite database: tidy tables with keys, and views that read well in Datasette.

Made in memory and in one transaction, so that whoever opens the file finds all of it or none.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from ddscore.reports.portfolio.tables import COLUMNS, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ddscore.model.assessment import RubricIdentity
    from ddscore.model.portfolio import Portfolio, Position, ShareResult, Snapshot
    from ddscore.model.rubric import Band, Row
    from ddscore.model.standing import Figure, Standing

    Value = str | int | float | None
    Rows = list[tuple[Value, ...]]


def render(portfolio: Portfolio) -> bytes:
    """The database, as the bytes of its file."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        database.executescript(SCHEMA.read_text(encoding="utf-8"))
        database.execute("BEGIN")
        for table, rows in _tables(portfolio).items():
            if rows:
                places = ", ".join("?" * len(rows[0]))
                # Names of ours alone; values are bound.
                database.executemany(f"INSERT INTO {table} VALUES ({places})", map(_stored, rows))  # noqa: S608
        database.execute("COMMIT")
        return database.serialize()


def _stored(row: tuple[Value, ...]) -> tuple[Value, ...]:
    """A row as SQLite can hold it: any text but halves of characters, which a file's name can have."""
    return tuple(
        value.encode(errors="backslashreplace").decode()
        if isinstance(value, str) and not value.isascii()
        else value
        for value in row
    )


def _tables(portfolio: Portfolio) -> dict[str, Rows]:
    """Every table's rows, in an order in which no key leads to what is not there yet."""
    tables: dict[str, Rows] = {
        "about": [("ddscore", portfolio.tool_version, "portfolio/1")],
        "about_columns": [(*column,) for column in COLUMNS],
        "rubrics": [
            (rubric.id, rubric.title, rubric.version, rubric.higher_is, rubric.sha256)
            for rubric in portfolio.rubrics
        ],
        "decisions": [row for rubric in portfolio.rubrics for row in _decisions(rubric)],
        "cases": list(_cases(portfolio)),
        **{
            name: []
            for name in (
                *("lists", "positions", "lines", "matches", "near_names", "standings", "possible", "nodes"),
                *("warnings", "shares", "share_rows"),
            )
        },
    }
    number = 0
    for place, snapshot in enumerate(portfolio.snapshots, 1):
        tables["lists"].append(_list(place, snapshot))
        for position in snapshot.positions:
            number += 1
            _add_position(tables, place, number, position)
        for result in snapshot.results:
            for share in result.shares:
                _add_share(tables, place, result.rubric, share)
    tables["averages"], tables["average_rows"] = _averages(portfolio)
    tables["problems"] = _problems(portfolio)
    return tables


def _decisions(rubric: RubricIdentity) -> Iterator[tuple[Value, ...]]:
    tables: dict[str, Sequence[Band | Row]] = {
        "band": rubric.bands,
        "profile": rubric.profiles,
        "outcome": rubric.outcomes,
    }
    for kind, rows in tables.items():
        for place, row in enumerate(rows, 1):
            yield rubric.id, kind, row.id, place, row.title


def _cases(portfolio: Portfolio) -> Iterable[tuple[Value, ...]]:
    held = {
        position.case: (
            position.case,
            position.company,
            position.status,
            position.sha256,
            position.answers_sha256,
        )
        for snapshot in portfolio.snapshots
        for position in snapshot.positions
        if position.case is not None
    }
    return held.values()


def _list(place: int, snapshot: Snapshot) -> tuple[Value, ...]:
    holdings = snapshot.holdings
    return (
        place,
        None if snapshot.as_of is None else snapshot.as_of.text,
        holdings.file,
        holdings.sha256,
        "weight" if holdings.is_weight else "value",
        holdings.currency or None,
        snapshot.total,
        holdings.lines,
        holdings.unread,
        "; ".join(holdings.notes) or None,
    )


def _add_position(tables: dict[str, Rows], place: int, number: int, position: Position) -> None:
    tables["positions"].append(
        (
            number,
            place,
            position.name,
            position.value,
            position.weight,
            position.held.value,
            position.case,
        )
    )
    tables["lines"] += [(place, line, number) for line in position.lines]
    tables["matches"] += [
        (
            number,
            at,
            match.by,
            match.value,
            match.entity and match.entity.name,
            match.entity and match.entity.relation,
        )
        for at, match in enumerate(position.matches, 1)
    ]
    tables["near_names"] += [
        (number, at, near.case, near.company, near.name, near.relation)
        for at, near in enumerate(position.near, 1)
    ]
    for standing in position.standings:
        _add_standing(tables, number, standing)


def _add_standing(tables: dict[str, Rows], number: int, standing: Standing) -> None:
    tables["standings"].append(
        (
            number,
            standing.rubric,
            standing.as_of,
            *_figure(standing.policy),
            *_figure(standing.practice),
            *_figure(standing.gap),
            *_figure(standing.overall),
            standing.coverage,
            standing.band,
            standing.profile,
            standing.outcome,
            standing.contradictions,
            standing.possible_contradictions,
            standing.open_promises,
            standing.longest_promise,
            standing.unanswered,
        )
    )
    for kind, possible in (
        ("band", standing.possible_bands),
        ("profile", standing.possible_profiles),
        ("outcome", standing.possible_outcomes),
    ):
        tables["possible"] += [(number, standing.rubric, kind, row) for row in possible]
    tables["nodes"] += [
        (number, standing.rubric, name, node.status, *_figure(node.figure), node.band)
        for name, node in standing.nodes.items()
    ]
    tables["warnings"] += [
        (number, standing.rubric, at, said) for at, said in enumerate(standing.warnings, 1)
    ]


def _figure(figure: Figure | None) -> Sequence[Value]:
    if figure is None:
        return (None,) * 3
    # Without a negative zero, which differences leave.
    return tuple(None if value is None else value + 0.0 for value in figure)


def _add_share(tables: dict[str, Rows], place: int, rubric: str, result: ShareResult) -> None:
    share = result.share
    tables["shares"].append(
        (place, rubric, share.id, share.title, share.by, share.node, result.least, result.most)
    )
    key = (place, rubric, share.id)
    for at, row in enumerate(result.rows, 1):
        parts = (*row.certain, row.possible.weight)
        tables["share_rows"].append((*key, at, "said", row.id, row.title, *parts))
    rest = (
        ("not-applicable", "Does not apply", result.not_applicable),
        ("undetermined", "Undetermined", result.undetermined),
        ("no-record", "No record", result.no_record),
    )
    for at, (kind, title, portion) in enumerate(rest, len(result.rows) + 1):
        tables["share_rows"].append((*key, at, kind, None, title, *portion, None))


def _averages(portfolio: Portfolio) -> tuple[Rows, Rows]:
    averages: Rows = []
    rows: Rows = []
    for average in portfolio.averages:
        for one in average.shares:
            key = (average.rubric, one.share.id)
            as_asked = int(average.is_as_asked) if average.asked_on else None
            averages.append((*key, one.share.title, one.least, one.most, as_asked))
            said = [("said", row.id, row.title, row.certain, row.possible) for row in one.rows]
            rest = [
                ("not-applicable", None, "Does not apply", one.not_applicable, None),
                ("undetermined", None, "Undetermined", one.undetermined, None),
                ("no-record", None, "No record", one.no_record, None),
            ]
            rows += [(*key, at, *row) for at, row in enumerate([*said, *rest], 1)]
    return averages, rows


def _problems(portfolio: Portfolio) -> Rows:
    found = [
        *((case.file, problem) for case in portfolio.cases.invalid for problem in case.problems),
        *(
            (snapshot.holdings.file, problem)
            for snapshot in portfolio.snapshots
            for problem in snapshot.holdings.problems
        ),
    ]
    return [
        (number, file, problem.location.line, problem.id, problem.message, problem.hint)
        for number, (file, problem) in enumerate(found, 1)
    ]
