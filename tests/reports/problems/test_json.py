"""`problems/1`: the document for programs, and its schema."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from ddscore.cli.main import run as run_command
from ddscore.documents.schema import compiled, parsed
from ddscore.problems import Severity
from tests.reports.problems.example_run import CHECKS, RUN, VERSION, checked, problem, rendered
from tests.reports.problems.hostile_runs import run, runs

SCHEMA = parsed("problems")


def document(files, *, strict=False):
    return json.loads(rendered("json", files, CHECKS, strict=strict))


def whole(text):
    """The text with each half of a character shown."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


@given(runs)
def test_what_was_found_is_read_back_as_it_was(files):
    found = document(files)
    assert [(file["path"], file["kind"]) for file in found["files"]] == [
        (whole(file.path), file.kind) for file in files
    ]
    for written, file in zip(found["files"], files, strict=True):
        assert written["problems"] == [
            {
                "id": one.id,
                "severity": one.severity,
                "message": whole(one.message),
                "hint": whole(one.hint),
                "path": whole(one.location.path),
                "line": one.location.line,
                "column": one.location.column,
                "pointer": whole(one.pointer),
            }
            for one in file.problems
        ]


def test_it_says_what_it_is_and_what_made_it():
    found = document([])
    assert found["ddscore"] == "problems/1"
    assert found["tool"] == {"name": "ddscore", "version": VERSION}


def test_the_summary_counts_files_and_problems_by_weight():
    counts = {"files": 3, "passed_over": 0, "errors": 4, "warnings": 1, "notes": 1}
    assert document(RUN)["summary"] == {"passed": False, **counts}


@pytest.mark.parametrize(
    ("severity", "strict", "passed"),
    [
        (Severity.ERROR, False, False),
        (Severity.ERROR, True, False),
        (Severity.WARNING, False, True),
        (Severity.WARNING, True, False),
        (Severity.NOTE, False, True),
        (Severity.NOTE, True, True),
    ],
)
def test_a_check_passes_without_errors_and_where_it_is_strict_without_warnings(severity, strict, passed):
    found = document([checked(problem("a", severity=severity))], strict=strict)
    assert found["summary"]["passed"] is passed
    assert found["strict"] is strict


@given(runs)
def test_the_schema_accepts_what_is_written(files):
    assert compiled(SCHEMA).is_valid(document(files))


def test_the_schema_accepts_a_message_of_100_000_characters():
    assert compiled(SCHEMA).is_valid(document([run("x" * 100_000)]))


def objects(value):
    """Each object in a document."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(inner)


def test_the_schema_knows_each_key_and_misses_none():
    example = document(RUN)
    for place in range(len(list(objects(example)))):
        for key in list(objects(example))[place]:
            damaged = copy.deepcopy(example)
            del list(objects(damaged))[place][key]
            assert not compiled(SCHEMA).is_valid(damaged), key
        damaged = copy.deepcopy(example)
        list(objects(damaged))[place]["another"] = 1
        assert not compiled(SCHEMA).is_valid(damaged)


def test_the_schema_is_one_and_teaches_every_field():
    Draft202012Validator.check_schema(SCHEMA)
    for piece in (SCHEMA, *objects(SCHEMA)):
        for name, inner in piece.get("properties", {}).items():
            assert inner["description"].endswith("."), name


def test_the_schema_is_printed(capfdbinary):
    assert run_command(["schema", "problems"]) == 0
    assert json.loads(capfdbinary.readouterr().out) == SCHEMA
