"""A case and its rubric as they stood at two revisions in git."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.analysis.diff import Input
from ddscore.cli.options import case_paths
from ddscore.documents import git, shipped
from ddscore.documents.case import load_case, parse_case
from ddscore.documents.rubric import load_rubric, parse_rubric
from ddscore.documents.tables import MAX_BYTES
from ddscore.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ddscore.model.case import Case
    from ddscore.model.dates import PartialDate
    from ddscore.model.rubric import Rubric


def at_revisions(
    name: str,
    rubrics: Sequence[tuple[str, str]],
    days: tuple[PartialDate | None, PartialDate | None],
    revisions: str,
) -> list[tuple[Input, Input]]:
    """Both sides of the comparison, for each rubric.

    A rubric that stands in the same repository is read as it was then, any other as it is.
    """
    paths = case_paths(name)
    if len(paths) > 1:
        raise UsageError(f"{name} holds {len(paths)} cases: name one of them")
    repository = repository_of_case(name, paths[0])
    between = git.range_of(repository, revisions)
    old, _, new = revisions.replace("...", "..").partition("..")
    # As the user calls them, but for where two branches parted.
    words = between.old if "..." in revisions else old or "HEAD", between.new and (new or "HEAD")
    names = (
        f"{paths[0]} at {words[0][:12] if words[0] == between.old else words[0]}",
        f"{paths[0]} {'as it is' if words[1] is None else f'at {words[1]}'}",
    )
    cases = [_case(paths[0], word) for word in words]
    pairs = []
    for pair in rubrics:
        first, last = (_rubric(repository, rubric, word) for rubric, word in zip(pair, words, strict=True))
        if first.sha256 == last.sha256 and first.bases == last.bases:
            first = last
        pairs.append((Input(names[0], cases[0], first, days[0]), Input(names[1], cases[1], last, days[1])))
    return pairs


def repository_of_case(name: str, file: Path) -> git.Repository:
    """The repository that a case stands in; a shipped case, named alone, has none where it is installed."""
    try:
        return git.repository_of(file)
    except UsageError as error:
        if str(file) == name:
            raise
        raise UsageError(
            f"{name} is a shipped case, and where it is installed no git repository keeps its history: name "
            "the case's file in a repository"
        ) from error


def _case(path: Path, revision: str | None) -> Case:
    if revision is None:
        return load_case(path)
    content = git.read_at(path, revision)
    return parse_case(
        content, str(path), lambda beside: git.read_at(path.with_name(beside), revision, limit=MAX_BYTES)
    )


def _rubric(repository: git.Repository, name: str, revision: str | None) -> Rubric:
    path = shipped.rubric_path(name)
    # What is installed is no part of the repository, though its environment may stand in the same folder.
    if revision is None or shipped.is_sealed(path) or not _is_in(repository, path):
        return load_rubric(name)

    def base(name: str) -> tuple[str, bytes] | None:
        beside = path.with_name(f"{name}.yaml")
        try:
            return str(beside), git.read_at(beside, revision)
        except InputError:
            # Then it is a shipped one.
            return None

    return parse_rubric(git.read_at(path, revision), str(path), base=base)


def _is_in(repository: git.Repository, path: Path) -> bool:
    """Whether a rubric stands in the repository of the case, and not in that of ddscore or in none."""
    try:
        return _top(git.repository_of(path)) == _top(repository)
    except UsageError:
        return False


def _top(repository: git.Repository) -> bytes:
    return git.run(repository, "rev-parse", "--show-toplevel")
