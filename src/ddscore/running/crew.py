"""Who asks the judge: this process at first, others when there is enough to do, or a cluster."""

from __future__ import annotations

import os
import time
from concurrent.futures import Future
from typing import TYPE_CHECKING, Protocol

from ddscore.running.batch import BATCH, Answers, judge_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.running.batch import Content
    from ddscore.running.work import How, Work

PATIENCE = 0.25
"""In seconds: what takes less in all is done here, sooner than other processes would have started."""


class Crew(Protocol):
    """Those who judge batches."""

    @property
    def batch(self) -> int:
        """Files at most in one batch."""

    @property
    def width(self) -> int:
        """Batches that should be under way, so that all have work and little waits in memory."""

    def submit(self, files: Sequence[Content]) -> Future[Answers]:
        """Begin a batch."""

    def result(self, future: Future[Answers], files: Sequence[Content]) -> Answers:
        """What a batch came to; begun again where whoever did it is gone."""

    def close(self) -> None:
        """Let go of everything at once, whatever is under way."""


def crew_for(work: Work, how: How, count: int) -> Crew:
    """Those who do the work as it is to be done, on so many files."""
    if how.scheduler is not None:
        # Late, here as below: most runs need neither.
        from ddscore.running.cluster import Cluster

        return Cluster(how.scheduler, work)
    jobs = how.jobs or cores()
    # What has no batch to judge would only take memory.
    jobs = min(jobs, max(2, -(-count // BATCH)))
    return Here(work) if jobs == 1 else Growing(work, jobs, how.start_method)


def cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Here:
    """This process, alone."""

    batch = 10
    width = 0

    def __init__(self, work: Work) -> None:
        self._work = work

    def submit(self, files: Sequence[Content]) -> Future[Answers]:
        """Judge a batch now."""
        done: Future[Answers] = Future()
        done.set_result(judge_all(self._work.judge, self._work.setup, files))
        return done

    def result(self, future: Future[Answers], files: Sequence[Content]) -> Answers:  # noqa: ARG002
        """What the batch came to."""
        return future.result()

    def close(self) -> None:
        """There is nothing to let go of."""


class Growing:
    """This process until it has been judging for a while, and then several."""

    def __init__(self, work: Work, jobs: int, start_method: str | None) -> None:
        self._work = work
        self._jobs = jobs
        self._start_method = start_method
        self._spent = 0.0
        self._crew: Crew = Here(work)
        self._is_alone = True

    @property
    def batch(self) -> int:
        """Files at most in one batch."""
        return self._crew.batch

    @property
    def width(self) -> int:
        """Batches at most that should be under way."""
        return self._crew.width

    def submit(self, files: Sequence[Content]) -> Future[Answers]:
        """Begin a batch, here or elsewhere."""
        if not self._is_alone:
            return self._crew.submit(files)
        began = time.perf_counter()
        future = self._crew.submit(files)
        self._spent += time.perf_counter() - began
        if self._spent > PATIENCE:
            from ddscore.running.processes import Processes

            self._crew = Processes(self._work, self._jobs, self._start_method)
            self._is_alone = False
        return future

    def result(self, future: Future[Answers], files: Sequence[Content]) -> Answers:
        """What a batch came to, whoever did it."""
        return self._crew.result(future, files)

    def close(self) -> None:
        """Let go of the processes, if there are any."""
        self._crew.close()
