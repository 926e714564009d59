"""Kept copies of sources: that they are there, and still what was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.documents.findings import Finding
from ddscore.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ddscore.documents.case_records import Record
    from ddscore.documents.lint.context import Context
    from ddscore.documents.positions import NodePath


def lint_copies(case: Record, context: Context) -> Iterator[Finding]:
    """Refuse copies that stand elsewhere, are missing or have changed since they were kept.

    A `sha256` without a `copy` is none of it: what cannot be shown may be kept elsewhere.
    """
    for name, source in case.get("sources", {}).items():
        if "copy" in source:
            at = ("sources", name, "copy")
            if _leads_out(source["copy"]):
                yield _outside(source["copy"], at)
            elif context.folder is not None:
                yield from _kept(source, context.folder, at)


def _leads_out(name: str) -> bool:
    """Whether a path names no file below the folder that it is read from, or not on every system."""
    return name.startswith("/") or ".." in name.split("/") or "\\" in name or ":" in name


def _outside(name: str, at: NodePath) -> Finding:
    message = f"{name} does not stand in the case's folder or below it"
    hint = "keep copies there, and write the path from it with slashes: copies/report.pdf"
    return Finding("case/copy-outside", at, message, hint)


def _kept(source: Record, folder: Path, at: NodePath) -> Iterator[Finding]:
    name: str = source["copy"]
    try:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):  # by a link
            yield _outside(name, at)
            return
        digest = _sha256(path)
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead in a circle
        reason = getattr(error, "strerror", None) or "it cannot be read"
        message = f"the copy {name} is not at hand: {reason}"
        yield Finding("case/copy-missing", at, message, "put it there, or mend the path")
        return
    if "sha256" not in source:
        message = f"nothing would tell if {name} were changed"
        yield Finding(
            "case/copy-without-sha256", at, message, f"add `sha256: {digest}`", severity=Severity.WARNING
        )
    elif digest != source["sha256"]:
        message = f"{name} is not what was kept: its SHA-256 is {digest}"
        hint = "bring back the copy as it was, or keep the new one as a source of its own"
        yield Finding("case/copy-changed", (*at[:-1], "sha256"), message, hint)


def _sha256(path: Path) -> str:
    """The SHA-256 of a file of any size; OSError where there is no ordinary file."""
    import hashlib
    import stat

    if not stat.S_ISREG(path.stat().st_mode):
        # Opening a pipe waits for its writer, which may never come.
        raise OSError(0, "it is not an ordinary file")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
