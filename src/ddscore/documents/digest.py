"""Fingerprints of inputs, so that an assessment says exactly what it was computed from."""

from __future__ import annotations

import hashlib


def sha256(content: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
