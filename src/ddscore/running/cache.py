"""Results that were found before, in an SQLite file that no result depends on.

A result is found by a hash of all that had a say in it, and sealed by a hash over what was found: a damaged
row is as good as none. Whatever goes wrong (a lock that is held, a full disk, a file that is no database)
ends the use of the cache for this run, with one warning. Only the process that started the run opens it.

The journal is SQLite's ordinary one: a write-ahead log gains nothing where writes are few and large, and
does not work on network file systems, where homes often stand.
"""

from __future__ import annotations

import json
import marshal
import os
import sys
from contextlib import contextmanager, suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from ddscore.running.reading import State

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

FOLDER = "results"
"""Below the cache folder, so that it can be this user's alone whatever the mode of that one."""
FILE = "results-1.sqlite"
_VERSION = 1
"""Of the tables below."""
_APPLICATION = 0x64647363
"""`ddsc`: by this, a file says that it is ours."""
_TABLES = f"""
create table files (
  path blob primary key, size integer, mtime_ns integer, ctime_ns integer, inode integer,
  at integer, digest blob, seal blob
);
create table results (key blob primary key, beside blob, result blob, seal blob);
pragma user_version = {_VERSION};
pragma application_id = {_APPLICATION};
"""
_PATIENCE = 5.0
"""In seconds: how long to wait for another run that writes."""
MOST = 100_000
"""Rows that stay in each table, the last ones written; more where one run has more files."""
_BATCH = 1_000
"""Rows that are written at once: so many are lost at most with a run that is killed."""
_OTHERS_WRITE = 0o022
_PLAIN = 2
"""The version of Python's marshalling that writes equal values as equal bytes."""


class Known(NamedTuple):
    """What is remembered of a file: how it stood, when that was seen, and its digest."""

    state: State
    at: int
    digest: bytes


class Kept(NamedTuple):
    """A result, and the digests of the files beside that it was made from, by name."""

    beside: Mapping[str, str]
    result: bytes


class Cache:
    """Remembers; or, once something has gone wrong, does not."""

    def __init__(self, folder: Path, most: int, warn: Callable[[str], None]) -> None:
        """`most` files are what one run may need."""
        self._most = max(MOST, 3 * most)
        self._warn = warn
        self._place = folder / FOLDER / FILE
        self._files: list[tuple[object, ...]] = []
        self._results: list[tuple[object, ...]] = []
        self._database: sqlite3.Connection | None = None
        with self._guard():
            self._database = self._open()

    def known(self, paths: Sequence[Path]) -> dict[bytes, Known]:
        """What is remembered of files, by their places."""
        rows = self._select("files", "path", map(place_of, paths))
        return {path: Known(State(*state), at, digest) for path, *state, at, digest in rows}

    def kept(self, keys: Iterable[bytes]) -> dict[bytes, Kept]:
        """The results that stand under keys and are whole."""
        rows = self._select("results", "key", keys)
        return {key: Kept(json.loads(beside) if beside else {}, result) for key, beside, result in rows}

    def remember(self, path: Path, known: Known) -> None:
        """Keep how a file stood."""
        if self._database is not None:
            self._files.append(_sealed((place_of(path), *known.state, known.at, known.digest)))
            self._write_some()

    def keep(self, key: bytes, kept: Kept) -> None:
        """Keep a result."""
        if self._database is not None:
            beside = json.dumps(kept.beside, sort_keys=True).encode() if kept.beside else b""
            self._results.append(_sealed((key, beside, kept.result)))
            self._write_some()

    def close(self) -> None:
        """Write what is not written yet, make room, and let go."""
        with self._guard():
            if self._files or self._results:
                self._write()
        if self._database is not None:
            self._database.close()
            self._database = None

    def _select(self, table: str, column: str, keys: Iterable[bytes]) -> list[Any]:
        """The rows under keys whose seals hold, without these."""
        wanted = list(keys)
        if self._database is None or not wanted:
            return []
        rows: list[Any] = []
        with self._guard():
            marks = ",".join("?" * len(wanted))
            query = f"select * from {table} where {column} in ({marks})"  # noqa: S608 - all our words
            # All of them: a reader that is not done keeps writers out.
            rows = self._database.execute(query, wanted).fetchall()
        return [row[:-1] for row in rows if row == _sealed(row[:-1])]

    def _write_some(self) -> None:
        if len(self._files) + len(self._results) >= _BATCH:
            with self._guard():
                self._write()

    def _write(self) -> None:
        if self._database is None:
            return
        execute = self._database.execute
        execute("begin immediate")
        try:
            self._database.executemany("replace into files values (?,?,?,?,?,?,?,?)", self._files)
            self._database.executemany("replace into results values (?,?,?,?)", self._results)
            for table in ("files", "results"):
                newest = f"(select max(rowid) from {table})"  # noqa: S608 - our word
                execute(f"delete from {table} where rowid <= {newest} - ?", (self._most,))  # noqa: S608
            execute("commit")
        finally:
            self._files.clear()
            self._results.clear()
            if self._database.in_transaction:
                execute("rollback")

    def _open(self) -> sqlite3.Connection:
        self._place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_private(self._place.parent):
            raise PermissionError(0, "others may write there, and could pass off results as found")
        try:
            return _connect(self._place)
        except _Unfit as error:
            self._warn(f"the cache {self._place} {error}: it is begun anew, and results are the same")
            for path in (self._place, self._place.with_name(f"{FILE}-journal")):
                path.unlink(missing_ok=True)
            return _connect(self._place)

    @contextmanager
    def _guard(self) -> Iterator[None]:
        """Whatever the cache does wrong, the run goes on without it."""
        # Late, since most commands need none.
        import sqlite3

        try:
            yield
        except (sqlite3.Error, OSError, _Unfit) as error:
            said = error.strerror if isinstance(error, OSError) else str(error)
            self._warn(f"the cache {self._place} is not used ({said}): results are the same, but take longer")
            self._let_go(is_damaged=_is_damage(error))

    def _let_go(self, *, is_damaged: bool) -> None:
        import sqlite3

        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.close()
            self._database = None
            if is_damaged:
                with suppress(OSError):
                    self._place.unlink(missing_ok=True)


