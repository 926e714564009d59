"""The log of a case that was committed 200 times, against `git log` of the same file."""

from __future__ import annotations

import subprocess
from functools import partial
from shutil import which
from time import perf_counter
from typing import TYPE_CHECKING

from tests.benchmarks.starting import installed_command
from tests.benchmarks.timing import Row, medians

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

COMMITS = 200
_NAME = "case.yaml"


def rows(case: str, folder: Path, rounds: int) -> Iterator[Row]:
    """What `ddscore log` takes by the clock, over what git takes to list the commits; none without git."""
    git = which("git")
    if git is None:
        return
    subprocess.run([git, "init", "-q", "-b", "main", str(folder)], check=True)
    subprocess.run(
        [git, "fast-import", "--quiet"], cwd=folder, input="".join(_commits(case)).encode(), check=True
    )
    own = [git, "--no-pager", "log", "--follow", "--format=%H %aI %s", "main", "--", _NAME]
    ours = [*installed_command(), "log", f"main:{_NAME}", "--git-dir", str(folder / ".git"), "-f", "csv"]
    seconds = medians(
        {name: partial(_run, name, words, folder) for name, words in (("git", own), ("ddscore", ours))},
        rounds,
    )
    over = seconds["ddscore"] - seconds["git"]
    yield Row(f"ddscore log of {COMMITS} commits, seconds over git log", over, "at most 3")


def _commits(case: str) -> Iterator[str]:
    """A stream for `git fast-import`: the case, each time with another last line."""
    for number in range(1, COMMITS + 1):
        text = f"{case}# revision {number}\n"
        yield f"commit refs/heads/main\nmark :{number}\n"
        yield f"committer Example <example@example.org> {1_700_000_000 + number * 86_400} +0000\n"
        yield f"data <<END\nRevision {number}\nEND\n"
        yield f"M 100644 inline {_NAME}\ndata {len(text.encode())}\n{text}\n"


def _run(name: str, words: Sequence[str], folder: Path) -> Mapping[str, float]:
    start = perf_counter()
    subprocess.run(words, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    return {name: perf_counter() - start}
