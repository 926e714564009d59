"""Problems that no small text shows: files that are missing, huge or odd, and systems that lack something."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, Any

import pytest

from ddscore.analysis import standings
from ddscore.cli.main import run
from ddscore.documents import explain, rubric_test_cases, saved, toml, yaml
from ddscore.documents.files import MAX_BYTES, read
from ddscore.documents.holdings import Reading, parse_holdings
from ddscore.documents.holdings_text import csv_rows
from ddscore.documents.rubric import load_rubric
from ddscore.documents.rubric_test import parse_rubric_test
from ddscore.documents.schema import validate
from ddscore.documents.tables import MAX_COLUMNS, read_csv
from ddscore.documents.workbook import read_xlsx
from ddscore.errors import InputError
from ddscore.running import How
from ddscore.running.reading import read_whole
from tests.documents.expectations import DATA

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

CASE = 'ddscore: case/1\nid: example-mining\ncompany: {name: "Example Mining plc"}\n'


def _case(text: str) -> object:
    document = yaml.load(text.encode(), "case.yaml")
    validate("case", document, text.encode(), "case.yaml")
    return document


def _dangling_link(folder: Path, _: pytest.MonkeyPatch) -> object:
    link = folder / "case.yaml"
    try:
        link.symlink_to("nowhere.yaml")
    except OSError:
        pytest.skip("this user may not make links")
    return read(link)


def _pipe(folder: Path, _: pytest.MonkeyPatch) -> object:
    if os.name != "posix":
        pytest.skip("Windows has no such files")
    os.mkfifo(folder / "case.yaml")
    return read(folder / "case.yaml")


def _growing_file(folder: Path, _: pytest.MonkeyPatch) -> object:
    path = folder / "case.yaml"
    path.write_bytes(b"")

    def read_and_grow(path: Path) -> bytes:
        content = read(path)
        path.write_bytes(content + b" ")
        return content

    return read_whole(path, read_and_grow)


def _without_memory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    def judge(*_: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr(standings, "judge", judge)
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    (judged,) = standings.standings([folder / "case.yaml"], b"", How(jobs=1))
    raise InputError(judged.problems)


def _large_file(folder: Path, _: pytest.MonkeyPatch) -> object:
    (folder / "case.yaml").write_bytes(b" " * (MAX_BYTES + 1))
    return read(folder / "case.yaml")


def _without_libyaml(_: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    return _case(CASE)


def _refused(_: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    class Content:
        def iter_errors(self, _: object) -> tuple[()]:
            return ()

    monkeypatch.setattr(explain, "_explainer", lambda _: Content())
    return _case(f"{CASE}as_of: soon\n")


def _wide_workbook(_: Path, __: pytest.MonkeyPatch) -> object:
    openpyxl: Any = pytest.importorskip("openpyxl", reason="needs the `excel` extra")
    book = openpyxl.Workbook()
    book.active.append([f"column {number}" for number in range(MAX_COLUMNS + 1)])
    stream = io.BytesIO()
    book.save(stream)
    return read_xlsx(stream.getvalue(), "sheet.xlsx", None)


def _listed(*rows: list[object], merged: str = "") -> object:
    openpyxl: Any = pytest.importorskip("openpyxl", reason="needs the `excel` extra")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if merged:
        book.active.merge_cells(merged)
    stream = io.BytesIO()
    book.save(stream)
    raise InputError(parse_holdings(stream.getvalue(), "holdings.xlsx", Reading()).problems)


def _large_tests(_: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setattr(rubric_test_cases, "MAX_BYTES", 50)
    test = "{name: Nothing is known, case: {}, expect: {outcome: null}}"
    text = f"ddscore: rubric-test/1\nrubric: harm-score\nas_of: 2020-09-23\ntests: [{test}]\n"
    return parse_rubric_test(text.encode(), "harm-score.test.yaml")


def _long_chain(_: Path, __: pytest.MonkeyPatch) -> object:
    return load_rubric(DATA / "rubrics" / "invalid" / "score-chain.yaml")


MADE: Mapping[str, Callable[[Path, pytest.MonkeyPatch], object]] = {
    "answers/too-large": _wide_workbook,
    "answers/too-many-rows": lambda *_: read_csv(b"question\nG1\nG2\n", "answers.csv", most=1),
    "holdings/formula": lambda *_: _listed(["Name", "Value"], ["A plc", "=1+1"]),
    "holdings/merged-cells": lambda *_: _listed(["Name", "Value"], ["A", 1], ["", 2], merged="A2:A3"),
    "holdings/too-large": lambda *_: _listed(["Name", "Value", *range(MAX_COLUMNS)]),
    "holdings/too-many-rows": lambda *_: next(csv_rows(b"name,value\n", "h.csv", len, most=0).rows),
    "file/changing": _growing_file,
    "file/dangling-link": _dangling_link,
    "file/is-a-directory": lambda folder, _: read(folder),
    "file/no-cases": lambda folder, _: run(["--debug", "assess", str(folder)]),
    "file/no-tests": lambda folder, _: run(["--debug", "test", str(folder)]),
    "file/not-a-file": _pipe,
    "file/not-judged": _without_memory,
    "file/too-large": _large_file,
    "file/unreadable": lambda *_: read("case\0.yaml"),
    "json/number": lambda *_: saved.load(b"1" * 5000, "case.json"),
    "json/too-many-values": lambda *_: saved.load(b"[" + b"0," * saved.MAX_VALUES + b"0]", "assessment.json"),
    "rubric-test/too-large": _large_tests,
    "rubric/score-chain": _long_chain,
    "schema/refused": _refused,
    "schema/too-long": lambda *_: _case(CASE.replace("Example", "Example " * 50)),
    "schema/too-many": lambda *_: _case(CASE.replace("}", f", identifiers: {{ticker: {['EX'] * 51}}}}}")),
    "toml/too-deep": lambda *_: toml.load(b"rubric = " + b"[" * 5000, "ddscore.toml"),
    "yaml/no-libyaml": _without_libyaml,
    "yaml/too-large": lambda *_: _case(CASE + " " * MAX_BYTES),
    "yaml/too-many-nodes": lambda *_: _case(f"{CASE}sector: [{'0,' * 100_000}]\n"),
}
"""How each is brought about, by its id."""
