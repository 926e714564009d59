"""Fingerprints are the same however they are computed."""

from __future__ import annotations

import hashlib
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from ddscore.documents.digest import sha256

_LEAN = """
import sys
from ddscore.documents.digest import sha256
assert "hashlib" not in sys.modules
before = sha256(b"Example Mining plc")
import hashlib
print(before == sha256(b"Example Mining plc") == hashlib.sha256(b"Example Mining plc").hexdigest())
"""


@given(st.binary())
def test_a_fingerprint_is_the_sha_256_of_the_bytes(content: bytes) -> None:
    assert sha256(content) == hashlib.sha256(content).hexdigest()


def test_a_fingerprint_needs_no_openssl_and_is_the_same_with_it() -> None:
    ran = subprocess.run([sys.executable, "-c", _LEAN], capture_output=True, text=True, check=False)
    assert (ran.stdout.strip(), ran.stderr) == ("True", "")
