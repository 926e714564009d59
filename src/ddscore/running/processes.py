"""Several processes on this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from ddscore.running.batch import BATCH, Answers, Unjudged, judge_elsewhere, this_version
from ddscore.running.versions import surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddscore.running.batch import Answer, Content
    from ddscore.running.work import Work

_MOST = 61
"""Processes that Windows can wait for."""
_PATIENCE = 2.0
"""In seconds: how long the threads of a pool whose processes are gone may take to end."""


class Processes:
    """As many processes as there are jobs. One that dies takes no file with it but the one that killed it."""

    batch = BATCH

    def __init__(self, work: Work, jobs: int, start_method: str | None) -> None:
        self._work = work
        self._jobs = min(jobs, _MOST) if sys.platform == "win32" else jobs
        self._context = multiprocessing.get_context(start_method)
        self._others = frozenset(multiprocessing.active_children())
        self._other_threads = _threads()
        self._pool = self._new(self._jobs)
        self.width = 3 * self._jobs

    def submit(self, files: Sequence[Content]) -> Future[Answers]:
        """Begin a batch; with new processes where one has died."""
        try:
            return self._submit(self._pool, files)
        except BrokenProcessPool:
            self._pool.shutdown()
            self._pool = self._new(self._jobs)
            return self._submit(self._pool, files)

    def result(self, future: Future[Answers], files: Sequence[Content]) -> Answers:
        """What a batch came to. A process that dies takes all batches with it: each is begun again, alone."""
        try:
            return future.result()
        except BrokenProcessPool:
            return self._alone(files)

    def close(self) -> None:
        """End all processes at once, whatever they do."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        own = set(multiprocessing.active_children()) - self._others
        for process in own:
            process.kill()
        for process in own:
            process.join()
        # A pool's threads close its pipes, to which an interpreter that ends meanwhile would still write.
        for thread in _threads() - self._other_threads:
            thread.join(_PATIENCE)

    def _alone(self, files: Sequence[Content]) -> Answers:
        """The files of a batch by one process; where it dies, file by file, each by one that lives."""
        try:
            with self._new(1) as pool:
                return self._submit(pool, files).result()
        except BrokenProcessPool:
            return Answers(list(self._one_by_one(files)), surroundings())

    def _one_by_one(self, files: Sequence[Content]) -> Iterator[Answer]:
        with ExitStack() as pools:
            pool = pools.enter_context(self._new(1))
            for file in files:
                try:
                    yield from self._submit(pool, [file]).result().answers
                except BrokenProcessPool:
                    pool = pools.enter_context(self._new(1))
                    yield Unjudged(
                        "DdscoreError",
                        f"{file[0]}: the process that judged it ended abruptly, and so did another: "
                        "perhaps it needs more memory than there is",
                    )

    def _new(self, jobs: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(jobs, self._context, _begin)

    def _submit(self, pool: ProcessPoolExecutor, files: Sequence[Content]) -> Future[Answers]:
        with _uninterrupted():
            return pool.submit(judge_elsewhere, this_version(), self._work.judge, self._work.setup, files)


def _threads() -> frozenset[threading.Thread]:
    """The threads of pools of processes."""
    own = ProcessPoolExecutor.__module__
    return frozenset(thread for thread in threading.enumerate() if type(thread).__module__ == own)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait, so that no process that is started here hears of it before it knows to ignore it."""
    if not hasattr(signal, "pthread_sigmask"):
        # On Windows.
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """The process that started this one ends it: Ctrl-C at the terminal reaches all of them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that is killed ends nobody, and who waits for its work would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
