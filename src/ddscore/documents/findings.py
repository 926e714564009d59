"""What the checks beyond the schemas find, and its place in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ddscore.errors import InputError
from ddscore.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ddscore.documents.positions import Mark, NodePath

MOST = 100
"""No more problems than anyone mends in one go."""

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

    `content` is the document's text; it is parsed again only where something was found.
    """
    found = list(findings)
    if not found:
        return []
    from ddscore.documents.positions import positions

    marks = positions(content)
    located = [(_place(finding, marks[finding.path]), finding) for finding in found]
    located.sort(key=lambda pair: pair[0])
    return [_problem(finding, Location(path, *place)) for place, finding in located[:MOST]]


def guess(name: object, words: Collection[str], otherwise: str = "", before: str = "") -> str:
    """Say which word may have been meant, written after `before`; `otherwise` where none is close."""
    from difflib import get_close_matches

    if not isinstance(name, str) or len(name) > 100 or len(words) > _MOST_WORDS:
        return otherwise
    written = {word.lower(): word for word in words}
    close = get_close_matches(name.replace(" ", "-").lower(), written, n=1, cutoff=_ALIKE)
    return f"did you mean `{before}{written[close[0]]}`?" if close else otherwise


def _place(finding: Finding, mark: Mark) -> tuple[int, int]:
    return (mark.key_line, mark.key_column) if finding.at_key else (mark.line, mark.column)


def _problem(finding: Finding, location: Location) -> Problem:
    pointer = "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in finding.path)
    return Problem(finding.id, finding.severity, finding.message, finding.hint, location, pointer)