class _Unfit(Exception):  # noqa: N818 - never leaves this module
    """The file is not a cache of this version."""


def _connect(place: Path) -> sqlite3.Connection:
    import sqlite3

    database = sqlite3.connect(place, timeout=_PATIENCE, isolation_level=None)
    try:
        if not _is_ours(database):
            # Once more under a lock: another run may be making it.
            database.execute("begin immediate")
            if not _is_ours(database):
                if database.execute("select count(*) from sqlite_master").fetchone()[0]:
                    raise _Unfit("has tables of another version")
                for statement in _TABLES.split(";"):
                    database.execute(statement)
            database.execute("commit")
        # Safe when a process dies. When the machine does, rows may be lost or damaged: their seals show it.
        database.execute("pragma synchronous = off")
    except BaseException as error:
        database.close()
        if isinstance(error, sqlite3.DatabaseError) and _is_damage(error):
            raise _Unfit(f"is damaged ({error})") from error
        raise
    return database


def _is_ours(database: sqlite3.Connection) -> bool:
    names = ("user_version", "application_id")
    return [database.execute(f"pragma {name}").fetchone()[0] for name in names] == [_VERSION, _APPLICATION]


def _is_damage(error: BaseException) -> bool:
    return getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def key_of(*parts: bytes) -> bytes:
    """A hash of all parts and where each ends."""
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.digest()


def _sealed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row with a hash over its values and their types."""
    return (*row, blake2b(marshal.dumps(row, _PLAIN), digest_size=16).digest())


def place_of(path: Path) -> bytes:
    """A file's place on this machine; names need not be text."""
    name = os.fspath(path)
    # What is absolute is as good as tidy: two names for one file are at worst looked up apart.
    return os.fsencode(name if os.path.isabs(name) else os.path.abspath(name))  # noqa: PTH100, PTH117


def _is_private(folder: Path) -> bool:
    """Whether nobody else may write here."""
    if sys.platform == "win32":
        return True
    found = folder.stat()
    return found.st_uid == os.getuid() and not found.st_mode & _OTHERS_WRITE
