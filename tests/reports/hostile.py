"""Assessments in which every text that a case or rubric can hold is the same one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from tests.reports.example_assessment import EXAMPLE

FREE = {
    *("ask", "because", "by", "commissioned_by", "company", "entity_name", "label", "level", "note"),
    *("possible_levels", "principle", "products", "publisher", "question", "quote", "searched", "standard"),
    *("statement", "summary", "text", "title", "warnings", "what"),
}
"""Fields that hold text of a writer's own; ids, dates and vocabularies are held by the schema."""

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](https://tracker.example/pixel.png)",
    "[click](javascript:alert(1))",
    "<https://tracker.example>",
    "https://tracker.example www.tracker.example mail@tracker.example",
    "a | b | c\n|---|---|\n| d | e |",
    "`code` ``code`` ```\nfence\n```",
    "# heading\n\n- item\n\n> quote\n\n    code",
    "1. one\n2) two\n+ plus\n* star\n===\n---",
    "&lt;b&gt; &copy; &#60;",
    "@somebody #123 **bold** _em_ ~~gone~~ $x^2$ :smile:",
    "\\",
    "[ref]: https://tracker.example",
    "{{ 7 * 7 }} {% include 'x' %}",
    "\x1b[31mred\x1b[0m \x07 \u202egnp.exe \u2028 \ufeff \ud800",
    '" onmouseover="alert(1)',
    "'><svg onload=alert(1)>",
    "]]> <!-- --> <![CDATA[",
)

texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(), min_size=1, max_size=40).filter(str.strip),
    st.lists(st.sampled_from([*"<>|`*_[]()!#&@\\-+=.:1 \n\"'{}~^$", "a", "https://", "www."]), min_size=1)
    .map("".join)
    .filter(str.strip),
)


def with_text(text: str, value: Any = EXAMPLE) -> Any:
    """The assessment with that text for every free text in it."""
    if _is_record(value):
        return type(value)(**{name: _changed(text, name, member) for name, member in value._asdict().items()})
    if isinstance(value, Mapping):
        return {name: _changed(text, name, member) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(with_text(text, member) for member in value)
    return value


def _is_record(value: Any) -> bool:
    return isinstance(value, tuple) and hasattr(value, "_asdict")


def _changed(text: str, name: str, value: Any) -> Any:
    if name in FREE and isinstance(value, str):
        return text
    if name in FREE and isinstance(value, list | tuple) and not _is_record(value):
        return type(value)(text for _ in value)
    return with_text(text, value)
