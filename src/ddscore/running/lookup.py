"""What is known of files, and the content of those of which nothing is known."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from ddscore.errors import InputError
from ddscore.running.cache import Cache, Kept, Known, key_of, place_of
from ddscore.running.reading import Read, is_racy, read_whole, state_of
from ddscore.running.versions import own_version, surroundings
from ddscore.running.work import Done, Failed, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from ddscore.running.batch import Content
    from ddscore.running.work import How, Work


class Unknown(NamedTuple):
    """A file to be judged, as it was read."""

    path: Path
    own: Read
    beside: Mapping[str, Read]

    @property
    def size(self) -> int:
        """In bytes, with what stands beside."""
        return len(self.own.content) + sum(len(read.content) for read in self.beside.values())

    def as_content(self) -> Content:
        """What the judge is given."""
        beside = {name: read.content for name, read in self.beside.items()}
        return str(self.path), self.own.content, beside


class Lookup:
    """The files of one run, by what a cache has of them."""

    def __init__(self, work: Work, how: How, files: int) -> None:
        self._work = work
        self._by_content = how.by_content
        self._cache = None if how.cache is None else Cache(how.cache, files, how.warn)
        self._question = b""
        if self._cache is not None:
            self._question = key_of(
                own_version().encode(), surroundings().encode(), work.judge.encode(), work.setup
            )

    def find(self, files: Sequence[Path]) -> Iterator[Result | Unknown]:
        """What is known of each file, in order; the content of one is read only when it is its turn."""
        seen = _Seen(self._cache, self._by_content)
        found = {} if self._cache is None else self._kept(files, seen, self._cache)
        for path in files:
            known = found.get(str(path))
            if isinstance(known, InputError):
                yield Failed(path, known)
            elif known is not None and self._stands(path, known, seen):
                yield Done(path, known.result)
            else:
                yield self._unknown(path, seen)

    def keep(self, file: Unknown, result: bytes, around: str) -> None:
        """Remember what the judge said; but for what it said in other surroundings than these."""
        if self._cache is not None and around == surroundings():
            beside = {name: read.digest.hex() for name, read in file.beside.items()}
            self._cache.keep(self._key(file.path, file.own.digest), Kept(beside, result))

    def close(self) -> None:
        """Write down what is to be remembered."""
        if self._cache is not None:
            self._cache.close()

    def _kept(self, files: Sequence[Path], seen: _Seen, cache: Cache) -> Mapping[str, Kept | InputError]:
        """The results that stand for files as they are now, and why some cannot be read; by their names.

        A path that is hashed would hold on to twice the memory, for as long as it is there.
        """
        seen.learn(files)
        found: dict[str, Kept | InputError] = {}
        keys: dict[str, bytes] = {}
        for path in files:
            try:
                keys[str(path)] = self._key(path, seen.digest(path, self._work.read))
            except InputError as error:
                found[str(path)] = error
        kept = cache.kept(keys.values())
        found |= {name: kept[key] for name, key in keys.items() if key in kept}
        seen.learn(
            path.with_name(name)
            for path in files
            if isinstance(one := found.get(str(path)), Kept)
            for name in one.beside
        )
        return found

    def _stands(self, path: Path, kept: Kept, seen: _Seen) -> bool:
        """Whether what stood beside a file when it was judged stands there still."""
        try:
            return all(
                seen.digest(path.with_name(name), self._work.read_beside).hex() == digest
                for name, digest in kept.beside.items()
            )
        except InputError:
            return False

    def _unknown(self, path: Path, seen: _Seen) -> Unknown | Failed:
        try:
            own = seen.read(path, self._work.read)
            beside = {
                name: seen.read(path.with_name(name), self._work.read_beside)
                for name in self._work.beside_of(own.content)
            }
        except InputError as error:
            return Failed(path, error)
        return Unknown(path, own, beside)

    def _key(self, path: Path, digest: bytes) -> bytes:
        return key_of(self._question, os.fsencode(path), digest)


class _Seen:
    """Files as this run has seen them, and as an earlier one had."""

    def __init__(self, cache: Cache | None, by_content: bool) -> None:
        self._cache = None if by_content else cache
        self._known: dict[bytes, Known] = {}
        self._read: dict[str, Read] = {}

    def learn(self, paths: Iterable[Path]) -> None:
        """Look up how files stood."""
        if self._cache is not None:
            self._known |= self._cache.known(list(paths))

    def digest(self, path: Path, read: Callable[[Path], bytes]) -> bytes:
        """The hash of a file's content; it is read unless it stands as it did."""
        if str(path) not in self._read and self._cache is not None:
            known = self._known.get(place_of(path))
            if known is not None and known.state == state_of(path) and not is_racy(known.state, known.at):
                return known.digest
        return self.read(path, read).digest

    def read(self, path: Path, read: Callable[[Path], bytes]) -> Read:
        """A file as it is now, or was when this run first read it."""
        found = self._read.get(str(path))
        if found is None:
            found = self._read[str(path)] = read_whole(path, read)
            if self._cache is not None:
                self._cache.remember(path, Known(found.state, found.at, found.digest))
        return found
