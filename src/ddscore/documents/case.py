"""Case files: from text to a case that can be assessed."""

from __future__ import annotations

from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from ddscore.documents.dates import archived_on
from ddscore.documents.digest import sha256
from ddscore.documents.files import read
from ddscore.documents.memory import NO_MEMORY, Memory
from ddscore.documents.vocabulary import case_fields
from ddscore.errors import InputError
from ddscore.model.case import Case, CodedAnswer, Fact, Search, Source, Update
from ddscore.model.dates import PartialDate
from ddscore.model.fields import DATES
from ddscore.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ddscore.documents.case_records import Record
    from ddscore.model.fields import CaseFields, Field

_NOT_FIELDS = frozenset({"id", "sources", "updates"})


def load_case(path: Path | str, memory: Memory = NO_MEMORY) -> Case:
    """Read a case file and check it whole; InputError with every problem found where it cannot be trusted."""
    return parse_case(read(path), str(path), lambda name: _read_beside(Path(path), name), memory)


def _read_beside(path: Path, name: str) -> bytes:
    # Late, here as below: few cases have their answers in a file.
    from ddscore.documents.tables import MAX_BYTES

    return read(path.with_name(name), limit=MAX_BYTES)


def parse_case(
    content: bytes, path: str, beside: Callable[[str], bytes] | None = None, memory: Memory = NO_MEMORY
) -> Case:
    """A case from the bytes of its file; `path` is what problems name.

    `beside` gives the bytes of a file that stands beside it, by name: its `answers_file`.
    """
    document = memory.recall("case", content)
    if document is None:
        document = _accepted(content, path)
        memory.keep(document, "case", content)
    case = build_case(document, case_fields(), sha256(content))
    return (
        _with_answers(case, str(document["answers_file"]), path, beside)
        if "answers_file" in document
        else case
    )


def answers_file_of(content: bytes) -> str | None:
    """The file that a case names as standing beside it, with its coded answers; None where it names none."""
    if b"answers_file" not in content:
        return None
    from ddscore.documents import yaml

    try:
        document = yaml.load(content, "")
    except InputError:
        return None
    named = document.get("answers_file") if isinstance(document, dict) else None
    return named if isinstance(named, str) and named and named == PurePosixPath(named).name else None


def identity_of(content: bytes) -> Case | None:
    """Whose record an invalid case file is, and no more of it; None where that too is wrong."""
    from ddscore.documents import schema, yaml

    try:
        document = yaml.load(content, "")
    except InputError:
        return None
    if not isinstance(document, dict):
        return None
    kept = {key: document[key] for key in ("ddscore", "id", "company") if key in document}
    if not schema.accepts(schema.validator("case"), kept):
        return None
    return build_case(kept, case_fields(), sha256(content))


def _accepted(content: bytes, path: str) -> Record:
    """The document, when it has passed every check."""
    # Late, since what was found good before needs none of it.
    from ddscore.documents import case_checks, findings, schema, yaml

    document = yaml.load(content, path)
    schema.validate("case", document, content, path)
    assert isinstance(document, dict)  # noqa: S101 - the schema has said so
    findings.refuse(case_checks.check_case(document, case_fields()), content, path)
    return document


def _with_answers(case: Case, name: str, path: str, beside: Callable[[str], bytes] | None) -> Case:
    """A case with the coded answers of the file that it names."""
    from ddscore.documents.answers_file import parse_answers

    place = str(Path(path).with_name(name))
    if beside is None:
        hint = "give the case by its file's path, so that what stands beside it is found"
        message = "the answers of this case are in a file that is not at hand"
        raise InputError([Problem("file/not-found", Severity.ERROR, message, hint, Location(place))])
    content = beside(name)
    bulk = parse_answers(content, place, case.sources, case.answers)
    answers = {
        rubric: {**case.answers.get(rubric, {}), **bulk.get(rubric, {})}
        for rubric in {**case.answers, **bulk}
    }
    return case._replace(answers=answers, answers_sha256=sha256(content))


