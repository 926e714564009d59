"""Git repositories made for a test: the same commits on every machine, whatever its settings of git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from shutil import which

import pytest

GIT = which("git")
needs_git = pytest.mark.skipif(GIT is None, reason="there is no git here")
CASES = Path(__file__).parent / "data" / "git"
POLICY, EVICTIONS, MISSPELT = (path.read_text(encoding="utf-8") for path in sorted(CASES.glob("*.yaml")))
"""One case as it grew: with a policy, with evictions beside it, and with a misspelt relationship."""
_ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "An Author",
    "GIT_AUTHOR_EMAIL": "author@example.org",
    "GIT_COMMITTER_NAME": "An Author",
    "GIT_COMMITTER_EMAIL": "author@example.org",
}


class Made:
    """A repository with a working tree, in which each commit is a day later than the one before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.day = 0
        """The day of March 2024 before that of the next commit."""
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        """What git prints."""
        assert GIT is not None
        date = f"2024-03-{self.day % 28 + 1:02}T12:00:00+01:00"
        own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        environment = {**own, **_ENVIRONMENT, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        command = [GIT, *arguments]
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        return os.fsdecode(done.stdout).rstrip("\n")

    def write(self, path: str, text: str) -> Path:
        """Write a file, as it is on every system."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        return file

    def commit(self, subject: str) -> str:
        """Commit all that changed; the commit's id."""
        self.day += 1
        self.git("add", "--all")
        self.git("commit", "-q", "--allow-empty", "-m", subject)
        return self.git("rev-parse", "HEAD")

    def put(self, subject: str, path: str, text: str) -> str:
        """Commit one file."""
        self.write(path, text)
        return self.commit(subject)


def numbered(changed: int = 0, lines: int = 40) -> str:
    """A text of many lines, one of which is another: near enough to be followed through a rename."""
    return "".join(f"line {number}{' changed' if number == changed else ''}\n" for number in range(1, lines))
