"""Many cases: what is remembered, what a second process brings, and how much memory it takes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from ddscore.analysis.standings import setup_of, standings
from ddscore.documents.rubric import load_rules
from ddscore.running import How
from tests.benchmarks.generate import write_cases
from tests.benchmarks.timing import Row, medians

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_ROUNDS = 3
_PEAK = """
import sys
from pathlib import Path
from tests.benchmarks.many import judge
folder, number, rubric, jobs, cache = sys.argv[1:]
files = sorted(map(str, Path(folder).iterdir()))[: int(number)]
judge(files, Path(rubric), jobs=int(jobs), cache=Path(cache))
# Not getrusage, which counts from before the program was started.
lines = Path("/proc/self/status").read_text().splitlines()
print(next(line.split()[1] for line in lines if line.startswith("VmHWM")))
"""


def rows(rubric: Path, folder: Path, number: int) -> Iterator[Row]:
    """So many invented cases by a rubric, as `ddscore portfolio` judges them."""
    files = write_cases(number, 1, folder / "cases")
    cache = folder / "cache"
    measures = {
        "one": partial(_timed, "one", files, rubric, jobs=1),
        "two": partial(_timed, "two", files, rubric, jobs=2),
        "cached": partial(_timed, "cached", files, rubric, jobs=1, cache=cache),
        "by content": partial(_timed, "by content", files, rubric, jobs=1, cache=cache, by_content=True),
    }
    seconds = medians(measures, _ROUNDS)
    one = seconds["one"]
    yield Row(f"{number:,} cases judged, to the same by two processes", one / seconds["two"], "at least 1.7")
    # What it would be if no other program ran: the processors of the machine are seldom ours alone.
    yield Row(
        "  by processor time, shared by two", 2 * seconds["one: cpu"] / seconds["two: cpu"], "at least 1.7"
    )
    yield Row("  to the same when nothing has changed, by stat", one / seconds["cached"], "at least 40")
    yield Row("  to the same when nothing has changed, by content", one / seconds["by content"])
    yield Row("  microseconds an unchanged case, by stat", seconds["cached"] / number * 1e6)
    if sys.platform == "linux":
        for name, jobs in (("one process", 1), ("two processes", 2)):
            few, many = (_peak(files, some, rubric, folder, jobs) for some in (number // 10, number))
            what = f"memory of {name} for {number:,} cases, to {number // 10:,}"
            yield Row(what, many / few, "at most 1.15")


def judge(files: Sequence[Path], rubric: Path, **means: object) -> int:
    """Judge files, and forget what was said of each; how many there were."""
    setup = setup_of([load_rules(rubric)], [None])
    how = How(**means)  # type: ignore[arg-type]
    return sum(bool(one.standings) for one in standings(files, setup, how))


def _timed(name: str, files: Sequence[Path], rubric: Path, **means: object) -> Mapping[str, float]:
    # By the clock: the time of other processes counts too.
    start, before = time.perf_counter(), sum(os.times()[:4])
    assert judge(files, rubric, **means) == len(files)
    return {name: time.perf_counter() - start, f"{name}: cpu": sum(os.times()[:4]) - before}


def _peak(files: Sequence[Path], number: int, rubric: Path, folder: Path, jobs: int) -> int:
    """The most memory that the process which started the run held at a time, when it remembers all."""
    cache = folder / "peak"
    words = [files[0].parent, number, rubric, jobs, cache]
    ran = subprocess.run([sys.executable, "-c", _PEAK, *map(str, words)], capture_output=True, check=True)
    shutil.rmtree(cache)
    return int(ran.stdout)
