"""Which ddscore this is, by its own files, and what stands around it."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE = Path(__file__).parent.parent
_DATA = ("cases", "rubrics")
"""Stand in an installed package and not in a clone's; what is used of them travels with the question."""
_LIBRARIES = ("PyYAML", "jsonschema", "jsonschema-rs", "python-stdnum")
"""Those that have a say in what a document is and whether it is accepted."""


@cache
def own_version() -> str:
    """A hash over ddscore's own files: the same on every machine that has the same ddscore."""
    digest = sha256()
    for name, path in sorted(_own_files()):
        digest.update(f"{name}\0{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _own_files() -> Iterator[tuple[str, Path]]:
    for path in _PACKAGE.rglob("*"):
        parts = path.relative_to(_PACKAGE).parts
        if parts[0] not in _DATA and "__pycache__" not in parts and path.is_file():
            yield "/".join(parts), path


@cache
def surroundings() -> str:
    """Python and the libraries that judge."""
    return "; ".join([f"Python {sys.version}", *map(release, _LIBRARIES)])


def release(name: str = "ddscore") -> str:
    """A package and its version, for a reader."""
    # Late, since importing it takes as long as looking up many files.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} of no known version"
