"""Judges to try the runner with: pure but for what the test is about."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path

from ddscore.errors import InputError, UsageError
from ddscore.problems import Location, Problem, Severity


def digest(setup: bytes, name: str, content: bytes, beside: Mapping[str, bytes]) -> bytes:
    """All that it was given, told apart by hashes."""
    told = [name, *(hashlib.sha256(part).hexdigest() for part in (setup, content))]
    files = {file: hashlib.sha256(held).hexdigest() for file, held in sorted(beside.items())}
    return json.dumps([*told, files]).encode()


def refusing(setup: bytes, name: str, content: bytes, beside: Mapping[str, bytes]) -> bytes:
    """Goes wrong as the content says."""
    if content == b"invalid":
        raise InputError([Problem("case/invalid", Severity.ERROR, "wrong", "mend it", Location(name, 3, 7))])
    if content == b"no date":
        raise UsageError(f"{name} needs a date")
    if content == b"bug":
        raise ZeroDivisionError("by zero")
    if content == b"huge":
        raise MemoryError
    return digest(setup, name, content, beside)


def slow(setup: bytes, name: str, content: bytes, beside: Mapping[str, bytes]) -> bytes:
    """Takes as many seconds as the setup says."""
    time.sleep(float(setup))
    return digest(setup, name, content, beside)


def deadly(setup: bytes, name: str, content: bytes, beside: Mapping[str, bytes]) -> bytes:
    """Ends its process where the content says so."""
    if content == b"deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    return digest(setup, name, content, beside)


def deadly_once(setup: bytes, name: str, content: bytes, beside: Mapping[str, bytes]) -> bytes:
    """Ends its process the first time that the content says so; the setup names the file that counts."""
    if content == b"deadly":
        try:
            Path(os.fsdecode(setup)).touch(exist_ok=False)
        except FileExistsError:
            return digest(setup, name, content, beside)
        os.kill(os.getpid(), signal.SIGKILL)
    return digest(setup, name, content, beside)


def counted(setup: bytes, name: str, content: bytes, beside: Mapping[str, bytes]) -> bytes:
    """Leaves a line in the file that the setup names, for each time that it is asked."""
    with Path(os.fsdecode(setup)).open("a", encoding="utf-8") as asked:
        asked.write(f"{name}\n")
    return digest(setup, name, content, beside)


def unnamed(setup: bytes, name: str, content: bytes, beside: Mapping[str, bytes]) -> bytes:
    """The content, and never mind its name."""
    return hashlib.sha256(content).digest()
