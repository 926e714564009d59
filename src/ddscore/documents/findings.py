"""What the checks beyond the schemas find, and its place in the text."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from ddscore.errors import InputError
from ddscore.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from ddscore.documents.positions import Mark, NodePath

MOST = 100
"""No more problems than anyone mends in one go."""

_JSON_ESCAPE = re.compile(rb"\\u[0-9a-fA-F]{4}")
"""libyaml refuses half of a pair, by which JSON writes what lies beyond 65,535."""
_ALIKE = 0.65
_MOST_WORDS = 300
"""Among more words a guess takes long, and is seldom right."""


class Finding(NamedTuple):
    """Something wrong in a document that its schema accepts, by the keys and indexes that lead to it."""

    id: str
    path: NodePath
    message: str
    hint: str = ""
    at_key: bool = False
    """Whether the key is wrong, and not its value."""
    severity: Severity = Severity.ERROR


def refuse(findings: Sequence[Finding], content: bytes, path: str) -> None:
    """Raise InputError with the errors among `findings`, if there are any; warnings refuse nothing."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise InputError(place(errors, content, path))


def place(findings: Iterable[Finding], content: bytes, path: str) -> list[Problem]:
    """Turn findings into problems at their lines and columns: at most 100, in the order of the text.

    Among more, errors go before warnings and warnings before notes.
    `content` is the document's text; it is parsed again only where something was found. What is not in it,
    such as a field that is missing, is told where it would stand.
    """
    found = list(findings)
    if not found:
        return []
    marks = _marks([finding.path for finding in found], content)
    problems = [_problem(finding, _location(finding, marks, path)) for finding in found]
    problems.sort(key=_in_order)
    if len(problems) > MOST:
        problems = sorted(sorted(problems, key=_by_weight)[:MOST], key=_in_order)
    return problems


def _in_order(problem: Problem) -> tuple[int, int]:
    return problem.location.line or 0, problem.location.column or 0


def _by_weight(problem: Problem) -> int:
    return list(Severity).index(problem.severity)


def guess(name: object, words: Collection[str], otherwise: str = "", before: str = "") -> str:
    """Say which word may have been meant, written after `before`; `otherwise` where none is close."""
    from difflib import get_close_matches

    if not isinstance(name, str) or len(name) > 100 or len(words) > _MOST_WORDS:
        return otherwise
    written = {word.lower(): word for word in words}
    close = get_close_matches(name.replace(" ", "-").lower(), written, n=1, cutoff=_ALIKE)
    return f"did you mean `{before}{written[close[0]]}`?" if close else otherwise


def _marks(paths: Iterable[NodePath], content: bytes) -> Mapping[NodePath, Mark]:
    """Where values stand; nowhere in an assessment whose JSON libyaml does not read."""
    from yaml import YAMLError

    from ddscore.documents.characters import without_refused
    from ddscore.documents.positions import positions_of

    if not content.isascii() or b"\x7f" in content:
        content = without_refused(content)
    wanted = list(paths)
    for text in (content, _JSON_ESCAPE.sub(b"......", content)):
        with suppress(YAMLError):
            return positions_of(wanted, text)
    return {}


def _location(finding: Finding, marks: Mapping[NodePath, Mark], path: str) -> Location:
    at = finding.path
    while at not in marks and at:
        at = at[:-1]
    mark = marks.get(at)
    if mark is None:
        return Location(path)
    if finding.at_key:
        return Location(path, mark.key_line, mark.key_column)
    return Location(path, mark.line, mark.column)


def _problem(finding: Finding, location: Location) -> Problem:
    pointer = "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in finding.path)
    return Problem(finding.id, finding.severity, finding.message, finding.hint, location, pointer)
