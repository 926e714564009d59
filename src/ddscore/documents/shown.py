"""Values and names as messages show them: short, and on one line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def nature(value: object) -> str:
    """What a value is, or which one where that is short."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        return f"the text {shown(value)}"
    return shown(value) if isinstance(value, bool) or value is None else f"the number {shown(value)}"


def shown(value: object) -> str:
    """A value as JSON, on one line and not too long; of a list or mapping only what it is."""
    if isinstance(value, dict | list):
        return nature(value)
    text = json.dumps(value[:80] if isinstance(value, str) else value, ensure_ascii=False)
    text = text.encode(errors="backslashreplace").decode()
    return text if len(text) <= 60 else f"{text[:60]}…"


def bare(value: object) -> str:
    """The same without the quotation marks of text."""
    text = shown(value)
    return text[1:-1] if text.startswith('"') and text.endswith('"') else text


def either(names: Sequence[str]) -> str:
    """Names of which one is meant: `a, b or c`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def listed(names: Sequence[str]) -> str:
    """Names that are all meant: "`a`, `b` and `c`"."""
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
