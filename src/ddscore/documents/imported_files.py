"""The files that an import writes for a company: a case file, and its coded answers beside it.

A case file that is there already stays as it is: somebody may have added facts to it. An answers file is
written anew, but keeps the answers to other rubrics. The same sheet gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from ddscore.documents import schema, yaml
from ddscore.documents.answers_file import NEEDED, SOURCES, check_columns
from ddscore.documents.case import parse_case
from ddscore.documents.findings import MOST, guess
from ddscore.documents.slugs import slug
from ddscore.documents.tables import read_csv
from ddscore.documents.written import scalar
from ddscore.errors import InputError
from ddscore.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Collection

    from ddscore.documents.importing import ImportedCase
    from ddscore.documents.tables import Table

_HEAD = "# Begun by `ddscore import`. Add what is known: importing again changes the answers file alone.\n"


@dataclass(frozen=True, slots=True)
class ImportedSource:
    """The publication that a whole sheet comes from."""

    title: str
    publisher: str
    kind: str
    published: str
    url: str | None
    known: str
    """The day from which it is known."""

    @property
    def id(self) -> str:
        """Its id in the case files."""
        return slug(self.title)


@dataclass(frozen=True, slots=True)
class Existing:
    """What stands where an import would write; None where nothing does."""

    path: str
    """Of the case file, as problems name it."""
    case: bytes | None
    answers_path: str
    answers: bytes | None


def case_name(case: str) -> str:
    """The name of a company's case file."""
    return f"{case}.yaml"


def answers_name(case: str) -> str:
    """The name of the file with its coded answers."""
    return f"{case}.answers.csv"


def imported_files(
    imported: ImportedCase,
    rubric: str,
    source: ImportedSource | None,
    as_of: str | None,
    sheet: str,
    there: Existing,
) -> dict[str, bytes]:
    """What of a company's two files is to be written, by name; nothing of what is there already.

    InputError where the files would not make a case that can be assessed. `sheet` is the path of the sheet,
    as problems name it.
    """
    case = case_text(imported, source, as_of).encode() if there.case is None else there.case
    document = _case_document(case, there.path)
    _check_case(document, imported, source, there.path)
    _check_sources(document.get("sources", {}), imported, sheet)
    before = None if there.answers is None else read_csv(there.answers, there.answers_path)
    answers = answers_text(imported, rubric, source, before).encode()
    parse_case(case, there.path, lambda _: answers)
    return {
        name: content
        for name, content, was in (
            (case_name(imported.id), case, there.case),
            (answers_name(imported.id), answers, there.answers),
        )
        if content != was
    }


def case_text(imported: ImportedCase, source: ImportedSource | None, as_of: str | None) -> str:
    """A case file that has a company and its answers, and nothing else yet."""
    lines = [
        "ddscore: case/1\n",
        _HEAD,
        f"id: {scalar(imported.id)}\n",
        f"company: {{name: {scalar(imported.company, flow=True)}}}\n",
        f"as_of: {as_of}\n" if as_of else "",
        "record: {status: draft}\n",
        f"answers_file: {answers_name(imported.id)}\n",
        "" if source is None else f"\nsources:\n{source_text(source)}",
    ]
    return "".join(lines)


def source_text(source: ImportedSource) -> str:
    """A source as it stands in a case file."""
    fields = {"title": source.title, "publisher": source.publisher, "kind": source.kind}
    lines = [f"    {name}: {scalar(value)}\n" for name, value in fields.items()]
    url = [] if source.url is None else [f"    url: {json.dumps(source.url, ensure_ascii=False)}\n"]
    return "".join([f"  {source.id}:\n", *lines, f"    published: {source.published}\n", *url])


def answers_text(
    imported: ImportedCase, rubric: str, source: ImportedSource | None, before: Table | None
) -> str:
    """An answers file: what was there on other rubrics, and the answers to this one, in order of rubrics."""
    rows = [] if before is None else _kept(before, rubric)
    whole = "" if source is None else source.id
    for answer in imported.answers:
        cells = {"rubric": rubric, "question": answer.question, "answer": answer.answer}
        rows.append({**cells, **answer.given, SOURCES: " ".join(answer.sources) or whole})
    rows.sort(key=lambda row: row["rubric"])
    used = {name for row in rows for name, value in row.items() if value}
    dimensions = sorted(used.difference((*NEEDED, SOURCES)))
    columns = ["rubric", "question", *dimensions, "answer", *([SOURCES] if SOURCES in used else [])]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        [columns, *([row.get(name, "") for name in columns] for row in rows)]
    )
    return text.getvalue()


def _kept(before: Table, rubric: str) -> list[dict[str, str]]:
    """The answers to other rubrics, as they stand."""
    check_columns(before, NEEDED)
    rows = [dict(zip(before.columns, row.cells, strict=True)) for row in before.rows]
    return [row for row in rows if row["rubric"] != rubric]


def _case_document(content: bytes, path: str) -> Mapping[str, object]:
    document = yaml.load(content, path)
    schema.validate("case", document, content, path)
    assert isinstance(document, Mapping)  # noqa: S101 - the schema has said so
    return document


def _check_case(
    document: Mapping[str, object], imported: ImportedCase, source: ImportedSource | None, path: str
) -> None:
    """Refuse a case file, there already, that the answers would not reach, or that lacks their source."""
    name, named = answers_name(imported.id), document.get("answers_file")
    if named != name:
        says = "names no answers_file" if named is None else f"names the answers_file {named}"
        message = f"this case file is there already and {says}; an import never rewrites one"
        hint = f"write `answers_file: {name}` in it, or import into another folder"
        _refuse("not-named", message, hint, path)
    sources = document.get("sources", {})
    if source is not None and isinstance(sources, Mapping) and source.id not in sources:
        message = f"this case file is there already and lacks the source {source.id}"
        hint = f"an import never rewrites one: add to its `sources`:\n{source_text(source)}".rstrip()
        _refuse("source-missing", message, hint, path)


def _check_sources(sources: object, imported: ImportedCase, sheet: str) -> None:
    known: Collection[str] = sources if isinstance(sources, Mapping) else ()
    problems = [
        Problem(
            "answers/unknown-source",
            Severity.ERROR,
            f"the case file {case_name(imported.id)} has no source `{name}`",
            guess(
                name,
                known,
                f"write that file first, with the source and `answers_file: {answers_name(imported.id)}`",
            ),
            Location(sheet, answer.line),
        )
        for answer in imported.answers
        for name in answer.sources
        if name not in known
    ]
    if problems:
        raise InputError(problems[:MOST])


def _refuse(check: str, message: str, hint: str, path: str) -> NoReturn:
    raise InputError([Problem(f"answers/{check}", Severity.ERROR, message, hint, Location(path))])