def build_case(document: Record, fields: CaseFields, digest: str) -> Case:
    """A case from a document that has passed every check."""
    company, record = document["company"], document.get("record", {})
    return Case(
        id=document["id"],
        company=company["name"],
        as_of=_date(document.get("as_of")),
        status=record.get("status", "draft"),
        corrections=tuple(record.get("corrections", ())),
        research={
            name: tuple(map(_search, searches)) for name, searches in document.get("research", {}).items()
        },
        sources={name: _source(name, source) for name, source in document.get("sources", {}).items()},
        facts={
            name: tuple([_fact(fact, name, dates) for fact in document[name]])
            for name, dates in _dates(fields).items()
            if name in document
        },
        answers={
            rubric: {question: _answers(given) for question, given in answers.items()}
            for rubric, answers in document.get("answers", {}).items()
        },
        entities={entity["id"]: entity["name"] for entity in company.get("entities", ())},
        relations={
            entity["id"]: entity["relation"] for entity in company.get("entities", ()) if "relation" in entity
        },
        identifiers={kind: tuple(given) for kind, given in company.get("identifiers", {}).items()},
        sha256=digest,
    )


class _Dates(NamedTuple):
    """Where the facts of a collection, or a mapping in them, have dates."""

    own: tuple[str, ...]
    inner: Mapping[str, _Dates]
    """By the name of the mapping; without those that have none."""


@cache
def _dates(fields: CaseFields) -> Mapping[str, _Dates]:
    """Where recorded facts have dates, by collection."""
    recorded = fields.collections.keys() - fields.derived - {"answers"}
    return {name: _dates_in(table) for name, table in fields.collections.items() if name in recorded}


def _dates_in(table: Mapping[str, Field]) -> _Dates:
    inner = {name: _dates_in(field.fields) for name, field in table.items()}
    own = tuple(name for name, field in table.items() if field.kind in DATES)
    return _Dates(own, {name: dates for name, dates in inner.items() if any(dates)})


def _fact(record: Record, collection: str, dates: _Dates) -> Fact:
    updates = [
        Update(_fields(each["set"], dates), tuple(each["sources"])) for each in record.get("updates", ())
    ]
    sources = tuple(record["sources"])
    return Fact(record["id"], collection, _fields(record, dates), sources, tuple(updates))


def _fields(record: Record, dates: _Dates) -> dict[str, object]:
    """The fields with dates as dates: a bare year is a number in YAML."""
    fields = {name: value for name, value in record.items() if name not in _NOT_FIELDS}
    for name in dates.own:
        value = fields.get(name)
        if value is not None:
            fields[name] = PartialDate.parse(str(value))
    for name, inner in dates.inner.items():
        value = fields.get(name)
        if value is not None:
            fields[name] = _fields(value, inner)
    return fields


def _answers(given: object) -> tuple[CodedAnswer, ...]:
    """The answers to one question: one, one with its sources, or one for each of its dimensions."""
    if isinstance(given, list):
        return tuple(map(_answer, given))
    return (_answer(given if isinstance(given, dict) else {"answer": given}),)


def _answer(record: Record) -> CodedAnswer:
    dimensions = {name: value for name, value in record.items() if name not in ("answer", "sources")}
    return CodedAnswer(record["answer"], dimensions, tuple(record.get("sources", ())))


def _search(record: Record) -> Search:
    return Search(
        record["coverage"] == "complete",
        _date(record.get("until")),
        tuple(record.get("sources", ())),
        record,
    )


def _source(name: str, record: Record) -> Source:
    role = record.get("role", ())
    return Source(
        id=name,
        kind=record["kind"],
        published=_date(record.get("published")),
        archived=archived_on(record["archived"]) if "archived" in record else None,
        republishes=record.get("republishes"),
        roles=(role,) if isinstance(role, str) else tuple(role),
        record=record,
    )


def _date(value: object) -> PartialDate | None:
    return None if value is None else PartialDate.parse(str(value))
