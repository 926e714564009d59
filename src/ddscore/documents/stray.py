"""Characters in a value that only look like those of the keyboard, as text copied from elsewhere has them."""

from __future__ import annotations

import re
from typing import Final

_ODD_SPACES: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_UNSEEN: Final = "\u00ad\u200b-\u200d\u2060"
_DASHES: Final = "\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
_QUOTES: Final = "“”„‟‘’‚‛"
_STRAY: Final = re.compile(f"[{_ODD_SPACES}{_UNSEEN}{_DASHES}{_QUOTES}]")
_DASH: Final = re.compile(f"[{_DASHES}]")
_AFTER_A_KEY: Final = re.compile(f"([A-Za-z_][A-Za-z0-9_]*):([{_ODD_SPACES}]?)")
_KINDS: Final = (
    (
        _ODD_SPACES,
        "the space U+{0:04X}, which is no ordinary one",
        "delete it; where a space belongs, press the space bar",
    ),
    (
        _UNSEEN,
        "U+{0:04X}, which nobody sees",
        "delete it: it often comes with text that is copied from elsewhere",
    ),
    (_DASHES, "the dash {1} (U+{0:04X})", "write an ordinary one: -"),
    (
        _QUOTES,
        "the quotation mark {1} (U+{0:04X})",
        "write \" or ' before and after the text, or leave both out",
    ),
)


def stray(value: object) -> tuple[str, str] | None:
    """What character in a word is another than it looks, and what to do; None where there is none."""
    match = _STRAY.search(value) if isinstance(value, str) else None
    if match is None:
        return None
    character = match.group()
    said, mend = next((said, mend) for kind, said, mend in _KINDS if re.match(f"[{kind}]", character))
    return said.format(ord(character), character), mend


def plain(text: str) -> str:
    """A text with what it would be from the keyboard: ordinary dashes and spaces, and no quotation marks."""
    without = re.sub(f"[{_UNSEEN}{_QUOTES}]", "", _DASH.sub("-", text))
    return re.sub(f"[{_ODD_SPACES}]", " ", without).strip()


def glued_key(name: str) -> tuple[str, str] | None:
    """Why a key is a whole entry, where no ordinary space follows its colon; else None."""
    match = _AFTER_A_KEY.match(name)
    if match is None:
        return None
    key, space = match.groups()
    if not space:
        return f"a space is missing after `{key}:`", f"write `{key}: …`"
    message = f"the space after `{key}:` is no ordinary one (U+{ord(space):04X}), and means nothing to YAML"
    return message, "delete it and press the space bar; text that is copied from elsewhere often has such"
