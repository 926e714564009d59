"""What a git repository has of a file: git is run as a program, and reads nothing but the repository.

Git can be told, by settings of a user or of a repository that someone sends, to run programs and to show
things differently. Here it takes no settings of a user or a machine, and those of a repository that could do
either are set aside: the same commit reads the same everywhere, and runs nothing.
"""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from ddscore.documents.files import MAX_BYTES, SIZE_HINT
from ddscore.errors import InputError, UsageError
from ddscore.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOTHING = "/dev/null"
"""Git takes this for an empty file on Windows too."""
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "",  # What a clone left out is not fetched: git could run a program for that.
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": _NOTHING,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_GRAFT_FILE": _NOTHING,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_SETTINGS = {
    "core.attributesFile": _NOTHING,
    "core.fsmonitor": "false",
    "core.hooksPath": _NOTHING,
    "diff.relative": "false",
    "log.follow": "false",
    "log.mailmap": "false",
    "log.showRoot": "true",
    "log.showSignature": "false",
    # A folder of cases may hold what looks like a bare repository, with settings of its own.
    "safe.bareRepository": "explicit",
}
_FOREIGN = b"dubious ownership"
_LINK, _FOLDER, _OTHER_REPOSITORY = "120000", "040000", "160000"


class Repository(NamedTuple):
    """Where git is asked."""

    folder: Path
    """The folder that git runs in."""
    git_dir: Path | None = None
    """The repository itself, where it was named: a bare one has no working tree."""
    trusted: tuple[str, ...] = ()
    """The folders of others that the user's own settings of git say may be read; looked up where needed."""


class Range(NamedTuple):
    """Two revisions, by the full ids of their commits."""

    old: str
    new: str | None
    """None for the files as they are now, committed or not."""


class Entry(NamedTuple):
    """A file as a commit has it."""

    path: str
    """From the top of the repository, with slashes."""
    blob: str
    """The id of its content."""


def repository_of(path: Path | str) -> Repository:
    """The repository that a file stands in, or stood in before it was deleted; UsageError where none is."""
    folder = Path(path).parent
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return _opened(Repository(folder))


def bare_repository(git_dir: Path | str) -> Repository:
    """The repository in a folder that is named, be it bare or the `.git` of a working tree."""
    repository = Repository(Path(git_dir), Path(git_dir))
    if not repository.folder.is_dir():
        raise UsageError(f"there is no folder {git_dir} that could be a repository")
    return _opened(repository)


def _opened(repository: Repository) -> Repository:
    asked = ["rev-parse", "--git-dir"]
    found = _ask(repository, asked)
    if _FOREIGN in found.stderr:
        # Whom a user trusts is the one thing that only the user's own settings say.
        repository = repository._replace(trusted=_trusted())
        found = _ask(repository, asked)
    if found.returncode:
        _explain(repository, found.stderr)
    return repository


def path_in(repository: Repository, path: Path | str) -> str:
    """A file's path from the top of its repository; in one that was named, `path` is that already."""
    if repository.git_dir is not None:
        return Path(path).as_posix()
    prefix = os.fsdecode(run(repository, "rev-parse", "--show-prefix").removesuffix(b"\n"))
    return prefix + Path(path).relative_to(repository.folder).as_posix()


def commit_of(repository: Repository, revision: str) -> str:
    """The full id of the commit that a revision means: a branch, a tag, `HEAD~3`, the beginning of an id."""
    asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
    try:
        found = _ask(repository, asked)
    except ValueError:
        found = None
    if found is None or found.returncode:
        hint = "name a branch, a tag or a commit of it"
        if is_shallow(repository):
            hint += "; it is shallow, and what is further back is fetched with `git fetch --unshallow`"
        raise UsageError(f"the repository has no revision {revision!r}; {hint}")
    return found.stdout.decode().strip()


def range_of(repository: Repository, revisions: str) -> Range:
    """The two revisions that `A..B`, `A..`, `A...B` or `A` mean.

    As in git, a side that is left out is HEAD, and three dots set B against where the two parted: what a
    pull request changes. One revision alone is set against the files as they are now.
    """
    dots = "..." if "..." in revisions else ".."
    old, between, new = revisions.partition(dots)
    if not between:
        return Range(commit_of(repository, old), None)
    first, second = (commit_of(repository, side or "HEAD") for side in (old, new))
    return Range(_parted(repository, first, second) if dots == "..." else first, second)


def _parted(repository: Repository, first: str, second: str) -> str:
    found = _ask(repository, ["merge-base", first, second])
    if found.returncode:
        hint = "write `A..B` to set one against the other"
        if is_shallow(repository):
            hint = "the repository is shallow: fetch what is further back with `git fetch --unshallow`"
        raise UsageError(f"no commit that both {first[:12]} and {second[:12]} come from is at hand; {hint}")
    return found.stdout.decode().split()[0]


def is_shallow(repository: Repository) -> bool:
    """Whether a clone was made without the commits that lie further back."""
    return run(repository, "rev-parse", "--is-shallow-repository").strip() == b"true"


def read_at(path: Path | str, revision: str, *, limit: int = MAX_BYTES) -> bytes:
    """A file of a working tree as it was at a revision, under the name that it had then.

    UsageError where there is no git, no repository, no such revision; InputError, `file/…`, where the file
    was not there or is larger than `limit` bytes. Its place is written `REVISION:PATH`.
    """
    repository = repository_of(path)
    commit = commit_of(repository, revision)
    named = path_in(repository, path)
    return content_of(repository, entry_at(repository, named, commit, revision), revision, limit=limit)


