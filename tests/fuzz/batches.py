"""Many broken files, in processes of their own: a crash or a leak is seen, and ends one batch only."""

from __future__ import annotations

import signal
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from tests.fuzz.trying import made, tried

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

BATCH = 5000
HANGS_AFTER = 10
"""Seconds."""


class Figures(NamedTuple):
    """What a batch of inputs came to."""

    inputs: int
    size: int
    """In bytes, of all inputs."""
    sound: int
    """Inputs in which nothing was found."""
    seconds: float
    slowest: tuple[float, int]
    """Seconds, and the number of the input."""
    memory: int
    """The most that the process ever took, in bytes."""
    problems: Counter[str]
    """How many problems were told, by id."""
    failures: list[tuple[int, str]]
    """The numbers of inputs that broke something, with the trace-backs."""


class HangError(Exception):
    """An input took too long."""


def batch(numbers: range, seed: int) -> Figures:
    """Try the inputs of these numbers."""
    signal.signal(signal.SIGALRM, _hang)
    problems: Counter[str] = Counter()
    failures: list[tuple[int, str]] = []
    slowest, size, sound, begun = (0.0, 0), 0, 0, perf_counter()
    for number in numbers:
        given = made(seed, number)
        size += len(given.content)
        start = perf_counter()
        signal.alarm(HANGS_AFTER)
        try:
            found = [problem.id for one in tried(given, number) for problem in one.problems]
        except Exception:
            failures.append((number, traceback.format_exc()))
        else:
            problems.update(found)
            sound += not found
        finally:
            signal.alarm(0)
        slowest = max(slowest, (perf_counter() - start, number))
    seconds = perf_counter() - begun
    return Figures(len(numbers), size, sound, seconds, slowest, _peak(), problems, failures)


def _hang(_number: int, _frame: FrameType | None) -> None:
    raise HangError(f"more than {HANGS_AFTER} seconds")


def _peak() -> int:
    """The most memory of this process; what `resource` tells may be that of its parent."""
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    line = next(line for line in status if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


def figures(inputs: int, seed: int, processes: int) -> Iterator[Figures]:
    """Try so many inputs in batches, each in a process of its own: a crash would be that of libyaml."""
    batches = [range(start, min(start + BATCH, inputs)) for start in range(0, inputs, BATCH)]
    with ProcessPoolExecutor(processes, get_context("spawn"), max_tasks_per_child=1) as pool:
        yield from pool.map(partial(batch, seed=seed), batches)
