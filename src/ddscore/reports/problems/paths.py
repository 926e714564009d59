"""Paths as other tools read them: with forward slashes, or as a URI."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import quote

_DRIVE = re.compile(r"[A-Za-z]:/")


def slashed(path: str) -> str:
    r"""The path as a repository names it: `.\cases\x.yaml` is `cases/x.yaml`.

    A backslash is taken for a separator on every system, so that a report is the same wherever it is made.
    """
    return str(PurePosixPath(path.replace("\\", "/")))


def uri(path: str) -> str:
    """The path as a URI reference (RFC 3986): relative as it stands, absolute with `file:`."""
    plain = slashed(path)
    if drive := _DRIVE.match(plain):
        return f"file:///{drive[0]}{quote(_octets(plain[drive.end() :]))}"
    encoded = quote(_octets(plain))
    if plain.startswith("//"):
        return f"file:{encoded}"  # the share of a server, which names the host
    return f"file://{encoded}" if plain.startswith("/") else encoded


def _octets(path: str) -> bytes:
    """The name's own bytes; half a character, which a name on Windows may hold, as Windows would store it."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogatepass")
