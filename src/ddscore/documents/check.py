"""All that is wrong with a file, in one run: each problem at its place, in the order of the text."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ddscore.documents import findings, saved, yaml
from ddscore.documents.findings import MOST, Finding
from ddscore.documents.kinds import OUTPUTS, kind_of
from ddscore.documents.placeholders import lint_placeholders
from ddscore.documents.salvage import in_sound_parts
from ddscore.documents.schema import accepts, validator
from ddscore.errors import InputError
from ddscore.model.checked import Checked
from ddscore.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from ddscore.documents.lint import Context

_NOT_READ = frozenset({"yaml/empty", "yaml/not-utf8", "json/not-utf8"})
LOCAL = frozenset(
    {
        "rubric/duplicate-id",
        "rubric/impossible-date",
        "rubric/misplaced-variable",
        "rubric/unknown-field",
        "rubric/unknown-value",
        "rubric/wrong-operator",
        "rubric/wrong-type",
    }
)
"""These are wrong with a condition whatever else the rubric says: told though some of it is left out."""

_BEGINS_AS_JSON = re.compile(rb"\s*(?:\[\s*)*(?:\{\s*(?:\"|\Z)|\[\s*\Z)")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def check(
    content: bytes, path: str, context: Context, beside: Callable[[str], bytes] | None = None
) -> list[Checked]:
    """Check a file by what its `ddscore:` line says it is; after it, the answers that a case keeps beside it.

    `path` is what problems name, and where a rubric's base is looked for; `beside` reads a file by its name.
    """
    try:
        document, kind = _read(content, path)
        if isinstance(kind, Finding):
            return [_checked(content, path, "", findings.place([kind], content, path))]
    except InputError as error:
        return [_checked(content, path, "", error.problems)]
    problems = _CHECKS[kind](document, content, path, context)
    checked = [_checked(content, path, kind, problems)]
    if kind == "case" and isinstance(document, dict) and "answers_file" in document:
        is_named = all(problem.pointer != "/answers_file" for problem in problems)
        checked += [_answers(document, path, context, beside)] if is_named else []
    return checked


def is_unreadable(problem: Problem) -> bool:
    """Whether a problem says that a file was not even read."""
    if problem.id.startswith("file/"):
        return problem.id not in ("file/no-kind", "file/unknown-kind")
    return problem.id in _NOT_READ


def _read(content: bytes, path: str) -> tuple[object, str | Finding]:
    """What a file says, and what kind of document it is or why that cannot be told."""
    if not _is_json(content, path):
        document = yaml.load(content, path)
        return document, kind_of(document)
    document = saved.load(content, path)
    kind = kind_of(document)
    if isinstance(kind, str) and kind in _READ_AS_YAML:
        # It is read as YAML by those who use it, and is to be no larger and no deeper.
        document = yaml.load(content, path)
    return document, kind


def _is_json(content: bytes, path: str) -> bool:
    """Whether a file is JSON: by its name or, where that says neither, by how it begins."""
    name = path.lower()
    if name.endswith((".yaml", ".yml")):
        return False
    return name.endswith(".json") or _BEGINS_AS_JSON.match(content) is not None


def _case(document: object, content: bytes, path: str, context: Context) -> Sequence[Problem]:
    from ddscore.documents.case_checks import check_case
    from ddscore.documents.case_records import fact_lists
    from ddscore.documents.consequences import without_misspelt
    from ddscore.documents.cut_short import lint_cut_short
    from ddscore.documents.empty_values import lint_empty
    from ddscore.documents.lint import lint_case
    from ddscore.documents.vocabulary import case_fields

    fields = case_fields()

    def found(case: Mapping[str, Any]) -> Iterable[Finding]:
        listed = lint_case(case, fact_lists(case, fields), fields, context)
        yield from without_misspelt([*check_case(case, fields), *listed], case)
        yield from lint_placeholders("case", case)

    told = in_sound_parts("case", document, found)
    if isinstance(document, dict):
        # By the whole text, and so by the whole document; what the schema refuses is told once.
        refused = {finding.path for finding in told}
        empty = lint_empty(document, fields.collections, content)
        cut_short = lint_cut_short("case", content)
        told += [finding for finding in (*empty, *cut_short) if finding.path not in refused]
    return findings.place(told, content, path)


def _rubric(document: object, content: bytes, path: str, _: Context) -> Sequence[Problem]:
    from ddscore.documents.cut_short import lint_cut_short
    from ddscore.documents.whole_rubric import rubric_findings

    whole = accepts(validator("rubric"), document)

    def found(rubric: Mapping[str, Any]) -> Iterable[Finding]:
        yield from lint_placeholders("rubric", rubric)
        if not whole and "extends" in rubric:
            return
        try:
            listed = rubric_findings(rubric, content, path)
        except InputError as error:
            yield _of_its_base(error, path)
            return
        yield from (finding for finding in listed if whole or finding.id in LOCAL)

    told = in_sound_parts("rubric", document, found)
    refused = {finding.path for finding in told}
    told += [finding for finding in lint_cut_short("rubric", content) if finding.path not in refused]
    return findings.place(told, content, path)


def _of_its_base(error: InputError, path: str) -> Finding:
    """What keeps a rubric from standing on the one that it extends."""
    first = error.problems[0]
    if first.location.path == path:
        return Finding(first.id, ("extends",), first.message, first.hint)
    message = f"the rubric that this one extends cannot be used: {first.location}: {first.message}"
    return Finding("rubric/unusable-base", ("extends",), message, f"check {first.location.path} first")


def _rubric_test(_document: object, content: bytes, path: str, _: Context) -> Sequence[Problem]:
    from ddscore.documents.rubric_test import check_rubric_test

    return check_rubric_test(content, path)


def _assessment(document: object, content: bytes, path: str, _: Context) -> Sequence[Problem]:
    from ddscore.documents.saved_checks import saved_findings

    return findings.place(saved_findings(document), content, path)


def _output(kind: str) -> Callable[[object, bytes, str, Context], Sequence[Problem]]:
    """The check of what a command printed, one document or a list of them: against its schema."""

    def checked(document: object, content: bytes, path: str, _: Context) -> Sequence[Problem]:
        from ddscore.documents.saved_checks import output_findings

        return findings.place(output_findings(kind, document), content, path)

    return checked


_CHECKS: Mapping[str, Callable[[object, bytes, str, Context], Sequence[Problem]]] = {
    "case": _case,
    "rubric": _rubric,
    "rubric-test": _rubric_test,
    "assessment": _assessment,
    **{kind: _output(kind) for kind in OUTPUTS},
}
_READ_AS_YAML = ("case", "rubric", "rubric-test")


def _answers(
    case: Mapping[str, Any], path: str, context: Context, beside: Callable[[str], bytes] | None
) -> Checked:
    """The coded answers in the file that a case names, whatever else is wrong with the case."""
    from ddscore.documents.answers_file import parse_answers

    name = case["answers_file"]
    place = str(Path(path).parent / name)
    content = b""
    try:
        if beside is None:
            raise InputError([_not_at_hand(place)])
        content = beside(name)
        parse_answers(content, place, _mapping(case, "sources"), _in_case(case))
    except InputError as error:
        return _checked(content, place, "answers", error.problems)
    return _checked(content, place, "answers", _unasked(content, place, context))


def _unasked(content: bytes, place: str, context: Context) -> list[Problem]:
    """The answers in a file that no rubric at hand asks for: at most 100, in the order of its rows."""
    from ddscore.documents.answers_file import first_rows
    from ddscore.documents.lint import unasked_in

    rows = first_rows(content, place)
    problems = []
    for one in unasked_in(rows, context):
        answered = rows[one.rubric]
        row = min(answered.values()) if one.question is None else answered[one.question]
        problems.append(Problem(one.check, Severity.WARNING, one.message, one.hint, Location(place, row)))
    return sorted(problems, key=lambda problem: problem.location.line or 0)[:MOST]


def _not_at_hand(place: str) -> Problem:
    hint = "give the case by its file's path, so that what stands beside it is found"
    message = "the answers of this case are in a file that is not at hand"
    return Problem("file/not-found", Severity.ERROR, message, hint, Location(place))


def _in_case(case: Mapping[str, Any]) -> Mapping[str, Collection[str]]:
    """The questions that the case answers itself, by rubric, as far as they can be made out."""
    answers = _mapping(case, "answers")
    return {rubric: list(_mapping(answers, rubric)) for rubric in answers}


def _mapping(part: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = part.get(name)
    return value if isinstance(value, dict) else {}


def _checked(content: bytes, path: str, kind: str, problems: Sequence[Problem]) -> Checked:
    """The problems of a file with the lines that they stand on."""
    wanted = {problem.location.line for problem in problems} - {None}
    if not wanted:
        return Checked(path, kind, tuple(problems))
    text = content.decode(errors="replace")
    breaks = [match.span() for match in islice(_LINE_BREAK.finditer(text), max(filter(None, wanted)))]
    begins, ends = [0, *(end for _, end in breaks)], [*(begin for begin, _ in breaks), len(text)]
    lines = {
        line: text[begins[line - 1] : ends[line - 1]] for line in filter(None, wanted) if line <= len(begins)
    }
    return Checked(path, kind, tuple(problems), lines)