def entry_at(repository: Repository, path: str, commit: str, revision: str) -> Entry:
    """A file as a commit has it, under the name that it had then; `revision` is how problems call it."""
    found = _listed(repository, commit, path)
    if found is None:
        former = _former_name(repository, commit, path)
        found = _listed(repository, commit, former) if former else None
    if found is None:
        hint = "it may have been added later, or under another name: `git log --follow` shows which"
        _refuse(revision, path, "not-found", f"the file is not there at {revision}", hint)
    mode, entry = found
    if mode == _FOLDER:
        _refuse(revision, path, "is-a-directory", "this is a folder, not a file", "name a file in it")
    if mode == _LINK:
        _refuse(revision, path, "not-a-file", "this is a link", "name the file that it leads to")
    if mode == _OTHER_REPOSITORY:
        _refuse(revision, path, "not-a-file", "this is another repository", "ask in that one")
    return entry


def content_of(repository: Repository, entry: Entry, revision: str, *, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a file as committed: no filter of the working tree, as for line ends, is applied."""
    size = _ask(repository, ["cat-file", "-s", entry.blob])
    if size.returncode:
        hint = "the clone was made without it: fetch it with git first"
        _refuse(revision, entry.path, "not-found", "its content is not in this clone", hint)
    if int(size.stdout) > limit:
        message = f"the file is larger than {limit / 2**20:g} MiB"
        _refuse(revision, entry.path, "too-large", message, SIZE_HINT)
    return run(repository, "cat-file", "blob", entry.blob)


def _listed(repository: Repository, commit: str, path: str) -> tuple[str, Entry] | None:
    asked = ["--literal-pathspecs", "ls-tree", "-z", "--full-tree", "--end-of-options", commit, path]
    listed = run(repository, *asked)
    if not listed:
        return None
    about, _, name = listed.removesuffix(b"\0").partition(b"\t")
    mode, _, blob = about.decode().split()
    return mode, Entry(os.fsdecode(name), blob)


def _former_name(repository: Repository, commit: str, path: str) -> str | None:
    """What a file that HEAD has was called at a commit."""
    if _ask(repository, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]).returncode:
        return None
    asked = ["diff-tree", "-r", "-z", "-M", "--diff-filter=R", "--name-status", commit, "HEAD", "--"]
    words = run(repository, *asked).split(b"\0")
    # A status, the former name and the new one, again and again.
    names = {os.fsdecode(new): os.fsdecode(old) for _, old, new in zip(*[iter(words)] * 3, strict=False)}
    return names.get(path)


def _refuse(revision: str, path: str, check: str, message: str, hint: str) -> NoReturn:
    problem = Problem(f"file/{check}", Severity.ERROR, message, hint, Location(f"{revision}:{path}"))
    raise InputError([problem])


def run(repository: Repository, *arguments: str) -> bytes:
    """What git prints; UsageError with what it says where it refuses."""
    done = _ask(repository, arguments)
    if done.returncode:
        _explain(repository, done.stderr)
    return done.stdout


def command(repository: Repository, *arguments: str) -> list[str]:
    """A call of git that runs nothing else."""
    words = [_program(), "--no-pager"]
    settings = [*_SETTINGS.items(), *(("safe.directory", folder) for folder in repository.trusted)]
    words += [word for name, value in settings for word in ("-c", f"{name}={value}")]
    if repository.git_dir is not None:
        words.append(f"--git-dir={repository.git_dir.absolute()}")
    return [*words, *arguments]


def environment() -> dict[str, str]:
    """The environment without anything that steers git, as hooks and users set it, but for what is ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, **_ENVIRONMENT}


def _ask(repository: Repository, arguments: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - a list of words, and no shell
        command(repository, *arguments),
        cwd=repository.folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


@cache
def _trusted() -> tuple[str, ...]:
    asked = [_program(), "config", "-z", "--get-all", "safe.directory"]
    # No repository is looked at: it must not vouch for itself.
    own = {**os.environ, "GIT_DIR": _NOTHING}
    done = subprocess.run(asked, env=own, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603
    return tuple(map(os.fsdecode, done.stdout.split(b"\0")[:-1]))


@cache
def _program() -> str:
    found = which("git")
    # One in the folder at hand may be anyone's, and is what Windows looks at first.
    if found is None or not Path(found).is_absolute():
        raise UsageError("there is no git here; install it (https://git-scm.com), or give files alone")
    return found


def _explain(repository: Repository, stderr: bytes) -> NoReturn:
    said = stderr.decode(errors="replace").strip()
    where = repository.git_dir or repository.folder
    if _FOREIGN in stderr:
        raise UsageError(
            f"the repository at {where} belongs to another user, whom your settings of git do not trust; "
            f"if you do: git config --global --add safe.directory {where.resolve()}"
        )
    if b"not a git repository" in stderr or b"cannot use bare repository" in stderr:
        raise UsageError(
            f"{where} is in no git repository with a working tree; name a bare one with --git-dir"
            if repository.git_dir is None
            else f"{where} is no git repository"
        )
    if b"promisor" in stderr:
        raise UsageError(
            f"the clone at {where} was made without the content of files (--filter), which ddscore does not "
            "fetch; fetch it with git first, or clone it whole"
        )
    raise UsageError(f"git cannot do this in {where} (ddscore needs git 2.30 or later): {said[:500]}")
