"""A run as a program of its own, to be killed, crowded or starved: `main` in `python -c`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TextIO

from ddscore.running import Done, How, run
from tests.running.conftest import work

ROOT = Path(__file__).parent.parent.parent


def main(folder: str, cache: str, judge: str = "digest", setup: str = "a rubric", jobs: str = "1") -> None:
    """Print the result of each file of a folder; warnings on stderr."""
    files = sorted(Path(folder).glob("*.yaml"))
    how = How(jobs=int(jobs), cache=Path(cache), warn=lambda said: _say(sys.stderr, said))
    for result in run(files, work(judge, setup.encode()), how):
        _say(sys.stdout, result.result.decode() if isinstance(result, Done) else str(result.error))


def _say(stream: TextIO, line: str) -> None:
    stream.write(f"{line}\n")
    stream.flush()


def started(script: str, *arguments: object, start_new_session: bool = False) -> subprocess.Popen[str]:
    """A Python that runs a script, and then `main` with the arguments."""
    return subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"{script}\nimport sys\nfrom tests.running.program import main\nmain(*sys.argv[1:])",
            *map(str, arguments),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=start_new_session,
    )
