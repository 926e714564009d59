"""Documents found good before, so that an unchanged file need be neither parsed nor checked again.

A record is found by all that had a say in it: what was read, ddscore's own files, Python and the libraries
that parse and validate. It holds the document as plain JSON, and a seal. What does not match, is damaged or
cannot be read is as good as not there; what cannot be written is not. Nothing that was refused is ever kept.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ddscore.documents.digest import sha256

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PLACE = "DDSCORE_CACHE"
"""The variable that names another folder to keep records in; set to nothing, none are kept."""

_PACKAGE = Path(__file__).parent.parent
_LIBRARIES = ("yaml", "jsonschema_rs")
_MOST = 256
"""Records that stay; the oldest make room for new ones."""
_OTHERS_WRITE = 0o022


class Memory:
    """A folder of records; None keeps none."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def recall(self, kind: str, *contents: bytes) -> Any:
        """The document that was found good as that kind when read from the same bytes; else None."""
        if self.folder is None:
            return None
        try:
            key = _key(kind, contents)
            seal, _, text = (self.folder / key).read_bytes().partition(b"\n")
            if seal != _seal(key, text) or not _is_private(self.folder):
                return None
        except OSError:
            return None
        return json.loads(text)

    def keep(self, document: Mapping[str, Any], kind: str, *contents: bytes) -> None:
        """Remember a document that every check of its kind has accepted, with all bytes that it came from."""
        if self.folder is None:
            return
        text = json.dumps(document, separators=(",", ":")).encode()
        with suppress(OSError):
            key = _key(kind, contents)
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _is_private(self.folder):
                _write(self.folder / key, _seal(key, text) + b"\n" + text)
                _make_room(self.folder)


NO_MEMORY = Memory(None)


def usual_memory() -> Memory:
    """The user's own, where the system wants caches to stand, unless the environment says otherwise."""
    folder = usual_folder()
    return NO_MEMORY if folder is None else Memory(folder / "documents")


def usual_folder() -> Path | None:
    """Where what is remembered stands; None where nothing is to be."""
    place = os.environ.get(PLACE)
    if place == "":
        return None
    try:
        return Path(place) if place is not None else _usual_folder()
    except RuntimeError:
        # This user has no home.
        return None


def _write(record: Path, content: bytes) -> None:
    """Write a record whole, whoever else writes or reads it."""
    temporary = record.with_name(f"{record.name}.{os.getpid()}")
    stream = temporary.open("xb")
    try:
        with stream:
            stream.write(content)
        temporary.replace(record)
    finally:
        temporary.unlink(missing_ok=True)


def _make_room(folder: Path) -> None:
    by_age = sorted(folder.iterdir(), key=lambda record: record.stat().st_mtime_ns)
    for record in by_age[:-_MOST]:
        record.unlink(missing_ok=True)


def _usual_folder() -> Path:
    """Where ddscore's caches stand, as platformdirs has it."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
        return Path(local) / "ddscore" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "ddscore"
    named = os.environ.get("XDG_CACHE_HOME", "").strip()
    return (Path(named) if named else Path.home() / ".cache") / "ddscore"


def _key(kind: str, contents: tuple[bytes, ...]) -> str:
    return sha256(" ".join([_judges(), kind, *map(sha256, contents)]).encode())


def _seal(key: str, text: bytes) -> bytes:
    return sha256(key.encode() + text).encode()


@cache
def _judges() -> str:
    """All that decides what is accepted: no record outlives a change of it, in a clone either."""
    found = [spec.origin for spec in map(find_spec, _LIBRARIES) if spec is not None and spec.origin]
    libraries = [(path, *_state(Path(path).stat())) for path in found]
    return sha256(repr((sys.version, libraries, sorted(_files(_PACKAGE)))).encode())


def _files(folder: Path | str) -> Iterator[tuple[object, ...]]:
    """The files below a folder with what changes whenever one is written."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir():
                yield entry.path, *_state(entry.stat())
            elif entry.name != "__pycache__":
                yield from _files(entry.path)


def _state(found: os.stat_result) -> tuple[int, int, int]:
    # The time of any change too, where the system has it: unlike that of the contents, no tool sets it back.
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _is_private(folder: Path) -> bool:
    """Whether nobody else may write here, who could pass off a document as checked."""
    if sys.platform == "win32":
        return True
    found = folder.stat()
    return found.st_uid == os.getuid() and not found.st_mode & _OTHERS_WRITE
