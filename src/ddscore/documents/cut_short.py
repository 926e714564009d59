"""Text that ends before ` #`: what follows is a comment to YAML, and its writer may not know that."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast

from ddscore.documents.findings import Finding
from ddscore.documents.positions import scalars
from ddscore.documents.schema import parsed
from ddscore.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.error import Mark

    from ddscore.documents.schema import Schema

_SIGN = b"#"
# The sign first: a literal is found ten times faster than the end of a word.
_ONE_SPACE = re.compile(r" #(?<=\S #)")
_CHECKS = {"case": "case/cut-short", "rubric": "rubric/cut-short"}
_PLAIN = (None, "")
_HINT = "put the whole text in quotation marks; before what is meant as a comment put two spaces"
_FORMED = ("enum", "pattern", "const", "x-reference", "x-date")
"""What is written in one of these forms is no free text, and says enough where it is cut short."""


def lint_cut_short(kind: str, content: bytes) -> Iterator[Finding]:
    """Warn of free text that is followed on its line by one space and a number sign."""
    if _SIGN not in content or b" #" not in content:
        return
    signs = {match.start() for match in _ONE_SPACE.finditer(content.decode())}
    if not signs:
        return
    texts = _free_texts(kind)
    for path, event in scalars(content):
        name = next((step for step in reversed(path) if isinstance(step, str)), None)
        if name in texts and event.style in _PLAIN and cast("Mark", event.end_mark).index in signs:
            message = f"`{name}` ends before the #: to YAML the rest of the line is a comment"
            yield Finding(_CHECKS[kind], path, message, _HINT, severity=Severity.WARNING)


@cache
def _free_texts(kind: str) -> frozenset[str]:
    """The names of the fields that take any text, or a list of such."""
    return frozenset(_named(parsed(kind)))


def _named(schema: object) -> Iterator[str]:
    if isinstance(schema, list):
        for member in schema:
            yield from _named(member)
    if not isinstance(schema, dict):
        return
    for name, described in schema.get("properties", {}).items():
        if isinstance(described, dict) and _is_free(described.get("items", described)):
            yield name
    for member in schema.values():
        yield from _named(member)


def _is_free(described: Schema) -> bool:
    types = described.get("type", ())
    return ("string" in types) and not any(form in described for form in (*_FORMED, "$ref"))
