"""Fields that were left empty: to YAML that is null, which says that the source states none."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from ddscore.documents.findings import Finding
from ddscore.documents.leaves import leaves
from ddscore.documents.positions import positions_of
from ddscore.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ddscore.documents.case_records import Record
    from ddscore.documents.positions import NodePath

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_SAID = (b" null", b"[null", b" ~", b"[~", b" Null", b" NULL")
"""How null is written where it is written out, the usual way first."""
_HINT = "write `null` if the source was read and states none; else fill it in, or leave the line out"


def lint_empty(case: Record, collections: Iterable[str], content: bytes) -> Iterator[Finding]:
    """Warn of fields of facts that have neither a value nor the word null; `content` is the case's text."""
    # To parse again for the places takes as long as reading did, and to look for all that is rare too long.
    if leaves(case).count(None) in accumulate(map(content.count, _SAID), initial=0):
        return
    nulls = [path for name in collections for path in _nulls(case.get(name), (name,))]
    if not nulls:
        return
    marks = positions_of(nulls, content)
    lines = _LINE_BREAK.split(content.decode())
    for path in nulls:
        if path not in marks:
            continue
        line, column, *_ = marks[path]
        if not lines[line - 1][column - 1 : column].strip(" \t,]}"):
            message = f"`{path[-1]}` is empty, which says that the source states none"
            yield Finding("case/empty-value", path, message, _HINT, severity=Severity.WARNING)


def _nulls(value: object, at: NodePath) -> Iterator[NodePath]:
    if value is None:
        yield at
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _nulls(inner, (*at, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _nulls(inner, (*at, index))
