"""Fingerprints of inputs, so that an assessment says exactly what it was computed from."""

from __future__ import annotations

import sys

# The lean module first, as in Python's own `random`: hashlib loads OpenSSL, which takes longer than to hash
# the few files of an assessment.
try:
    from _sha2 import sha256 as _lean  # type: ignore[import-not-found]
except ImportError:
    try:
        from _sha256 import sha256 as _lean  # type: ignore[import-not-found]
    except ImportError:
        from hashlib import sha256 as _lean


def sha256(content: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    # What is loaded anyway is quicker, and there may be thousands of files.
    found = getattr(sys.modules.get("hashlib"), "sha256", _lean)
    digest: str = found(content).hexdigest()
    return digest
