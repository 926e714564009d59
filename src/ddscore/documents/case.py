"""Case files: from text to a case that can be assessed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ddscore.documents import case_checks, findings, schema, yaml
from ddscore.documents.case_dates import archived_on
from ddscore.documents.digest import sha256
from ddscore.documents.files import read
from ddscore.documents.vocabulary import case_fields
from ddscore.errors import InputError
from ddscore.model.case import Case, CodedAnswer, Fact, Search, Source, Update
from ddscore.model.dates import PartialDate
from ddscore.model.fields import DATES, Kind
from ddscore.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from ddscore.model.fields import CaseFields, Field

_NOT_FIELDS = frozenset({"id", "sources", "updates"})


def load_case(path: Path | str) -> Case:
    """Read a case file and check it whole; InputError with every problem found where it cannot be trusted."""
    return parse_case(read(path), str(path), lambda name: _read_beside(Path(path), name))


def _read_beside(path: Path, name: str) -> bytes:
    # Late, here as below: few cases have their answers in a file.
    from ddscore.documents.tables import MAX_BYTES

    return read(path.with_name(name), limit=MAX_BYTES)


def parse_case(content: bytes, path: str, beside: Callable[[str], bytes] | None = None) -> Case:
    """A case from the bytes of its file; `path` is what problems name.

    `beside` gives the bytes of a file that stands beside it, by name: its `answers_file`.
    """
    document = yaml.load(content, path)
    schema.validate("case", document, content, path)
    assert isinstance(document, Mapping)  # noqa: S101 - the schema has said so
    fields = case_fields()
    findings.refuse(case_checks.check_case(document, fields), content, path)
    case = build_case(document, fields, sha256(content))
    return (
        _with_answers(case, str(document["answers_file"]), path, beside)
        if "answers_file" in document
        else case
    )


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
    return replace(case, answers=answers, answers_sha256=sha256(content))


def build_case(document: Mapping[str, object], fields: CaseFields, digest: str) -> Case:
    """A case from a document that has passed every check."""
    company, record = _mapping(document["company"]), _mapping(document.get("record", {}))
    return Case(
        id=str(document["id"]),
        company=str(company["name"]),
        as_of=_date(document.get("as_of")),
        status=str(record.get("status", "draft")),
        corrections=tuple(_mapping(correction) for correction in _list(record.get("corrections"))),
        research={
            name: tuple(_search(_mapping(search)) for search in _list(searches))
            for name, searches in _mapping(document.get("research", {})).items()
        },
        sources={
            name: _source(name, _mapping(source))
            for name, source in _mapping(document.get("sources", {})).items()
        },
        facts={
            name: tuple(
                _fact(_mapping(fact), name, fields.collections[name]) for fact in _list(document[name])
            )
            for name in fields.collections
            if name in document and name != "answers"
        },
        answers={
            rubric: {question: _answers(given) for question, given in _mapping(answers).items()}
            for rubric, answers in _mapping(document.get("answers", {})).items()
        },
        entities={
            str(entity["id"]): str(entity["name"]) for entity in map(_mapping, _list(company.get("entities")))
        },
        sha256=digest,
    )


def _fact(record: Mapping[str, object], collection: str, table: Mapping[str, Field]) -> Fact:
    return Fact(
        str(record["id"]),
        collection,
        _fields({name: value for name, value in record.items() if name not in _NOT_FIELDS}, table),
        _names(record.get("sources")),
        tuple(
            Update(_fields(_mapping(update["set"]), table), _names(update["sources"]))
            for update in map(_mapping, _list(record.get("updates")))
        ),
    )


def _fields(record: Mapping[str, object], table: Mapping[str, Field]) -> dict[str, object]:
    """The fields with dates as dates: a bare year is a number in YAML."""
    return {name: _value(value, table[name]) for name, value in record.items()}


def _value(value: object, field: Field) -> object:
    if value is None:
        return None
    if field.kind in DATES:
        return PartialDate.parse(str(value))
    if field.kind is Kind.MAPPING and isinstance(value, Mapping):
        return _fields(value, field.fields)
    return value


def _answers(given: object) -> tuple[CodedAnswer, ...]:
    """The answers to one question: one, one with its sources, or one for each of its dimensions."""
    if isinstance(given, list):
        return tuple(_answer(_mapping(record)) for record in given)
    return (_answer(given if isinstance(given, Mapping) else {"answer": given}),)


def _answer(record: Mapping[str, object]) -> CodedAnswer:
    dimensions = {name: value for name, value in record.items() if name not in ("answer", "sources")}
    return CodedAnswer(record["answer"], dimensions, _names(record.get("sources")))


def _search(record: Mapping[str, object]) -> Search:
    return Search(
        record.get("coverage") == "complete",
        _date(record.get("until")),
        _names(record.get("sources")),
        record,
    )


def _source(name: str, record: Mapping[str, object]) -> Source:
    republishes = record.get("republishes")
    role = record.get("role")
    return Source(
        id=name,
        kind=str(record["kind"]),
        published=_date(record.get("published")),
        archived=archived_on(record.get("archived")),
        republishes=None if republishes is None else str(republishes),
        roles=(role,) if isinstance(role, str) else _names(role),
        record=record,
    )


def _date(value: object) -> PartialDate | None:
    return None if value is None else PartialDate.parse(str(value))


def _mapping(value: object) -> Mapping[str, object]:
    assert isinstance(value, Mapping)  # noqa: S101 - the schema has said so
    return value


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()


def _names(value: object) -> tuple[str, ...]:
    return tuple(str(name) for name in _list(value))
