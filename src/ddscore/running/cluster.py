"""The workers of a Dask cluster."""

from __future__ import annotations

import gc
import logging
import time
from concurrent.futures import CancelledError, Future
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

from ddscore.errors import UsageError
from ddscore.running.batch import Answers, Unjudged, judge_elsewhere, this_version
from ddscore.running.versions import surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddscore.running.batch import Content
    from ddscore.running.work import Work

_PATIENCE = 10
"""In seconds: how long a scheduler may take to answer."""
WITHOUT_WORKERS = 30.0
"""In seconds: how long a run waits while no worker is there."""
_LOOK = 2.0
"""In seconds: how often a run that waits looks whether anybody works for it."""
_MOST_UNDER_WAY = 128


class Cluster:
    """Batches are sent as they are, so that workers need ddscore and no file."""

    batch = 100

    def __init__(self, address: str, work: Work) -> None:
        self._address = address
        self._work = work
        self._client = _client(address)
        try:
            self.width = max(4, min(2 * self._await_workers(), _MOST_UNDER_WAY))
            self._check_workers()
            # Not pure to Dask: it would hash every file once more, to find out whether it was sent before.
            self._executor = self._client.get_executor(pure=False)
        except BaseException:
            self._client.close(timeout=_PATIENCE)
            raise

    def submit(self, files: Sequence[Content]) -> Future[Answers]:
        """Send a batch."""
        future: Future[Answers] = self._executor.submit(
            judge_elsewhere, this_version(), self._work.judge, self._work.setup, list(files)
        )
        return future

    def result(self, future: Future[Answers], files: Sequence[Content]) -> Answers:
        """What a batch came to.

        Dask begins a batch again when its worker is lost. One that has lost several is begun again file by
        file, so that only a file that ends every worker is lost.
        """
        from distributed import KilledWorker

        try:
            return self._await(future)
        except KilledWorker:
            if len(files) > 1:
                alone = [self.result(self.submit([file]), [file]) for file in files]
                return Answers([one.answers[0] for one in alone], surroundings())
            said = f"{files[0][0]}: every worker that judged it ended abruptly: perhaps it needs more memory"
            return Answers([Unjudged("DdscoreError", said)], surroundings())
        except CancelledError as error:
            raise self._gone("it has dropped what was under way") from error

    def close(self) -> None:
        """Let go of the cluster, and of what is under way there."""
        if self._client.status == "running":
            self._executor.shutdown(wait=False)
        self._client.close(timeout=_PATIENCE)

    def _await(self, future: Future[Answers]) -> Answers:
        last = time.monotonic()
        while True:
            try:
                return future.result(_LOOK)
            except TimeoutError:
                if self._threads():
                    last = time.monotonic()
                elif time.monotonic() - last > WITHOUT_WORKERS:
                    raise self._gone(f"no worker was there for {WITHOUT_WORKERS:.0f} seconds") from None

    def _await_workers(self) -> int:
        """How many batches can be under way at once, when there is a worker."""
        last = time.monotonic()
        while not (threads := self._threads()):
            if time.monotonic() - last > WITHOUT_WORKERS:
                raise self._gone(f"no worker was there for {WITHOUT_WORKERS:.0f} seconds")
            time.sleep(0.2)
        return threads

    def _check_workers(self) -> None:
        """Refuse workers without this function: what they cannot unpickle would end them."""
        name = f"{judge_elsewhere.__module__}:{judge_elsewhere.__name__}"
        for worker, found in self._client.run(resolve_name, name, on_error="return").items():
            if isinstance(found, ImportError | AttributeError):
                raise UsageError(
                    f"the worker {worker} cannot do the work ({found}): "
                    "install the same ddscore on every worker"
                )

    def _threads(self) -> int:
        if self._client.status != "running":
            return 0
        try:
            return sum(self._client.nthreads().values())
        except (OSError, TimeoutError):
            return 0

    def _gone(self, what: str) -> UsageError:
        return UsageError(
            f"the scheduler at {self._address} cannot go on: {what}; see that it runs and has workers, or "
            "leave --scheduler out"
        )


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            "--scheduler needs Dask, which is not installed here: pip install 'ddscore[dask]'"
        ) from error
    # What becomes of the cluster is told in our words, not in trace-backs.
    for name in ("distributed.client", "distributed.core"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # A client that failed before closes itself when it is collected, and waits: not in the thread of this one
    # that starts its loop, which would give up.
    gc.collect()
    try:
        return Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(
            f"no Dask scheduler answers at {address}: see that it runs there, and write its address as in "
            "tcp://10.0.0.1:8786"
        ) from error
