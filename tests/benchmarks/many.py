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
from tests.benchmarks.generate import isin_of, write_cases
from tests.benchmarks.timing import Row, medians

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_ROUNDS = 3
_HELD = 100
_PEAK = """
import sys
from pathlib import Path
from ddscore.cli.main import run
status = run(sys.argv[1:])
# Not getrusage, which counts from before the program was started.
lines = Path("/proc/self/status").read_text().splitlines()
print(next(line.split()[1] for line in lines if line.startswith("VmHWM")))
sys.exit(status)
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
        few = write_cases(number // 10, 1, folder / "few")
        for name, jobs in (("one process", 1), ("two processes", 2)):
            least, most = (_peak(some[0].parent, rubric, folder, jobs) for some in (few, files))
            what = f"memory of {name} for {number:,} cases, to {number // 10:,}"
            yield Row(what, most / least, "at most 1.15")


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


def _peak(cases: Path, rubric: Path, folder: Path, jobs: int) -> int:
    """The most memory that `ddscore portfolio` held at a time, for a list of holdings of one length.

    Of the process that was started, which also remembers all that is judged.
    """
    cache, held = folder / "peak", folder / "held.csv"
    lines = [f"Example Company {number},{isin_of(number)},1" for number in range(_HELD)]
    held.write_text("\n".join(["Name,ISIN,Market value", *lines]) + "\n", encoding="utf-8")
    words = ["portfolio", held, "--cases", cases, "-r", rubric, "-j", jobs, "--cache", cache]
    command = [sys.executable, "-c", _PEAK, *map(str, words), "-o", os.devnull, "-f", "text"]
    ran = subprocess.run(command, capture_output=True, check=True)
    shutil.rmtree(cache)
    return int(ran.stdout)
