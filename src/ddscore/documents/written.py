"""Text as YAML reads it back, for files that ddscore begins and people go on with."""

from __future__ import annotations

import json
import re

_PLAIN = re.compile(r"[^\W\d_](?:[\w &.,'()/+-]*[\w.)])?")
_NOT_PLAIN = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
"""Words that some reader of YAML takes for something else."""


def scalar(text: str, *, flow: bool = False) -> str:
    """Text as YAML reads it back as text, in quotation marks where it needs them."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _NOT_PLAIN and not (flow and "," in text)
    return text if plain else json.dumps(text, ensure_ascii=False)
