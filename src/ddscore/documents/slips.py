"""Slips of the keyboard behind YAML that libyaml cannot parse, told by what stands at and above the place.

libyaml says what it was about to read when it gave up. What a writer did is often in the line above: a dash
without its space, a line too far in, a character that only looks like a space or a quotation mark.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LINES = re.compile(r"\r\n|\r|\n")
_ODD_SPACE = re.compile(r"[ \t]*(?:-[ \t]*)*(?:\w[\w.-]*:[ \t]*)?([\u00a0\u2000-\u200a\u202f\u205f\u3000])")
"""In the indentation, after a dash or after the colon of a key: not in text, where it belongs."""
_CURLY = re.compile(r"(?:[:-][ \t]+|[\[{,][ \t]*)([“”„‟‘’‚])")
_TIGHT_DASH = re.compile(r"[ ]*(-)(?!-)[^\s-]")
_DASHES = re.compile(r"(?: *- +)* *")
_KEY = re.compile(r" *[\w.-]+")
_KEY_WITH_TEXT = re.compile(r" *(?:- +)*[\w.-]+ *:[ \t]+(?!#)\S")
_ENTRY = frozenset({"did not find expected key", "did not find expected '-' indicator"})
_COLON = "mapping values are not allowed in this context"
_MAY_LACK_A_DASH = {_COLON, *_ENTRY, "could not find expected ':'"}
_QUOTES = ('"', "'")


class Slip(NamedTuple):
    """What was done, how to mend it, and where: lines and columns count from 0."""

    message: str
    hint: str
    line: int
    column: int


class _Place(NamedTuple):
    """Where libyaml gave up."""

    problem: str
    lines: Sequence[str]
    line: int
    column: int

    @property
    def text(self) -> str:
        """The line itself."""
        return self.lines[self.line]

    @property
    def before(self) -> str:
        """What of the line had been read."""
        return self.text[: self.column]

    @property
    def above(self) -> int | None:
        """The last line above that says anything; None where there is none."""
        said = (at for at in range(self.line - 1, -1, -1) if self.lines[at].lstrip()[:1] not in ("", "#"))
        return next(said, None)

    @property
    def near(self) -> list[int]:
        """The line and the one above it."""
        return [self.line] if self.above is None else [self.line, self.above]


def find_slip(problem: str | None, text: str, line: int, column: int) -> Slip | None:
    """The slip that made libyaml stop at a place with that problem; None where none is known."""
    lines = _LINES.split(text)
    if line >= len(lines):
        return None
    place = _Place(problem or "", lines, line, column)
    return next((slip for look in _LOOKS if (slip := look(place)) is not None), None)


def _odd_space(place: _Place) -> Slip | None:
    for at in place.near:
        match = _ODD_SPACE.match(place.lines[at])
        if match:
            message = f"the space here is no ordinary one (U+{ord(match[1]):04X}), and means nothing to YAML"
            hint = "delete it and press the space bar; text that is copied from elsewhere often has such"
            return Slip(message, hint, at, match.start(1))
    return None


def _curly_quotes(place: _Place) -> Slip | None:
    match = _CURLY.search(place.before)
    if match is None:
        return None
    hint = "write \" or ' before and after the text"
    return Slip(
        f"{match[1]} is a letter like any other to YAML, and quotes nothing", hint, place.line, match.start(1)
    )


def _tight_dash(place: _Place) -> Slip | None:
    if place.problem not in _MAY_LACK_A_DASH:
        return None
    for at in place.near:
        match = _TIGHT_DASH.match(place.lines[at])
        if match:
            return Slip("a space is missing after this dash", "write `- id: …`", at, match.start(1))
    return None


def _too_far_in(place: _Place) -> Slip | None:
    above = place.above
    if place.problem != _COLON or above is None or not _KEY.fullmatch(place.before):
        return None
    line, own = place.lines[above], _indent(place.before)
    wanted = _indent(line)
    if own <= wanted or not _KEY_WITH_TEXT.match(line):
        return None
    message = "this line stands further in than the one above, and would go on with its text"
    return Slip(message, f"begin it below the key above, after {_spaces(wanted)}", place.line, own)


def _quote_ended(place: _Place) -> Slip | None:
    if not place.problem.startswith("did not find expected") or not place.before.rstrip().endswith(_QUOTES):
        return None
    message = "this stands after the closing quotation mark of the text"
    hint = "inside '…' write ' twice, and inside \"…\" write \\\""
    return Slip(message, hint, place.line, place.column)


def _between_two(place: _Place) -> Slip | None:
    if place.problem not in _ENTRY or place.above is None or not place.before.isspace():
        return None
    above = _indent(place.lines[place.above])
    if above == place.column:
        return None
    message = f"this line begins after {_spaces(place.column)}, and none that it could belong to does"
    return Slip(message, f"the line above begins after {above}: check both", place.line, place.column)


def _spaces(number: int) -> str:
    return "1 space" if number == 1 else f"{number} spaces"


def _indent(line: str) -> int:
    """How far in the first key of a line stands, after any dashes."""
    match = _DASHES.match(line)
    return match.end() if match else 0


_LOOKS: tuple[Callable[[_Place], Slip | None], ...] = (
    _odd_space,
    _curly_quotes,
    _tight_dash,
    _too_far_in,
    _quote_ended,
    _between_two,
)
