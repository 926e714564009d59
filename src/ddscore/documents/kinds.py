"""What a file says that it is, by its `ddscore:` line."""

from __future__ import annotations

import re
from codecs import BOM_UTF8

from ddscore.documents.characters import utf16
from ddscore.documents.findings import Finding, guess
from ddscore.errors import InputError

KINDS = ("case", "rubric", "rubric-test", "assessment")
"""The documents that ddscore reads, each in its first version."""
OUTPUTS = (
    "problems",
    "history",
    "diff",
    "log",
    "robustness",
    "engagement",
    "portfolio",
    "verification",
    "rubric-test-results",
)
"""What commands print as JSON and nothing reads back: checked against its schema alone."""
KEY = "ddscore"
_BEGIN = "begin it with `ddscore: case/1`, `ddscore: rubric/1` or `ddscore: rubric-test/1`"
_FIRST = re.compile(rb"""[\s\[]*\{?\s*["']?ddscore["']?[ \t]*:""")
_WRITTEN = re.compile(
    rb"""^["']?(?P<key>[\w-]{4,12})["']?[ \t]*:?[ \t]*["']?(?:case|rubric|rubric-test|assessment)/[0-9]""",
    re.MULTILINE,
)
"""A line at the left edge that says a kind."""
_EDGE = re.compile(rb"^(?P<edge>[ \t]*)(?!---)[^\s#%]", re.MULTILINE)
"""The first line that says anything, and how far it is indented."""
_SPEAKS = re.compile(
    rb"^(?:company|sources|research|involvement|findings|policies|promises|due_diligence|remediation"
    rb"|engagement|themes|profiles|outcomes|basis|rubric|tests|extends) *:",
    re.MULTILINE,
)
_ENOUGH = 3
"""So many of our fields at the left edge, and a file is meant for ddscore though it does not say so."""
_BEGINNING = 2**16
_SHOWN = 40


def is_meant(content: bytes) -> bool:
    """Whether a file found in a folder is one of ours, be it that its `ddscore:` line is misspelt.

    The name may stand in files of other tools as well, as what they run or need: there it is further in.
    """
    content = _as_utf8(content)
    beginning = content[:_BEGINNING]
    if _FIRST.match(beginning) or _is_misspelt(beginning):
        return True
    if content.lstrip()[:1] in (b"{", b"["):
        return _is_a_key_in_json(content)
    return _is_a_key(beginning) or len(set(_SPEAKS.findall(beginning))) >= _ENOUGH


def _as_utf8(content: bytes) -> bytes:
    """The text of a file that Windows saved otherwise, so that it is known for one of ours and refused."""
    if content.startswith(BOM_UTF8):
        return content.removeprefix(BOM_UTF8)
    wide = utf16(content)
    return content.decode(wide, errors="replace").lstrip("\ufeff").encode() if wide else content


def _is_misspelt(beginning: bytes) -> bool:
    """Whether a line says a kind, and its key is nearly ours: `ddscroe: case/1`."""
    return any(guess(line["key"].decode(), [KEY]) for line in _WRITTEN.finditer(beginning))


def _is_a_key(beginning: bytes) -> bool:
    """Whether `ddscore` is a key of the whole, and stands as far left as the first line."""
    first = _EDGE.search(beginning)
    edge = first["edge"] if first else b""
    return re.search(rb"""^%b["']?ddscore["']?[ \t]*:""" % edge, beginning, re.MULTILINE) is not None


def _is_a_key_in_json(content: bytes) -> bool:
    """Whether JSON that some other program wrote has `ddscore` among the keys of the whole."""
    if KEY.encode() not in content:
        return False
    from ddscore.documents import saved

    try:
        document = saved.load(content, "")
    except InputError:
        return False
    first = document[0] if isinstance(document, list) and document else document
    return isinstance(first, dict) and KEY in first


def kind_of(document: object) -> str | Finding:
    """The kind of a document, or what is wrong with its `ddscore:` line."""
    if isinstance(document, list) and document and isinstance(document[0], dict | list):
        # Several assessments are saved as a list.
        kind = kind_of(document[0])
        return kind._replace(path=(0, *kind.path)) if isinstance(kind, Finding) else kind
    if not isinstance(document, dict):
        return Finding("file/no-kind", (), "this file is no mapping, and does not say what it is", _BEGIN)
    if KEY not in document:
        close = next((key for key in document if guess(key, [KEY])), None)
        if close is None:
            return Finding("file/no-kind", (), "this file does not say what it is", _BEGIN)
        message = f"`{close}` says nothing to ddscore"
        return Finding("file/no-kind", (close,), message, "write `ddscore`", at_key=True)
    stated = document[KEY]
    if not isinstance(stated, str):
        return Finding("file/unknown-kind", (KEY,), "`ddscore` says no kind of file", _BEGIN)
    name, _, _ = stated.partition("/")
    if name in KINDS or name in OUTPUTS:
        return name
    shown = stated if len(stated) <= _SHOWN else f"{stated[:_SHOWN]}…"
    hint = guess(stated, [f"{kind}/1" for kind in (*KINDS, *OUTPUTS)], _BEGIN)
    return Finding("file/unknown-kind", (KEY,), f"there is no kind of file `{shown}`", hint)
